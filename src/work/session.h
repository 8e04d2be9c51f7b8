/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/session - accounts, sign-in, second factor, sessions.
 * Touches the store, libsodium (core/digest), liboath. Who may do what to a record is not decided here.
 *
 * A session ends after 60 minutes without a request and 12 hours after it was begun; half a session after 15
 * minutes. The database holds keyed hashes of cookies only. */
#ifndef WORK_SESSION_H
#define WORK_SESSION_H

#include "work/desk.h"

enum session_state { SESSION_NONE, SESSION_HALF, SESSION_FULL };
/* Fills d->who (memberships, name, csrf) from the cookie; what is unknown or too old is SESSION_NONE.
 * SESSION_HALF: the second factor (or its enrolment) is still to come: who has account_id, name, email and csrf, but
 * its kind is WHO_NOBODY and it has no memberships. A read only; `seen` moves at most once a minute.
 * An account that stands to a person as parent (self) has a membership "family" ("young_person") besides those of
 * its roles; one without any has "family". */
MUST const struct fault *session_open(struct desk *d, struct str cookie, enum session_state *out);

/* What the browser gets back. */
struct session_given {
	enum session_state state;       /* SESSION_NONE when there were problems */
	struct str cookie;              /* of the session; takes the place of the one before */
	struct str device;              /* absent: keep what the browser has. Known browsers: see session_begin */
};
struct sign_in {
	struct str email, password;
	struct str client;              /* network address */
	struct str device;              /* the browser's device cookie, or absent */
};
/* E-mail and password. Problems, and the time they take, are the same for an unknown address and a wrong password.
 * Who fails often has to wait (1 second, doubled each time, at most 15 minutes): a browser in which the account
 * signed in before waits for its own failures only; all others wait for the failures of the account together and
 * for those of their network address. So nobody can keep the owner out.
 *   given   SESSION_FULL when no second factor is needed, else SESSION_HALF */
MUST const struct fault *session_begin(struct desk *d, const struct sign_in *in, struct problems *out,
				       struct session_given *given);
/* The six digits of the enrolled device (a code works once; one step of 30 seconds early or late is fine), or a
 * recovery code. */
MUST const struct fault *session_second(struct desk *d, struct str cookie, struct str device, struct str code,
					struct problems *out, struct session_given *given);
MUST const struct fault *session_end(struct desk *d, struct str cookie);

/* Enrolment: a fresh secret (base32) with its otpauth:// address, kept once `code` proves it. An account that has a
 * second factor can take another one only in a full session. */
struct str session_enrol_secret(struct desk *d);
struct str session_enrol_address(struct desk *d, struct str secret);
MUST const struct fault *session_enrol(struct desk *d, struct str cookie, struct str device, struct str secret,
				       struct str code, struct problems *out, struct session_given *given);
/* Ten codes that each let d->who in once without the device; those of before are worth nothing. Kept as hashes. */
enum { RECOVERY_CODES = 10 };
MUST const struct fault *session_recovery_make(struct desk *d, struct str codes[RECOVERY_CODES]);

/* Did d->who prove within the last 15 minutes that it is them? Asked before what does most harm in other hands. */
bool session_is_proved(const struct desk *d);
/* The password once more. Wrong ones are counted and slowed like those of account_password.
 *   given   the same session under a new cookie; its forms stay good */
MUST const struct fault *session_prove(struct desk *d, struct str cookie, struct str device, struct str password,
				       struct problems *out, struct session_given *given);

/* The account of d->who, full or half. has_password: false when only a provider knows who it is. */
struct account_self { bool has_factor, must_have_factor, has_password; int64_t recovery_left; };
MUST const struct fault *account_self(struct desk *d, struct account_self *out);

/* Has one of the roles a member of staff has? */
bool session_is_staff(const struct desk *d, const struct who *who);

struct session_row { struct str id, client; int64_t made_ms, seen_ms; bool is_this, is_full; };
struct session_rows { struct session_row *at; size_t count, room; };
/* Where d->who is signed in, last used first. */
MUST const struct fault *session_list(struct desk *d, struct str cookie, struct session_rows *out);
/* Ends all sessions of d->who, this one too, and forgets the known browsers. */
MUST const struct fault *session_end_all(struct desk *d);

/* The last 20 things that d->who did (or somebody tried) to the account: sign_in, sign_in_refused, password_changed ... */
struct account_act { struct str verb; int64_t at_ms; };
struct account_acts { struct account_act *at; size_t count, room; };
MUST const struct fault *account_history(struct desk *d, struct account_acts *out);

/* Another password for d->who, who types the old one; ends all other sessions. */
MUST const struct fault *account_password(struct desk *d, struct str cookie, struct str device, struct str old,
					  struct str fresh, struct problems *out, struct session_given *given);
/* A family's own account: e-mail, name, password; begins a session. */
MUST const struct fault *account_make_family(struct desk *d, const struct sign_in *in, struct str name,
					     struct problems *out, struct session_given *given);

/* Accounts of staff, for the operator's command and the administrator's pages. None asks the access rule. */
struct account_new { struct str email, name, password, role; int64_t authority, organisation_id; };
MUST const struct fault *account_make(struct desk *d, const struct account_new *n, struct problems *out, int64_t *id);
struct account_row { int64_t id, authority; struct str email, name, demo_note; bool is_open, has_factor;
		     struct membership *roles; size_t role_count, role_room; };
struct account_rows { struct account_row *at; size_t count, room; };
/* By name. authority 0: all. */
MUST const struct fault *account_list(struct desk *d, int64_t authority, struct account_rows *out);
/* Short name of a council; "" when there is none of this code. */
MUST const struct fault *account_council(struct desk *d, int64_t authority, struct str *out);
/* Each ends the account's sessions. Problems: no such account, role, authority, organisation. */
MUST const struct fault *account_close(struct desk *d, struct str email, struct problems *out);
MUST const struct fault *account_reset_password(struct desk *d, struct str email, struct str password,
						struct problems *out);
/* The second factor and its recovery codes are taken away: its owner sets up another phone. */
MUST const struct fault *account_forget_phone(struct desk *d, struct str email, struct problems *out);
/*   give   false takes the role away */
MUST const struct fault *account_role(struct desk *d, struct str email, const struct membership *m, bool give,
				      struct problems *out);

/* The roles of an account into `who`: its memberships, and as what it stands to people. Also for commands that an operator
 * runs as somebody. */
MUST const struct fault *session_roles(struct desk *d, int64_t account_id, int64_t authority, struct who *who);

#endif
