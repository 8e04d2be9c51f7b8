/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/retention - how long a record is kept and from which day it may go.
 * Touches nothing: facts and the day come in, a rule and a day go out. */
#ifndef RULES_RETENTION_H
#define RULES_RETENTION_H

#include "rulebook/rulebook.h"

/* What the rules may ask about a record (retention_names). Days that did not come are absent. */
struct retention_facts {
	struct str of;                  /* case, person */
	struct str pathway, outcome;    /* of a case; "" of a person */
	struct date born, opened, closed, last;
	bool had_plan;
};
/* The rule for a record: the first of its kind in the text that is law on `today` and takes it. The rulebook is proved to
 * have one for each kind; NULL only on days before the rule that takes all. */
const struct retention *retention_rule(struct arena *a, const struct rulebook *book, const struct retention_facts *f,
				       struct date today);
/* The first day on which the record may go: the same day of the year `years` years on, 1 March for 29 February in a common
 * year. Absent while the day from which it is counted has not come (a process that is open).
 *   years   1 to 150: of the rule, or the council's own */
struct date retention_due(struct arena *a, const struct rulebook *book, const struct retention *rule, size_t years,
			  const struct retention_facts *f, struct date today);

/* The last day from which, when it is counted from there, something is due today. */
struct date retention_by(size_t years, struct date today);

/* Why a record that is due may not go yet; the first of these that is so, "" nothing. Words: retention.kept_WORD.
 * open: a process of the child is open, an appeal or a request for their papers too; hold: somebody asked to keep it;
 * flag: its use is restricted or objected to; early: not due (any more) */
struct retention_stops { bool is_open, has_hold, has_flag; };
struct str retention_stop(const struct retention_stops *s, struct date due, struct date today);

#endif
