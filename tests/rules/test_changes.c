/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/changes - what was taken out and put in, by its rows. */
#include "core/out.h"
#include "rows.h"
#include "rules/changes.h"

static struct str shown(struct arena *a, struct str before, struct str after)
{
	struct changes c = { 0 };
	struct out o = out_start(a, 100);
	changes_of(a, before, after, &c);
	for (size_t i = 0; i < c.count; i++)
		out_printf(&o, c.at[i].kind == CHANGE_SAME ? "%.*s" : c.at[i].kind == CHANGE_OUT ? "[-%.*s]" : "[+%.*s]",
			   STR_ARG(c.at[i].text));
	return o.len ? out_str(&o) : STR("");
}

TEST(changed_words_are_found_by_the_rows)
{
	struct str rest = test_file(a, "tests/cases/changes/words.csv");
	struct row row;
	int line = 0, seen = 0;
	while (row_next(a, &rest, &line, &row)) {
		struct str got = shown(a, row.cell[0], row.cell[1]);
		CHECK_NOTE(str_equal(got, row.cell[2]), "line %d: %.*s, not %.*s", row.line, STR_ARG(got), STR_ARG(row.cell[2]));
		seen++;
	}
	CHECK(seen > 7);
}

/* Words of one kind joined give the text again, however long and however different. */
static void adds_up(struct arena *a, struct str before, struct str after)
{
	struct changes c = { 0 };
	struct out b = out_start(a, before.len), t = out_start(a, after.len);
	changes_of(a, before, after, &c);
	for (size_t i = 0; i < c.count; i++)
		for (struct str rest = c.at[i].text, word = str_word(&rest); word.at; word = str_word(&rest)) {
			if (c.at[i].kind != CHANGE_IN)
				out_printf(&b, "%.*s ", STR_ARG(word));
			if (c.at[i].kind != CHANGE_OUT)
				out_printf(&t, "%.*s ", STR_ARG(word));
		}
	CHECK_STR(out_str(&b), before);
	CHECK_STR(out_str(&t), after);
}

TEST(changes_add_up_to_both_texts)
{
	struct out b = out_start(a, 0), t = out_start(a, 0);
	uint32_t dice = 1;
	for (int i = 0; i < 4000; i++) {
		dice = dice * 1664525 + 1013904223;
		out_printf(&b, "w%u ", dice >> 28);
		dice = dice * 1664525 + 1013904223;
		out_printf(&t, "w%u ", dice >> 28);
		if (i == 300)
			adds_up(a, arena_str(a, out_str(&b)), arena_str(a, out_str(&t)));
	}
	adds_up(a, out_str(&b), out_str(&t));
}
