/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/lateness - where the lateness of an area sits.
 * Touches the store and the access rule. */
#include "work/lateness.h"

#include "core/out.h"
#include "gen/sql/lateness.h"
#include "rules/hands.h"
#include "work/audit.h"
#include "work/measure.h"

static struct str key_of(struct arena *a, int64_t authority, const struct hand_lates *lates)
{
	struct out o = out_start(a, 200);

	out_printf(&o, "%lld;", (long long)authority);
	for (size_t i = 0; i < lates->count; i++) {
		const struct hand_late *l = &lates->at[i];

		out_printf(&o, "%.*s %.*s %lld %d %d;", STR_ARG(l->line->step->id), STR_ARG(l->party), (long long)l->organisation_id,
			   (int)l->from.day, (int)l->to.day);
	}
	return arena_printf(a, "%zu.%016llx", lates->count, (unsigned long long)str_hash(out_str(&o)));
}

struct str lateness_key(struct arena *a, const struct rulebook *book, int64_t authority, const struct case_state *s)
{
	struct hand_lates lates = hands_late(a, s, book);

	return key_of(a, authority, &lates);
}

const struct fault *lateness_keep(struct store *writer, struct arena *a, const struct rulebook *book, int64_t process_id,
				  int64_t authority, struct str pathway, const struct case_state *s)
{
	struct hand_lates lates = hands_late(a, s, book);
	int64_t changed;

	TRY(sql_lateness_key_put(writer, a, &(struct lateness_key_put_in){ process_id, key_of(a, authority, &lates) },
				     &changed));
	if (changed == 0)
		return NULL;
	TRY(sql_lateness_drop(writer, a, &(struct lateness_drop_in){ process_id }, NULL));
	for (size_t i = 0; i < lates.count; i++) {
		const struct hand_late *l = &lates.at[i];

		TRY(sql_lateness_add(writer, a, &(struct lateness_add_in){ process_id, (int64_t)i, authority, pathway,
			l->line->step->id, l->party, l->organisation_id, l->from, l->to }, NULL));
	}
	return NULL;
}

/* The day after the period, but no later than today, which is not over. */
static struct date end_of(const struct desk *d, const struct lateness_query *q)
{
	struct date end = date_add(q->until, 1);

	return end.day > d->now.today.day ? d->now.today : end;
}

const struct fault *lateness_sums(struct desk *d, const struct lateness_query *q, struct lateness_sums *out)
{
	struct lateness_sums_rows rows;

	if (!access_reach(d->book, &d->who, d->now.today, STR("view"), STR("figures")).is_allowed)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	TRY(sql_lateness_sums(d->store, d->arena, &(struct lateness_sums_in){ q->authority, q->pathway.at ? q->pathway : STR(""),
		q->organisation_id, q->since, end_of(d, q) }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		LIST_PUSH(d->arena, out, (struct lateness_sum){ rows.at[i].pathway, rows.at[i].step, rows.at[i].party,
			rows.at[i].cases, rows.at[i].days, rows.at[i].lasting });
	return NULL;
}

const struct fault *lateness_cases(struct desk *d, const struct lateness_query *q, struct str verb, struct lateness_cases *out)
{
	struct access_answer by = measure_opener(d, q->authority, verb);
	struct audit_shown shown = { .arena = d->arena };
	struct lateness_cases_rows rows;

	if (!by.is_allowed)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	TRY(sql_lateness_cases(d->store, d->arena, &(struct lateness_cases_in){ q->authority, q->pathway, q->step, q->party,
		q->organisation_id, q->since, end_of(d, q), q->only_lasting, q->page_rows ? q->page_rows : INT32_MAX,
		q->page_rows * (q->page > 1 ? q->page - 1 : 0) }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct lateness_cases_row *r = &rows.at[i];

		LIST_PUSH(d->arena, out, (struct lateness_case){ r->reference, r->given, r->family, r->officer, r->holder, r->begun,
			r->days, r->lasts != 0, r->is_open != 0 });
		audit_shows_reference(&shown, r->reference);
	}
	return audit_view(d, &(struct audit_row){ .verb = verb, .what = STR("figures.cases"),
		.detail = arena_printf(d->arena, "late %.*s", STR_ARG(q->step)), .by = by, .shown = &shown });
}

const struct fault *lateness_teams(struct desk *d, const struct lateness_query *q, struct lateness_teams *out)
{
	struct lateness_teams_rows rows;

	TRY(sql_lateness_teams(d->store, d->arena, &(struct lateness_teams_in){ q->authority, q->since, end_of(d, q) }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		LIST_PUSH(d->arena, out, (struct lateness_team){ rows.at[i].id, rows.at[i].name });
	return NULL;
}
