/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/letter - any bytes as the text of a letter: read, and written when nothing is wrong with it. What comes
 * out has no tag that the language does not have. */
#include "rules/letter_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static struct value known(const void *ctx, struct str name)
{
	(void)ctx;
	if (name.len % 3 == 0)
		return (struct value){ VALUE_ABSENT, DATE_NONE, 0, STR_NONE };
	if (name.len % 3 == 1)
		return (struct value){ VALUE_DATE, date_of(2026, 4, 2), 0, STR_NONE };
	return (struct value){ VALUE_TEXT, DATE_NONE, 0, STR("<script>\n- one\n& two") };
}

static size_t rows(const void *ctx, struct str what, struct str kind)
{
	(void)ctx, (void)what;
	return kind.len % 3;
}

static struct value row_name(const void *ctx, struct str what, struct str kind, size_t at, struct str name)
{
	(void)what, (void)kind, (void)at;
	return known(ctx, name);
}

static void ignore(void *ctx, enum letter_reference kind, struct str name, struct str where)
{
	*(size_t *)ctx += name.len + where.len + (size_t)kind;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_start((size_t)256 << 20);
	struct rulebook book = { .arena = a };
	struct str text = { (const char *)bytes, len }, title, body;
	struct problems slips = { 0 }, missing = { 0 };
	struct letter letter = { .text = letter_text_read(a, STR("x"), 1, text, &slips),
				 .title_text = letter_text_read_line(a, STR("x"), 1, STR("Title"), &slips) };
	struct letter_world w = { .names = { .name = known, .today = date_of(2026, 1, 5) }, .rows = rows, .row_name = row_name,
				  .day = date_of(2026, 1, 5) };
	size_t seen = 0;
	if (slips.count == 0) {
		letter_text_references(letter.text, ignore, &seen);
		letter_write(a, &book, &letter, &w, &missing, &title, &body);
		check(missing.count > 0 || !str_contains(body, STR("<script")));
		check(missing.count > 0 || !str_contains(body, STR("<a ")));
	}
	arena_end(a);
	return 0;
}
