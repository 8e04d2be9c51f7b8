/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_move - a child moves to another council: the questions, the check, the act; who came and who left; putting a
 * wrong move right.
 * Touches work/move. Whose question: an officer's "what goes with the child, and what must the new council do by when?" */
#include "gen/html/page_move.h"
#include "web/csv.h"
#include "web/form.h"
#include "web/html.h"
#include "web/view_move.h"
#include "work/help.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static struct str words_with(const struct desk *d, const char *key, struct str arg)
{
	return book_words_with(d->book, d->arena, str_of(key), &arg, 1);
}

struct moving {
	struct case_file *c;
	struct form form;
	struct answers values;
	struct problems problems;
	struct move_order order;
	struct str to_name, action;
};

/* The form of the rulebook, with the other councils of this installation to choose from. */
static const struct fault *form_begin(struct desk *d, struct moving *m)
{
	const struct form *form = book_form(d->book, STR("move"));
	struct code_list *list = ARENA_NEW(d->arena, struct code_list, 1);
	struct help_lines councils = { 0 };

	TRY(help_lines(d, &councils));
	for (size_t i = 0; i < councils.count; i++)
		if (councils.at[i].authority != m->c->home)
			LIST_PUSH(d->arena, list, (struct code){
				arena_int(d->arena, councils.at[i].authority), councils.at[i].council,
				STR_NONE });
	m->form = *form;
	m->form.fields = ARENA_NEW(d->arena, struct form_field, form->field_count);
	for (size_t i = 0; i < form->field_count; i++) {
		m->form.fields[i] = form->fields[i];
		if (str_equal(form->fields[i].name, STR("to")))
			m->form.fields[i].codes = list;
	}
	m->to_name = code_label(list, answers_get(&m->values, STR("to")));
	return NULL;
}

static const struct fault *open_it(struct desk *d, const struct request *r, struct moving *m)
{
	*m = (struct moving){ 0 };
	TRY(case_open(d, r->part[0], STR("view"), &m->c));
	if (!move_may(d, m->c))
		return fault_new(d->arena, FAULT_ABSENT, "this user may not move the child");
	m->action = arena_printf(d->arena, "/cases/%.*s/move", STR_ARG(m->c->reference));
	return form_begin(d, m);
}

static const struct fault *form_page(struct desk *d, const struct request *r, const struct moving *m, struct reply *out)
{
	struct move_form_view v = { .frame = case_frame_of(d, r, m->c, words(d, "move.title")), .bar = case_bar_of(d, m->c),
				    .action = m->action };
	struct out fields = out_start(d->arena, 8192);
	struct form_view form = { .desk = d, .form = &m->form, .page = STR(""), .values = &m->values,
				  .problems = &m->problems, .authority = m->c->home };

	TRY(form_show(&fields, &form));
	v.fields = out_str(&fields);
	v.frame.problems = &m->problems;
	out->body = out_start(d->arena, 32768);
	html_move_form(&out->body, &v);
	return NULL;
}

static const struct fault *form_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct moving m;

	TRY(open_it(d, r, &m));
	return form_page(d, r, &m, out);
}
const struct page page_move = {
	.path = "/cases/{0}/move", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = form_get,
};

static struct str fate_words(const struct desk *d, const struct move_part *part)
{
	static const char *const keys[] = { "move.fate_went", "move.fate_ended", "move.fate_stayed", "move.fate_kept",
					    "move.fate_begun" };

	return str_is_empty(part->why) ? words(d, keys[part->fate]) : part->why;
}

/* Case, day, what happens; with a link for who may still open it. */
static struct table_view parts_table(struct desk *d, const struct move_part *parts, size_t count, bool is_linked)
{
	static const char *const keys[] = { "move.case", "move.opened", "move.fate" };
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, 3);
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, 3 * count + 1);

	for (int i = 0; i < 3; i++)
		heads[i].label = words(d, keys[i]);
	for (size_t i = 0; i < count; i++) {
		cells[3 * i] = (struct table_cell){ .text = parts[i].pathway->name, .note = parts[i].reference };
		if (is_linked)
			cells[3 * i].href = arena_printf(d->arena, "/cases/%.*s", STR_ARG(parts[i].reference));
		cells[3 * i + 1].text = date_words(d->arena, parts[i].opened);
		cells[3 * i + 2].text = fate_words(d, &parts[i]);
	}
	return (struct table_view){ .caption = words(d, "move.parts"), .heads = heads, .columns = 3, .cells = cells,
				    .rows = count };
}

/* What was typed, carried over the check. */
static struct str carried(struct desk *d, const struct request *r)
{
	struct out o = out_start(d->arena, 1024);

	for (size_t i = 0; i < r->form_count; i++)
		if (!str_equal(r->form_at[i].name, STR("csrf")) && !str_equal(r->form_at[i].name, STR("go")))
			form_hidden(&o, r->form_at[i].name, r->form_at[i].value);
	return out_str(&o);
}

static const struct fault *check_page(struct desk *d, const struct request *r, const struct moving *m, struct reply *out)
{
	struct move_look look;
	struct move_check_view v = { .frame = case_frame_of(d, r, m->c, words(d, "move.check_title")),
		.bar = case_bar_of(d, m->c), .action = m->action, .carried = carried(d, r), .to = m->to_name, .look = &look,
		.order = &m->order };

	TRY(move_look(d, m->c, &m->order, &look));
	v.parts = parts_table(d, look.parts, look.part_count, false);
	out->body = out_start(d->arena, 32768);
	html_move_check(&out->body, &v);
	return NULL;
}

static void order_read(struct moving *m)
{
	const struct answers *v = &m->values;

	m->order = (struct move_order){ .aware = date_read(answers_get(v, STR("aware_date"))),
		.moved = date_read(answers_get(v, STR("move_date"))), .address = answers_get(v, STR("address")),
		.postcode = answers_get(v, STR("postcode")), .note = answers_get(v, STR("note")) };
	if (!str_to_int(answers_get(v, STR("to")), &m->order.to))
		m->order.to = 0;
}

static const struct fault *form_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct str go = request_form(r, STR("go"));
	struct moving m;
	int64_t id;

	TRY(open_it(d, r, &m));
	bool is_sent = form_read(d, r, &m.form, STR(""), &m.values, NULL, &m.problems);
	if (!is_sent || str_equal(go, STR("change")))
		return form_page(d, r, &m, out);
	form_check(d->arena, d->book, &m.form, &m.values, d->now.today, &m.problems);
	if (m.problems.count)
		return form_page(d, r, &m, out);
	order_read(&m);
	TRY(form_begin(d, &m));
	if (!str_equal(go, STR("confirmed")))
		return check_page(d, r, &m, out);
	TRY(move_do(d, m.c, &m.order, &m.problems, &id));
	if (m.problems.count)
		return form_page(d, r, &m, out);
	reply_redirect(out, d->arena, arena_printf(d->arena, "/moves/%lld?said=move_done", (long long)id));
	return NULL;
}
const struct page page_move_post = {
	.path = "/cases/{0}/move", .method = METHOD_POST, .needs = NEEDS_STAFF, .needs_proof = true, .answer = form_post,
};

/* --- who came and who left ---------------------------------------------------------------------------------------- */

static struct str direction(const struct desk *d, const struct move_row *row)
{
	return row->is_in ? words_with(d, "move.came", row->from) : words_with(d, "move.left", row->to);
}

static struct str state(const struct desk *d, const struct move_row *row)
{
	return words(d, row->is_undone ? "move.undone" : row->is_late ? "move.late"
		     : date_is_none(row->due) ? "move.settled" : "move.running");
}

static void list_csv(struct desk *d, const struct moves *rows, struct reply *out)
{
	static const char *const heads[] = { "move.csv_child", "move.csv_born", "move.csv_direction", "move.csv_moved",
					     "move.csv_went", "move.csv_due", "move.csv_state" };

	csv_begin(d, out, "moves.csv", heads, 7);
	for (size_t i = 0; i < rows->count; i++) {
		const struct move_row *m = &rows->at[i];
		struct str line[7] = { m->child, date_iso(d->arena, m->born), direction(d, m), date_iso(d->arena, m->moved),
				       date_iso(d->arena, m->transferred), date_iso(d->arena, m->due), state(d, m) };

		csv_row(out, line, 7);
	}
}

static struct table_view list_table(struct desk *d, const struct moves *rows)
{
	static const char *const keys[] = { "move.child", "move.direction", "move.transferred", "move.next", "move.state" };
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, 5);
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, 5 * rows->count + 1);

	for (int i = 0; i < 5; i++)
		heads[i].label = words(d, keys[i]);
	for (size_t i = 0; i < rows->count; i++) {
		const struct move_row *m = &rows->at[i];
		struct table_cell *row = &cells[5 * i];

		row[0] = (struct table_cell){ .text = m->child, .note = words_with(d, "common.born", date_words(d->arena, m->born)),
			.href = arena_printf(d->arena, "/moves/%lld", (long long)m->id) };
		row[1].text = direction(d, m);
		row[2].text = date_words(d->arena, m->transferred);
		row[3] = (struct table_cell){ .text = date_words(d->arena, m->due),
			.note = date_is_none(m->due) ? STR("") : date_from_now(d->arena, m->due, d->now.today) };
		row[4] = (struct table_cell){ .text = state(d, m), .tag = m->is_late ? STR("red") : STR("grey") };
	}
	return (struct table_view){ .caption = words(d, "move.list_title"), .is_caption_hidden = true, .heads = heads,
				    .columns = 5, .cells = cells, .rows = rows->count };
}

static const struct fault *list_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct moves_view v = { .frame = frame_of(d, r, words(d, "move.list_title")) };
	struct moves rows;

	TRY(move_list(d, r->wants_csv, &rows));
	if (r->wants_csv) {
		list_csv(d, &rows, out);
		return NULL;
	}
	v.frame.section = STR("moves");
	v.frame.is_wide = true;
	v.count = rows.count;
	v.table = list_table(d, &rows);
	out->body = out_start(d->arena, 32768);
	html_moves(&out->body, &v);
	return NULL;
}
const struct page page_moves = { .path = "/moves", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = list_get };

static const struct fault *file_page(struct desk *d, const struct request *r, int64_t id, const struct answers *values,
				     const struct problems *problems, struct reply *out)
{
	struct move_file_view v = { .frame = frame_of(d, r, STR("")) };
	struct out fields = out_start(d->arena, 2048);
	struct form_view form = { .desk = d, .form = book_form(d->book, STR("move-undo")), .page = STR(""), .values = values,
				  .problems = problems };

	TRY(move_open(d, id, &v.m));
	TRY(form_show(&fields, &form));
	v.fields = out_str(&fields);
	v.action = arena_printf(d->arena, "/moves/%lld/undo", (long long)id);
	v.parts = parts_table(d, v.m.parts, v.m.part_count, true);
	v.frame.title = v.m.child;
	v.frame.problems = problems;
	v.frame.section = STR("moves");
	v.frame.back = STR("/moves");
	out->body = out_start(d->arena, 32768);
	html_move(&out->body, &v);
	return NULL;
}

static const struct fault *file_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers none = { 0 };
	int64_t id;

	if (!str_to_int(r->part[0], &id))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such move");
	return file_page(d, r, id, &none, NULL, out);
}
const struct page page_move_file = {
	.path = "/moves/{0}", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = file_get,
};

static const struct fault *undo_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct problems problems = { 0 };
	struct answers typed = { 0 };
	int64_t id;

	if (!str_to_int(r->part[0], &id))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such move");
	if (!form_read(d, r, book_form(d->book, STR("move-undo")), STR(""), &typed, NULL, &problems))
		return file_page(d, r, id, &typed, &problems, out);
	if (problems.count == 0)
		TRY(move_undo(d, id, answers_get(&typed, STR("reason")), &problems));
	if (problems.count)
		return file_page(d, r, id, &typed, &problems, out);
	reply_redirect(out, d->arena, arena_printf(d->arena, "/moves/%lld?said=move_undone", (long long)id));
	return NULL;
}
const struct page page_move_undo = {
	.path = "/moves/{0}/undo", .method = METHOD_POST, .needs = NEEDS_STAFF, .needs_proof = true, .answer = undo_post,
};
