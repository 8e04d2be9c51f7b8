/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/identity_room - what the files of identity share; nobody else includes it.
 * Touches gen/sql. */
#ifndef WORK_IDENTITY_ROOM_H
#define WORK_IDENTITY_ROOM_H

#include "gen/sql/identity.h"
#include "rules/identifier.h"
#include "work/identity.h"

MUST const struct fault *identity_load(struct store *s, struct arena *a, int64_t id, struct identity_person_row **out);
/* What is compared of a row. */
struct match_person identity_compared(struct arena *a, const struct identity_person_row *row);
/* Levels as they are kept: a digit a field, - for missing. */
struct match_vector identity_levels_read(struct str text);

#endif
