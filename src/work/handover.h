/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/handover - the work of somebody who is away, or who leaves, passes to others.
 * Touches the store, work/case, the outbox. Away: the cases stay theirs, and on the days others stand in; on the day after
 * everything is as it was. Leaving: each case gets another officer, by an event of its own. Both can be undone as one.
 *
 * What is asked of the rule: `assign case` of somebody's own cases; of a colleague's also `view list.caseload`. */
#ifndef WORK_HANDOVER_H
#define WORK_HANDOVER_H

#include "work/caseload.h"

/* As many cases as one form may carry (two fields each). */
enum { HANDOVER_MOST = 900, HANDOVER_DAYS = 366 };
#define HANDOVER_AWAY "away"
#define HANDOVER_LEAVING "leaving"

/* Whose work, when: `to` is DATE_NONE for leaving, `from` is then today. */
struct handover_ask { int64_t authority, account_id; struct str kind; struct date from, to; };
/* Whose work the user may pass on: their own and, where they see the caseloads, their colleagues'; in each council, by its
 * short name. */
struct handover_person { int64_t authority, account_id; struct str name, council; };
struct handover_people { struct handover_person *at; size_t count, room; };
MUST const struct fault *handover_people(struct desk *d, struct handover_people *out);
/* Settles authority and account (0: the user's own) and judges the days. FAULT_ABSENT when the user may not pass on this
 * person's cases. Problems: fields "kind", "from", "to", "who". */
MUST const struct fault *handover_check(struct desk *d, struct handover_ask *ask, struct problems *out);
/* One case and who is to take it: officer_id 0, nobody yet. version: as it is shown. */
struct handover_line {
	struct str reference, child, stage, why_not;    /* why_not: it was not passed on, in words; "" */
	int64_t process_id, version, points, officer_id;
	struct date due;
	bool is_changed;                /* it changed since it was shown: to be looked at again */
};
struct handover_lines { struct handover_line *at; size_t count, room; };
/* A colleague who may take cases, with their load before and with what is proposed. */
struct handover_taker { int64_t id; struct str name; int64_t points, cases, more_points, more_cases; };
struct handover_takers { struct handover_taker *at; size_t count, room; };
struct handover_plan { struct handover_lines lines; struct handover_takers takers; bool is_more; };
/* The open cases (away: that nobody stands in for on these days), shared out: the heaviest first, each to who has least to do of
 * `among` (0 of them: every colleague who has cases, or when
 * none has any, everybody), of whom nobody is away on these days. Leaves an audit row that names whom it shows.
 *   is_more   there are more than HANDOVER_MOST: the first by due day are here */
MUST const struct fault *handover_propose(struct desk *d, const struct handover_ask *ask, const int64_t *among, size_t count,
					  struct handover_plan *out);
/* Passes on each line that has an officer: who is away all in one transaction, who leaves each case in one with what undoes it. What changed since its version, is no longer theirs, may not be given or would go to somebody who is away stays as
 * it is and says so in its line. Families are told by the way that they chose.
 *   id      of what was made; 0 when nothing was passed on
 *   passed  how many */
MUST const struct fault *handover_do(struct desk *d, const struct handover_ask *ask, struct handover_lines *lines, int64_t *id,
				     int64_t *passed);

struct handover {
	int64_t id, authority, account_id, cases;
	struct str name, council, made_by, kind;
	struct date from, to;
	int64_t made_ms, ended_ms;      /* ended_ms 0: it was not called off */
	bool runs;                      /* not over and not called off */
};
struct handovers { struct handover *at; size_t count, room; };
/* Those that are about the user, or (who may pass on others' cases) all of the council, in each council of the user; of the
 * last year. */
MUST const struct fault *handover_list(struct desk *d, struct handovers *out);
struct handover_case {
	struct str reference, child, stage, officer;
	struct date due;
	bool is_open, is_theirs;        /* is_theirs: the officer has it (or stands in) still */
};
struct handover_cases { struct handover_case *at; size_t count, room; };
/* One of them with its cases; leaves an audit row. FAULT_ABSENT. */
MUST const struct fault *handover_open(struct desk *d, int64_t id, struct handover *out, struct handover_cases *cases);
/* Away: nobody stands in any more. Leaving: every case that its new officer still has goes back by an event of its own; what
 * somebody else has meanwhile stays there. Stopped in the middle, it can be done again. Families are told once more.
 * `back`: how many. */
MUST const struct fault *handover_undo(struct desk *d, int64_t id, int64_t *back);

#endif
