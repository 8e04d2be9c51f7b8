/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/account_room - what the pages of signing in and of the account share.
 * Touches work/session. */
#ifndef WEB_ACCOUNT_ROOM_H
#define WEB_ACCOUNT_ROOM_H

#include "web/view_account.h"

/* Only an address of ours: it begins with one slash and has no sign that a browser would take for one. "" otherwise. */
struct str own_address(struct str next);
/* A field with the problem of its name. key: words of its label; hint: "" none. */
struct account_field account_field(const struct desk *d, const char *name, const char *type, const char *complete,
				   const char *key, const char *hint, const struct problems *problems);
/* The cookies of a session that goes on with other rights, and where to. */
void session_reply(struct reply *out, const struct session_given *given);
/* The page that sets up a phone; asked again with the same secret after a wrong code. */
void enrol_show(struct desk *d, const struct request *r, const char *action, struct str secret,
		const struct problems *problems, struct reply *out);
MUST const struct fault *enrol_take(struct desk *d, const struct request *r, const char *action, struct reply *out);

#endif
