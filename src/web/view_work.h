/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_work - what the pages of the work list and the home page are given.
 * Touches nothing. */
#ifndef WEB_VIEW_WORK_H
#define WEB_VIEW_WORK_H

#include "web/view_part.h"
#include "web/web.h"
#include "work/list.h"

struct work_option { struct str value, label; bool is_chosen; };
/* A question of the filter with its answers; one of the lists of the filter column. */
struct work_select { const char *name; struct str label; struct { struct work_option *at; size_t count, room; } options; };
/* A part of the filter that is set: pressing it takes it away. */
struct work_tag { struct str label, href; };
/* One line of the list; the words are ready to be shown. */
struct work_line {
	struct str reference, child, process, stage, step, due_words, holder, since_words, officer, school;
	struct str risk;                        /* why it is at risk, in words; "" it is not */
	struct str cover;                       /* the user stands in for its officer: until when, in words; "" */
	struct date due, since;
	int64_t version;                /* of the case as it is shown, where it is about to be changed */
	bool is_late, is_at_risk, is_open;
};
struct work_view {
	struct frame frame;
	struct list_filter filter;
	struct str sentence;                    /* the filter in words */
	struct str query, csv, print, list;     /* query string of the filter; addresses */
	struct str page_base;                   /* address up to and with "page=" */
	struct str showing;                     /* "Showing 1 to 50 of 340" */
	struct crumb *views; size_t view_count; const char *view_here;  /* mine, all, nobody's, closed */
	struct work_tag *tags; size_t tag_count;
	struct work_select *selects; size_t select_count;
	struct crumb sorts[3]; size_t sort_here;
	struct work_line *lines; size_t line_count;
	int64_t total, late, at_risk, page, pages;
	bool is_capped, is_near, may_assign, may_caseload, may_save, is_print, has_filter;
	struct work_option *officers; size_t officer_count;
	struct str search_name; bool search_shared;     /* typed, when there were problems */
};
/* Cases that are about to be given to an officer. */
struct assign_view {
	struct frame frame;
	struct str query, officer, officer_name;
	struct work_line *lines; size_t line_count;
	bool is_again;                          /* these changed since they were shown */
};

struct home_part {
	struct str title, empty;                /* empty: what stands there when nothing waits */
	struct { struct task_view *at; size_t count, room; } items;
	struct str link, link_words;            /* to the whole list */
};
struct home_view {
	struct frame frame;
	struct { struct home_part *at; size_t count, room; } parts;
	struct { struct saved_search *at; size_t count, room; } searches; bool has_searches;
};

#endif
