/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/transfer_room - what transfer*.c share among themselves; nobody else includes it.
 * Touches the store. */
#ifndef WORK_TRANSFER_ROOM_H
#define WORK_TRANSFER_ROOM_H

#include "work/case_room.h"
#include "work/transfer.h"

/* The process of a move between phases and the event that puts a child on the list (rulebook/pathway/pt.txt). */
#define TRANSFER_PATHWAY "PT"
#define TRANSFER_PLANNED "transfer_planned"

/* What lets the user see the board (view), take it away (export), put children on it and ask schools (record). */
struct access_answer transfer_may(const struct desk *d, const char *verb);
const struct fault *transfer_absent(struct arena *a);
/* Children of the September of `year` were put on the list from this day on; the move before it was longer ago. */
struct date transfer_since(int year);

#endif
