/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_common_password - what everybody who guesses tries first.
 * Touches work/common_password and the built-in rulebook. */
#include "harness.h"
#include "core/csv.h"
#include "work/common_password.h"
#include "work/made_desk.h"

TEST(a_password_that_is_tried_first_is_refused)
{
	struct problems slips = { 0 };
	struct csv t;

	csv_read(a, STR("password.csv"), test_file(a, "tests/cases/account/password.csv"), &t, &slips);
	CHECK_INT((int64_t)slips.count, 0);
	for (size_t i = 0; i < t.row_count; i++)
		CHECK_NOTE(password_is_common(a, made_book(), csv_cell(&t, i, "email"), csv_cell(&t, i, "password")) ==
			   str_equal(csv_cell(&t, i, "common"), STR("yes")), "%.*s", STR_ARG(csv_cell(&t, i, "note")));
	CHECK(t.row_count >= 20);
}

/* They are looked up by halves. */
TEST(common_passwords_are_sorted)
{
	CHECK(common_password_count > 25000);
	for (size_t i = 1; i < common_password_count; i++)
		CHECK_NOTE(strcmp(common_passwords[i - 1], common_passwords[i]) < 0, "%zu", i);
}
