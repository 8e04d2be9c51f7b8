/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/session_tries - who has to wait after failures, and browsers that are known.
 * Touches the store. The idea of known browsers is OWASP's "device cookies". */
#include "gen/sql/session.h"
#include "work/session_room.h"

enum { FIRST_WAIT_MS = 1000, MOST_WAIT_MS = 15 * MINUTE_MS, FORGET_MS = 24 * 60 * MINUTE_MS };

void tries_add(struct tries *t, struct desk *d, const char *kind, struct str who, int64_t free, bool is_shared)
{
	check(t->count < sizeof t->at / sizeof *t->at);
	t->at[t->count].name = session_hash(d->arena, d->house, kind, who);
	t->at[t->count].free = free;
	t->at[t->count++].is_shared = is_shared;
}

/* What the next failure costs: nothing, then 1 s, 2 s, 4 s ... */
static int64_t wait_after(int64_t failures, int64_t free)
{
	int64_t wait = FIRST_WAIT_MS;

	if (failures <= free)
		return 0;
	for (int64_t i = free + 1; i < failures && wait < MOST_WAIT_MS; i++)
		wait *= 2;
	return wait < MOST_WAIT_MS ? wait : MOST_WAIT_MS;
}

static const struct fault *row_load(struct store *s, struct arena *a, struct str name, int64_t now_ms,
				    struct throttle_find_row *out)
{
	struct throttle_find_rows rows;

	*out = (struct throttle_find_row){ 0 };
	TRY(sql_throttle_find(s, a, &(struct throttle_find_in){ name }, &rows));
	if (rows.count && rows.at[0].last + FORGET_MS > now_ms)
		*out = rows.at[0];
	return NULL;
}

struct tries_job { const struct tries *tries; int64_t now_ms, wait_ms; };

static const struct fault *count_job(struct store *w, struct arena *a, void *ctx)
{
	struct tries_job *job = ctx;
	struct throttle_find_row rows[3];

	job->wait_ms = 0;
	for (size_t i = 0; i < job->tries->count; i++) {
		TRY(row_load(w, a, job->tries->at[i].name, job->now_ms, &rows[i]));
		if (rows[i].until - job->now_ms > job->wait_ms)
			job->wait_ms = rows[i].until - job->now_ms;
	}
	if (job->wait_ms > 0)
		return NULL;
	for (size_t i = 0; i < job->tries->count; i++) {
		int64_t failures = rows[i].failures + 1;

		TRY(sql_throttle_put(w, a, &(struct throttle_put_in){
			.name_hash = job->tries->at[i].name, .failures = failures, .last = job->now_ms,
			.until = job->now_ms + wait_after(failures, job->tries->at[i].free) }, NULL));
	}
	return sql_throttle_drop_old(w, a, &(struct throttle_drop_old_in){ job->now_ms - FORGET_MS }, NULL);
}

const struct fault *tries_begin(struct desk *d, const struct tries *t, int64_t *wait_ms)
{
	struct tries_job job = { .tries = t, .now_ms = d->now.utc_ms };

	TRY(store_write(d->pool, d->arena, count_job, &job));
	*wait_ms = job.wait_ms;
	return NULL;
}

const struct fault *tries_good(struct store *writer, struct arena *a, const struct tries *t)
{
	for (size_t i = 0; i < t->count; i++) {
		struct str name = t->at[i].name;
		struct throttle_find_rows rows;

		TRY(sql_throttle_find(writer, a, &(struct throttle_find_in){ name }, &rows));
		if (!rows.count)
			continue;
		if (!t->at[i].is_shared || rows.at[0].failures <= 1)
			TRY(sql_throttle_drop(writer, a, &(struct throttle_drop_in){ name }, NULL));
		else
			TRY(sql_throttle_put(writer, a, &(struct throttle_put_in){
				.name_hash = name, .failures = rows.at[0].failures - 1, .last = rows.at[0].last,
				.until = 0 }, NULL));
	}
	return NULL;
}

void tries_problem(struct desk *d, struct problems *out, const char *field, int64_t wait_ms)
{
	int64_t seconds = (wait_ms + 999) / 1000, minutes = (seconds + 59) / 60;
	bool in_seconds = seconds <= 90;
	const char *key = in_seconds ? (seconds == 1 ? "sign_in.wait_second" : "sign_in.wait_seconds") :
		"sign_in.wait_minutes";

	session_problem(d, out, field, PROBLEM_RULE, key,
			arena_int(d->arena, in_seconds ? seconds : minutes));
}

const struct fault *device_find(struct desk *d, struct str token, int64_t account_id, struct device *out)
{
	struct device_find_rows rows;

	*out = (struct device){ .hash = STR("") };
	if (str_is_empty(token))
		return NULL;
	out->hash = session_hash(d->arena, d->house, "device", token);
	TRY(sql_device_find(d->store, d->arena, &(struct device_find_in){ out->hash, account_id }, &rows));
	out->is_known = account_id != 0 && rows.count > 0;
	return NULL;
}

const struct fault *device_keep(struct store *writer, struct arena *a, struct desk *d, const struct device *known,
				int64_t account_id, struct str fresh)
{
	TRY(sql_device_drop_old(writer, a, &(struct device_drop_old_in){ d->now.utc_ms - device_most_ms }, NULL));
	if (known->is_known)
		return sql_device_seen(writer, a, &(struct device_seen_in){ known->hash, d->now.utc_ms }, NULL);
	return sql_device_add(writer, a, &(struct device_add_in){
		.token_hash = session_hash(a, d->house, "device", fresh), .account_id = account_id,
		.seen = d->now.utc_ms }, NULL);
}
