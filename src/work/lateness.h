/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/lateness - where the lateness of an area sits: late days by step and by who had the case, over any period.
 * Touches the store and the access rule. What is late when, and with whom, is rules/hands; rows are kept as things happen. */
#ifndef WORK_LATENESS_H
#define WORK_LATENESS_H

#include "rules/pathway.h"
#include "work/desk.h"

/* What rows should be kept of this state, in a few letters: another text means other rows. Lives in the arena. */
struct str lateness_key(struct arena *a, const struct rulebook *book, int64_t authority, const struct case_state *s);
/* Inside a store_write job: keeps the rows of a case in step with its state. */
MUST const struct fault *lateness_keep(struct store *writer, struct arena *a, const struct rulebook *book, int64_t process_id,
				       int64_t authority, struct str pathway, const struct case_state *s);

/* since .. until are days of the period, both in it; what is after today is not late yet. */
struct lateness_query {
	int64_t authority;              /* 0: the first whose figures the user may open */
	struct str pathway, step, party;        /* "" any; step and party: of the cases behind a figure, party "" whoever */
	int64_t organisation_id;        /* only the clocks of this team or school; 0 any */
	struct date since, until;
	bool only_lasting;              /* only what was still late at the end of the period */
	int64_t page, page_rows;        /* of cases: page from 1; page_rows 0: all */
};
/* One step and one party ("" whoever had it: the whole of the step). A day that two parties had at once is of both. */
struct lateness_sum { struct str pathway, step, party; int64_t cases, days, lasting; };
struct lateness_sums { struct lateness_sum *at; size_t count, room; };
/* FAULT_ABSENT: the user may see no figures. No audit row: nobody is named. */
MUST const struct fault *lateness_sums(struct desk *d, const struct lateness_query *q, struct lateness_sums *out);

struct lateness_case { struct str reference, given, family, officer, holder; struct date begun; int64_t days; bool lasts, is_open; };
struct lateness_cases { struct lateness_case *at; size_t count, room; };
/* Leaves an audit row that names whom it shows (verb: view, or export). FAULT_ABSENT when the user may not see the cases
 * behind figures of this council. */
MUST const struct fault *lateness_cases(struct desk *d, const struct lateness_query *q, struct str verb,
					struct lateness_cases *out);
struct lateness_team { int64_t id; struct str name; };
struct lateness_teams { struct lateness_team *at; size_t count, room; };
MUST const struct fault *lateness_teams(struct desk *d, const struct lateness_query *q, struct lateness_teams *out);

#endif
