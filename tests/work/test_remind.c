/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_remind - reminders by rule: one mail a day, none twice, days without a pass made up for; both databases. */
#include "core/digest.h"
#include "gen/sql/case.h"
#include "gen/sql/post.h"
#include "gen/sql/told.h"
#include "store/fresh.h"
#include "work/made_case.h"
#include "work/post.h"
#include "work/remind.h"
#include "work/told.h"

struct taking { struct made_case *m; struct arena *a; struct str kind, address, list; int64_t count; };

static const struct fault *take_job(struct store *writer, struct arena *a, void *ctx)
{
	struct taking *t = ctx;
	struct post_claim_in in = { .now = INT64_MAX, .lease = INT64_MAX, .mail = 1, .text = 1 };

	for (;;) {
		struct post_claim_rows rows;
		struct answers holes = { 0 };

		TRY(sql_post_claim(writer, a, &in, &rows));
		if (!rows.count)
			return NULL;
		TRY(case_answers_read(a, rows.at[0].holes, &holes));
		t->count++;
		t->kind = arena_str(t->a, rows.at[0].kind);
		t->address = arena_str(t->a, rows.at[0].address);
		t->list = arena_str(t->a, answers_get(&holes, STR("list")));
	}
}

/* The messages that the pass of a day writes; of several the last. */
static struct taking on(struct made_case *m, struct arena *a, struct date day)
{
	struct taking t = { .m = m, .a = a, .kind = STR(""), .address = STR(""), .list = STR("") };
	struct remind_made made;

	m->desk.now = (struct now){ day, (int64_t)day.day * 86400000 };
	CHECK_OK(remind_run(&m->desk, &made));
	CHECK_OK(store_write(m->pool, a, take_job, &t));
	CHECK_INT(made.messages, t.count);
	return t;
}

static void assigned(struct made_case *m, struct arena *a)
{
	made_event(m, a, "officer_assigned", date_of(2026, 1, 6), "",
		   arena_printf(a, "officer=%lld", (long long)m->officer).at);
}

static void officer(struct arena *a, enum store_kind kind)
{
	static const int32_t expected[] = { -7, -1, 0, 1, 7, 14, 28 };
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct date due = date_of(2026, 2, 16);
	size_t next = 0;

	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "asker=parent");
	assigned(m, a);
	for (int32_t i = -20; i <= 40; i++) {
		struct taking t = on(m, a, date_add(due, i));
		bool is_day = next < 7 && i == expected[next];

		CHECK_NOTE(t.count == is_day, "%d days from the due day: %lld messages", (int)i, (long long)t.count);
		next += is_day;
		if (is_day)
			CHECK(str_starts(t.list, STR("K7PMR2QX: ")) && !str_contains(t.list, STR("Roe")) &&
			      str_ends(t.list, i > 0 ? STR("was due by 16 February 2026") : STR("by 16 February 2026")) &&
			      str_equal(t.address, STR("officer@example.org")));
		CHECK_INT(on(m, a, date_add(due, i)).count, 0);         /* a second pass of the day */
	}
	CHECK_INT((int64_t)next, 7);
}
TEST(an_officer_is_reminded_before_at_and_after_sqlite) { officer(a, STORE_SQLITE); }
TEST(an_officer_is_reminded_before_at_and_after_postgres) { officer(a, STORE_POSTGRES); }

static void made_up_for(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct taking t;

	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "asker=parent");
	assigned(m, a);
	CHECK_INT(on(m, a, date_of(2026, 2, 14)).count, 0);
	t = on(m, a, date_of(2026, 2, 17));                     /* the 15th and 16th had no pass */
	CHECK_INT(t.count, 1);                                  /* one mail all the same, three lines */
	CHECK_INT(on(m, a, date_of(2026, 2, 18)).count, 0);
	CHECK_OK(told_set_quiet(&m->desk, true));
	CHECK_INT(on(m, a, date_of(2026, 2, 23)).count, 0);     /* turned off */
	CHECK_OK(told_set_quiet(&m->desk, false));
	CHECK_INT(on(m, a, date_of(2026, 3, 2)).count, 1);
}
TEST(days_without_a_pass_are_made_up_for_sqlite) { made_up_for(a, STORE_SQLITE); }
TEST(days_without_a_pass_are_made_up_for_postgres) { made_up_for(a, STORE_POSTGRES); }

struct telling { struct made_case *m; bool reminders; };

/* The family of the case has an account and is told by text message. */
static const struct fault *tell_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct telling *t = ctx;
	struct made_case *m = t->m;

	TRY(sql_case_relation_add(writer, a, &(struct case_relation_add_in){ .person_id = m->person, .kind = STR("parent"),
		.account_id = m->officer, .name = STR("Kim Roe"), .since = date_of(2026, 1, 1) }, NULL));
	TRY(sql_told_ask(writer, a, &(struct told_ask_in){ .person_id = m->person, .account_id = m->officer,
		.reminders = t->reminders, .new_way = POST_TEXT, .new_address = STR("+447700900123"), .code_hash = STR("x"),
		.code_until = 1, .changed = 1 }, NULL));
	return sql_told_prove(writer, a, &(struct told_prove_in){ m->person, m->officer, STR("x"), 1 }, NULL);
}

static void family(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct taking t;

	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "asker=parent");
	made_event(m, a, "evidence_asked", date_of(2026, 1, 6), "", "evidence_by=2026-01-20");
	CHECK_OK(told_set_quiet(&m->desk, true));               /* the officer's own mails are not looked at here */
	CHECK_INT(on(m, a, date_of(2026, 1, 14)).count, 0);
	CHECK_INT(on(m, a, date_of(2026, 1, 15)).count, 0);     /* they chose paper: no reminder */
	CHECK_OK(store_write(m->pool, a, tell_job, &(struct telling){ m, true }));
	t = on(m, a, date_of(2026, 1, 19));
	CHECK_INT(t.count, 1);
	CHECK(str_equal(t.kind, STR("reminder-family")) && str_equal(t.address, STR("+447700900123")));
	CHECK_STR(t.list, STR("K7PMR2QX: Send us the papers that you were asked for, by 20 January 2026"));
	CHECK_INT(on(m, a, date_of(2026, 1, 20)).count, 0);
}
TEST(a_family_is_reminded_of_a_day_that_it_was_given_sqlite) { family(a, STORE_SQLITE); }
TEST(a_family_is_reminded_of_a_day_that_it_was_given_postgres) { family(a, STORE_POSTGRES); }

TEST(a_family_that_has_answered_or_wants_none_is_not_reminded)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 5, 20));

	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "asker=parent");
	made_event(m, a, "evidence_asked", date_of(2026, 1, 6), "", "evidence_by=2026-01-20");
	CHECK_OK(told_set_quiet(&m->desk, true));
	CHECK_OK(store_write(m->pool, a, tell_job, &(struct telling){ m, false }));
	CHECK_INT(on(m, a, date_of(2026, 1, 15)).count, 0);
	CHECK_OK(store_write(m->pool, a, tell_job, &(struct telling){ m, true }));
	made_event(m, a, "evidence_received", date_of(2026, 1, 16), "", "what=report");
	CHECK_INT(on(m, a, date_of(2026, 1, 19)).count, 0);
}
