/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/test_identifier - every worked number of domain/identifiers.md.
 * Touches rules/identifier. */
#include "harness.h"
#include "rows.h"
#include "rules/identifier.h"

static const char *const kinds[] = { "upn", "uln", "nhs", "urn", "ukprn", "postcode" };
static const char *const states[] = { "good", "absent", "form", "check" };

static int word_at(const char *const *words, int count, struct str word)
{
	for (int i = 0; i < count; i++)
		if (str_equal(word, str_of(words[i])))
			return i;
	return -1;
}

TEST(identifiers_are_told_from_slips)
{
	struct str rest = test_file(a, "tests/cases/identifier/rows.csv");
	struct row row;
	int line = 0, rows = 0;

	while (row_next(a, &rest, &line, &row)) {
		int kind = word_at(kinds, 6, row.cell[0]);
		struct str tidy = identifier_tidy(a, (enum identifier_kind)kind, row.cell[1]);

		CHECK_NOTE(str_equal(tidy, row.cell[2]), "line %d: %.*s", line, STR_ARG(tidy));
		CHECK_NOTE((int)identifier_check((enum identifier_kind)kind, tidy) == word_at(states, 4, row.cell[3]),
			   "line %d: %.*s", line, STR_ARG(row.cell[1]));
		rows++;
	}
	CHECK_INT(rows, 62);
}

TEST(one_wrong_digit_of_a_upn_is_always_found)
{
	char upn[] = "E340999199001";

	for (int at = 1; at < 13; at++)
		for (char digit = '0'; digit <= '9'; digit++) {
			char kept = upn[at];

			upn[at] = digit;
			CHECK((digit == kept) == (identifier_check(IDENTIFIER_UPN, str_of(upn)) == IDENTIFIER_GOOD));
			upn[at] = kept;
		}
}
