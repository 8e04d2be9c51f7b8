/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/spread - terms of a school year, and meetings spread over the days of them.
 * Touches nothing: lists, calendars and today's date come in, days go out. */
#ifndef RULES_SPREAD_H
#define RULES_SPREAD_H

#include "rulebook/rulebook.h"
#include "rules/days.h"

/* A term lasts until the next one begins; its lessons end on `last`. */
struct term { struct str name; struct date from, until, last; };
enum { TERMS_MOST = 24 };
/* `count` terms in order, the first the one that `on` lies in.
 *   codes   code list `term`: code MM-DD of the first day, label, note MM-DD of the last school day
 *   count   1 to TERMS_MOST
 * The list may be empty or senseless: then there is none, and 0 comes back. */
size_t spread_terms(struct arena *a, const struct code_list *codes, struct date on, size_t count, struct term *out);

/* A meeting to be held from `least` to `most`, both included; `group`: who holds it (a school, 0 nobody known). */
struct meeting { int64_t group; struct date least, most, day; };
/* Gives each meeting without a day one: a working day in term on which its group has the fewest meetings, and of these
 * one in the area's least busy week; the later one when they are equal. A span without such a day is stretched for as
 * long as 90 days. DATE_NONE is left when there is none at all.
 *   at      those that have a day count as load and are not moved */
void spread_meetings(struct arena *a, struct calendar calendar, const struct term *terms, size_t term_count,
		     struct meeting *at, size_t count);

#endif
