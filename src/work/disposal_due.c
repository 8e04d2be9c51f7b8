/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/disposal_due - which records of a council are due, and what keeps those that are.
 * Touches the store, rules/retention. */
#include "rules/expr.h"
#include "work/disposal_room.h"

enum { AT_A_TIME = 500, PAGE_MOST = 64 << 20 };

/* --- the walk ------------------------------------------------------------------------------------------------------ */

struct walk {
	struct store *s;
	const struct rulebook *book;
	const struct disposal_owns *owns;
	int64_t authority;
	struct date today;
	const struct fault *(*each)(void *ctx, const struct disposal_record *r);
	void *ctx;
};
struct keys { int64_t *at; size_t count, room; };

static const struct fault *ripe_cases(const struct walk *w, struct arena *a, const struct retention *rule, struct str pathway,
				      struct keys *out)
{
	struct str from = expr_name_alone(rule->from);
	struct date by = retention_by(disposal_years(w->owns, rule), w->today);
	struct disposal_ripe_born_rows born = { 0 };
	struct disposal_ripe_rows closed = { 0 };

	if (str_equal(from, STR("born")))
		TRY(sql_disposal_ripe_born(w->s, a, &(struct disposal_ripe_born_in){ w->authority, by, pathway }, &born));
	else            /* counted from another day than that of the end: no later than today is all that is known */
		TRY(sql_disposal_ripe(w->s, a, &(struct disposal_ripe_in){ w->authority, str_equal(from, STR("closed")) ? by : w->today,
			pathway }, &closed));
	for (size_t i = 0; i < born.count; i++)
		LIST_PUSH(a, out, born.at[i].id);
	for (size_t i = 0; i < closed.count; i++)
		LIST_PUSH(a, out, closed.at[i].id);
	return NULL;
}

/* Records that this rule may make due: all that are, and some that are not, or that another rule takes first. */
static const struct fault *ripe(const struct walk *w, struct arena *a, const struct retention *rule, struct keys *out)
{
	struct disposal_ripe_people_rows people;

	if (str_equal(rule->of, STR("case"))) {
		for (size_t i = 0; i < rule->pathways.count; i++)
			TRY(ripe_cases(w, a, rule, rule->pathways.at[i], out));
		return rule->pathways.count ? NULL : ripe_cases(w, a, rule, STR(""), out);
	}
	bool is_born = str_equal(expr_name_alone(rule->from), STR("born"));
	struct date by = is_born ? retention_by(disposal_years(w->owns, rule), w->today) : w->today;

	TRY(sql_disposal_ripe_people(w->s, a, &(struct disposal_ripe_people_in){ w->authority, by }, &people));
	for (size_t i = 0; i < people.count; i++)
		LIST_PUSH(a, out, people.at[i].id);
	return NULL;
}

/* is_there: it is still what was looked for. */
static const struct fault *judged(const struct walk *w, struct arena *a, bool is_case, int64_t id, struct disposal_record *out,
				  bool *is_there)
{
	struct disposal_person_now_rows people = { 0 };
	struct disposal_case_now_rows cases = { 0 };

	if (is_case)
		TRY(sql_disposal_case_now(w->s, a, &(struct disposal_case_now_in){ w->authority, id,
			disposal_needs_plan(a, w->book) }, &cases));
	else
		TRY(sql_disposal_person_now(w->s, a, &(struct disposal_person_now_in){ w->authority, id }, &people));
	if (cases.count)
		*out = disposal_case(a, w->book, w->owns, &cases.at[0], w->today);
	else if (people.count)
		*out = disposal_person(a, w->book, w->owns, &people.at[0], w->today);
	*is_there = cases.count || people.count;
	return NULL;
}

static const struct fault *rule_walk(const struct walk *w, struct arena *page, const struct retention *rule)
{
	struct arena *list = arena_start(PAGE_MOST);
	struct keys keys = { 0 };
	const struct fault *f = ripe(w, list, rule, &keys);

	for (size_t i = 0; i < keys.count && !f; i++) {
		struct disposal_record r = { 0 };
		bool is_there = false;

		f = judged(w, page, str_equal(rule->of, STR("case")), keys.at[i], &r, &is_there);
		if (!f && is_there && r.rule == rule && !date_is_none(r.due) && r.due.day <= w->today.day)
			f = w->each(w->ctx, &r);
		if (!f && i % AT_A_TIME == AT_A_TIME - 1)
			arena_clear(page);
	}
	if (f)
		f = fault_new(page, f->kind, "%.*s", STR_ARG(f->words));
	arena_end(list);
	return f;
}

/* Every record that is due, by rule in the order of the text, in order of key. Only what is old enough for a rule is read. What
 * `each` keeps it must copy. A fault's words are copied out of the page's own arena. */
static const struct fault *walk(const struct walk *w, struct arena *a)
{
	struct arena *page = arena_start(PAGE_MOST);
	const struct fault *f = NULL;

	for (size_t i = 0; i < w->book->retention_count && !f; i++) {
		if (rule_is_on(&w->book->retentions[i].law, w->today))
			f = rule_walk(w, page, &w->book->retentions[i]);
		if (!f)
			arena_clear(page);
	}
	if (f)
		f = fault_new(a, f->kind, "%.*s", STR_ARG(f->words));
	arena_end(page);
	return f;
}

/* --- what is due --------------------------------------------------------------------------------------------------- */

static struct disposal_sum *sum_of(struct arena *a, struct disposal_due *due, const struct retention *rule, size_t years)
{
	for (size_t i = 0; i < due->sums.count; i++)
		if (due->sums.at[i].rule == rule)
			return &due->sums.at[i];
	LIST_PUSH(a, &due->sums, (struct disposal_sum){ .rule = rule, .years = years });
	return &due->sums.at[due->sums.count - 1];
}

/* Rules that are law stand in the list whether something is due by them or not. */
static void sums_begin(struct arena *a, const struct rulebook *book, struct date today, struct disposal_due *due)
{
	for (size_t i = 0; i < book->retention_count; i++)
		if (rule_is_on(&book->retentions[i].law, today))
			sum_of(a, due, &book->retentions[i], disposal_years(&due->owns, &book->retentions[i]));
}

static void record_push(struct arena *a, struct disposal_records *to, const struct disposal_record *r)
{
	LIST_PUSH(a, to, *r);
	struct disposal_record *mine = &to->at[to->count - 1];

	mine->child = arena_str(a, r->child);
	mine->reference = arena_str(a, r->reference);
	mine->pathway = arena_str(a, r->pathway);
}

struct looking { struct desk *d; struct disposal_due *due; int64_t from, most; };

static const struct fault *taken_look(struct desk *d, struct disposal_record *r)
{
	struct disposal_taken_rows rows;

	if (!str_is_empty(r->kept))
		return NULL;
	TRY(sql_disposal_taken(d->store, d->arena, &(struct disposal_taken_in){ r->kind, r->id }, &rows));
	if (rows.at[0].taken)
		r->kept = STR("taken");
	return NULL;
}

static const struct fault *due_each(void *ctx, const struct disposal_record *record)
{
	struct looking *k = ctx;
	struct disposal_record r = *record;

	TRY(taken_look(k->d, &r));
	struct disposal_sum *sum = sum_of(k->d->arena, k->due, r.rule, r.years);
	if (str_is_empty(r.kept))
		sum->due++;
	else
		sum->kept++;
	if (k->due->total >= k->from && (int64_t)k->due->records.count < k->most)
		record_push(k->d->arena, &k->due->records, &r);
	k->due->total++;
	return NULL;
}

const struct fault *disposal_due_of(struct desk *d, int64_t authority, int64_t from, int64_t most, struct disposal_due *out)
{
	struct looking k = { d, out, from, most };

	*out = (struct disposal_due){ .authority = authority };
	TRY(disposal_owns(d->store, d->arena, authority, &out->owns));
	sums_begin(d->arena, d->book, d->now.today, out);
	return walk(&(struct walk){ d->store, d->book, &out->owns, authority, d->now.today, due_each, &k }, d->arena);
}

const struct fault *disposal_periods(struct desk *d, struct disposal_due *out)
{
	struct access_answer by, more;

	TRY(disposal_may(d, STR("view"), &by));
	*out = (struct disposal_due){ .authority = by.membership->authority };
	out->may_dispose = !disposal_may(d, STR("dispose"), &more);
	TRY(disposal_owns(d->store, d->arena, out->authority, &out->owns));
	sums_begin(d->arena, d->book, d->now.today, out);
	return NULL;
}

const struct fault *disposal_due(struct desk *d, bool is_export, int64_t page, struct disposal_due *out)
{
	struct audit_shown shown = { .arena = d->arena };
	struct str verb = is_export ? STR("export") : STR("view");
	struct access_answer by, more;

	TRY(disposal_may(d, verb, &by));
	TRY(disposal_due_of(d, by.membership->authority, is_export ? 0 : (page - 1) * DISPOSAL_SHOWN_MOST,
		is_export ? INT64_MAX : DISPOSAL_SHOWN_MOST, out));
	out->may_dispose = !disposal_may(d, STR("dispose"), &more);
	for (size_t i = 0; i < out->records.count; i++)
		audit_shows_person(&shown, out->records.at[i].person_id);
	return audit_view(d, &(struct audit_row){ .verb = verb, .what = STR("list.disposal"), .by = by, .shown = &shown });
}

/* --- proposing ------------------------------------------------------------------------------------------------------ */

struct proposing {
	struct desk *d;
	struct access_answer by;
	struct str rules;
	struct { struct disposal_item_add_in *at; size_t count, room; } items;
	int64_t id;
};

static bool is_chosen(struct str rules, struct str id)
{
	for (struct str word = str_word(&rules); word.at; word = str_word(&rules))
		if (str_equal(word, id))
			return true;
	return false;
}

static const struct fault *propose_each(void *ctx, const struct disposal_record *record)
{
	struct proposing *p = ctx;
	struct disposal_record r = *record;

	if (p->items.count == DISPOSAL_RUN_MOST || !is_chosen(p->rules, r.rule->id))
		return NULL;
	TRY(taken_look(p->d, &r));
	if (str_is_empty(r.kept))
		LIST_PUSH(p->d->arena, &p->items, (struct disposal_item_add_in){ 0, r.kind, r.id, r.rule->id, r.due });
	return NULL;
}

static const struct fault *propose_job(struct store *writer, struct arena *a, void *ctx)
{
	struct proposing *p = ctx;
	struct disposal_add_rows made;

	TRY(sql_disposal_add(writer, a, &(struct disposal_add_in){ p->by.membership->authority, p->d->now.today,
		p->d->who.account_id, p->d->now.utc_ms }, &made));
	for (size_t i = 0; i < p->items.count; i++) {
		p->items.at[i].disposal_id = made.at[0].id;
		TRY(sql_disposal_item_add(writer, a, &p->items.at[i], NULL));
	}
	p->id = made.at[0].id;
	return audit_add(writer, a, p->d, &(struct audit_row){ .verb = STR("record"), .what = STR("list.disposal"), .by = p->by,
		.detail = arena_printf(a, "run %lld proposed: %zu records", (long long)p->id, p->items.count) });
}

const struct fault *disposal_propose(struct desk *d, struct str rules, struct problems *out, int64_t *id)
{
	struct proposing p = { .d = d, .rules = rules };
	struct disposal_owns owns;

	*id = 0;
	TRY(disposal_may(d, STR("dispose"), &p.by));
	if (str_is_empty(str_trim(rules))) {
		problems_add(out, d->arena, STR("rules"), PROBLEM_MISSING, book_words(d->book, STR("retention.rules_missing")));
		return NULL;
	}
	TRY(disposal_owns(d->store, d->arena, p.by.membership->authority, &owns));
	TRY(walk(&(struct walk){ d->store, d->book, &owns, p.by.membership->authority, d->now.today, propose_each, &p }, d->arena));
	if (p.items.count == 0) {
		problems_add(out, d->arena, STR("rules"), PROBLEM_RULE, book_words(d->book, STR("retention.nothing_due")));
		return NULL;
	}
	TRY(store_write(d->pool, d->arena, propose_job, &p));
	*id = p.id;
	return NULL;
}
