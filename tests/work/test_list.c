/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_list - work lists, searches, inboxes and pupils: only what the rule lets a user see, on both
 * databases.
 * Touches work. */
#include "core/digest.h"
#include "core/fold.h"
#include "gen/sql/account.h"
#include "gen/sql/audit.h"
#include "gen/sql/demo.h"
#include "gen/sql/recompute.h"
#include "gen/sql/session.h"
#include "made_desk.h"
#include "work/list.h"
#include "work/roll.h"
#include "work/session.h"

/* One case of a table; days are counted from today (25 November 2026). NONE: no day. */
enum { NONE = 9999 };
struct row {
	const char *reference, *given, *family;
	int64_t authority, officer, school;
	const char *stage, *step, *holder, *locality;
	int due, opened;
	bool is_open;
};
static const struct row rows[] = {
	{ "AAAA1111", "Amelia", "Jones", 341, 1, 1, "new", "NA-02", "council", "Huyton", 12, -30, true },
	{ "BBBB2222", "Zo\xc3\xab", "O'Brien-Lukasz", 341, 1, 2, "gathering_advice", "NA-05", "advisers", "Kirkby", -12, -90, true },
	{ "CCCC3333", "Noah", "Jones-Okafor", 341, 2, 1, "gathering_advice", "NA-05", "advisers", "Huyton", 40, -20, true },
	{ "DDDD4444", "Jonah", "Abbot", 341, 0, 0, "new", "NA-02", "council", NULL, NONE, -3, true },
	{ "EEEE5555", "Ivy", "Zimmer", 341, 2, 2, "with_family", "NA-10", "family", "Huyton", -1, -100, true },
	{ "FFFF6666", "Amelia", "Quill", 341, 1, 1, "issued", NULL, "nobody", "Huyton", NONE, -400, false },
	{ "GGGG7777", "Amelia", "Foreign", 344, 3, 3, "new", "NA-02", "council", "Huyton", -5, -50, true },
	{ "HHHH8888", "Max", "Abbot", 341, 1, 2, "issued", NULL, "nobody", "Kirkby", NONE, -300, false },
};
static const size_t row_count = sizeof rows / sizeof *rows;

struct borough { int64_t accounts[6], schools[4], teams[2]; int32_t today; };

static const struct fault *organisation_add(struct store *w, struct arena *a, int64_t authority, struct str kind,
					    struct str name, struct str setting, int64_t *id)
{
	struct demo_organisation_add_rows made;
	TRY(sql_demo_organisation_add(w, a, &(struct demo_organisation_add_in){ .authority = authority, .kind = kind,
		.name = name, .folded = fold(a, name), .setting_type = setting, .is_open = 1 }, &made));
	*id = made.at[0].id;
	return NULL;
}

static const struct fault *account_add(struct store *w, struct arena *a, struct str email, struct str role,
				       int64_t authority, int64_t organisation, int64_t *id)
{
	struct account_add_rows made;
	TRY(sql_account_add(w, a, &(struct account_add_in){ .authority = authority, .email = email, .name = email,
							    .password = STR("-") }, &made));
	*id = made.at[0].id;
	return sql_membership_put(w, a, &(struct membership_put_in){ *id, role, authority, organisation }, NULL);
}

static const struct fault *case_add(struct store *w, struct arena *a, const struct borough *p, const struct row *r)
{
	struct demo_person_add_rows person;
	struct demo_process_add_rows process;
	struct str folded = fold_person(a, str_of(r->family), str_of(r->given));
	int64_t officer = r->officer ? p->accounts[r->officer] : 0, school = p->schools[r->school];

	TRY(sql_demo_person_add(w, a, &(struct demo_person_add_in){ .authority = r->authority, .given = str_of(r->given),
		.family = str_of(r->family), .folded = folded, .born = date_of(2018, 5, 1) }, &person));
	TRY(sql_demo_process_add(w, a, &(struct demo_process_add_in){ .reference = str_of(r->reference),
		.authority = r->authority, .person_id = person.at[0].id, .pathway = STR("NA"),
		.opened = { p->today + r->opened }, .version = 1, .officer_id = officer, .stage = STR("new"),
		.holder = STR("council"), .child_folded = folded, .school_id = school,
		.locality = str_of(r->locality) }, &process));
	TRY(sql_recompute_save(w, a, &(struct recompute_save_in){ .id = process.at[0].id, .stage = str_of(r->stage),
		.holder = str_of(r->holder), .holder_since = { p->today - 5 }, .next_step = str_of(r->step),
		.next_due = r->due == NONE ? DATE_NONE : (struct date){ p->today + r->due }, .is_open = r->is_open,
		.closed = r->is_open ? DATE_NONE : (struct date){ p->today + r->opened + 140 }, .officer_id = officer, .school_id = school },
		NULL));
	return list_words(w, a, process.at[0].id);
}

static const struct fault *ask_add(struct store *w, struct arena *a, int64_t process, const char *subject,
				   int64_t organisation, int32_t due, bool is_answered)
{
	return sql_recompute_ask_add(w, a, &(struct recompute_ask_add_in){ .process_id = process,
		.subject = str_of(subject), .kind = STR("advice"), .role = STR("ep"), .organisation_id = organisation,
		.asked = { due - 42 }, .due = { due }, .answered = is_answered ? (struct date){ due - 1 } : DATE_NONE,
		.received = DATE_NONE, .state = is_answered ? STR("answered") : STR("asked") }, NULL);
}

static const struct fault *fill_job(struct store *w, struct arena *a, void *ctx)
{
	struct borough *p = ctx;
	static const int64_t codes[] = { 341, 344 };

	for (int i = 0; i < 2; i++)
		TRY(sql_demo_authority_add(w, a, &(struct demo_authority_add_in){ .code = codes[i],
			.name = STR("Council"), .short_name = STR("Council") }, NULL));
	TRY(organisation_add(w, a, 341, STR("school"), STR("Elm School"), STR("OPC"), &p->schools[1]));
	TRY(organisation_add(w, a, 341, STR("school"), STR("Oak School"), STR("OPC"), &p->schools[2]));
	TRY(organisation_add(w, a, 344, STR("school"), STR("Far School"), STR("OPC"), &p->schools[3]));
	TRY(organisation_add(w, a, 341, STR("council-team"), STR("Psychologists"), STR_NONE, &p->teams[0]));
	TRY(organisation_add(w, a, 341, STR("council-team"), STR("Nurses"), STR_NONE, &p->teams[1]));
	TRY(account_add(w, a, STR("o1@example.org"), STR("case_officer"), 341, p->teams[1], &p->accounts[1]));
	TRY(account_add(w, a, STR("o2@example.org"), STR("manager"), 341, p->teams[1], &p->accounts[2]));
	TRY(account_add(w, a, STR("far@example.org"), STR("case_officer"), 344, 0, &p->accounts[3]));
	TRY(account_add(w, a, STR("ep@example.org"), STR("adviser"), 341, p->teams[0], &p->accounts[4]));
	TRY(account_add(w, a, STR("senco@example.org"), STR("school"), 341, p->schools[1], &p->accounts[5]));
	for (size_t i = 0; i < row_count; i++)
		TRY(case_add(w, a, p, &rows[i]));
	TRY(ask_add(w, a, 2, "advice-ep", p->teams[0], p->today - 2, false));
	TRY(ask_add(w, a, 3, "advice-ep", p->teams[0], p->today + 9, false));
	TRY(ask_add(w, a, 5, "advice-ep", p->teams[0], p->today - 40, true));
	TRY(ask_add(w, a, 3, "advice-health", p->teams[1], p->today + 9, false));
	return ask_add(w, a, 3, "advice-education", p->schools[1], p->today + 4, false);
}

/* The desk of a user: 1, 2 officer and manager of 341, 3 officer of 344, 4 adviser, 5 school. */
static void sit(struct desk *d, const struct borough *p, int user)
{
	struct session_memberships_rows roles;

	CHECK_OK(sql_session_memberships(d->store, d->arena, &(struct session_memberships_in){
		.account_id = p->accounts[user], .today = d->now.today }, &roles));
	struct membership *m = ARENA_NEW(d->arena, struct membership, 1);

	*m = (struct membership){ roles.at[0].role, roles.at[0].authority, roles.at[0].organisation_id };
	d->who = (struct who){ .kind = WHO_ACCOUNT, .account_id = p->accounts[user], .memberships = m,
			       .membership_count = 1 };
}

static struct borough filled(struct desk *d, int user)
{
	struct borough p = { .today = d->now.today.day };

	CHECK_OK(store_write(d->pool, d->arena, fill_job, &p));
	sit(d, &p, user);
	return p;
}

static struct list_page asked(struct desk *d, struct str query)
{
	struct list_filter f;
	struct list_page page;

	list_query_read(d, query, &f);
	CHECK_OK(list_work(d, &f, 50, &page));
	return page;
}

/* The first letters of the references in order. */
static struct str letters(struct arena *a, const struct list_page *page)
{
	struct str s = STR("");

	for (size_t i = 0; i < page->count; i++)
		s = arena_printf(a, "%.*s%c", STR_ARG(s), page->at[i].reference.at[0]);
	return s;
}

BOTH_DESKS(overdue_cases_come_first_and_are_marked)
{
	filled(d, 1);
	struct list_page page = asked(d, STR(""));

	CHECK_STR(letters(a, &page), STR("BEACD"));
	CHECK_INT(page.total, 5);
	CHECK_INT(page.late, 2);
	CHECK_INT(page.at_risk, 1);
	CHECK(page.at[0].is_late && !page.at[0].is_at_risk);
	CHECK(!page.at[2].is_late && page.at[2].is_at_risk);
	CHECK(!page.at[3].is_late && !page.at[3].is_at_risk);
	CHECK_STR(page.at[0].child, STR("Zo\xc3\xab O'Brien-Lukasz"));
	CHECK_STR(page.at[0].school, STR("Oak School"));
	CHECK_STR(page.at[0].officer, STR("o1@example.org"));
	CHECK_STR(page.at[0].step_name, pathway_step(book_pathway(d->book, STR("NA")), STR("NA-05"), d->now.today)->name);
	CHECK_DATE(page.at[0].holder_since, date_add(d->now.today, -5));
	CHECK(date_is_none(page.at[4].due));
}

BOTH_DESKS(each_filter_narrows_the_list_and_its_counts_alike)
{
	struct borough p = filled(d, 1);
	struct { const char *query, *want; } cases[] = {
		{ "officer=%lld", "BA" }, { "late=yes", "BE" }, { "at_risk=yes", "A" }, { "late=yes&at_risk=yes", "BEA" },
		{ "holder=advisers", "BC" }, { "stage=new", "AD" }, { "step=NA-05", "BC" }, { "locality=Huyton", "EAC" },
		{ "unassigned=yes", "D" }, { "closed=yes", "HF" }, { "holder=advisers&locality=Kirkby&late=yes", "B" },
		{ "sort=name", "DACBE" }, { "sort=newest", "DCABE" }, { "authority=341&holder=family", "E" },
		{ "holder=nobody", "" }, { "closed=yes&locality=Huyton", "F" }, { "officer=%lld&sort=name", "AB" },
		{ "officer=%lld&late=yes", "B" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str query = str_of(cases[i].query);

		if (str_starts(query, STR("officer=%lld")))
			query = arena_printf(a, "officer=%lld%.*s", (long long)p.accounts[1],
					     STR_ARG(str_slice(query, 12, query.len)));
		struct list_page page = asked(d, query);

		CHECK_NOTE(str_equal(letters(a, &page), str_of(cases[i].want)), "%.*s gives %.*s", STR_ARG(query),
			   STR_ARG(letters(a, &page)));
		CHECK_NOTE(page.total == (int64_t)strlen(cases[i].want), "%s", cases[i].query);
	}
	struct list_page school = asked(d, arena_printf(a, "school=%lld", (long long)p.schools[1]));

	CHECK_STR(letters(a, &school), STR("AC"));
}

BOTH_DESKS(a_search_forgives_case_accents_and_order)
{
	filled(d, 1);
	static const struct { const char *search, *want; } cases[] = {
		{ "jones", "AC" }, { "JON", "ACD" }, { "amelia", "AF" }, { "Amelia+Jones", "A" }, { "jones+amel", "A" },
		{ "zoe", "B" }, { "Zo%C3%AB", "B" }, { "lukasz", "B" }, { "brien", "B" }, { "o'brien", "B" },
		{ "o%E2%80%99brien", "B" }, { "okafor", "C" }, { "bbbb", "B" }, { "BBBB2222", "B" }, { "gggg", "" },
		{ "foreign", "" }, { "abbot", "DH" }, { "nobody+at+all", "" }, { "%25%25", "" }, { "quill&late=yes", "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct list_page page = asked(d, arena_printf(a, "search=%s", cases[i].search));

		CHECK_NOTE(str_equal(letters(a, &page), str_of(cases[i].want)), "%s gives %.*s", cases[i].search,
			   STR_ARG(letters(a, &page)));
		CHECK_NOTE(page.total == (int64_t)strlen(cases[i].want), "%s", cases[i].search);
	}
	CHECK_INT(asked(d, STR("search=j")).total, 5);
}

/* Nobody is called what was typed: then who is called much like it, by sound, but for a slip, or by a short form; never anybody
 * of another council, and a filter still holds. */
BOTH_DESKS(a_search_forgives_slips_and_sounds)
{
	static const struct { const char *search, *want; bool is_near; } cases[] = {
		{ "jones", "AC", false }, { "jonse", "AC", true }, { "joans", "ACD", true }, { "okafur", "C", true }, { "okaffor", "C", true },
		{ "abot", "DH", true }, { "quiil", "F", true }, { "forein", "", false }, { "xyzzy", "", false }, { "jonse&holder=nobody", "", false },
		{ "amelai+jones", "A", true },
	};

	filled(d, 1);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct list_page page = asked(d, arena_printf(a, "search=%s", cases[i].search));

		CHECK_NOTE(str_equal(letters(a, &page), str_of(cases[i].want)), "%s gives %.*s", cases[i].search, STR_ARG(letters(a, &page)));
		CHECK_NOTE(page.is_near == cases[i].is_near, "%s", cases[i].search);
	}
}

BOTH_DESKS(nobody_sees_a_list_of_others)
{
	struct borough p = filled(d, 3);
	struct list_page page = asked(d, STR(""));
	struct list_filter other = { .authority = 341 };
	const struct fault *f;

	CHECK_STR(letters(a, &page), STR("G"));
	CHECK_INT(asked(d, STR("search=jones")).total, 0);
	f = list_work(d, &other, 50, &page);
	CHECK(f && f->kind == FAULT_ABSENT && page.total == 0);
	f = list_count(d, &other, &page);
	CHECK(f && f->kind == FAULT_ABSENT);
	for (int user = 4; user <= 5; user++) {
		struct list_summary summary;

		sit(d, &p, user);
		other.authority = 0;
		f = list_work(d, &other, 50, &page);
		CHECK(f && f->kind == FAULT_ABSENT);
		f = list_summary(d, 341, 0, &summary);
		CHECK(f && f->kind == FAULT_ABSENT);
	}
	d->who = (struct who){ .kind = WHO_NOBODY };
	f = list_work(d, &other, 50, &page);
	CHECK(f && f->kind == FAULT_ABSENT);
	struct inbox inbox;
	struct pupils pupils;

	f = list_inbox(d, STR("open"), false, &inbox);
	CHECK(f && f->kind == FAULT_ABSENT);
	f = list_pupils(d, false, &pupils);
	CHECK(f && f->kind == FAULT_ABSENT);
}

BOTH_DESKS(pages_hold_what_their_numbers_say)
{
	filled(d, 2);
	struct list_filter f = { .page = 2 };
	struct list_page page;

	CHECK_OK(list_work(d, &f, 2, &page));
	CHECK_STR(letters(a, &page), STR("AC"));
	CHECK(page.pages == 3 && page.page == 2 && page.total == 5);
	f.page = 99;
	CHECK_OK(list_work(d, &f, 2, &page));
	CHECK_STR(letters(a, &page), STR("D"));
	CHECK_INT(page.page, 3);
	f.page = 1;
	CHECK_OK(list_work(d, &f, 0, &page));
	CHECK_STR(letters(a, &page), STR("BEACD"));
	f.stage = STR("no such stage");
	CHECK_OK(list_work(d, &f, 2, &page));
	CHECK(page.total == 0 && page.count == 0 && page.page == 1);
}

BOTH_DESKS(a_summary_adds_up_to_the_list)
{
	struct borough p = filled(d, 2);
	struct list_summary all, mine;

	CHECK_OK(list_summary(d, 341, 0, &all));
	CHECK(all.cases == 5 && all.late == 2 && all.unassigned == 1 && all.due_soon == 1);
	CHECK_INT((int64_t)all.count, 3);
	CHECK_STR(all.at[0].holder, STR("advisers"));
	CHECK_INT(all.at[0].cases, 2);
	CHECK_OK(list_summary(d, 341, p.accounts[1], &mine));
	CHECK(mine.cases == 2 && mine.late == 1 && mine.unassigned == 0);
}

BOTH_DESKS(one_view_leaves_one_row_without_the_name_looked_for)
{
	struct account_history_rows audit;

	filled(d, 1);
	asked(d, STR("search=jones&late=yes"));
	CHECK_OK(sql_account_history(d->store, a, &(struct account_history_in){ d->who.account_id, STR("list.work") }, &audit));
	CHECK_INT((int64_t)audit.count, 1);
	CHECK_STR(audit.at[0].verb, STR("search"));
	CHECK_STR(audit.at[0].detail, STR("late=yes&page=1&search=..."));
	struct list_filter f = { 0 };
	struct list_page page;

	CHECK_OK(list_work(d, &f, 0, &page));
	CHECK_OK(sql_account_history(d->store, a, &(struct account_history_in){ d->who.account_id, STR("list.work") }, &audit));
	CHECK_INT((int64_t)audit.count, 2);
	CHECK_STR(audit.at[0].verb, STR("export"));
	struct audit_shown_odd_rows index;

	CHECK_OK(sql_audit_shown_odd(d->store, a, &index));
	CHECK(page.count > 0);
	CHECK_INT(index.at[0].found, (int64_t)page.count);      /* the search found nobody late */
	CHECK_INT(index.at[0].listed, index.at[0].found);
}

BOTH_DESKS(saved_searches_count_today_and_are_shared_in_one_council)
{
	struct borough p = filled(d, 1);
	struct problems problems = { 0 };
	struct saved_searches s;

	CHECK_OK(search_save(d, STR("Late ones"), STR("late=yes&page=3&nonsense=1"), true, &problems));
	CHECK_OK(search_save(d, STR("Mine alone"), STR("holder=advisers"), false, &problems));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK_OK(search_list(d, &s));
	CHECK_INT((int64_t)s.count, 2);
	CHECK_STR(s.at[0].query, STR("authority=341&late=yes"));
	CHECK(s.at[0].total == 2 && s.at[0].late == 2 && s.at[0].is_shared && s.at[0].is_mine);
	CHECK(s.at[1].total == 2 && s.at[1].late == 1);
	int64_t late_id = s.at[0].id;

	sit(d, &p, 2);
	CHECK_OK(search_list(d, &s));
	CHECK_INT((int64_t)s.count, 1);
	CHECK(s.at[0].id == late_id && !s.at[0].is_mine && str_equal(s.at[0].owner, STR("o1@example.org")));
	CHECK_OK(search_drop(d, late_id));
	CHECK_OK(search_list(d, &s));
	CHECK_INT((int64_t)s.count, 1);
	sit(d, &p, 3);
	CHECK_OK(search_list(d, &s));
	CHECK_INT((int64_t)s.count, 0);
	sit(d, &p, 4);
	CHECK_OK(search_list(d, &s));
	CHECK_INT((int64_t)s.count, 0);
	const struct fault *f = search_save(d, STR("x"), STR(""), false, &problems);

	CHECK(f && f->kind == FAULT_ABSENT);
	sit(d, &p, 1);
	CHECK_OK(search_drop(d, late_id));
	CHECK_OK(search_list(d, &s));
	CHECK_INT((int64_t)s.count, 1);
	CHECK_OK(search_save(d, STR("  "), STR(""), false, &problems));
	CHECK_OK(search_save(d, STR("A name of more than sixty letters is more than the list can show well"), STR(""),
			     false, &problems));
	CHECK_INT((int64_t)problems.count, 2);
}

/* What was last noted of a list that the user looked at. */
static struct str noted(struct desk *d, const char *what)
{
	struct account_history_rows audit;

	CHECK_OK(sql_account_history(d->store, d->arena, &(struct account_history_in){ d->who.account_id, str_of(what) }, &audit));
	return audit.count ? audit.at[0].verb : STR_NONE;
}

BOTH_DESKS(an_inbox_holds_the_asks_of_the_own_team)
{
	struct borough p = filled(d, 4);
	struct inbox in;

	CHECK_OK(list_inbox(d, STR("open"), false, &in));
	CHECK_INT((int64_t)in.count, 2);
	CHECK_STR(in.at[0].reference, STR("BBBB2222"));
	CHECK(in.at[0].is_late && !in.at[1].is_late);
	CHECK_STR(in.at[0].organisation, STR("Psychologists"));
	struct inbox_count n;

	CHECK_OK(list_inbox_count(d, &n));
	CHECK(n.open == 2 && n.late == 1 && n.soon == 1);
	CHECK_OK(list_inbox(d, STR("answered"), false, &in));
	CHECK_INT((int64_t)in.count, 1);
	CHECK(!in.at[0].is_late);
	CHECK_STR(noted(d, "list.inbox"), STR("view"));
	CHECK_OK(list_inbox(d, STR("all"), true, &in));
	CHECK_INT((int64_t)in.count, 3);
	CHECK_STR(noted(d, "list.inbox"), STR("export"));       /* a spreadsheet leaves the program */
	sit(d, &p, 5);
	CHECK_OK(list_inbox(d, STR("open"), false, &in));
	CHECK_INT((int64_t)in.count, 1);
	CHECK_STR(in.at[0].subject, STR("advice-education"));
}

BOTH_DESKS(a_school_sees_its_own_pupils)
{
	filled(d, 5);
	struct pupils pupils;

	CHECK_OK(list_pupils(d, true, &pupils));
	CHECK_STR(noted(d, "list.school"), STR("export"));
	CHECK_OK(list_pupils(d, false, &pupils));
	CHECK_STR(noted(d, "list.school"), STR("view"));
	CHECK_INT((int64_t)pupils.count, 3);
	CHECK_STR(pupils.at[0].at.reference, STR("AAAA1111"));
	CHECK(!pupils.at[0].is_asked);
	CHECK(pupils.at[1].is_asked && str_equal(pupils.at[1].asked_subject, STR("advice-education")));
	CHECK_DATE(pupils.at[1].asked_due, date_add(d->now.today, 4));
	CHECK(!pupils.at[2].at.is_open);
}

static const struct fault *private_job(struct store *w, struct arena *a, void *ctx)
{
	static const char *const pathways[] = { "CO", "SA", "AR", "LC", "SB", "WT" };
	const struct borough *p = ctx;

	for (size_t i = 0; i < sizeof pathways / sizeof *pathways; i++) {
		struct demo_person_add_rows person;
		struct demo_process_add_rows process;

		TRY(sql_demo_person_add(w, a, &(struct demo_person_add_in){ .authority = 341, .given = STR("Una"), .family = STR("Kept"),
			.folded = STR("kept una"), .born = date_of(2018, 5, 1) }, &person));
		TRY(sql_demo_process_add(w, a, &(struct demo_process_add_in){ .reference = arena_printf(a, "PPPP%zu%zu%zu%zu", i, i, i, i),
			.authority = 341, .person_id = person.at[0].id, .pathway = str_of(pathways[i]), .opened = { p->today },
			.version = 1, .stage = STR("new"), .holder = STR("council"), .child_folded = STR("kept una"),
			.school_id = p->schools[1] }, &process));
		if (str_equal(str_of(pathways[i]), STR("WT")))          /* what the school itself began */
			TRY(sql_demo_event_add(w, a, &(struct demo_event_add_in){ .process_id = process.at[0].id, .seq = 1, .name = STR("referral"),
				.day = { p->today }, .subject = STR(""), .fields = STR("{}"), .actor = STR("school"), .account_id = p->accounts[5],
				.recorded = 1 }, NULL));
	}
	return NULL;
}

/* That a family complains, or asks what is held about them, is not the school's to know. */
BOTH_DESKS(a_school_does_not_hear_of_what_is_kept_from_it)
{
	struct borough p = filled(d, 5);
	struct pupils pupils;
	size_t found = 0;

	CHECK_OK(store_write(d->pool, a, private_job, &p));
	CHECK_OK(list_pupils(d, false, &pupils));
	for (size_t i = 0; i < pupils.count; i++)
		found += str_starts(pupils.at[i].at.reference, STR("PPPP"));
	CHECK_INT((int64_t)found, 2);           /* the review, and the referral that it made */
}

/* A new process is kept from schools until somebody has thought about it, and the reason stands beside each. */
TEST(of_every_process_it_is_said_whether_a_school_hears)
{
	const struct rulebook *book = made_book();
	const char *const names[] = { "told-to-school", "kept-from-school" };

	for (size_t k = 0; k < book->pathway_count; k++) {
		size_t lines = 0;

		for (size_t n = 0; n < 2; n++) {
			const struct code_list *list = book_codes(book, str_of(names[n]));

			CHECK(list != NULL);
			for (size_t i = 0; list && i < list->count; i++)
				if (str_equal(list->at[i].code, book->pathways[k].id)) {
					lines++;
					CHECK_NOTE(list->at[i].note.len > 20, "%.*s has no reason", STR_ARG(list->at[i].code));
					CHECK(roll_counts(book, book->pathways[k].id) == (n == 0));
				}
		}
		CHECK_NOTE(lines == 1, "%.*s stands in %zu lists", STR_ARG(book->pathways[k].id), lines);
	}
	CHECK(!roll_counts(book, STR("ZZ")) && roll_counts(book, STR("")));
}

BOTH_DESKS(the_menu_offers_who_and_what_there_is)
{
	filled(d, 1);
	struct list_menu menu;

	CHECK_OK(list_menu(d, 341, &menu));
	CHECK_INT((int64_t)menu.officers.count, 2);
	CHECK_INT((int64_t)menu.schools.count, 2);
	CHECK_INT((int64_t)menu.authorities.count, 1);
	CHECK_INT((int64_t)menu.stages.count, 3);
	CHECK_INT((int64_t)menu.steps.count, 3);
	CHECK_INT((int64_t)menu.holders.count, 3);
	CHECK_STR(menu.stages.at[0].name, pathway_stage(book_pathway(d->book, STR("NA")), menu.stages.at[0].code)->name);
}

static const struct house query_house = { .key = { 7, 1, 7 } };

TEST(a_name_that_is_looked_for_is_sealed_in_the_address)
{
	struct desk d = { .arena = a, .house = &query_house };
	struct list_filter f = { .late = true, .search = STR("Nora Björk 0412") }, again;
	struct str query = list_query_write(&d, &f);
	static const char *const strange[] = { "~", "~AAAA", "~x", "~late=yes" };

	CHECK(digest_start());
	CHECK(!str_contains(query, STR("Nora")) && !str_contains(query, STR("0412")));
	list_query_read(&d, query, &again);
	CHECK(again.late);
	CHECK_STR(again.search, STR("Nora Björk 0412"));
	for (size_t i = 0; i < sizeof strange / sizeof *strange; i++)
		CHECK_STR(search_open(&d, str_of(strange[i])), STR(""));
	/* Something else that the same key has sealed. */
	CHECK_STR(search_open(&d, arena_printf(a, "~%.*s", STR_ARG(digest_seal(a, query_house.key, STR("a secret"))))), STR(""));
	CHECK_STR(search_open(&d, STR("KN-12345")), STR("KN-12345"));
}

TEST(a_query_is_read_and_written_in_one_form)
{
	struct desk d = { .arena = a, .house = &query_house };

	static const struct { const char *in, *out; } cases[] = {
		{ "", "" }, { "page=1", "" }, { "page=2&late=yes", "late=yes&page=2" }, { "late=no", "" }, { "late", "" },
		{ "officer=-3", "" }, { "officer=abc", "" }, { "officer=99999999999999999999", "" }, { "&&&=&=x", "" },
		{ "locality=St%20Helens+Town", "locality=St%20Helens%20Town" }, { "locality=%zz", "locality=%25zz" },
		{ "locality=%ff%fe", "" }, { "locality=%00", "" }, { "locality=a%26late%3Dyes", "locality=a%26late%3Dyes" },
		{ "sort=due", "" }, { "sort=name", "sort=name" }, { "sort=drop%20table", "" }, { "stage=%3Cb%3E", "stage=%3Cb%3E" },
		{ "unassigned=yes&officer=4", "unassigned=yes" }, { "locality=%", "locality=%25" },
		{ "holder=family&holder=council", "holder=council" }, { "officer=nobody", "unassigned=yes" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct list_filter f, again;

		list_query_read(&d, str_of(cases[i].in), &f);
		struct str out = list_query_write(&d, &f);

		CHECK_NOTE(str_equal(out, str_of(cases[i].out)), "%s gives %.*s", cases[i].in, STR_ARG(out));
		list_query_read(&d, out, &again);
		CHECK_NOTE(str_equal(list_query_write(&d, &again), out), "%s", cases[i].in);
	}
	struct list_filter f = { .search = STR("a") };

	list_query_read(&d, STR_NONE, &f);
	CHECK(f.search.at == NULL);
}
