/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_subject - what the pages of a copy of what is held are given.
 * Touches nothing. */
#ifndef WEB_VIEW_SUBJECT_H
#define WEB_VIEW_SUBJECT_H

#include "web/case_bar.h"
#include "work/subject.h"

/* One page of the parts: from the part `from` up to before `to`. page_base: address up to and with "page=". */
struct subject_view {
	struct frame frame;
	struct case_bar bar;
	const struct subject *s;
	const struct code_list *grounds;
	const struct problems *problems;
	struct str action, page_base;
	size_t from, to;
	int64_t page, pages;
};
/* The name of a part's field: another one when the part has become another. In the arena. */
struct str subject_field(struct arena *a, const struct subject_part *p);
/* back: address of the parts; not_found: words that were nowhere, in a sentence, "" none */
struct subject_done_view { struct frame frame; struct case_bar bar; struct str said, back, not_found; bool is_final; struct bundle_seens seen; };
/* A family asks; open: where its request stands, "" none. */
struct subject_ask_view { struct frame frame; struct str action, open, fields; };

#endif
