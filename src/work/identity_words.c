/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/identity_words - why two records may be one child, in words: for pages, for entry and for imports.
 * Touches the rulebook. */
#include "core/out.h"
#include "work/identity.h"

const char *const identity_field_names[MATCH_FIELDS] = { "given", "family", "born", "sex", "postcode", "number" };

struct str identity_likely(struct arena *a, const struct rulebook *book, double chance)
{
	struct str text = arena_printf(a, chance >= 0.995 ? "99" : "%.0f", chance * 100);

	return book_words_with(book, a, STR("identity.likely_words"), &text, 1);
}

struct str identity_field(struct arena *a, const struct rulebook *book, int field)
{
	return book_words(book, arena_printf(a, "identity.%s", identity_field_names[field]));
}

struct str identity_level(struct arena *a, const struct rulebook *book, int field, int level)
{
	if (level == MATCH_MISSING)
		return book_words(book, STR("identity.missing"));
	return book_words(book, arena_printf(a, "identity.level_%s_%d", identity_field_names[field], level));
}

struct str identity_why(struct arena *a, const struct rulebook *book, const struct match_vector *levels, double chance)
{
	struct str likely = identity_likely(a, book, chance);
	struct out o = out_start(a, 200);

	out_add(&o, likely);
	for (int f = 0; f < MATCH_FIELDS; f++)
		if (levels->level[f] != MATCH_MISSING) {
			struct str name = identity_field(a, book, f), how = identity_level(a, book, f, levels->level[f]);

			out_printf(&o, ". %.*s: %.*s", STR_ARG(name), STR_ARG(how));
		}
	return out_str(&o);
}
