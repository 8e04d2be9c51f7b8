/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/carry - any bytes as the record of a child from another council: never a crash; what has no slip has a child,
 * a process and its events. */
#include "work/carry_room.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const struct rulebook *book_of(void)
{
	static const struct rulebook *book;
	static struct arena *arena;
	struct problems slips = { 0 };

	if (!book) {
		arena = arena_start((size_t)256 << 20);
		book = rulebook_read(arena, rulebook_built_in, rulebook_built_in_count, &slips);
		check(book != NULL);
	}
	return book;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_start((size_t)256 << 20);
	struct problems slips = { 0 };
	struct carried record;

	carry_read(a, book_of(), (struct str){ (const char *)bytes, len }, &slips, &record);
	if (slips.count == 0)
		check(record.given.len && record.processes.count && record.processes.at[0].events.count);
	arena_end(a);
	return 0;
}
