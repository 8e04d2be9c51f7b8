/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_plan - what the pages of the plan and of the letters show. Only page_plan*.c, page_letter.c and
 * html/page/{plan,letter}.html include it. */
#ifndef WEB_VIEW_PLAN_H
#define WEB_VIEW_PLAN_H

#include "rules/changes.h"
#include "rules/letter_text.h"
#include "web/case_bar.h"
#include "work/letter.h"
#include "web/view_compare.h"
#include "work/plan.h"

struct plan_view {
	struct frame frame;
	struct case_bar bar;
	const struct plan_version *versions; size_t count;
	const struct plan_version *now; /* the one that is shown; NULL: none yet */
	bool may_write, may_compare;
	struct plan_part *proposals; size_t proposal_count;     /* what the meeting would have sections say */
	/* for each section of `now`, what is against it; only while it is in writing */
	struct str next_state;          /* draft or final: what it would be sent as */
};
/* A line of somebody's advice, or of what the family said, that bears on a section. */
struct plan_source { struct str title, by, text; struct date day; };
struct plan_edit_view {
	struct frame frame;
	struct case_bar bar;
	const struct plan_part *part;
	struct str typed, before, after;        /* before, after: addresses of the sections around it; "" none */
	struct str before_name, after_name;
	int64_t edition;
	struct problems problems;               /* of what was typed */
	struct problems findings;               /* what the checks say of what is saved */
	struct plan_source *sources; size_t source_count, source_room;
	struct str record;                      /* section K as the record has it; "" for others */
	bool is_collision;
	struct changes changes;                 /* theirs to mine */
};
struct plan_finding { struct str section, title, words, href; };
struct plan_check_view {
	struct frame frame;
	struct case_bar bar;
	bool has_plan, may_write;
	struct plan_finding *draft; size_t draft_count, draft_room;
	struct plan_finding *final; size_t final_count, final_room;
};
struct plan_compare_view {
	struct frame frame;
	struct case_bar bar;
	const struct plan_version *versions; size_t count;
	const struct plan_version *old, *new;
	struct plan_compare_part *parts; size_t part_count;
	size_t changed;
};
/* "Draft, version 2, 2 April 2026" */
struct str plan_version_words(struct desk *d, const struct plan_version *v);

/* "B" of "/cases/REF/plan/edit/B" */
struct str plan_section_of(struct str address);

struct letter_next { struct str event, letter, title, href; };
struct letters_view {
	struct frame frame;
	struct case_bar bar;
	const struct kept_letter *letters; size_t count;
	struct letter_next *next; size_t next_count, next_room;
};
struct letter_view {
	struct frame frame;
	struct case_bar bar;
	struct str inside, pdf;                 /* pdf: its address, "" of a preview */
	const struct kept_letter *letter;       /* NULL: a preview */
	struct problems missing;
	struct str event_name;
};

#endif
