/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/feed - a member of staff's legal dates as a calendar.
 * Touches the store. */
#include "work/feed.h"

#include "core/digest.h"
#include "core/ical.h"
#include "gen/sql/feed.h"
#include "work/list.h"
#include "work/session_room.h"

struct feed_job { struct desk *d; struct str hash; };

static const struct fault *make_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct feed_job *job = ctx;
	TRY(sql_feed_put(writer, a, &(struct feed_put_in){ job->d->who.account_id, job->hash, job->d->now.utc_ms }, NULL));
	return session_audit(writer, a, job->d, job->d->who.account_id, "calendar_made");
}

const struct fault *feed_make(struct desk *d, struct str *token)
{
	*token = digest_token(d->arena);
	struct feed_job job = { d, session_hash(d->arena, d->house, "feed", *token) };
	return store_write(d->pool, d->arena, make_job, &job);
}

static const struct fault *end_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct feed_job *job = ctx;
	TRY(sql_feed_drop(writer, a, &(struct feed_drop_in){ job->d->who.account_id }, NULL));
	return session_audit(writer, a, job->d, job->d->who.account_id, "calendar_ended");
}

const struct fault *feed_end(struct desk *d)
{
	return store_write(d->pool, d->arena, end_job, &(struct feed_job){ .d = d });
}

const struct fault *feed_made(struct desk *d, int64_t *made_ms)
{
	struct feed_made_rows rows;
	TRY(sql_feed_made(d->store, d->arena, &(struct feed_made_in){ d->who.account_id }, &rows));
	*made_ms = rows.count ? rows.at[0].made : 0;
	return NULL;
}

const struct fault *feed_open(struct desk *d, struct str token)
{
	struct feed_get_rows rows;
	struct str hash = session_hash(d->arena, d->house, "feed", token);
	struct who who = { .kind = WHO_ACCOUNT };
	TRY(sql_feed_get(d->store, d->arena, &(struct feed_get_in){ hash }, &rows));
	if (rows.count == 0 || !rows.at[0].is_open)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such calendar");
	who.account_id = rows.at[0].id;
	who.name = rows.at[0].name;
	who.email = rows.at[0].email;
	TRY(session_roles(d, who.account_id, rows.at[0].authority, &who));
	if (!session_is_staff(d, &who))
		return fault_new(d->arena, FAULT_ABSENT, "the calendar is of nobody of staff");
	d->who = who;
	return NULL;
}

/* "NEJCFXVD: Decide whether to assess" on its last legal day. */
static void day_add(struct desk *d, struct out *o, struct str reference, struct str what, struct str name, struct date due)
{
	struct arena *a = d->arena;
	if (date_is_none(due))
		return;
	ical_day(o, d->now.utc_ms, &(struct ical_day){
		.uid = arena_printf(a, "%.*s-%016llx@waymark.invalid", STR_ARG(reference), (unsigned long long)str_hash(what)),
		.summary = arena_printf(a, "%.*s: %.*s", STR_ARG(reference), STR_ARG(name)),
		.description = due.day < d->now.today.day ? book_words(d->book, STR("feed.late")) : book_words(d->book, STR("feed.due")),
		.day = due, .to = DATE_NONE });
}

static const struct fault *cases_add(struct desk *d, struct out *o)
{
	struct list_filter mine = { .officer = d->who.account_id };
	struct list_page page = { 0 };
	if (list_authority(d, &mine) == 0)
		return NULL;
	TRY(list_work(d, &mine, 0, &page));
	for (size_t i = 0; i < page.count; i++)
		day_add(d, o, page.at[i].reference, page.at[i].step, page.at[i].step_name, page.at[i].due);
	return NULL;
}

static const struct fault *asks_add(struct desk *d, struct out *o)
{
	struct inbox inbox = { 0 };
	const struct fault *f = list_inbox(d, STR("open"), false, &inbox);
	if (f && f->kind == FAULT_ABSENT)
		return NULL;            /* in no team that is asked */
	TRY(f);
	for (size_t i = 0; i < inbox.count; i++)
		day_add(d, o, inbox.at[i].reference, inbox.at[i].subject,
			arena_printf(d->arena, "%.*s (%.*s)", STR_ARG(book_words(d->book, arena_printf(d->arena, "ask.kind_%.*s",
				     STR_ARG(inbox.at[i].kind)))), STR_ARG(inbox.at[i].role_name)), inbox.at[i].due);
	return NULL;
}

const struct fault *feed_write(struct desk *d, struct out *o)
{
	ical_begin(o);
	TRY(cases_add(d, o));
	TRY(asks_add(d, o));
	ical_end(o);
	return NULL;
}
