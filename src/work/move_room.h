/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/move_room - what move*.c share among themselves; nobody else includes it.
 * Touches the store. */
#ifndef WORK_MOVE_ROOM_H
#define WORK_MOVE_ROOM_H

#include "work/case_room.h"
#include "work/move.h"

/* The process of the move itself and its events (rulebook/pathway/tr.txt). */
#define MOVE_PATHWAY  "TR"
#define MOVE_AWARE    "aware_date"
#define MOVE_MOVED    "move_date"
#define MOVE_DONE     "transfer_done"
#define MOVE_CLOSED   "process_closed"

/* What the act would do, read over this connection. */
MUST const struct fault *move_reckon(struct store *s, struct arena *a, const struct desk *d, int64_t person_id,
				     const struct move_order *o, struct move_look *out);
/* The three events of the move, in order. */
enum { MOVE_EVENTS = 3 };
void move_events(struct arena *a, const struct desk *d, const struct move_look *look, const struct move_order *o,
		 struct happened out[MOVE_EVENTS]);

/* What allows d->who to put a move right, in the council that sent the child or the one that has them. */
struct access_answer move_undo_by(const struct desk *d, const struct move_file *m);

#endif
