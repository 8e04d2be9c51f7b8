/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/sound - NYSIIS and Jaro-Winkler. No library in Debian offers either to C.
 * Touches nothing. */
#include "rules/sound.h"

enum { NAME_MOST = 64, CODE_MOST = 12 };

struct word { char at[NAME_MOST + 8]; size_t len; };

static struct word letters_of(struct str folded)
{
	struct word w = { .len = 0 };

	for (size_t i = 0; i < folded.len && w.len < NAME_MOST; i++)
		if (folded.at[i] >= 'a' && folded.at[i] <= 'z')
			w.at[w.len++] = (char)(folded.at[i] - 'a' + 'A');
	return w;
}

static bool stands_at(const struct word *w, size_t at, const char *part)
{
	size_t len = strlen(part);

	return at + len <= w->len && memcmp(w->at + at, part, len) == 0;
}

static bool is_vowel(char c)
{
	return c == 'A' || c == 'E' || c == 'I' || c == 'O' || c == 'U';
}

static void change_first(struct word *w)
{
	static const char *const pairs[][2] = { { "MAC", "MCC" }, { "KN", "NN" }, { "K", "C" }, { "PH", "FF" },
						{ "PF", "FF" }, { "SCH", "SSS" } };

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (stands_at(w, 0, pairs[i][0])) {
			memcpy(w->at, pairs[i][1], strlen(pairs[i][1]));
			return;
		}
}

static void change_last(struct word *w)
{
	static const char *const ends[][2] = { { "EE", "Y" }, { "IE", "Y" }, { "DT", "D" }, { "RT", "D" },
					       { "RD", "D" }, { "NT", "D" }, { "ND", "D" } };

	for (size_t i = 0; w->len >= 2 && i < sizeof ends / sizeof *ends; i++)
		if (stands_at(w, w->len - 2, ends[i][0])) {
			w->at[w->len - 2] = ends[i][1][0];
			w->len--;
			return;
		}
}

/* Changes what stands at `i`, in place, seen with the letters beside it. */
static void change_at(struct word *w, size_t i)
{
	char before = w->at[i - 1], after = i + 1 < w->len ? w->at[i + 1] : '\0';

	if (stands_at(w, i, "EV")) {
		w->at[i] = 'A';
		w->at[i + 1] = 'F';
	} else if (is_vowel(w->at[i])) {
		w->at[i] = 'A';
	} else if (w->at[i] == 'Q') {
		w->at[i] = 'G';
	} else if (w->at[i] == 'Z') {
		w->at[i] = 'S';
	} else if (w->at[i] == 'M') {
		w->at[i] = 'N';
	} else if (w->at[i] == 'K') {
		w->at[i] = after == 'N' ? 'N' : 'C';
	} else if (stands_at(w, i, "SCH")) {
		w->at[i + 1] = w->at[i + 2] = 'S';
	} else if (stands_at(w, i, "PH")) {
		w->at[i] = w->at[i + 1] = 'F';
	} else if ((w->at[i] == 'H' && (!is_vowel(before) || !is_vowel(after))) ||
		   (w->at[i] == 'W' && is_vowel(before))) {
		w->at[i] = before;
	}
}

struct str sound_code(struct arena *a, struct str folded)
{
	struct word w = letters_of(folded), code = { .len = 0 };

	if (w.len == 0)
		return STR("");
	change_first(&w);
	change_last(&w);
	code.at[code.len++] = w.at[0];
	for (size_t i = 1; i < w.len; i++) {
		change_at(&w, i);
		if (w.at[i] != code.at[code.len - 1])
			code.at[code.len++] = w.at[i];
	}
	if (code.len > 1 && code.at[code.len - 1] == 'S')
		code.len--;
	if (stands_at(&code, code.len - (code.len >= 2 ? 2 : 1), "AY"))
		code.at[--code.len - 1] = 'Y';
	if (code.len > 1 && code.at[code.len - 1] == 'A')
		code.len--;
	return arena_str(a, (struct str){ code.at, code.len < CODE_MOST ? code.len : CODE_MOST });
}

/* Letters of `a` that stand near their place in `b`; marks both sides. */
static int common_letters(struct str a, struct str b, bool *in_a, bool *in_b)
{
	size_t longer = a.len > b.len ? a.len : b.len, reach = longer / 2 > 0 ? longer / 2 - 1 : 0;
	int count = 0;

	for (size_t i = 0; i < a.len; i++) {
		size_t from = i > reach ? i - reach : 0, to = i + reach + 1 < b.len ? i + reach + 1 : b.len;

		for (size_t j = from; j < to; j++)
			if (!in_b[j] && a.at[i] == b.at[j]) {
				in_a[i] = in_b[j] = true;
				count++;
				break;
			}
	}
	return count;
}

static int swapped_letters(struct str a, struct str b, const bool *in_a, const bool *in_b)
{
	size_t j = 0;
	int swapped = 0;

	for (size_t i = 0; i < a.len; i++) {
		if (!in_a[i])
			continue;
		while (!in_b[j])
			j++;
		swapped += a.at[i] != b.at[j++];
	}
	return swapped / 2;
}

int sound_likeness(struct str a, struct str b)
{
	bool in_a[NAME_MOST] = { false }, in_b[NAME_MOST] = { false };
	int common, prefix = 0;
	double jaro;

	a.len = a.len < NAME_MOST ? a.len : NAME_MOST;
	b.len = b.len < NAME_MOST ? b.len : NAME_MOST;
	if (str_equal(a, b))
		return 1000;
	common = common_letters(a, b, in_a, in_b);
	if (common == 0)
		return 0;
	jaro = ((double)common / (double)a.len + (double)common / (double)b.len +
		(double)(common - swapped_letters(a, b, in_a, in_b)) / common) / 3;
	while (prefix < 4 && (size_t)prefix < a.len && (size_t)prefix < b.len && a.at[prefix] == b.at[prefix])
		prefix++;
	jaro = 1000 * (jaro + prefix * 0.1 * (1 - jaro));
	return jaro > 999 ? 999 : (int)(jaro + 0.5);
}
