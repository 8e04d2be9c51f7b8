/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/daily - the daily pass over open processes.
 * Touches the store, rules/pathway. Reads in bulk and reckons; writes only what came out different. */
#include "gen/sql/daily.h"
#include "work/case.h"
#include "work/daily.h"
#include "work/lateness.h"
#include "work/open_walk.h"

enum { LEFT_MOST = 1000 };      /* as many as open_walk reads between two pauses */

/* What a thousand came to: processes to be made anew, and those that only have another day to be looked at. */
struct daily {
	struct store_pool *pool;
	const struct rulebook *book;
	struct date today;
	struct daily_made *made;
	int64_t anew[LEFT_MOST], later[LEFT_MOST];
	struct date day[LEFT_MOST];
	size_t anew_count, later_count;
};

static struct date day_again(const struct case_state *state)
{
	return date_is_none(state->changes) ? date_of(9999, 12, 31) : state->changes;
}

static bool is_same(const struct open_process *p, const struct case_state *s)
{
	return str_equal(p->stage, s->stage->id) && str_equal(p->holder, s->holder) &&
	       p->holder_since.day == s->holder_since.day &&
	       str_equal(p->next_step, s->next ? s->next->step->id : STR("")) &&
	       p->next_due.day == (s->next ? s->next->due : DATE_NONE).day && p->whole_due.day == s->whole.day &&
	       p->planned.day == s->planned.day && !s->stage->is_end;
}

static const struct fault *look_at(void *ctx, struct arena *a, const struct open_process *p)
{
	struct daily *d = ctx;
	const struct pathway *pathway = book_pathway(d->book, p->pathway);
	struct case_state state;

	if (!pathway)
		return fault_new(a, FAULT_TEXT, "the rulebook has no pathway %.*s", STR_ARG(p->pathway));
	state = pathway_stand(a, d->book, pathway, p->events, p->event_count, &p->facts, d->today);
	d->made->looked_at++;
	if (!state.stage || !is_same(p, &state) ||
	    !str_equal(p->late_key, lateness_key(a, d->book, p->authority, &state))) {
		d->anew[d->anew_count++] = p->id;
	} else if (p->changes.day != day_again(&state).day) {
		d->later[d->later_count] = p->id;
		d->day[d->later_count++] = day_again(&state);
	}
	return NULL;
}

static const struct fault *save_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct daily *d = ctx;

	for (size_t i = 0; i < d->anew_count; i++) {
		struct arena_mark mark = arena_mark(a);

		TRY(case_recompute(writer, a, d->book, d->anew[i], d->today));
		arena_reset(a, mark);
	}
	for (size_t i = 0; i < d->later_count; i++)
		TRY(sql_daily_save(writer, a, &(struct daily_save_in){ d->later[i], d->day[i] }, NULL));
	return NULL;
}

static const struct fault *save(void *ctx, struct arena *a)
{
	struct daily *d = ctx;
	const struct fault *f = NULL;

	if (d->anew_count + d->later_count > 0)
		f = store_write(d->pool, a, save_job, d);
	d->made->changed += (int64_t)d->anew_count;
	d->anew_count = d->later_count = 0;
	return f;
}

const struct fault *daily_run(struct store_pool *pool, struct arena *a, const struct rulebook *book, struct date today,
			      bool every, struct daily_made *out)
{
	struct daily *d = ARENA_NEW(a, struct daily, 1);

	*out = (struct daily_made){ 0 };
	d->pool = pool;
	d->book = book;
	d->today = today;
	d->made = out;
	TRY(open_count(pool, a, &out->open));
	return open_walk(pool, a, &(struct open_walk){ .today = today, .every = every, .each = look_at, .pause = save,
						       .ctx = d });
}
