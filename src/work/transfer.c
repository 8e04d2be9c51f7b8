/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/transfer - the cohort of a year: found from birth dates and the years that each setting teaches, put on the list.
 * Touches the store, rules/pathway. */
#include "gen/sql/transfer.h"
#include "work/transfer_room.h"

enum { AN_ACT = 100 };

int transfer_year(struct date today)
{
	struct ymd t = date_ymd(today);

	return t.month >= 9 ? t.year + 1 : t.year;
}

struct access_answer transfer_may(const struct desk *d, const char *verb)
{
	struct access_answer by = access_reach(d->book, &d->who, d->now.today, str_of(verb), STR("list.transfer"));

	if (!by.membership)
		by.is_allowed = false;
	return by;
}

const struct fault *transfer_absent(struct arena *a)
{
	return fault_new(a, FAULT_ABSENT, "there is no such page");
}

struct date transfer_since(int year)
{
	return date_of(year - 3, 1, 1);
}

static const struct expr *cohort_rule(const struct pathway *p)
{
	for (size_t i = 0; i < p->answer_count; i++)
		if (str_equal(p->answers[i].id, STR("cohort")))
			return p->answers[i].value;
	return NULL;
}

struct str transfer_phase(struct arena *a, const struct rulebook *book, struct date born, int64_t last_year, int year)
{
	const struct pathway *p = book_pathway(book, STR(TRANSFER_PATHWAY));
	const struct expr *rule = p ? cohort_rule(p) : NULL;
	struct answer facts[] = { { STR("born"), date_iso(a, born) },
				  { STR("last_year"), arena_int(a, last_year) },
				  { STR("cohort_year"), arena_printf(a, "%d", year) } };
	struct answers known = { facts, 3, 3 };
	struct value v = { VALUE_ABSENT, DATE_NONE, 0, STR_NONE };

	if (rule)
		v = pathway_value(a, book, p, rule, NULL, 0, &known, NULL, date_of(year, 9, 1));
	return v.kind == VALUE_TEXT ? v.text : STR("");
}

/* Candidates whose last year at the setting has come; the rows themselves beside them. */
static const struct fault *cohort_find(struct store *s, struct arena *a, const struct desk *d, int64_t authority, int year,
				       struct transfer_children *out, struct transfer_candidates_rows *rows, size_t **which)
{
	*out = (struct transfer_children){ 0 };
	TRY(sql_transfer_candidates(s, a, &(struct transfer_candidates_in){ authority, transfer_since(year) }, rows));
	*which = ARENA_NEW(a, size_t, rows->count + 1);
	for (size_t i = 0; i < rows->count; i++) {
		const struct transfer_candidates_row *r = &rows->at[i];
		struct str phase = transfer_phase(a, d->book, r->born, r->last_year, year);

		if (str_is_empty(phase))
			continue;
		(*which)[out->count] = i;
		LIST_PUSH(a, out, (struct transfer_child){ r->id, arena_printf(a, "%.*s %.*s", STR_ARG(r->given),
			STR_ARG(r->family)), r->school, phase, r->born });
	}
	return NULL;
}

const struct fault *transfer_cohort(struct desk *d, int year, bool is_export, struct transfer_children *out)
{
	struct access_answer by = transfer_may(d, "record");
	struct transfer_candidates_rows rows;
	size_t *which;

	if (!by.is_allowed)
		return transfer_absent(d->arena);
	TRY(cohort_find(d->store, d->arena, d, by.membership->authority, year, out, &rows, &which));
	struct audit_shown shown = { .arena = d->arena };
	for (size_t i = 0; i < out->count; i++)
		audit_shows_person(&shown, out->at[i].person_id);
	return audit_view(d, &(struct audit_row){ .verb = is_export ? STR("export") : STR("view"), .what = STR("list.transfer"),
		.detail = arena_printf(d->arena, "cohort %d", year), .by = by, .shown = &shown });
}

struct opening {
	const struct desk *d;
	int year;
	struct str phases;
	int64_t authority, most, found, done;
	struct access_answer by;
};

static bool has_word(struct str list, struct str word)
{
	for (struct str w = str_word(&list); w.at; w = str_word(&list))
		if (str_equal(w, word))
			return true;
	return false;
}

static const struct fault *child_open(struct store *writer, struct desk *d, const struct opening *o,
				      const struct transfer_candidates_row *r, struct str phase)
{
	struct case_file c = { .authority = o->authority, .home = o->authority, .person_id = r->id, .child_folded = r->folded,
			       .roll_school_id = r->school_id, .locality = r->locality, .officer_id = r->officer_id };
	struct happened first = { .name = STR(TRANSFER_PLANNED), .day = d->now.today, .subject = STR(""),
		.account_id = d->who.account_id, .recorded_ms = d->now.utc_ms, .actor = audit_actor(d->arena, &d->who, &o->by) };

	LIST_PUSH(d->arena, &first.fields, (struct answer){ STR("phase"), phase });
	LIST_PUSH(d->arena, &first.fields, (struct answer){ STR("transfer_date"),
		date_iso(d->arena, date_of(o->year, 9, 1)) });
	return case_open_another(writer, d, &c, STR(TRANSFER_PATHWAY), &first, NULL);
}

/* Some of them; those that are on the list by then are no candidates any more. */
static const struct fault *open_job(struct store *writer, struct arena *a, void *ctx)
{
	struct opening *o = ctx;
	struct desk d = *o->d;
	struct transfer_children all;
	struct transfer_candidates_rows rows;
	size_t *which;

	d.arena = a;
	d.store = writer;
	TRY(cohort_find(writer, a, &d, o->authority, o->year, &all, &rows, &which));
	o->found = o->done = 0;         /* a job may be run again */
	for (size_t i = 0; i < all.count; i++)
		o->found += has_word(o->phases, all.at[i].phase);
	for (size_t i = 0; i < all.count && o->done < o->most; i++) {
		if (!has_word(o->phases, all.at[i].phase))
			continue;
		TRY(child_open(writer, &d, o, &rows.at[which[i]], all.at[i].phase));
		o->done++;
	}
	return NULL;
}

const struct fault *transfer_open(struct desk *d, int year, struct str phases, int64_t expected, int64_t *opened)
{
	struct opening o = { .d = d, .year = year, .phases = phases, .by = transfer_may(d, "record") };

	if (!o.by.is_allowed)
		return transfer_absent(d->arena);
	o.authority = o.by.membership->authority;
	TRY(store_write(d->pool, d->arena, open_job, &o));      /* with most 0: counts */
	*opened = -1;
	if (o.found != expected)
		return NULL;
	o.most = AN_ACT;
	*opened = 0;
	do {
		TRY(store_write(d->pool, d->arena, open_job, &o));
		*opened += o.done;
	} while (o.found > AN_ACT);
	return audit_view(d, &(struct audit_row){ .verb = STR("record"), .what = STR("list.transfer"),
		.detail = arena_printf(d->arena, "%lld for %d", (long long)*opened, year), .by = o.by });
}
