/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/session - sign-in with a password, and the sessions that follow.
 * Touches the store, libsodium (core/digest). */
#include "core/digest.h"
#include "gen/sql/account.h"
#include "gen/sql/feed.h"
#include "gen/sql/session.h"
#include "work/audit.h"
#include "work/session_room.h"

/* Verified in place of the password of an account that does not exist: the same work, never right (the hash of 32
 * random bytes that nobody kept, by digest_password). */
static const char nobodys_password[] = "$argon2id$v=19$m=19456,t=2,p=1$Mhj3LS6blQygg6QpPVCC/g$zCD1fs2yYTKul8XrWoJJw/54W4ghy0DzC3M82C7Bf08";

struct str session_hash(struct arena *a, const struct house *house, const char *kind, struct str token)
{
	return digest_keyed(a, house->key, arena_printf(a, "%s:%.*s", kind, STR_ARG(token)));
}

struct str email_folded(struct arena *a, struct str email)
{
	struct str copy = str_trim(email);
	char *at = arena_take(a, copy.len + 1);

	for (size_t i = 0; i < copy.len; i++)
		at[i] = (char)(copy.at[i] >= 'A' && copy.at[i] <= 'Z' ? copy.at[i] + 32 : copy.at[i]);
	return (struct str){ at, copy.len };
}

void session_problem(struct desk *d, struct problems *out, const char *field, enum problem_kind kind, const char *key,
		     struct str arg)
{
	problems_add(out, d->arena, str_of(field), kind, book_words_with(d->book, d->arena, str_of(key), &arg, 1));
}

const struct fault *session_audit(struct store *writer, struct arena *a, const struct desk *d, int64_t account_id,
				  const char *verb)
{
	struct desk as = *d;

	as.who = (struct who){ .kind = WHO_ACCOUNT, .account_id = account_id };
	return audit_add(writer, a, &as, &(struct audit_row){ .verb = str_of(verb), .what = STR("account") });
}

static void role_add(struct desk *d, struct who *who, struct str role, int64_t authority, int64_t organisation)
{
	for (size_t i = 0; i < who->membership_count; i++)
		if (str_equal(who->memberships[i].role, role) && who->memberships[i].authority == authority)
			return;
	struct { struct membership *at; size_t count, room; } list = {
		who->memberships, who->membership_count, who->membership_room };
	LIST_PUSH(d->arena, &list, (struct membership){ role, authority, organisation });
	who->memberships = list.at;
	who->membership_count = list.count;
	who->membership_room = list.room;
}

const struct fault *session_roles(struct desk *d, int64_t account_id, int64_t authority, struct who *who)
{
	struct session_memberships_rows rows;

	TRY(sql_session_memberships(d->store, d->arena, &(struct session_memberships_in){
		.account_id = account_id, .today = d->now.today }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct session_memberships_row *row = &rows.at[i];

		if (!row->is_relation)
			role_add(d, who, row->role, row->authority, row->organisation_id);
		else if (str_equal(row->role, STR("parent")))
			role_add(d, who, STR("family"), row->authority, 0);
		else if (str_equal(row->role, STR("self")))
			role_add(d, who, STR("young_person"), row->authority, 0);
	}
	if (who->membership_count == 0)
		role_add(d, who, STR("family"), authority, 0);
	return NULL;
}

bool session_is_staff(const struct desk *d, const struct who *who)
{
	for (size_t i = 0; i < who->membership_count; i++) {
		const struct role *role = book_role(d->book, who->memberships[i].role);

		if (role && role->is_staff)
			return true;
	}
	return false;
}

struct seen_job { struct str hash; int64_t now_ms; };

static const struct fault *seen_job(struct store *w, struct arena *a, void *ctx)
{
	const struct seen_job *job = ctx;

	return sql_session_seen(w, a, &(struct session_seen_in){ job->hash, job->now_ms }, NULL);
}

static bool is_alive(const struct session_find_row *row, int64_t now_ms)
{
	int64_t most = row->is_full ? SESSION_MOST_MS : SESSION_HALF_MS;

	return row->is_open && row->seen + SESSION_IDLE_MS > now_ms && row->made + most > now_ms;
}

const struct fault *session_open(struct desk *d, struct str cookie, enum session_state *out)
{
	struct session_find_rows rows;
	struct str hash;

	*out = SESSION_NONE;
	d->who = (struct who){ .kind = WHO_NOBODY };
	if (str_is_empty(cookie))
		return NULL;
	hash = session_hash(d->arena, d->house, "session", cookie);
	TRY(sql_session_find(d->store, d->arena, &(struct session_find_in){ hash }, &rows));
	if (!rows.count || !is_alive(&rows.at[0], d->now.utc_ms))
		return NULL;
	const struct session_find_row *row = &rows.at[0];

	d->who.account_id = row->account_id;
	d->who.name = row->name;
	d->who.email = row->email;
	d->who.csrf = row->csrf;
	d->who.proved_ms = row->proved;
	*out = row->is_full ? SESSION_FULL : SESSION_HALF;
	if (row->is_full) {
		TRY(session_roles(d, row->account_id, row->authority, &d->who));
		d->who.kind = WHO_ACCOUNT;
	}
	if (row->seen + MINUTE_MS > d->now.utc_ms)
		return NULL;
	return store_write(d->pool, d->arena, seen_job, &(struct seen_job){ hash, d->now.utc_ms });
}

const struct fault *session_start(struct store *writer, struct arena *a, struct desk *d, const struct session_start *s)
{
	int64_t now = d->now.utc_ms;

	TRY(sql_session_drop_old(writer, a, &(struct session_drop_old_in){
		.seen_before = now - SESSION_IDLE_MS, .made_before = now - SESSION_MOST_MS }, NULL));
	TRY(sql_session_add(writer, a, &(struct session_add_in){
		.token_hash = session_hash(a, d->house, "session", s->cookie), .account_id = s->account_id,
		.csrf = s->csrf, .made = now, .seen = now, .is_full = s->is_full, .client = s->client,
		.proved = s->proved_ms < now ? s->proved_ms : now },
		NULL));
	if (!s->is_full)
		return NULL;
	TRY(device_keep(writer, a, d, &s->device, s->account_id, s->fresh_device));
	return session_audit(writer, a, d, s->account_id, "sign_in");
}

struct begin_job {
	struct desk *desk;
	const struct tries *tries;
	struct session_start start;
	struct str rehashed;            /* the password by today's parameters, when it was kept by others */
};

static const struct fault *begin_job(struct store *w, struct arena *a, void *ctx)
{
	struct begin_job *job = ctx;

	TRY(tries_good(w, a, job->tries));
	if (job->rehashed.at)
		TRY(sql_account_set_password(w, a, &(struct account_set_password_in){
			job->start.account_id, job->rehashed }, NULL));
	return session_start(w, a, job->desk, &job->start);
}

/* Written for unknown addresses too: the time must not tell them apart. */
static const struct fault *refused_job(struct store *w, struct arena *a, void *ctx)
{
	struct begin_job *job = ctx;

	return session_audit(w, a, job->desk, job->start.account_id, "sign_in_refused");
}

/* Is the password right? Takes the same time whether there is such an account or not. */
static bool password_is(const struct account_by_email_row *account, struct str password)
{
	struct str kept = account ? account->password : str_of(nobodys_password);
	bool is_right = digest_password_is(kept, str_slice(password, 0, PASSWORD_MOST * 4));

	return is_right && account && account->is_open;
}

static void sign_in_tries(struct desk *d, const struct sign_in *in, struct str email, const struct device *device,
			  struct tries *out)
{
	if (device->is_known) {
		tries_add(out, d, "tries device", device->hash, 5, false);
		return;
	}
	tries_add(out, d, "tries address", email, 10, false);
	tries_add(out, d, "tries client", in->client, 50, true);
}

const struct fault *session_begin(struct desk *d, const struct sign_in *in, struct problems *out,
				  struct session_given *given)
{
	struct str email = email_folded(d->arena, in->email);
	struct account_by_email_rows rows;
	struct tries tries = { 0 };
	struct begin_job job = { .desk = d, .tries = &tries };
	int64_t wait_ms;

	*given = (struct session_given){ .state = SESSION_NONE };
	TRY(sql_account_by_email(d->store, d->arena, &(struct account_by_email_in){ email }, &rows));
	const struct account_by_email_row *account = rows.count ? &rows.at[0] : NULL;

	TRY(device_find(d, in->device, account ? account->id : 0, &job.start.device));
	sign_in_tries(d, in, email, &job.start.device, &tries);
	TRY(tries_begin(d, &tries, &wait_ms));
	if (wait_ms > 0) {
		tries_problem(d, out, "", wait_ms);
		return NULL;
	}
	job.start.account_id = account ? account->id : 0;
	if (!password_is(account, in->password)) {
		session_problem(d, out, "", PROBLEM_RULE, "sign_in.wrong", STR_NONE);
		return store_write(d->pool, d->arena, refused_job, &job);
	}
	struct who who = { 0 };

	TRY(session_roles(d, account->id, account->authority, &who));
	job.start.is_full = !account->totp_secret.at && !(d->house->second_factor_must && session_is_staff(d, &who));
	job.start.cookie = digest_token(d->arena);
	job.start.csrf = digest_token(d->arena);
	job.start.fresh_device = digest_token(d->arena);
	job.start.client = in->client;
	job.start.proved_ms = d->now.utc_ms;
	if (digest_password_is_old(account->password))
		job.rehashed = digest_password(d->arena, in->password);
	TRY(store_write(d->pool, d->arena, begin_job, &job));
	*given = (struct session_given){ job.start.is_full ? SESSION_FULL : SESSION_HALF, job.start.cookie,
		job.start.is_full && !job.start.device.is_known ? job.start.fresh_device : STR_NONE };
	return NULL;
}

struct end_job { struct desk *desk; int64_t account_id; struct str hash; };

static const struct fault *end_job(struct store *w, struct arena *a, void *ctx)
{
	struct end_job *job = ctx;

	TRY(sql_session_drop(w, a, &(struct session_drop_in){ job->hash }, NULL));
	return session_audit(w, a, job->desk, job->account_id, "sign_out");
}

const struct fault *session_end(struct desk *d, struct str cookie)
{
	struct end_job job = { d, d->who.account_id, session_hash(d->arena, d->house, "session", cookie) };

	d->who = (struct who){ .kind = WHO_NOBODY };
	return store_write(d->pool, d->arena, end_job, &job);
}

const struct fault *session_list(struct desk *d, struct str cookie, struct session_rows *out)
{
	struct str mine = session_hash(d->arena, d->house, "session", cookie);
	struct session_of_account_rows rows;
	int64_t now = d->now.utc_ms;

	TRY(sql_session_of_account(d->store, d->arena, &(struct session_of_account_in){
		.account_id = d->who.account_id, .seen_after = now - SESSION_IDLE_MS,
		.made_after = now - SESSION_MOST_MS }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		LIST_PUSH(d->arena, out, (struct session_row){
			.id = rows.at[i].token_hash, .client = rows.at[i].client, .made_ms = rows.at[i].made,
			.seen_ms = rows.at[i].seen, .is_full = rows.at[i].is_full != 0,
			.is_this = str_equal(rows.at[i].token_hash, mine) });
	return NULL;
}

static const struct fault *end_all_job(struct store *w, struct arena *a, void *ctx)
{
	struct end_job *job = ctx;

	TRY(sql_session_drop_others(w, a, &(struct session_drop_others_in){ job->account_id, STR("") }, NULL));
	TRY(sql_device_drop(w, a, &(struct device_drop_in){ job->account_id }, NULL));
	TRY(sql_feed_drop(w, a, &(struct feed_drop_in){ job->account_id }, NULL));
	return session_audit(w, a, job->desk, job->account_id, "sign_out_everywhere");
}

const struct fault *session_end_all(struct desk *d)
{
	struct end_job job = { .desk = d, .account_id = d->who.account_id };

	d->who = (struct who){ .kind = WHO_NOBODY };
	return store_write(d->pool, d->arena, end_all_job, &job);
}
