/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/retention - which rule keeps a record and until when: tests/cases/retention/rules.csv, the day before, the day
 * and the day after.
 * Touches rules and the built-in rulebook. */
#include "../harness.h"
#include "core/csv.h"
#include "rulebook/made_book.h"
#include "rules/retention.h"

static struct str cell(const struct csv *t, size_t row, const char *name)
{
	return csv_cell(t, row, name);
}

static bool is_yes(const struct csv *t, size_t row, const char *name)
{
	return str_equal(cell(t, row, name), STR("yes"));
}

static void judge(struct arena *a, const struct rulebook *book, const struct csv *t, size_t row)
{
	struct retention_facts f = { .of = cell(t, row, "of"), .pathway = cell(t, row, "pathway"), .outcome = STR(""),
		.born = date_read(cell(t, row, "born")), .opened = date_read(cell(t, row, "opened")),
		.closed = date_read(cell(t, row, "closed")), .last = DATE_NONE, .had_plan = is_yes(t, row, "had_plan") };
	struct retention_stops stops = { is_yes(t, row, "open"), is_yes(t, row, "hold"), is_yes(t, row, "flag") };
	struct date today = date_read(cell(t, row, "today")), due;
	const struct retention *rule = retention_rule(a, book, &f, today);
	struct str note = cell(t, row, "note");
	int64_t years;

	CHECK_NOTE(rule && str_equal(rule->id, cell(t, row, "rule")), "%.*s: %.*s", STR_ARG(note), STR_ARG(rule ? rule->id : STR("-")));
	if (!str_to_int(cell(t, row, "years"), &years))
		years = (int64_t)rule->years;
	due = retention_due(a, book, rule, (size_t)years, &f, today);
	CHECK_NOTE(due.day == date_read(cell(t, row, "due")).day, "%.*s: %.*s", STR_ARG(note), STR_ARG(date_iso(a, due)));
	CHECK_NOTE(str_equal(retention_stop(&stops, due, today), cell(t, row, "kept")), "%.*s: %.*s", STR_ARG(note),
		   STR_ARG(retention_stop(&stops, due, today)));
}

TEST(a_record_is_kept_until_its_day_and_no_longer)
{
	struct csv t;
	struct problems slips = { 0 };
	const struct rulebook *book = made_book();

	csv_read(a, STR("rules.csv"), test_file(a, "tests/cases/retention/rules.csv"), &t, &slips);
	CHECK(slips.count == 0 && t.row_count > 20);
	for (size_t i = 0; i < t.row_count; i++)
		judge(a, book, &t, i);
}

/* What is counted from the last day is due today, what is counted from the day after is not. */
TEST(the_last_day_that_is_due)
{
	const struct rulebook *book = made_book();
	const struct retention *rule = book_retention(book, STR("known"));      /* counted from birth */
	const struct date days[] = { date_of(2026, 11, 30), date_of(2024, 2, 29), date_of(2025, 2, 28), date_of(2025, 3, 1), date_of(2028, 2, 29) };

	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		for (size_t years = 1; years < 80; years++) {
			struct date by = retention_by(years, days[i]);

			for (int32_t more = 0; more < 2; more++) {
				struct retention_facts f = { .of = STR("person"), .born = { by.day + more } };
				struct date due = retention_due(a, book, rule, years, &f, days[i]);

				CHECK_NOTE((due.day <= days[i].day) == (more == 0), "%zu years before %d", years, days[i].day);
			}
		}
}
