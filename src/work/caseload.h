/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/caseload - how much work each officer of a council has: cases, and the points of the rulebook (rules/weight.h).
 * Touches the store and the access rule. Counts alone: no child is named, no audit row. */
#ifndef WORK_CASELOAD_H
#define WORK_CASELOAD_H

#include "work/desk.h"

/* One officer; id 0: cases that nobody has. at_risk: due by law within LIST_RISK_DAYS; away: of these, how many somebody else
 * than the council has. covers: cases looked after for somebody who is away today; they count for their own officer. */
struct caseload { int64_t id; struct str name; int64_t cases, points, late, at_risk, away, covers; bool is_away; };
struct caseloads { struct caseload *at; size_t count, room; };
/* Every officer of the council who has a work list or an open case, the heaviest first, cases of nobody last.
 *   authority   0: the first council whose caseloads the user may see; set to the one that is shown
 * Faults: FAULT_ABSENT when the user may see none of this council. */
MUST const struct fault *caseload_list(struct desk *d, int64_t *authority, struct caseloads *out);
/* The same for who passes on their own cases: names and loads of colleagues, without asking for the manager's right. */
MUST const struct fault *caseload_of(struct desk *d, int64_t authority, struct caseloads *out);

#endif
