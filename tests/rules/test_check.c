/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/check - the rules of law.md section 3 over a plan. */
#include "harness.h"
#include "rulebook/made_book.h"
#include "rules/check.h"

static struct problems run(struct arena *a, struct str state, struct answers *names)
{
	struct problems out = { 0 };
	const struct rulebook *book = made_book();

	plan_check(a, book, state, names, date_of(2026, 5, 1), &out);
	return out;
}

TEST(a_draft_that_names_a_setting_is_refused_and_a_final_that_names_none)
{
	struct answer names[] = {
		{ STR("section_A"), STR("Sam likes trains") }, { STR("section_B"), STR("Reading") },
		{ STR("section_E"), STR("- Reads a short book by July 2027\n- Uses 20 words by 2028") },
		{ STR("section_F"), STR("- 3 hours a week with a teaching assistant") },
		{ STR("section_K"), STR("EP, asked 2026-02-01, received 2026-03-01") },
		{ STR("born"), STR("2016-05-01") }, { STR("on"), STR("2026-05-01") },
		{ STR("section_I"), STR("") }, { STR("signed_by"), STR("A. Officer") },
	};
	struct answers list = { names, sizeof names / sizeof *names, 0 };
	struct problems out = run(a, STR("draft"), &list);

	CHECK_INT((int64_t)out.count, 0);
	names[7].text = STR("Oak School");
	out = run(a, STR("draft"), &list);
	CHECK_INT((int64_t)out.count, 1);
	CHECK(problems_of(&out, STR("section_I")) != NULL);
	out = run(a, STR("final"), &list);
	CHECK_INT((int64_t)out.count, 0);
	names[7].text = STR("");
	names[2].text = STR("- Reads a short book by July 2027\n- Uses more words");
	names[3].text = STR("- Some help\n- 3 hours a week");
	names[5].text = STR("2011-05-01");
	out = run(a, STR("final"), &list);
	CHECK(problems_of(&out, STR("section_I")) != NULL);
	CHECK(problems_of(&out, STR("section_E")) != NULL);
	CHECK(problems_of(&out, STR("section_F")) != NULL);
	CHECK_INT((int64_t)out.count, 4);
}
