/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/rulebook - any bytes as a file of the rulebook. The first line is its name ("pathway/x.txt"), the rest its
 * text; it stands beside all that is built in when the name begins with +, else alone. */
#include "rulebook/rulebook.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_start((size_t)256 << 20);
	struct rulebook_file *files = ARENA_NEW(a, struct rulebook_file, rulebook_built_in_count + 1);
	struct str text = { (const char *)bytes, len }, name = str_cut(&text, '\n');
	struct problems slips = { 0 };
	const struct rulebook *book;
	size_t count = 0;

	if (str_starts(name, STR("+"))) {
		name = str_slice(name, 1, name.len);
		for (size_t i = 0; i < rulebook_built_in_count; i++)
			if (!str_equal(rulebook_built_in[i].name, name))
				files[count++] = rulebook_built_in[i];
	}
	files[count++] = (struct rulebook_file){ name, text };
	book = rulebook_read(a, files, count, &slips);
	check((book != NULL) == (slips.count == 0));
	for (size_t i = 0; i < slips.count; i++)
		check(slips.at[i].words.len > 0);
	arena_end(a);
	return 0;
}
