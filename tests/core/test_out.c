/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/core/out - numbers and long prints come out whole. */
#include "core/out.h"
#include "harness.h"

TEST(numbers_are_written_whole)
{
	static const struct { int64_t n; const char *want; } rows[] = {
		{ 0, "0" }, { 7, "7" }, { -1, "-1" }, { 1234567890, "1234567890" },
		{ INT64_MAX, "9223372036854775807" }, { INT64_MIN, "-9223372036854775808" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct out o = out_start(a, 0);

		out_int(&o, rows[i].n);
		CHECK_STR(out_str(&o), str_of(rows[i].want));
	}
}

TEST(prints_of_any_length_are_whole)
{
	for (int len = 250; len < 260; len++) {
		struct str s = arena_printf(a, "%*d", len, 5);

		CHECK_INT((int64_t)s.len, len);
		CHECK(s.at[len - 1] == '5' && s.at[len] == '\0');
	}
}

TEST(an_arena_that_is_cleared_gives_zeroed_memory_again)
{
	for (int round = 0; round < 3; round++) {
		char *at = arena_take(a, 300000);

		for (int i = 0; i < 300000; i++)
			if (at[i])
				CHECK(!"zeroed");
		memset(at, 'x', 300000);
		arena_take(a, 40000);
		arena_clear(a);
	}
	CHECK_INT((int64_t)arena_used(a), 0);
}
