/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/shared - what several fuzzers need.
 * Touches the built-in rulebook, files. */
#include "fuzz/shared.h"

#include <stdio.h>

const struct rulebook *fuzz_book(void)
{
	static const struct rulebook *book;
	static struct arena *arena;     /* kept, so that nothing of it counts as lost */
	struct problems slips = { 0 };

	if (!book) {
		arena = arena_start((size_t)256 << 20);
		book = rulebook_read(arena, rulebook_built_in, rulebook_built_in_count, &slips);
	}
	check(book != NULL);
	return book;
}

void fuzz_file(struct str path, struct str bytes)
{
	FILE *f = fopen(path.at, "we");

	check(f && (bytes.len == 0 || fwrite(bytes.at, bytes.len, 1, f) == 1) && fclose(f) == 0);
}
