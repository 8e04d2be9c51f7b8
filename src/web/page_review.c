/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_review - the reviews of an area as a list: which are due when, planned for which day.
 * Touches work/review. Whose question: "which reviews come up, at which school, and has each a day?" */
#include "gen/html/review_review.h"
#include "web/csv.h"
#include "web/review_room.h"

enum { PAGE_ROWS = 50, TERMS_SHOWN = 5, DAYS_BACK = 400, DAYS_AHEAD = 366 };

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

void review_pages(const struct desk *d, struct crumb pages[3])
{
	pages[0] = (struct crumb){ STR("/reviews"), words(d, "review.page_list") };
	pages[1] = (struct crumb){ STR("/reviews/planner"), words(d, "review.page_planner") };
	pages[2] = (struct crumb){ STR("/reviews/lists"), words(d, "review.page_lists") };
}

struct str review_count_words(struct desk *d, const char *key, int64_t n)
{
	struct str arg = arena_int(d->arena, n);
	return book_words_with(d->book, d->arena, str_of(key), &arg, 1);
}

size_t review_terms(struct desk *d, struct term out[TERMS_MOST])
{
	return spread_terms(d->arena, book_codes(d->book, STR("term")), d->now.today, TERMS_SHOWN, out);
}

static int64_t number_of(const struct request *r, struct str name)
{
	int64_t n;
	return str_to_int(request_query(r, name), &n) && n > 0 ? n : 0;
}

/* The filter of a query; days of the term asked for, else from 400 days ago to a year ahead. */
static struct review_filter review_filter_of(struct desk *d, const struct request *r)
{
	struct review_filter f = { .school = number_of(r, STR("school")), .officer = number_of(r, STR("officer")),
		.page = number_of(r, STR("page")), .since = date_add(d->now.today, -DAYS_BACK),
		.until = date_add(d->now.today, DAYS_AHEAD) };
	static const char *const states[] = { "unplanned", "planned", "late" };
	struct str state = request_query(r, STR("state"));
	struct term terms[TERMS_MOST];
	size_t count = review_terms(d, terms);
	struct date wanted = date_read(request_query(r, STR("term")));
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (str_equal(state, str_of(states[i])))
			f.state = str_of(states[i]);
	for (size_t i = 0; i < count; i++)
		if (terms[i].from.day == wanted.day) {
			f.since = terms[i].from;
			f.until = terms[i].until;
		}
	return f;
}

static struct str review_query(struct arena *a, const struct review_filter *f)
{
	struct out o = out_start(a, 100);
	bool is_term = date_between(f->since, f->until) != DAYS_BACK + DAYS_AHEAD;
	if (is_term)
		out_printf(&o, "term=%.*s&", STR_ARG(date_iso(a, f->since)));
	if (f->school)
		out_printf(&o, "school=%lld&", (long long)f->school);
	if (f->officer)
		out_printf(&o, "officer=%lld&", (long long)f->officer);
	if (!str_is_empty(f->state))
		out_printf(&o, "state=%.*s&", STR_ARG(f->state));
	struct str all = out_str(&o);
	return all.len ? str_slice(all, 0, all.len - 1) : STR("");
}

struct review_line review_line_of(struct desk *d, const struct review_row *row)
{
	struct review_line line = {
		.reference = row->at.reference, .child = row->at.child, .officer = row->at.officer, .stage = row->at.stage_name,
		.school = row->school_id ? row->at.school : words(d, "review.no_school"), .due = row->due,
		.planned = row->planned, .is_planned = !date_is_none(row->planned), .is_late = row->due.day < d->now.today.day,
		.extra = STR("") };
	if (!date_is_none(row->extra_from)) {
		struct str days[] = { date_words(d->arena, row->extra_from), date_words(d->arena, row->extra_to) };

		line.extra = book_words_with(d->book, d->arena, STR("review.under_five_window"), days, 2);
	}
	int64_t late = line.is_late ? date_between(row->due, d->now.today) : 0;
	line.due_words = late ? review_count_words(d, "work.days_late", late) : date_from_now(d->arena, row->due, d->now.today);
	line.planned_words = line.is_planned ? date_words(d->arena, row->planned) : words(d, "review.not_planned");
	return line;
}

void review_csv(struct desk *d, const struct review_rows *rows, const char *name, struct reply *out)
{
	static const char *const heads[] = { "work.csv_reference", "work.csv_child", "work.csv_born", "work.csv_school",
		"review.due", "work.csv_late", "review.planned", "review.extra_from", "review.extra_to", "work.csv_stage", "work.csv_officer" };
	enum { COLUMNS = sizeof heads / sizeof *heads };
	csv_begin(d, out, name, heads, COLUMNS);
	for (size_t i = 0; i < rows->count; i++) {
		const struct review_row *row = &rows->at[i];
		struct str line[COLUMNS] = { row->at.reference, row->at.child, date_iso(d->arena, row->at.born), row->at.school,
			date_iso(d->arena, row->due), words(d, row->due.day < d->now.today.day ? "common.yes" : "common.no"),
			date_iso(d->arena, row->planned), date_iso(d->arena, row->extra_from), date_iso(d->arena, row->extra_to), row->at.stage_name, row->at.officer };
		csv_row(out, line, COLUMNS);
	}
}

static void option(struct arena *a, struct work_select *s, struct str value, struct str label, bool is_chosen)
{
	LIST_PUSH(a, &s->options, (struct work_option){ value, label, is_chosen });
}

static void choices_add(struct arena *a, const struct list_choices *list, int64_t chosen, struct work_select *s)
{
	for (size_t i = 0; i < list->count; i++)
		option(a, s, arena_int(a, list->at[i].id), list->at[i].name, list->at[i].id == chosen);
}

static void term_select(struct desk *d, const struct review_filter *f, struct work_select *s)
{
	struct term terms[TERMS_MOST];
	size_t count = review_terms(d, terms);
	*s = (struct work_select){ .name = "term", .label = words(d, "review.term") };
	option(d->arena, s, STR(""), words(d, "review.all_year"), false);
	for (size_t i = 0; i < count; i++)
		option(d->arena, s, date_iso(d->arena, terms[i].from), terms[i].name, terms[i].from.day == f->since.day);
}

static void state_select(struct desk *d, const struct review_filter *f, struct work_select *s)
{
	static const char *const states[][2] = { { "unplanned", "review.state_unplanned" }, { "planned", "review.state_planned" },
						 { "late", "review.state_late" } };
	*s = (struct work_select){ .name = "state", .label = words(d, "review.state") };
	option(d->arena, s, STR(""), words(d, "work.any"), false);
	for (size_t i = 0; i < 3; i++)
		option(d->arena, s, str_of(states[i][0]), words(d, states[i][1]), str_equal(f->state, str_of(states[i][0])));
}

static const struct fault *selects_fill(struct desk *d, struct reviews_view *v)
{
	struct list_menu menu;
	struct work_select *school = &v->selects[1], *officer = &v->selects[2];
	TRY(list_menu(d, review_authority(d, &v->filter), &menu));
	term_select(d, &v->filter, &v->selects[0]);
	*school = (struct work_select){ .name = "school", .label = words(d, "work.csv_school") };
	*officer = (struct work_select){ .name = "officer", .label = words(d, "work.csv_officer") };
	option(d->arena, school, STR(""), words(d, "work.any"), false);
	option(d->arena, officer, STR(""), words(d, "work.any"), false);
	choices_add(d->arena, &menu.schools, v->filter.school, school);
	choices_add(d->arena, &menu.officers, v->filter.officer, officer);
	state_select(d, &v->filter, &v->selects[3]);
	v->select_count = 4;
	return NULL;
}

static void addresses_fill(struct desk *d, struct reviews_view *v)
{
	v->query = review_query(d->arena, &v->filter);
	struct str more = v->query.len ? arena_printf(d->arena, "%.*s&", STR_ARG(v->query)) : STR("");
	v->has_filter = v->query.len > 0;
	v->csv = v->query.len ? arena_printf(d->arena, "/reviews.csv?%.*s", STR_ARG(v->query)) : STR("/reviews.csv");
	v->print = arena_printf(d->arena, "/reviews?%.*sprint=yes", STR_ARG(more));
	v->page_base = arena_printf(d->arena, "/reviews?%.*spage=", STR_ARG(more));
}

static const struct fault *reviews_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct reviews_view v = { .frame = frame_of(d, r, words(d, "review.title")), .filter = review_filter_of(d, r),
				  .is_print = str_equal(request_query(r, STR("print")), STR("yes")) };
	struct review_rows rows;
	TRY(review_list(d, &v.filter, r->wants_csv || v.is_print ? 0 : PAGE_ROWS, &rows));
	if (r->wants_csv) {
		review_csv(d, &rows, "reviews.csv", out);
		return NULL;
	}
	v.frame.section = STR("reviews");
	v.frame.is_wide = true;
	review_pages(d, v.pages);
	TRY(selects_fill(d, &v));
	addresses_fill(d, &v);
	v.lines = ARENA_NEW(d->arena, struct review_line, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		v.lines[v.line_count++] = review_line_of(d, &rows.at[i]);
	v.total = rows.total;
	v.page = rows.page;
	v.pages_total = rows.pages;
	v.sentence = review_count_words(d, "review.count", rows.total);
	v.may_plan = access_reach(d->book, &d->who, d->now.today, STR("record"), STR("list.reviews")).is_allowed;
	html_reviews(&out->body, &v);
	return NULL;
}
const struct page page_reviews = {
	.path = "/reviews", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = reviews_get,
};
