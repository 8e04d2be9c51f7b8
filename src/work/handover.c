/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/handover - who may pass on whose work, how it is shared out, what was passed on.
 * Touches the store and the access rule. */
#include "work/handover_room.h"

#include "gen/sql/account.h"
#include "rules/weight.h"

/* A membership in which the user may give cases away; of others only where the caseloads are theirs to see. */
static bool may_in(const struct desk *d, size_t i, bool others)
{
	struct who one = d->who;

	if (d->who.kind != WHO_ACCOUNT)
		return false;
	one.memberships = &d->who.memberships[i];
	one.membership_count = 1;
	return access_reach(d->book, &one, d->now.today, STR("assign"), STR("case")).is_allowed &&
	       (!others || access_reach(d->book, &one, d->now.today, STR("view"), STR("list.caseload")).is_allowed);
}

const struct fault *handover_absent(const struct desk *d)
{
	return fault_new(d->arena, FAULT_ABSENT, "may not pass on these cases");
}

/* The council (0: the first) in which the user may pass on their own cases, or others' too. FAULT_ABSENT. */
static const struct fault *handover_authority(const struct desk *d, int64_t authority, bool others, int64_t *out)
{
	for (size_t i = 0; i < d->who.membership_count; i++)
		if ((authority == 0 || d->who.memberships[i].authority == authority) && may_in(d, i, others)) {
			*out = d->who.memberships[i].authority;
			return NULL;
		}
	return handover_absent(d);
}

static void problem(const struct desk *d, struct problems *out, const char *field, const char *key)
{
	problems_add(out, d->arena, str_of(field), PROBLEM_RULE, book_words(d->book, str_of(key)));
}

static void days_check(const struct desk *d, struct handover_ask *ask, struct problems *out)
{
	if (str_equal(ask->kind, STR(HANDOVER_LEAVING))) {
		ask->from = d->now.today;
		ask->to = DATE_NONE;
		return;
	}
	if (!str_equal(ask->kind, STR(HANDOVER_AWAY))) {
		problem(d, out, "kind", "handover.no_kind");
		return;
	}
	if (date_is_none(ask->from))
		problem(d, out, "from", "handover.no_from");
	if (date_is_none(ask->to))
		problem(d, out, "to", "handover.no_to");
	if (date_is_none(ask->from) || date_is_none(ask->to))
		return;
	if (ask->to.day < ask->from.day)
		problem(d, out, "to", "handover.order");
	else if (ask->to.day < d->now.today.day)
		problem(d, out, "to", "handover.past");
	else if (date_between(ask->from, ask->to) > HANDOVER_DAYS)
		problem(d, out, "to", "handover.long");
}

/* Each council once in which the user may pass on cases; `i` goes on from there. others: those of colleagues, too. */
static bool next_council(const struct desk *d, size_t *i, bool *others)
{
	for (; *i < d->who.membership_count; ++*i) {
		bool is_first = true;

		for (size_t k = 0; k < *i; k++)
			is_first = is_first && (d->who.memberships[k].authority != d->who.memberships[*i].authority || !may_in(d, k, false));
		if (!is_first || !may_in(d, *i, false))
			continue;
		*others = false;
		for (size_t k = *i; k < d->who.membership_count; k++)
			*others = *others || (d->who.memberships[k].authority == d->who.memberships[*i].authority && may_in(d, k, true));
		return true;
	}
	return false;
}

const struct fault *handover_people(struct desk *d, struct handover_people *out)
{
	bool others;

	*out = (struct handover_people){ 0 };
	for (size_t i = 0; next_council(d, &i, &others); i++) {
		int64_t authority = d->who.memberships[i].authority;
		struct account_authority_rows names;
		struct list_choices officers = { 0 };

		TRY(sql_account_authority(d->store, d->arena, &(struct account_authority_in){ authority }, &names));
		struct str council = names.count ? names.at[0].short_name : STR("");
		LIST_PUSH(d->arena, out, (struct handover_person){ authority, d->who.account_id, d->who.name, council });
		if (others)
			TRY(list_officers(d, authority, &officers));
		for (size_t k = 0; k < officers.count; k++)
			if (officers.at[k].id != d->who.account_id)
				LIST_PUSH(d->arena, out, (struct handover_person){ authority, officers.at[k].id, officers.at[k].name, council });
	}
	return NULL;
}

const struct fault *handover_check(struct desk *d, struct handover_ask *ask, struct problems *out)
{
	bool others = ask->account_id != 0 && ask->account_id != d->who.account_id;
	struct list_choices officers = { 0 };
	bool found = !others;

	ask->account_id = others ? ask->account_id : d->who.account_id;
	TRY(handover_authority(d, ask->authority, others, &ask->authority));
	if (others)
		TRY(list_officers(d, ask->authority, &officers));
	for (size_t i = 0; i < officers.count; i++)
		found = found || officers.at[i].id == ask->account_id;
	if (!found)
		problem(d, out, "who", "handover.no_who");
	days_check(d, ask, out);
	return NULL;
}

/* --- the proposal --- */

static bool is_among(const int64_t *among, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (among[i] == id)
			return true;
	return count == 0;
}

const struct fault *handover_away(struct desk *d, const struct handover_ask *ask, struct handover_away_rows *out)
{
	return sql_handover_away(d->store, d->arena, &(struct handover_away_in){ ask->authority, ask->from,
		date_is_none(ask->to) ? ask->from : ask->to }, out);
}

static const struct fault *takers_fill(struct desk *d, const struct handover_ask *ask, const int64_t *among, size_t count,
				       struct handover_takers *out)
{
	struct handover_away_rows away;
	struct caseloads loads;
	bool has_workers = false;       /* unasked, a manager who carries no cases is not given all of them */

	TRY(caseload_of(d, ask->authority, &loads));
	TRY(handover_away(d, ask, &away));
	for (size_t i = 0; i < loads.count; i++)
		has_workers = has_workers || (loads.at[i].id && loads.at[i].id != ask->account_id && loads.at[i].cases > 0);
	for (size_t i = 0; i < loads.count; i++) {
		const struct caseload *c = &loads.at[i];
		bool is_out = count == 0 && has_workers && c->cases == 0;

		for (size_t k = 0; k < away.count; k++)
			is_out = is_out || away.at[k].account_id == c->id;
		if (c->id && c->id != ask->account_id && !is_out && is_among(among, count, c->id))
			LIST_PUSH(d->arena, out, (struct handover_taker){ .id = c->id, .name = c->name, .points = c->points,
									  .cases = c->cases });
	}
	return NULL;
}

/* The heaviest case first, each to who has least to do with what they have been given so far. */
static void share_out(struct desk *d, struct handover_plan *plan)
{
	size_t count = plan->lines.count;
	struct handover_line **order = ARENA_NEW(d->arena, struct handover_line *, count + 1);

	for (size_t i = 0; i < count; i++) {
		size_t at = i;

		for (; at > 0 && order[at - 1]->points < plan->lines.at[i].points; at--)
			order[at] = order[at - 1];
		order[at] = &plan->lines.at[i];
	}
	for (size_t i = 0; i < count && plan->takers.count; i++) {
		struct handover_taker *least = &plan->takers.at[0];

		for (size_t k = 1; k < plan->takers.count; k++) {
			struct handover_taker *t = &plan->takers.at[k];

			if (t->points + t->more_points < least->points + least->more_points)
				least = t;
		}
		order[i]->officer_id = least->id;
		least->more_points += order[i]->points;
		least->more_cases++;
	}
}

static struct str stage_words(const struct desk *d, struct str pathway, struct str id)
{
	const struct pathway *p = book_pathway(d->book, pathway);
	const struct stage *stage = p ? pathway_stage(p, id) : NULL;

	return stage ? stage->name : id;
}

const struct fault *handover_propose(struct desk *d, const struct handover_ask *ask, const int64_t *among, size_t count,
				     struct handover_plan *out)
{
	struct audit_shown shown = { .arena = d->arena };
	struct handover_cases_rows rows;

	*out = (struct handover_plan){ 0 };
	TRY(sql_handover_cases(d->store, d->arena, &(struct handover_cases_in){ ask->authority, ask->account_id, ask->from, ask->to,
		HANDOVER_MOST + 1 }, &rows));
	out->is_more = rows.count > HANDOVER_MOST;
	for (size_t i = 0; i < rows.count && i < HANDOVER_MOST; i++) {
		const struct handover_cases_row *r = &rows.at[i];

		LIST_PUSH(d->arena, &out->lines, (struct handover_line){ .reference = r->reference, .process_id = r->id,
			.child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(r->given), STR_ARG(r->family)), .due = r->next_due,
			.version = r->version, .stage = stage_words(d, r->pathway, r->stage),
			.points = weight_of(d->book, &(struct weighed){ r->pathway, r->stage, r->need, r->setting_type }) });
		audit_shows_case(&shown, r->id);
	}
	TRY(takers_fill(d, ask, among, count, &out->takers));
	share_out(d, out);
	return audit_view(d, &(struct audit_row){ .verb = STR("view"), .what = STR("list.work"), .detail = STR("handover"),
		.by = access_reach(d->book, &d->who, d->now.today, STR("assign"), STR("case")), .shown = &shown });
}

/* --- what was passed on --- */

const struct fault *handover_list(struct desk *d, struct handovers *out)
{
	bool others, found = false;

	*out = (struct handovers){ 0 };
	for (size_t i = 0; next_council(d, &i, &others); i++) {
		struct handover_list_rows rows;

		found = true;
		TRY(sql_handover_list(d->store, d->arena, &(struct handover_list_in){ d->who.memberships[i].authority,
			others ? 0 : d->who.account_id, date_add(d->now.today, -365), d->now.today }, &rows));
		for (size_t k = 0; k < rows.count; k++) {
			const struct handover_list_row *r = &rows.at[k];

			LIST_PUSH(d->arena, out, (struct handover){ r->id, r->authority, r->account_id, r->cases, r->name, r->council,
				r->made_by_name, r->kind, r->from_day, r->to_day, r->made, r->ended, r->runs != 0 });
		}
	}
	return found ? NULL : handover_absent(d);
}

const struct fault *handover_load(struct desk *d, struct store *s, int64_t id, struct handover *out, int64_t *authority,
				  struct handover_get_cases_rows *rows)
{
	struct handover_get_rows head;
	bool is_mine = false;

	TRY(sql_handover_get(s, d->arena, &(struct handover_get_in){ id }, &head));
	if (head.count == 0)
		return handover_absent(d);
	const struct handover_get_row *h = &head.at[0];
	TRY(sql_handover_get_cases(s, d->arena, &(struct handover_get_cases_in){ id }, rows));
	is_mine = h->account_id == d->who.account_id;
	for (size_t i = 0; i < rows->count; i++)
		is_mine = is_mine || rows->at[i].officer_id == d->who.account_id;
	TRY(handover_authority(d, h->authority, !is_mine, authority));
	*out = (struct handover){ h->id, h->authority, h->account_id, (int64_t)rows->count, h->name, STR(""), h->made_by_name, h->kind, h->from_day, h->to_day,
		h->made, h->ended, h->ended == 0 && (date_is_none(h->to_day) || h->to_day.day >= d->now.today.day) };
	return NULL;
}

const struct fault *handover_open(struct desk *d, int64_t id, struct handover *out, struct handover_cases *cases)
{
	struct audit_shown shown = { .arena = d->arena };
	struct handover_get_cases_rows rows;
	int64_t authority;

	*cases = (struct handover_cases){ 0 };
	TRY(handover_load(d, d->store, id, out, &authority, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct handover_get_cases_row *r = &rows.at[i];
		bool is_away = str_equal(out->kind, STR(HANDOVER_AWAY));

		LIST_PUSH(d->arena, cases, (struct handover_case){ .reference = r->reference, .officer = r->officer, .due = r->next_due,
			.child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(r->given), STR_ARG(r->family)),
			.stage = stage_words(d, r->pathway, r->stage), .is_open = r->is_open != 0,
			.is_theirs = is_away ? r->ended == 0 && out->runs : r->officer_now == r->officer_id });
		audit_shows_case(&shown, r->process_id);
	}
	return audit_view(d, &(struct audit_row){ .verb = STR("view"), .what = STR("list.work"), .detail = STR("handover"),
		.by = access_reach(d->book, &d->who, d->now.today, STR("assign"), STR("case")), .shown = &shown });
}
