/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_recompute - `waymark recompute`: what is stored of each case is again what its events say today.
 * Touches the store and standard output. */
#include <stdio.h>

#include "app/verb.h"
#include "work/case.h"

static int run(int argc, char **argv, const struct settings *settings)
{
	struct arena *a = setting_arena(settings);
	const struct rulebook *book;
	struct store_pool *pool;
	const struct fault *fault;
	int64_t cases = 0, changed = 0;

	(void)argv;
	if (argc > 0) {
		verb_fail("recompute", STR("takes no words"));
		return 2;
	}
	book = verb_rulebook("recompute", settings);
	if (!book)
		return 1;
	fault = store_open_current(a, setting_of(settings, "db"), &pool);
	if (fault)
		return verb_fail("recompute", fault->words);
	fault = case_recompute_all(pool, a, book, setting_today(settings), &cases, &changed);
	store_close(pool);
	if (fault)
		return verb_fail("recompute", fault->words);
	printf("%lld cases were reckoned, %lld of them had moved.\n", (long long)cases, (long long)changed);
	return 0;
}

const struct verb verb_recompute = {
	.name = "recompute",
	.line = "reckon all cases again, after a change of the rulebook",
	.help = "Stages and dates of a case are stored for lists. A changed rulebook can move them without anybody recording\n"
		"anything; what a new day changes is the work of `waymark daily`. It may run while people work.",
	.run = run,
};
