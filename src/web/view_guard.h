/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_guard - what the pages of marks, consents and emergencies are given.
 * Touches nothing. */
#ifndef WEB_VIEW_GUARD_H
#define WEB_VIEW_GUARD_H

#include "web/case_bar.h"
#include "web/view_part.h"
#include "work/guard.h"

struct guard_view {
	struct frame frame;
	struct case_bar bar;
	struct guard_marks marks;
	struct guard_consents consents;
	struct guard_glasses glasses;
	bool may_mark, may_consent;
};
/* A choice of a family: a button that says yes, or one that says no. */
struct share_line { struct str words, button, id; bool is_on; };
struct share_view {
	struct frame frame;
	struct str action;
	struct share_line service;
	struct { struct share_line *at; size_t count, room; } parents;
};
struct emergencies_view { struct frame frame; struct guard_glasses all; };
struct shown_view { struct frame frame; struct table_view table; };

#endif
