/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/days - the counting rules of law.md 2.0 that need a calendar, and the days of a school life.
 * Touches nothing: holidays and school days come in, dates go out. */
#ifndef RULES_DAYS_H
#define RULES_DAYS_H

#include "core/date.h"

/* Days that are no working days besides Saturday and Sunday, sorted. The table speaks for the whole years
 * from its first to its last day; outside them no working day can be told and the answers are DATE_NONE. */
struct calendar { const struct date *holidays; size_t count; };

bool days_is_covered(struct calendar c, struct date d);
/* Not Saturday, not Sunday, not in the table. Only for a covered day. */
bool days_is_working(struct calendar c, struct date d);
/* WD: n-th working day strictly after `from`; n < 0 strictly before it; n = 0 is `from` itself. */
struct date days_working(struct calendar c, int64_t n, struct date from);
/* WDB: n-th working day counting `from` itself when it is one; n >= 1. */
struct date days_working_beginning(struct calendar c, int64_t n, struct date from);
/* TRIB: the last day to file with the tribunal. law:hesc/12(2)-(3)(a) */
struct date days_tribunal_filing(struct calendar c, struct date d);
/* TRIB_SKIP: the last day to file under the rule before 21 July 2020: days of August and from 25 December to
 * 1 January after `from` were not counted, so that they lengthen the time that would end on `to`. */
struct date days_tribunal_skipping(struct calendar c, struct date from, struct date to);
/* TWD: n-th tribunal working day after `from` (n < 0: before). law:hesc/12(3)(b) */
struct date days_tribunal_working(struct calendar c, int64_t n, struct date from);
/* SD: n-th day of the school's own list after `from` (n < 0: before); DATE_NONE when the list ends first. */
struct date days_school(const struct date *school_days, size_t count, int64_t n, struct date from);
/* D: `n` days on; DATE_NONE when it leaves the years 1 to 9999. */
struct date days_add(struct date d, int64_t n);
/* M: same day number `n` months on, clamped. */
struct date days_months(struct date d, int64_t n);
/* MB: last day of a period of `n` months that begins on `from`. */
struct date days_months_beginning(struct date from, int64_t n);
/* The day the n-th birthday is reached; 29 February gives 1 March in common years. */
struct date days_birthday(struct date born, int64_t n);
/* National Curriculum year on a day: Reception 0, Year 1 is 1. */
int64_t days_school_year(struct date born, struct date on);
/* The last Friday of June: compulsory school age ends. */
struct date days_last_friday_june(int64_t year);
/* The first such day of the year (say 31 July) on or after `d`. */
struct date days_on_or_after(struct date d, int64_t month, int64_t day);

#endif
