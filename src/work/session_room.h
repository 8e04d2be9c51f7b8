/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/session_room - what session*.c and account*.c share; nobody else includes it.
 * Touches the store. */
#ifndef WORK_SESSION_ROOM_H
#define WORK_SESSION_ROOM_H

#include "work/session.h"

enum {
	MINUTE_MS = 60 * 1000,
	SESSION_IDLE_MS = 60 * MINUTE_MS,
	SESSION_MOST_MS = 12 * 60 * MINUTE_MS,
	SESSION_HALF_MS = 15 * MINUTE_MS,
	SESSION_PROVED_MS = 15 * MINUTE_MS,
	PASSWORD_LEAST = 12,                    /* code points */
	PASSWORD_MOST = 200,
	EMAIL_MOST = 254, NAME_MOST = 100,
};
static const int64_t device_most_ms = (int64_t)400 * 24 * 60 * MINUTE_MS;

/* Hash of a token with what it is for, so that one kind is never taken for another. */
struct str session_hash(struct arena *a, const struct house *house, const char *kind, struct str token);
/* The address as it is kept: trimmed, lower case. */
struct str email_folded(struct arena *a, struct str email);
/* One problem with words of the rulebook; `arg` fills {1}. */
void session_problem(struct desk *d, struct problems *out, const char *field, enum problem_kind kind, const char *key,
		     struct str arg);

/* Who has to wait. Counted before it is known how the try ends, so that many tries at once gain nothing. */
struct tries { struct { struct str name; int64_t free; bool is_shared; } at[3]; size_t count; };
/*   kind, who   what the failures are counted for; `free` failures cost nothing
 *   is_shared   others fail there too: success takes back one failure, not all */
void tries_add(struct tries *t, struct desk *d, const char *kind, struct str who, int64_t free, bool is_shared);
/* Counts one try. wait_ms > 0: too early, nothing is counted. */
MUST const struct fault *tries_begin(struct desk *d, const struct tries *t, int64_t *wait_ms);
/* It went well; inside a job. */
MUST const struct fault *tries_good(struct store *writer, struct arena *a, const struct tries *t);
/* The problem of having to wait. */
void tries_problem(struct desk *d, struct problems *out, const char *field, int64_t wait_ms);

struct device { struct str hash; bool is_known; };
MUST const struct fault *device_find(struct desk *d, struct str token, int64_t account_id, struct device *out);
/* After a full sign-in: the browser is known from now on. Inside a job; `fresh` is set when it needs a new cookie. */
MUST const struct fault *device_keep(struct store *writer, struct arena *a, struct desk *d, const struct device *known,
				     int64_t account_id, struct str fresh);

/* A row in the audit of what an account did to itself; inside a job. */
MUST const struct fault *session_audit(struct store *writer, struct arena *a, const struct desk *d, int64_t account_id,
				       const char *verb);
/* The rules for a new password. */
void password_check(struct desk *d, const char *field, struct str email, struct str password, struct problems *out);
/* Mailbox, name, role, council and organisation of a new account; not its password. */
MUST const struct fault *account_check(struct desk *d, const struct account_new *n, struct problems *out);
/* Begins a session for an account; inside a job. */
struct session_start {
	int64_t account_id;
	bool is_full;
	struct str cookie, csrf, client;
	int64_t proved_ms;              /* when a password or a code was given; 0: nobody knows */
	struct device device; struct str fresh_device;
};
MUST const struct fault *session_start(struct store *writer, struct arena *a, struct desk *d,
				       const struct session_start *s);

#endif
