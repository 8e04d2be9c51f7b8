/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_bundle - what the pages of a bundle of papers and of lessons are given.
 * Touches nothing. */
#ifndef WEB_VIEW_BUNDLE_H
#define WEB_VIEW_BUNDLE_H

#include "web/case_bar.h"
#include "web/view_part.h"
#include "web/view_work.h"
#include "work/bundle.h"

struct bundle_view {
	struct frame frame;
	struct case_bar bar;
	struct bundle_papers papers;
	struct str action, hide, why;
	const struct problems *problems;
};
struct bundle_done_view {
	struct frame frame;
	struct case_bar bar;
	struct str said, not_found;
	struct bundle_seens seen;
};
/* One line of the chart: how many lessons of a theme. */
struct lesson_bar { struct str name, href; int64_t count, mille; };
struct lesson_entry { struct str theme, team, text, change, reference, pathway; struct date day, change_by; bool is_past; };
struct lessons_view {
	struct frame frame;
	struct lesson_bar *bars; size_t bar_count;
	struct lesson_entry *at; size_t count;
	struct work_select selects[2];
	struct str csv, sentence;
	bool is_filtered, has_any;
};

/* Is there something among them that somebody must read, for no program did? */
bool bundle_is_blind(const struct bundle_seens *s);
/* How many were looked through without a word found. */
int64_t bundle_seen_without(const struct bundle_seens *s);
/* What kind of paper it is, in words. */
struct str bundle_form_words(struct arena *a, enum bundle_form form);

#endif
