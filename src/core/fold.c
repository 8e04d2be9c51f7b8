/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/fold - names as they are searched and compared.
 * Touches libutf8proc. */
#include "core/fold.h"

#include <utf8proc.h>

#include "core/out.h"

/* Letters that Unicode does not take apart, and marks that a keyboard writes otherwise. */
static const struct { int32_t code; const char *as; } plain[] = {
	{ 0x00E6, "ae" }, { 0x00F0, "d" }, { 0x00F8, "o" }, { 0x00FE, "th" }, { 0x0111, "d" }, { 0x0127, "h" },
	{ 0x0131, "i" }, { 0x0142, "l" }, { 0x0153, "oe" }, { 0x0167, "t" },
	{ 0x00B4, "'" }, { 0x02BC, "'" }, { 0x2018, "'" }, { 0x2019, "'" }, { 0x201C, "\"" }, { 0x201D, "\"" },
	{ 0x2010, "-" }, { 0x2011, "-" }, { 0x2012, "-" }, { 0x2013, "-" }, { 0x2014, "-" },
};

static bool is_blank(int32_t code, utf8proc_category_t category)
{
	return code < 0x20 || code == 0x7F || category == UTF8PROC_CATEGORY_ZS;
}

/* What one code becomes: nothing for a mark, " " for any blank. `bytes` holds it when it stands in no table. */
static struct str piece(int32_t code, utf8proc_uint8_t bytes[4])
{
	utf8proc_category_t category = utf8proc_category(code);

	if (category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME || category == UTF8PROC_CATEGORY_CF)
		return STR("");
	if (is_blank(code, category))
		return STR(" ");
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (plain[i].code == code)
			return str_of(plain[i].as);
	return (struct str){ (const char *)bytes, (size_t)utf8proc_encode_char(code, bytes) };
}

static void add(struct out *o, int32_t code)
{
	utf8proc_uint8_t bytes[4];
	struct str as = piece(code, bytes);

	if (!str_equal(as, STR(" ")) || (o->len > 0 && o->at[o->len - 1] != ' '))
		out_add(o, as);
}

enum { PARTS_MOST = 32 };
static const utf8proc_option_t how = UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD;

/* The folded parts of the character at `*at`, which moves behind it; 0 for bytes that are none. */
static size_t parts_at(struct str text, size_t *at, utf8proc_int32_t parts[PARTS_MOST])
{
	utf8proc_int32_t code;
	utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)text.at + *at, (utf8proc_ssize_t)(text.len - *at), &code), count;
	int boundary = 0;

	*at += used <= 0 ? 1 : (size_t)used;
	if (used <= 0)
		return 0;
	count = utf8proc_decompose_char(code, parts, PARTS_MOST, how, &boundary);
	return count < 0 ? 0 : count > PARTS_MOST ? PARTS_MOST : (size_t)count;
}

struct str fold(struct arena *a, struct str text)
{
	struct out o = out_start(a, text.len + 16);

	for (size_t at = 0; at < text.len;) {
		utf8proc_int32_t parts[PARTS_MOST];
		size_t count = parts_at(text, &at, parts);

		for (size_t i = 0; i < count; i++)
			add(&o, parts[i]);
	}
	return str_trim(out_str(&o));
}

/* How far of `word` is met when `as` comes next; SIZE_MAX: it is not. */
static size_t met(struct str word, size_t have, struct str as)
{
	if (str_equal(as, STR(" ")) && have > 0 && word.at[have - 1] == ' ')
		return have;
	if (as.len > word.len - have || !str_equal(str_slice(word, have, have + as.len), as))
		return SIZE_MAX;
	return have + as.len;
}

/* Most places can be told from one byte. */
static bool may_begin(char c, char first)
{
	if ((unsigned char)c >= 0x80)
		return ((unsigned char)c & 0xC0) != 0x80;       /* not in the middle of a character */
	return (c >= 'A' && c <= 'Z' ? c + 32 : c) == first;
}

size_t fold_at(struct str text, size_t at, struct str word)
{
	size_t have = 0, end = at;

	if (word.len == 0 || at >= text.len || !may_begin(text.at[at], word.at[0]))
		return 0;
	while (end < text.len) {
		utf8proc_int32_t parts[PARTS_MOST];
		size_t next = end, count = parts_at(text, &next, parts), before = have;
		bool is_all = have == word.len;

		for (size_t i = 0; i < count; i++) {
			utf8proc_uint8_t bytes[4];

			have = met(word, have, piece(parts[i], bytes));
			if (have == SIZE_MAX)
				return is_all ? end - at : 0;
		}
		if (is_all && count && !str_is_empty(piece(parts[0], (utf8proc_uint8_t[4]){ 0 })))
			return end - at;
		if (have == 0 || (count == 0 && before == have))
			return is_all ? end - at : 0;
		end = next;
	}
	return have == word.len ? end - at : 0;
}

struct str fold_person(struct arena *a, struct str family, struct str given)
{
	return fold(a, arena_printf(a, "%.*s %.*s", STR_ARG(family), STR_ARG(given)));
}
