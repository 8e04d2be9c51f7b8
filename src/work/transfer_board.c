/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/transfer_board - how far each child of a year's cohort is, and what the schools have said.
 * Touches the store. */
#include <stdlib.h>

#include "core/out.h"
#include "gen/sql/case.h"
#include "gen/sql/transfer.h"
#include "work/transfer_room.h"

/* The year of the move, from what was said when the child was put on the list. */
static int transfer_year_of(const struct answers *planned, struct date opened)
{
	struct date day = date_read(answers_get(planned, STR("transfer_date")));

	return date_is_none(day) ? transfer_year(opened) : date_ymd(day).year;
}

/* --- the filter in the address ---------------------------------------------------------------------------------- */

static const char *const todos[] = { "wishes", "meeting", "notice", "asks", "late", "soon" };

static struct str plain(struct str value)
{
	for (size_t i = 0; i < value.len; i++)
		if (!((value.at[i] >= 'a' && value.at[i] <= 'z') || (value.at[i] >= '0' && value.at[i] <= '9') ||
		      value.at[i] == '_' || value.at[i] == '-'))
			return STR("");
	return value.at ? value : STR("");
}

static int64_t number(struct str value)
{
	int64_t n;

	return str_to_int(value, &n) && n > 0 ? n : 0;
}

void transfer_query_read(struct str query, struct transfer_filter *out)
{
	*out = (struct transfer_filter){ .phase = STR(""), .stage = STR(""), .todo = STR("") };
	while (query.at) {
		struct str value = str_cut(&query, '&'), name = str_cut(&value, '=');

		if (str_equal(name, STR("year")) && number(value) <= 2199)
			out->year = number(value);
		else if (str_equal(name, STR("school")))
			out->school = number(value);
		else if (str_equal(name, STR("officer")))
			out->officer = number(value);
		else if (str_equal(name, STR("phase")))
			out->phase = plain(value);
		else if (str_equal(name, STR("stage")))
			out->stage = plain(value);
		else if (str_equal(name, STR("todo")))
			for (size_t i = 0; i < sizeof todos / sizeof *todos; i++)
				if (str_equal(value, str_of(todos[i])))
					out->todo = value;
	}
}

static void word_add(struct out *o, const char *name, struct str value)
{
	if (value.len)
		out_printf(o, "%s%s=%.*s", o->len ? "&" : "", name, STR_ARG(value));
}

static void number_add(struct out *o, const char *name, int64_t value)
{
	if (value)
		out_printf(o, "%s%s=%lld", o->len ? "&" : "", name, (long long)value);
}

struct str transfer_query_write(struct arena *a, const struct transfer_filter *f)
{
	struct out o = out_start(a, 64);

	number_add(&o, "year", f->year);
	word_add(&o, "phase", f->phase);
	word_add(&o, "stage", f->stage);
	word_add(&o, "todo", f->todo);
	number_add(&o, "school", f->school);
	number_add(&o, "officer", f->officer);
	return out_str(&o);
}

/* --- the board ---------------------------------------------------------------------------------------------------- */

static bool passes(const struct transfer_filter *f, const struct transfer_row *row)
{
	struct str todo = f->todo;

	if ((f->school && f->school != row->school_id) || (f->officer && f->officer != row->officer_id) ||
	    (f->phase.len && !str_equal(f->phase, row->phase)) || (f->stage.len && !str_equal(f->stage, row->stage)))
		return false;
	if (str_is_empty(todo))
		return true;
	if (!row->is_open)
		return false;
	return str_equal(todo, STR("wishes")) ? !row->has_wishes : str_equal(todo, STR("meeting")) ? !row->has_met
	     : str_equal(todo, STR("notice")) ? !row->has_notice : str_equal(todo, STR("asks")) ? row->asked == 0
	     : str_equal(todo, STR("late")) ? row->is_late : row->is_soon;
}

static void share_add(struct transfer_board *b, const struct pathway *p, struct str stage)
{
	const struct stage *of = p ? pathway_stage(p, stage) : NULL;

	for (size_t i = 0; i < b->share_count; i++)
		if (b->shares[i].stage == of) {
			b->shares[i].count++;
			return;
		}
	if (of && b->share_count < TRANSFER_STAGES)
		b->shares[b->share_count++] = (struct transfer_share){ of, 1 };
}

/* In the order of the pathway. */
static int by_stage(const void *left, const void *right)
{
	const struct transfer_share *a = left, *b = right;

	return a->stage < b->stage ? -1 : a->stage > b->stage;
}

static void count_add(struct transfer_dates *t, const struct transfer_row *row)
{
	t->count++;
	t->unmet += row->is_open && !row->has_met;
	t->unsent += row->is_open && !row->has_notice;
}

static void menus_add(struct arena *a, struct transfer_board *b, const struct transfer_row *row)
{
	bool has_phase = str_is_empty(row->phase), has_school = row->school_id == 0, has_officer = row->officer_id == 0;

	for (size_t i = 0; i < b->phases.count; i++)
		if (str_equal(b->phases.at[i].phase, row->phase)) {
			count_add(&b->phases.at[i], row);
			has_phase = true;
		}
	for (size_t i = 0; i < b->schools.count; i++)
		has_school = has_school || b->schools.at[i].id == row->school_id;
	for (size_t i = 0; i < b->officers.count; i++)
		has_officer = has_officer || b->officers.at[i].id == row->officer_id;
	if (!has_phase) {
		LIST_PUSH(a, &b->phases, (struct transfer_dates){ .phase = row->phase });
		count_add(&b->phases.at[b->phases.count - 1], row);
	}
	if (!has_school) {
		if (b->schools.count == b->schools.room)
			arena_grow(a, (void **)&b->schools.at, &b->schools.room, sizeof *b->schools.at);
		b->schools.at[b->schools.count].id = row->school_id;
		b->schools.at[b->schools.count++].name = row->school;
	}
	if (!has_officer) {
		if (b->officers.count == b->officers.room)
			arena_grow(a, (void **)&b->officers.at, &b->officers.room, sizeof *b->officers.at);
		b->officers.at[b->officers.count].id = row->officer_id;
		b->officers.at[b->officers.count++].name = row->officer;
	}
}

/* The days that the pathway gives a child of this move who was put on the list in that year. */
static void dates_fill(const struct desk *d, const struct pathway *p, int64_t year, struct transfer_dates *t)
{
	struct happened planned = { .seq = 1, .name = STR(TRANSFER_PLANNED), .day = transfer_since((int)year), .subject = STR("") };
	struct answers none = { 0 };

	LIST_PUSH(d->arena, &planned.fields, (struct answer){ STR("phase"), t->phase });
	LIST_PUSH(d->arena, &planned.fields, (struct answer){ STR("transfer_date"),
		date_iso(d->arena, date_of((int)year, 9, 1)) });
	struct case_state state = pathway_stand(d->arena, d->book, p, &planned, 1, &none, d->now.today);
	for (size_t i = 0; i < state.step_count && t->step_count < sizeof t->at / sizeof *t->at; i++) {
		const struct step_line *line = &state.steps[i];

		if (date_is_none(line->due) || !date_is_none(line->to))
			continue;
		t->at[t->step_count].step = line->step;
		t->at[t->step_count++].due = line->due;
	}
}

static struct transfer_row row_of(const struct desk *d, const struct pathway *p, const struct transfer_rows_row *r,
				  const struct answers *planned)
{
	const struct stage *stage = p ? pathway_stage(p, r->stage) : NULL;
	struct transfer_row row = { .process_id = r->id, .school_id = r->school_id, .officer_id = r->officer_id,
		.reference = r->reference, .school = r->school, .officer = r->officer, .phase = answers_get(planned, STR("phase")),
		.child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(r->given), STR_ARG(r->family)), .stage = r->stage,
		.stage_name = stage ? stage->name : r->stage, .born = r->born, .due = r->is_open ? r->next_due : DATE_NONE,
		.named = r->issued, .is_open = r->is_open != 0, .has_wishes = r->wishes > 0, .has_met = r->met > 0,
		.has_notice = r->noticed > 0, .asked = r->asked, .answered = r->answered };

	if (!date_is_none(row.due)) {
		row.is_late = row.due.day < d->now.today.day;
		row.is_soon = !row.is_late && row.due.day <= d->now.today.day + TRANSFER_SOON_DAYS;
	}
	return row;
}

static const struct fault *rows_load(struct desk *d, const struct access_answer *by, const struct transfer_filter *f,
				     struct transfer_board *out)
{
	const struct pathway *p = book_pathway(d->book, STR(TRANSFER_PATHWAY));
	struct transfer_rows_rows rows;

	TRY(sql_transfer_rows(d->store, d->arena, &(struct transfer_rows_in){ by->membership->authority,
		transfer_since((int)f->year), date_of((int)f->year + 1, 1, 1) }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct answers planned = { 0 };

		TRY(case_answers_read(d->arena, rows.at[i].fields, &planned));
		if (transfer_year_of(&planned, rows.at[i].opened) != f->year)
			continue;
		struct transfer_row row = row_of(d, p, &rows.at[i], &planned);
		out->all++;
		out->named += !date_is_none(row.named);
		out->late += row.is_late;
		share_add(out, p, row.stage);
		menus_add(d->arena, out, &row);
		if (passes(f, &row))
			LIST_PUSH(d->arena, out, row);
	}
	return NULL;
}

/* The first to be done first; those that are done last. */
static int by_due(const void *left, const void *right)
{
	const struct transfer_row *a = left, *b = right;
	int64_t due_a = date_is_none(a->due) ? INT32_MAX : a->due.day, due_b = date_is_none(b->due) ? INT32_MAX : b->due.day;

	if (due_a != due_b)
		return due_a < due_b ? -1 : 1;
	if (a->stage_name.at != b->stage_name.at && !str_equal(a->stage, b->stage))
		return str_compare(a->stage, b->stage);
	return str_compare(a->child, b->child);
}

const struct fault *transfer_board(struct desk *d, const struct transfer_filter *f, bool is_export,
				   struct transfer_board *out)
{
	struct access_answer by = transfer_may(d, is_export ? "export" : "view");

	*out = (struct transfer_board){ 0 };
	if (!by.is_allowed)
		return transfer_absent(d->arena);
	TRY(rows_load(d, &by, f, out));
	for (size_t i = 0; i < out->phases.count; i++)
		dates_fill(d, book_pathway(d->book, STR(TRANSFER_PATHWAY)), f->year, &out->phases.at[i]);
	if (out->count)
		qsort(out->at, out->count, sizeof *out->at, by_due);
	if (out->share_count)
		qsort(out->shares, out->share_count, sizeof *out->shares, by_stage);
	struct audit_shown shown = { .arena = d->arena };

	for (size_t i = 0; i < out->count; i++)
		audit_shows_reference(&shown, out->at[i].reference);
	return audit_view(d, &(struct audit_row){ .verb = is_export ? STR("export") : STR("view"), .what = STR("list.transfer"),
		.detail = transfer_query_write(d->arena, f), .by = by, .shown = &shown });
}

/* --- what the settings said --------------------------------------------------------------------------------------- */

static struct transfer_setting *setting_of(struct arena *a, struct transfer_settings *list, int64_t id, struct str name)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].organisation_id == id)
			return &list->at[i];
	if (name.at)
		LIST_PUSH(a, list, (struct transfer_setting){ .organisation_id = id, .name = name });
	return name.at ? &list->at[list->count - 1] : NULL;
}

static const struct fault *asks_count(struct desk *d, int64_t authority, int year, struct transfer_settings *out)
{
	struct transfer_asks_rows rows;

	TRY(sql_transfer_asks(d->store, d->arena, &(struct transfer_asks_in){ authority, transfer_since(year),
		date_of(year + 1, 1, 1) }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct transfer_asks_row *r = &rows.at[i];
		struct answers planned = { 0 }, said = { 0 };

		TRY(case_answers_read(d->arena, r->planned, &planned));
		TRY(case_answers_read(d->arena, r->fields, &said));
		if (transfer_year_of(&planned, r->opened) != year)
			continue;
		struct transfer_setting *s = setting_of(d->arena, out, r->organisation_id, r->name);
		bool can = str_equal(answers_get(&said, STR("can_meet")), STR("yes")),
		     has_place = str_equal(answers_get(&said, STR("places")), STR("yes")), is_in = !date_is_none(r->answered);
		s->asked++;
		s->waiting += !is_in;
		s->late += !is_in && !date_is_none(r->due) && r->due.day < d->now.today.day;
		s->yes += is_in && can && has_place;
		s->full += is_in && can && !has_place;
		s->no += is_in && !can;
	}
	return NULL;
}

static const struct fault *named_count(struct desk *d, int64_t authority, int year, struct transfer_settings *out)
{
	struct transfer_named_rows rows;

	TRY(sql_transfer_named(d->store, d->arena, &(struct transfer_named_in){ authority, transfer_since(year),
		date_of(year + 1, 1, 1) }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct answers planned = { 0 }, sent = { 0 };
		struct case_organisation_rows named = { 0 };
		int64_t id;

		TRY(case_answers_read(d->arena, rows.at[i].planned, &planned));
		TRY(case_answers_read(d->arena, rows.at[i].fields, &sent));
		if (transfer_year_of(&planned, rows.at[i].opened) != year || !str_to_int(answers_get(&sent, STR("setting")), &id))
			continue;
		struct transfer_setting *s = setting_of(d->arena, out, id, STR_NONE);
		if (!s)
			TRY(sql_case_organisation(d->store, d->arena, &(struct case_organisation_in){ id }, &named));
		if (!s && named.count)
			s = setting_of(d->arena, out, id, named.at[0].name);
		if (s)
			s->named++;
	}
	return NULL;
}

const struct fault *transfer_settings(struct desk *d, int year, struct transfer_settings *out)
{
	struct access_answer by = transfer_may(d, "view");

	*out = (struct transfer_settings){ 0 };
	if (!by.is_allowed)
		return transfer_absent(d->arena);
	TRY(asks_count(d, by.membership->authority, year, out));
	TRY(named_count(d, by.membership->authority, year, out));
	return audit_view(d, &(struct audit_row){ .verb = STR("view"), .what = STR("list.transfer"),
		.detail = arena_printf(d->arena, "settings %d", year), .by = by });
}
