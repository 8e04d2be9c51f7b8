/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_track - what the family's pages show. Only page_track*.c, page_my.c, page_claim.c and html/family include it. */
#ifndef WEB_VIEW_TRACK_H
#define WEB_VIEW_TRACK_H

#include "web/hands.h"
#include "web/web.h"
#include "work/letter.h"
#include "web/view_compare.h"
#include "work/help.h"
#include "work/track.h"

struct track_view {
	bool may_share;                 /* choose who else may see the case */
	bool may_ask_copy;              /* of all that is held */
	bool may_begin;                 /* a complaint, a new assessment ... about the child, online */
	struct frame frame;
	const struct track *t;
	struct str base;                /* "/track/TOKEN" or "/my/REFERENCE" */
	struct str token;               /* of the private link; absent for an account */
	struct str child;
	bool is_easy;
	struct hands_view hands;        /* who has had it */
	struct kept_letters letters;                            /* sent to them, oldest first */
	struct case_document *papers; size_t paper_count;       /* other papers, newest first */
	const struct plan_version *plan;                        /* the newest that they may read, or NULL */
	struct plan_compare_part *changes; size_t changed;      /* of `plan` against the one before it; NULL: none before */
	bool is_changes;                                        /* changes to a plan that they have */
	/* sub-pages */
	struct track_seen *seen; size_t seen_count;
	const struct kept_letter *letter;
	struct str inside;              /* of the letter: safe HTML */
	const struct event_kind *event;
	struct str fields, moved_on;
	int64_t version;
	bool has_files;
};
/* Sentences of a text, one a line of Easy Read. */
struct sentences { struct str at[12]; size_t count; };
struct sentences track_sentences(struct str text);
/* "in 3 weeks", seen from the frame's today. */
struct str track_from_now(const struct track_view *v, struct date d);
struct str track_step_words(const struct track_view *v, const struct step_line *line);
/* Who an answer among the papers came from ("Health"); absent for other papers. */
struct str track_paper_from(const struct track_view *v, const struct case_document *doc);
bool track_is_past(const struct track_view *v, struct date d);
/* The words of what a family may do. */
struct str track_do_title(const struct track_view *v, const struct event_kind *e);

/* What a family can begin about a child beside a case: label and note of code/begun-online.csv.
 *   open_reference, open_href   one that is open already, of which there is one at a time; absent: none */
struct begin_choice { struct str label, note, href, rules, open_reference, open_href; };
struct begin_view {
	struct frame frame;
	struct str child, about, base, action, fields, submit;
	struct begin_choice *at; size_t count;
	bool has_files;
	struct help_lines help;
};

struct claim_view { struct frame frame; struct str token, email, name; const struct problems *problems; bool has_account; };
struct my_row { struct str reference, child, process, stage, holder, due_words; struct date due; bool is_late, is_ended, waits_on_family; };
/* ended: how many of them are; passed: how many the account no longer opens, because the rights are the young person's own */
struct my_view { struct frame frame; struct my_row *rows; size_t count, ended, passed; };

#endif
