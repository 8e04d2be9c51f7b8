/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/weight - how much work a case is, in rows. */
#include "rows.h"
#include "rulebook/made_book.h"
#include "rules/weight.h"

TEST(points_of_all_that_fits_are_added)
{
	const struct rulebook *book = made_book();
	struct str rest = test_file(a, "tests/cases/weight/rows.csv");
	int line = 0;
	struct row row;

	while (book && row_next(a, &rest, &line, &row)) {
		int64_t want = 0, got = weight_of(book, &(struct weighed){ row.cell[0], row.cell[1], row.cell[2], row.cell[3] });

		CHECK(str_to_int(row.cell[4], &want));
		CHECK_NOTE(got == want, "rows.csv:%d gives %lld", row.line, (long long)got);
	}
}
