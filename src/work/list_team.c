/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/list_team - what a team or a school is asked for; a school's pupils.
 * Touches the store. */
#include "gen/sql/list.h"
#include "work/list_room.h"

enum { TEAM_MOST = 2000 };

static const struct fault *audit_list(struct desk *d, const struct list_scope *scope, bool is_export, const char *what, struct str detail,
				      const struct audit_shown *shown)
{
	return audit_view(d, &(struct audit_row){ .verb = is_export ? STR("export") : STR("view"), .what = str_of(what), .detail = detail,
						  .by = scope->by, .shown = shown });
}

static void ask_add(struct desk *d, const struct list_scope *scope, const struct list_inbox_row *r, struct inbox *out)
{
	struct list_standing at = { r->authority, r->officer_id, r->school_id, 0, true, STR_NONE, 0 };
	const struct code_list *advice = book_codes(d->book, STR("advice"));

	if (!list_may(d, scope, &at, "view", "ask"))
		return;
	LIST_PUSH(d->arena, out, (struct inbox_row){
		.reference = r->reference, .subject = r->subject, .kind = r->kind, .role = r->role,
		.role_name = advice ? code_label(advice, r->role) : r->role,
		.child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(r->given), STR_ARG(r->family)), .state = r->state,
		.organisation = r->organisation, .taken_by = r->taken_by, .asked = r->asked, .received = r->received,
		.due = r->due, .answered = r->answered,
		.is_late = date_is_none(r->answered) && !date_is_none(r->due) && r->due.day < d->now.today.day });
}

static const struct fault *asks_add(struct desk *d, const struct list_scope *scope, bool answered, struct inbox *out)
{
	struct list_inbox_rows rows;

	TRY(sql_list_inbox(d->store, d->arena, &(struct list_inbox_in){
		.organisation_id = scope->organisation, .answered = answered, .rows = TEAM_MOST }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		ask_add(d, scope, &rows.at[i], out);
	return NULL;
}

static bool team_scope(const struct desk *d, size_t i, struct list_scope *out)
{
	return (list_scope_of(d, i, "view", "list.inbox", out) || list_scope_of(d, i, "view", "list.school", out)) &&
	       out->organisation;
}

const struct fault *list_inbox_count(struct desk *d, struct inbox_count *out)
{
	struct list_inbox_count_rows rows;
	struct list_scope scope;

	*out = (struct inbox_count){ 0 };
	for (size_t i = 0; i < d->who.membership_count; i++) {
		if (!team_scope(d, i, &scope))
			continue;
		TRY(sql_list_inbox_count(d->store, d->arena, &(struct list_inbox_count_in){
			.organisation_id = scope.organisation, .today = d->now.today,
			.soon = date_add(d->now.today, LIST_RISK_DAYS) }, &rows));
		out->open += rows.at[0].asks;
		out->late += rows.at[0].late;
		out->soon += rows.at[0].due_soon;
	}
	return NULL;
}

const struct fault *list_inbox(struct desk *d, struct str state, bool is_export, struct inbox *out)
{
	bool is_any = false, open = !str_equal(state, STR("answered"));
	struct list_scope scope;

	size_t from = 0;

	*out = (struct inbox){ 0 };
	for (size_t i = 0; i < d->who.membership_count; i++) {
		if (!team_scope(d, i, &scope))
			continue;
		is_any = true;
		if (open)
			TRY(asks_add(d, &scope, false, out));
		if (!open || str_equal(state, STR("all")))
			TRY(asks_add(d, &scope, true, out));
		struct audit_shown shown = { .arena = d->arena };
		for (; from < out->count; from++)
			audit_shows_reference(&shown, out->at[from].reference);
		TRY(audit_list(d, &scope, is_export, "list.inbox", state, &shown));
	}
	return is_any ? NULL : fault_new(d->arena, FAULT_ABSENT, "no inbox for this user");
}

static void pupil_add(struct desk *d, const struct list_scope *scope, const struct list_pupils_row *r, struct pupils *out)
{
	struct list_standing at = { r->authority, r->officer_id, r->school_id, r->panel_id, false, r->pathway, r->began_id };
	struct list_columns columns = {
		.id = r->id, .is_open = r->is_open, .officer_id = r->officer_id, .reference = r->reference,
		.pathway = r->pathway, .stage = r->stage, .next_step = r->next_step, .holder = r->holder,
		.locality = r->locality, .given = r->given, .family = r->family, .officer = r->officer,
		.school = r->school, .opened = r->opened, .next_due = r->next_due, .holder_since = r->holder_since,
		.born = r->born, .cover = r->cover, .cover_id = r->cover_id, .cover_until = r->cover_until };
	struct pupil_row *last = out->count ? &out->at[out->count - 1] : NULL;

	if (!list_may(d, scope, &at, "list", "case"))
		return;
	if (last && last->at.process_id == r->id) {     /* asked twice: the first due counts */
		if (!date_is_none(r->due) && (date_is_none(last->asked_due) || r->due.day < last->asked_due.day)) {
			last->asked_subject = r->subject;
			last->asked_due = r->due;
		}
		return;
	}
	LIST_PUSH(d->arena, out, (struct pupil_row){ .at = list_row_of(d, &columns), .asked_subject = r->subject,
		.asked_due = r->due, .is_asked = r->subject.at != NULL, .whole_due = r->whole_due, .planned = r->planned });
}

const struct fault *list_pupils(struct desk *d, bool is_export, struct pupils *out)
{
	struct list_pupils_rows rows;
	struct list_scope scope;
	bool is_any = false;
	size_t from = 0;

	*out = (struct pupils){ 0 };
	for (size_t i = 0; i < d->who.membership_count; i++) {
		if (!list_scope_of(d, i, "view", "list.school", &scope) || !scope.organisation)
			continue;
		is_any = true;
		TRY(sql_list_pupils(d->store, d->arena, &(struct list_pupils_in){
			.school_id = scope.organisation, .rows = TEAM_MOST, .today = d->now.today }, &rows));
		for (size_t k = 0; k < rows.count; k++)
			pupil_add(d, &scope, &rows.at[k], out);
		struct audit_shown shown = { .arena = d->arena };
		for (; from < out->count; from++)
			audit_shows_case(&shown, out->at[from].at.process_id);
		TRY(audit_list(d, &scope, is_export, "list.school", STR_NONE, &shown));
	}
	return is_any ? NULL : fault_new(d->arena, FAULT_ABSENT, "no school for this user");
}
