/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/daily - the daily pass changes what a new day changes, and looks at nothing else.
 * Touches work, on both databases. */
#include "gen/sql/daily.h"
#include "store/fresh.h"
#include "work/daily.h"
#include "work/made_case.h"

static const struct fault *again(struct store *writer, struct arena *a, void *ctx)
{
	struct made_case *m = ctx;

	return case_recompute(writer, a, m->book, m->process, m->desk.now.today);
}

static struct str stage_of(struct made_case *m, struct arena *a)
{
	struct daily_processes_rows open;
	struct store *s;

	CHECK_OK(store_take(m->pool, a, &s));
	CHECK_OK(sql_daily_processes(s, a, &(struct daily_processes_in){ .every = 1, .most = 10,
				     .today = m->desk.now.today }, &open));
	store_give(m->pool, s);
	CHECK_INT((int64_t)open.count, 1);
	return open.count == 1 ? open.at[0].stage : STR("");
}

static void a_draft_waits(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct daily_made made;

	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "");
	made_event(m, a, "decision_to_assess", date_of(2026, 2, 2), "", "reasons=Yes");
	made_event(m, a, "decision_to_issue", date_of(2026, 4, 1), "", "reasons=Yes");
	made_event(m, a, "draft_served", date_of(2026, 4, 20), "", "served=post");
	m->desk.now.today = date_of(2026, 4, 21);
	CHECK_OK(store_write(m->pool, a, again, m));
	CHECK_STR(stage_of(m, a), STR("with_family"));
	CHECK_OK(daily_run(m->pool, a, m->book, date_of(2026, 5, 3), false, &made));
	CHECK_INT(made.open, 1);
	CHECK_INT(made.looked_at, 0);
	CHECK_OK(daily_run(m->pool, a, m->book, date_of(2026, 5, 3), true, &made));
	CHECK_INT(made.looked_at, 1);
	CHECK_INT(made.changed, 0);
	/* The 15 days end on 4 May: on the day after, the council finishes the plan. */
	CHECK_OK(daily_run(m->pool, a, m->book, date_of(2026, 5, 5), false, &made));
	CHECK_INT(made.looked_at, 1);
	CHECK_INT(made.changed, 1);
	CHECK_STR(stage_of(m, a), STR("finishing"));
	CHECK_OK(daily_run(m->pool, a, m->book, date_of(2026, 5, 6), false, &made));
	CHECK_INT(made.looked_at, 0);
}

TEST(a_new_day_alone_moves_a_case_on_sqlite)
{
	a_draft_waits(a, STORE_SQLITE);
}

TEST(a_new_day_alone_moves_a_case_on_postgres)
{
	a_draft_waits(a, STORE_POSTGRES);
}
