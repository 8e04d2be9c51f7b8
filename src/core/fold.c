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

static void add(struct out *o, int32_t code)
{
	utf8proc_category_t category = utf8proc_category(code);
	utf8proc_uint8_t bytes[4];

	if (category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME || category == UTF8PROC_CATEGORY_CF)
		return;
	if (is_blank(code, category)) {
		if (o->len > 0 && o->at[o->len - 1] != ' ')
			out_byte(o, ' ');
		return;
	}
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (plain[i].code == code) {
			out_add(o, str_of(plain[i].as));
			return;
		}
	utf8proc_ssize_t len = utf8proc_encode_char(code, bytes);
	out_add(o, (struct str){ (const char *)bytes, (size_t)len });
}

struct str fold(struct arena *a, struct str text)
{
	struct out o = out_start(a, text.len + 16);
	const utf8proc_option_t how = UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD;
	int boundary = 0;

	for (size_t at = 0; at < text.len;) {
		utf8proc_int32_t code, parts[32];
		utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)text.at + at,
							 (utf8proc_ssize_t)(text.len - at), &code);
		if (used <= 0) {
			at++;
			continue;
		}
		at += (size_t)used;
		utf8proc_ssize_t count = utf8proc_decompose_char(code, parts, 32, how, &boundary);
		for (utf8proc_ssize_t i = 0; i < count && i < 32; i++)
			add(&o, parts[i]);
	}
	return str_trim(out_str(&o));
}

struct str fold_person(struct arena *a, struct str family, struct str given)
{
	return fold(a, arena_printf(a, "%.*s %.*s", STR_ARG(family), STR_ARG(given)));
}
