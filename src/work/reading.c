/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/reading - see reading.h.
 * Touches the store and the access rule. */
#include "work/reading.h"

#include "gen/sql/reading.h"

static struct str look_verb(bool is_export)
{
	return is_export ? STR("export") : STR("view");
}

static const struct fault *may(struct desk *d, struct str verb, struct access_answer *by)
{
	*by = access_reach(d->book, &d->who, d->now.today, verb, STR("list.reading"));
	return by->is_allowed ? NULL : fault_new(d->arena, FAULT_ABSENT, "there is no such page");
}

/* Who looks after the installation sees what was found in all of it, others what was found in their council. */
static int64_t council_of(const struct desk *d, const struct access_answer *by)
{
	return access_reach(d->book, &d->who, d->now.today, STR("administer"), STR("admin")).is_allowed ? 0 : by->membership->authority;
}

static struct reading_found found_of(const struct reading_list_row *r)
{
	return (struct reading_found){ .id = r->id, .account_id = r->account_id, .found_ms = r->found, .seen_ms = r->seen,
		.name = r->name, .email = r->email, .watch = r->watch, .seen_by = r->seen_by, .note = r->note, .day = r->day,
		.numbers = { { r->opened, r->usual, r->days, r->odd_hours, r->namesakes, r->exports, r->emergencies, r->own, r->listed } },
		.first_audit = r->first_audit, .last_audit = r->last_audit };
}

static const struct fault *load(struct desk *d, const struct reading_list_in *in, struct reading_founds *out)
{
	struct reading_list_rows rows;

	TRY(sql_reading_list(d->store, d->arena, in, &rows));
	for (size_t i = 0; i < rows.count; i++)
		LIST_PUSH(d->arena, out, found_of(&rows.at[i]));
	return NULL;
}

const struct fault *reading_list(struct desk *d, struct str state, struct str watch, bool is_export, struct reading_founds *out)
{
	struct access_answer by;

	*out = (struct reading_founds){ 0 };
	TRY(may(d, look_verb(is_export), &by));
	TRY(load(d, &(struct reading_list_in){ .authority = council_of(d, &by), .state = state, .watch = watch,
		.most = READING_MOST }, out));
	return audit_view(d, &(struct audit_row){ .verb = look_verb(is_export), .what = STR("list.reading"), .by = by });
}

static const struct fault *find(struct desk *d, const struct access_answer *by, int64_t id, struct reading_found *out)
{
	struct reading_founds all = { 0 };

	TRY(load(d, &(struct reading_list_in){ .authority = council_of(d, by), .state = STR(""), .watch = STR(""), .id = id,
		.most = 1 }, &all));
	if (!id || !all.count)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	*out = all.at[0];
	return NULL;
}

const struct fault *reading_open(struct desk *d, int64_t id, bool is_export, struct reading_found *out, struct reading_acts *acts)
{
	struct reading_acts_rows rows;
	struct access_answer by;

	*acts = (struct reading_acts){ 0 };
	TRY(may(d, look_verb(is_export), &by));
	TRY(find(d, &by, id, out));
	TRY(sql_reading_acts(d->store, d->arena, &(struct reading_acts_in){ out->account_id, out->first_audit, out->last_audit,
		READING_MOST }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		if (date_of_ms(rows.at[i].at).day == out->day.day)
			LIST_PUSH(d->arena, acts, ((struct reading_act){ rows.at[i].at, rows.at[i].verb, rows.at[i].what,
				rows.at[i].reference, rows.at[i].person_id != 0 }));
	return audit_view(d, &(struct audit_row){ .verb = look_verb(is_export), .what = STR("list.reading"), .by = by,
		.detail = arena_int(d->arena, id) });
}

struct seeing { struct desk *d; int64_t id; struct str note; struct access_answer by; };

static const struct fault *see_job(struct store *w, struct arena *a, void *ctx)
{
	const struct seeing *s = ctx;
	int64_t changed;

	TRY(sql_reading_see(w, a, &(struct reading_see_in){ s->id, s->d->who.account_id, s->d->now.utc_ms, s->note }, &changed));
	if (changed != 1)
		return fault_new(a, FAULT_CONFLICT, "somebody has looked at it already");
	return audit_add(w, a, s->d, &(struct audit_row){ .verb = STR("record"), .what = STR("list.reading"), .by = s->by,
		.detail = arena_int(a, s->id) });
}

const struct fault *reading_see(struct desk *d, int64_t id, struct str note, struct problems *out)
{
	struct seeing s = { .d = d, .id = id, .note = str_trim(note) };
	struct reading_found found;

	TRY(may(d, STR("record"), &s.by));
	TRY(find(d, &s.by, id, &found));
	if (found.account_id == d->who.account_id)
		problems_add(out, d->arena, STR("note"), PROBLEM_RULE, book_words(d->book, STR("reading.own_reading")));
	else if (str_is_empty(s.note))
		problems_add(out, d->arena, STR("note"), PROBLEM_MISSING, book_words(d->book, STR("reading.note_missing")));
	else if (!str_is_text(s.note) || str_count(s.note) > READING_NOTE_MOST)
		problems_add(out, d->arena, STR("note"), PROBLEM_TOO_LONG, book_words(d->book, STR("reading.note_long")));
	return out->count ? NULL : store_write(d->pool, d->arena, see_job, &s);
}
