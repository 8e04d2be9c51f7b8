/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_review - the reviews of an area: which are due, lists that were sent, days proposed; and who may see them.
 * Touches work/review, work/case, the store. */
#include "gen/sql/demo.h"
#include "made_desk.h"
#include "work/case.h"
#include "work/review.h"

enum { COUNCIL = 341 };

static const struct fault *school_job(struct store *writer, struct arena *a, void *ctx)
{
	int64_t *ids = ctx;
	struct demo_account_add_rows account;
	for (int i = 0; i < 2; i++) {
		struct demo_organisation_add_rows made;
		TRY(sql_demo_organisation_add(writer, a, &(struct demo_organisation_add_in){ .authority = COUNCIL,
			.kind = STR("school"), .name = i ? STR("Birch School") : STR("Ash School"),
			.folded = i ? STR("birch school") : STR("ash school"), .is_open = 1 }, &made));
		ids[i] = made.at[0].id;
	}
	TRY(sql_demo_account_add(writer, a, &(struct demo_account_add_in){ .authority = COUNCIL, .email = STR("o@example.org"),
		.name = STR("Olga Officer"), .password = STR("x"), .made = 1 }, &account));
	ids[2] = account.at[0].id;
	return NULL;
}

static void as_role(struct desk *d, const char *role, int64_t organisation)
{
	d->who.memberships[0] = (struct membership){ str_of(role), COUNCIL, organisation };
}

/* A review whose plan was made on a day. */
static struct str review_born(struct desk *d, const char *given, int64_t school, struct date made, struct date born)
{
	struct problems problems = { 0 };
	struct str reference, token;
	struct case_new n = { .pathway = STR("AR"), .authority = COUNCIL, .given = str_of(given), .family = STR("Roe"),
		.born = born, .school_id = school, .is_another_child = true, .first = { .event = STR("plan_made"), .day = made } };
	CHECK_OK(case_start(d, &n, &problems, &reference, &token));
	CHECK_INT((int64_t)problems.count, 0);
	return reference;
}

static struct str review_of(struct desk *d, const char *given, int64_t school, struct date made)
{
	return review_born(d, given, school, made, date_of(2016, 3, 1));
}

static void area(struct arena *a, struct desk *d, int64_t ids[3])
{
	made_council(d, COUNCIL, "Liverpool");
	CHECK_OK(store_write(d->pool, a, school_job, ids));
	d->who = (struct who){ .kind = WHO_ACCOUNT, .account_id = ids[2], .name = STR("Olga Officer"), .membership_count = 1 };
	d->who.memberships = ARENA_NEW(a, struct membership, 1);
	as_role(d, "case_officer", 0);
	review_of(d, "Ada", ids[0], date_of(2025, 11, 1));      /* overdue since 1 November 2026 */
	review_of(d, "Bea", ids[0], date_of(2026, 3, 16));      /* must end by 15 March 2027 */
	review_of(d, "Cem", ids[1], date_of(2026, 3, 2));
	review_of(d, "Dan", 0, date_of(2026, 6, 1));
}

static struct review_filter spring(void)
{
	return (struct review_filter){ .since = date_of(2027, 1, 4), .until = date_of(2027, 4, 13) };
}

BOTH_DESKS(reviews_are_listed_by_the_day_they_must_end)
{
	int64_t ids[3];
	struct review_rows rows;
	struct review_filter all = { .since = date_of(2025, 1, 1), .until = date_of(2028, 1, 1) }, f = spring();
	area(a, d, ids);
	CHECK_OK(review_list(d, &all, 50, &rows));
	CHECK_INT(rows.total, 4);
	CHECK_STR(rows.at[0].at.child, STR("Ada Roe"));
	CHECK_DATE(rows.at[0].due, date_of(2026, 10, 31));
	CHECK(date_is_none(rows.at[0].planned));
	all.state = STR("late");
	CHECK_OK(review_list(d, &all, 50, &rows));
	CHECK_INT(rows.total, 1);
	CHECK_OK(review_list(d, &f, 1, &rows));
	CHECK_INT(rows.total, 2);
	CHECK_INT((int64_t)rows.count, 1);
	CHECK_INT(rows.pages, 2);
	CHECK_STR(rows.at[0].at.child, STR("Cem Roe"));
	CHECK_DATE(rows.at[0].due, date_of(2027, 3, 1));
	f.school = ids[0];
	CHECK_OK(review_list(d, &f, 0, &rows));
	CHECK_INT(rows.total, 1);
	as_role(d, "adviser", ids[0]);
	const struct fault *fault = review_list(d, &f, 0, &rows);
	CHECK(fault && fault->kind == FAULT_ABSENT);
}

/* AR-11: every 3 to 6 months, as long as the child is under 5 (law.md example E21). */
BOTH_DESKS(a_child_under_five_has_a_window_for_a_lighter_review)
{
	static const struct { struct { int y, m, d; } born; const char *from, *to; } cases[] = {
		{ { 2022, 6, 1 }, "2026-04-30", "2026-07-31" }, { { 2021, 3, 1 }, "", "" }, { { 2016, 3, 1 }, "", "" },
	};
	int64_t ids[3];
	struct review_filter all = { .since = date_of(2025, 1, 1), .until = date_of(2028, 1, 1) };
	struct review_rows rows;

	made_council(d, COUNCIL, "Liverpool");
	CHECK_OK(store_write(d->pool, a, school_job, ids));
	d->who = (struct who){ .kind = WHO_ACCOUNT, .account_id = ids[2], .name = STR("Olga Officer"), .membership_count = 1 };
	d->who.memberships = ARENA_NEW(a, struct membership, 1);
	as_role(d, "case_officer", 0);
	for (size_t i = 0; i < 3; i++)
		review_born(d, i ? i == 1 ? "Bea" : "Cem" : "Ada", ids[0], date_of(2026, 1, 31), date_of(cases[i].born.y, cases[i].born.m, cases[i].born.d));
	CHECK_OK(review_list(d, &all, 50, &rows));
	CHECK_INT((int64_t)rows.count, 3);
	for (size_t i = 0; i < rows.count; i++)
		for (size_t k = 0; k < 3; k++) {
			const struct review_row *row = &rows.at[i];

			if (!date_is_none(row->at.born) && row->at.born.day != date_of(cases[k].born.y, cases[k].born.m, cases[k].born.d).day)
				continue;
			CHECK_STR(date_is_none(row->extra_from) ? STR("") : date_iso(a, row->extra_from), str_of(cases[k].from));
			CHECK_STR(date_is_none(row->extra_to) ? STR("") : date_iso(a, row->extra_to), str_of(cases[k].to));
		}
}

BOTH_DESKS(a_day_that_is_planned_is_proposed_once_and_shows_in_the_list)
{
	int64_t ids[3], seq;
	struct review_rows rows;
	struct problems problems = { 0 };
	struct case_file *c;
	struct date days[4], least, most;
	struct review_filter all = { .since = date_of(2025, 1, 1), .until = date_of(2028, 1, 1), .state = STR("unplanned") };
	area(a, d, ids);
	CHECK_OK(review_list(d, &all, 0, &rows));
	CHECK_OK(review_propose(d, &all, &rows, days));
	for (size_t i = 0; i < rows.count; i++) {
		review_span(d, rows.at[i].due, &least, &most);
		CHECK_NOTE(days[i].day >= least.day, "%.*s", STR_ARG(date_iso(a, days[i])));
		CHECK(days[i].day > d->now.today.day + 20);
	}
	CHECK_DATE(days[1], date_of(2027, 2, 1));       /* 4 weeks before 1 March */
	CHECK_OK(case_open(d, rows.at[1].at.reference, STR("record"), &c));
	struct case_act act = { .event = STR("review_planned"), .day = DATE_NONE, .seen_version = c->version };
	LIST_PUSH(a, &act.fields, (struct answer){ STR("planned"), STR("2026-11-01") });
	CHECK_OK(case_record(d, c, &act, &problems, &seq));
	CHECK_INT((int64_t)problems.count, 1);          /* a day that is past */
	act.fields.at[0].text = STR("2027-02-01");
	problems.count = 0;
	CHECK_OK(case_record(d, c, &act, &problems, &seq));
	CHECK_INT((int64_t)problems.count, 0);
	all.state = STR("planned");
	CHECK_OK(review_list(d, &all, 0, &rows));
	CHECK_INT(rows.total, 1);
	CHECK_DATE(rows.at[0].planned, date_of(2027, 2, 1));
}

BOTH_DESKS(lists_go_to_each_school_and_to_health_and_care_and_are_noted_once)
{
	int64_t ids[3], lists;
	struct review_parties parties;
	struct review_filter f = spring();
	area(a, d, ids);
	CHECK_OK(review_parties(d, &f, &parties));
	CHECK_INT((int64_t)parties.count, 4);
	CHECK_STR(parties.at[0].name, STR("Ash School"));
	CHECK_STR(parties.at[2].party, STR("health"));
	CHECK_INT(parties.at[2].cases, 2);
	CHECK_INT(parties.unsent, 4);
	CHECK_OK(review_send(d, &f, &lists));
	CHECK_INT(lists, 4);
	CHECK_OK(review_send(d, &f, &lists));
	CHECK_INT(lists, 0);
	review_of(d, "Eve", ids[1], date_of(2026, 3, 9));       /* joins after the lists went */
	CHECK_OK(review_parties(d, &f, &parties));
	CHECK_INT(parties.unsent, 3);
	CHECK_INT(parties.at[1].sent_cases, 1);
	CHECK_INT(parties.at[1].cases, 2);
	CHECK_STR(parties.at[1].sender, STR("Olga Officer"));
	as_role(d, "analyst", 0);
	const struct fault *fault = review_send(d, &f, &lists);
	CHECK(fault && fault->kind == FAULT_ABSENT);
}
