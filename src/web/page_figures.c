/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_figures - the figures of a year, one figure over the years, and the cases behind a figure.
 * Touches work/measure. */
#include "gen/html/figures_figures.h"
#include "web/csv.h"
#include "web/figures_room.h"

enum { CASES_A_PAGE = 50 };

static int this_year(const struct desk *d)
{
	return date_ymd(d->now.today).year;
}

/* The year in the address; the last whole one when there is none. */
static int year_of(const struct desk *d, const struct request *r)
{
	int64_t year;

	if (!str_to_int(request_query(r, STR("year")), &year) || year < 2014 || year > this_year(d))
		return this_year(d) - 1;
	return (int)year;
}

static void years_add(struct desk *d, struct figures_view *v, struct str path)
{
	for (int i = FIGURES_YEARS - 1; i >= 0; i--) {
		int year = this_year(d) - i;
		struct str number = arena_printf(d->arena, "%d", year);
		struct str words = i ? number : book_words_with(d->book, d->arena, STR("figures.so_far"), &number, 1);
		struct str address = arena_printf(d->arena, "%.*s?year=%d", STR_ARG(path), year);

		v->years[v->year_count++] = (struct crumb){ address, words };
		if (year == v->year)
			v->here = address;
	}
}

static const struct fault *csv_counts(struct desk *d, const struct figure_family *f, int year,
				      const struct measure_areas *areas, struct reply *out)
{
	for (size_t m = 0; m < f->count; m++)
		for (size_t i = 0; i < f->counts[m].count; i++) {
			const struct measure_count *c = &f->counts[m].at[i];
			struct str council = STR(""), part = STR("");

			if (measure_is_named(f->at[m]) && !measure_may_open(d, c->authority))
				continue;
			if (!str_is_empty(c->part))
				TRY(figure_part_label(d, f->at[m], c->part, &part));
			for (size_t k = 0; k < areas->count; k++)
				if (areas->at[k].authority == c->authority)
					council = areas->at[k].name;
			csv_row(out, (struct str[]){ f->at[m]->id, f->at[m]->name,
				f->at[m]->is_now ? date_iso(d->arena, d->now.today) : arena_int(d->arena, year), arena_int(d->arena, c->authority),
				council, part,
				arena_int(d->arena, c->top), arena_int(d->arena, c->bottom) }, 8);
		}
	return NULL;
}

static void csv_heads(struct desk *d, struct reply *out, const char *name)
{
	static const char *const heads[] = { "figures.measure_id", "figures.measure", "figures.year", "figures.code",
					     "figures.council", "figures.part", "figures.top", "figures.bottom" };

	csv_begin(d, out, name, heads, 8);
}

static const struct fault *figures_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct figures_view v = { .frame = frame_of(d, r, book_words(d->book, STR("figures.title"))), .year = year_of(d, r) };
	struct measure_areas areas = { 0 };

	TRY(measure_areas(d, &areas));
	if (r->wants_csv)
		csv_heads(d, out, "figures.csv");
	for (size_t i = 0; i < d->book->measure_count; i++) {
		const struct measure *m = &d->book->measures[i];
		struct figure_family f;

		if (!str_is_empty(m->beside))
			continue;
		if (measure_is_named(m)) {
			LIST_PUSH(d->arena, &v.named, (struct crumb){
				arena_printf(d->arena, "/figures/%.*s", STR_ARG(m->id)), m->name });
			continue;
		}
		figure_family_of(d, m, &f);
		TRY(figure_family_count(d, &f, figure_time(m, v.year)));
		if (r->wants_csv)
			TRY(csv_counts(d, &f, v.year, &areas, out));
		else
			LIST_PUSH(d->arena, &v.blocks, figure_block_of(d, &f, &areas, v.year));
	}
	if (r->wants_csv)
		return NULL;
	LIST_PUSH(d->arena, &v.named, (struct crumb){ STR("/lateness"), book_words(d->book, STR("lateness.link")) });
	years_add(d, &v, STR("/figures"));
	v.csv = arena_printf(d->arena, "/figures.csv?year=%d", v.year);
	v.frame.section = STR("figures");
	v.frame.is_wide = true;
	html_figures(&out->body, &v);
	return NULL;
}
const struct page page_figures = {
	.path = "/figures", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = figures_answer,
};

/* Rows are years, columns councils: one table for each measure of the family. */
static struct figure_block years_block(struct desk *d, const struct measure *m, const struct measure_counts *years,
				       const struct measure_areas *areas)
{
	size_t columns = 1 + areas->count + (areas->count > 1);
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, columns);
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, FIGURES_YEARS * columns);
	struct figure_block b = { .lead = m };

	heads[0].label = book_words(d->book, STR("figures.year"));
	for (size_t c = 1; c < columns; c++)
		heads[c] = (struct table_head){ .label = c <= areas->count ? areas->at[c - 1].name :
						book_words(d->book, STR("figures.all")), .is_number = true };
	for (int y = 0; y < FIGURES_YEARS; y++) {
		int year = this_year(d) - y;
		struct table_cell *row = &cells[(size_t)y * columns];
		struct measure_count all = measure_sum(&years[y], 0, STR(""));

		row[0].text = arena_int(d->arena, year);
		for (size_t c = 1; c < columns; c++) {
			struct measure_count sum = measure_sum(&years[y], c <= areas->count ? areas->at[c - 1].authority : 0,
							       STR(""));

			row[c] = (struct table_cell){ .text = figure_text(d->arena, m, sum), .note = figure_note(d, m, sum),
				.href = sum.bottom ? figure_address(d, m, sum.authority, year, STR("")) : STR("") };
		}
		if (!m->is_count)
			LIST_PUSH(d->arena, &b.bars, (struct figure_bar){ .label = row[0].text,
				.text = figure_text(d->arena, m, all), .mille = all.bottom ? all.top * 1000 / all.bottom : 0 });
	}
	LIST_PUSH(d->arena, &b.measures, m);
	b.table = (struct table_view){ .caption = m->name, .heads = heads, .columns = columns, .cells = cells,
				       .rows = FIGURES_YEARS, .is_caption_hidden = true };
	return b;
}

/* The page of one measure alone. */
static void one_show(struct desk *d, const struct measure *m, struct figures_view *v, struct reply *out)
{
	v->csv = arena_printf(d->arena, "/figures/%.*s.csv", STR_ARG(m->id));
	v->frame.section = STR("figures");
	v->frame.back = STR("/figures");
	v->frame.is_wide = true;
	html_figures(&out->body, v);
}

/* A figure of today by school or officer: a page of its own, as it is long and names people. */
static const struct fault *named_answer(struct desk *d, const struct request *r, const struct measure *m, struct reply *out)
{
	struct figures_view v = { .frame = frame_of(d, r, m->name), .lead = m->about };
	struct measure_areas areas = { 0 };
	struct figure_block block;
	struct figure_family f;

	TRY(measure_areas(d, &areas));
	figure_family_of(d, m, &f);
	TRY(figure_family_count(d, &f, measure_ever()));
	if (r->wants_csv) {
		csv_heads(d, out, "figures.csv");
		return csv_counts(d, &f, 0, &areas, out);
	}
	TRY(figure_named_block(d, &f, &areas, &block));
	LIST_PUSH(d->arena, &v.blocks, block);
	one_show(d, m, &v, out);
	return NULL;
}

static const struct fault *measure_answer(struct desk *d, const struct request *r, struct reply *out)
{
	const struct measure *lead = book_measure(d->book, r->part[0]);
	struct figures_view v = { .year = this_year(d) };
	struct measure_areas areas = { 0 };
	struct figure_family f;

	/* One that belongs beside another is shown there, never alone. */
	if (lead && !str_is_empty(lead->beside))
		lead = book_measure(d->book, lead->beside);
	if (lead && lead->is_now && measure_is_named(lead))
		return named_answer(d, r, lead, out);
	if (!lead || lead->is_now)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such figure over the years");
	v.frame = frame_of(d, r, lead->name);
	TRY(measure_areas(d, &areas));
	figure_family_of(d, lead, &f);
	if (r->wants_csv)
		csv_heads(d, out, "figures.csv");
	struct measure_counts years[FIGURES_MOST][FIGURES_YEARS] = { 0 };
	for (int y = 0; y < FIGURES_YEARS; y++) {
		TRY(figure_family_count(d, &f, measure_year(this_year(d) - y)));
		if (r->wants_csv)
			TRY(csv_counts(d, &f, this_year(d) - y, &areas, out));
		for (size_t m = 0; m < f.count; m++)
			years[m][y] = f.counts[m];
	}
	if (r->wants_csv)
		return NULL;
	for (size_t m = 0; m < f.count; m++)
		LIST_PUSH(d->arena, &v.blocks, years_block(d, f.at[m], years[m], &areas));
	v.lead = lead->about;
	one_show(d, lead, &v, out);
	return NULL;
}
const struct page page_figure = {
	.path = "/figures/{0}", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = measure_answer,
};

static const struct fault *which(struct desk *d, const struct measure *m, const struct measure_query *q, int64_t total,
				 struct str *out)
{
	struct str args[] = { arena_int(d->arena, total), q->in_top == 1 ? m->numerator : m->denominator,
			      STR(""), STR("") };
	struct ymd since = date_ymd(q->time.since);

	args[2] = m->is_now ? date_words(d->arena, d->now.today) : arena_int(d->arena, since.year);
	if (!str_is_empty(q->part)) {
		TRY(figure_part_label(d, m, q->part, &args[3]));
		args[3] = arena_printf(d->arena, ": %.*s", STR_ARG(args[3]));
	}
	*out = book_words_with(d->book, d->arena, q->in_top == 0 ? STR("figures.cases_other") : STR("figures.cases_words"),
			       args, 4);
	return NULL;
}

static const struct fault *case_row(struct desk *d, const struct measure *m, const struct measure_case *c,
				    struct str row[8])
{
	row[0] = arena_printf(d->arena, "%.*s %.*s", STR_ARG(c->given), STR_ARG(c->family));
	row[1] = c->reference;
	row[2] = STR("");
	if (!str_is_empty(m->parts))
		TRY(figure_part_label(d, m, c->part, &row[2]));
	row[3] = date_words(d->arena, c->begun);
	row[4] = date_words(d->arena, c->due);
	row[5] = date_words(d->arena, c->ended);
	row[6] = !date_is_none(c->ended) && !date_is_none(c->begun) ?
		 arena_int(d->arena, date_between(c->begun, c->ended)) : STR("");
	row[7] = book_words(d->book, c->is_top ? STR("figures.counted") : STR("figures.not_counted"));
	return NULL;
}

static const char *const case_heads[] = { "figures.child", "figures.reference", "figures.part", "figures.begun",
					  "figures.due", "figures.ended", "figures.took", "figures.in" };
enum { CASE_COLUMNS = sizeof case_heads / sizeof *case_heads };

/* On a page the reference stands under the name, and there is no column of parts without parts. */
static bool is_shown(const struct measure *m, size_t column)
{
	return column != 1 && (column != 2 || !str_is_empty(m->parts));
}

static const struct fault *cases_table(struct desk *d, const struct measure *m, const struct measure_cases *cases,
				       struct str caption, struct table_view *out)
{
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, CASE_COLUMNS);
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, cases->count * CASE_COLUMNS);
	size_t columns = 0, at = 0;

	for (size_t i = 0; i < CASE_COLUMNS; i++)
		if (is_shown(m, i))
			heads[columns++].label = book_words(d->book, str_of(case_heads[i]));
	for (size_t i = 0; i < cases->count; i++) {
		struct str row[CASE_COLUMNS];

		TRY(case_row(d, m, &cases->at[i], row));
		for (size_t c = 0; c < CASE_COLUMNS; c++)
			if (is_shown(m, c))
				cells[at++] = (struct table_cell){ .text = row[c], .note = c ? STR("") : row[1],
					.href = c ? STR("") : arena_printf(d->arena, "/cases/%.*s", STR_ARG(row[1])) };
	}
	*out = (struct table_view){ .caption = caption, .heads = heads, .columns = columns, .cells = cells,
				    .rows = cases->count };
	return NULL;
}

static struct measure_query query_of(const struct desk *d, const struct request *r, const struct measure *m)
{
	struct measure_query q = { .part = request_query(r, STR("part")), .in_top = -1, .page = 1,
				   .page_rows = r->wants_csv ? 0 : CASES_A_PAGE };
	int64_t n;

	if (str_to_int(request_query(r, STR("authority")), &n))
		q.authority = n;
	if (str_to_int(request_query(r, STR("in")), &n) && (n == 0 || n == 1))
		q.in_top = (int)n;
	if (str_to_int(request_query(r, STR("page")), &n) && n > 0 && n < 100000)
		q.page = n;
	q.time = figure_time(m, year_of(d, r));
	return q;
}

/* How many there are of this query, from the counts. */
static const struct fault *total_of(struct desk *d, const struct measure *m, const struct measure_query *q, int64_t *out)
{
	struct measure_counts counts = { 0 };
	struct measure_count sum;

	TRY(measure_count(d, m, q->time, &counts));
	sum = measure_sum(&counts, q->authority, q->part);
	*out = q->in_top == 1 ? sum.top : q->in_top == 0 ? sum.bottom - sum.top : sum.bottom;
	return NULL;
}

static struct str cases_base(struct desk *d, const struct request *r, const struct measure *m, const struct measure_query *q,
			     const char *ending)
{
	struct out o = out_start(d->arena, 128);

	out_printf(&o, "/figures/%.*s/cases%s?authority=%lld", STR_ARG(m->id), ending, (long long)q->authority);
	if (!m->is_now)
		out_printf(&o, "&year=%d", year_of(d, r));
	if (q->in_top >= 0)
		out_printf(&o, "&in=%d", q->in_top);
	out_add(&o, STR("&part="));
	out_url(&o, q->part);
	return out_str(&o);
}

static const struct fault *cases_answer(struct desk *d, const struct request *r, struct reply *out)
{
	const struct measure *m = book_measure(d->book, r->part[0]);
	struct figure_cases_view v;
	struct measure_cases cases = { 0 };
	struct measure_query q;
	int64_t total;

	if (!m)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such figure");
	q = query_of(d, r, m);
	TRY(measure_cases(d, m, &q, r->wants_csv ? STR("export") : STR("view"), &cases));
	if (r->wants_csv) {
		csv_begin(d, out, "cases.csv", case_heads, CASE_COLUMNS);
		for (size_t i = 0; i < cases.count; i++) {
			struct str row[CASE_COLUMNS];

			TRY(case_row(d, m, &cases.at[i], row));
			csv_row(out, row, CASE_COLUMNS);
		}
		return NULL;
	}
	TRY(total_of(d, m, &q, &total));
	v = (struct figure_cases_view){ .frame = frame_of(d, r, m->name), .measure = m, .page = q.page,
					.pages = (total + CASES_A_PAGE - 1) / CASES_A_PAGE };
	TRY(which(d, m, &q, total, &v.sentence));
	TRY(cases_table(d, m, &cases, v.sentence, &v.table));
	v.csv = cases_base(d, r, m, &q, ".csv");
	v.base = arena_printf(d->arena, "%.*s&page=", STR_ARG(cases_base(d, r, m, &q, "")));
	v.frame.back = measure_is_named(m) ? arena_printf(d->arena, "/figures/%.*s", STR_ARG(m->id)) : STR("/figures");
	v.frame.section = STR("figures");
	v.frame.is_wide = true;
	html_figure_cases(&out->body, &v);
	return NULL;
}
const struct page page_figure_cases = {
	.path = "/figures/{0}/cases", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = cases_answer,
};
