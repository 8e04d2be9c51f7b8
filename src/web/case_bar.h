/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/case_bar - the case that stands above each page about it.
 * Touches work/case. */
#ifndef WEB_CASE_BAR_H
#define WEB_CASE_BAR_H

#include "web/web.h"

struct case_bar {
	struct str reference, child, stage, holder, base;       /* base: "/cases/REFERENCE" */
	struct str plan, letters;                               /* addresses, for the lit tab */
	struct date born;
	const struct crumb *tabs; size_t tab_count;             /* only those that the user may open */
	struct str *notes; size_t note_count;                   /* flags of the record; it was opened in an emergency */
};
struct case_bar case_bar_of(struct desk *d, const struct case_file *c);
/* The frame of such a page, with the way from the user's own list. */
struct frame case_frame_of(struct desk *d, const struct request *r, const struct case_file *c, struct str title);
/* "Health", "Elm Primary School": who an ask went to, as staff read it. */
struct str case_ask_words(const struct desk *d, const struct case_file *c, const struct ask_line *ask);
/* "Case officer"; "Family link" */
struct str case_role_words(const struct desk *d, struct str actor);

#endif
