/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_transfer - who is in a cohort, put on the list once, counted, narrowed; schools asked in bulk.
 * Touches work/transfer. */
#include "gen/sql/demo.h"
#include "store/fresh.h"
#include "work/made_case.h"
#include "work/made_desk.h"
#include "work/transfer.h"

TEST(the_year_is_the_next_september)
{
	static const struct { int year, month, day, expect; } rows[] = {
		{ 2026, 8, 31, 2026 }, { 2026, 9, 1, 2027 }, { 2027, 2, 14, 2027 },
	};

	(void)a;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_INT(transfer_year(date_of(rows[i].year, rows[i].month, rows[i].day)), rows[i].expect);
}

/* proves law:send-regs-2014/2(1) law:send-regs-2014/18(1): the closed list of moves, from year and setting both */
TEST(a_move_comes_in_the_last_year_that_the_setting_teaches)
{
	static const struct { const char *born; int last; const char *expect; } rows[] = {
		{ "2016-08-31", 6, "primary_to_secondary" }, { "2016-09-01", 6, "" }, { "2016-08-31", 11, "" },
		{ "2010-09-01", 11, "secondary_to_post16" }, { "2010-09-01", 14, "" }, { "2023-08-31", -1, "early_years_to_school" },
		{ "2019-09-01", 2, "infant_to_junior" }, { "2014-09-01", 6, "primary_to_secondary" } /* out of the usual year */,
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str got = transfer_phase(a, made_book(), date_read(str_of(rows[i].born)), rows[i].last, 2027);

		CHECK_NOTE(str_equal(got, str_of(rows[i].expect)), "row %zu: %.*s", i, STR_ARG(got));
	}
}

TEST(a_filter_is_the_same_after_the_address)
{
	static const struct { const char *query, *expect; } rows[] = {
		{ "year=2027&phase=primary_to_secondary&todo=late", "year=2027&phase=primary_to_secondary&todo=late" },
		{ "todo=nonsense&stage=<b>&school=-3&officer=7", "officer=7" }, { "", "" }, { "year=999999", "" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct transfer_filter f;

		transfer_query_read(str_of(rows[i].query), &f);
		CHECK_STR(transfer_query_write(a, &f), str_of(rows[i].expect));
	}
}

struct child { const char *given; struct date born; int64_t school; };
struct filling { struct made_case *m; const struct child *at; size_t count; int64_t primary, next; };

static const struct fault *children_job(struct store *writer, struct arena *a, void *ctx)
{
	struct filling *f = ctx;
	struct demo_organisation_add_rows school;

	TRY(sql_demo_organisation_add(writer, a, &(struct demo_organisation_add_in){ .authority = 341, .kind = STR("school"),
		.name = STR("Oak Primary"), .folded = STR("oak primary"), .last_year = 6, .is_open = 1 }, &school));
	f->primary = school.at[0].id;
	TRY(sql_demo_organisation_add(writer, a, &(struct demo_organisation_add_in){ .authority = 341, .kind = STR("school"),
		.name = STR("Ash High"), .folded = STR("ash high"), .last_year = 11, .is_open = 1 }, &school));
	f->next = school.at[0].id;
	for (size_t i = 0; i < f->count; i++) {
		struct demo_person_add_rows person;
		struct demo_process_add_rows process;
		struct str folded = arena_printf(a, "roe %s", f->at[i].given);

		TRY(sql_demo_person_add(writer, a, &(struct demo_person_add_in){ .authority = 341, .given = str_of(f->at[i].given),
			.family = STR("Roe"), .folded = folded, .born = f->at[i].born, .school_id = f->primary }, &person));
		TRY(sql_demo_process_add(writer, a, &(struct demo_process_add_in){ .reference = arena_printf(a, "NA%06zu", i),
			.authority = 341, .person_id = person.at[0].id, .pathway = STR("NA"), .opened = date_of(2024, 1, 8),
			.officer_id = f->m->officer, .version = 2, .stage = STR("new"), .holder = STR("council"),
			.child_folded = folded }, &process));
		TRY(sql_demo_event_add(writer, a, &(struct demo_event_add_in){ .process_id = process.at[0].id, .seq = 1,
			.name = STR("request_received"), .day = date_of(2024, 1, 8), .subject = STR(""), .fields = STR("{}"),
			.actor = STR("public"), .recorded = 1 }, NULL));
		TRY(sql_demo_event_add(writer, a, &(struct demo_event_add_in){ .process_id = process.at[0].id, .seq = 2,
			.name = STR("final_sent"), .day = date_of(2024, 5, 20), .subject = STR(""), .fields = STR("{}"),
			.actor = STR("case_officer"), .account_id = f->m->officer, .recorded = 1 }, NULL));
		TRY(case_recompute(writer, a, f->m->book, process.at[0].id, date_of(2026, 10, 1)));
	}
	return NULL;
}

static void a_cohort_is_listed_and_asked(struct arena *a, enum store_kind kind)
{
	static const struct child children[] = {
		{ "ann", { 0 }, 0 }, { "bob", { 0 }, 0 }, { "cat", { 0 }, 0 } };
	struct child with_days[3];
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct filling f = { .m = m, .at = with_days, .count = 3 };
	struct transfer_filter filter = { .year = 2027, .phase = STR(""), .stage = STR(""), .todo = STR("") };
	struct transfer_children cohort;
	struct transfer_board board;
	struct transfer_settings settings;
	struct transfer_askings said;
	int64_t opened;

	for (int i = 0; i < 3; i++) {
		with_days[i] = children[i];
		with_days[i].born = i < 2 ? date_of(2016, 1, 10 + i) : date_of(2017, 1, 10);
	}
	CHECK_OK(store_write(m->pool, a, children_job, &f));
	m->desk.now = (struct now){ date_of(2026, 10, 1), (int64_t)date_of(2026, 10, 1).day * 86400000 };
	CHECK_OK(transfer_cohort(&m->desk, 2027, false, &cohort));
	CHECK_INT((int64_t)cohort.count, 2);            /* the third is a year younger */
	CHECK_OK(transfer_open(&m->desk, 2027, STR("primary_to_secondary"), 5, &opened));
	CHECK_INT(opened, -1);                          /* not what was shown: nothing is done */
	CHECK_OK(transfer_open(&m->desk, 2027, STR("infant_to_junior"), 0, &opened));
	CHECK_INT(opened, 0);
	CHECK_OK(transfer_open(&m->desk, 2027, STR("infant_to_junior primary_to_secondary"), 2, &opened));
	CHECK_INT(opened, 2);
	CHECK_OK(transfer_cohort(&m->desk, 2027, false, &cohort));
	CHECK_INT((int64_t)cohort.count, 0);

	CHECK_OK(transfer_board(&m->desk, &filter, false, &board));
	CHECK(board.count == 2 && board.all == 2 && board.named == 0 && board.late == 0);
	CHECK_DATE(board.at[0].due, date_of(2027, 2, 14));      /* before 15 February */
	CHECK_INT(board.at[0].officer_id, m->officer);
	CHECK_STR(board.at[0].phase, STR("primary_to_secondary"));

	CHECK(board.phases.count == 1 && board.phases.at[0].count == 2 && board.phases.at[0].step_count >= 3);
	bool has_meeting = false;
	for (size_t i = 0; i < board.phases.at[0].step_count; i++)
		if (str_equal(board.phases.at[0].at[i].step->id, STR("PT-03a"))) {
			has_meeting = true;
			CHECK_DATE(board.phases.at[0].at[i].due, date_of(2026, 11, 22));        /* E22, a year on */
		}
	CHECK(has_meeting);

	struct str references[] = { board.at[0].reference, board.at[1].reference };
	CHECK_OK(transfer_ask(&m->desk, references, 2, &f.next, 1, STR("Can you?"), true, &said));
	CHECK(said.count == 2 && said.at[0].said == TRANSFER_ASKS);
	CHECK_OK(transfer_settings(&m->desk, 2027, &settings));
	CHECK_INT((int64_t)settings.count, 0);          /* a check asks nobody */
	CHECK_OK(transfer_ask(&m->desk, references, 1, &f.next, 1, STR("Can you?"), false, &said));
	CHECK(said.at[0].said == TRANSFER_DONE);
	CHECK_OK(transfer_ask(&m->desk, references, 2, &f.next, 1, STR("Can you?"), false, &said));
	CHECK(said.at[0].said == TRANSFER_ASKED_ALREADY && said.at[1].said == TRANSFER_DONE);
	CHECK_OK(transfer_settings(&m->desk, 2027, &settings));
	CHECK(settings.count == 1 && settings.at[0].asked == 2 && settings.at[0].waiting == 2 && settings.at[0].yes == 0);
	filter.todo = STR("asks");
	CHECK_OK(transfer_board(&m->desk, &filter, false, &board));
	CHECK(board.count == 0 && board.all == 2);
	m->desk.now.today = date_of(2027, 2, 15);
	filter.todo = STR("late");
	CHECK_OK(transfer_board(&m->desk, &filter, true, &board));
	CHECK_INT((int64_t)board.count, 2);

	m->desk.who.memberships[0] = (struct membership){ STR("case_officer"), 340, 0 };
	CHECK_OK(transfer_board(&m->desk, &filter, false, &board));
	CHECK_INT(board.all, 0);
	m->desk.who.memberships[0] = (struct membership){ STR("school"), 341, f.primary };
	const struct fault *fault = transfer_board(&m->desk, &filter, false, &board);
	CHECK(fault && fault->kind == FAULT_ABSENT);
}
TEST(a_cohort_is_listed_and_asked_sqlite) { a_cohort_is_listed_and_asked(a, STORE_SQLITE); }
TEST(a_cohort_is_listed_and_asked_postgres) { a_cohort_is_listed_and_asked(a, STORE_POSTGRES); }
