/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/made_schema - which tables hold a case or a child.
 * Touches files. */
#include "made_schema.h"
#include "rulebook/rulebook.h"

bool schema_has(const struct schema_tables *tables, struct str table)
{
	for (size_t i = 0; i < tables->count; i++)
		if (str_equal(tables->at[i], table))
			return true;
	return false;
}

/* Does this line (a column, or several) hold a case or a child? Remarks do not count. */
static bool is_holder(struct str line)
{
	while (line.at) {
		struct str word = str_word(&line);

		if (str_is_empty(word) || str_starts(word, STR("--")))
			return false;
		if (str_equal(word, STR("process_id")) || str_equal(word, STR("person_id")) || str_starts(word, STR("person(id)")) ||
		    str_starts(word, STR("process(id)")))
			return true;
	}
	return false;
}

static struct schema_tables walk(struct arena *a, bool is_all)
{
	struct schema_tables out = { 0 };
	struct rulebook_file *files;
	size_t count;

	CHECK_OK(rulebook_folder(a, STR("sql/migrate"), &files, &count));
	for (size_t i = 0; i < count; i++) {
		struct str rest = files[i].text, table = STR("");

		while (rest.at) {
			struct str line = str_trim(str_cut(&rest, '\n')), words = line, first = str_word(&words), second = str_word(&words);
			bool is_head = (str_equal(first, STR("create")) || str_equal(first, STR("alter"))) && str_equal(second, STR("table"));

			if (is_head)
				table = str_word(&words);
			if (str_equal(first, STR("create")) && !is_head)        /* an index names columns of a table that stands above */
				continue;
			if ((is_all ? is_head : is_holder(line)) && !schema_has(&out, table))
				LIST_PUSH(a, &out, table);
		}
	}
	return out;
}

struct schema_tables schema_tables(struct arena *a)
{
	return walk(a, true);
}

struct schema_tables schema_holders(struct arena *a)
{
	return walk(a, false);
}
