/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_post - what the pages of mails, invitations and letters in the post are given.
 * Touches nothing. */
#ifndef WEB_VIEW_POST_H
#define WEB_VIEW_POST_H

#include "web/case_bar.h"
#include "web/form.h"
#include "web/view_account.h"
#include "web/view_admin.h"
#include "work/post_list.h"

/* A page that asks for a mailbox or for a new password. */
struct pass_view {
	struct frame frame;
	struct str action, lead, email, button;         /* email: whose account it is; "" not shown */
	struct account_field field;
	struct str other, other_words;                  /* another way on; "" none */
	bool is_sent;                                   /* nothing is asked: it says what to do next */
};

/* Letters that wait for the post, or were posted. */
struct post_papers_view {
	struct frame frame;
	const struct post_papers *papers;
	bool is_posted, by_notify;                      /* by_notify: Notify posts letters, or has posted one of these */
	size_t by_hand;                                 /* how many of them can be printed here */
	struct str more;                                /* "" all are shown */
	const struct crumb *tabs; size_t tab_count; struct str here;
};
struct post_check_view { struct frame frame; const int64_t *ids; size_t count; struct str lead; };
/* Messages with their fate. */
struct post_choice { struct str name, label, chosen; const struct code *at; size_t count; };
struct post_log_view {
	struct frame frame;
	const struct case_bar *bar;                     /* of one case; NULL */
	struct str here, lead, action, csv, count_words;
	const struct admin_nav *nav;                    /* the administrator's; NULL */
	const struct crumb *tabs; size_t tab_count;     /* the officer's; none */
	struct post_choice choices[2]; size_t choice_count;     /* none: no filter */
	struct table_view table;
};

/* A page with one form. */
struct post_form_view {
	struct frame frame;
	const struct case_bar *bar;                     /* NULL: not about a case */
	struct str here;                                /* the lit tab of the bar */
	struct str lead, action, fields, button, cancel;
};

/* The officer's tabs: to be posted, posted, all that was sent (web/page_post.c). */
const struct crumb *post_tabs(struct desk *d, size_t *count);

/* web/post_form.c */
/* Adds a question with the words of `key`, and under it those of `hint` (""). */
void post_field(struct desk *d, struct form *form, const char *name, const char *key, const char *hint, enum field_type type,
		size_t most, bool must);
/* Shows the page; fields come from `form` with what was typed. */
MUST const struct fault *post_form_show(struct desk *d, struct form *form, const struct answers *values,
					const struct problems *problems, int64_t authority, struct post_form_view *v,
					struct reply *out);

#endif
