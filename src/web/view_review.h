/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_review - what the pages of a whole area's reviews are given.
 * Touches nothing. */
#ifndef WEB_VIEW_REVIEW_H
#define WEB_VIEW_REVIEW_H

#include "web/view_work.h"
#include "work/review.h"

enum { REVIEW_MONTHS = 12 };
struct review_line { struct str reference, child, school, officer, stage, due_words, planned_words; struct date due, planned; bool is_late, is_planned; struct str extra; };  /* extra: "" or the window of a lighter review of a child under 5 */
struct reviews_view {
	struct frame frame;
	struct crumb pages[3];
	struct review_filter filter;
	struct str title, sentence, csv, print, page_base, query;
	struct work_select selects[4]; size_t select_count;
	struct review_line *lines; size_t line_count;
	int64_t total, page, pages_total;
	bool may_plan, is_print, has_filter;
};
/* A month of the chart: what must be done in it, and the meetings planned in it. */
struct review_month { struct date from; struct str name, short_name; int64_t due, planned; int64_t due_height, planned_height; };
struct review_school { struct str name, href; int64_t month[REVIEW_MONTHS], late, total, unplanned; };
struct planner_view {
	struct frame frame;
	struct crumb pages[3];
	struct str csv;
	struct review_month months[REVIEW_MONTHS];
	struct { struct review_school *at; size_t count, room; } schools;
	int64_t highest, late, total, unplanned;
	bool may_plan;
	struct work_select select;              /* whose days to propose */
};
/* Days about to be saved; each can be changed. */
struct propose_line { struct review_line at; struct str day, wrong, id; };
struct propose_view {
	struct frame frame;
	struct crumb pages[3];
	struct propose_line *lines; size_t line_count;
	struct problems problems;
	struct str back, most;
	bool is_cut;                            /* there are more than one page takes */
};
struct review_lists_view {
	struct frame frame;
	struct crumb pages[3];
	struct crumb *terms; size_t term_count; struct str term_here;
	struct term term;
	struct review_parties parties;
	struct str csv, print;
	bool may_send, is_check, is_print;
	struct review_line **lines; size_t *line_counts;       /* of a print: each party's own */
};

#endif
