/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/test_sound - published examples of NYSIIS and Jaro-Winkler.
 * Touches rules/sound. */
#include "harness.h"
#include "rules/sound.h"

TEST(names_have_their_published_codes)
{
	static const char *const rows[][2] = {
		{ "macintosh", "MCANT" }, { "knuth", "NAT" }, { "koehn", "CAN" }, { "phillipson", "FALAPSAN" },
		{ "pfeister", "FASTAR" }, { "schoenhoeft", "SANAFT" }, { "mckee", "MCY" }, { "bart", "BAD" },
		{ "hurd", "HAD" }, { "hunt", "HAD" }, { "westerlund", "WASTARLAD" }, { "", "" }, { "\xc5\x82", "" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_STR(sound_code(a, str_of(rows[i][0])), str_of(rows[i][1]));
}

TEST(names_that_sound_alike_share_a_code)
{
	static const char *const rows[][2] = { { "philips", "phillips" }, { "clarke", "clark" }, { "bowden", "bowdan" },
					       { "o'neill", "oneil" }, { "schmidt", "schmid" } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_STR(sound_code(a, str_of(rows[i][0])), sound_code(a, str_of(rows[i][1])));
}

/* Winkler's examples (1990), without his adjustment for long names. */
TEST(likeness_is_the_published_one)
{
	static const struct { const char *a, *b; int want; } rows[] = {
		{ "martha", "marhta", 961 }, { "dwayne", "duane", 840 }, { "dixon", "dicksonx", 813 },
		{ "shackleford", "shackelford", 982 }, { "cunningham", "cunnigham", 980 }, { "campell", "campbell", 975 },
		{ "massie", "massey", 933 }, { "jones", "johnson", 832 }, { "abc", "xyz", 0 }, { "", "x", 0 },
		{ "same", "same", 1000 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CHECK_INT(sound_likeness(str_of(rows[i].a), str_of(rows[i].b)), rows[i].want);
		CHECK_INT(sound_likeness(str_of(rows[i].b), str_of(rows[i].a)), rows[i].want);
	}
}
