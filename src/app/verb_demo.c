/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_demo - `waymark demo`: fills an invented area whose numbers are the published ones.
 * Touches the store, standard output and standard error. */
#include <stdio.h>
#include <stdlib.h>

#include "app/verb.h"
#include "work/demo.h"

static void progress(void *ctx, struct str words)
{
	(void)ctx;
	fprintf(stderr, "%.*s\n", STR_ARG(words));
}

static int failed(const struct fault *fault)
{
	return verb_fail("demo", fault->words);
}

/* Reads a scale like 0.01; false when it is none between 0 and 1. */
static bool scale_read(struct arena *a, struct str text, double *out)
{
	char *end;
	const char *at = arena_cstr(a, text);
	*out = strtod(at, &end);
	return end != at && *end == '\0' && *out > 0 && *out <= 1;
}

static void area_print(const struct demo_made *m)
{
	printf("\n%.*s: %lld plans held (published %lld), %lld open cases\n", STR_ARG(m->name), (long long)m->plans,
	       (long long)m->published.caseload, (long long)m->open_cases);
	printf("  year   requests  published   plans  published   within 20 weeks   published   without exceptions   published\n");
	for (int y = 1; y < DEMO_YEARS; y++) {
		int64_t plans = 0, plain = 0;
		const struct demo_year *p = &m->published.years[y];
		for (int band = 0; band < DEMO_BANDS; band++) {
			plain += p->plans[band][0];
			plans += p->plans[band][0] + p->plans[band][1];
		}
		int64_t in = p->plans[BAND_IN_TIME][0] + p->plans[BAND_IN_TIME][1];
		printf("  %d %10lld %10lld %7lld %10lld %10lld/%-6lld %6lld/%-6lld %10lld/%-6lld %9lld/%-6lld\n",
		       DEMO_FIRST_YEAR + y, (long long)m->years[y].requests, (long long)p->requests,
		       (long long)m->years[y].plans, (long long)plans, (long long)m->years[y].in_time,
		       (long long)m->years[y].plans, (long long)in, (long long)plans, (long long)m->years[y].in_time_ex,
		       (long long)m->years[y].plans_ex, (long long)p->plans[BAND_IN_TIME][0], (long long)plain);
	}
	if (m->extra_requests)
		printf("  %lld open cases were added to the scaled figures, so that every stage can be seen.\n",
		       (long long)m->extra_requests);
	if (m->lapsed)
		printf("  %lld requests that no published outcome fits are shown as withdrawn.\n", (long long)m->lapsed);
}

static const struct fault *users_print(struct arena *a, const struct demo_order *order)
{
	struct demo_table users;
	TRY(demo_table_read(a, order->files, order->file_count, "users", &users));
	printf("\nSign in with the password %.*s as:\n", STR_ARG(order->password));
	for (size_t i = 0; i < users.row_count; i++)
		printf("  %-34.*s %.*s, %.*s\n", STR_ARG(demo_cell(&users, i, "email")),
		       STR_ARG(demo_cell(&users, i, "name")), STR_ARG(demo_cell(&users, i, "note")));
	return NULL;
}

static const struct fault *fill(struct arena *a, struct store_pool *pool, const struct demo_order *order)
{
	struct demo_made made[DEMO_AREAS];
	int from, to;
	TRY(store_migrate(pool, a, &from, &to));
	TRY(demo_fill(pool, a, order, made));
	printf("Liverpool City Region (invented). Years of 12 months; 2024 is the one that ended yesterday, %.*s.\n",
	       STR_ARG(date_words(a, date_add(order->today, -1))));
	for (int i = 0; i < DEMO_AREAS; i++)
		area_print(&made[i]);
	return users_print(a, order);
}

/* Filled already: fine with --if-empty, a refusal without --add. Gives -1 to go on. */
static int already(struct arena *a, struct store_pool *pool, const struct settings *settings)
{
	int version;
	bool is_filled = false;
	const struct fault *fault = store_version(pool, a, &version);
	struct store *s = NULL;
	if (!fault && version > 0)
		fault = store_take(pool, a, &s);
	if (!fault && s)
		fault = demo_is_filled(s, a, &is_filled);
	if (s)
		store_give(pool, s);
	if (fault)
		return failed(fault);
	if (!is_filled || setting_flag(settings, "add").at)
		return -1;
	if (setting_flag(settings, "if-empty").at)
		return 0;
	return verb_fail("demo", STR("the database has people already; --add puts the area beside them"));
}

static int run(int argc, char **argv, const struct settings *settings)
{
	(void)argv;
	struct arena *a = setting_arena(settings);
	struct str seed = setting_flag(settings, "seed"), scale = setting_flag(settings, "scale");
	int64_t number = 1;
	struct demo_order order = { .scale = 1, .today = setting_today(settings), .tell = progress,
				    .password = STR("waymark-demo"), .files = rulebook_built_in,
				    .file_count = rulebook_built_in_count };
	if (argc > 0 || (seed.at && (!str_to_int(seed, &number) || number < 0)) ||
	    (scale.at && !scale_read(a, scale, &order.scale))) {
		verb_fail("demo", STR("takes --scale from above 0 to 1 and --seed with a whole number"));
		return 2;
	}
	order.seed = (uint64_t)number;
	order.book = verb_rulebook("demo", settings);
	if (!order.book)
		return 1;
	struct store_pool *pool;
	const struct fault *fault = store_open(a, setting_of(settings, "db"), &pool);
	if (fault)
		return failed(fault);
	int status = already(a, pool, settings);
	if (status < 0) {
		fault = fill(a, pool, &order);
		status = fault ? failed(fault) : 0;
	}
	store_close(pool);
	return status;
}

static const struct verb_flag flags[] = {
	{ "scale", "NUMBER", "part of the real numbers, above 0 to 1 (standard: 1)" },
	{ "seed", "NUMBER", "another area of the same numbers (standard: 1)" },
	{ "add", NULL, "fill even when there are people in the database" },
	{ "if-empty", NULL, "do nothing when there are people in the database" },
	{ NULL, NULL, NULL },
};

const struct verb verb_demo = {
	.name = "demo",
	.line = "fill an invented area to try everything on",
	.usage = "[--scale 0.01] [--seed N] [--add | --if-empty]",
	.help = "Fills the database with the demonstration area: four boroughs, invented people, numbers as published.\n"
		"The same seed and --today give the same area. What is in it: docs/demo.md.",
	.flags = flags,
	.run = run,
};
