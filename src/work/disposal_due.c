/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/disposal_due - a walk over all records of a council: which are due, and what keeps those that are.
 * Touches the store, rules/retention. */
#include "work/disposal_room.h"

enum { WALK = 500, PAGE_MOST = 64 << 20 };

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

static bool is_due(const struct disposal_record *r, struct date today)
{
	return r->rule && !date_is_none(r->due) && r->due.day <= today.day;
}

static const struct fault *cases_page(const struct walk *w, struct arena *page, int64_t *after, bool *more)
{
	struct disposal_walk_rows rows;

	TRY(sql_disposal_walk(w->s, page, &(struct disposal_walk_in){ w->authority, *after, INT64_MAX, WALK }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct disposal_record r = disposal_case(page, w->book, w->owns, &rows.at[i], w->today);

		if (is_due(&r, w->today))
			TRY(w->each(w->ctx, &r));
		*after = rows.at[i].id;
	}
	*more = rows.count == WALK;
	return NULL;
}

static const struct fault *people_page(const struct walk *w, struct arena *page, int64_t *after, bool *more)
{
	struct disposal_walk_people_rows rows;

	TRY(sql_disposal_walk_people(w->s, page, &(struct disposal_walk_people_in){ w->authority, *after, INT64_MAX, WALK }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct disposal_record r = disposal_person(page, w->book, w->owns, &rows.at[i], w->today);

		if (is_due(&r, w->today))
			TRY(w->each(w->ctx, &r));
		*after = rows.at[i].id;
	}
	*more = rows.count == WALK;
	return NULL;
}

/* Every record that is due, cases first, in order of key. What `each` keeps it must copy. A fault's words are copied out
 * of the page's own arena. */
static const struct fault *walk(const struct walk *w, struct arena *a)
{
	struct arena *page = arena_start(PAGE_MOST);
	const struct fault *f = NULL;

	for (int people = 0; people < 2 && !f; people++) {
		int64_t after = 0;
		bool more = true;

		while (more && !f) {
			f = people ? people_page(w, page, &after, &more) : cases_page(w, page, &after, &more);
			if (!f)
				arena_clear(page);
		}
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

struct looking { struct desk *d; struct disposal_due *due; };

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
	k->due->total++;
	if (k->due->records.count < DISPOSAL_SHOWN_MOST)
		record_push(k->d->arena, &k->due->records, &r);
	return NULL;
}

const struct fault *disposal_due_of(struct desk *d, int64_t authority, struct disposal_due *out)
{
	struct looking k = { d, out };

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

const struct fault *disposal_due(struct desk *d, bool is_export, struct disposal_due *out)
{
	struct audit_shown shown = { .arena = d->arena };
	struct str verb = is_export ? STR("export") : STR("view");
	struct access_answer by, more;

	TRY(disposal_may(d, verb, &by));
	TRY(disposal_due_of(d, by.membership->authority, out));
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
