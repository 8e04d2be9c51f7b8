/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/list - lists of cases: an officer's work list, a team's inbox, a school's pupils, saved searches.
 * Touches the store. Each list holds only what the rule lets this user see, and leaves one audit row. */
#ifndef WORK_LIST_H
#define WORK_LIST_H

#include "work/desk.h"

/* What /work can be narrowed by; 0 or absent: any. Read from and written to a query string by list_query_*. */
struct list_filter {
	int64_t authority, officer, school, panel;
	struct str stage, step, holder, locality, search;      /* search: name or reference */
	bool late, at_risk, closed, unassigned;
	struct str sort;                /* due (standard), name, opened, officer */
	int64_t page;                   /* 1 .. */
};
struct list_row {
	int64_t process_id, officer_id;
	struct str reference, child, stage, stage_name, step, step_name, holder, officer, school, locality;
	struct date opened, due, holder_since, born;
	bool is_late, is_at_risk;
};
struct list_page { struct list_row *at; size_t count, room; int64_t total, late, at_risk, pages; };
/* page_rows   rows a page; 0: all (CSV, print) */
MUST const struct fault *list_work(struct desk *d, const struct list_filter *f, int64_t page_rows, struct list_page *out);

/* What a team is asked for, first due first. */
struct inbox_row {
	struct str reference, subject, kind, role, role_name, child, state, organisation, taken_by;
	struct date asked, received, due, answered;
	bool is_late;
};
struct inbox { struct inbox_row *at; size_t count, room; };
/* state: open, answered, all */
MUST const struct fault *list_inbox(struct desk *d, struct str state, struct inbox *out);

/* The pupils of the user's school who have a case, and what the school is asked. */
struct pupil_row { struct list_row at; struct str asked_subject; struct date asked_due; bool is_asked; };
struct pupils { struct pupil_row *at; size_t count, room; };
MUST const struct fault *list_pupils(struct desk *d, struct pupils *out);

struct saved_search { int64_t id, total, late; struct str name, query, owner; bool is_shared, is_mine; };
struct saved_searches { struct saved_search *at; size_t count, room; };
/* With the counts of today. */
MUST const struct fault *search_list(struct desk *d, struct saved_searches *out);
MUST const struct fault *search_save(struct desk *d, struct str name, struct str query, bool is_shared,
				     struct problems *out);
MUST const struct fault *search_drop(struct desk *d, int64_t id);

#endif
