/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/measure - figures as two counts, and the cases behind each.
 * Touches the store and the access rule. */
#include "gen/sql/figures.h"
#include "work/audit.h"
#include "work/measure_room.h"

struct measure_time measure_year(int year)
{
	return (struct measure_time){ date_of(year, 1, 1), date_of(year, 12, 31) };
}

struct measure_time measure_ever(void)
{
	return (struct measure_time){ date_of(1900, 1, 1), date_of(9999, 12, 31) };
}

static const struct measure_statement *statement_find(const struct measure *m)
{
	for (const struct measure_statement *s = measure_statements; s->id; s++)
		if (str_equal(m->id, str_of(s->id)))
			return s;
	return NULL;
}

void measure_prove(const struct rulebook *book, struct arena *a, struct problems *out)
{
	for (size_t i = 0; i < book->measure_count; i++) {
		const struct measure *m = &book->measures[i];

		if (!statement_find(m))
			problems_add(out, a, arena_printf(a, "%.*s:%d", STR_ARG(m->place.file), m->place.line), PROBLEM_FORM,
				     arena_printf(a, "the measure %.*s has no statement sql/measure/%.*s.sql in this program",
						  STR_ARG(m->id), STR_ARG(m->id)));
	}
}

static const struct fault *statement_of(struct arena *a, const struct measure *m, const struct measure_statement **out)
{
	*out = statement_find(m);
	return *out ? NULL : fault_new(a, FAULT_TEXT, "there is no statement sql/measure/%.*s.sql", STR_ARG(m->id));
}

const struct fault *measure_count(struct desk *d, const struct measure *m, struct measure_time time,
				  struct measure_counts *out)
{
	const struct measure_statement *s;

	if (!access_reach(d->book, &d->who, d->now.today, STR("view"), STR("figures")).is_allowed)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	TRY(statement_of(d->arena, m, &s));
	return s->count(d->store, d->arena, &(struct measure_count_in){ time.since, time.until, d->now.today }, out);
}

struct measure_count measure_sum(const struct measure_counts *counts, int64_t authority, struct str part)
{
	struct measure_count sum = { .authority = authority, .part = part };

	for (size_t i = 0; i < counts->count; i++) {
		const struct measure_count *c = &counts->at[i];

		if ((authority != 0 && c->authority != authority) || (!str_is_empty(part) && !str_equal(c->part, part)))
			continue;
		sum.top += c->top;
		sum.bottom += c->bottom;
	}
	return sum;
}

struct access_answer measure_opener(const struct desk *d, int64_t authority, struct str verb)
{
	uint32_t *relations = ARENA_NEW(d->arena, uint32_t, d->who.membership_count + 1);

	for (size_t i = 0; i < d->who.membership_count; i++)
		if (d->who.memberships[i].authority == authority)
			relations[i] |= RELATION_SAME_AUTHORITY;
	return access_decide(d->book, &d->who, d->now.today, verb, STR("figures.cases"), relations);
}

bool measure_may_open(const struct desk *d, int64_t authority)
{
	return measure_opener(d, authority, STR("view")).is_allowed;
}

const struct fault *measure_cases(struct desk *d, const struct measure *m, const struct measure_query *q, struct str verb,
				  struct measure_cases *out)
{
	struct access_answer by = measure_opener(d, q->authority, verb);
	const struct measure_statement *s;

	if (!by.is_allowed)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	TRY(statement_of(d->arena, m, &s));
	TRY(s->cases(d->store, d->arena, &(struct measure_cases_in){
		.authority = q->authority, .part = q->part.at ? q->part : STR(""), .since = q->time.since,
		.until = q->time.until, .today = d->now.today, .in_top = q->in_top,
		.skip = q->page_rows * (q->page > 1 ? q->page - 1 : 0),
		.most = q->page_rows ? q->page_rows : INT32_MAX }, out));
	struct audit_shown shown = { .arena = d->arena };
	for (size_t i = 0; i < out->count; i++)
		audit_shows_reference(&shown, out->at[i].reference);
	return audit_view(d, &(struct audit_row){ .verb = verb, .what = STR("figures.cases"), .detail = m->id, .by = by,
						  .shown = &shown });
}

const struct pathway *measure_pathway(const struct rulebook *book, const struct measure *m)
{
	return str_starts(m->parts, STR("stage.")) ? book_pathway(book, str_slice(m->parts, 6, m->parts.len)) : NULL;
}

bool measure_is_named(const struct measure *m)
{
	return str_equal(m->parts, STR("school")) || str_equal(m->parts, STR("officer"));
}

struct str measure_part_label(const struct rulebook *book, const struct measure *m, struct str part)
{
	const struct pathway *p = measure_pathway(book, m);
	const struct stage *stage = p ? pathway_stage(p, part) : NULL;

	return stage ? stage->name : code_label(book_codes(book, m->parts), part);
}

const struct fault *measure_areas(struct desk *d, struct measure_areas *out)
{
	struct measure_areas_rows rows;

	TRY(sql_measure_areas(d->store, d->arena, &rows));
	for (size_t i = 0; i < rows.count; i++)
		LIST_PUSH(d->arena, out, (struct measure_area){ rows.at[i].code, rows.at[i].short_name });
	return NULL;
}
