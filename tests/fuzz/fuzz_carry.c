/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/carry - any bytes as the record of a child from another council: never a crash; what has no slip has a child,
 * a process and its events. */
#include "fuzz/shared.h"
#include "work/carry_room.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_start((size_t)256 << 20);
	struct problems slips = { 0 };
	struct carried record;

	carry_read(a, fuzz_book(), (struct str){ (const char *)bytes, len }, &slips, &record);
	if (slips.count == 0)
		check(record.given.len && record.processes.count && record.processes.at[0].events.count);
	arena_end(a);
	return 0;
}
