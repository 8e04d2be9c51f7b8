/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/open_walk - open processes in bulk.
 * Touches the store: two statements a thousand processes. */
#include "gen/sql/daily.h"
#include "work/case.h"
#include "work/open_walk.h"

enum { CHUNK_MOST = 1000 };

static void fact(struct arena *a, struct answers *facts, struct str name, struct str text)
{
	if (!str_is_empty(text))
		LIST_PUSH(a, facts, (struct answer){ name, text });
}

static struct answers facts_of(struct arena *a, const struct daily_processes_row *p)
{
	struct answers facts = { 0 };

	fact(a, &facts, STR("born"), date_is_none(p->born) ? STR_NONE : date_iso(a, p->born));
	fact(a, &facts, STR("sex"), p->sex);
	fact(a, &facts, STR("need"), p->need);
	fact(a, &facts, STR("school"), p->school);
	fact(a, &facts, STR("school_type"), p->school_type);
	return facts;
}

static const struct fault *event_of(struct arena *a, const struct daily_events_row *row, struct happened *out)
{
	*out = (struct happened){ .seq = row->seq, .name = row->name, .subject = row->subject, .day = row->day,
				  .corrects = row->corrects };
	return case_answers_read(a, row->fields, &out->fields);
}

static const struct fault *hand_over(struct arena *a, const struct open_walk *w, const struct daily_processes_row *row,
				     const struct daily_events_rows *events, size_t *at)
{
	struct open_process p = { .id = row->id, .authority = row->authority, .reference = row->reference, .late_key = row->late_key,
				  .pathway = row->pathway, .stage = row->stage, .holder = row->holder,
				  .next_step = row->next_step, .holder_since = row->holder_since,
				  .next_due = row->next_due, .changes = row->changes,
				  .whole_due = row->whole_due, .planned = row->planned, .facts = facts_of(a, row) };
	struct { struct happened *at; size_t count, room; } list = { 0 };

	while (*at < events->count && events->at[*at].process_id < row->id)
		++*at;
	for (; *at < events->count && events->at[*at].process_id == row->id; ++*at) {
		struct happened e;

		TRY(event_of(a, &events->at[*at], &e));
		LIST_PUSH(a, &list, e);
	}
	p.events = list.at;
	p.event_count = list.count;
	return w->each(w->ctx, a, &p);
}

static const struct fault *chunk(struct store *s, struct arena *a, const struct open_walk *w, int64_t *after)
{
	struct daily_processes_rows rows;
	struct daily_events_rows events;
	size_t at = 0;

	TRY(sql_daily_processes(s, a, &(struct daily_processes_in){ .after = *after, .today = w->today,
				.every = w->every, .most = CHUNK_MOST }, &rows));
	*after = rows.count == CHUNK_MOST ? rows.at[rows.count - 1].id : 0;
	if (rows.count == 0)
		return NULL;
	TRY(sql_daily_events(s, a, &(struct daily_events_in){ .first = rows.at[0].id, .last = rows.at[rows.count - 1].id,
			     .today = w->today, .every = w->every }, &events));
	for (size_t i = 0; i < rows.count; i++) {
		struct arena_mark mark = arena_mark(a);

		TRY(hand_over(a, w, &rows.at[i], &events, &at));
		arena_reset(a, mark);
	}
	return w->pause ? w->pause(w->ctx, a) : NULL;
}

static const struct fault *chunks(struct store *s, struct arena *a, const struct open_walk *w)
{
	int64_t after = 0;

	do {
		struct arena_mark mark = arena_mark(a);

		TRY(chunk(s, a, w, &after));
		arena_reset(a, mark);
	} while (after != 0);
	return NULL;
}

const struct fault *open_walk(struct store_pool *pool, struct arena *a, const struct open_walk *w)
{
	struct store *s;
	const struct fault *f;

	TRY(store_take(pool, a, &s));
	f = chunks(s, a, w);
	store_give(pool, s);
	return f;
}

const struct fault *open_count(struct store_pool *pool, struct arena *a, int64_t *out)
{
	struct daily_open_rows rows;
	struct store *s;
	const struct fault *f;

	TRY(store_take(pool, a, &s));
	f = sql_daily_open(s, a, &rows);
	store_give(pool, s);
	*out = f || rows.count == 0 ? 0 : rows.at[0].count;
	return f;
}
