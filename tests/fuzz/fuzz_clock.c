/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/clock - any bytes as the events of a process: dates out or problems, never a crash. */
#include "app/clock.h"
#include "fuzz/shared.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const struct rulebook *book = fuzz_book();
	struct arena *a = arena_start((size_t)256 << 20);
	struct problems problems = { 0 };
	struct clock_cases cases = { 0 };
	struct out o = out_start(a, 0);
	bool many;

	clock_read(a, book, book_pathway(book, STR("NA")), (struct str){ (const char *)bytes, len }, date_of(2026, 1, 5), &cases, &many,
		   &problems);
	if (problems.count == 0 && many)
		clock_write_rates(a, book, book_pathway(book, STR("NA")), &cases, date_of(2026, 1, 5), &o);
	if (problems.count == 0 && !many)
		clock_write(a, book, book_pathway(book, STR("NA")), &cases.at[0], date_of(2026, 1, 5), len % 2, &o);
	arena_end(a);
	return 0;
}
