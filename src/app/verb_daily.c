/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_daily - `waymark daily`: what a new day alone changes. Run it once after midnight.
 * Touches the store and standard output. */
#include <stdio.h>

#include "app/house.h"
#include "app/verb.h"
#include "work/daily.h"
#include "work/disposal.h"
#include "work/document.h"
#include "work/reading.h"
#include "work/remind.h"

static bool sends(const struct settings *s)
{
	return !str_is_empty(setting_of(s, "mail-server")) || !str_is_empty(setting_of(s, "notify-key-file"));
}

/* After the pass, because it goes by what the pass has reckoned; only where messages leave at all. */
static const struct fault *remind(struct arena *a, const struct settings *s, struct store_pool *pool, const struct rulebook *book,
				  struct remind_made *out)
{
	struct house house;
	struct desk d = { .arena = a, .pool = pool, .book = book, .house = &house, .now = setting_now(s) };

	if (!sends(s))
		return NULL;
	TRY(house_open(a, s, pool, &house));
	TRY(store_take(pool, a, &d.store));
	const struct fault *f = remind_run(&d, out);

	store_give(pool, d.store);
	return f;
}

/* Runs of disposals that two people have approved and that were not finished at once. */
static const struct fault *dispose(struct arena *a, const struct settings *s, struct store_pool *pool, const struct rulebook *book,
				   struct disposal_done *out)
{
	struct desk d = { .arena = a, .pool = pool, .book = book, .now = setting_now(s) };

	TRY(store_take(pool, a, &d.store));
	const struct fault *f = disposal_go_on(&d, 0, INT32_MAX, out);

	store_give(pool, d.store);
	return f;
}

/* What was read on the days that have ended. */
static const struct fault *look_at_reading(struct arena *a, const struct settings *s, struct store_pool *pool,
					   const struct rulebook *book, int64_t *found)
{
	struct desk d = { .arena = a, .pool = pool, .book = book, .now = setting_now(s) };

	TRY(store_take(pool, a, &d.store));
	const struct fault *f = reading_run(&d, found);

	store_give(pool, d.store);
	return f;
}

static const struct fault *first_of(const struct fault *one, const struct fault *two)
{
	return one ? one : two;
}

static int run(int argc, char **argv, const struct settings *settings)
{
	struct arena *a = setting_arena(settings);
	const struct rulebook *book = verb_rulebook("daily", settings);
	struct remind_made reminded = { 0 };
	struct disposal_done disposed = { 0 };
	struct daily_made made;
	struct store_pool *pool;
	const struct fault *fault;
	int64_t swept = 0, found = 0;

	(void)argv;
	if (!book)
		return 1;
	if (argc > 0) {
		verb_fail("daily", STR("takes no words"));
		return 2;
	}
	fault = store_open_current(a, setting_of(settings, "db"), &pool);
	if (fault)
		return verb_fail("daily", fault->words);
	/* What stops one of them must not stop the others: a record that cannot go leaves nobody without a reminder. */
	fault = daily_run(pool, a, book, setting_today(settings), setting_flag(settings, "every").at != NULL, &made);
	fault = first_of(fault, document_sweep(pool, a, setting_now(settings).utc_ms, &swept));
	fault = first_of(fault, dispose(a, settings, pool, book, &disposed));
	fault = first_of(fault, look_at_reading(a, settings, pool, book, &found));
	fault = first_of(fault, remind(a, settings, pool, book, &reminded));
	store_close(pool);
	if (fault)
		return verb_fail("daily", fault->words);
	printf("%lld open, %lld looked at, %lld changed\n", (long long)made.open, (long long)made.looked_at,
	       (long long)made.changed);
	if (swept > 0)
		printf("%lld files that nobody used were swept\n", (long long)swept);
	if (disposed.gone + disposed.kept > 0)
		printf("%lld records of approved disposals are gone, %lld stayed after all\n", (long long)disposed.gone,
		       (long long)disposed.kept);
	if (found > 0)
		printf("%lld things in the reading of records are worth a second look\n", (long long)found);
	if (sends(settings))
		printf("%lld reminders in %lld messages\n", (long long)reminded.lines, (long long)reminded.messages);
	return 0;
}

static const struct verb_flag flags[] = {
	{ "every", NULL, "look at every open process, not only at those that the day can change. After a new rulebook `waymark recompute` does more: ended ones too" },
	{ NULL, NULL, NULL },
};

const struct verb verb_daily = {
	.name = "daily",
	.line = "the daily pass: what a new day alone changes",
	.usage = "[--every]",
	.help = "Once a day, after midnight. Stages, holders and next steps that turn on a day that has come are saved anew;\n"
		"each process knows the day on which that can be, so most are not looked at. It can be stopped and run again. Where messages leave (mail-server, notify-key-file) it also\n"
		"writes the reminders of the day, one mail a person, once a day however often it runs.",
	.flags = flags,
	.run = run,
};
