/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_handover - what the pages are given on which work passes to others.
 * Touches nothing. */
#ifndef WEB_VIEW_HANDOVER_H
#define WEB_VIEW_HANDOVER_H

#include "web/view_work.h"
#include "work/handover.h"

struct handover_entry { struct str href, name, council, what, days, state, tag; int64_t cases; };
/* The list, and the form with what was typed. */
struct handover_view {
	struct frame frame;
	struct { struct work_option *at; size_t count, room; } people;
	bool is_many;                   /* the user works for more than one council */
	struct str kind;
	struct date from, to;
	struct { struct handover_entry *at; size_t count, room; } entries;
};
struct handover_check_view {
	struct frame frame;
	const struct handover_ask *ask;
	const struct handover_plan *plan;
	struct { struct work_option *at; size_t count, room; } among;   /* colleagues who may be shared out among */
	struct str lead, more;
	bool is_leaving;
};
struct handover_done_view {
	struct frame frame;
	const struct handover_ask *ask;
	const struct handover_lines *lines;
	struct str href;                /* of what was made; "" nothing */
	size_t changed, left;           /* lines that changed since; that stay for another reason */
};
struct handover_one_view {
	struct frame frame;
	const struct handover *h;
	const struct handover_cases *cases;
	struct str days, state, made, undo_words;
};

#endif
