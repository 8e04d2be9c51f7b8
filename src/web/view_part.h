/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_part - what the parts of html/part/ are given.
 * Touches nothing. */
#ifndef WEB_VIEW_PART_H
#define WEB_VIEW_PART_H

#include "core/date.h"

/* A column: `href` sorts by it on the server; sorted: "ascending", "descending" or "". */
struct table_head { struct str label, href, sorted; bool is_number; };
/* A cell: with href a link; with tag ("red", "blue", "grey" ...) a tag of that colour; note stands under it. */
struct table_cell { struct str text, href, tag, note; };
struct table_view {
	struct str caption; bool is_caption_hidden;
	const struct table_head *heads; size_t columns;
	const struct table_cell *cells; size_t rows;    /* rows * columns, row by row; the first of a row names it */
};
struct task_view { struct str name, href, hint, state, tag; };

#endif
