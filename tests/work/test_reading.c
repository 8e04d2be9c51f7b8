/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/reading - what in the reading of records is worth a second look; on both databases. */
#include "gen/sql/account.h"
#include "gen/sql/demo.h"
#include "gen/sql/reading.h"
#include "work/made_case.h"
#include "work/reading.h"

/* Ann Roe, a case officer whose family name the child has too, and somebody who looks after the data. */
struct scene { struct made_case *m; struct arena *a; struct desk reader, keeper; int64_t reader_id, keeper_id; };

static const struct fault *fill(struct store *w, struct arena *a, void *ctx)
{
	struct scene *s = ctx;
	struct demo_account_add_rows made;

	TRY(sql_demo_account_add(w, a, &(struct demo_account_add_in){ .authority = 341, .name = STR("Ann R\xc3\xb6""E <\"&'>"),
		.email = STR("ann@example.org"), .password = STR("-") }, &made));
	s->reader_id = made.at[0].id;
	TRY(sql_demo_account_add(w, a, &(struct demo_account_add_in){ .authority = 341, .name = STR("Kay Keeper"),
		.email = STR("kay@example.org"), .password = STR("-") }, &made));
	s->keeper_id = made.at[0].id;
	TRY(sql_membership_put(w, a, &(struct membership_put_in){ s->reader_id, STR("case_officer"), 341, 0 }, NULL));
	return sql_membership_put(w, a, &(struct membership_put_in){ s->keeper_id, STR("data_protection"), 341, 0 }, NULL);
}

static struct desk as(struct scene *s, int64_t account_id, const char *role)
{
	struct desk d = s->m->desk;

	d.who = (struct who){ .kind = WHO_ACCOUNT, .account_id = account_id, .name = str_of(role), .membership_count = 1 };
	d.who.memberships = ARENA_NEW(s->a, struct membership, 1);
	d.who.memberships[0] = (struct membership){ str_of(role), 341, 0 };
	return d;
}

static struct scene begin(struct arena *a, enum store_kind kind)
{
	struct scene s = { .m = made_case(a, kind, date_of(2015, 5, 20)), .a = a };

	CHECK_OK(store_write(s.m->pool, a, fill, &s));
	s.reader = as(&s, s.reader_id, "case_officer");
	s.keeper = as(&s, s.keeper_id, "data_protection");
	return s;
}

/* An instant of a day of 2026, by the clocks in England in winter. */
static int64_t at(int month, int day, int hour, int minute)
{
	return (int64_t)date_of(2026, month, day).day * 86400000 + (hour * 60 + minute) * INT64_C(60000);
}

static void reads(struct scene *s, const char *verb, int64_t person_id, int64_t at_ms)
{
	struct access_answer by = { .is_allowed = true, .membership = s->reader.who.memberships };

	s->reader.now.utc_ms = at_ms;
	CHECK_OK(audit_view(&s->reader, &(struct audit_row){ .verb = str_of(verb), .what = STR("case"), .person_id = person_id, .by = by }));
}

static int64_t counted(struct scene *s, struct date today)
{
	struct desk d = s->m->desk;
	int64_t found = -1;

	d.now.today = today;
	CHECK_OK(reading_run(&d, &found));
	return found;
}

static struct str found_words(struct scene *s)
{
	struct reading_founds all;
	struct str out = STR("");

	CHECK_OK(reading_list(&s->keeper, STR(""), STR(""), false, &all));
	for (size_t i = all.count; i > 0; i--)
		out = arena_printf(s->a, "%.*s%s%.*s", STR_ARG(out), out.len ? " " : "", STR_ARG(all.at[i - 1].watch));
	return out;
}

static struct str newest_audit_verb(struct scene *s)
{
	struct reading_rows_rows rows;

	CHECK_OK(sql_reading_rows(s->m->desk.store, s->a, &(struct reading_rows_in){ 0, 1000 }, &rows));
	return rows.at[rows.count - 1].verb;
}

static void namesakes(struct arena *a, enum store_kind kind)
{
	struct scene s = begin(a, kind);
	struct reading_founds all;
	struct reading_found one;
	struct reading_acts acts;
	struct problems problems = { 0 };

	reads(&s, "view", s.m->person, at(1, 7, 10, 0));        /* the reader writes the name with dots */
	reads(&s, "view", s.m->person, at(1, 7, 11, 0));
	CHECK_INT(counted(&s, date_of(2026, 1, 7)), 0);         /* the day has not ended */
	CHECK_INT(counted(&s, date_of(2026, 1, 8)), 1);
	CHECK_INT(counted(&s, date_of(2026, 1, 8)), 0);         /* again: nothing new */
	CHECK_STR(found_words(&s), STR("namesake"));
	CHECK_OK(reading_list(&s.keeper, STR("new"), STR("namesake"), false, &all));
	CHECK_INT((int64_t)all.count, 1);
	CHECK_INT(all.at[0].numbers.at[READING_OPENED], 1);     /* one child, however often */
	CHECK_OK(reading_open(&s.keeper, all.at[0].id, false, &one, &acts));
	CHECK_INT((int64_t)acts.count, 2);
	CHECK_OK(reading_open(&s.keeper, one.id, true, &one, &acts));
	CHECK_STR(newest_audit_verb(&s), STR("export"));        /* what goes out as a file is told from what was looked at */
	CHECK(reading_list(&s.reader, STR(""), STR(""), false, &all)->kind == FAULT_ABSENT);
	CHECK(reading_open(&s.reader, one.id, false, &one, &acts)->kind == FAULT_ABSENT);
	CHECK(reading_see(&s.reader, one.id, STR("x"), &problems)->kind == FAULT_ABSENT);
	CHECK_OK(reading_see(&s.keeper, one.id, STR(" "), &problems));
	CHECK_INT((int64_t)problems.count, 1);
	problems.count = 0;
	CHECK_OK(reading_see(&s.keeper, one.id, STR("Asked; no relative."), &problems));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK(reading_see(&s.keeper, one.id, STR("Again"), &problems)->kind == FAULT_CONFLICT);
	CHECK_OK(reading_list(&s.keeper, STR("seen"), STR(""), false, &all));
	CHECK(all.count == 1 && str_equal(all.at[0].note, STR("Asked; no relative.")));
	CHECK_OK(reading_list(&s.keeper, STR("new"), STR(""), false, &all));
	CHECK_INT((int64_t)all.count, 0);
}
TEST(a_namesake_is_found_once_and_looked_at_sqlite) { namesakes(a, STORE_SQLITE); }
TEST(a_namesake_is_found_once_and_looked_at_postgres) { namesakes(a, STORE_POSTGRES); }

static const struct fault *mother_job(struct store *w, struct arena *a, void *ctx)
{
	struct scene *s = ctx;

	return sql_demo_relation_add(w, a, &(struct demo_relation_add_in){ .person_id = s->m->person, .kind = STR("parent"),
		.account_id = s->reader_id, .name = STR("Ann"), .address = STR("-"), .phone = STR("-") }, NULL);
}

TEST(a_parent_who_reads_as_staff_is_found)
{
	struct scene s = begin(a, STORE_SQLITE);

	CHECK_OK(store_write(s.m->pool, a, mother_job, &s));
	reads(&s, "view", s.m->person, at(1, 7, 10, 0));
	CHECK_INT(counted(&s, date_of(2026, 1, 8)), 2);
	CHECK_STR(found_words(&s), STR("namesake own-family"));
}

/* Each row of rulebook/watch at its bound: the number just below, and the number. */
TEST(each_watch_holds_from_its_bound)
{
	struct scene s = begin(a, STORE_SQLITE);
	static const struct { const char *watch; enum reading_number what; int64_t bound; struct reading_day rest; } rows[] = {
		{ "many-records", READING_OPENED, 31, { .at = { [READING_DAYS] = 5, [READING_USUAL] = 10 } } },
		{ "many-records", READING_DAYS, 5, { .at = { [READING_OPENED] = 31, [READING_USUAL] = 10 } } },
		{ "many-records", READING_OPENED, 61, { .at = { [READING_DAYS] = 20, [READING_USUAL] = 20 } } },
		{ "very-many-records", READING_OPENED, 151, { .at = { 0 } } },
		{ "odd-hours", READING_ODD_HOURS, 5, { .at = { 0 } } },
		{ "namesake", READING_NAMESAKES, 1, { .at = { 0 } } },
		{ "own-family", READING_OWN, 1, { .at = { 0 } } },
		{ "many-exports", READING_EXPORTS, 10, { .at = { 0 } } },
		{ "many-listed", READING_LISTED, 2001, { .at = { 0 } } },
		{ "emergencies", READING_EMERGENCIES, 2, { .at = { 0 } } },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct watch *w = book_watch(s.m->book, str_of(rows[i].watch));
		struct reading_day day = rows[i].rest;

		CHECK(w);
		day.at[rows[i].what] = rows[i].bound;
		CHECK_NOTE(reading_is(s.m->book, w, &day, a), "row %zu: %s", i, rows[i].watch);
		day.at[rows[i].what]--;
		CHECK_NOTE(!reading_is(s.m->book, w, &day, a), "row %zu: %s, one less", i, rows[i].watch);
	}
}

/* Odd hours, in summer too: by the clocks in England. */
TEST(odd_hours_are_told_by_the_clock_and_the_calendar)
{
	static const struct { int month, day, hour, minute; bool is_odd; } rows[] = {
		{ 1, 5, 6, 59, true }, { 1, 6, 7, 0, false }, { 1, 7, 19, 59, false }, { 1, 8, 20, 0, true },
		{ 1, 10, 12, 0, true },         /* Saturday */
		{ 4, 3, 12, 0, true },          /* Good Friday */
		{ 7, 6, 6, 0, false },          /* seven in summer */
		{ 7, 7, 5, 59, true }, { 7, 8, 18, 59, false }, { 7, 9, 19, 0, true },
	};
	struct scene s = begin(a, STORE_SQLITE);
	struct reading_founds all;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		reads(&s, "view", s.m->person, at(rows[i].month, rows[i].day, rows[i].hour, rows[i].minute));
	CHECK_INT(counted(&s, date_of(2026, 7, 10)), sizeof rows / sizeof *rows);
	CHECK_OK(reading_list(&s.keeper, STR(""), STR(""), false, &all));       /* newest first */
	for (size_t i = 0; i < all.count; i++)
		CHECK_NOTE(all.at[all.count - 1 - i].numbers.at[READING_ODD_HOURS] == rows[i].is_odd, "row %zu", i);
}

/* A request of the last minute is written when its day was counted already. */
static void a_late_row(struct arena *a, enum store_kind kind)
{
	struct scene s = begin(a, kind);
	struct reading_founds all;

	for (int64_t k = 0; k < 4; k++)
		reads(&s, "view", s.m->person + k, at(1, 7, 21, (int)k));
	CHECK_INT(counted(&s, date_of(2026, 1, 8)), 1);         /* a namesake; four at an odd hour are not enough */
	reads(&s, "view", s.m->person + 4, at(1, 7, 23, 59));
	CHECK_INT(counted(&s, date_of(2026, 1, 9)), 1);         /* the fifth */
	CHECK_OK(reading_list(&s.keeper, STR(""), STR("odd-hours"), false, &all));
	CHECK_INT((int64_t)all.count, 1);
	CHECK_INT(all.at[0].numbers.at[READING_OPENED], 5);
}
TEST(a_row_that_comes_after_its_day_was_counted_is_added_sqlite) { a_late_row(a, STORE_SQLITE); }
TEST(a_row_that_comes_after_its_day_was_counted_is_added_postgres) { a_late_row(a, STORE_POSTGRES); }

/* What is usual is reckoned from the four weeks before, rounded up. */
TEST(what_is_usual_comes_from_the_days_before)
{
	struct scene s = begin(a, STORE_SQLITE);
	struct reading_founds all;

	for (int day = 5; day <= 9; day++)
		for (int64_t k = 0; k < (day == 9 ? 3 : 1); k++)
			reads(&s, "view", s.m->person + (k ? 1000 + k : 0), at(1, day, 10, (int)k));
	CHECK_INT(counted(&s, date_of(2026, 1, 10)), 5);
	CHECK_OK(reading_list(&s.keeper, STR(""), STR(""), false, &all));
	CHECK_INT(all.at[0].numbers.at[READING_DAYS], 4);
	CHECK_INT(all.at[0].numbers.at[READING_USUAL], 1);
	reads(&s, "view", s.m->person, at(1, 12, 10, 0));
	CHECK_INT(counted(&s, date_of(2026, 1, 13)), 1);
	CHECK_OK(reading_list(&s.keeper, STR(""), STR(""), false, &all));
	CHECK_INT(all.at[0].numbers.at[READING_DAYS], 5);
	CHECK_INT(all.at[0].numbers.at[READING_USUAL], 2);      /* 7 in 5 days */
}

/* A list names whom it shows: each once a day. */
TEST(children_in_lists_are_counted)
{
	struct scene s = begin(a, STORE_SQLITE);
	struct audit_shown shown = { .arena = a };
	struct access_answer by = { .is_allowed = true, .membership = s.reader.who.memberships };
	struct reading_founds all;

	for (int64_t k = 0; k < 3; k++)
		audit_shows_person(&shown, s.m->person + k);
	s.reader.now.utc_ms = at(1, 7, 10, 0);
	for (int i = 0; i < 2; i++)
		CHECK_OK(audit_view(&s.reader, &(struct audit_row){ .verb = STR("view"), .what = STR("list.work"), .by = by, .shown = &shown }));
	reads(&s, "view", s.m->person, at(1, 7, 11, 0));
	CHECK_INT(counted(&s, date_of(2026, 1, 8)), 1);
	CHECK_OK(reading_list(&s.keeper, STR(""), STR(""), false, &all));
	CHECK_INT(all.at[0].numbers.at[READING_LISTED], 3);
	CHECK_INT(all.at[0].numbers.at[READING_OPENED], 1);
}
