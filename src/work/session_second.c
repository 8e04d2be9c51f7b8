/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/session_second - the second factor: codes by time (RFC 6238), enrolment, recovery codes.
 * Touches the store, liboath, libsodium (core/digest). */
#include <liboath/oath.h>
#include <stdlib.h>

#include "core/digest.h"
#include "core/out.h"
#include "gen/sql/account.h"
#include "gen/sql/session.h"
#include "work/session_room.h"

enum { STEP_SECONDS = 30, STEPS_AROUND = 1, SECRET_LEN = 32, RECOVERY_LEN = 10 };
/* Letters and digits that are not taken for each other when read aloud or copied by hand. */
#define RECOVERY_ALPHABET STR("bcdfghjkmnpqrstvwxz23456789")
#define BASE32_ALPHABET STR("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

/* What was typed without blanks and dashes, in lower case. */
static struct str code_folded(struct arena *a, struct str code)
{
	char *at = arena_take(a, code.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < code.len; i++) {
		char c = code.at[i];

		if (c != ' ' && c != '-')
			at[len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	return (struct str){ at, len };
}

/* The time step whose code this is, within one of now; 0 when there is none. */
static int64_t step_of(struct arena *a, struct str secret, struct str code, int64_t now_ms)
{
	char *key = NULL;
	size_t key_len = 0;
	uint64_t step = 0;

	if (code.len != 6 || oath_base32_decode(secret.at, secret.len, &key, &key_len) != OATH_OK)
		return 0;
	int found = oath_totp_validate3(key, key_len, (time_t)(now_ms / 1000), STEP_SECONDS, 0, STEPS_AROUND, NULL,
					&step, arena_cstr(a, code));
	free(key); /* liboath's */
	return found >= 0 ? (int64_t)step : 0;
}

struct second_job {
	struct desk *desk;
	const struct tries *tries;
	struct str old_hash, cookie, csrf, fresh_device, secret, recovery_hash;
	struct device device;
	int64_t account_id, step;
	bool is_good;                   /* out */
};

/* The session goes on with full rights under a new cookie. */
static const struct fault *full_now(struct store *w, struct arena *a, struct second_job *job)
{
	struct desk *d = job->desk;
	int64_t changed;

	TRY(sql_session_rotate(w, a, &(struct session_rotate_in){
		.token_hash = job->old_hash, .new_hash = session_hash(a, d->house, "session", job->cookie),
		.csrf = job->csrf, .seen = d->now.utc_ms, .is_full = 1 }, &changed));
	if (changed != 1)
		return fault_new(a, FAULT_ABSENT, "the session has ended");
	TRY(tries_good(w, a, job->tries));
	return device_keep(w, a, d, &job->device, job->account_id, job->fresh_device);
}

static const struct fault *second_job(struct store *w, struct arena *a, void *ctx)
{
	struct second_job *job = ctx;
	int64_t changed = 0;

	job->is_good = false;
	if (job->step)
		TRY(sql_account_use_code(w, a, &(struct account_use_code_in){ job->account_id, job->step }, &changed));
	else
		TRY(sql_recovery_use(w, a, &(struct recovery_use_in){
			job->account_id, job->recovery_hash, job->desk->now.utc_ms }, &changed));
	if (changed != 1)
		return session_audit(w, a, job->desk, job->account_id, "second_factor_refused");
	job->is_good = true;
	TRY(full_now(w, a, job));
	return session_audit(w, a, job->desk, job->account_id, job->step ? "sign_in" : "sign_in_recovery_code");
}

static const struct fault *enrol_job(struct store *w, struct arena *a, void *ctx)
{
	struct second_job *job = ctx;

	job->is_good = true;
	TRY(sql_account_set_factor(w, a, &(struct account_set_factor_in){ job->account_id,
		digest_seal(a, job->desk->house->key, job->secret), job->step }, NULL));
	TRY(sql_recovery_drop(w, a, &(struct recovery_drop_in){ job->account_id }, NULL));
	TRY(full_now(w, a, job));
	return session_audit(w, a, job->desk, job->account_id, "second_factor_enrolled");
}

/* The account behind a cookie that may be half; FAULT_ABSENT when there is no such session. */
static const struct fault *account_of(struct desk *d, struct str cookie, struct account_by_id_row *account,
				      enum session_state *state)
{
	struct account_by_id_rows rows;

	TRY(session_open(d, cookie, state));
	if (*state == SESSION_NONE)
		return fault_new(d->arena, FAULT_ABSENT, "the session has ended");
	TRY(sql_account_by_id(d->store, d->arena, &(struct account_by_id_in){ d->who.account_id }, &rows));
	if (!rows.count)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such account");
	*account = rows.at[0];
	return NULL;
}

/* Begins a try of the second factor; *go is false when it has to wait (the problem is told). */
static const struct fault *second_begin(struct desk *d, struct str cookie, struct str device,
					struct tries *tries, struct second_job *job, struct problems *out, bool *go)
{
	int64_t wait_ms, id = d->who.account_id;

	*job = (struct second_job){ .desk = d, .tries = tries, .account_id = id,
		.old_hash = session_hash(d->arena, d->house, "session", cookie), .cookie = digest_token(d->arena),
		.csrf = digest_token(d->arena), .fresh_device = digest_token(d->arena) };
	TRY(device_find(d, device, id, &job->device));
	tries_add(tries, d, "tries second",
		  arena_printf(d->arena, "%lld %.*s", (long long)id,
			       STR_ARG(job->device.is_known ? job->device.hash : STR("unknown"))), 5, false);
	TRY(tries_begin(d, tries, &wait_ms));
	*go = wait_ms == 0;
	if (!*go)
		tries_problem(d, out, "code", wait_ms);
	return NULL;
}

static void second_given(const struct second_job *job, struct session_given *given)
{
	*given = (struct session_given){ SESSION_FULL, job->cookie,
		job->device.is_known ? STR_NONE : job->fresh_device };
}

const struct fault *session_second(struct desk *d, struct str cookie, struct str device, struct str code,
				   struct problems *out, struct session_given *given)
{
	struct account_by_id_row account;
	struct tries tries = { 0 };
	struct second_job job;
	enum session_state state;
	bool go;

	*given = (struct session_given){ .state = SESSION_NONE };
	TRY(account_of(d, cookie, &account, &state));
	if (!account.totp_secret.at)
		return fault_new(d->arena, FAULT_ABSENT, "the account has no second factor");
	TRY(second_begin(d, cookie, device, &tries, &job, out, &go));
	if (!go)
		return NULL;
	struct str secret = digest_open(d->arena, d->house->key, account.totp_secret);
	struct str typed = code_folded(d->arena, code);

	if (!secret.at)
		return fault_new(d->arena, FAULT_SETTING, "the second factor of an account was sealed with another key: "
				 "is this the key file of this database?");
	job.step = step_of(d->arena, secret, typed, d->now.utc_ms);
	job.recovery_hash = session_hash(d->arena, d->house, "recovery", typed);
	TRY(store_write(d->pool, d->arena, second_job, &job));
	if (job.is_good)
		second_given(&job, given);
	else
		session_problem(d, out, "code", PROBLEM_RULE, "sign_in.code_wrong", STR_NONE);
	return NULL;
}

struct str session_enrol_secret(struct desk *d)
{
	return digest_random(d->arena, BASE32_ALPHABET, SECRET_LEN);            /* 160 bits */
}

struct str session_enrol_address(struct desk *d, struct str secret)
{
	struct str issuer = str_is_empty(d->house->area_name) ? STR("Waymark") : d->house->area_name;
	struct out o = out_start(d->arena, 200);

	out_add(&o, STR("otpauth://totp/"));
	out_url(&o, issuer);
	out_byte(&o, ':');
	out_url(&o, d->who.email);
	out_printf(&o, "?secret=%.*s&issuer=", STR_ARG(secret));
	out_url(&o, issuer);
	out_add(&o, STR("&algorithm=SHA1&digits=6&period=30"));
	return out_str(&o);
}

static bool is_secret(struct str s)
{
	bool is_good = s.len == SECRET_LEN;

	for (size_t i = 0; i < s.len; i++)
		is_good = is_good && str_contains(BASE32_ALPHABET, str_slice(s, i, i + 1));
	return is_good;
}

const struct fault *session_enrol(struct desk *d, struct str cookie, struct str device, struct str secret,
				  struct str code, struct problems *out, struct session_given *given)
{
	struct account_by_id_row account;
	struct tries tries = { 0 };
	struct second_job job;
	enum session_state state;
	bool go;

	*given = (struct session_given){ .state = SESSION_NONE };
	TRY(account_of(d, cookie, &account, &state));
	if (state == SESSION_HALF && account.totp_secret.at)
		return fault_new(d->arena, FAULT_ABSENT, "the second factor comes first");
	if (!is_secret(secret))
		return fault_new(d->arena, FAULT_ABSENT, "not a secret of ours");
	TRY(second_begin(d, cookie, device, &tries, &job, out, &go));
	if (!go)
		return NULL;
	job.secret = secret;
	job.step = step_of(d->arena, secret, code_folded(d->arena, code), d->now.utc_ms);
	if (!job.step) {
		session_problem(d, out, "code", PROBLEM_RULE, "sign_in.enrol_code_wrong", STR_NONE);
		return NULL;
	}
	TRY(store_write(d->pool, d->arena, enrol_job, &job));
	second_given(&job, given);
	return NULL;
}

struct recovery_job { struct desk *desk; struct str hashes[RECOVERY_CODES]; };

static const struct fault *recovery_job(struct store *w, struct arena *a, void *ctx)
{
	struct recovery_job *job = ctx;
	int64_t id = job->desk->who.account_id;

	TRY(sql_recovery_drop(w, a, &(struct recovery_drop_in){ id }, NULL));
	for (int i = 0; i < RECOVERY_CODES; i++)
		TRY(sql_recovery_add(w, a, &(struct recovery_add_in){ id, job->hashes[i] }, NULL));
	return session_audit(w, a, job->desk, id, "recovery_codes_made");
}

const struct fault *session_recovery_make(struct desk *d, struct str codes[RECOVERY_CODES])
{
	struct recovery_job job = { .desk = d };

	for (int i = 0; i < RECOVERY_CODES; i++) {
		struct str code = digest_random(d->arena, RECOVERY_ALPHABET, RECOVERY_LEN);

		job.hashes[i] = session_hash(d->arena, d->house, "recovery", code);
		codes[i] = arena_printf(d->arena, "%.*s-%.*s", STR_ARG(str_slice(code, 0, RECOVERY_LEN / 2)),
					STR_ARG(str_slice(code, RECOVERY_LEN / 2, RECOVERY_LEN)));
	}
	return store_write(d->pool, d->arena, recovery_job, &job);
}

const struct fault *account_self(struct desk *d, struct account_self *out)
{
	struct account_by_id_rows rows;
	struct recovery_left_rows left;
	struct who who = { 0 };

	*out = (struct account_self){ 0 };
	TRY(sql_account_by_id(d->store, d->arena, &(struct account_by_id_in){ d->who.account_id }, &rows));
	TRY(sql_recovery_left(d->store, d->arena, &(struct recovery_left_in){ d->who.account_id }, &left));
	if (!rows.count)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such account");
	TRY(session_roles(d, rows.at[0].id, rows.at[0].authority, &who));
	out->has_factor = rows.at[0].totp_secret.at != NULL;
	out->has_password = !rows.at[0].is_provided;    /* who comes from a provider has one that nobody knows */
	out->must_have_factor = d->house->second_factor_must && session_is_staff(d, &who);
	out->recovery_left = left.at[0].codes;
	return NULL;
}
