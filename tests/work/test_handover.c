/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/handover - the work of who is away, or leaves, passes to others and comes back.
 * Touches work, on both databases. */
#include "gen/sql/case.h"
#include "gen/sql/demo.h"
#include "gen/sql/handover.h"
#include "store/fresh.h"
#include "store/fail.h"
#include "work/feed.h"
#include "work/handover.h"
#include "work/list.h"
#include "work/made_case.h"

struct bea { int64_t id, asif; };

static const struct fault *bea_job(struct store *writer, struct arena *a, void *ctx)
{
	struct bea *b = ctx;
	struct demo_account_add_rows account;

	TRY(sql_demo_account_add(writer, a, &(struct demo_account_add_in){ .authority = 341, .email = STR("bea@example.org"),
		.name = STR("Bea Orme"), .password = STR("-") }, &account));
	b->id = account.at[0].id;
	TRY(sql_demo_membership_add(writer, a, &(struct demo_membership_add_in){ .account_id = b->asif, .role = STR("case_officer"),
		.authority = 341 }, NULL));
	return sql_demo_membership_add(writer, a, &(struct demo_membership_add_in){ .account_id = b->id, .role = STR("case_officer"),
		.authority = 341 }, NULL);
}

static const struct fault *again(struct store *writer, struct arena *a, void *ctx)
{
	struct made_case *m = ctx;

	TRY(sql_case_move_on(writer, a, &(struct case_move_on_in){ m->process, 0 }, NULL));
	return case_recompute(writer, a, m->book, m->process, m->desk.now.today);
}

/* A case of Asif's with its first event, and a colleague. */
static struct made_case *two_officers(struct arena *a, enum store_kind kind, struct bea *b)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));

	b->asif = m->officer;
	CHECK_OK(store_write(m->pool, a, bea_job, b));
	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "");
	m->desk.now.today = date_of(2026, 1, 20);
	CHECK_OK(store_write(m->pool, a, again, m));
	return m;
}

static struct handover_ask ask_of(struct made_case *m, const char *kind, struct date from, struct date to)
{
	struct handover_ask ask = { .kind = str_of(kind), .from = from, .to = to };
	struct problems problems = { 0 };

	CHECK_OK(handover_check(&m->desk, &ask, &problems));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK_INT(ask.account_id, m->officer);
	CHECK_INT(ask.authority, 341);
	return ask;
}

static struct str officer_on(struct made_case *m, struct date today)
{
	struct case_file *c = NULL;
	struct desk d = m->desk;

	d.now.today = today;
	CHECK_OK(case_open(&d, STR("K7PMR2QX"), STR("view"), &c));
	return c ? c->officer_name : STR("");
}

/* How many cases stand on Bea's list on a day; the first of them. */
static int64_t list_of(struct made_case *m, const struct bea *b, struct date today, struct list_row *first)
{
	struct desk d = m->desk;
	struct list_page page;

	d.now.today = today;
	d.who.account_id = b->id;
	CHECK_OK(list_work(&d, &(struct list_filter){ .officer = b->id }, 50, &page));
	CHECK_INT(page.total, (int64_t)page.count);
	if (page.count && first)
		*first = page.at[0];
	return page.total;
}

/* Does the calendar that somebody fetches on a day hold the case? */
static bool has_in_calendar(struct made_case *m, struct arena *a, int64_t account, struct date today)
{
	struct desk d = m->desk;
	struct out o = out_start(a, 1000);

	d.now.today = today;
	d.who.account_id = account;
	CHECK_OK(feed_write(&d, &o));
	return str_contains(out_str(&o), STR("K7PMR2QX"));
}

static void away_and_back(struct arena *a, enum store_kind kind)
{
	struct bea b;
	struct made_case *m = two_officers(a, kind, &b);
	struct handover_ask ask = ask_of(m, HANDOVER_AWAY, date_of(2026, 1, 26), date_of(2026, 1, 30));
	struct handover_plan plan;
	struct handover_cases cases;
	struct handover h;
	struct list_row row = { .cover_until = DATE_NONE };
	int64_t id, passed, back;

	CHECK_OK(handover_propose(&m->desk, &ask, NULL, 0, &plan));
	CHECK_INT((int64_t)plan.lines.count, 1);
	CHECK_INT(plan.lines.at[0].officer_id, b.id);
	CHECK_INT(plan.takers.at[0].more_points, plan.lines.at[0].points);
	/* It changed after it was shown: left as it is. */
	plan.lines.at[0].version--;
	CHECK_OK(handover_do(&m->desk, &ask, &plan.lines, &id, &passed));
	CHECK_INT(passed, 0);
	CHECK_INT(id, 0);
	CHECK(plan.lines.at[0].is_changed);
	CHECK_OK(handover_propose(&m->desk, &ask, NULL, 0, &plan));
	CHECK_OK(handover_do(&m->desk, &ask, &plan.lines, &id, &passed));
	CHECK_INT(passed, 1);
	CHECK_STR(officer_on(m, date_of(2026, 1, 25)), STR("Asif Merrick"));
	CHECK_STR(officer_on(m, date_of(2026, 1, 26)), STR("Bea Orme (for Asif Merrick)"));
	CHECK_STR(officer_on(m, date_of(2026, 1, 30)), STR("Bea Orme (for Asif Merrick)"));
	CHECK_STR(officer_on(m, date_of(2026, 1, 31)), STR("Asif Merrick"));
	CHECK_INT(list_of(m, &b, date_of(2026, 1, 25), NULL), 0);
	CHECK_INT(list_of(m, &b, date_of(2026, 1, 26), &row), 1);
	CHECK_DATE(row.cover_until, date_of(2026, 1, 30));
	CHECK(has_in_calendar(m, a, b.id, date_of(2026, 1, 26)) && !has_in_calendar(m, a, b.id, date_of(2026, 1, 31)));
	CHECK_INT(list_of(m, &b, date_of(2026, 1, 31), NULL), 0);
	/* What somebody stands in for is not passed on twice. */
	CHECK_OK(handover_propose(&m->desk, &ask, NULL, 0, &plan));
	CHECK_INT((int64_t)plan.lines.count, 0);
	/* Who leaves while a colleague stands in gives that case away, too: it would stay with nobody. */
	struct date today = m->desk.now.today;
	m->desk.now.today = date_of(2026, 1, 27);
	struct handover_ask leaves = ask_of(m, HANDOVER_LEAVING, DATE_NONE, DATE_NONE);
	CHECK_OK(handover_propose(&m->desk, &leaves, NULL, 0, &plan));
	CHECK_INT((int64_t)plan.lines.count, 1);
	m->desk.now.today = today;
	CHECK_OK(handover_open(&m->desk, id, &h, &cases));
	CHECK(h.runs);
	CHECK_INT((int64_t)cases.count, 1);
	CHECK_OK(handover_undo(&m->desk, id, &back));
	CHECK_INT(back, 1);
	CHECK_STR(officer_on(m, date_of(2026, 1, 26)), STR("Asif Merrick"));
	CHECK_INT(list_of(m, &b, date_of(2026, 1, 26), NULL), 0);
	const struct fault *f = handover_undo(&m->desk, id, &back);
	CHECK(f && f->kind == FAULT_ABSENT);
}

/* The store fails at every call in turn, as when the program is killed: what was given stands in what can be undone, and
 * undoing again ends what undoing began. */
static void stopped_in_the_middle(struct arena *a, enum store_kind kind)
{
	struct bea b;
	struct made_case *m = two_officers(a, kind, &b);
	bool is_done = false;
	int given = 0, n;

	for (n = 1; n < 400 && !is_done; n++) {
		struct handover_ask ask = ask_of(m, HANDOVER_LEAVING, DATE_NONE, DATE_NONE);
		struct handover_plan plan;
		struct handovers list;
		int64_t id = 0, passed = 0, back = 0;

		CHECK_OK(handover_propose(&m->desk, &ask, NULL, 0, &plan));
		CHECK_INT((int64_t)plan.lines.count, 1);
		store_fail_after(n);
		const struct fault *f = handover_do(&m->desk, &ask, &plan.lines, &id, &passed);
		store_fail_after(0);
		bool is_given = str_equal(officer_on(m, date_of(2026, 1, 20)), STR("Bea Orme"));

		CHECK_OK(handover_list(&m->desk, &list));
		CHECK_NOTE(f || is_given, "call %d", n);
		CHECK_NOTE((int)list.count == given + is_given, "call %d: given %d, %zu to undo", n, is_given, list.count);
		given += is_given;
		if (!is_given)
			continue;
		is_done = !f;
		for (int k = 1; k < 400; k++) {
			store_fail_after(k);
			f = handover_undo(&m->desk, list.at[0].id, &back);
			store_fail_after(0);
			if (!f || f->kind == FAULT_ABSENT)
				break;
		}
		CHECK_STR(officer_on(m, date_of(2026, 1, 20)), STR("Asif Merrick"));
	}
	CHECK_NOTE(is_done && n > 10, "only %d calls", n);
}

TEST(a_handover_stopped_in_the_middle_can_be_undone_on_sqlite)
{
	stopped_in_the_middle(a, STORE_SQLITE);
}

TEST(a_handover_stopped_in_the_middle_can_be_undone_on_postgres)
{
	stopped_in_the_middle(a, STORE_POSTGRES);
}

static void leaves_and_comes_back(struct arena *a, enum store_kind kind)
{
	struct bea b;
	struct made_case *m = two_officers(a, kind, &b);
	struct handover_ask ask = ask_of(m, HANDOVER_LEAVING, DATE_NONE, DATE_NONE);
	struct handover_plan plan;
	int64_t id, passed, back;

	CHECK_OK(handover_propose(&m->desk, &ask, NULL, 0, &plan));
	CHECK_OK(handover_do(&m->desk, &ask, &plan.lines, &id, &passed));
	CHECK_INT(passed, 1);
	CHECK_STR(officer_on(m, date_of(2026, 1, 20)), STR("Bea Orme"));
	CHECK_INT(list_of(m, &b, date_of(2026, 1, 20), NULL), 1);
	CHECK_OK(handover_undo(&m->desk, id, &back));
	CHECK_INT(back, 1);
	CHECK_STR(officer_on(m, date_of(2026, 1, 20)), STR("Asif Merrick"));
}

/* The program ended between two cases: who goes on adds to the same handover, and it is undone as one. */
TEST(a_handover_that_broke_off_is_gone_on_with_and_undone_as_one)
{
	struct bea b;
	struct made_case *m = two_officers(a, STORE_SQLITE, &b);
	struct handover_ask ask = ask_of(m, HANDOVER_LEAVING, DATE_NONE, DATE_NONE);
	struct problems problems = { 0 };
	struct handover_plan plan;
	struct str reference, token;
	int64_t id, again, passed, back;
	struct case_new n = { .pathway = STR("CO"), .authority = 341, .person_id = m->person, .officer_id = m->officer,
			      .first = { .event = STR("complaint_received"), .day = m->desk.now.today } };

	LIST_PUSH(a, &n.first.fields, (struct answer){ STR("complaint_kind"), STR("corporate") });
	LIST_PUSH(a, &n.first.fields, (struct answer){ STR("text"), STR("Nobody answers") });
	CHECK_OK(case_start(&m->desk, &n, &problems, &reference, &token));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK_OK(handover_propose(&m->desk, &ask, NULL, 0, &plan));
	CHECK_INT((int64_t)plan.lines.count, 2);
	int64_t second = plan.lines.at[1].officer_id;
	plan.lines.at[1].officer_id = 0;
	CHECK_OK(handover_do(&m->desk, &ask, &plan.lines, &id, &passed));
	CHECK_INT(passed, 1);
	CHECK_OK(handover_propose(&m->desk, &ask, NULL, 0, &plan));
	CHECK_INT((int64_t)plan.lines.count, 1);
	plan.lines.at[0].officer_id = second;
	CHECK_OK(handover_do(&m->desk, &ask, &plan.lines, &again, &passed));
	CHECK_INT(passed, 1);
	CHECK_INT(again, id);
	CHECK_OK(handover_undo(&m->desk, id, &back));
	CHECK_INT(back, 2);
}

static const struct fault *bea_away_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct bea *b = ctx;
	struct handover_cover_add_rows rows;

	return sql_handover_cover_add(writer, a, &(struct handover_cover_add_in){ 341, b->id, STR(HANDOVER_AWAY), date_of(2026, 1, 28),
		date_of(2026, 2, 6), b->asif, 0 }, &rows);
}

/* Whatever a form says: nobody stands in who is away themselves on one of the days. */
static void colleague_is_away(struct arena *a, enum store_kind kind)
{
	struct bea b;
	struct made_case *m = two_officers(a, kind, &b);
	struct handover_ask ask = ask_of(m, HANDOVER_AWAY, date_of(2026, 1, 26), date_of(2026, 1, 30));
	struct handover_plan plan;
	int64_t id, passed;

	CHECK_OK(handover_propose(&m->desk, &ask, NULL, 0, &plan));
	CHECK_OK(store_write(m->pool, a, bea_away_job, &b));
	CHECK_OK(handover_do(&m->desk, &ask, &plan.lines, &id, &passed));
	CHECK_INT(passed, 0);
	CHECK_INT(id, 0);
	CHECK(str_contains(plan.lines.at[0].why_not, STR("away")));
}

TEST(nobody_stands_in_who_is_away_themselves_on_sqlite)
{
	colleague_is_away(a, STORE_SQLITE);
}

TEST(nobody_stands_in_who_is_away_themselves_on_postgres)
{
	colleague_is_away(a, STORE_POSTGRES);
}

/* A case that is given away for good is no longer that of who is away: nobody stands in for them on it, and calling the days
 * off counts it no more. */
static void given_away_meanwhile(struct arena *a, enum store_kind kind)
{
	struct bea b;
	struct made_case *m = two_officers(a, kind, &b);
	struct handover_ask ask = ask_of(m, HANDOVER_AWAY, date_of(2026, 1, 26), date_of(2026, 1, 30));
	struct handover_plan plan;
	struct case_act act = { .event = STR("officer_assigned"), .day = date_of(2026, 1, 20) };
	struct problems problems = { 0 };
	struct case_file *c;
	int64_t id, passed, back, seq;

	CHECK_OK(handover_propose(&m->desk, &ask, NULL, 0, &plan));
	CHECK_OK(handover_do(&m->desk, &ask, &plan.lines, &id, &passed));
	CHECK_INT(passed, 1);
	CHECK_OK(case_open(&m->desk, STR("K7PMR2QX"), STR("assign"), &c));
	act.seen_version = c->version;
	LIST_PUSH(a, &act.fields, (struct answer){ STR("officer"), arena_printf(a, "%lld", (long long)b.id) });
	CHECK_OK(case_record(&m->desk, c, &act, &problems, &seq));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK_STR(officer_on(m, date_of(2026, 1, 27)), STR("Bea Orme"));
	CHECK_OK(handover_undo(&m->desk, id, &back));
	CHECK_INT(back, 0);
	CHECK_STR(officer_on(m, date_of(2026, 1, 27)), STR("Bea Orme"));
}

TEST(a_case_given_away_for_good_is_stood_in_for_no_more_on_sqlite)
{
	given_away_meanwhile(a, STORE_SQLITE);
}

TEST(a_case_given_away_for_good_is_stood_in_for_no_more_on_postgres)
{
	given_away_meanwhile(a, STORE_POSTGRES);
}

static const struct fault *wirral_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct bea *b = ctx;
	struct handover_cover_add_rows rows;

	TRY(sql_demo_authority_add(writer, a, &(struct demo_authority_add_in){ .code = 344, .name = STR("Wirral Council"),
		.short_name = STR("Wirral") }, NULL));
	TRY(sql_demo_membership_add(writer, a, &(struct demo_membership_add_in){ .account_id = b->asif, .role = STR("case_officer"),
		.authority = 344 }, NULL));
	return sql_handover_cover_add(writer, a, &(struct handover_cover_add_in){ 344, b->asif, STR(HANDOVER_AWAY), date_of(2026, 3, 2),
		date_of(2026, 3, 6), b->asif, 0 }, &rows);
}

/* Who works for two councils sees what is away in both, and may choose whose days they are in each. */
TEST(who_works_for_two_councils_sees_both)
{
	struct bea b;
	struct made_case *m = two_officers(a, STORE_SQLITE, &b);
	struct handover_people people;
	struct handovers list;
	struct who both = m->desk.who;

	CHECK_OK(store_write(m->pool, a, wirral_job, &b));
	both.memberships = ARENA_NEW(a, struct membership, 2);
	both.memberships[0] = m->desk.who.memberships[0];
	both.memberships[1] = (struct membership){ STR("case_officer"), 344, 0 };
	both.membership_count = 2;
	m->desk.who = both;
	CHECK_OK(handover_list(&m->desk, &list));
	CHECK_INT((int64_t)list.count, 1);
	CHECK_INT(list.at[0].authority, 344);
	CHECK_OK(handover_people(&m->desk, &people));
	CHECK_INT((int64_t)people.count, 2);
	CHECK_INT(people.at[1].authority, 344);
	CHECK_INT(people.at[1].account_id, m->officer);
	struct handover_ask ask = { .authority = 344, .kind = STR(HANDOVER_LEAVING) };
	struct problems problems = { 0 };
	CHECK_OK(handover_check(&m->desk, &ask, &problems));
	CHECK_INT(ask.authority, 344);
}

TEST(who_is_away_is_stood_in_for_on_sqlite)
{
	away_and_back(a, STORE_SQLITE);
}

TEST(who_is_away_is_stood_in_for_on_postgres)
{
	away_and_back(a, STORE_POSTGRES);
}

TEST(who_leaves_gives_cases_away_and_may_have_them_back_on_sqlite)
{
	leaves_and_comes_back(a, STORE_SQLITE);
}

TEST(who_leaves_gives_cases_away_and_may_have_them_back_on_postgres)
{
	leaves_and_comes_back(a, STORE_POSTGRES);
}

TEST(days_that_make_no_sense_are_told)
{
	static const struct { const char *kind; struct date from, to; const char *field; } rows[] = {
		{ "", { 20480 }, { 20490 }, "kind" }, { "away", { INT32_MIN }, { 20490 }, "from" }, { "away", { 20480 }, { INT32_MIN }, "to" },
		{ "away", { 20490 }, { 20480 }, "to" }, { "away", { 20000 }, { 20001 }, "to" }, { "away", { 20480 }, { 21480 }, "to" },
	};
	struct bea b;
	struct made_case *m = two_officers(a, STORE_SQLITE, &b);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct handover_ask ask = { .kind = str_of(rows[i].kind), .from = rows[i].from, .to = rows[i].to };
		struct problems problems = { 0 };

		CHECK_OK(handover_check(&m->desk, &ask, &problems));
		CHECK_NOTE(problems.count == 1 && str_equal(problems.at[0].field, str_of(rows[i].field)), "row %zu", i);
	}
	/* An officer passes on their own cases, not a colleague's. */
	struct handover_ask other = { .account_id = b.id, .kind = STR("leaving") };
	struct problems problems = { 0 };
	const struct fault *f = handover_check(&m->desk, &other, &problems);
	CHECK(f && f->kind == FAULT_ABSENT);
}
