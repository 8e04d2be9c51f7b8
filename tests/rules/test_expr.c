/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/expr - the expression language by its rows. proves law:2.0 */
#include "rows.h"

static void run_rows(struct arena *a, const char *file)
{
	struct str rest = test_file(a, file);
	struct row row;
	int line = 0, seen = 0;
	static const int32_t school[] = { 3, 4, 7, 8, 9, 10, 11, 14, 15, 16 };
	struct date days[10];

	for (size_t i = 0; i < 10; i++)
		days[i] = date_of(2026, 9, school[i]);
	while (row_next(a, &rest, &line, &row)) {
		struct problems problems = { 0 };
		const struct expr *e = expr_read(a, row.cell[0], STR("x"), &problems);
		struct expr_world w = rows_world(a, row.count > 3 ? row.cell[3] : STR(""), date_of(2026, 1, 5));
		struct str got = e ? STR("") : problems.at[0].words;

		w.school_days = days;
		w.school_day_count = 10;
		if (e)
			got = value_words(a, expr_reckon(e, &w, a));
		CHECK_NOTE(str_equal(got, row.cell[1]), "%s:%d %.*s gives %.*s, not %.*s", file, row.line,
			   STR_ARG(row.cell[0]), STR_ARG(got), STR_ARG(row.cell[1]));
		seen++;
	}
	CHECK(seen > 5);
}

TEST(every_counting_rule_of_table_2_0)
{
	run_rows(a, "tests/cases/expr/days.csv");
}

TEST(the_language_around_the_counting_rules)
{
	run_rows(a, "tests/cases/expr/language.csv");
}

TEST(worked_examples_whose_process_is_not_yet_text)
{
	run_rows(a, "tests/cases/expr/worked.csv");
}

TEST(a_wrong_expression_is_refused_with_its_column)
{
	run_rows(a, "tests/bad/expr/refused.csv");
}

TEST(hostile_depth_is_refused_not_followed)
{
	char deep[4001];
	struct problems problems = { 0 };

	memset(deep, '(', 4000);
	deep[4000] = 0;
	CHECK(!expr_read(a, str_of(deep), STR("x"), &problems));
	memset(deep, '-', 4000);
	CHECK(!expr_read(a, str_of(deep), STR("x"), &problems));
	for (size_t i = 0; i < 4000; i += 2)
		memcpy(deep + i, "1+", 2);
	deep[3999] = 0;
	CHECK(!expr_read(a, str_of(deep), STR("x"), &problems));
	CHECK_INT((int64_t)problems.count, 3);
	CHECK(str_ends(problems.at[2].words, STR("nested too deeply")));
}

static void collect(void *ctx, struct str name)
{
	*(int64_t *)ctx = *(int64_t *)ctx * 10 + (int64_t)name.len;
}

TEST(the_names_of_an_expression_can_be_listed)
{
	struct problems problems = { 0 };
	const struct expr *e = expr_read(a, STR("earliest(ab, W(6, abc)) + open(advice) + count(abcd)"), STR("x"), &problems);
	int64_t seen = 0;

	CHECK_INT((int64_t)problems.count, 0);
	expr_names(e, collect, &seen);
	CHECK_INT(seen, 234);
}
