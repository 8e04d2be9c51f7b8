/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/expr - any bytes as an expression: read, reckoned, never a crash, a hang or an overflow. */
#include "rules/expr.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static struct value known(const void *ctx, struct str name)
{
	(void)ctx;
	if (name.len % 3 == 0)
		return (struct value){ VALUE_ABSENT, DATE_NONE, 0, STR_NONE };
	if (name.len % 3 == 1)
		return (struct value){ VALUE_DATE, date_of(2026, 4, 2), 0, STR_NONE };
	return (struct value){ VALUE_TEXT, DATE_NONE, 0, name };
}

static void ignore(void *ctx, struct str name)
{
	*(size_t *)ctx += name.len;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_start((size_t)64 << 20);
	struct date holidays[] = { date_of(2025, 12, 25), date_of(2026, 4, 3), date_of(2027, 12, 28) };
	struct expr_world w = { .name = known, .holidays = holidays, .holiday_count = 3,
				.school_days = holidays, .school_day_count = 3, .today = date_of(2026, 1, 5) };
	struct problems problems = { 0 };
	const struct expr *e = expr_read(a, (struct str){ (const char *)bytes, len }, STR("x"), &problems);
	size_t seen = 0;

	check((e != NULL) == (problems.count == 0));
	if (e) {
		struct value v = expr_reckon(e, &w, a);

		check(v.kind != VALUE_DATE || date_ymd(v.date).year >= 1);
		expr_names(e, ignore, &seen);
	}
	arena_end(a);
	return 0;
}
