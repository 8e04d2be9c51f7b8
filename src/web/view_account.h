/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_account - what the pages of signing in and of the account are given.
 * Touches nothing. */
#ifndef WEB_VIEW_ACCOUNT_H
#define WEB_VIEW_ACCOUNT_H

#include "web/view_part.h"
#include "web/web.h"
#include "work/session.h"

/* One question that the browser may fill in: type "password", "email" or "text". */
struct account_field { const char *name, *type, *complete; struct str label, hint, value, error; bool is_code; };

struct demo_user { struct str email, name, role, note; };
struct demo_group { struct str title; struct { struct demo_user *at; size_t count, room; } users; };
struct sign_in_view {
	struct frame frame;
	struct str next, provider;              /* provider: address that begins it; "" none */
	struct account_field email, password;
	struct { struct demo_group *at; size_t count, room; } groups;   /* of a demonstration area */
};
struct code_view { struct frame frame; struct str action, next; struct account_field code; };
struct enrol_view {
	struct frame frame;
	struct str action, next, secret, secret_shown, address;
	struct account_field code;
};
struct account_view {
	struct frame frame;
	struct account_self self;
	bool has_reminders, is_quiet;
	bool is_staff;
	struct table_view roles, sessions, acts;
};
/* again: the form that waits, NULL for a page that waits (next). provider: address, when there is no password. */
struct prove_view {
	struct frame frame;
	const struct request *again;
	struct str action, next, provider;
	struct account_field password;
};
struct account_password_view { struct frame frame; struct account_field old, fresh; };
/* address: just made, shown once; absent otherwise. made: DATE_NONE there is none. */
struct feed_view { struct frame frame; struct str address; struct date made; };
struct recovery_view { struct frame frame; const struct str *codes; size_t count; };

/* A QR code of the text as an SVG picture (web/qr.c). */
void qr_write(struct out *o, struct str text, struct str label);

#endif
