/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_again - a job that the database undoes and runs once more, as PostgreSQL does when two collide, must leave
 * and say what one run does. `make deep-again` runs every test like that; these are those that were wrong.
 * Touches the store and work. */
#include "gen/sql/recompute.h"
#include "store/fail.h"
#include "work/import.h"
#include "work/made_case.h"
#include "work/made_desk.h"

static const struct fault *spoil(struct store *w, struct arena *a, void *ctx)
{
	const struct made_case *m = ctx;

	return sql_recompute_save(w, a, &(struct recompute_save_in){ .id = m->process, .stage = STR("spoilt"), .holder = STR("council"),
		.next_step = STR(""), .outcome = STR(""), .is_open = 1 }, NULL);
}

/* A pass over all cases goes on from where the last act ended: the second run of an act must not find nothing to do. */
static void recompute_misses_nothing(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	int64_t cases, changed, again;

	made_event(m, a, "request_received", date_of(2026, 11, 2), "", "asker=parent");
	CHECK_OK(store_write(m->pool, a, spoil, m));
	store_jobs_twice(true);
	const struct fault *f = case_recompute_all(m->pool, a, m->book, m->desk.now.today, &cases, &changed);
	store_jobs_twice(false);
	CHECK_OK(f);
	CHECK_INT(cases, 1);
	CHECK_INT(changed, 1);
	CHECK_OK(case_recompute_all(m->pool, a, m->book, m->desk.now.today, &cases, &again));
	CHECK_INT(cases, 1);
	CHECK_INT(again, 0);
}
TEST(a_recompute_that_is_run_again_misses_nothing_sqlite) { recompute_misses_nothing(a, STORE_SQLITE); }
TEST(a_recompute_that_is_run_again_misses_nothing_postgres) { recompute_misses_nothing(a, STORE_POSTGRES); }

BOTH_DESKS(an_import_that_is_run_again_counts_each_row_once)
{
	struct import_result r = { 0 };
	struct problems slips = { 0 };
	struct csv table;
	struct import_order o = { .pool = d->pool, .book = d->book, .map = book_import(d->book, STR("people-census")), .table = &table,
				  .file = STR("in.csv"), .authority = 341, .now_ms = 1 };

	made_council(d, 341, "Liverpool");
	csv_read(a, o.file, STR("UPN,Forename,Surname,DOB,Sex,Postcode,School URN\n,Mia,Shaw,2016-01-09,F,L8 1AB,\n,Ali,,2016-01-09,F,,\n"),
		 &table, &slips);
	store_jobs_twice(true);
	const struct fault *f = import_run(a, &o, &r, &slips);
	store_jobs_twice(false);
	CHECK_OK(f);
	CHECK_INT((int64_t)r.count[IMPORT_NEW], 1);
	CHECK_INT((int64_t)r.count[IMPORT_REFUSED], 1);
	CHECK_INT((int64_t)r.said, 1);
	CHECK_INT((int64_t)slips.count, 0);
}
