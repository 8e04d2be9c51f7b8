/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/identifier - form and check digits.
 * Touches nothing. */
#include "rules/identifier.h"

/* The letters of UPNs with their values 0 to 22; I, O and S are never used. */
static const char upn_letters[] = "ABCDEFGHJKLMNPQRTUVWXYZ";

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool all_digits(struct str s, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (!is_digit(s.at[i]))
			return false;
	return true;
}

static bool is_one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

struct str identifier_tidy(struct arena *a, enum identifier_kind kind, struct str typed)
{
	char *at = arena_take(a, typed.len + 2);
	size_t len = 0;

	for (size_t i = 0; i < typed.len; i++) {
		char c = typed.at[i];

		if (c == ' ' || c == '\t' || c == '-')
			continue;
		at[len++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
	}
	if (kind == IDENTIFIER_POSTCODE && len > 3) {
		for (size_t i = len; i > len - 3; i--)
			at[i] = at[i - 1];
		at[len - 3] = ' ';
		len++;
	}
	return (struct str){ at, len };
}

/* The check letter that a UPN of this form should have; 0 when the form is wrong. */
static char identifier_upn_letter(struct str upn)
{
	size_t sum = 0;
	const char *last;

	if (upn.len != 13 || !all_digits(upn, 1, 12))
		return '\0';
	for (size_t i = 1; i < 12; i++)
		sum += (size_t)(upn.at[i] - '0') * (i + 1);
	if (is_digit(upn.at[12])) {
		sum += (size_t)(upn.at[12] - '0') * 13;
	} else {
		last = upn.at[12] ? strchr(upn_letters, upn.at[12]) : NULL;
		if (!last)
			return '\0';
		sum += (size_t)(last - upn_letters) * 13;
	}
	return upn_letters[sum % 23];
}

static enum identifier_state check_upn(struct str s)
{
	char letter = identifier_upn_letter(s);

	if (letter == '\0' || !is_one_of(s.at[0], upn_letters))
		return IDENTIFIER_BAD_FORM;
	return letter == s.at[0] ? IDENTIFIER_GOOD : IDENTIFIER_BAD_CHECK;
}

/* Digits 1 to 9 times 10 down to 2. */
static int weighted(struct str s)
{
	int sum = 0;

	for (int i = 0; i < 9; i++)
		sum += (s.at[i] - '0') * (10 - i);
	return sum;
}

static enum identifier_state check_uln(struct str s)
{
	int rest;

	if (s.len != 10 || !all_digits(s, 0, 10))
		return IDENTIFIER_BAD_FORM;
	rest = weighted(s) % 11;
	return rest != 0 && s.at[9] - '0' == 10 - rest ? IDENTIFIER_GOOD : IDENTIFIER_BAD_CHECK;
}

/* A run of one digit may fit the sum and is still no number that anybody was given. */
static enum identifier_state check_nhs(struct str s)
{
	int due;
	bool is_run = true;

	if (s.len != 10 || !all_digits(s, 0, 10))
		return IDENTIFIER_BAD_FORM;
	for (size_t i = 1; i < 10; i++)
		is_run = is_run && s.at[i] == s.at[0];
	due = (11 - weighted(s) % 11) % 11;
	return !is_run && due != 10 && s.at[9] - '0' == due ? IDENTIFIER_GOOD : IDENTIFIER_BAD_CHECK;
}

static enum identifier_state check_digits(struct str s, size_t count)
{
	return s.len == count && all_digits(s, 0, count) ? IDENTIFIER_GOOD : IDENTIFIER_BAD_FORM;
}

/* Outward part: A9 A99 AA9 AA99 A9A AA9A with the letters that the post uses in each place. */
static bool is_outward(struct str s)
{
	size_t at = 1;

	if (s.len < 2 || s.len > 4 || !is_one_of(s.at[0], "ABCDEFGHIJKLMNOPRSTUWYZ"))
		return false;
	if (!is_digit(s.at[1])) {
		if (!is_one_of(s.at[1], "ABCDEFGHKLMNOPQRSTUVWXY"))
			return false;
		at = 2;
	}
	if (at >= s.len || !is_digit(s.at[at]))
		return false;
	if (at + 1 == s.len)
		return true;
	return at + 2 == s.len && (is_digit(s.at[at + 1]) ||
				   is_one_of(s.at[at + 1], at == 1 ? "ABCDEFGHJKPSTUW" : "ABEHMNPRVWXY"));
}

static enum identifier_state check_postcode(struct str s)
{
	static const char inward[] = "ABDEFGHJLNPQRSTUWXYZ";
	size_t out = s.len > 4 ? s.len - 4 : 0;

	if (str_equal(s, STR("GIR 0AA")))
		return IDENTIFIER_GOOD;
	return out > 0 && s.at[out] == ' ' && is_outward(str_slice(s, 0, out)) && is_digit(s.at[out + 1]) &&
	       is_one_of(s.at[out + 2], inward) && is_one_of(s.at[out + 3], inward) ?
	       IDENTIFIER_GOOD : IDENTIFIER_BAD_FORM;
}

enum identifier_state identifier_check(enum identifier_kind kind, struct str tidy)
{
	if (str_is_empty(tidy))
		return IDENTIFIER_ABSENT;
	switch (kind) {
	case IDENTIFIER_UPN: return check_upn(tidy);
	case IDENTIFIER_ULN: return check_uln(tidy);
	case IDENTIFIER_NHS: return check_nhs(tidy);
	case IDENTIFIER_URN: return check_digits(tidy, 6);
	case IDENTIFIER_UKPRN: return check_digits(tidy, 8);
	case IDENTIFIER_POSTCODE: return check_postcode(tidy);
	}
	return IDENTIFIER_BAD_FORM;
}
