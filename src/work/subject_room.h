/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/subject_room - what subject*.c share among themselves; nobody else includes it.
 * Touches the store. */
#ifndef WORK_SUBJECT_ROOM_H
#define WORK_SUBJECT_ROOM_H

#include "work/case_room.h"
#include "work/subject.h"

/* The archive at `path`, a new file. */
MUST const struct fault *subject_write(struct desk *d, const struct subject *s, struct str path, struct subject_made *made);
/* Text with each of `words` (one a line) taken out, whatever its case. */
struct str subject_black(struct arena *a, struct str text, struct str words, int64_t *hidden);
const struct code *subject_ground(const struct rulebook *book, struct str ground);

#endif
