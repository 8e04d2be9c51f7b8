/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rulebook/bad - texts that must be refused, with the whole of what must be said: tests/bad/rulebook/. A file's
 * first lines are `#file NAME` (where it stands in the rulebook) and `#expect PLACE: WORDS` for every slip. */
#include "../harness.h"
#include "rulebook/rulebook.h"

struct bad { struct str name, text; struct texts expects; };

static struct bad bad_of(struct arena *a, struct str all)
{
	struct bad b = { .text = all };
	struct str rest = all;

	while (str_starts(rest, STR("#file ")) || str_starts(rest, STR("#expect "))) {
		struct str line = str_cut(&rest, '\n');

		if (str_starts(line, STR("#file ")))
			b.name = str_slice(line, 6, line.len);
		else
			LIST_PUSH(a, &b.expects, str_slice(line, 8, line.len));
	}
	/* A table has no remarks; in stanzas they stay, so that lines are those of the file. */
	if (str_ends(b.name, STR(".csv")))
		b.text = rest;
	return b;
}

static struct problems slips_of(struct arena *a, const struct bad *b)
{
	struct rulebook_file *files = ARENA_NEW(a, struct rulebook_file, rulebook_built_in_count + 1);
	struct problems slips = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < rulebook_built_in_count; i++)
		if (!str_equal(rulebook_built_in[i].name, b->name))
			files[count++] = rulebook_built_in[i];
	files[count++] = (struct rulebook_file){ b->name, b->text };
	CHECK(rulebook_read(a, files, count, &slips) == NULL);
	return slips;
}

static bool is_told(struct arena *a, const struct problems *slips, struct str expect)
{
	for (size_t i = 0; i < slips->count; i++)
		if (str_equal(expect, arena_printf(a, "%.*s: %.*s", STR_ARG(slips->at[i].field),
						   STR_ARG(slips->at[i].words))))
			return true;
	return false;
}

TEST(bad_rulebook_text_is_refused_with_file_and_line)
{
	struct rulebook_file *files;
	size_t count;

	test_slow();
	CHECK_OK(rulebook_folder(a, STR("tests/bad/rulebook"), &files, &count));
	CHECK(count >= 25);
	for (size_t i = 0; i < count; i++) {
		struct bad b = bad_of(a, files[i].text);
		struct problems slips = slips_of(a, &b);

		CHECK_NOTE(slips.count == b.expects.count, "%.*s: %zu slips, %zu expected; the first is %.*s: %.*s",
			   STR_ARG(files[i].name), slips.count, b.expects.count,
			   STR_ARG(slips.count ? slips.at[0].field : STR("")),
			   STR_ARG(slips.count ? slips.at[0].words : STR("")));
		for (size_t j = 0; j < b.expects.count; j++)
			CHECK_NOTE(is_told(a, &slips, b.expects.at[j]), "%.*s: not told: %.*s; told: %.*s",
				   STR_ARG(files[i].name), STR_ARG(b.expects.at[j]),
				   STR_ARG(slips.count > j ? slips.at[j].words : STR("")));
	}
}

TEST(a_folder_without_words_of_the_program_is_refused)
{
	struct rulebook_file *files = ARENA_NEW(a, struct rulebook_file, rulebook_built_in_count);
	struct problems slips = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < rulebook_built_in_count; i++)
		if (!str_equal(rulebook_built_in[i].name, STR("words/problem.txt")))
			files[count++] = rulebook_built_in[i];
	CHECK(rulebook_read(a, files, count, &slips) == NULL);
	CHECK(slips.count >= 9);
	CHECK(is_told(a, &slips, STR("words/: the words \"problem.missing\" are missing")));
}
