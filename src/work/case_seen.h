/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/case_seen - who looked at a case and who changed it: its audit rows.
 * Touches the store. */
#ifndef WORK_CASE_SEEN_H
#define WORK_CASE_SEEN_H

#include "work/case.h"

struct case_seen { int64_t at_ms; struct str name, actor, verb, what, detail; const struct grant *grant; };
enum { CASE_SEEN_PAGE = 100 };
/* A page of them (1 ..), newest first, when the user may view the audit. FAULT_ABSENT otherwise. */
MUST const struct fault *case_seen_list(struct desk *d, const struct case_file *c, int64_t page, struct case_seen **out,
					size_t *count, int64_t *pages);
/* Teams of the council that answer asks of a role, for the choice of whom to ask. */
struct case_team { int64_t id; struct str name, role; };
MUST const struct fault *case_teams(struct desk *d, const struct case_file *c, struct case_team **out, size_t *count);

#endif
