/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/session - accounts, sign-in, second factor, sessions.
 * Touches the store, libsodium (core/digest), liboath. */
#ifndef WORK_SESSION_H
#define WORK_SESSION_H

#include "work/desk.h"

enum session_state { SESSION_NONE, SESSION_HALF, SESSION_FULL };
/* Fills d->who (memberships, name, csrf) from the cookie; what is unknown or too old is SESSION_NONE.
 * SESSION_HALF: the second factor (or its enrolment) is still to come. A read only; `seen` moves at most once a
 * minute. */
MUST const struct fault *session_open(struct desk *d, struct str cookie, enum session_state *out);
/* E-mail and password. Problems are the same for an unknown address and a wrong password; too many failures
 * slow down that address and that client, never lock others out.
 *   cookie   the new session's token when there were no problems
 *   state    SESSION_FULL when no second factor is needed, else SESSION_HALF */
MUST const struct fault *session_begin(struct desk *d, struct str email, struct str password, struct str client,
				       struct problems *out, struct str *cookie, enum session_state *state);
/* The six digits of the enrolled device; a code works once. A new cookie takes the old one's place. */
MUST const struct fault *session_second(struct desk *d, struct str cookie, struct str code, struct problems *out,
					struct str *new_cookie);
MUST const struct fault *session_end(struct desk *d, struct str cookie);
/* Enrolment: a fresh secret (base32) with its otpauth:// address, kept once `code` proves it. */
MUST const struct fault *session_enrol_begin(struct desk *d, struct str *secret, struct str *address);
MUST const struct fault *session_enrol(struct desk *d, struct str cookie, struct str secret, struct str code,
				       struct problems *out, struct str *new_cookie);
/* A family's own account: e-mail, name, password; begins a session. */
MUST const struct fault *account_make_family(struct desk *d, struct str email, struct str name, struct str password,
					     struct problems *out, struct str *cookie);

#endif
