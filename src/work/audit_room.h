/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/audit_room - what the files of audit share; nobody else includes it.
 * Touches nothing. */
#ifndef WORK_AUDIT_ROOM_H
#define WORK_AUDIT_ROOM_H

#include "gen/sql/audit.h"
#include "work/audit.h"

struct str audit_hash(struct arena *a, struct str before, const struct audit_add_in *row);

#endif
