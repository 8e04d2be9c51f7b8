/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/list - lists of cases: an officer's work list, a team's inbox, a school's pupils, saved searches.
 * Touches the store. Each list holds only what the rule lets this user see, and leaves one audit row. */
#ifndef WORK_LIST_H
#define WORK_LIST_H

#include "work/desk.h"

/* What /work can be narrowed by; 0 or absent: any. */
struct list_filter {
	int64_t authority, officer, school, panel;
	struct str stage, step, holder, locality, search;      /* search: words of a name, or a reference */
	bool own;                       /* of an officer: not those that they look after for somebody who is away */
	bool late, at_risk, closed, unassigned;         /* late and at_risk together: either */
	struct str sort;                /* due (standard), name, newest */
	int64_t page;                   /* 1 .. */
};
/* From and to a query string ("officer=12&late=yes"; officer=nobody is unassigned). What is unknown or no sense is left out; two equal filters give
 * the same text, but for a search, which is sealed anew each time. */
void list_query_read(const struct desk *d, struct str query, struct list_filter *out);
struct str list_query_write(const struct desk *d, const struct list_filter *f);
/* From a form: value_of gives what was typed under a name, empty without it. The page begins anew. */
typedef struct str list_query_asks(const void *form, struct str name);
void list_query_typed(const struct desk *d, list_query_asks *value_of, const void *form, struct list_filter *out);
/* What was typed to look for somebody, as it may stand in an address: "~" and sealed with the house's key, so that no name comes
 * into histories and logs. Opening gives what has no "~" as it is (a reference that somebody typed), and "" for what is not ours. */
struct str search_seal(const struct desk *d, struct str typed);
struct str search_open(const struct desk *d, struct str told);

struct list_row {
	int64_t process_id, officer_id;
	struct str reference, child, process, stage, stage_name, step, step_name, holder, school, locality; /* process: its name */
	struct str officer;             /* with who stands in for them */
	struct date opened, due, holder_since, born;
	struct date cover_until;        /* the user stands in for its officer until that day; DATE_NONE */
	bool is_open, is_late, is_at_risk;
};
/* No more than LIST_MOST cases are counted or given at once: then is_capped. at_risk: due within 14 days. */
enum { LIST_MOST = 10000, LIST_RISK_DAYS = 14 };
struct list_page {
	struct list_row *at; size_t count, room;
	int64_t total, late, at_risk, pages, page;      /* page: the one that is shown */
	bool is_capped;
	bool is_near;                   /* nobody is called what was typed: these names sound or look alike, or are short for it */
};
/* Cases of a council, open ones unless `closed`; a search looks at both, open ones first.
 *   f           authority 0: the first council whose work list the user may see
 *   page_rows   rows a page; 0: all (CSV, print), noted as an export
 * Faults: FAULT_ABSENT when the user may see no such list. */
MUST const struct fault *list_work(struct desk *d, const struct list_filter *f, int64_t page_rows, struct list_page *out);
/* How many; no audit row. */
MUST const struct fault *list_count(struct desk *d, const struct list_filter *f, struct list_page *out);
/* Open cases by who has them now (due_soon: within 14 days), of one officer or (0) of the council; no audit row. */
struct list_holder { struct str holder; int64_t cases, late, due_soon, unassigned; };
struct list_summary { struct list_holder *at; size_t count, room; int64_t cases, late, due_soon, unassigned; };
MUST const struct fault *list_summary(struct desk *d, int64_t authority, int64_t officer, struct list_summary *out);
/* The council whose work list the user sees (f->authority, or the first); 0: none. */
int64_t list_authority(struct desk *d, const struct list_filter *f);

/* What the work list can be narrowed by in this council. */
struct list_choice { int64_t id; struct str code, name; };
struct list_choices { struct list_choice *at; size_t count, room; };
struct list_menu { struct list_choices officers, schools, stages, steps, holders, localities, authorities; };
/* Staff of the council who have a work list, by name. */
MUST const struct fault *list_officers(struct desk *d, int64_t authority, struct list_choices *out);
MUST const struct fault *list_menu(struct desk *d, int64_t authority, struct list_menu *out);

/* Inside a store_write job: keeps the words that find a case in step with its child's name. */
MUST const struct fault *list_words(struct store *writer, struct arena *a, int64_t process_id);

/* What a team is asked for, first due first. */
struct inbox_row {
	struct str reference, subject, kind, role, role_name, child, state, organisation, taken_by;
	struct date asked, received, due, answered;
	bool is_late;
};
struct inbox { struct inbox_row *at; size_t count, room; };
/* state: open, answered, all; is_export: as a spreadsheet, which leaves the program. FAULT_ABSENT when the user is in no team that is asked. */
MUST const struct fault *list_inbox(struct desk *d, struct str state, bool is_export, struct inbox *out);

/* How many asks wait for the user's teams and schools; no audit row, no fault when there is none. */
struct inbox_count { int64_t open, late, soon; };
MUST const struct fault *list_inbox_count(struct desk *d, struct inbox_count *out);

/* The pupils of the user's school who have a case, and what the school is asked first on each. */
struct pupil_row {
	struct list_row at;
	struct str asked_subject;
	struct date asked_due, whole_due, planned;      /* whole_due: of a process that comes round (a review), else none */
	bool is_asked;
};
struct pupils { struct pupil_row *at; size_t count, room; };
/* is_export as of list_inbox. FAULT_ABSENT when the user is of no school. */
MUST const struct fault *list_pupils(struct desk *d, bool is_export, struct pupils *out);

struct saved_search { int64_t id, total, late; struct str name, query, owner; bool is_shared, is_mine; };
struct saved_searches { struct saved_search *at; size_t count, room; };
/* The user's own and those shared in their council, with the counts of today. */
MUST const struct fault *search_list(struct desk *d, struct saved_searches *out);
MUST const struct fault *search_save(struct desk *d, struct str name, struct str query, bool is_shared,
				     struct problems *out);
/* One of the user's own. */
MUST const struct fault *search_drop(struct desk *d, int64_t id);

#endif
