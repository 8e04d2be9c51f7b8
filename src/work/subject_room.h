/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/subject_room - what subject*.c share among themselves; nobody else includes it.
 * Touches the store. */
#ifndef WORK_SUBJECT_ROOM_H
#define WORK_SUBJECT_ROOM_H

#include "work/case_room.h"
#include "work/subject.h"

/* The archive at `path`, a new file. */
MUST const struct fault *subject_write(struct desk *d, const struct subject *s, struct str path, struct subject_made *made);
/* The key of the part of the i-th line of s->rest. In the arena. */
struct str subject_rest_key(struct arena *a, const struct subject *s, size_t i);
/* What a line of s->rest is, in words: the mark or flag, the way of being told, the form; "" when its section says it all. */
struct str subject_rest_kind(const struct desk *d, const struct subject_rest_row *r);
/* The ground for leaving something out (rulebook/code/withheld.csv); NULL: there is no such ground. */
const struct code *subject_ground(const struct rulebook *book, struct str ground);

#endif
