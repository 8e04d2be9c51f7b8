/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_migrate - `waymark migrate`: brings the database to this program's version.
 * Touches the store and standard output. */
#include <stdio.h>

#include "app/verb.h"
#include "store/store.h"

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
	fault = store_migrate(pool, a, &from, &to);
	store_close(pool);
	if (fault)
		return verb_fail("migrate", fault->words);
	if (from == to)
		printf("The database is at version %d already.\n", to);
	else
		printf("The database went from version %d to version %d.\n", from, to);
	return 0;
}

const struct verb verb_migrate = {
	.name = "migrate",
	.line = "bring the database to this program's version",
	.help = "Makes a new database, or adds what this version of the program needs to one of an earlier version. Nothing\n"
		"is taken away. Each step is one transaction: when it fails, the step before it stands.",
	.run = run,
};
