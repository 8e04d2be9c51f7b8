/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_panel - what the pages of panels show.
 * Touches nothing. */
#ifndef WEB_VIEW_PANEL_H
#define WEB_VIEW_PANEL_H

#include "web/web.h"
#include "work/panel.h"

struct panels_view { struct frame frame; struct panels rows; bool is_past, may_make; struct str fields; };
struct panel_view { struct frame frame; struct panel_queue queue; };
/* A paper's questions and answers in words. */
struct panel_said { struct str label, words; };
struct panel_told { struct str title; struct date day; struct panel_said *at; size_t count, room; };
struct panel_case_view {
	struct frame frame;
	const struct panel *panel;
	const struct case_file *c;
	struct panel_case look;
	struct { struct panel_told *at; size_t count, room; } told;
	struct str fields, moved_on;
	bool has_decisions;
};

#endif
