/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/pass - one-time addresses in mails.
 * Touches the store, libsodium (core/digest), the outbox. */
#include "work/pass.h"

#include "core/digest.h"
#include "gen/sql/account.h"
#include "gen/sql/pass.h"
#include "gen/sql/session.h"
#include "work/audit.h"
#include "work/post.h"
#include "work/session_room.h"

enum { RESET_HOURS = 2, JOIN_DAYS = 7, HOUR_MS = 60 * MINUTE_MS };

static const struct kind { const char *name, *path, *message, *act; } kinds[] = {
	{ "reset", "/sign-in/reset/", "reset", "password_mailed" },
	{ "join", "/join/", "invite-staff", "password_chosen" },
};

static int64_t life_ms(enum pass_kind kind)
{
	return kind == PASS_RESET ? (int64_t)RESET_HOURS * HOUR_MS : (int64_t)JOIN_DAYS * 24 * HOUR_MS;
}

/* Makes the address, and the mail when there is somebody to get it; inside a job. */
static const struct fault *pass_make(struct store *w, struct arena *a, const struct desk *d, enum pass_kind kind,
				     const struct pass_holder *to)
{
	struct str token = digest_token(a);
	int64_t expires = d->now.utc_ms + life_ms(kind);
	struct answers holes = { 0 };

	TRY(sql_pass_add(w, a, &(struct pass_add_in){ .token_hash = session_hash(a, d->house, kinds[kind].name, token),
		.kind = str_of(kinds[kind].name), .account_id = to->account_id, .made = d->now.utc_ms, .expires = expires }, NULL));
	if (!to->account_id)
		return NULL;
	LIST_PUSH(a, &holes, (struct answer){ STR("hours"), arena_printf(a, "%d hours", RESET_HOURS) });
	LIST_PUSH(a, &holes, (struct answer){ STR("days"), arena_printf(a, "%d days", JOIN_DAYS) });
	return post_add(w, a, d, &(struct post_new){ .kind = str_of(kinds[kind].message), .way = POST_MAIL, .address = to->email,
		.account_id = to->account_id, .holes = holes, .last_ms = expires,
		.secret = arena_printf(a, "%s%.*s", kinds[kind].path, STR_ARG(token)) }, NULL);
}

struct ask_job { struct desk *d; struct str email; };

static const struct fault *ask_job(struct store *w, struct arena *a, void *ctx)
{
	const struct ask_job *job = ctx;
	struct pass_account_rows rows;
	struct pass_holder to = { 0 };

	TRY(sql_pass_account(w, a, &(struct pass_account_in){ job->email }, &rows));
	if (rows.count)
		to = (struct pass_holder){ rows.at[0].id, rows.at[0].email, rows.at[0].name };
	if (rows.count)
		TRY(session_audit(w, a, job->d, to.account_id, "password_asked"));
	return pass_make(w, a, job->d, PASS_RESET, &to);
}

const struct fault *pass_ask(struct desk *d, struct str email, struct str client, struct problems *out)
{
	struct ask_job job = { d, email_folded(d->arena, email) };
	struct tries tries = { 0 };
	int64_t wait_ms;

	if (!post_address(d->arena, POST_MAIL, email).at)
		session_problem(d, out, "email", PROBLEM_FORM, "problem.email", STR_NONE);
	if (out->count > 0)
		return NULL;
	tries_add(&tries, d, "tries reset of", job.email, 3, false);
	tries_add(&tries, d, "tries reset by", client, 20, true);
	TRY(tries_begin(d, &tries, &wait_ms));
	if (wait_ms > 0) {
		tries_problem(d, out, "email", wait_ms);
		return NULL;
	}
	return store_write(d->pool, d->arena, ask_job, &job);
}

const struct fault *pass_open(struct desk *d, struct str token, enum pass_kind kind, struct pass_holder *out)
{
	struct pass_find_rows rows;

	TRY(sql_pass_find(d->store, d->arena, &(struct pass_find_in){ session_hash(d->arena, d->house, kinds[kind].name, token),
		str_of(kinds[kind].name), d->now.utc_ms }, &rows));
	if (rows.count == 0)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such address");
	*out = (struct pass_holder){ rows.at[0].account_id, rows.at[0].email, rows.at[0].name };
	return NULL;
}

struct take_job { struct desk *d; struct pass_holder holder; struct str hash, password; enum pass_kind kind; };

static const struct fault *take_job(struct store *w, struct arena *a, void *ctx)
{
	const struct take_job *job = ctx;
	int64_t id = job->holder.account_id, changed, now = job->d->now.utc_ms;
	struct answers holes = { 0 };

	TRY(sql_pass_use(w, a, &(struct pass_use_in){ job->hash, now }, &changed));
	if (changed != 1)
		return fault_new(a, FAULT_ABSENT, "there is no such address");
	TRY(sql_pass_drop(w, a, &(struct pass_drop_in){ id, now - life_ms(PASS_JOIN) }, NULL));
	TRY(sql_account_set_password(w, a, &(struct account_set_password_in){ id, job->password }, NULL));
	TRY(sql_session_drop_others(w, a, &(struct session_drop_others_in){ id, STR("") }, NULL));
	TRY(sql_device_drop(w, a, &(struct device_drop_in){ id }, NULL));
	TRY(session_audit(w, a, job->d, id, kinds[job->kind].act));
	if (job->kind != PASS_RESET)
		return NULL;
	LIST_PUSH(a, &holes, (struct answer){ STR("link"), STR("/sign-in/forgot") });
	return post_add(w, a, job->d, &(struct post_new){ .kind = STR("password-changed"), .way = POST_MAIL,
		.address = job->holder.email, .account_id = id, .holes = holes }, NULL);
}

const struct fault *pass_take(struct desk *d, struct str token, enum pass_kind kind, struct str password,
			      struct problems *out)
{
	struct take_job job = { .d = d, .kind = kind };

	TRY(pass_open(d, token, kind, &job.holder));
	password_check(d, "password", job.holder.email, password, out);
	if (out->count > 0)
		return NULL;
	job.hash = session_hash(d->arena, d->house, kinds[kind].name, token);
	job.password = digest_password(d->arena, password);
	return store_write(d->pool, d->arena, take_job, &job);
}

/* --- invitations --- */

static const struct fault *may_invite(struct desk *d, struct access_answer *by)
{
	*by = access_reach(d->book, &d->who, d->now.today, STR("administer"), STR("admin"));
	return by->is_allowed ? NULL : fault_new(d->arena, FAULT_ABSENT, "there is no such page");
}

static void mail_check(struct desk *d, struct problems *out)
{
	if (!post_can(d->house, POST_MAIL))
		session_problem(d, out, "", PROBLEM_RULE, "post.no_mail", STR_NONE);
}

struct invite_job { struct desk *d; const struct account_new *n; struct access_answer by; struct pass_holder to;
		    enum pass_kind kind; };

static const struct fault *invite_job(struct store *w, struct arena *a, void *ctx)
{
	struct invite_job *job = ctx;
	const struct account_new *n = job->n;
	struct account_add_rows made;

	if (n) {
		/* A password that nobody knows, until its owner chooses one. */
		TRY(sql_account_add(w, a, &(struct account_add_in){ .authority = n->authority, .email = job->to.email,
			.name = job->to.name, .password = n->password, .made = job->d->now.utc_ms }, &made));
		job->to.account_id = made.count ? made.at[0].id : 0;
		if (!job->to.account_id)
			return NULL;
		TRY(sql_membership_put(w, a, &(struct membership_put_in){ job->to.account_id, n->role, n->authority,
			n->organisation_id }, NULL));
	}
	TRY(pass_make(w, a, job->d, job->kind, &job->to));
	return audit_add(w, a, job->d, &(struct audit_row){ .verb = STR("invite"), .what = STR("account"),
		.detail = arena_printf(a, "account %lld", (long long)job->to.account_id), .by = job->by });
}

const struct fault *pass_invite(struct desk *d, const struct account_new *n, struct problems *out, int64_t *id)
{
	struct account_new whole = *n;
	struct invite_job job = { .d = d, .n = &whole, .kind = PASS_JOIN,
				  .to = { .email = email_folded(d->arena, n->email), .name = str_trim(n->name) } };

	*id = 0;
	TRY(may_invite(d, &job.by));
	mail_check(d, out);
	TRY(account_check(d, n, out));
	if (out->count > 0)
		return NULL;
	whole.password = digest_password(d->arena, digest_token(d->arena));
	TRY(store_write(d->pool, d->arena, invite_job, &job));
	*id = job.to.account_id;
	if (!*id)
		session_problem(d, out, "email", PROBLEM_TWICE, "account.email_taken", STR_NONE);
	return NULL;
}

const struct fault *pass_invite_again(struct desk *d, int64_t account_id, struct problems *out)
{
	struct invite_job job = { .d = d, .kind = PASS_JOIN };
	struct account_by_id_rows rows;
	struct pass_account_rows may;

	TRY(may_invite(d, &job.by));
	mail_check(d, out);
	TRY(sql_account_by_id(d->store, d->arena, &(struct account_by_id_in){ account_id }, &rows));
	if (!rows.count)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such account");
	TRY(sql_pass_account(d->store, d->arena, &(struct pass_account_in){ rows.at[0].email }, &may));
	if (!may.count)
		session_problem(d, out, "", PROBLEM_RULE, "post.no_password", STR_NONE);
	if (out->count > 0)
		return NULL;
	job.to = (struct pass_holder){ may.at[0].id, may.at[0].email, may.at[0].name };
	return store_write(d->pool, d->arena, invite_job, &job);
}
