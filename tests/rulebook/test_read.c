/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rulebook/read - the text becomes the book; versions stand side by side; words are filled in. */
#include "../harness.h"
#include "rulebook/rulebook.h"

static const struct rulebook *with(struct arena *a, struct str name, struct str text)
{
	struct rulebook_file *files = ARENA_NEW(a, struct rulebook_file, rulebook_built_in_count + 1);
	struct problems slips = { 0 };
	const struct rulebook *book;
	size_t count = rulebook_built_in_count;

	for (size_t i = 0; i < count; i++)
		files[i] = rulebook_built_in[i];
	files[count++] = (struct rulebook_file){ name, text };
	book = rulebook_read(a, files, count, &slips);
	CHECK_NOTE(book != NULL, "%.*s: %.*s", STR_ARG(slips.count ? slips.at[0].field : STR("")),
		   STR_ARG(slips.count ? slips.at[0].words : STR("")));
	return book;
}

TEST(the_built_in_rulebook_is_in_order)
{
	const struct rulebook *book = with(a, STR("demo/nothing.txt"), STR("# carried along, not proved\n%%%\n"));
	const struct pathway *na = book_pathway(book, STR("NA"));
	const struct step *step = pathway_step(na, STR("NA-02"), date_of(2026, 1, 5));

	CHECK_STR(step->law.cite, STR("r4(1), r5(1)-(2) SEND Regulations 2014"));
	CHECK_STR(step->law.tag, STR("V"));
	CHECK(!step->law.is_unverified && step->law.status == STATUS_IN_FORCE && step->kind == STEP_LEGAL);
	CHECK_DATE(step->law.valid_from, date_of(2014, 9, 1));
	CHECK(date_is_none(step->law.valid_to));
	CHECK_INT((int64_t)step->exceptions.count, 5);
	CHECK_STR(step->place.file, STR("pathway/na.txt"));
	CHECK(step->place.line > 10);
	CHECK(!pathway_step(na, STR("NA-02"), date_of(2014, 8, 31)));
	CHECK(!pathway_step(na, STR("NA-99"), date_of(2026, 1, 5)));
	CHECK(pathway_event(na, STR("final_sent"))->public_part);
	CHECK_STR(pathway_event(na, STR("final_sent"))->kind, STR("act"));
	CHECK_STR(pathway_stage(na, STR("issued"))->outcome, STR("issued"));
	CHECK(pathway_exception(na, STR("EXC-SCH"))->form == book_form(book, STR("exception-claim")));
	CHECK_STR(code_label(book_codes(book, STR("advice")), STR("ep")), STR("Educational psychologist"));
	CHECK_STR(code_label(book_codes(book, STR("advice")), STR("no-such")), STR("no-such"));
	CHECK(!book_pathway(book, STR("NO")) && !book_form(book, STR("no")) && !book_role(book, STR("no")));
}

TEST(the_old_and_the_new_law_stand_side_by_side)
{
	const struct rulebook *book = with(a, STR("pathway/na-new.txt"), STR(
		"pathway: NA\nname: A new way\nstart: first(request_received)\nstatus: proposed\n"
		"valid_from: 2029-09-01\n\nevent: request_received\nname: Request received\n\n"
		"step: NA-02\nname: Decide sooner\nkind: legal\ndue: W(4, start)\ncite: Bill 1\ntag: G\n"));
	const struct pathway *now = book_pathway(book, STR("NA")), *coming;

	CHECK_STR(now->name, STR("Education, health and care needs assessment"));
	CHECK(book_pathway_on(book, STR("NA"), date_of(2030, 1, 7), false) == now);
	coming = book_pathway_on(book, STR("NA"), date_of(2030, 1, 7), true);
	CHECK_STR(coming->name, STR("A new way"));
	CHECK(book_pathway_on(book, STR("NA"), date_of(2029, 8, 31), true) == now);
	CHECK(!book_pathway_on(book, STR("NA"), date_of(2014, 8, 31), true));
}

TEST(words_are_filled_in_where_their_gaps_are)
{
	const struct rulebook *book = with(a, STR("words/zz.txt"), STR(
		"zz.two: {2} before {1}, {1} again, {3} and {x stay\nzz.count: {1} {1|case is|cases are} here, {2|one|some} and {1|open\nzz.long: first part\n  and its end\n  .\n  second\n"));
	struct str args[] = { STR("one"), STR("two") };

	CHECK_STR(book_words_with(book, a, STR("zz.two"), args, 2), STR("two before one, one again, {3} and {x stay"));
	CHECK_STR(book_words_with(book, a, STR("zz.count"), (struct str[]){ STR("1"), STR("7") }, 2), STR("1 case is here, some and {1|open"));
	CHECK_STR(book_words_with(book, a, STR("zz.count"), (struct str[]){ STR("0"), STR("1") }, 2), STR("0 cases are here, one and {1|open"));
	CHECK_STR(book_words(book, STR("zz.long")), STR("first part and its end\n\nsecond"));
}

TEST(a_party_of_a_pathway_joins_the_holders)
{
	const struct rulebook *book = with(a, STR("pathway/lib.txt"), test_file(a, "tests/cases/pathway/library-card.txt"));

	CHECK_STR(code_label(book_codes(book, STR("holder")), STR("neighbours")), STR("The neighbour libraries"));
}
