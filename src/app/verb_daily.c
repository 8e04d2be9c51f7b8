/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_daily - `waymark daily`: what a new day alone changes. Run it once after midnight.
 * Touches the store and standard output. */
#include <stdio.h>

#include "app/verb.h"
#include "work/daily.h"

static int run(int argc, char **argv, const struct settings *settings)
{
	struct arena *a = setting_arena(settings);
	const struct rulebook *book = verb_rulebook("daily", settings);
	struct daily_made made;
	struct store_pool *pool;
	const struct fault *fault;

	(void)argv;
	if (!book)
		return 1;
	if (argc > 0) {
		verb_fail("daily", STR("takes no words"));
		return 2;
	}
	fault = store_open(a, setting_of(settings, "db"), &pool);
	if (fault)
		return verb_fail("daily", fault->words);
	fault = daily_run(pool, a, book, setting_today(settings), setting_flag(settings, "every").at != NULL, &made);
	store_close(pool);
	if (fault)
		return verb_fail("daily", fault->words);
	printf("%lld open, %lld looked at, %lld changed\n", (long long)made.open, (long long)made.looked_at,
	       (long long)made.changed);
	return 0;
}

static const struct verb_flag flags[] = {
	{ "every", NULL, "look at every open process, not only at those that the day can change (after a new rulebook)" },
	{ NULL, NULL, NULL },
};

const struct verb verb_daily = {
	.name = "daily",
	.line = "the daily pass: what a new day alone changes",
	.usage = "[--every]",
	.help = "Once a day, after midnight. Stages, holders and next steps that turn on a day that has come are saved anew;\n"
		"each process knows the day on which that can be, so most are not looked at. It can be stopped and run again.",
	.flags = flags,
	.run = run,
};
