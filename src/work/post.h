/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/post - what leaves the system by mail, text message or on paper.
 * Touches the store; post_pass the network. A message is written in the act that caused it (post_add) and sent afterwards
 * by the server or by `waymark post send`: so what is not saved is never told, and what is told was saved.
 *
 * A message that the program was handing over when it was stopped may have arrived: it is `unsure` and not sent again by
 * itself. All others go once. */
#ifndef WORK_POST_H
#define WORK_POST_H

#include <stdatomic.h>

#include "rules/pathway.h"
#include "work/desk.h"

#define POST_MAIL  STR("mail")
#define POST_TEXT  STR("text")
#define POST_PAPER STR("paper")

/* One message. Texts may be absent. */
struct post_new {
	struct str kind;                /* rulebook/message/ */
	struct str way, address;        /* POST_MAIL ...; address: of the mailbox, number of the phone */
	int64_t authority, process_id, person_id, account_id, document_id;     /* 0 none */
	struct answers holes;           /* what fills the text: names of message_holes */
	struct str secret;              /* a one-time path for {link}, "/sign-in/reset/TOKEN", or what {code} is: kept
					 * sealed until it has left */
	struct str once;                /* what caused it: the same makes no second one */
	int64_t last_ms;                /* not sent after; 0: three days from now */
};
/* Inside the job of what causes it. `id` (may be NULL) is 0 when it was there already. */
MUST const struct fault *post_add(struct store *writer, struct arena *a, const struct desk *d, const struct post_new *n,
				  int64_t *id);
/* Can this installation send this way? Paper always: somebody prints and posts it, or GOV.UK Notify does. */
bool post_can(const struct house *house, struct str way);
/* An address as it is kept: a mailbox in small letters, a phone number as +447...; absent when it is none. */
struct str post_address(struct arena *a, struct str way, struct str typed);

/* The text of a message, with its holes filled. Subject is "" for a text message. */
struct post_text { struct str subject, text; };
struct post_text post_write(struct arena *a, const struct rulebook *book, const struct house *house, struct str kind,
			    struct str way, const struct answers *holes, struct str secret);

struct post_made { int64_t sent, later, failed, looked_up, unsure; struct str trouble; bool is_more; };
/* Sends what is due, a few at most (is_more: call again, with the time as it is then), and asks Notify what became of those before. Faults: FAULT_STORE. `trouble`
 * says why nothing goes now: no answer from the server, a wrong password. `stop` (may be NULL) is looked at between two. */
MUST const struct fault *post_pass(struct desk *d, const atomic_bool *stop, struct post_made *out);

/* A mail that a mail server sent back, as it came (RFC 3464): the message that it is about is marked as bounced.
 *   is_ours   false: it is about no message of this installation, or says nothing final */
MUST const struct fault *post_bounce(struct desk *d, struct str mail, bool *is_ours);

#endif
