/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/measure - both 20-week rates by rows (law.md E54, E55); every measure against the cases behind it and against
 * the published counts of the demonstration area; who may see what. proves law.md 2.21 */
#include <stdlib.h>

#include "core/csv.h"
#include "gen/sql/demo.h"
#include "gen/sql/recompute.h"
#include "rulebook/made_book.h"
#include "store/fresh.h"
#include "work/demo.h"
#include "work/measure.h"

static struct desk desk_of(struct arena *a, struct store_pool *pool, const struct rulebook *book, struct date today,
			   struct str role)
{
	struct desk d = { .arena = a, .pool = pool, .book = book, .now = { today, 1764000000000 } };

	CHECK_OK(store_take(pool, a, &d.store));
	d.who = (struct who){ .kind = WHO_ACCOUNT, .memberships = ARENA_NEW(a, struct membership, 1), .membership_count = 1 };
	d.who.memberships[0] = (struct membership){ .role = role, .authority = 340 };
	return d;
}

struct fill { const struct csv *rows; };

/* Processes as recompute leaves them: opened, issued, exceptions. */
static const struct fault *fill_job(struct store *w, struct arena *a, void *ctx)
{
	const struct csv *t = ((struct fill *)ctx)->rows;

	TRY(sql_demo_authority_add(w, a, &(struct demo_authority_add_in){ .code = 340, .name = STR("Knowsley Council"),
		.short_name = STR("Knowsley") }, NULL));
	for (size_t i = 0; i < t->row_count; i++) {
		struct demo_person_add_rows person;
		struct demo_process_add_rows process;
		struct date opened = date_read(csv_cell(t, i, "opened")), issued = date_read(csv_cell(t, i, "issued"));

		TRY(sql_demo_person_add(w, a, &(struct demo_person_add_in){ .authority = 340, .given = STR("Ada"),
			.family = STR("Roe"), .folded = STR("roe ada"), .born = date_of(2015, 1, 1) }, &person));
		TRY(sql_demo_process_add(w, a, &(struct demo_process_add_in){
			.reference = arena_printf(a, "ROW%05zu", i), .authority = 340, .person_id = person.at[0].id,
			.pathway = STR("NA"), .opened = opened, .stage = STR("issued"), .holder = STR("nobody"),
			.child_folded = STR("roe ada") }, &process));
		TRY(sql_recompute_save(w, a, &(struct recompute_save_in){ .id = process.at[0].id, .stage = STR("issued"),
			.holder = STR("nobody"), .holder_since = issued, .next_due = DATE_NONE, .closed = issued,
			.decided = DATE_NONE, .issued = issued, .outcome = STR("issued"),
			.exception_count = str_equal(csv_cell(t, i, "flagged"), STR("yes")) }, NULL));
	}
	return NULL;
}

static void rates_of_rows(struct arena *a, enum store_kind kind)
{
	static const struct { const char *id; int64_t top, bottom; } want[] = {
		{ "plans_20_weeks", 7, 10 }, { "plans_20_weeks_ex", 6, 8 }, { "plans_20_weeks_flagged", 1, 2 },
	};
	struct problems slips = { 0 };
	struct csv rows;
	struct store_pool *pool = fresh_store(a, kind);
	const struct rulebook *book = made_book();

	csv_read(a, STR("plans.csv"), test_file(a, "tests/cases/measure/plans.csv"), &rows, &slips);
	CHECK_INT((int64_t)slips.count, 0);
	CHECK_OK(store_write(pool, a, fill_job, &(struct fill){ &rows }));
	struct desk d = desk_of(a, pool, book, date_of(2026, 6, 1), STR("analyst"));
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		struct measure_counts counts = { 0 };

		CHECK_OK(measure_count(&d, book_measure(book, str_of(want[i].id)), measure_year(2025), &counts));
		CHECK_INT(measure_sum(&counts, 340, STR("")).top, want[i].top);
		CHECK_INT(measure_sum(&counts, 340, STR("")).bottom, want[i].bottom);
		CHECK_INT(measure_sum(&counts, 341, STR("")).bottom, 0);
	}
	store_give(pool, d.store);
}

TEST(both_rates_follow_their_rows)
{
	rates_of_rows(a, STORE_SQLITE);
}

TEST(both_rates_follow_their_rows_postgres)
{
	rates_of_rows(a, STORE_POSTGRES);
}

/* Every measure, every year and part: as many cases behind as counted, those of the numerator and the others. */
static void cases_agree(struct desk *d, const struct measure *m, struct measure_time time)
{
	struct measure_counts counts = { 0 };

	CHECK_OK(measure_count(d, m, time, &counts));
	for (size_t i = 0; i < counts.count; i++) {
		const struct measure_count *c = &counts.at[i];
		struct measure_query q = { .authority = c->authority, .part = c->part, .time = time, .in_top = -1 };
		struct measure_cases all = { 0 }, top = { 0 }, page = { 0 };

		if (c->authority != d->who.memberships[0].authority)
			continue;
		CHECK_OK(measure_cases(d, m, &q, STR("view"), &all));
		CHECK_NOTE((int64_t)all.count == c->bottom, "%.*s %.*s: %zu cases, counted %lld", STR_ARG(m->id),
			   STR_ARG(c->part), all.count, (long long)c->bottom);
		q.in_top = 1;
		CHECK_OK(measure_cases(d, m, &q, STR("view"), &top));
		CHECK_NOTE((int64_t)top.count == c->top, "%.*s %.*s: %zu in the numerator, counted %lld", STR_ARG(m->id),
			   STR_ARG(c->part), top.count, (long long)c->top);
		q.in_top = -1;
		q.page = 2;
		q.page_rows = 2;
		CHECK_OK(measure_cases(d, m, &q, STR("view"), &page));
		CHECK_INT((int64_t)page.count, c->bottom >= 4 ? 2 : c->bottom > 2 ? c->bottom - 2 : 0);
	}
}

/* With the first of January as today the area's years are calendar years. */
static void area_agrees(struct arena *a, enum store_kind kind)
{
	const struct rulebook *book = made_book();
	struct demo_order order = { .seed = 1, .scale = 0.01, .today = date_of(2025, 1, 1), .book = book,
				    .files = rulebook_built_in, .file_count = rulebook_built_in_count,
				    .password = STR("waymark-demo") };
	struct demo_made made[DEMO_AREAS];
	struct store_pool *pool = fresh_store(a, kind);
	const struct measure *all = book_measure(book, STR("plans_20_weeks")),
			     *plain = book_measure(book, STR("plans_20_weeks_ex"));

	CHECK_OK(demo_fill(pool, a, &order, made));
	struct desk d = desk_of(a, pool, book, order.today, STR("manager"));
	for (int y = 1; y < DEMO_YEARS; y++) {
		struct measure_counts counts = { 0 }, ex = { 0 };

		CHECK_OK(measure_count(&d, all, measure_year(DEMO_FIRST_YEAR + y), &counts));
		CHECK_OK(measure_count(&d, plain, measure_year(DEMO_FIRST_YEAR + y), &ex));
		for (int i = 0; i < DEMO_AREAS; i++) {
			struct measure_count c = measure_sum(&counts, made[i].published.code, STR(""));
			struct measure_count e = measure_sum(&ex, made[i].published.code, STR(""));

			CHECK_INT(c.top, made[i].years[y].in_time);
			CHECK_INT(c.bottom, made[i].years[y].plans);
			CHECK_INT(e.top, made[i].years[y].in_time_ex);
			CHECK_INT(e.bottom, made[i].years[y].plans_ex);
		}
	}
	for (size_t i = 0; i < book->measure_count; i++)
		cases_agree(&d, &book->measures[i], book->measures[i].is_now ? measure_ever() : measure_year(2024));
	store_give(pool, d.store);
}

TEST(figures_are_the_published_counts_and_the_cases_behind_them)
{
	test_slow();
	area_agrees(a, STORE_SQLITE);
}

TEST(figures_are_the_published_counts_and_the_cases_behind_them_postgres)
{
	area_agrees(a, STORE_POSTGRES);
}

TEST(figures_show_cases_only_to_those_who_may_see_them)
{
	const struct rulebook *book = made_book();
	struct store_pool *pool = fresh_store(a, STORE_SQLITE);
	const struct measure *m = book_measure(book, STR("plans_20_weeks"));
	struct measure_query q = { .authority = 340, .time = measure_year(2025), .in_top = -1 };
	static const struct { const char *role; bool counts, cases; } want[] = {
		{ "manager", true, true }, { "case_officer", true, true }, { "analyst", true, false },
		{ "administrator", true, false }, { "school", false, false }, { "adviser", false, false },
		{ "family", false, false }, { "independent_adviser", false, false },
	};

	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		struct desk d = desk_of(a, pool, book, date_of(2026, 1, 5), str_of(want[i].role));
		struct measure_counts counts = { 0 };
		struct measure_cases cases = { 0 };
		const struct fault *f = measure_count(&d, m, q.time, &counts);

		CHECK_NOTE((f == NULL) == want[i].counts, "%s counts", want[i].role);
		f = measure_cases(&d, m, &q, STR("view"), &cases);
		CHECK_NOTE((f == NULL) == want[i].cases, "%s cases", want[i].role);
		CHECK(!f || f->kind == FAULT_ABSENT);
		q.authority = 341;
		f = measure_cases(&d, m, &q, STR("view"), &cases);
		CHECK_NOTE(f && f->kind == FAULT_ABSENT, "%s sees cases of another council", want[i].role);
		q.authority = 340;
		store_give(pool, d.store);
	}
}

TEST(a_measure_without_a_statement_is_told_by_file_and_line)
{
	struct problems problems = { 0 };
	struct measure measure = { .id = STR("made_up"), .place = { STR("measure/own.txt"), 7 } };
	struct rulebook book = { .measures = &measure, .measure_count = 1 };
	measure_prove(&book, a, &problems);
	CHECK_INT((int64_t)problems.count, 1);
	CHECK_STR(problems.at[0].field, STR("measure/own.txt:7"));
	CHECK(str_contains(problems.at[0].words, STR("sql/measure/made_up.sql")));
}
