/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/caseload - how much work each officer has.
 * Touches the store and the access rule. */
#include "work/caseload.h"

#include "gen/sql/caseload.h"
#include "gen/sql/handover.h"
#include "rules/weight.h"
#include "work/choose.h"
#include "work/list.h"

static struct caseload *load_of(struct desk *d, struct caseloads *list, int64_t id)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].id == id)
			return &list->at[i];
	LIST_PUSH(d->arena, list, (struct caseload){ .id = id, .name = STR("") });
	return &list->at[list->count - 1];
}

static const struct fault *names_fill(struct desk *d, struct caseloads *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].id && str_is_empty(list->at[i].name))
			TRY(choose_label(d, STR("account"), arena_int(d->arena, list->at[i].id), &list->at[i].name));
	return NULL;
}

static bool comes_before(const struct caseload *a, const struct caseload *b)
{
	if ((a->id == 0) != (b->id == 0))
		return b->id == 0;
	return a->points > b->points;
}

const struct fault *caseload_of(struct desk *d, int64_t authority, struct caseloads *out)
{
	struct date today = d->now.today;
	struct caseload_groups_rows groups;
	struct caseload_covers_rows covers;
	struct handover_away_rows away;
	struct list_choices officers = { 0 };

	*out = (struct caseloads){ 0 };
	TRY(list_officers(d, authority, &officers));
	for (size_t i = 0; i < officers.count; i++)
		load_of(d, out, officers.at[i].id)->name = officers.at[i].name;
	TRY(sql_caseload_groups(d->store, d->arena, &(struct caseload_groups_in){ authority, today, date_add(today, LIST_RISK_DAYS) },
				&groups));
	for (size_t i = 0; i < groups.count; i++) {
		const struct caseload_groups_row *g = &groups.at[i];
		struct caseload *load = load_of(d, out, g->officer_id);

		load->cases += g->cases;
		load->late += g->late;
		load->at_risk += g->at_risk;
		load->away += g->away;
		load->points += g->cases * weight_of(d->book, &(struct weighed){ g->pathway, g->stage, g->need, g->setting_type });
	}
	TRY(sql_caseload_covers(d->store, d->arena, &(struct caseload_covers_in){ authority, today }, &covers));
	for (size_t i = 0; i < covers.count; i++)
		load_of(d, out, covers.at[i].officer_id)->covers = covers.at[i].cases;
	TRY(sql_handover_away(d->store, d->arena, &(struct handover_away_in){ authority, today, today }, &away));
	for (size_t i = 0; i < away.count; i++)
		load_of(d, out, away.at[i].account_id)->is_away = true;
	TRY(names_fill(d, out));
	for (size_t i = 1; i < out->count; i++)
		for (size_t k = i; k > 0 && comes_before(&out->at[k], &out->at[k - 1]); k--) {
			struct caseload swap = out->at[k];

			out->at[k] = out->at[k - 1];
			out->at[k - 1] = swap;
		}
	return NULL;
}

const struct fault *caseload_list(struct desk *d, int64_t *authority, struct caseloads *out)
{
	for (size_t i = 0; i < d->who.membership_count; i++) {
		struct who one = d->who;

		one.memberships = &d->who.memberships[i];
		one.membership_count = 1;
		if ((*authority && one.memberships[0].authority != *authority) ||
		    !access_reach(d->book, &one, d->now.today, STR("view"), STR("list.caseload")).is_allowed)
			continue;
		*authority = one.memberships[0].authority;
		return caseload_of(d, *authority, out);
	}
	return fault_new(d->arena, FAULT_ABSENT, "no caseloads for this user");
}
