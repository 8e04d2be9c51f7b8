/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_restore - `waymark restore`: a copy becomes a database again.
 * Touches the store, files, standard output. */
#include <stdio.h>

#include "app/copy.h"
#include "app/verb.h"

static int run(int argc, char **argv, const struct settings *s)
{
	struct arena *a = setting_arena(s);
	struct store_pool *pool;
	int version = 0;
	const struct fault *f;

	if (argc != 1) {
		verb_fail("restore", STR("takes one FILE"));
		return 2;
	}
	f = copy_restore(a, str_of(argv[0]), setting_flag(s, "seal-key"), setting_of(s, "db"));
	if (!f)
		f = store_open(a, setting_of(s, "db"), &pool);
	if (f)
		return verb_fail("restore", f->words);
	f = store_version(pool, a, &version);
	store_close(pool);
	if (f)
		return verb_fail("restore", f->words);
	printf("Restored, schema version %d. Run `waymark migrate` if the program is newer.\n", version);
	return 0;
}

static const struct verb_flag flags[] = {
	{ "seal-key", "FILE", "key that the copy was sealed with" },
	{ NULL, NULL, NULL },
};

const struct verb verb_restore = {
	.name = "restore",
	.line = "make a new database from a copy",
	.usage = "FILE --db NEW [--seal-key FILE]",
	.help = "The database of --db must not be there yet (SQLite) or be empty (PostgreSQL): nothing is ever written over.",
	.flags = flags,
	.run = run,
};
