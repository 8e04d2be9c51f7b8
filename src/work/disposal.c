/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/disposal - what is due, and the runs that two people look at.
 * Touches the store, rules/retention. */
#include "core/out.h"
#include "work/disposal_room.h"

enum { HOLDS_MOST = 1000 };

static const struct fault *absent(const struct desk *d)
{
	return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
}

const struct fault *disposal_may(struct desk *d, struct str verb, struct access_answer *by)
{
	*by = access_reach(d->book, &d->who, d->now.today, verb, STR("list.disposal"));
	return by->is_allowed && by->membership ? NULL : absent(d);
}

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static void problem(struct desk *d, struct problems *out, const char *field, const char *key)
{
	problems_add(out, d->arena, str_of(field), PROBLEM_RULE, words(d, key));
}

static void reason_check(struct desk *d, struct str reason, struct problems *out)
{
	if (str_is_empty(str_trim(reason)))
		problem(d, out, "reason", "guard.reason_missing");
	else if (str_count(reason) > DISPOSAL_REASON_MOST)
		problem(d, out, "reason", "guard.reason_long");
}

/* --- periods ------------------------------------------------------------------------------------------------------ */

const struct fault *disposal_owns(struct store *s, struct arena *a, int64_t authority, struct disposal_owns *out)
{
	struct retention_own_list_rows rows;

	*out = (struct disposal_owns){ 0 };
	TRY(sql_retention_own_list(s, a, &(struct retention_own_list_in){ authority }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		if (rows.at[i].years)
			LIST_PUSH(a, out, (struct disposal_own){ rows.at[i].rule, rows.at[i].reason, rows.at[i].by_name,
				rows.at[i].years, date_of_ms(rows.at[i].made) });
	return NULL;
}

const struct fault *disposal_councils(struct desk *d, struct disposal_councils *out)
{
	struct retention_own_all_rows rows;

	*out = (struct disposal_councils){ 0 };
	TRY(sql_retention_own_all(d->store, d->arena, &rows));
	for (size_t i = 0; i < rows.count; i++)
		LIST_PUSH(d->arena, out, (struct disposal_council){ rows.at[i].rule, rows.at[i].council, rows.at[i].reason,
			rows.at[i].years });
	return NULL;
}

/* A rulebook that has since come to demand more is stronger than what the council once set. */
size_t disposal_years(const struct disposal_owns *owns, const struct retention *rule)
{
	for (size_t i = 0; i < owns->count; i++)
		if (str_equal(owns->at[i].rule, rule->id))
			return (size_t)owns->at[i].years < rule->least ? rule->least : (size_t)owns->at[i].years;
	return rule->years;
}

static void rule_fill(struct arena *a, const struct rulebook *book, const struct disposal_owns *owns,
		      const struct retention_facts *f, const struct retention_stops *stops, struct date today,
		      struct disposal_record *r)
{
	r->due = DATE_NONE;
	r->rule = retention_rule(a, book, f, today);
	if (r->rule) {
		r->years = disposal_years(owns, r->rule);
		r->due = retention_due(a, book, r->rule, r->years, f, today);
	}
	r->kept = retention_stop(stops, r->due, today);
}

struct str disposal_needs_plan(struct arena *a, const struct rulebook *book)
{
	const struct code_list *list = book_codes(book, STR("needs-plan"));
	struct out o = out_start(a, 100);

	out_byte(&o, ' ');
	for (size_t i = 0; list && i < list->count; i++)
		out_printf(&o, "%.*s ", STR_ARG(list->at[i].code));
	return out_str(&o);
}

struct disposal_record disposal_case(struct arena *a, const struct rulebook *book, const struct disposal_owns *owns,
				     const struct disposal_case_now_row *row, struct date today)
{
	struct disposal_record r = { .kind = STR("case"), .id = row->id, .person_id = row->person_id, .reference = row->reference,
		.pathway = row->pathway, .born = row->born, .child = arena_printf(a, "%.*s %.*s", STR_ARG(row->given),
		STR_ARG(row->family)) };
	struct retention_facts f = { .of = r.kind, .pathway = row->pathway, .outcome = row->outcome, .born = row->born,
		.opened = row->opened, .closed = row->closed, .last = row->last, .had_plan = row->had_plan != 0 };

	rule_fill(a, book, owns, &f, &(struct retention_stops){ row->is_open != 0, row->has_hold != 0, row->has_flag != 0 }, today, &r);
	return r;
}

struct disposal_record disposal_person(struct arena *a, const struct rulebook *book, const struct disposal_owns *owns,
				       const struct disposal_person_now_row *row, struct date today)
{
	struct disposal_record r = { .kind = STR("person"), .id = row->id, .person_id = row->id, .reference = STR(""),
		.pathway = STR(""), .born = row->born, .child = arena_printf(a, "%.*s %.*s", STR_ARG(row->given),
		STR_ARG(row->family)) };
	struct retention_facts f = { .of = r.kind, .pathway = STR(""), .outcome = STR(""), .born = row->born,
		.opened = DATE_NONE, .closed = DATE_NONE, .last = DATE_NONE };

	rule_fill(a, book, owns, &f, &(struct retention_stops){ false, row->has_hold != 0, row->has_flag != 0 }, today, &r);
	return r;
}

struct owning { struct desk *d; struct access_answer by; struct retention_own_add_in in; };

static const struct fault *own_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct owning *o = ctx;

	TRY(sql_retention_own_add(writer, a, &o->in, NULL));
	return audit_add(writer, a, o->d, &(struct audit_row){ .verb = STR("record"), .what = STR("list.disposal"),
		.detail = arena_printf(a, "period of %.*s: %lld", STR_ARG(o->in.rule), (long long)o->in.years), .by = o->by });
}

const struct fault *disposal_own(struct desk *d, struct str rule_id, struct str years, struct str reason, struct problems *out)
{
	const struct retention *rule = book_retention(d->book, rule_id);
	struct access_answer by;
	int64_t n;

	TRY(disposal_may(d, STR("dispose"), &by));
	if (!rule)
		problem(d, out, "rule", "retention.rule_missing");
	if (!str_to_int(str_trim(years), &n) || n < 0 || n > DISPOSAL_YEARS_MOST)
		problem(d, out, "years", "retention.years_wrong");
	else if (rule && n && (size_t)n < rule->least)
		problem(d, out, "years", "retention.years_least");
	reason_check(d, reason, out);
	if (!rule || out->count)
		return NULL;
	return store_write(d->pool, d->arena, own_job, &(struct owning){ d, by, { by.membership->authority, rule->id, n,
		str_trim(reason), d->who.account_id, d->now.utc_ms } });
}

/* --- holds -------------------------------------------------------------------------------------------------------- */

const struct fault *disposal_holds(struct desk *d, struct disposal_holds *out)
{
	struct audit_shown shown = { .arena = d->arena };
	struct access_answer by;
	struct hold_list_rows rows;

	*out = (struct disposal_holds){ 0 };
	TRY(disposal_may(d, STR("view"), &by));
	TRY(sql_hold_list(d->store, d->arena, &(struct hold_list_in){ by.membership->authority, HOLDS_MOST }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct hold_list_row *r = &rows.at[i];

		LIST_PUSH(d->arena, out, (struct disposal_hold){ r->id, r->made, r->ended, r->reference,
			arena_printf(d->arena, "%.*s %.*s", STR_ARG(r->given), STR_ARG(r->family)), r->reason, r->by_name,
			r->ended_name });
		audit_shows_person(&shown, r->person_id);
	}
	return audit_view(d, &(struct audit_row){ .verb = STR("view"), .what = STR("list.disposal"), .by = by, .shown = &shown });
}

struct holding { struct desk *d; struct access_answer by; struct hold_add_in add; struct hold_end_in end; };

static const struct fault *hold_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct holding *h = ctx;

	TRY(sql_hold_add(writer, a, &h->add, NULL));
	return audit_add(writer, a, h->d, &(struct audit_row){ .verb = STR("record"), .what = STR("hold"),
		.person_id = h->add.person_id, .by = h->by });
}

const struct fault *disposal_hold(struct desk *d, struct str reference, struct str reason, struct problems *out)
{
	struct holding h = { .d = d };
	struct disposal_person_of_rows rows = { 0 };

	TRY(disposal_may(d, STR("dispose"), &h.by));
	TRY(sql_disposal_person_of(d->store, d->arena, &(struct disposal_person_of_in){ h.by.membership->authority,
		str_trim(reference) }, &rows));
	if (rows.count == 0)
		problem(d, out, "reference", "emergency.no_case");
	reason_check(d, reason, out);
	if (out->count)
		return NULL;
	h.add = (struct hold_add_in){ h.by.membership->authority, rows.at[0].person_id, str_trim(reason), d->who.account_id, d->now.utc_ms };
	return store_write(d->pool, d->arena, hold_job, &h);
}

static const struct fault *hold_end_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct holding *h = ctx;
	struct hold_end_rows rows;

	TRY(sql_hold_end(writer, a, &h->end, &rows));
	if (rows.count == 0)
		return absent(h->d);
	return audit_add(writer, a, h->d, &(struct audit_row){ .verb = STR("record"), .what = STR("hold"),
		.person_id = rows.at[0].person_id, .detail = STR("ended"), .by = h->by });
}

const struct fault *disposal_hold_end(struct desk *d, int64_t id)
{
	struct holding h = { .d = d };

	TRY(disposal_may(d, STR("dispose"), &h.by));
	h.end = (struct hold_end_in){ id, h.by.membership->authority, d->now.utc_ms, d->who.account_id };
	return store_write(d->pool, d->arena, hold_end_job, &h);
}
