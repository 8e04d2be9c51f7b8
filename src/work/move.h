/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/move - a child moves from one council of the installation to another: the record, its open processes, its papers
 * and its history go in one act, and the clocks of the new council begin.
 * Touches the store, rules. What the act does to each kind of process is text: rulebook/code/move.csv. */
#ifndef WORK_MOVE_H
#define WORK_MOVE_H

#include "work/case.h"

/* What is typed: form `move`. */
struct move_order {
	int64_t to;
	struct date aware, moved;
	struct str address, postcode, note;
};
/* went: open, goes along. ended: ends here, perhaps begins again there. stayed: goes on here. kept: was finished; the
 * old council may read it. begun: opened at the new council. */
enum move_fate { MOVE_WENT, MOVE_ENDED, MOVE_STAYED, MOVE_KEPT, MOVE_BEGUN };
struct move_part {
	int64_t process_id, version;
	enum move_fate fate;
	struct str reference;
	const struct pathway *pathway;
	struct date opened;
	struct str why;                         /* in words of move.csv; "" */
	const struct event_kind *ends;          /* the event that ends it here */
	const struct pathway *begins; const struct event_kind *first;   /* and what begins there; NULL nothing */
};
/* A legal date that the new council has then. */
struct move_clock { const struct pathway *pathway; const struct step *step; struct date due; };
struct move_look {
	int64_t person_id, from, school_id;
	struct str child, folded, council, address, postcode, locality;
	struct date born, made, reviewed;       /* of the plan; absent without one */
	bool has_plan;
	struct move_part *parts; size_t part_count;
	int64_t open_tr;                        /* process that was opened when the move was first told of; 0 none */
	struct move_clock *clocks; size_t clock_count, clock_room;
};
/* May this user move the child of the case? */
bool move_may(const struct desk *d, const struct case_file *c);
/* What the act would do. FAULT_ABSENT when the user may not. */
MUST const struct fault *move_look(struct desk *d, const struct case_file *c, const struct move_order *o,
				   struct move_look *out);
/* Does it, with an audit row for each process: all or nothing.
 *   id       of the move; 0 when there were problems (no such council, days the wrong way round)
 * Faults: FAULT_CONFLICT when the child belongs to another council meanwhile, FAULT_ABSENT, FAULT_STORE.
 *   law      law:send-regs-2014/15 */
MUST const struct fault *move_do(struct desk *d, const struct case_file *c, const struct move_order *o,
				 struct problems *out, int64_t *id);

struct move_row {
	int64_t id;
	struct str child, from, to, reference;  /* reference: of what began at the new council, for who may open it */
	struct date born, moved, transferred, due;
	bool is_in, is_undone, is_late;         /* in: the child came to the user's council */
};
struct moves { struct move_row *at; size_t count, room; };
/* Children who came to the user's council or left it, newest first; is_export: as a spreadsheet. FAULT_ABSENT for who may not. */
MUST const struct fault *move_list(struct desk *d, bool is_export, struct moves *out);

/* One move, as either council sees it. */
struct move_file {
	int64_t id, person_id, from, to, made_ms;
	struct str child, from_name, to_name, note, officer, undone_by, reason;
	struct date born, aware, moved, transferred, undone;
	struct move_part *parts; size_t part_count;
	bool is_here;                   /* the child still belongs to where this move brought it */
	bool may_undo;
};
MUST const struct fault *move_open(struct desk *d, int64_t id, struct move_file *out);
/* Puts a wrong move right: what went comes back, what ended goes on, what was begun there is closed; each by a
 * correction with the reason. Nothing that the new council has recorded is lost. Problems: no reason.
 * Faults: FAULT_CONFLICT when it was put right already, or the child has moved on. */
MUST const struct fault *move_undo(struct desk *d, int64_t id, struct str reason, struct problems *out);

#endif
