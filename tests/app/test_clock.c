/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/app/clock - the worked examples of law.md section 4, as rows. */
#include <jansson.h>

#include "app/clock.h"
#include "rulebook/made_book.h"
#include "rules/rows.h"

static struct str value_at(struct arena *a, struct str json, struct str key)
{
	json_t *all = json_loadb(json.at, json.len, 0, NULL);
	const json_t *v = json_object_get(all, arena_cstr(a, key));
	struct str got = STR("");

	if (json_is_string(v))
		got = arena_str(a, str_of(json_string_value(v)));
	if (json_is_integer(v))
		got = arena_printf(a, "%lld", (long long)json_integer_value(v));
	CHECK(all != NULL);
	json_decref(all);
	return got;
}

static void run_rows(struct arena *a, const struct rulebook *book, const struct pathway *p)
{
	char *file = (char *)(uintptr_t)arena_cstr(a, arena_printf(a, "tests/cases/clock/%.*s.csv", STR_ARG(p->id)));
	struct str rest;
	struct row row;
	int line = 0, seen = 0;

	for (char *c = file; *c; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
	rest = test_file(a, file);
	while (row_next(a, &rest, &line, &row)) {
		struct problems problems = { 0 };
		struct clock_cases cases = { 0 };
		struct out o = out_start(a, 0);
		struct str got;
		bool many;

		clock_read(a, book, p, row.cell[0], date_of(2026, 1, 5), &cases, &many, &problems);
		CHECK_INT((int64_t)problems.count, 0);
		clock_write(a, book, p, &cases.at[0], date_of(2026, 1, 5), false, &o);
		got = value_at(a, out_str(&o), row.cell[1]);
		CHECK_NOTE(str_equal(got, row.cell[2]), "%s:%d %.*s is \"%.*s\", not \"%.*s\"", file, row.line,
			   STR_ARG(row.cell[1]), STR_ARG(got), STR_ARG(row.cell[2]));
		seen++;
	}
	CHECK(seen > 4);
}

/* Each process of the book has its rows: tests/cases/clock/na.csv for NA. */
TEST(every_process_gives_the_dates_of_its_rows)
{
	const struct rulebook *book = made_book();

	for (size_t i = 0; i < book->pathway_count; i++)
		run_rows(a, book, &book->pathways[i]);
}

TEST(both_twenty_week_rates_of_example_e55)
{
	const struct rulebook *book = made_book();
	const struct pathway *p = book_pathway(book, STR("ME"));
	struct out json = out_start(a, 0), o = out_start(a, 0);
	struct clock_cases cases = { 0 };
	struct problems problems = { 0 };
	bool many;

	out_add(&json, STR("{\"cases\":["));
	for (int i = 0; i < 10; i++)
		out_printf(&json, "%s{\"request_received\":\"2025-01-06\",\"final_sent\":\"%s\"%s}", i ? "," : "",
			   i < 7 ? "2025-05-26" : "2025-05-27", i == 6 || i == 9 ? ",\"exception\":\"EXC-SCH\"" : "");
	out_add(&json, STR("]}"));
	clock_read(a, book, p, out_str(&json), date_of(2026, 1, 5), &cases, &many, &problems);
	CHECK(many);
	clock_write_rates(a, book, p, &cases, date_of(2026, 1, 5), &o);
	CHECK_STR(value_at(a, out_str(&o), STR("all_cases")), STR("7/10 = 70.0%"));
	CHECK_STR(value_at(a, out_str(&o), STR("excluding_exceptions")), STR("6/8 = 75.0%"));
}

/* Rows: the process, what comes in, and all that is wrong with it. */
TEST(bad_events_are_told_all_at_once)
{
	const struct rulebook *book = made_book();
	struct str rest = test_file(a, "tests/bad/clock.csv");
	struct row row;
	int line = 0;

	while (row_next(a, &rest, &line, &row)) {
		struct problems problems = { 0 };
		struct clock_cases cases = { 0 };
		struct out o = out_start(a, 0);
		bool many;

		clock_read(a, book, book_pathway(book, row.cell[0]), row.cell[1], date_of(2026, 1, 5), &cases, &many, &problems);
		for (size_t i = 0; i < problems.count; i++)
			out_printf(&o, "%s%.*s: %.*s", i ? "|" : "", STR_ARG(problems.at[i].field),
				   STR_ARG(problems.at[i].words));
		CHECK_STR(out_str(&o), row.cell[2]);
	}
}

TEST(explained_working_days_name_the_days_off)
{
	const struct rulebook *book = made_book();
	const struct pathway *p = book_pathway(book, STR("MA"));
	struct clock_cases cases = { 0 };
	struct problems problems = { 0 };
	struct out o = out_start(a, 0);
	bool many;

	clock_read(a, book, p, STR("{\"adviser_told_no_mediation\":\"2026-04-02\"}"), date_of(2026, 4, 2), &cases, &many, &problems);
	clock_write(a, book, p, &cases.at[0], date_of(2026, 4, 2), true, &o);
	CHECK(str_contains(out_str(&o), STR("\"not_counted\": \"2026-04-03, 2026-04-06\"")));
}

TEST(explained_dates_carry_their_law)
{
	const struct rulebook *book = made_book();
	const struct pathway *p = book_pathway(book, STR("NA"));
	struct clock_cases cases = { 0 };
	struct problems problems = { 0 };
	struct out o = out_start(a, 0);
	bool many;

	clock_read(a, book, p, STR("{\"request_received\":\"2026-01-05\"}"), date_of(2026, 1, 5), &cases, &many, &problems);
	clock_write(a, book, p, &cases.at[0], date_of(2026, 1, 5), true, &o);
	CHECK(str_contains(out_str(&o), STR("\"due\": \"2026-05-25\"")));
	CHECK(str_contains(out_str(&o), STR("\"plan_to_send\": \"2026-05-22\"")));
	CHECK(str_contains(out_str(&o), STR("r5(1)-(2) SEND Regulations 2014")));
	CHECK(str_contains(out_str(&o), STR("\"days\": 140")));
	CHECK(str_contains(out_str(&o), STR("\"counted_from\": \"request_received\"")));
}
