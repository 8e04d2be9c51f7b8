/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/remind - reminders: lines are gathered by person, then written as one message each.
 * Touches the store, the outbox. */
#include "work/remind.h"

#include "core/map.h"
#include "core/out.h"
#include "gen/sql/remind.h"
#include "gen/sql/store.h"
#include "work/case.h"
#include "work/post.h"
#include "work/told.h"

enum { CATCH_UP_DAYS = 7 };

/* Somebody with all their lines. */
struct reminded {
	struct str kind, way, address, link, key;
	int64_t account_id, process_id, person_id, authority;   /* of a case: only of a family */
	struct out lines;
};
struct reminding {
	struct desk *d;
	struct date from;               /* first day that no pass has looked at */
	struct map by_key;
	struct { struct reminded **at; size_t count, room; } people;
	struct remind_made *made;
	bool is_done;                   /* this day was done */
};

static struct reminded *person_of(struct reminding *r, const struct reminded *like)
{
	struct arena *a = r->d->arena;
	struct reminded *p = map_get(&r->by_key, like->key);

	if (p)
		return p;
	p = ARENA_NEW(a, struct reminded, 1);
	*p = *like;
	p->lines = out_start(a, 200);
	map_put(&r->by_key, a, p->key, p);
	LIST_PUSH(a, &r->people, p);
	return p;
}

/* "K7PMR2QX: The decision, by 30 November 2026" */
static void line_add(struct reminding *r, const struct reminded *to, struct str reference, struct str what, struct date due)
{
	struct arena *a = r->d->arena;
	struct reminded *p = person_of(r, to);
	struct str args[] = { reference, what, date_words(a, due) };
	bool is_late = due.day < r->d->now.today.day;

	if (p->lines.len)
		out_byte(&p->lines, '\n');
	out_add(&p->lines, book_words_with(r->d->book, a, is_late ? STR("remind.late") : STR("remind.due"), args, 3));
	r->made->lines++;
}

static struct reminded staff(struct arena *a, int64_t account_id, struct str email, const char *link)
{
	return (struct reminded){ .kind = STR("reminder-staff"), .way = POST_MAIL, .address = email, .link = str_of(link),
		.account_id = account_id, .key = arena_printf(a, "account %lld", (long long)account_id) };
}

/* The days on which what is due `days` from now counts: since the last pass, so that a day without one is made up for. */
static struct date first(const struct reminding *r, int32_t days)
{
	return date_add(r->from, -days);
}

static struct date last(const struct reminding *r, int32_t days)
{
	return date_add(r->d->now.today, -days);
}

static bool is_wanted(const struct reminder *m, struct str step)
{
	for (size_t i = 0; i < m->steps.count; i++)
		if (str_equal(m->steps.at[i], step))
			return true;
	return m->steps.count == 0;
}

static struct str step_name(const struct rulebook *book, struct str pathway, struct str id)
{
	const struct step *step = book_step(book, pathway, id);

	return step ? step->name : id;
}

static const struct fault *officers(struct reminding *r, const struct reminder *m, int32_t days)
{
	struct desk *d = r->d;
	struct remind_steps_rows rows;

	TRY(sql_remind_steps(d->store, d->arena, &(struct remind_steps_in){ first(r, days), last(r, days),
		str_is_empty(m->pathway) ? STR("") : m->pathway, d->now.today }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct remind_steps_row *row = &rows.at[i];
		struct reminded to = staff(d->arena, row->account_id, row->email, "/work");

		if (is_wanted(m, row->next_step))
			line_add(r, &to, row->reference, str_is_empty(m->words) ? step_name(d->book, row->pathway, row->next_step) :
				 m->words, row->next_due);
	}
	return NULL;
}

static const struct fault *teams(struct reminding *r, const struct reminder *m, int32_t days)
{
	struct desk *d = r->d;
	struct remind_asks_rows rows;

	TRY(sql_remind_asks(d->store, d->arena, &(struct remind_asks_in){ first(r, days), last(r, days), m->asks }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct remind_asks_row *row = &rows.at[i];
		struct reminded to = staff(d->arena, row->account_id, row->email, "/home");

		line_add(r, &to, row->reference, m->words, row->due);
	}
	return NULL;
}

static const struct fault *family_tell(struct reminding *r, const struct reminder *m, const struct remind_families_row *row,
				       struct date due)
{
	struct desk *d = r->d;
	struct arena *a = d->arena;
	struct told_people told;

	TRY(told_find(d->store, a, d->book, d->now, row->person_id, row->id, &told));
	for (size_t i = 0; i < told.count; i++) {
		const struct told_person *t = &told.at[i];
		struct reminded to = { .kind = STR("reminder-family"), .way = t->way, .address = t->address, .account_id = t->account_id,
			.link = t->account_id ? STR("/my") : STR("/back"), .process_id = row->id, .person_id = row->person_id,
			.authority = row->authority, .key = arena_printf(a, "%.*s %.*s", STR_ARG(t->way), STR_ARG(t->address)) };

		if (t->reminders)
			line_add(r, &to, row->reference, m->words, due);
	}
	return NULL;
}

/* A family is reminded of a day that it was given, as long as the case is with it. */
static const struct fault *families(struct reminding *r, const struct reminder *m)
{
	struct desk *d = r->d;
	struct remind_families_rows rows;

	TRY(sql_remind_families(d->store, d->arena, &(struct remind_families_in){ m->pathway, m->event }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct answers answers = { 0 };

		TRY(case_answers_read(d->arena, rows.at[i].fields, &answers));
		struct date due = date_read(answers_get(&answers, m->answer));

		for (size_t k = 0; !date_is_none(due) && k < m->day_count; k++)
			if (due.day >= first(r, m->days[k]).day && due.day <= last(r, m->days[k]).day)
				TRY(family_tell(r, m, &rows.at[i], due));
	}
	return NULL;
}

static const struct fault *gather(struct reminding *r)
{
	const struct rulebook *b = r->d->book;

	for (size_t i = 0; i < b->reminder_count; i++) {
		const struct reminder *m = &b->reminders[i];
		bool is_officer = str_equal(m->to, STR("officer"));

		if (str_equal(m->to, STR("family")))
			TRY(families(r, m));
		else
			for (size_t k = 0; k < m->day_count; k++)
				TRY(is_officer ? officers(r, m, m->days[k]) : teams(r, m, m->days[k]));
	}
	return NULL;
}

static const struct fault *last_day(struct store *s, struct arena *a, struct date *out)
{
	struct setting_get_rows rows;

	TRY(sql_setting_get(s, a, &(struct setting_get_in){ STR("reminded") }, &rows));
	*out = rows.count ? date_read(rows.at[0].value) : DATE_NONE;
	return NULL;
}

/* All messages and the note of the day, or nothing: a second pass of the day finds the note. */
static const struct fault *write_job(struct store *w, struct arena *a, void *ctx)
{
	struct reminding *r = ctx;
	const struct desk *d = r->d;
	struct str today = date_iso(a, d->now.today);
	struct date done;

	TRY(last_day(w, a, &done));
	r->is_done = !date_is_none(done) && done.day >= d->now.today.day;
	for (size_t i = 0; !r->is_done && i < r->people.count; i++) {
		const struct reminded *p = r->people.at[i];
		struct answers holes = { 0 };

		LIST_PUSH(a, &holes, (struct answer){ STR("list"), out_str(&p->lines) });
		LIST_PUSH(a, &holes, (struct answer){ STR("link"), p->link });
		TRY(post_add(w, a, d, &(struct post_new){ .kind = p->kind, .way = p->way, .address = p->address,
			.authority = p->authority, .process_id = p->process_id, .person_id = p->person_id,
			.account_id = p->account_id, .holes = holes, .last_ms = d->now.utc_ms + INT64_C(24) * 60 * 60 * 1000,
			.once = arena_printf(a, "reminder %.*s %.*s", STR_ARG(today), STR_ARG(p->key)) }, NULL));
	}
	return r->is_done ? NULL : sql_setting_put(w, a, &(struct setting_put_in){ STR("reminded"), today }, NULL);
}

const struct fault *remind_run(struct desk *d, struct remind_made *out)
{
	struct reminding r = { .d = d, .made = out };
	struct date done;

	*out = (struct remind_made){ 0 };
	TRY(last_day(d->store, d->arena, &done));
	if (!date_is_none(done) && done.day >= d->now.today.day)
		return NULL;
	r.from = date_is_none(done) || d->now.today.day - done.day > CATCH_UP_DAYS ? d->now.today : date_add(done, 1);
	TRY(gather(&r));
	TRY(store_write(d->pool, d->arena, write_job, &r));
	out->messages = r.is_done ? 0 : (int64_t)r.people.count;
	return NULL;
}
