/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/core/stanza - records of `name: value` lines. */
#include "../harness.h"
#include "core/stanza.h"

TEST(stanzas_know_their_lines)
{
	struct problems slips = { 0 };
	struct stanzas s = stanza_read(a, STR("x.txt"), STR(
		"# a remark\n\nstep: one\nname:  First: of all \n  and more\n# inside\nnote: last\n\n\r\nstep: two\r\nname: b"), &slips);

	CHECK_INT((int64_t)slips.count, 0);
	CHECK_INT((int64_t)s.count, 2);
	CHECK_INT((int64_t)s.at[0].count, 3);
	CHECK_STR(s.at[0].at[1].value, STR("First: of all and more"));
	CHECK_INT(s.at[0].at[1].line, 4);
	CHECK_STR(s.at[0].at[2].value, STR("last"));
	CHECK_INT(s.at[0].at[2].line, 7);
	CHECK_STR(s.at[1].at[0].value, STR("two"));
	CHECK_INT(s.at[1].at[1].line, 11);
}

TEST(every_slip_of_a_stanza_file_is_told)
{
	struct problems slips = { 0 };
	struct stanzas s = stanza_read(a, STR("x.txt"), STR("  lost\nno colon\n: no name\na: \xff\nb: 1\n"), &slips);

	CHECK_INT((int64_t)slips.count, 4);
	CHECK_STR(slips.at[0].field, STR("x.txt:1"));
	CHECK_STR(slips.at[1].words, STR("expected \"name: value\", an empty line, or # and a remark"));
	CHECK_STR(slips.at[2].field, STR("x.txt:3"));
	CHECK_STR(slips.at[3].words, STR("these bytes are no UTF-8 text"));
	CHECK_INT((int64_t)s.count, 1);
}

TEST(an_empty_text_has_no_stanza)
{
	struct problems slips = { 0 };

	CHECK_INT((int64_t)stanza_read(a, STR("x"), STR(""), &slips).count, 0);
	CHECK_INT((int64_t)stanza_read(a, STR("x"), STR_NONE, &slips).count, 0);
	CHECK_INT((int64_t)slips.count, 0);
}
