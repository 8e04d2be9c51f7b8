/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/core/csv - tables. */
#include "../harness.h"
#include "core/csv.h"

TEST(a_table_has_its_cells_and_lines)
{
	struct problems slips = { 0 };
	struct csv t;

	csv_read(a, STR("t.csv"), STR("a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n\r\n2, w \n"), &t, &slips);
	CHECK_INT((int64_t)slips.count, 0);
	CHECK_INT((int64_t)t.row_count, 2);
	CHECK_STR(csv_cell(&t, 0, "b"), STR("x, \"y\"\nz"));
	CHECK_STR(csv_cell(&t, 1, "b"), STR("w"));
	CHECK_INT(t.lines[0], 3);
	CHECK_INT(t.lines[1], 5);
	CHECK(csv_cell(&t, 0, "no").at == NULL);
}

TEST(every_slip_of_a_table_is_told)
{
	struct problems slips = { 0 };
	struct csv t;

	csv_read(a, STR("t.csv"), STR("a,a\n1\n1,2,3\n4,5\n\xff,6\n"), &t, &slips);
	CHECK_INT((int64_t)slips.count, 4);
	CHECK_STR(slips.at[0].words, STR("two columns are called \"a\""));
	CHECK_STR(slips.at[1].field, STR("t.csv:2"));
	CHECK_STR(slips.at[2].words, STR("3 cells where 2 are wanted"));
	CHECK_STR(slips.at[3].words, STR("these bytes are no UTF-8 text"));
	CHECK_INT((int64_t)t.row_count, 2);
	slips.count = 0;
	csv_read(a, STR("t.csv"), STR("a,b\n1,\"open\n"), &t, &slips);
	CHECK_INT((int64_t)slips.count, 1);
	CHECK_STR(slips.at[0].words, STR("a quote stands where none may stand, or has no end"));
	slips.count = 0;
	csv_read(a, STR("t.csv"), STR("a,b\n1\"2,3\n"), &t, &slips);
	CHECK_INT((int64_t)slips.count, 1);
}
