/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/stanza - any bytes as stanzas: every line that is told has a name, text and its number. */
#include "core/stanza.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_start((size_t)256 << 20);
	struct problems slips = { 0 };
	struct stanzas all = stanza_read(a, STR("x"), (struct str){ (const char *)bytes, len }, &slips);
	int last = 0;

	for (size_t i = 0; i < all.count; i++) {
		check(all.at[i].count > 0);
		for (size_t j = 0; j < all.at[i].count; j++) {
			const struct stanza_line *l = &all.at[i].at[j];

			check(l->name.len > 0 && l->line > last && str_is_text(l->name) && str_is_text(l->value));
			last = l->line;
		}
	}
	arena_end(a);
	return 0;
}
