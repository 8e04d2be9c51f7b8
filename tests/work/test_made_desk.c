/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_made_desk - the desk of the tests.
 * Touches work and the rulebook. */
#include "core/digest.h"
#include "gen/sql/demo.h"
#include "made_desk.h"

static void desk_end(void *thing)
{
	struct desk *d = thing;

	store_give(d->pool, d->store);
}

struct desk made_desk(struct arena *a, struct store_pool *pool, struct house *house)
{
	struct desk *d = ARENA_NEW(a, struct desk, 1);

	CHECK(digest_start());
	memset(house->key, 7, sizeof house->key);
	house->area_name = STR("Test area");
	*d = (struct desk){ .arena = a, .pool = pool, .book = made_book(), .house = house,
			    .now = { date_of(2026, 11, 25), 1795608000000 } };
	CHECK_OK(store_take(pool, a, &d->store));
	arena_at_end(a, desk_end, d);
	return *d;
}

static const struct fault *council_job(struct store *writer, struct arena *a, void *ctx)
{
	return sql_demo_authority_add(writer, a, ctx, NULL);
}

void made_council(struct desk *d, int64_t code, const char *name)
{
	struct demo_authority_add_in in = { .code = code, .name = arena_printf(d->arena, "%s Council", name),
		.short_name = str_of(name), .phone = STR("0151 496 0340") };
	CHECK_OK(store_write(d->pool, d->arena, council_job, &in));
}
