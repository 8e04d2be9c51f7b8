/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rulebook/test_made_book - the rulebook of the tests: reading it takes longer than most of them.
 * Touches the rulebook. */
#include "../harness.h"
#include "rulebook/made_book.h"

const struct rulebook *made_book(void)
{
	static const struct rulebook *book;
	struct problems problems = { 0 };

	if (!book)
		book = rulebook_read(arena_start((size_t)256 << 20), rulebook_built_in, rulebook_built_in_count, &problems);
	for (size_t i = 0; i < problems.count && i < 5; i++)
		CHECK_NOTE(false, "%.*s: %.*s", STR_ARG(problems.at[i].field), STR_ARG(problems.at[i].words));
	CHECK(book != NULL);
	return book;
}
