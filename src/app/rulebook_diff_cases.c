/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/rulebook_diff_cases - which open cases a new rulebook touches: counts by pathway and step, references, no names.
 * Touches the store; changes nothing. */
#include "app/rulebook_diff.h"
#include "work/open_walk.h"

struct touched { struct str pathway, step; int64_t moved, came, went; };
struct touching {
	struct arena *a;                /* lives as long as the counts */
	const struct rulebook *before, *after;
	struct date today;
	struct { struct touched *at; size_t count, room; } list;
	int64_t seen, cases;
	struct out *each;               /* NULL: only counts */
};

static struct touched *touched_of(struct touching *t, struct str pathway, struct str step)
{
	for (size_t i = 0; i < t->list.count; i++)
		if (str_equal(t->list.at[i].pathway, pathway) && str_equal(t->list.at[i].step, step))
			return &t->list.at[i];
	LIST_PUSH(t->a, &t->list, (struct touched){ .pathway = arena_str(t->a, pathway), .step = arena_str(t->a, step) });
	return &t->list.at[t->list.count - 1];
}

static const struct step_line *line_in(const struct case_state *s, const struct step_line *like)
{
	for (size_t i = 0; i < s->step_count; i++)
		if (str_equal(s->steps[i].step->id, like->step->id) && str_equal(s->steps[i].subject, like->subject))
			return &s->steps[i];
	return NULL;
}

/* Only what is still to be done: what is done stays done. */
static bool is_open(const struct step_line *l)
{
	return l && (l->state == STEP_OPEN || l->state == STEP_LATE) && !date_is_none(l->due);
}

/* "  WM4QX7RT AR-08: 2026-04-20 becomes 2026-04-06" */
static void tell(const struct touching *t, struct arena *a, const struct open_process *p, const struct step_line *was,
		 const struct step_line *now)
{
	struct str before = is_open(was) ? date_iso(a, was->due) : STR("none"), after = is_open(now) ? date_iso(a, now->due) : STR("none");

	if (t->each)
		out_printf(t->each, "  %.*s %.*s: %.*s becomes %.*s\n", STR_ARG(p->reference),
			   STR_ARG((now ? now : was)->step->id), STR_ARG(before), STR_ARG(after));
}

static bool compare(struct touching *t, struct arena *a, const struct open_process *p, const struct case_state *was,
		    const struct case_state *now)
{
	bool any = false;

	for (size_t i = 0; i < now->step_count; i++) {
		const struct step_line *l = &now->steps[i], *old = line_in(was, l);

		if (is_open(l) && (!is_open(old) || old->due.day != l->due.day)) {
			struct touched *c = touched_of(t, p->pathway, l->step->id);

			any = true;
			tell(t, a, p, old, l);
			*(is_open(old) ? &c->moved : &c->came) += 1;
		}
	}
	for (size_t i = 0; i < was->step_count; i++)
		if (is_open(&was->steps[i]) && !is_open(line_in(now, &was->steps[i]))) {
			any = true;
			tell(t, a, p, &was->steps[i], line_in(now, &was->steps[i]));
			touched_of(t, p->pathway, was->steps[i].step->id)->went++;
		}
	return any;
}

static const struct fault *look_at(void *ctx, struct arena *a, const struct open_process *p)
{
	struct touching *t = ctx;
	const struct pathway *was = book_pathway(t->before, p->pathway), *now = book_pathway(t->after, p->pathway);
	struct case_state old, new;

	t->seen++;
	if (!was || !now)
		return fault_new(a, FAULT_TEXT, "one of the rulebooks has no pathway %.*s, which open cases walk",
				 STR_ARG(p->pathway));
	old = pathway_stand(a, t->before, was, p->events, p->event_count, &p->facts, t->today);
	new = pathway_stand(a, t->after, now, p->events, p->event_count, &p->facts, t->today);
	t->cases += compare(t, a, p, &old, &new);
	return NULL;
}

const struct fault *rulebook_diff_cases(struct store_pool *pool, struct arena *a, const struct rulebook *before,
					const struct rulebook *after, struct date today, bool each, struct out *o)
{
	struct arena *kept = arena_start((size_t)256 * 1024 * 1024);
	struct out lines = out_start(kept, 0);
	struct touching t = { .a = kept, .before = before, .after = after, .today = today, .each = each ? &lines : NULL };
	const struct fault *f = open_walk(pool, a, &(struct open_walk){ .today = today, .every = true, .each = look_at,
									.ctx = &t });

	if (!f)
		out_printf(o, "\nOf %lld open cases %lld are touched:\n", (long long)t.seen, (long long)t.cases);
	for (size_t i = 0; !f && i < t.list.count; i++) {
		const struct touched *c = &t.list.at[i];

		out_printf(o, "  %.*s %.*s: %lld get another day, %lld get it anew, %lld no longer have it\n",
			   STR_ARG(c->pathway), STR_ARG(c->step), (long long)c->moved, (long long)c->came, (long long)c->went);
	}
	if (!f && each)
		out_printf(o, "\n%.*s", STR_ARG(out_str(&lines)));
	arena_end(kept);
	return f;
}
