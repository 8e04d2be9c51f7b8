/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_work - the work list: page, spreadsheet, paper.
 * Touches work/list. Whose question: "what is due today, by law, in what order? What waits on whom?" */
#include "gen/html/page_work.h"
#include "web/csv.h"
#include "web/work_room.h"

enum { PAGE_ROWS = 50 };

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static struct str words_number(const struct desk *d, const char *key, int64_t n)
{
	struct str arg = arena_int(d->arena, n);

	return book_words_with(d->book, d->arena, str_of(key), &arg, 1);
}

/* "12 days late", "in 3 days", "today". */
static struct str due_words(struct desk *d, const struct list_row *row)
{
	int64_t late = row->is_late ? date_between(row->due, d->now.today) : 0;

	if (late)
		return words_number(d, "work.days_late", late);
	return date_from_now(d->arena, row->due, d->now.today);
}

/* Why a case is at risk: how soon it is due and in whose hands it still is. */
static struct str risk_words(struct desk *d, const struct list_row *row)
{
	struct str args[] = { date_from_now(d->arena, row->due, d->now.today), work_holder(d, row->holder) };

	if (!row->is_at_risk)
		return STR("");
	return book_words_with(d->book, d->arena, str_equal(row->holder, STR("council")) ? STR("work.risk_ours") : STR("work.risk_away"),
			       args, 2);
}

static struct work_line work_line_of(struct desk *d, const struct list_row *row)
{
	struct str since = date_words(d->arena, row->holder_since), until = date_words(d->arena, row->cover_until);

	return (struct work_line){
		.reference = row->reference, .child = row->child, .process = row->process, .stage = row->stage_name, .step = row->step_name,
		.due = row->due, .due_words = due_words(d, row), .holder = work_holder_label(d, row->holder),
		.risk = risk_words(d, row), .cover = until.len ? book_words_with(d->book, d->arena, STR("handover.cover"), &until, 1) : STR(""),
		.since = row->holder_since, .officer = row->officer, .school = row->school,
		.since_words = since.len ? book_words_with(d->book, d->arena, STR("work.since"), &since, 1) : STR(""),
		.is_late = row->is_late, .is_at_risk = row->is_at_risk, .is_open = row->is_open };
}

static void csv_write(struct desk *d, const struct list_page *page, struct reply *out)
{
	static const char *const heads[] = {
		"work.csv_reference", "work.csv_child", "work.csv_born", "work.csv_stage", "work.csv_step", "work.csv_due",
		"work.csv_days", "work.csv_late", "work.csv_risk", "work.csv_holder", "work.csv_since", "work.csv_officer",
		"work.csv_school", "work.csv_locality", "work.csv_opened", "work.csv_process" };
	enum { COLUMNS = sizeof heads / sizeof *heads };

	csv_begin(d, out, "work.csv", heads, COLUMNS);
	for (size_t i = 0; i < page->count; i++) {
		const struct list_row *row = &page->at[i];
		struct str days = date_is_none(row->due) ? STR("") :
			arena_printf(d->arena, "%d", date_between(d->now.today, row->due));
		struct str line[COLUMNS] = {
			row->reference, row->child, date_iso(d->arena, row->born), row->stage_name, row->step_name,
			date_iso(d->arena, row->due), days,
			words(d, row->is_late ? "common.yes" : "common.no"), risk_words(d, row), work_holder_label(d, row->holder),
			date_iso(d->arena, row->holder_since), row->officer, row->school, row->locality,
			date_iso(d->arena, row->opened), row->process };

		csv_row(out, line, COLUMNS);
	}
}

static struct str showing(struct desk *d, const struct list_page *page, int64_t rows)
{
	int64_t from = (page->page - 1) * rows + 1, to = from + (int64_t)page->count - 1;
	struct str args[3];

	if (page->count == 0)
		return words(d, "work.showing_none");
	args[0] = arena_int(d->arena, from);
	args[1] = arena_int(d->arena, to);
	args[2] = arena_int(d->arena, page->total);
	return book_words_with(d->book, d->arena, STR("work.showing"), args, 3);
}

static void views_fill(struct desk *d, struct work_view *v)
{
	struct list_filter here = v->filter, mine = { .officer = d->who.account_id }, nobody = { .unassigned = true },
			   closed = { .closed = true }, all = { 0 };

	here.page = 0;
	here.sort = STR_NONE;
	v->views = ARENA_NEW(d->arena, struct crumb, 4);
	v->views[v->view_count++] = (struct crumb){ work_address(d, &mine), words(d, "work.view_mine") };
	v->views[v->view_count++] = (struct crumb){ work_address(d, &all), words(d, "work.view_all") };
	v->views[v->view_count++] = (struct crumb){ work_address(d, &nobody), words(d, "work.view_nobody") };
	v->views[v->view_count++] = (struct crumb){ work_address(d, &closed), words(d, "work.view_closed") };
	v->view_here = arena_cstr(d->arena, work_address(d, &here));
}

static void sorts_fill(struct desk *d, struct work_view *v)
{
	static const struct { const char *sort, *key; } sorts[3] = {
		{ "", "work.sort_due" }, { "name", "work.sort_name" }, { "newest", "work.sort_newest" } };

	for (size_t i = 0; i < 3; i++) {
		struct list_filter f = v->filter;

		f.page = 0;
		f.sort = *sorts[i].sort ? str_of(sorts[i].sort) : STR_NONE;
		v->sorts[i] = (struct crumb){ work_address(d, &f), words(d, sorts[i].key) };
		if (str_equal(f.sort, v->filter.sort))
			v->sort_here = i;
	}
}

/* The addresses of the same list in other forms. */
static void addresses_fill(struct desk *d, struct work_view *v)
{
	struct list_filter f = v->filter;
	struct str more;

	f.page = 0;
	v->query = list_query_write(d, &f);
	more = v->query.len ? arena_printf(d->arena, "%.*s&", STR_ARG(v->query)) : STR("");
	v->list = work_address(d, &f);
	v->csv = v->query.len ? arena_printf(d->arena, "/work.csv?%.*s", STR_ARG(v->query)) : STR("/work.csv");
	v->print = arena_printf(d->arena, "/work?%.*sprint=yes", STR_ARG(more));
	v->page_base = arena_printf(d->arena, "/work?%.*spage=", STR_ARG(more));
}

static void page_fill(struct desk *d, const struct list_page *page, struct work_view *v)
{
	v->lines = ARENA_NEW(d->arena, struct work_line, page->count + 1);
	for (size_t i = 0; i < page->count; i++)
		v->lines[v->line_count++] = work_line_of(d, &page->at[i]);
	v->total = page->total;
	v->late = page->late;
	v->at_risk = page->at_risk;
	v->page = page->page;
	v->pages = page->pages;
	v->is_capped = page->is_capped;
	v->is_near = page->is_near;
}

const struct fault *work_show(struct desk *d, const struct request *r, const struct list_filter *f,
			      const struct problems *problems, struct reply *out)
{
	struct work_view v = { .frame = frame_of(d, r, words(d, "work.title")), .filter = *f,
			       .is_print = str_equal(request_query(r, STR("print")), STR("yes")),
			       .search_name = request_form(r, STR("name")),
			       .search_shared = str_equal(request_form(r, STR("shared")), STR("yes")) };
	struct list_page page;

	v.frame.section = STR("work");
	v.frame.is_wide = true;
	v.frame.problems = problems;
	TRY(list_work(d, f, v.is_print ? 0 : PAGE_ROWS, &page));
	TRY(work_filter_fill(d, &v));
	page_fill(d, &page, &v);
	v.showing = showing(d, &page, v.is_print ? LIST_MOST : PAGE_ROWS);
	views_fill(d, &v);
	sorts_fill(d, &v);
	addresses_fill(d, &v);
	v.may_assign = access_reach(d->book, &d->who, d->now.today, STR("assign"), STR("case")).is_allowed && !f->closed;
	v.may_caseload = access_reach(d->book, &d->who, d->now.today, STR("view"), STR("list.caseload")).is_allowed;
	v.may_save = access_reach(d->book, &d->who, d->now.today, STR("record"), STR("search")).is_allowed;
	html_work(&out->body, &v);
	return NULL;
}

static const struct fault *work_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct list_filter f;
	struct list_page page;

	list_query_read(d, r->query, &f);
	if (!r->wants_csv)
		return work_show(d, r, &f, NULL, out);
	f.page = 0;
	TRY(list_work(d, &f, 0, &page));
	csv_write(d, &page, out);
	return NULL;
}

const struct page page_work = { .path = "/work", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = work_get };

static struct str typed_under(const void *form, struct str name)
{
	return request_form(form, name);
}

/* The filter as an address: short, and without the name that somebody looks for. */
static const struct fault *filter_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct list_filter f;

	list_query_typed(d, typed_under, r, &f);
	if (!list_authority(d, &f))
		return fault_new(d->arena, FAULT_ABSENT, "no work list for this user");
	reply_redirect(out, d->arena, work_address(d, &f));
	return NULL;
}

const struct page page_work_filter = { .path = "/work", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = filter_post };
