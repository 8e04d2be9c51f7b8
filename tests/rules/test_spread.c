/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/spread - terms of a school year; meetings spread over schools, days and weeks. */
#include "harness.h"
#include "rules/spread.h"

static const struct code_list *terms_of_year(struct arena *a)
{
	static const char *const rows[3][3] = { { "09-01", "Autumn", "12-18" }, { "01-04", "Spring", "03-31" },
						{ "04-13", "Summer", "07-20" } };
	struct code_list *list = ARENA_NEW(a, struct code_list, 1);
	for (size_t i = 0; i < 3; i++)
		LIST_PUSH(a, list, (struct code){ str_of(rows[i][0]), str_of(rows[i][1]), str_of(rows[i][2]) });
	return list;
}

TEST(a_term_lasts_until_the_next_begins)
{
	struct term terms[TERMS_MOST];
	CHECK_INT((int64_t)spread_terms(a, terms_of_year(a), date_of(2026, 8, 31), 3, terms), 3);
	CHECK_STR(terms[0].name, STR("Summer 2026"));
	CHECK_DATE(terms[0].until, date_of(2026, 9, 1));
	CHECK_STR(terms[1].name, STR("Autumn 2026"));
	CHECK_DATE(terms[2].from, date_of(2027, 1, 4));
	CHECK_DATE(terms[2].last, date_of(2027, 3, 31));
	CHECK_INT((int64_t)spread_terms(a, terms_of_year(a), date_of(2026, 9, 1), 1, terms), 1);
	CHECK_STR(terms[0].name, STR("Autumn 2026"));
	CHECK_INT((int64_t)spread_terms(a, terms_of_year(a), date_of(2027, 1, 3), 1, terms), 1);
	CHECK_STR(terms[0].name, STR("Autumn 2026"));
	CHECK_INT((int64_t)spread_terms(a, NULL, date_of(2027, 1, 3), 1, terms), 0);
}

static const struct date *holidays(void)
{
	static struct date days[3];
	days[0] = date_of(2026, 1, 1);
	days[1] = date_of(2026, 11, 4);
	days[2] = date_of(2027, 12, 27);
	return days;
}

static void spread(struct arena *a, struct meeting *at, size_t count)
{
	struct term terms[TERMS_MOST];
	size_t terms_count = spread_terms(a, terms_of_year(a), date_of(2026, 10, 1), 6, terms);
	spread_meetings(a, (struct calendar){ holidays(), 3 }, terms, terms_count, at, count);
}

TEST(meetings_of_one_school_fall_on_different_working_days)
{
	struct meeting at[5];
	for (size_t i = 0; i < 5; i++)          /* Monday to Friday, Wednesday is a holiday */
		at[i] = (struct meeting){ 7, date_of(2026, 11, 2), date_of(2026, 11, 8), DATE_NONE };
	spread(a, at, 5);
	int on[8] = { 0 };
	for (size_t i = 0; i < 5; i++)
		on[at[i].day.day - date_of(2026, 11, 2).day]++;
	CHECK_INT(on[0], 1);
	CHECK_INT(on[1], 1);
	CHECK_INT(on[2], 0);
	CHECK_INT(on[3], 1);
	CHECK_INT(on[4], 2);                    /* the fifth doubles on the latest day */
	CHECK_INT(on[5] + on[6], 0);
}

TEST(weeks_fill_evenly_and_what_has_a_day_counts_as_load)
{
	struct meeting at[9];
	for (size_t i = 0; i < 9; i++)
		at[i] = (struct meeting){ (int64_t)i, date_of(2026, 11, 2), date_of(2026, 11, 22), DATE_NONE };
	for (size_t i = 0; i < 3; i++)
		at[i].day = date_of(2026, 11, 20);
	spread(a, at, 9);
	int week[3] = { 0 };
	for (size_t i = 0; i < 9; i++)
		week[(at[i].day.day - date_of(2026, 11, 2).day) / 7]++;
	CHECK_INT(week[0], 3);
	CHECK_INT(week[1], 3);
	CHECK_INT(week[2], 3);
	CHECK_DATE(at[0].day, date_of(2026, 11, 20));
}

TEST(no_meeting_is_put_outside_of_term_and_a_span_without_a_day_is_stretched)
{
	struct meeting at[] = {
		{ 1, date_of(2027, 7, 19), date_of(2027, 8, 20), DATE_NONE },
		{ 2, date_of(2027, 7, 25), date_of(2027, 8, 20), DATE_NONE },
	};
	spread(a, at, 2);
	CHECK_DATE(at[0].day, date_of(2027, 7, 20));
	CHECK(at[1].day.day >= date_of(2027, 9, 1).day);
	CHECK(at[1].day.day <= date_of(2027, 10, 23).day);
}
