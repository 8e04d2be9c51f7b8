/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "harness.h"

TEST(a_day_that_is_not_in_the_calendar_is_absent)
{
	CHECK(date_is_none(date_of(2026, 2, 31)));
	CHECK(date_is_none(date_of(2025, 2, 29)));
	CHECK(!date_is_none(date_of(2024, 2, 29)));
	CHECK(date_is_none(date_read(STR("2026-02-31"))));
	CHECK(date_is_none(date_read(STR("2026-2-3"))));
	CHECK(date_is_none(date_read(STR("0000-01-01"))));
}

TEST(every_day_of_four_hundred_years_reads_back)
{
	test_slow();
	for (struct date d = date_of(1900, 1, 1); d.day < date_of(2300, 1, 1).day; d.day += 1) {
		struct ymd p = date_ymd(d);
		struct arena_mark mark = arena_mark(a);

		CHECK_DATE(date_of(p.year, p.month, p.day), d);
		CHECK_DATE(date_read(date_iso(a, d)), d);
		arena_reset(a, mark);
	}
	CHECK_INT(date_of(1970, 1, 1).day, 0);
	CHECK_INT(date_weekday(date_of(2026, 1, 5)), 1);
}

TEST(months_clamp_to_the_last_day)
{
	CHECK_DATE(date_add_months(date_of(2025, 12, 31), 2), date_of(2026, 2, 28));
	CHECK_DATE(date_add_months(date_of(2024, 2, 29), 12), date_of(2025, 2, 28));
	CHECK_DATE(date_add_months(date_of(2026, 7, 31), -5), date_of(2026, 2, 28));
}

TEST(no_day_is_told_as_nothing)
{
	CHECK_STR(date_from_now(a, DATE_NONE, date_of(2026, 11, 29)), STR(""));
	CHECK_STR(date_from_now(a, date_of(2026, 11, 30), date_of(2026, 11, 29)), STR("tomorrow"));
}

TEST(england_is_an_hour_on_in_summer)
{
	CHECK_DATE(date_of_ms(1782945000000), date_of(2026, 7, 1));   /* 2026-06-30 22:30 UTC is 23:30 */
	CHECK_DATE(date_of_ms(1782948600000), date_of(2026, 7, 2));   /* 2026-07-01 23:30 UTC */
	CHECK_DATE(date_of_ms(0), date_of(1970, 1, 1));
}

TEST(age_counts_a_leap_birthday_from_the_first_of_march)
{
	CHECK_INT(date_age(date_of(2012, 2, 29), date_of(2026, 2, 28)), 13);
	CHECK_INT(date_age(date_of(2012, 2, 29), date_of(2026, 3, 1)), 14);
	CHECK_INT(date_age(date_of(2012, 2, 29), date_of(2024, 2, 29)), 12);
}
