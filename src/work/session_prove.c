/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/session_prove - the password once more: for another one, and before what does most harm in other hands.
 * Touches the store, libsodium (core/digest). */
#include "core/digest.h"
#include "gen/sql/account.h"
#include "gen/sql/session.h"
#include "work/session_room.h"

bool session_is_proved(const struct desk *d)
{
	/* A clock that was set back makes nothing younger than it is. */
	int64_t age = d->now.utc_ms - d->who.proved_ms;

	return d->who.kind == WHO_ACCOUNT && age >= 0 && age < SESSION_PROVED_MS;
}

/* The password of d->who once more: a problem at `field` when it is wrong, or tried too often.
 *   tries   to be closed by tries_good when what it is asked for is done */
static const struct fault *password_again(struct desk *d, struct str device, const char *field, struct str password,
				   struct tries *tries, struct problems *out)
{
	struct account_by_id_rows rows;
	struct device known;
	int64_t wait_ms;

	TRY(sql_account_by_id(d->store, d->arena, &(struct account_by_id_in){ d->who.account_id }, &rows));
	TRY(device_find(d, device, d->who.account_id, &known));
	tries_add(tries, d, "tries password", known.is_known ? known.hash : d->who.email, 5, false);
	TRY(tries_begin(d, tries, &wait_ms));
	if (wait_ms > 0)
		tries_problem(d, out, field, wait_ms);
	else if (!rows.count || !digest_password_is(rows.at[0].password, str_slice(password, 0, PASSWORD_MOST * 4)))
		session_problem(d, out, field, PROBLEM_RULE, "account.old_wrong", STR_NONE);
	return NULL;
}

struct prove_job {
	struct desk *desk;
	const struct tries *tries;
	struct str old_hash, new_hash, csrf;
	struct str password;            /* another one, as it is kept; absent: the same */
};

static const struct fault *prove_job(struct store *w, struct arena *a, void *ctx)
{
	struct prove_job *job = ctx;
	struct desk *d = job->desk;
	int64_t id = d->who.account_id;

	TRY(tries_good(w, a, job->tries));
	TRY(sql_session_rotate(w, a, &(struct session_rotate_in){
		.token_hash = job->old_hash, .new_hash = job->new_hash, .csrf = job->csrf, .seen = d->now.utc_ms,
		.is_full = 1 }, NULL));
	if (!job->password.at)
		return session_audit(w, a, d, id, "session_proved");
	TRY(sql_account_set_password(w, a, &(struct account_set_password_in){ id, job->password }, NULL));
	TRY(sql_session_drop_others(w, a, &(struct session_drop_others_in){ id, job->new_hash }, NULL));
	return session_audit(w, a, d, id, "password_changed");
}

static const struct fault *prove(struct desk *d, struct str cookie, struct prove_job *job, struct session_given *given)
{
	*given = (struct session_given){ SESSION_FULL, digest_token(d->arena), STR_NONE };
	job->desk = d;
	job->old_hash = session_hash(d->arena, d->house, "session", cookie);
	job->new_hash = session_hash(d->arena, d->house, "session", given->cookie);
	TRY(store_write(d->pool, d->arena, prove_job, job));
	d->who.csrf = job->csrf;
	d->who.proved_ms = d->now.utc_ms;
	return NULL;
}

const struct fault *session_prove(struct desk *d, struct str cookie, struct str device, struct str password,
				  struct problems *out, struct session_given *given)
{
	struct tries tries = { 0 };

	*given = (struct session_given){ .state = SESSION_NONE };
	check(d->who.kind == WHO_ACCOUNT);
	TRY(password_again(d, device, "proof", password, &tries, out));
	return out->count ? NULL : prove(d, cookie, &(struct prove_job){ .tries = &tries, .csrf = d->who.csrf }, given);
}

const struct fault *account_password(struct desk *d, struct str cookie, struct str device, struct str old,
				     struct str fresh, struct problems *out, struct session_given *given)
{
	struct tries tries = { 0 };

	*given = (struct session_given){ .state = SESSION_NONE };
	check(d->who.kind == WHO_ACCOUNT);
	password_check(d, "fresh", d->who.email, fresh, out);
	TRY(password_again(d, device, "old", old, &tries, out));
	if (out->count > 0)
		return NULL;
	return prove(d, cookie, &(struct prove_job){ .tries = &tries, .csrf = digest_token(d->arena),
						     .password = digest_password(d->arena, fresh) }, given);
}
