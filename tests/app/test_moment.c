/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/app/moment - instants as operators write them, as rows. */
#include "app/moment.h"
#include "core/csv.h"
#include "core/file.h"
#include "harness.h"

TEST(moments_as_they_are_written)
{
	struct str file = STR("tests/cases/moment/read.csv"), text_all;
	struct problems problems = { 0 };
	struct csv rows;

	CHECK_OK(file_read(a, file, 1 << 20, &text_all));
	csv_read(a, file, text_all, &rows, &problems);
	CHECK_INT((int64_t)problems.count, 0);
	CHECK(rows.row_count > 10);
	for (size_t i = 0; i < rows.row_count; i++) {
		struct str text = csv_cell(&rows, i, "text"), expect = csv_cell(&rows, i, "expect");
		int64_t ms = 0;
		bool is_read = moment_read(text, &ms);

		CHECK_NOTE(is_read == (expect.len > 0), "%.*s", STR_ARG(text));
		if (is_read)
			CHECK_STR(moment_write(a, ms), expect);
	}
}
