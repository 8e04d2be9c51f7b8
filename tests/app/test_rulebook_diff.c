/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/app/rulebook_diff - what a new rulebook changes, word for word. */
#include "app/rulebook_diff.h"
#include "harness.h"

static struct book_text text_with(struct arena *a, const char *file, const char *was, const char *becomes)
{
	struct rulebook_file *files = ARENA_NEW(a, struct rulebook_file, rulebook_built_in_count);

	for (size_t i = 0; i < rulebook_built_in_count; i++) {
		struct str t = rulebook_built_in[i].text;
		size_t len = strlen(was);

		files[i] = rulebook_built_in[i];
		for (size_t at = 0; str_equal(files[i].name, str_of(file)) && at + len <= t.len; at++)
			if (memcmp(t.at + at, was, len) == 0) {
				files[i].text = arena_printf(a, "%.*s%s%.*s", (int)at, t.at, becomes,
							     (int)(t.len - at - len), t.at + at + len);
				break;
			}
	}
	return (struct book_text){ files, rulebook_built_in_count, NULL };
}

static struct str difference_in(struct arena *a, const char *file, const char *was, const char *becomes, bool turned)
{
	struct book_text built_in = { rulebook_built_in, rulebook_built_in_count, NULL };
	struct book_text other = text_with(a, file, was, becomes);
	struct out o = out_start(a, 0);

	rulebook_diff(a, turned ? &other : &built_in, turned ? &built_in : &other, &o);
	return out_str(&o);
}

static struct str difference(struct arena *a, const char *was, const char *becomes, bool turned)
{
	return difference_in(a, "pathway/na.txt", was, becomes, turned);
}

TEST(a_rulebook_is_no_other_than_itself)
{
	CHECK_STR(difference(a, "no such words", "x", false), STR("Nothing is different.\n"));
}

TEST(another_limit_is_told_in_weeks)
{
	CHECK_STR(difference(a, "due: W(6, start)", "due: W(5, start)", false),
		  STR("changed: step NA-02 of NA (Decide whether to assess, and tell the family)\n"
		      "    due: was \"W(6, start)\", becomes \"W(5, start)\" (6 weeks become 5 weeks)\n"));
}

TEST(a_new_rule_and_one_that_is_gone_are_told)
{
	static const char rule[] = "step: NA-99\nname: Say hello\nkind: legal\ndue: WD(1, start)\ncite: r99\ntag: K\n\nstep: NA-01\n";

	CHECK_STR(difference(a, "step: NA-01\n", rule, false),
		  STR("new: step NA-99 of NA (Say hello)\n    due: WD(1, start) [1 working day]\n    cite: r99\n"));
	CHECK_STR(difference(a, "step: NA-01\n", rule, true),
		  STR("gone: step NA-99 of NA (Say hello)\n    due: WD(1, start) [1 working day]\n    cite: r99\n"));
}

TEST(a_field_that_comes_or_goes_is_told)
{
	CHECK_STR(difference(a, "kind: window\n", "kind: window\nnote: Mind this\n", false),
		  STR("changed: step NA-08 of NA (The family's time to answer the draft)\n    note: new \"Mind this\"\n"));
}

/* Each grant stands for itself: one put first, or taken away there, is no change of those behind it. */
TEST(a_first_grant_that_comes_or_goes_is_the_only_one_told)
{
	static const char grant[] = "grant: aa-first\nwhy: because\n\ngrant: officer-case\n";

	CHECK_STR(difference_in(a, "access/staff.txt", "grant: officer-case\n", grant, false), STR("new: grant aa-first\n"));
	CHECK_STR(difference_in(a, "access/staff.txt", "grant: officer-case\n", grant, true), STR("gone: grant aa-first\n"));
}

/* What a letter must state belongs to the letter or the part above it. */
TEST(what_a_part_must_state_is_told_with_its_part)
{
	CHECK_STR(difference_in(a, "letter/na-refuse.txt", "words: the reasons for the decision\n", "words: why\n", false),
		  STR("changed: must reasons of na-refuse\n"
		      "    words: was \"the reasons for the decision\", becomes \"why\"\n"));
}
