/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/weight - how much work a case is, in rows. */
#include "rows.h"
#include "rules/weight.h"

TEST(points_of_all_that_fits_are_added)
{
	struct problems problems = { 0 };
	const struct rulebook *book = rulebook_read(a, rulebook_built_in, rulebook_built_in_count, &problems);
	struct str rest = test_file(a, "tests/cases/weight/rows.csv");
	int line = 0;
	struct row row;

	CHECK(book != NULL);
	while (book && row_next(a, &rest, &line, &row)) {
		int64_t want = 0, got = weight_of(book, &(struct weighed){ row.cell[0], row.cell[1], row.cell[2], row.cell[3] });

		CHECK(str_to_int(row.cell[4], &want));
		CHECK_NOTE(got == want, "rows.csv:%d gives %lld", row.line, (long long)got);
	}
}
