/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/disposal_run - a run: looked at by a second person, then carried out, one record an act.
 * Touches the store. */
#include "work/disposal_room.h"

enum { RUNS_MOST = 200 };

static const struct fault *absent(const struct desk *d)
{
	return fault_new(d->arena, FAULT_ABSENT, "there is no such run");
}

/* --- runs and what they left ---------------------------------------------------------------------------------------- */

static struct disposal_run run_of(const struct disposal_list_row *r)
{
	return (struct disposal_run){ r->id, r->authority, r->proposed_by, r->proposed, r->decided_by, r->decided, r->ended,
		r->waiting, r->kept, r->gone, r->state, r->proposer, r->decider, r->today };
}

static const struct fault *runs_read(struct desk *d, int64_t authority, int64_t id, struct disposal_runs *out)
{
	struct disposal_list_rows rows;

	*out = (struct disposal_runs){ 0 };
	TRY(sql_disposal_list(d->store, d->arena, &(struct disposal_list_in){ authority, id, RUNS_MOST }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		LIST_PUSH(d->arena, out, run_of(&rows.at[i]));
	return NULL;
}

const struct fault *disposal_runs(struct desk *d, struct disposal_runs *out)
{
	struct access_answer by;

	TRY(disposal_may(d, STR("view"), &by));
	return runs_read(d, by.membership->authority, 0, out);
}

static const struct fault *certificates_read(struct desk *d, int64_t authority, int64_t id, struct disposal_certificates *out)
{
	struct disposal_certificate_list_rows rows;

	*out = (struct disposal_certificates){ 0 };
	TRY(sql_disposal_certificate_list(d->store, d->arena, &(struct disposal_certificate_list_in){ authority, id }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct disposal_certificate_list_row *r = &rows.at[i];
		const struct retention *rule = book_retention(d->book, r->rule);

		LIST_PUSH(d->arena, out, (struct disposal_certificate){ r->disposal_id, r->years, r->records, r->people, r->events,
			r->papers, r->letters, r->plans, r->messages, r->first, r->last, rule ? rule->name : r->rule });
	}
	return NULL;
}

const struct fault *disposal_certificates(struct desk *d, struct disposal_certificates *out)
{
	struct access_answer by;

	TRY(disposal_may(d, STR("view"), &by));
	return certificates_read(d, by.membership->authority, 0, out);
}

static const struct fault *items_read(struct desk *d, const struct disposal_run *run, struct audit_shown *shown, struct disposal_records *out)
{
	static const char *const kinds[] = { "case", "person" };

	struct disposal_owns owns;

	*out = (struct disposal_records){ 0 };
	TRY(disposal_owns(d->store, d->arena, run->authority, &owns));
	for (size_t k = 0; k < 2; k++) {
		struct disposal_items_rows rows;

		TRY(sql_disposal_items(d->store, d->arena, &(struct disposal_items_in){ run->id, 0, str_of(kinds[k]),
			DISPOSAL_RUN_MOST }, &rows));
		for (size_t i = 0; i < rows.count; i++) {
			const struct disposal_items_row *r = &rows.at[i];
			const struct retention *rule = book_retention(d->book, r->rule);

			LIST_PUSH(d->arena, out, (struct disposal_record){ .years = rule ? disposal_years(&owns, rule) : 0,
				 .kind = r->kind, .reference = r->reference, .id = r->target_id,
				.child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(r->given), STR_ARG(r->family)),
				.person_id = r->person_id, .pathway = r->pathway, .kept = r->kept, .rule = rule,
				.born = r->born, .due = r->due });
			audit_shows_person(shown, r->person_id);
		}
	}
	return NULL;
}

const struct fault *disposal_run(struct desk *d, int64_t id, bool is_export, struct disposal_run *out,
				 struct disposal_records *records, struct disposal_certificates *certificates)
{
	struct audit_shown shown = { .arena = d->arena };
	struct str verb = is_export ? STR("export") : STR("view");
	struct disposal_runs runs;
	struct access_answer by;

	TRY(disposal_may(d, verb, &by));
	TRY(runs_read(d, by.membership->authority, id, &runs));
	if (runs.count != 1 || id <= 0)
		return absent(d);
	*out = runs.at[0];
	TRY(items_read(d, out, &shown, records));
	TRY(certificates_read(d, by.membership->authority, id, certificates));
	return audit_view(d, &(struct audit_row){ .verb = verb, .what = STR("list.disposal"), .by = by, .shown = &shown });
}

const struct fault *disposal_waiting(struct desk *d, int64_t *out)
{
	struct disposal_ends_rows rows;
	struct access_answer by;

	*out = 0;
	if (disposal_may(d, STR("dispose"), &by))
		return NULL;
	TRY(sql_disposal_ends(d->store, d->arena, &(struct disposal_ends_in){ by.membership->authority, d->who.account_id }, &rows));
	*out = rows.at[0].waiting;
	return NULL;
}

/* --- deciding -------------------------------------------------------------------------------------------------------- */

struct deciding { struct desk *d; struct access_answer by; struct disposal_decide_in in; struct disposal_item_keep_in keep; };

static const struct fault *decide_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct deciding *k = ctx;
	int64_t changed;

	TRY(sql_disposal_decide(writer, a, &k->in, &changed));
	if (changed == 0)
		return absent(k->d);
	return audit_add(writer, a, k->d, &(struct audit_row){ .verb = STR("record"), .what = STR("list.disposal"), .by = k->by,
		.detail = arena_printf(a, "run %lld %.*s", (long long)k->in.id, STR_ARG(k->in.state)) });
}

static const struct fault *run_get(struct desk *d, int64_t authority, int64_t id, struct disposal_run *out)
{
	struct disposal_runs runs;

	TRY(runs_read(d, authority, id, &runs));
	if (runs.count != 1 || id <= 0)
		return absent(d);
	*out = runs.at[0];
	return NULL;
}

const struct fault *disposal_approve(struct desk *d, int64_t id, struct problems *out)
{
	struct deciding k = { .d = d };
	struct disposal_run run;
	struct disposal_done done;

	TRY(disposal_may(d, STR("dispose"), &k.by));
	TRY(run_get(d, k.by.membership->authority, id, &run));
	if (run.proposed_by == d->who.account_id) {
		problems_add(out, d->arena, STR(""), PROBLEM_RULE, book_words(d->book, STR("retention.not_yourself")));
		return NULL;
	}
	k.in = (struct disposal_decide_in){ id, k.by.membership->authority, STR("approved"), d->who.account_id, d->now.utc_ms };
	TRY(store_write(d->pool, d->arena, decide_job, &k));
	return disposal_go_on(d, id, DISPOSAL_AT_ONCE, &done);
}

const struct fault *disposal_drop(struct desk *d, int64_t id)
{
	struct deciding k = { .d = d };

	TRY(disposal_may(d, STR("dispose"), &k.by));
	k.in = (struct disposal_decide_in){ id, k.by.membership->authority, STR("dropped"), d->who.account_id, d->now.utc_ms };
	return store_write(d->pool, d->arena, decide_job, &k);
}

static const struct fault *leave_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct deciding *k = ctx;
	int64_t changed;

	TRY(sql_disposal_item_keep(writer, a, &k->keep, &changed));
	if (changed == 0)
		return absent(k->d);
	return audit_add(writer, a, k->d, &(struct audit_row){ .verb = STR("record"), .what = STR("list.disposal"), .by = k->by,
		.detail = arena_printf(a, "taken off run %lld: %.*s %lld", (long long)k->keep.disposal_id, STR_ARG(k->keep.kind),
				       (long long)k->keep.target_id) });
}

const struct fault *disposal_leave(struct desk *d, int64_t id, struct str kind, int64_t target_id)
{
	struct deciding k = { .d = d, .keep = { id, kind, target_id, STR("chosen") } };
	struct disposal_run run;

	TRY(disposal_may(d, STR("dispose"), &k.by));
	TRY(run_get(d, k.by.membership->authority, id, &run));
	if (!str_equal(run.state, STR("proposed")))
		return absent(d);
	return store_write(d->pool, d->arena, leave_job, &k);
}

/* --- carrying out ---------------------------------------------------------------------------------------------------- */

struct going {
	struct desk *d;
	struct access_answer by;
	int64_t run, target_id;
	struct str kind;
	bool is_gone, is_kept;
};

/* As it stands at this moment, seen by the writer: what was proposed a week ago may have an open process today. */
static const struct fault *record_now(const struct going *g, struct store *w, struct arena *a, int64_t authority,
				      struct disposal_record *out, bool *is_there)
{
	struct disposal_owns owns;

	TRY(disposal_owns(w, a, authority, &owns));
	if (str_equal(g->kind, STR("case"))) {
		struct disposal_case_now_rows rows;

		TRY(sql_disposal_case_now(w, a, &(struct disposal_case_now_in){ authority, g->target_id,
			disposal_needs_plan(a, g->d->book) }, &rows));
		*is_there = rows.count == 1;
		if (*is_there)
			*out = disposal_case(a, g->d->book, &owns, &rows.at[0], g->d->now.today);
		return NULL;
	}
	struct disposal_person_now_rows rows;
	TRY(sql_disposal_person_now(w, a, &(struct disposal_person_now_in){ authority, g->target_id }, &rows));
	*is_there = rows.count == 1;
	if (*is_there)
		*out = disposal_person(a, g->d->book, &owns, &rows.at[0], g->d->now.today);
	return NULL;
}

static const struct fault *certify(const struct going *g, struct store *w, struct arena *a, const struct disposal_record *r,
				   const struct disposal_counts *c)
{
	TRY(sql_disposal_certificate_add(w, a, &(struct disposal_certificate_add_in){ g->run, r->rule->id, (int64_t)r->years, 1,
		c->people, c->events, c->papers, c->letters, c->plans, c->messages, g->d->now.utc_ms }, NULL));
	TRY(sql_disposal_item_drop(w, a, &(struct disposal_item_drop_in){ g->kind, g->target_id }, NULL));
	return audit_add(w, a, g->d, &(struct audit_row){ .verb = STR("dispose"), .what = g->kind, .person_id = r->person_id,
		.process_id = str_equal(g->kind, STR("case")) ? g->target_id : 0, .by = g->by,
		.detail = arena_printf(a, "run %lld by rule %.*s", (long long)g->run, STR_ARG(r->rule->id)) });
}

static const struct fault *keep(struct going *g, struct store *w, struct arena *a, struct str why)
{
	g->is_kept = true;
	return sql_disposal_item_keep(w, a, &(struct disposal_item_keep_in){ g->run, g->kind, g->target_id, why }, NULL);
}

/* A child of whom no process is left goes with the last one only when the council that has the child would dispose of it by
 * the child's own rule; else it waits for a run of its own. */
static const struct fault *person_too(const struct going *g, struct store *w, struct arena *a, int64_t authority, int64_t person_id,
				      struct disposal_counts *counts)
{
	struct going child = *g;
	struct disposal_record r;
	bool is_there, is_gone;

	child.kind = STR("person");
	child.target_id = person_id;
	TRY(record_now(&child, w, a, authority, &r, &is_there));
	return is_there && str_is_empty(r.kept) ? dispose_person(w, a, person_id, counts, &is_gone) : NULL;
}

static const struct fault *go_job(struct store *w, struct arena *a, void *ctx)
{
	struct going *g = ctx;
	struct disposal_item_get_rows item;
	struct disposal_counts counts = { 0 };
	struct disposal_record r = { .kept = STR("open") };
	bool is_there = false;

	g->is_gone = g->is_kept = false;        /* a job may be run again */
	TRY(sql_disposal_item_get(w, a, &(struct disposal_item_get_in){ g->run, g->kind, g->target_id }, &item));
	if (item.count == 0)
		return NULL;
	TRY(record_now(g, w, a, item.at[0].authority, &r, &is_there));
	if (is_there && str_is_empty(r.kept) && !str_equal(r.rule->id, item.at[0].rule))
		r.kept = STR("rule");
	if (!is_there || !str_is_empty(r.kept))
		return keep(g, w, a, r.kept);
	if (str_equal(g->kind, STR("case"))) {
		TRY(dispose_case(w, a, g->target_id, g->d->now.today, &counts));
		TRY(person_too(g, w, a, item.at[0].authority, r.person_id, &counts));
		g->is_gone = true;
	} else {
		TRY(dispose_person(w, a, g->target_id, &counts, &g->is_gone));
	}
	if (!g->is_gone)
		return keep(g, w, a, STR("joined"));
	return certify(g, w, a, &r, &counts);
}

static const struct fault *failed_job(struct store *w, struct arena *a, void *ctx)
{
	struct going *g = ctx;

	g->is_gone = false;
	return keep(g, w, a, STR("failed"));
}

static const struct fault *end_job(struct store *w, struct arena *a, void *ctx)
{
	const struct going *g = ctx;

	return sql_disposal_end(w, a, &(struct disposal_end_in){ g->run, g->d->now.utc_ms }, NULL);
}

/* In the name of the one who approved it. */
static const struct fault *run_on(struct desk *d, const struct disposal_run *run, int64_t most, struct disposal_done *out)
{
	struct desk as = *d;
	struct disposal_next_rows rows;
	const struct fault *first = NULL;

	as.who = (struct who){ .kind = WHO_ACCOUNT, .account_id = run->decided_by };
	struct going g = { .d = &as, .by = { .is_allowed = true }, .run = run->id };
	TRY(sql_disposal_next(d->store, d->arena, &(struct disposal_next_in){ run->id, most }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct arena_mark mark = arena_mark(d->arena);

		g.kind = rows.at[i].kind;
		g.target_id = rows.at[i].target_id;
		const struct fault *f = store_write(d->pool, d->arena, go_job, &g);
		if (f) {
			first = first ? first : f;
			TRY(store_write(d->pool, d->arena, failed_job, &g));
		}
		out->gone += g.is_gone;
		out->kept += g.is_kept;
		if (!first)
			arena_reset(d->arena, mark);
	}
	TRY(store_write(d->pool, d->arena, end_job, &g));
	return first;
}

const struct fault *disposal_go_on(struct desk *d, int64_t id, int64_t most, struct disposal_done *out)
{
	struct access_answer by = { 0 };
	struct disposal_runs runs;
	const struct fault *first = NULL;

	*out = (struct disposal_done){ 0 };
	if (id)
		TRY(disposal_may(d, STR("dispose"), &by));
	TRY(runs_read(d, by.membership ? by.membership->authority : 0, id, &runs));
	for (size_t i = 0; i < runs.count; i++) {
		const struct fault *f = str_equal(runs.at[i].state, STR("approved")) ? run_on(d, &runs.at[i], most, out) : NULL;

		first = first ? first : f;
	}
	return first;
}
