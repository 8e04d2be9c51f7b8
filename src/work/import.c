/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/import - reads rows by a map, proves each, and hands it on.
 * Touches the store. */
#include "work/import.h"

#include <stdarg.h>

#include "rules/identifier.h"
#include "work/identity.h"
#include "work/import_room.h"

enum { ROWS_A_JOB = 500 };

static bool same_name(struct str x, struct str y)
{
	if (x.len != y.len)
		return false;
	for (size_t i = 0; i < x.len; i++)
		if ((x.at[i] | 32) != (y.at[i] | 32))
			return false;
	return true;
}

static int find_column(const struct csv *t, struct str names)
{
	while (names.at) {
		struct str name = str_trim(str_cut(&names, '|'));

		for (size_t c = 0; c < t->column_count; c++)
			if (same_name(t->columns[c], name))
				return (int)c;
	}
	return -1;
}

static void find_columns(struct arena *a, struct import_run *r, struct problems *problems)
{
	const struct import_map *m = r->o->map;

	r->columns = ARENA_NEW(a, int, m->column_count + 1);
	for (size_t i = 0; i < m->column_count; i++) {
		r->columns[i] = find_column(r->o->table, m->columns[i].from);
		if (r->columns[i] < 0 && m->columns[i].must)
			problems_add(problems, a, arena_printf(a, "%.*s:1", STR_ARG(r->o->file)), PROBLEM_MISSING,
				     arena_printf(a, "there is no column for %.*s; it may be called: %.*s",
						  STR_ARG(m->columns[i].id), STR_ARG(m->columns[i].from)));
	}
}

/* The cell of a column of the map, as it stands. */
static struct str cell(const struct import_run *r, size_t column)
{
	return r->columns[column] < 0 ? STR("") :
	       r->o->table->cells[r->row * r->o->table->column_count + (size_t)r->columns[column]];
}

/* 27/03/2015 or 2015-03-27. */
static struct date day_of(struct str text)
{
	int64_t year, month, day;
	struct str rest = text;

	if (!str_contains(text, STR("/")))
		return date_read(str_slice(text, 0, 10));
	if (str_to_int(str_cut(&rest, '/'), &day) && str_to_int(str_cut(&rest, '/'), &month) && str_to_int(rest, &year) &&
	    year > 1900 && year < 2200 && month > 0 && month < 13 && day > 0 && day < 32)
		return date_of((int)year, (int)month, (int)day);
	return DATE_NONE;
}

/* The code that the file's value stands for; absent when it stands for none. */
static struct str code_of(const struct import_column *c, struct str text)
{
	struct str rest = c->values;

	while (rest.at) {
		struct str code = str_trim(str_cut(&rest, '|')), theirs = str_trim(str_cut(&code, '='));

		if (same_name(theirs, text))
			return str_trim(code);
	}
	for (size_t i = 0; i < c->codes->count; i++)
		if (same_name(c->codes->at[i].code, text) || same_name(c->codes->at[i].label, text))
			return c->codes->at[i].code;
	return STR_NONE;
}

static const struct { const char *as; enum identifier_kind kind; } numbers[] = {
	{ "upn", IDENTIFIER_UPN }, { "uln", IDENTIFIER_ULN }, { "nhs", IDENTIFIER_NHS }, { "postcode", IDENTIFIER_POSTCODE },
	{ "urn", IDENTIFIER_URN },
};

/* What is wrong with a cell, or NULL. */
static const char *slip_of(struct arena *a, const struct import_column *c, struct str text)
{
	if (str_is_empty(text))
		return c->must ? "is missing" : NULL;
	if (str_equal(c->as, STR("day")))
		return date_is_none(day_of(text)) ? "is no day like 27/03/2015" : NULL;
	if (str_equal(c->as, STR("code")))
		return code_of(c, text).at ? NULL : "is not one of the values that the map knows";
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		enum identifier_state state;

		if (!str_equal(c->as, str_of(numbers[i].as)))
			continue;
		state = identifier_check(numbers[i].kind, identifier_tidy(a, numbers[i].kind, text));
		return state == IDENTIFIER_GOOD ? NULL : state == IDENTIFIER_BAD_CHECK ?
		       "has a wrong check digit: a digit was mistyped" : "has the wrong form";
	}
	return NULL;
}

/* Every slip of the row at once; values are not repeated, they are about a person. */
static struct str slips_of(struct import_run *r, struct arena *a)
{
	struct str all = STR("");

	for (size_t i = 0; i < r->o->map->column_count; i++) {
		const char *slip = slip_of(a, &r->o->map->columns[i], cell(r, i));

		if (slip)
			all = arena_printf(a, "%.*s%s%.*s %s", STR_ARG(all), all.len ? "; " : "",
					   STR_ARG(r->o->map->columns[i].id), slip);
	}
	return all;
}

static size_t column_of(const struct import_run *r, const char *field)
{
	size_t i = 0;

	while (i < r->o->map->column_count && !str_equal(r->o->map->columns[i].id, str_of(field)))
		i++;
	return i;
}

struct str import_text(struct import_run *r, struct arena *a, const char *field)
{
	size_t i = column_of(r, field);
	const struct import_column *c = &r->o->map->columns[i];
	struct str text = i < r->o->map->column_count ? cell(r, i) : STR("");

	if (str_is_empty(text))
		return STR_NONE;
	if (str_equal(c->as, STR("code")))
		return code_of(c, text);
	for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
		if (str_equal(c->as, str_of(numbers[k].as)))
			return identifier_tidy(a, numbers[k].kind, text);
	return text;
}

struct date import_day(struct import_run *r, const char *field)
{
	size_t i = column_of(r, field);

	return i < r->o->map->column_count ? day_of(cell(r, i)) : DATE_NONE;
}

void import_say(struct import_run *r, enum import_what what, double chance, const char *form, ...)
{
	va_list args;
	struct import_said said = { r->o->table->lines[r->row], what, chance, STR_NONE };

	r->out->count[what]++;
	if (!r->o->is_each && (what == IMPORT_NEW || what == IMPORT_SAME))
		return;
	va_start(args, form);
	said.words = arena_vprintf(r->keep, form, args);
	va_end(args);
	if (r->out->said == r->out->room)
		arena_grow(r->keep, (void **)&r->out->at, &r->out->room, sizeof *r->out->at);
	r->out->at[r->out->said++] = said;
}

static const struct fault *rows_job(struct store *writer, struct arena *a, void *ctx)
{
	struct import_run *r = ctx;
	bool is_people = str_equal(r->o->map->kind, STR("people"));

	*r->out = r->before;
	for (r->row = r->from; r->row < r->to; r->row++) {
		struct arena_mark mark = arena_mark(a);
		struct str slips = slips_of(r, a);
		const struct fault *f = NULL;

		if (slips.len)
			import_say(r, IMPORT_REFUSED, IMPORT_NO_CHANCE, "%.*s", STR_ARG(slips));
		else
			f = is_people ? import_person(writer, a, r) : import_setting(writer, a, r);
		if (f) {
			*r->out = r->before;
			return f;
		}
		arena_reset(a, mark);
	}
	return NULL;
}

/* A dry run is one job that is undone on purpose: later rows see what earlier ones would have done. */
static const struct fault *dry_job(struct store *writer, struct arena *a, void *ctx)
{
	TRY(rows_job(writer, a, ctx));
	return fault_new(a, FAULT_CONFLICT, "dry run");
}

const struct fault *import_run(struct arena *a, const struct import_order *o, struct import_result *out,
			       struct problems *problems)
{
	struct import_run r = { .o = o, .out = out, .keep = a };
	size_t before = problems->count;
	struct store *s;
	const struct fault *f;

	find_columns(a, &r, problems);
	if (problems->count > before)
		return NULL;
	TRY(store_take(o->pool, a, &s));
	f = identity_weights(s, a, o->book, &r.weights);
	store_give(o->pool, s);
	TRY(f);
	if (o->is_dry) {
		r.to = o->table->row_count;
		r.before = *out;
		f = store_write(o->pool, a, dry_job, &r);
		return f && f->kind == FAULT_CONFLICT ? NULL : f;
	}
	for (r.from = 0; r.from < o->table->row_count; r.from = r.to) {
		r.to = r.from + ROWS_A_JOB < o->table->row_count ? r.from + ROWS_A_JOB : o->table->row_count;
		r.before = *out;
		TRY(store_write(o->pool, a, rows_job, &r));
		out->kept = r.to;
		if (o->tell)
			o->tell(o->ctx, r.to, o->table->row_count);
	}
	return NULL;
}
