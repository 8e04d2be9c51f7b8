/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/audit - who did what to which record.
 * Touches the store. */
#include "work/audit.h"

#include <stdlib.h>

#include "core/digest.h"
#include "core/out.h"
#include "gen/sql/audit.h"
#include "work/audit_room.h"

/* The role in which it was done: of the membership that allowed it, or the kind of link. */
struct str audit_actor(struct arena *a, const struct who *who, const struct access_answer *by)
{
	if (by->membership)
		return by->membership->role;
	if (who->kind == WHO_LINK)
		return arena_printf(a, "link_%.*s", STR_ARG(who->link_kind));
	return who->kind == WHO_ACCOUNT ? STR("account") : STR("public");
}

/* What a row's hash is of: the hash before it, then every column, each with its length. */
struct str audit_hash(struct arena *a, struct str before, const struct audit_add_in *row)
{
	struct out o = out_start(a, 300);
	const struct str texts[] = { before, row->actor, row->verb, row->what, row->detail, row->grant_id };

	out_printf(&o, "%lld %lld %lld %lld %lld", (long long)row->seq, (long long)row->at, (long long)row->account_id,
		   (long long)row->person_id, (long long)row->process_id);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		out_printf(&o, " %zu:", texts[i].len);
		out_add(&o, texts[i]);
	}
	if (row->shown.at) {    /* rows of before had no such column, and keep their hash */
		out_printf(&o, " %zu:", row->shown.len);
		out_add(&o, row->shown);
	}
	return digest_sha256(a, out_str(&o));
}

void audit_shows_person(struct audit_shown *s, int64_t person_id)
{
	LIST_PUSH(s->arena, &s->people, person_id);
}

void audit_shows_case(struct audit_shown *s, int64_t process_id)
{
	LIST_PUSH(s->arena, &s->cases, process_id);
}

void audit_shows_reference(struct audit_shown *s, struct str reference)
{
	LIST_PUSH(s->arena, &s->references, reference);
}

static int by_number(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return (a > b) - (a < b);
}

static struct str cases_json(struct arena *a, const struct audit_shown *s)
{
	struct out o = out_start(a, 64);

	out_byte(&o, '[');
	for (size_t i = 0; i < s->cases.count; i++)
		out_printf(&o, "%s%lld", i ? "," : "", (long long)s->cases.at[i]);
	for (size_t i = 0; i < s->references.count; i++) {
		out_add(&o, i || s->cases.count ? STR(",") : STR(""));
		out_json(&o, s->references.at[i]);
	}
	out_byte(&o, ']');
	return out_str(&o);
}

/* The people as a JSON array, sorted, each once; absent when the list is empty. */
static const struct fault *people_json(struct store *writer, struct arena *a, const struct audit_shown *s, struct str *json)
{
	struct audit_people_of_cases_rows rows = { 0 };
	struct out o = out_start(a, 64);
	size_t count = 0;

	if (s->cases.count || s->references.count)
		TRY(sql_audit_people_of_cases(writer, a, &(struct audit_people_of_cases_in){ cases_json(a, s) }, &rows));
	int64_t *all = ARENA_NEW(a, int64_t, s->people.count + rows.count + 1);
	for (size_t i = 0; i < s->people.count; i++)
		all[count++] = s->people.at[i];
	for (size_t i = 0; i < rows.count; i++)
		all[count++] = rows.at[i].person_id;
	if (count)
		qsort(all, count, sizeof *all, by_number);
	for (size_t i = 0; i < count; i++)
		if (all[i] && (i == 0 || all[i] != all[i - 1]))
			out_printf(&o, "%s%lld", o.len ? "," : "[", (long long)all[i]);
	if (o.len)
		out_byte(&o, ']');
	*json = o.len ? out_str(&o) : STR_NONE;
	return NULL;
}

const struct fault *audit_add(struct store *writer, struct arena *a, const struct desk *d, const struct audit_row *row)
{
	struct audit_head_take_rows head;
	struct audit_add_rows added;
	struct audit_add_in in = {
		.at = d->now.utc_ms, .account_id = d->who.kind == WHO_ACCOUNT ? d->who.account_id : 0,
		.actor = audit_actor(a, &d->who, &row->by), .verb = row->verb, .what = row->what,
		.person_id = row->person_id, .process_id = row->process_id, .detail = row->detail,
		.grant_id = row->by.grant ? row->by.grant->id : STR_NONE, .chain = store_lane(writer) };

	if (row->shown)
		TRY(people_json(writer, a, row->shown, &in.shown));
	TRY(sql_audit_head_take(writer, a, &(struct audit_head_take_in){ in.chain }, &head));
	check(head.count == 1);
	in.seq = head.at[0].seq;
	in.hash = audit_hash(a, head.at[0].hash, &in);
	TRY(sql_audit_add(writer, a, &in, &added));
	if (in.shown.at)
		TRY(sql_audit_shown_add(writer, a, &(struct audit_shown_add_in){ added.at[0].id, in.shown }, NULL));
	return sql_audit_head_put(writer, a, &(struct audit_head_put_in){ in.chain, in.hash }, NULL);
}

struct view { const struct desk *d; const struct audit_row *row; };

static const struct fault *view_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct view *v = ctx;
	return audit_add(writer, a, v->d, v->row);
}

const struct fault *audit_view(struct desk *d, const struct audit_row *row)
{
	struct view v = { d, row };
	return store_write(d->pool, d->arena, view_job, &v);
}
