/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/made_desk - a desk on an empty database, with the built-in rulebook.
 * Touches work. */
#ifndef TESTS_WORK_MADE_DESK_H
#define TESTS_WORK_MADE_DESK_H

#include "rulebook/made_book.h"
#include "store/fresh.h"
#include "work/desk.h"

/* Wednesday 25 November 2026, 12:00. `house` may be changed by the test. The reading connection is given back when
 * the arena ends. */
struct desk made_desk(struct arena *a, struct store_pool *pool, struct house *house);

/* A council in the desk's database. */
void made_council(struct desk *d, int64_t code, const char *name);

/* TEST on SQLite and on PostgreSQL: the body gets the arena and the desk. */
#define BOTH_DESKS(name_) \
	static void both_##name_(struct arena *a, struct desk *d, struct house *house); \
	static void on_##name_(struct arena *a, enum store_kind kind) \
	{ \
		struct house house = { 0 }; \
		struct desk d = made_desk(a, fresh_store(a, kind), &house); \
		both_##name_(a, &d, &house); \
	} \
	TEST(name_##_sqlite) { on_##name_(a, STORE_SQLITE); } \
	TEST(name_##_postgres) { on_##name_(a, STORE_POSTGRES); } \
	static void both_##name_(__attribute__((unused)) struct arena *a, struct desk *d, \
				 __attribute__((unused)) struct house *house)

#endif
