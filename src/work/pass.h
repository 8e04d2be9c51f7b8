/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/pass - one-time addresses in mails: a password forgotten, a first password.
 * Touches the store, libsodium (core/digest), the outbox (work/post). The database keeps keyed hashes of tokens only. */
#ifndef WORK_PASS_H
#define WORK_PASS_H

#include "work/session.h"

/* A mail to whoever forgot the password, when there is such an account. What comes back, and the time that it takes, is
 * the same for an account and for none. Problems: no mailbox, too many tries of this client or for this address. */
MUST const struct fault *pass_ask(struct desk *d, struct str email, struct str client, struct problems *out);

enum pass_kind { PASS_RESET, PASS_JOIN };
/* Whose address it is. FAULT_ABSENT: unknown, used, too old (never tells which). */
struct pass_holder { int64_t account_id; struct str email, name; };
MUST const struct fault *pass_open(struct desk *d, struct str token, enum pass_kind kind, struct pass_holder *out);
/* The password that its holder chose: the address is used up, all other addresses of the account are void, all its
 * sessions end. A second factor stays. Problems: the rules for a password. FAULT_ABSENT as pass_open. */
MUST const struct fault *pass_take(struct desk *d, struct str token, enum pass_kind kind, struct str password,
				   struct problems *out);

/* An administrator makes an account whose owner chooses the password by a mail. Problems as account_make; no mail can
 * be sent. FAULT_ABSENT when the rule says no. */
MUST const struct fault *pass_invite(struct desk *d, const struct account_new *n, struct problems *out, int64_t *id);
/* The mail once more (a first password, or another one), to an open account. */
MUST const struct fault *pass_invite_again(struct desk *d, int64_t account_id, struct problems *out);

#endif
