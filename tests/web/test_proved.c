/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/web/proved - which pages ask who somebody is once more: the table of pages against tests/golden/proved.txt. */
#include "core/file.h"
#include "harness.h"
#include "web/router.h"

static bool has_line(struct str text, struct str line)
{
	while (text.at)
		if (str_equal(str_trim(str_cut(&text, '\n')), line))
			return true;
	return false;
}

TEST(what_can_do_great_harm_asks_for_proof)
{
	struct str golden;
	size_t lines = 0, found = 0;

	CHECK_OK(file_read(a, STR("tests/golden/proved.txt"), 1 << 16, &golden));
	for (struct str rest = golden; rest.at;) {
		struct str line = str_trim(str_cut(&rest, '\n'));

		lines += line.len && line.at[0] != '#';
	}
	for (size_t i = 0; pages[i]; i++) {
		const struct page *p = pages[i];
		struct str line = arena_printf(a, "%s %s", p->method == METHOD_POST ? "POST" : "GET", p->path);

		CHECK_NOTE(p->needs_proof == has_line(golden, line), "%.*s", STR_ARG(line));
		found += p->needs_proof;
	}
	CHECK_INT((int64_t)found, (int64_t)lines);
}
