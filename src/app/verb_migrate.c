/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_migrate - `waymark migrate`: brings the database to this program's version, after a copy of what was.
 * Touches the store, a copy beside the database, the clock, standard output. */
#include <stdio.h>
#include <time.h>

#include "app/copy.h"
#include "app/verb.h"

/* The way back is the copy: an older program cannot read what a newer one made of the database. */
static const struct fault *copy_first(struct arena *a, const struct settings *s, struct store_pool *pool, int version)
{
	struct str named = setting_flag(s, "copy"), path = named;

	if (setting_is_on(s, "without-copy"))
		return NULL;
	if (str_is_empty(setting_flag(s, "seal-key")) && !setting_is_on(s, "unsealed"))
		return fault_new(a, FAULT_SETTING, "first a copy of the database as it is: give --seal-key FILE (it is made when there is none), "
				 "--unsealed for a copy that whoever has it can read, or --without-copy when you have one");
	if (!named.at && store_kind_of(pool) == STORE_POSTGRES)
		return fault_new(a, FAULT_SETTING, "this changes the database for good: give --copy FILE for a copy of it as it is, or "
				 "--without-copy when you have one");
	if (!named.at)
		path = arena_printf(a, "%.*s.version-%d.%lld", STR_ARG(setting_of(s, "db")), version, (long long)time(NULL));
	TRY(copy_make(pool, a, path, setting_flag(s, "seal-key")));
	printf("The database as it was is in %.*s%s. To go back to the program of before: waymark restore that file into a new database.\n",
	       STR_ARG(path), str_is_empty(setting_flag(s, "seal-key")) ? ", not sealed: keep it as safe as the database" : ", sealed");
	return NULL;
}

static const struct fault *bring_up(struct arena *a, const struct settings *s, struct store_pool *pool, int *from, int *to)
{
	TRY(store_version(pool, a, from));
	if (*from > 0 && *from < store_newest())
		TRY(copy_first(a, s, pool, *from));
	return store_migrate(pool, a, from, to);
}

static int run(int argc, char **argv, const struct settings *settings)
{
	struct arena *a = setting_arena(settings);
	struct store_pool *pool;
	const struct fault *fault;
	int from = 0, to = 0;

	(void)argv;
	if (argc > 0) {
		verb_fail("migrate", STR("takes no words"));
		return 2;
	}
	fault = store_open(a, setting_of(settings, "db"), &pool);
	if (fault)
		return verb_fail("migrate", fault->words);
	fault = bring_up(a, settings, pool, &from, &to);
	store_close(pool);
	if (fault)
		return verb_fail("migrate", fault->words);
	if (from == to)
		printf("The database is at version %d already.\n", to);
	else
		printf("The database went from version %d to version %d.\n", from, to);
	return 0;
}

static const struct verb_flag flags[] = {
	{ "copy", "FILE", "where the copy of the database as it is goes; standard for SQLite: beside it, named by its version" },
	{ "seal-key", "FILE", "key that seals the copy; made when there is none. Keep it apart from the copy" },
	{ "unsealed", NULL, "in place of a key: a copy that whoever has it can read" },
	{ "without-copy", NULL, "make none: there is one already" },
	{ NULL, NULL, NULL },
};

const struct verb verb_migrate = {
	.name = "migrate",
	.line = "bring the database to this program's version",
	.usage = "[--seal-key FILE|--unsealed [--copy FILE] | --without-copy]",
	.help = "Makes a new database, or adds what this version of the program needs to one of an earlier version, after a copy of it.\n"
		"Nothing is taken away. Each step is one transaction: when it fails, the step before it stands.",
	.flags = flags,
	.run = run,
};
