/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_post - what the pages of mails, invitations and letters in the post are given.
 * Touches nothing. */
#ifndef WEB_VIEW_POST_H
#define WEB_VIEW_POST_H

#include "web/case_bar.h"
#include "web/form.h"
#include "web/view_account.h"

/* A page that asks for a mailbox or for a new password. */
struct pass_view {
	struct frame frame;
	struct str action, lead, email, button;         /* email: whose account it is; "" not shown */
	struct account_field field;
	bool is_sent;                                   /* nothing is asked: it says what to do next */
};

/* A page with one form. */
struct post_form_view {
	struct frame frame;
	const struct case_bar *bar;                     /* NULL: not about a case */
	struct str here;                                /* the lit tab of the bar */
	struct str lead, action, fields, button, cancel;
};

/* web/post_form.c */
/* Adds a question with the words of `key`, and under it those of `hint` (""). */
void post_field(struct desk *d, struct form *form, const char *name, const char *key, const char *hint, enum field_type type,
		size_t most, bool must);
/* Shows the page; fields come from `form` with what was typed. */
MUST const struct fault *post_form_show(struct desk *d, struct form *form, const struct answers *values,
					const struct problems *problems, int64_t authority, struct post_form_view *v,
					struct reply *out);

#endif
