/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/account - accounts made, closed, given roles and passwords.
 * Touches the store, libsodium (core/digest). */
#include "core/digest.h"
#include "gen/sql/account.h"
#include "gen/sql/session.h"
#include "work/common_password.h"
#include "work/session_room.h"

void password_check(struct desk *d, const char *field, struct str email, struct str password, struct problems *out)
{
	if (!str_is_text(password) || str_contains(password, STR("\n")))
		session_problem(d, out, field, PROBLEM_FORM, "account.password_bad", STR_NONE);
	else if (str_count(password) < PASSWORD_LEAST)
		session_problem(d, out, field, PROBLEM_FORM, "account.password_short", STR_NONE);
	else if (str_count(password) > PASSWORD_MOST)
		session_problem(d, out, field, PROBLEM_TOO_LONG, "account.password_long", STR_NONE);
	else if (password_is_common(d->arena, d->book, email, password))
		session_problem(d, out, field, PROBLEM_FORM, "account.password_common", STR_NONE);
}

/* One @ with something before it and a dot in what stands behind it; no blanks. */
static bool is_email(struct str email)
{
	struct str rest = email, before = str_cut(&rest, '@');
	bool is_plain = str_is_text(email) && !str_contains(email, STR(" ")) && !str_contains(email, STR("\n"));

	return is_plain && before.len > 0 && rest.at && !str_contains(rest, STR("@")) && str_contains(rest, STR(".")) &&
	       !str_starts(rest, STR(".")) && !str_ends(rest, STR(".")) && email.len <= EMAIL_MOST;
}

static void identity_check(struct desk *d, struct str email, struct str name, struct problems *out)
{
	if (!is_email(email))
		session_problem(d, out, "email", PROBLEM_FORM, "problem.email", STR_NONE);
	if (str_is_empty(name) || !str_is_text(name))
		session_problem(d, out, "name", PROBLEM_MISSING, "account.name_missing", STR_NONE);
	else if (str_count(name) > NAME_MOST)
		session_problem(d, out, "name", PROBLEM_TOO_LONG, "account.name_long", STR_NONE);
}

struct make_job {
	struct desk *desk;
	struct account_add_in add;
	const struct membership *role;          /* NULL: none */
	const struct tries *tries;
	struct session_start *start;            /* NULL: begins no session */
	int64_t id;                             /* out: 0 when there is such an account already */
};

static const struct fault *make_job(struct store *w, struct arena *a, void *ctx)
{
	struct make_job *job = ctx;
	struct account_add_rows made;

	TRY(sql_account_add(w, a, &job->add, &made));
	job->id = made.count ? made.at[0].id : 0;
	if (!job->id)
		return NULL;
	if (job->role)
		TRY(sql_membership_put(w, a, &(struct membership_put_in){
			job->id, job->role->role, job->role->authority, job->role->organisation_id }, NULL));
	TRY(session_audit(w, a, job->desk, job->id, "account_made"));
	if (!job->start)
		return NULL;
	job->start->account_id = job->id;
	TRY(tries_good(w, a, job->tries));
	return session_start(w, a, job->desk, job->start);
}

const struct fault *account_make_family(struct desk *d, const struct sign_in *in, struct str name,
					struct problems *out, struct session_given *given)
{
	struct str email = email_folded(d->arena, in->email);
	struct session_start start = { .is_full = true, .client = in->client, .proved_ms = d->now.utc_ms };
	struct tries tries = { 0 };
	int64_t wait_ms;

	*given = (struct session_given){ .state = SESSION_NONE };
	identity_check(d, email, str_trim(name), out);
	password_check(d, "password", email, in->password, out);
	if (out->count > 0)
		return NULL;
	tries_add(&tries, d, "tries new account", in->client, 50, true);
	TRY(tries_begin(d, &tries, &wait_ms));
	if (wait_ms > 0) {
		tries_problem(d, out, "", wait_ms);
		return NULL;
	}
	TRY(device_find(d, in->device, 0, &start.device));
	start.cookie = digest_token(d->arena);
	start.csrf = digest_token(d->arena);
	start.fresh_device = digest_token(d->arena);
	struct make_job job = { .desk = d, .tries = &tries, .start = &start, .add = {
		.email = email, .name = str_trim(name), .password = digest_password(d->arena, in->password),
		.made = d->now.utc_ms } };

	TRY(store_write(d->pool, d->arena, make_job, &job));
	if (!job.id)
		session_problem(d, out, "email", PROBLEM_TWICE, "account.email_taken", STR_NONE);
	else
		*given = (struct session_given){ SESSION_FULL, start.cookie, start.fresh_device };
	return NULL;
}

static const struct fault *role_check(struct desk *d, const struct membership *m, struct problems *out)
{
	struct account_authority_rows authorities;
	struct account_organisation_rows organisations;

	if (!book_role(d->book, m->role))
		session_problem(d, out, "role", PROBLEM_RULE, "account.role_unknown", m->role);
	TRY(sql_account_authority(d->store, d->arena, &(struct account_authority_in){ m->authority }, &authorities));
	if (!authorities.count)
		session_problem(d, out, "authority", PROBLEM_RULE, "account.authority_unknown", STR_NONE);
	if (!m->organisation_id)
		return NULL;
	TRY(sql_account_organisation(d->store, d->arena, &(struct account_organisation_in){
		m->organisation_id, m->authority }, &organisations));
	if (!organisations.count)
		session_problem(d, out, "organisation", PROBLEM_RULE, "account.organisation_unknown", STR_NONE);
	return NULL;
}

const struct fault *account_check(struct desk *d, const struct account_new *n, struct problems *out)
{
	struct membership role = { n->role, n->authority, n->organisation_id };

	identity_check(d, email_folded(d->arena, n->email), str_trim(n->name), out);
	return role_check(d, &role, out);
}

const struct fault *account_make(struct desk *d, const struct account_new *n, struct problems *out, int64_t *id)
{
	struct str email = email_folded(d->arena, n->email), name = str_trim(n->name);
	struct membership role = { n->role, n->authority, n->organisation_id };

	*id = 0;
	TRY(account_check(d, n, out));
	password_check(d, "password", email, n->password, out);
	if (out->count > 0)
		return NULL;
	struct make_job job = { .desk = d, .role = &role, .add = {
		.authority = n->authority, .email = email, .name = name,
		.password = digest_password(d->arena, n->password), .made = d->now.utc_ms } };

	TRY(store_write(d->pool, d->arena, make_job, &job));
	if (!job.id)
		session_problem(d, out, "email", PROBLEM_TWICE, "account.email_taken", STR_NONE);
	*id = job.id;
	return NULL;
}

const struct fault *account_list(struct desk *d, int64_t authority, struct account_rows *out)
{
	struct account_list_rows rows;

	TRY(sql_account_list(d->store, d->arena, &(struct account_list_in){ authority }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct account_list_row *row = &rows.at[i];
		struct who who = { 0 };

		TRY(session_roles(d, row->id, row->authority, &who));
		LIST_PUSH(d->arena, out, (struct account_row){
			.id = row->id, .authority = row->authority, .email = row->email, .name = row->name,
			.demo_note = row->demo_note, .is_open = row->is_open != 0, .has_factor = row->has_factor != 0,
			.roles = who.memberships, .role_count = who.membership_count });
	}
	return NULL;
}

const struct fault *account_history(struct desk *d, struct account_acts *out)
{
	struct account_history_rows rows;

	TRY(sql_account_history(d->store, d->arena, &(struct account_history_in){
		d->who.account_id, STR("account") }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		LIST_PUSH(d->arena, out, (struct account_act){ rows.at[i].verb, rows.at[i].at });
	return NULL;
}

const struct fault *account_council(struct desk *d, int64_t authority, struct str *out)
{
	struct account_authority_rows rows;

	TRY(sql_account_authority(d->store, d->arena, &(struct account_authority_in){ authority }, &rows));
	*out = rows.count ? rows.at[0].short_name : STR("");
	return NULL;
}

/* One change of an account by its operator. */
struct change_job {
	struct desk *desk;
	int64_t id;
	const char *verb;
	bool closes, forgets_phone;
	struct str password;                    /* absent: keeps it */
	const struct membership *give, *take;
};

static const struct fault *change_job(struct store *w, struct arena *a, void *ctx)
{
	struct change_job *job = ctx;

	if (job->closes)
		TRY(sql_account_set_open(w, a, &(struct account_set_open_in){ job->id, 0 }, NULL));
	if (job->password.at)
		TRY(sql_account_set_password(w, a, &(struct account_set_password_in){ job->id, job->password }, NULL));
	if (job->forgets_phone) {
		TRY(sql_account_set_factor(w, a, &(struct account_set_factor_in){ .id = job->id }, NULL));
		TRY(sql_recovery_drop(w, a, &(struct recovery_drop_in){ job->id }, NULL));
	}
	if (job->give)
		TRY(sql_membership_put(w, a, &(struct membership_put_in){
			job->id, job->give->role, job->give->authority, job->give->organisation_id }, NULL));
	if (job->take)
		TRY(sql_membership_drop(w, a, &(struct membership_drop_in){
			job->id, job->take->role, job->take->authority }, NULL));
	TRY(sql_session_drop_others(w, a, &(struct session_drop_others_in){ job->id, STR("") }, NULL));
	TRY(sql_device_drop(w, a, &(struct device_drop_in){ job->id }, NULL));
	return session_audit(w, a, job->desk, job->id, job->verb);
}

static const struct fault *account_find(struct desk *d, struct str email, struct problems *out, int64_t *id)
{
	struct account_by_email_rows rows;

	TRY(sql_account_by_email(d->store, d->arena, &(struct account_by_email_in){ email_folded(d->arena, email) },
				 &rows));
	*id = rows.count ? rows.at[0].id : 0;
	if (!*id)
		session_problem(d, out, "email", PROBLEM_RULE, "account.unknown", STR_NONE);
	return NULL;
}

const struct fault *account_close(struct desk *d, struct str email, struct problems *out)
{
	struct change_job job = { .desk = d, .verb = "account_closed", .closes = true };

	TRY(account_find(d, email, out, &job.id));
	return out->count ? NULL : store_write(d->pool, d->arena, change_job, &job);
}

const struct fault *account_reset_password(struct desk *d, struct str email, struct str password,
					   struct problems *out)
{
	struct change_job job = { .desk = d, .verb = "account_password_reset" };

	TRY(account_find(d, email, out, &job.id));
	password_check(d, "password", email_folded(d->arena, email), password, out);
	if (out->count > 0)
		return NULL;
	job.password = digest_password(d->arena, password);
	return store_write(d->pool, d->arena, change_job, &job);
}

const struct fault *account_forget_phone(struct desk *d, struct str email, struct problems *out)
{
	struct change_job job = { .desk = d, .verb = "account_phone_forgotten", .forgets_phone = true };

	TRY(account_find(d, email, out, &job.id));
	return out->count ? NULL : store_write(d->pool, d->arena, change_job, &job);
}

const struct fault *account_role(struct desk *d, struct str email, const struct membership *m, bool give,
				 struct problems *out)
{
	struct change_job job = { .desk = d, .verb = give ? "account_role_given" : "account_role_taken",
				  .give = give ? m : NULL, .take = give ? NULL : m };

	TRY(account_find(d, email, out, &job.id));
	if (give)
		TRY(role_check(d, m, out));
	return out->count ? NULL : store_write(d->pool, d->arena, change_job, &job);
}
