/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_ask - what the pages of one ask, of a team's inbox and of a school show.
 * Touches nothing. */
#ifndef WEB_VIEW_ASK_H
#define WEB_VIEW_ASK_H

#include "web/web.h"
#include "work/list.h"
#include "work/plan.h"

/* A question of a form with its answer in words. */
struct said { struct str label, words; };
struct said_list { struct said *at; size_t count, room; };
/* Something that happened on the ask or to the case, in words. */
struct told { struct str title, by; struct date day; struct said_list said; };
struct told_list { struct told *at; size_t count, room; };
struct act_link { struct str address, words, about; };
struct act_links { struct act_link *at; size_t count, room; };

struct ask_view {
	struct frame frame;
	struct str base;                        /* "/asks/REF/SUBJECT" or "/answer/TOKEN" */
	const struct case_file *c;
	const struct ask_line *ask;
	const struct step_line *step;           /* its clock; NULL: none */
	struct str child, what, organisation, organisation_email;
	struct said_list questions;
	struct told_list talk, later;           /* about the ask; what became of it */
	struct act_link answer;                 /* absent when it cannot be answered (any more) */
	struct act_links acts;
	const struct plan_version *plan;        /* the plan that came of it, or that a school is asked about */
	bool may_share, is_late, is_link;
	struct str shared;                      /* the one-time address just made; absent */
	bool may_mail;                          /* it can be mailed */
	struct str mail_to, mail_error;         /* what was typed, and what is wrong with it */
};
struct ask_used_view { struct frame frame; struct date day; };
struct ask_form_view {
	struct frame frame;
	const struct ask_view *ask;
	const struct event_kind *event;
	struct str fields, moved_on, said_by;
	bool has_files;
	int64_t version;
};
struct inbox_view { struct frame frame; struct inbox rows; struct str state; int64_t open, late; };
struct school_view {
	struct frame frame;
	struct pupils rows, reviews, done;      /* reviews: running ones of a process that comes round, first due first; done: finished */
	struct inbox asks;
	int64_t late;
};
/* "Advice: Health", "Letter" ... */
struct str ask_paper_kind(const struct desk *d, const struct case_file *c, const struct case_document *doc);
/* The words with whose ask they are about: "Advice received: Health"; the words alone when it is about none. */
struct str ask_titled(const struct desk *d, const struct case_file *c, struct str words, struct str subject);

#endif
