/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/handover_room - what handover*.c share; nobody else includes it.
 * Touches the store. */
#ifndef WORK_HANDOVER_ROOM_H
#define WORK_HANDOVER_ROOM_H

#include "gen/sql/handover.h"
#include "work/audit.h"
#include "work/handover.h"
#include "work/list.h"

const struct fault *handover_absent(const struct desk *d);
/* Who is away on one of the days of the ask (for good: today). */
MUST const struct fault *handover_away(struct desk *d, const struct handover_ask *ask, struct handover_away_rows *out);
/* One handover that the user may see, with its cases. FAULT_ABSENT. */
MUST const struct fault *handover_load(struct desk *d, struct store *s, int64_t id, struct handover *out, int64_t *authority,
				       struct handover_get_cases_rows *rows);

#endif
