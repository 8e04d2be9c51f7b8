/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_move - what the pages of moves between councils are given.
 * Touches nothing. */
#ifndef WEB_VIEW_MOVE_H
#define WEB_VIEW_MOVE_H

#include "web/case_bar.h"
#include "web/view_part.h"
#include "work/move.h"

struct move_form_view {
	struct frame frame;
	struct case_bar bar;
	struct str action, fields;
};
/* What would happen, before it does. */
struct move_check_view {
	struct frame frame;
	struct case_bar bar;
	struct str action, carried, to;
	const struct move_look *look;
	const struct move_order *order;
	struct table_view parts;
};
struct moves_view { struct frame frame; struct table_view table; size_t count; };
struct move_file_view {
	struct frame frame;
	struct move_file m;
	struct table_view parts;
	struct str fields, action;
};

#endif
