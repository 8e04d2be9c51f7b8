/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/core/test_fold - names as they are searched.
 * Touches core. */
#include "core/fold.h"
#include "harness.h"

static const struct { const char *given, *want; } rows[] = {
	{ "  Zo\xc3\xab  O\xe2\x80\x99" "BRIEN-\xc5\x81ukasz ", "zoe o'brien-lukasz" },
	{ "Zoe\xcc\x88", "zoe" },                               /* the accent as a mark of its own */
	{ "STRA\xc3\x9f" "E", "strasse" },
	{ "\xc3\x98yvind \xc3\x86gir", "oyvind aegir" },
	{ "\xef\xac\x81ona", "fiona" },                         /* the ligature fi */
	{ "\xce\xa3\xce\xaf\xcf\x83\xcf\x85\xcf\x86\xce\xbf\xcf\x82", "\xcf\x83\xce\xb9\xcf\x83\xcf\x85\xcf\x86\xce\xbf\xcf\x83" },
	{ "a\tb\n\n c\xc2\xa0" "d", "a b c d" },
	{ "bad\xff\xc3", "bad" },
	{ "", "" },
};

TEST(a_name_is_folded_in_one_way)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str once = fold(a, str_of(rows[i].given));
		CHECK_STR(once, str_of(rows[i].want));
		CHECK_STR(fold(a, once), once);
	}
	CHECK_STR(fold(a, STR_NONE), STR(""));
	CHECK_STR(fold_person(a, STR("Adair"), STR("J\xc3\xa9r\xc3\xb4me")), STR("adair jerome"));
}

TEST(a_word_is_found_however_it_is_written)
{
	static const struct { const char *text, *word; size_t at, want; } found[] = {
		{ "ADA Roe", "ada", 0, 3 },
		{ "ADA Roe", "roe", 4, 3 },
		{ "ADA Roe", "roe", 3, 0 },
		{ "\xc3\x96ZG\xc3\x9cR came", "\xc3\xb6zg\xc3\xbcr", 0, 7 },
		{ "Zoe\xcc\x88 came", "zo\xc3\xab", 0, 5 },          /* the accent as a mark of its own goes too */
		{ "Zo\xc3\xab", "zoe", 0, 4 },
		{ "\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd", "\xd0\xb8\xd0\xb2\xd0\xb0\xd0\xbd", 0, 8 },
		{ "Tommy  Tucker", "tommy tucker", 0, 13 },
		{ "Tommy", "tommy tucker", 0, 0 },
		{ "O\xe2\x80\x99" "Brien", "o'brien", 0, 9 },
		{ "\xff\xff", "x", 0, 0 },
		{ "", "x", 0, 0 },
		{ "x", "", 0, 0 },
	};

	for (size_t i = 0; i < sizeof found / sizeof *found; i++)
		CHECK_INT((int64_t)fold_at(str_of(found[i].text), found[i].at, fold(a, str_of(found[i].word))), (int64_t)found[i].want);
}
