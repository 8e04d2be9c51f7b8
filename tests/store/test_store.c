/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/store/test_store - each case on SQLite and on PostgreSQL.
 * Touches store, gen/sql. */
#include <pthread.h>

#include "gen/sql/store.h"
#include "store/fail.h"
#include "store/fresh.h"
#include "store/statement.h"

/* One test for each database. */
#define BOTH(name_) \
	static void both_##name_(struct arena *a, struct store_pool *pool); \
	TEST(name_##_sqlite) { both_##name_(a, fresh_store(a, STORE_SQLITE)); } \
	TEST(name_##_postgres) { both_##name_(a, fresh_store(a, STORE_POSTGRES)); } \
	static void both_##name_(struct arena *a, struct store_pool *pool)

struct put { const char *name, *value; enum { GO_ON, CONFLICT, STOP } then; };

static const struct fault *put_job(struct store *s, struct arena *a, void *ctx)
{
	const struct put *p = ctx;
	struct setting_put_in in = { str_of(p->name), str_of(p->value) };
	TRY(sql_setting_put(s, a, &in, NULL));
	if (p->then == STOP)
		arena_stop(a, "on purpose");
	return p->then == CONFLICT ? fault_new(a, FAULT_CONFLICT, "moved on") : NULL;
}

static struct str value_of(struct arena *a, struct store *s, const char *name)
{
	struct setting_get_rows rows;
	CHECK_OK(sql_setting_get(s, a, &(struct setting_get_in){ str_of(name) }, &rows));
	return rows.count ? rows.at[0].value : STR_NONE;
}

BOTH(what_is_written_can_be_read)
{
	struct store *s;
	CHECK_OK(store_take(pool, a, &s));
	CHECK_OK(store_write(pool, a, put_job, &(struct put){ "a", "zw\xc3\xb6lf", GO_ON }));
	CHECK_STR(value_of(a, s, "a"), STR("zw\xc3\xb6lf"));
	CHECK(value_of(a, s, "b").at == NULL);
	store_give(pool, s);
}

BOTH(a_fault_or_a_stop_undoes_its_own_job_only)
{
	struct store *s;
	CHECK_OK(store_take(pool, a, &s));
	CHECK_OK(store_write(pool, a, put_job, &(struct put){ "a", "1", GO_ON }));
	const struct fault *f = store_write(pool, a, put_job, &(struct put){ "a", "2", CONFLICT });
	CHECK(f && f->kind == FAULT_CONFLICT);
	CHECK_STR(value_of(a, s, "a"), STR("1"));
	CHECK(store_write(pool, a, put_job, &(struct put){ "a", "3", STOP }) != NULL);
	CHECK_OK(store_write(pool, a, put_job, &(struct put){ "b", "4", GO_ON }));
	CHECK_STR(value_of(a, s, "a"), STR("1"));
	CHECK_STR(value_of(a, s, "b"), STR("4"));
	store_give(pool, s);
}

BOTH(reads_between_begin_and_end_are_of_one_moment)
{
	struct store *s;
	CHECK_OK(store_take(pool, a, &s));
	CHECK_OK(store_write(pool, a, put_job, &(struct put){ "a", "1", GO_ON }));
	CHECK_OK(store_read_begin(s, a));
	CHECK_OK(store_write(pool, a, put_job, &(struct put){ "a", "2", GO_ON }));
	CHECK_STR(value_of(a, s, "a"), STR("1"));
	store_read_end(s);
	CHECK_STR(value_of(a, s, "a"), STR("2"));
	store_give(pool, s);
}

#ifdef WAYMARK_TESTS
BOTH(a_failure_of_statement_or_commit_leaves_nothing)
{
	struct store *s;
	CHECK_OK(store_take(pool, a, &s));
	for (int n = 1; n <= 2; n++) {
		store_fail_after(n);
		const struct fault *f = store_write(pool, a, put_job, &(struct put){ "a", "1", GO_ON });
		store_fail_after(0);
		CHECK_NOTE(f != NULL, "call %d", n);
		CHECK_NOTE(value_of(a, s, "a").at == NULL, "call %d", n);
	}
	store_give(pool, s);
}
#endif

/* The in struct is not known here: absent values of the widest kind are enough to prepare. */
BOTH(every_statement_is_understood)
{
	struct store *s;
	static const char nothing[4096];
	CHECK_OK(store_take(pool, a, &s));
	for (size_t i = 0; i < sql_statement_count; i++) {
		const struct store_statement *st = sql_statements[i];
		if (st->row_count == 0)
			continue;
		struct store_rows rows = { NULL, 0, 0 };
		const struct fault *f = store_run(s, a, st, nothing, &rows, NULL);
		/* a reading connection refuses insert ... returning, but only after it has understood it */
		bool is_known = !f || str_contains(f->words, STR("25006")) || str_contains(f->words, STR("readonly"));
		CHECK_NOTE(is_known, "%s: %.*s", st->name, STR_ARG(f ? f->words : STR_NONE));
	}
	store_give(pool, s);
}

static void *many_main(void *thing)
{
	struct store_pool *pool = thing;
	struct arena *a = arena_start(1 << 20);
	intptr_t failed = 0;
	for (int i = 0; i < 20; i++) {
		struct str name = arena_printf(a, "%p-%d", (void *)a, i);
		if (store_write(pool, a, put_job, &(struct put){ name.at, "x", i % 5 ? GO_ON : CONFLICT }))
			failed++;
	}
	arena_end(a);
	return (void *)failed;
}

BOTH(eight_threads_write_and_each_hears_of_its_own_fault)
{
	pthread_t threads[8];
	for (int i = 0; i < 8; i++)
		CHECK(pthread_create(&threads[i], NULL, many_main, pool) == 0);
	for (int i = 0; i < 8; i++) {
		void *failed;
		pthread_join(threads[i], &failed);
		CHECK_INT((intptr_t)failed, 4);
	}
	int version;
	CHECK_OK(store_version(pool, a, &version));
	CHECK_INT(version, store_migrations[store_migration_count - 1].version);
}

TEST(an_address_is_of_postgresql_by_its_scheme_alone)
{
	static const struct { const char *address; enum store_kind kind; } rows[] = {
		{ "postgresql://waymark@127.0.0.1/area", STORE_POSTGRES }, { "postgres://127.0.0.1/area", STORE_POSTGRES },
		{ "postgres.db", STORE_SQLITE }, { "postgresql/area.db", STORE_SQLITE }, { "/srv/waymark.db", STORE_SQLITE },
		{ "", STORE_SQLITE },
	};

	(void)a;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_NOTE(store_kind_at(str_of(rows[i].address)) == rows[i].kind, "%s", rows[i].address);
}
