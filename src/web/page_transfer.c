/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_transfer - the board of moves between phases: page, spreadsheet, paper.
 * Touches work/transfer. Whose question: a manager's "will every child who moves on have a plan in time, and what is
 * missing?" */
#include "gen/html/page_transfer.h"
#include "web/csv.h"
#include "web/transfer_room.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

struct str transfer_words_with(const struct desk *d, const char *key, const struct str *args, size_t count)
{
	return book_words_with(d->book, d->arena, str_of(key), args, count);
}

struct str transfer_address(struct desk *d, const struct transfer_filter *f)
{
	return arena_printf(d->arena, "/transfer?%.*s", STR_ARG(transfer_query_write(d->arena, f)));
}

void transfer_tabs(struct desk *d, int64_t year, struct crumb tabs[2])
{
	tabs[0] = (struct crumb){ arena_printf(d->arena, "/transfer?year=%lld", (long long)year), words(d, "transfer.tab_children") };
	tabs[1] = (struct crumb){ arena_printf(d->arena, "/transfer/settings?year=%lld", (long long)year),
				  words(d, "transfer.tab_settings") };
}

struct str transfer_phase_name(const struct desk *d, struct str phase)
{
	return code_label(book_codes(d->book, STR("phase")), phase);
}

/* "12 days left", "3 days late"; "Sent 3 February 2027". */
static struct str due_words(struct desk *d, const struct transfer_row *row)
{
	struct str sent = date_words(d->arena, row->named), n;

	if (!date_is_none(row->named))
		return transfer_words_with(d, "transfer.named_on", &sent, 1);
	if (date_is_none(row->due))
		return STR("");
	int64_t left = row->due.day - d->now.today.day;
	n = arena_int(d->arena, left < 0 ? -left : left);
	return left == 0 ? words(d, "transfer.today")
	     : transfer_words_with(d, left > 0 ? "transfer.days_left" : "transfer.days_late", &n, 1);
}

static void done_add(struct out *o, struct str what)
{
	if (o->len)
		out_add(o, STR(", "));
	out_add(o, what);
}

static struct str done_words(struct desk *d, const struct transfer_row *row)
{
	struct out o = out_start(d->arena, 80);
	struct str args[2] = { arena_int(d->arena, row->answered), arena_int(d->arena, row->asked) };

	if (row->has_wishes)
		done_add(&o, words(d, "transfer.wishes_in"));
	if (row->has_met)
		done_add(&o, words(d, "transfer.met"));
	if (row->has_notice)
		done_add(&o, words(d, "transfer.noticed"));
	if (row->asked)
		done_add(&o, transfer_words_with(d, "transfer.asks", args, 2));
	return o.len ? out_str(&o) : words(d, "transfer.nothing_yet");
}

static void bars_fill(struct desk *d, const struct transfer_board *b, struct transfer_view *v)
{
	for (size_t i = 0; i < b->share_count; i++) {
		struct transfer_filter f = { .year = v->year, .stage = b->shares[i].stage->id, .phase = STR(""), .todo = STR("") };
		struct str args[2] = { arena_int(d->arena, b->shares[i].count), arena_int(d->arena, b->all) };

		v->bars[v->bar_count++] = (struct transfer_bar){ b->shares[i].stage->name,
			transfer_words_with(d, "transfer.of_all", args, 2), transfer_address(d, &f),
			b->shares[i].count * 1000 / (b->all ? b->all : 1) };
	}
}

static struct work_select *select_add(struct transfer_view *v, const char *name, struct str label, struct desk *d)
{
	struct work_select *s = &v->selects[v->select_count++];

	*s = (struct work_select){ .name = name, .label = label };
	LIST_PUSH(d->arena, &s->options, (struct work_option){ STR(""), words(d, "transfer.any"), false });
	return s;
}

static void option_add(struct desk *d, struct work_select *s, struct str value, struct str label, struct str chosen)
{
	LIST_PUSH(d->arena, &s->options, (struct work_option){ value, label, str_equal(value, chosen) });
}

static void selects_fill(struct desk *d, const struct transfer_board *b, struct transfer_view *v)
{
	static const char *const todos[] = { "wishes", "meeting", "notice", "asks", "late", "soon" };
	const struct transfer_filter *f = &v->filter;
	struct work_select *s = select_add(v, "phase", words(d, "transfer.f_phase"), d);

	for (size_t i = 0; i < b->phases.count; i++)
		option_add(d, s, b->phases.at[i].phase, transfer_phase_name(d, b->phases.at[i].phase), f->phase);
	s = select_add(v, "stage", words(d, "transfer.f_stage"), d);
	for (size_t i = 0; i < b->share_count; i++)
		option_add(d, s, b->shares[i].stage->id, b->shares[i].stage->name, f->stage);
	s = select_add(v, "todo", words(d, "transfer.f_todo"), d);
	for (size_t i = 0; i < sizeof todos / sizeof *todos; i++)
		option_add(d, s, str_of(todos[i]), words(d, arena_printf(d->arena, "transfer.todo_%s", todos[i]).at), f->todo);
	s = select_add(v, "school", words(d, "transfer.f_school"), d);
	for (size_t i = 0; i < b->schools.count; i++)
		option_add(d, s, arena_int(d->arena, b->schools.at[i].id), b->schools.at[i].name, arena_int(d->arena, f->school));
	s = select_add(v, "officer", words(d, "transfer.f_officer"), d);
	for (size_t i = 0; i < b->officers.count; i++)
		option_add(d, s, arena_int(d->arena, b->officers.at[i].id), b->officers.at[i].name, arena_int(d->arena, f->officer));
}

struct naming { const char *name; bool is_in; };

static void is_named(void *ctx, struct str name)
{
	struct naming *n = ctx;

	n->is_in = n->is_in || str_equal(name, str_of(n->name));
}

static bool is_done_by(const struct step *step, const char *event)
{
	struct naming n = { event, false };

	if (step->done)
		expr_names(step->done, is_named, &n);
	return n.is_in;
}

/* A day to plan by; once it has passed, for how many children it was not kept, and who they are. */
static struct table_cell day_cell(struct desk *d, const struct transfer_view *v, const struct transfer_dates *t,
				  const struct step *step, struct date due)
{
	bool meets = is_done_by(step, "meeting"), sends = is_done_by(step, "amendment_notice_sent");
	int64_t left = meets ? t->unmet : sends ? t->unsent : 0;
	struct table_cell cell = { .text = date_words(d->arena, due) };
	struct str count = arena_int(d->arena, left);

	if (due.day < d->now.today.day && left) {
		cell.note = transfer_words_with(d, meets ? "transfer.unmet" : "transfer.unsent", &count, 1);
		cell.href = transfer_address(d, &(struct transfer_filter){ .year = v->year, .phase = t->phase, .stage = STR(""),
			.todo = meets ? STR("meeting") : STR("notice") });
	}
	return cell;
}

enum { DATE_STEPS = 6 };

/* The steps that are planned by, each once; the legal days share the column before them. */
static size_t steps_of(const struct transfer_board *b, const struct step *out[DATE_STEPS])
{
	size_t count = 0;

	for (size_t i = 0; i < b->phases.count; i++)
		for (size_t k = 0; k < b->phases.at[i].step_count; k++) {
			const struct step *step = b->phases.at[i].at[k].step;
			bool is_in = step->kind == STEP_LEGAL;

			for (size_t j = 0; j < count; j++)
				is_in = is_in || str_equal(out[j]->id, step->id);
			if (!is_in && count < DATE_STEPS)
				out[count++] = step;
		}
	return count;
}

/* One line a kind of move: the last day by law for the final plan, then the days to plan by. */
static void dates_fill(struct desk *d, const struct transfer_board *b, struct transfer_view *v)
{
	const struct step *steps[DATE_STEPS];
	size_t count = steps_of(b, steps), columns = count + 3;
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, columns);
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, columns * b->phases.count + 1);

	heads[0].label = words(d, "transfer.move");
	heads[1] = (struct table_head){ .label = words(d, "transfer.chart_count"), .is_number = true };
	heads[2].label = words(d, "transfer.by_law");
	for (size_t k = 0; k < count; k++)
		heads[k + 3].label = steps[k]->name;
	for (size_t i = 0; i < b->phases.count; i++) {
		const struct transfer_dates *t = &b->phases.at[i];
		struct table_cell *row = &cells[columns * i];

		row[0].text = transfer_phase_name(d, t->phase);
		row[1].text = arena_int(d->arena, t->count);
		for (size_t j = 0; j < t->step_count; j++) {
			if (t->at[j].step->kind == STEP_LEGAL && !row[2].text.len)
				row[2].text = date_words(d->arena, t->at[j].due);
			for (size_t k = 0; k < count; k++)
				if (str_equal(t->at[j].step->id, steps[k]->id))
					row[k + 3] = day_cell(d, v, t, steps[k], t->at[j].due);
		}
	}
	v->dates = (struct table_view){ .caption = words(d, "transfer.dates"), .heads = heads, .columns = columns, .cells = cells,
					.rows = b->phases.count };
}

static void lines_fill(struct desk *d, const struct transfer_board *b, struct transfer_view *v)
{
	v->lines = ARENA_NEW(d->arena, struct transfer_line, b->count + 1);
	for (size_t i = 0; i < b->count; i++)
		v->lines[v->line_count++] = (struct transfer_line){ &b->at[i], transfer_phase_name(d, b->at[i].phase),
			due_words(d, &b->at[i]), done_words(d, &b->at[i]) };
}

static void head_fill(struct desk *d, const struct transfer_board *b, struct transfer_view *v)
{
	struct str shown[2] = { arena_int(d->arena, (int64_t)b->count), arena_int(d->arena, b->all) },
		   stand[3] = { arena_int(d->arena, b->all), arena_int(d->arena, b->named), arena_int(d->arena, b->late) };

	v->query = transfer_query_write(d->arena, &v->filter);
	v->csv = arena_printf(d->arena, "/transfer.csv?%.*s", STR_ARG(v->query));
	v->is_filtered = v->filter.phase.len || v->filter.stage.len || v->filter.todo.len || v->filter.school || v->filter.officer;
	v->sentence = v->is_filtered ? transfer_words_with(d, "transfer.showing", shown, 2)
				     : transfer_words_with(d, "transfer.showing_all", &shown[1], 1);
	v->stand = transfer_words_with(d, "transfer.stand", stand, 3);
	transfer_tabs(d, v->year, v->tabs);
	v->here = v->tabs[0].address;
	for (int i = 0; i < 3; i++) {
		int year = transfer_year(d->now.today) - 1 + i;

		v->years[i] = (struct crumb){ arena_printf(d->arena, "/transfer?year=%d", year), arena_printf(d->arena, "%d", year) };
	}
}

static void csv_write(struct desk *d, const struct transfer_board *b, struct reply *out)
{
	static const char *const heads[] = {
		"transfer.csv_reference", "transfer.csv_child", "transfer.csv_born", "transfer.csv_school", "transfer.csv_phase",
		"transfer.csv_stage", "transfer.csv_wishes", "transfer.csv_meeting", "transfer.csv_notice",
		"transfer.csv_asked", "transfer.csv_answered", "transfer.csv_due", "transfer.csv_sent", "transfer.csv_officer" };
	enum { COLUMNS = sizeof heads / sizeof *heads };
	struct str no = words(d, "common.no"), yes = words(d, "common.yes");

	csv_begin(d, out, "transfer.csv", heads, COLUMNS);
	for (size_t i = 0; i < b->count; i++) {
		const struct transfer_row *r = &b->at[i];
		struct str line[COLUMNS] = { r->reference, r->child, date_iso(d->arena, r->born), r->school,
			transfer_phase_name(d, r->phase), r->stage_name, r->has_wishes ? yes : no, r->has_met ? yes : no,
			r->has_notice ? yes : no, arena_int(d->arena, r->asked), arena_int(d->arena, r->answered), date_iso(d->arena, r->due),
			date_iso(d->arena, r->named), r->officer };

		csv_row(out, line, COLUMNS);
	}
}

const struct fault *transfer_show(struct desk *d, const struct request *r, const struct transfer_filter *f,
				  const struct problems *problems, struct reply *out)
{
	struct transfer_view *v = ARENA_NEW(d->arena, struct transfer_view, 1);
	struct transfer_children waiting = { 0 };
	struct transfer_board b;

	*v = (struct transfer_view){ .frame = frame_of(d, r, words(d, "transfer.title")), .filter = *f, .year = f->year };
	TRY(transfer_board(d, f, false, &b));
	v->may_record = access_reach(d->book, &d->who, d->now.today, STR("record"), STR("list.transfer")).is_allowed;
	if (v->may_record)
		TRY(transfer_cohort(d, (int)f->year, false, &waiting));
	v->waiting = (int64_t)waiting.count;
	head_fill(d, &b, v);
	bars_fill(d, &b, v);
	selects_fill(d, &b, v);
	dates_fill(d, &b, v);
	lines_fill(d, &b, v);
	v->frame.section = STR("transfer");
	v->frame.is_wide = true;
	v->frame.problems = problems;
	out->body = out_start(d->arena, 131072);
	html_transfer(&out->body, v);
	return NULL;
}

void transfer_filter_read(struct desk *d, struct str query, struct transfer_filter *f)
{
	int year = transfer_year(d->now.today);

	transfer_query_read(query, f);
	if (f->year < year - 5 || f->year > year + 5)
		f->year = year;
}

static const struct fault *board_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct transfer_filter f;
	struct transfer_board b;

	transfer_filter_read(d, r->query, &f);
	if (!str_is_empty(request_query(r, STR("apply")))) {    /* the form sends empty answers: a short address is kept */
		reply_redirect(out, d->arena, transfer_address(d, &f));
		return NULL;
	}
	if (!r->wants_csv)
		return transfer_show(d, r, &f, NULL, out);
	TRY(transfer_board(d, &f, true, &b));
	csv_write(d, &b, out);
	return NULL;
}
const struct page page_transfer = {
	.path = "/transfer", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = board_get,
};
