/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_subject - what the pages of a copy of what is held are given.
 * Touches nothing. */
#ifndef WEB_VIEW_SUBJECT_H
#define WEB_VIEW_SUBJECT_H

#include "web/case_bar.h"
#include "work/subject.h"

struct subject_view {
	struct frame frame;
	struct case_bar bar;
	const struct subject *s;
	const struct code_list *grounds;
	const struct problems *problems;
	struct str action;
};
struct subject_done_view { struct frame frame; struct case_bar bar; struct str said; };
/* A family asks; open: where its request stands, "" none. */
struct subject_ask_view { struct frame frame; struct str action, open, fields; };

#endif
