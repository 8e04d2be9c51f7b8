/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_backup - `waymark backup`: a whole copy while others go on, and the drill that proves it.
 * Touches the store, files, standard output. */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "app/copy.h"
#include "app/verb.h"
#include "store/backup.h"

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Where the drill restores to: an empty database that was named, or a file beside the backup. */
static struct str drill_address(struct arena *a, const struct settings *s, struct str out)
{
	struct str named = setting_flag(s, "drill-db");

	return named.at && named.len ? named : arena_printf(a, "%.*s.drill.db", STR_ARG(out));
}

static void drill_clear(struct arena *a, struct str address)
{
	static const char *const tails[] = { "", "-wal", "-shm" };

	for (int i = 0; i < 3 && store_kind_at(address) == STORE_SQLITE; i++)
		unlink(arena_printf(a, "%.*s%s", STR_ARG(address), tails[i]).at);
}

/* The restored copy, table by table, must be what was copied. While others write, the original moves on: then the
 * drill compares with a second look and says so. */
static const struct fault *compare(struct arena *a, struct store_pool *pool, struct str address, bool *is_same)
{
	struct store_pool *copy;
	struct str ours, theirs;
	const struct fault *f;

	TRY(store_open(a, address, &copy));
	f = store_picture(copy, a, &theirs);
	store_close(copy);
	TRY(f);
	TRY(store_picture(pool, a, &ours));
	*is_same = str_equal(ours, theirs);
	while (ours.at || theirs.at) {
		struct str left = str_cut(&ours, '\n'), right = str_cut(&theirs, '\n');

		if (!str_equal(left, right))
			printf("  differs: %.*s | %.*s\n", STR_ARG(left), STR_ARG(right));
	}
	return NULL;
}

static const struct fault *drill(struct arena *a, struct store_pool *pool, const struct settings *s, struct str out,
				 struct str key_file)
{
	struct str address = drill_address(a, s, out);
	double from = seconds();
	bool is_same = false;
	const struct fault *f;

	drill_clear(a, address);
	f = copy_restore(a, out, key_file, address);
	if (!f)
		f = compare(a, pool, address, &is_same);
	drill_clear(a, address);
	TRY(f);
	printf("Drill: restored in %.1f s; %s\n", seconds() - from,
	       is_same ? "every table is the same, row by row" : "tables differ from the database as it is now (see above)");
	return is_same ? NULL : fault_new(a, FAULT_STORE, "the copy differs; if people were working meanwhile, run the drill "
					  "again at a quiet time");
}

static int run(int argc, char **argv, const struct settings *s)
{
	struct arena *a = setting_arena(s);
	struct str out = setting_flag(s, "out"), key_file = setting_flag(s, "seal-key");
	struct store_pool *pool;
	const struct fault *f;
	double from = seconds();

	(void)argv;
	if (argc > 0 || str_is_empty(out)) {
		verb_fail("backup", STR("takes --out FILE"));
		return 2;
	}
	if (str_is_empty(key_file) && !setting_is_on(s, "unsealed")) {
		verb_fail("backup", STR("takes --seal-key FILE (it is made when there is none), or --unsealed for a copy that whoever has it can read"));
		return 2;
	}
	f = store_open(a, setting_of(s, "db"), &pool);
	if (f)
		return verb_fail("backup", f->words);
	f = copy_make(pool, a, out, key_file);
	if (!f) {
		printf("Copied to %.*s in %.1f s%s\n", STR_ARG(out), seconds() - from,
		       str_is_empty(key_file) ? ", not sealed: keep it as safe as the database" : ", sealed");
		if (setting_is_on(s, "drill"))
			f = drill(a, pool, s, out, key_file);
	}
	store_close(pool);
	return f ? verb_fail("backup", f->words) : 0;
}

static const struct verb_flag flags[] = {
	{ "out", "FILE", "where the copy goes; it must not be there yet" },
	{ "seal-key", "FILE", "key that seals the copy; made when there is none. Keep it apart from the copy" },
	{ "unsealed", NULL, "in place of a key: a copy that whoever has it can read" },
	{ "drill", NULL, "restore the copy at once, compare every table, report, and throw the restored one away" },
	{ "drill-db", "DATABASE", "empty database to restore into (PostgreSQL needs one; SQLite uses a file beside the copy)" },
	{ NULL, NULL, NULL },
};

const struct verb verb_backup = {
	.name = "backup",
	.line = "copy the whole database while others go on",
	.usage = "--out FILE --seal-key FILE|--unsealed [--drill [--drill-db DATABASE]]",
	.help = "Makes a copy as of one moment. The server may go on. What else to keep: the key file of the house (setting\n"
		"key-file), without which second factors and private links are lost. docs/operator.md tells the whole of it.",
	.flags = flags,
	.run = run,
};
