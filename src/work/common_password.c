/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/common_password - see common_password.h.
 * Touches the rulebook. */
#include "work/common_password.h"

#include <stdlib.h>

#include "core/fold.h"

enum { UNIT_MOST = 4 };         /* that many letters said over and over are no password, whatever they are */

static int by_bytes(const void *key, const void *entry)
{
	const struct str *word = key;
	const char *other = *(const char *const *)entry;
	int order = strncmp(word->at, other, word->len);

	return order ? order : other[word->len] ? -1 : 0;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* The word without digits and signs around it: "welcome" of "!!welcome2026". */
static struct str core_of(struct str word)
{
	size_t from = 0, to = word.len;

	while (from < to && !is_letter(word.at[from]))
		from++;
	while (to > from && !is_letter(word.at[to - 1]))
		to--;
	return str_slice(word, from, to);
}

/* "p4$$w0rd" as it is meant; `one` is what a 1 stands for. */
static struct str as_letters(struct arena *a, struct str word, char one)
{
	static const char from[] = "0134578@$!|+", to[] = "o?eastbasi?t";
	char *at = arena_take(a, word.len + 1);

	for (size_t i = 0; i < word.len; i++) {
		const char *hit = word.at[i] ? strchr(from, word.at[i]) : NULL;

		at[i] = !hit ? word.at[i] : to[hit - from] == '?' ? one : to[hit - from];
	}
	return (struct str){ at, word.len };
}

static bool is_listed(const struct rulebook *book, struct str email, struct str word)
{
	const struct code_list *ours = book_codes(book, STR("common-password"));
	struct str name = email;

	if (word.len && bsearch(&word, common_passwords, common_password_count, sizeof *common_passwords, by_bytes))
		return true;
	for (size_t i = 0; ours && i < ours->count; i++)
		if (str_equal(word, ours->at[i].code))
			return true;
	return word.len && (str_equal(word, email) || str_equal(word, str_cut(&name, '@')));
}

/* What is said twice or more and nothing else: "abc" of "abcabcabcabc"; all of it when it is said once. */
static struct str unit_of(struct str word)
{
	for (size_t len = 1; len <= word.len / 2; len++) {
		size_t i = len;

		while (word.len % len == 0 && i < word.len && word.at[i] == word.at[i - len])
			i++;
		if (i == word.len && word.len % len == 0)
			return str_slice(word, 0, len);
	}
	return word;
}

bool password_is_common(struct arena *a, const struct rulebook *book, struct str email, struct str password)
{
	struct str word = fold(a, password), unit = unit_of(word);
	const struct str forms[] = { word, as_letters(a, word, 'i'), as_letters(a, word, 'l'), core_of(word), core_of(as_letters(a, core_of(word), 'i')),
		core_of(as_letters(a, core_of(word), 'l')), unit, unit_of(core_of(word)) };

	if (unit.len < word.len && unit.len <= UNIT_MOST)
		return true;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (is_listed(book, email, forms[i]))
			return true;
	return false;
}
