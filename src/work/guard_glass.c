/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/guard_glass - a record is opened in an emergency: with a reason, for an hour, and the lead is told.
 * Touches the store, the access rule and work/post. */
#include "gen/sql/guard.h"
#include "work/case_room.h"
#include "work/guard.h"
#include "work/post.h"

enum { REASON_MOST = 1000, LISTED_MOST = 500 };

static const struct fault *absent(const struct desk *d)
{
	return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
}

bool guard_may_break(const struct desk *d)
{
	return access_reach(d->book, &d->who, d->now.today, STR("break"), STR("case")).is_allowed;
}

struct breaking { struct desk *d; struct access_answer by; struct glass_case_row at; struct glass_add_in add; };

/* No name and nothing of the case: only that somebody opened one, and where to look. */
static const struct fault *lead_tell(struct store *writer, struct arena *a, const struct breaking *b, struct str email,
				     int64_t account, int64_t glass)
{
	if (str_is_empty(email) || account == b->d->who.account_id)
		return NULL;
	return post_add(writer, a, b->d, &(struct post_new){ .kind = STR("emergency"), .way = POST_MAIL, .address = email,
		.authority = b->at.authority, .account_id = account, .secret = STR("/emergency/list"),
		.once = arena_printf(a, "emergency %lld %lld", (long long)glass, (long long)account) }, NULL);
}

static const struct fault *break_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct breaking *b = ctx;
	struct glass_add_rows made;
	struct glass_leads_rows leads;
	bool is_told = false;

	TRY(sql_glass_add(writer, a, &b->add, &made));
	TRY(sql_glass_leads(writer, a, &(struct glass_leads_in){ b->at.authority }, &leads));
	for (size_t i = 0; i < leads.count; i++) {
		is_told = is_told || leads.at[i].id == b->at.officer_id;
		TRY(lead_tell(writer, a, b, leads.at[i].email, leads.at[i].id, made.at[0].id));
	}
	if (!is_told)
		TRY(lead_tell(writer, a, b, b->at.officer_email, b->at.officer_id, made.at[0].id));
	return audit_add(writer, a, b->d, &(struct audit_row){ .verb = STR("break"), .what = STR("case"),
		.person_id = b->at.person_id, .process_id = b->at.id,
		.detail = arena_printf(a, "emergency %lld", (long long)made.at[0].id), .by = b->by });
}

const struct fault *guard_break(struct desk *d, struct str reference, struct str reason, struct problems *out)
{
	struct glass_case_rows rows;
	struct breaking b = { .d = d, .by = access_reach(d->book, &d->who, d->now.today, STR("break"), STR("case")),
			      .add = { .account_id = d->who.account_id, .reason = str_trim(reason), .begun = d->now.utc_ms,
				       .until = d->now.utc_ms + (int64_t)EMERGENCY_MINUTES * 60000 } };

	if (!b.by.is_allowed)
		return absent(d);
	TRY(sql_glass_case(d->store, d->arena, &(struct glass_case_in){ str_trim(reference) }, &rows));
	if (rows.count == 0)
		case_problem(d, out, STR("reference"), PROBLEM_MISSING, "emergency.no_case", STR_NONE);
	if (str_count(b.add.reason) < EMERGENCY_REASON_LEAST)
		case_problem(d, out, STR("reason"), PROBLEM_MISSING, "emergency.reason_short", STR_NONE);
	else if (str_count(b.add.reason) > REASON_MOST)
		case_problem(d, out, STR("reason"), PROBLEM_TOO_LONG, "guard.reason_long", STR_NONE);
	if (out->count)
		return NULL;
	b.at = rows.at[0];
	b.add.process_id = b.at.id;
	return store_write(d->pool, d->arena, break_job, &b);
}

/* --- who looks at it afterwards --- */

static int64_t lead_of(const struct desk *d, struct access_answer *by, const char *verb)
{
	*by = access_reach(d->book, &d->who, d->now.today, str_of(verb), STR("list.emergency"));
	return by->is_allowed && by->membership ? by->membership->authority : 0;
}

static const struct fault *glasses(struct desk *d, int64_t authority, int64_t process_id, struct audit_shown *shown,
				   struct guard_glasses *out)
{
	struct glass_list_rows rows;

	*out = (struct guard_glasses){ 0 };
	TRY(sql_glass_list(d->store, d->arena, &(struct glass_list_in){ authority, process_id, LISTED_MOST }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct glass_list_row *r = &rows.at[i];
		const struct role *role = book_role(d->book, r->role);

		LIST_PUSH(d->arena, out, (struct guard_glass){ r->id, r->begun, r->until, r->seen, r->reference,
			arena_printf(d->arena, "%.*s %.*s", STR_ARG(r->given), STR_ARG(r->family)), r->reason, r->name,
			role ? role->name : r->role, r->seen_name });
		if (shown)
			audit_shows_person(shown, r->person_id);
	}
	return NULL;
}

const struct fault *guard_emergencies(struct desk *d, bool is_export, struct guard_glasses *out)
{
	struct audit_shown shown = { .arena = d->arena };
	struct access_answer by;
	int64_t authority = lead_of(d, &by, "view");

	if (!authority)
		return absent(d);
	TRY(glasses(d, authority, 0, &shown, out));
	return audit_view(d, &(struct audit_row){ .verb = is_export ? STR("export") : STR("view"), .what = STR("list.emergency"), .by = by,
						  .shown = &shown });
}

const struct fault *guard_emergencies_of(struct desk *d, const struct case_file *c, struct guard_glasses *out)
{
	return glasses(d, c->authority, c->id, NULL, out);
}

const struct fault *guard_emergencies_waiting(struct desk *d, int64_t *out)
{
	struct glass_waiting_rows rows;
	struct access_answer by;
	int64_t authority = lead_of(d, &by, "view");

	*out = 0;
	if (!authority)
		return NULL;
	TRY(sql_glass_waiting(d->store, d->arena, &(struct glass_waiting_in){ authority }, &rows));
	*out = rows.at[0].waiting;
	return NULL;
}

struct looking { struct desk *d; struct access_answer by; struct glass_seen_in in; };

static const struct fault *seen_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct looking *l = ctx;
	int64_t changed;

	TRY(sql_glass_seen(writer, a, &l->in, &changed));
	if (changed == 0)
		return absent(l->d);
	return audit_add(writer, a, l->d, &(struct audit_row){ .verb = STR("record"), .what = STR("list.emergency"),
		.detail = arena_printf(a, "emergency %lld", (long long)l->in.id), .by = l->by });
}

const struct fault *guard_emergency_seen(struct desk *d, int64_t id)
{
	struct looking l = { .d = d };
	int64_t authority = lead_of(d, &l.by, "record");

	if (!authority)
		return absent(d);
	l.in = (struct glass_seen_in){ id, authority, d->who.account_id, d->now.utc_ms };
	return store_write(d->pool, d->arena, seen_job, &l);
}
