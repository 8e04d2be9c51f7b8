/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_disposal - records kept long enough go when two people have said so, whole, once, and nothing else does.
 * Touches work/disposal, on both databases. */
#include "gen/sql/account.h"
#include "gen/sql/admin.h"
#include "gen/sql/demo.h"
#include "gen/sql/document.h"
#include "gen/sql/guard.h"
#include "gen/sql/identity.h"
#include "gen/sql/letter.h"
#include "gen/sql/link.h"
#include "gen/sql/disposal.h"
#include "gen/sql/move.h"
#include "gen/sql/oidc.h"
#include "gen/sql/post.h"
#include "gen/sql/reading.h"
#include "gen/sql/told.h"
#include "store/fail.h"
#include "work/disposal.h"
#include "work/document.h"
#include "work/guard.h"
#include "work/made_case.h"
#include "work/made_schema.h"
#include "work/made_desk.h"

struct scene { struct made_case *m; struct arena *a; struct desk first, second; struct str sha256, shared; int64_t parent, again; };

static struct str kept(struct scene *s, const char *name, const char *bytes)
{
	struct problems slips = { 0 };
	struct kept_file file = { 0 };
	struct keeping *k;

	CHECK_OK(document_keep_begin(s->a, 1 << 20, &k));
	CHECK_OK(document_keep_part(k, str_of(bytes)));
	CHECK_OK(document_keep_end(k, &s->m->desk, STR("files"), str_of(name), &slips, &file));
	CHECK_INT((int64_t)slips.count, 0);
	return file.sha256;
}

static int64_t account(struct store *w, struct arena *a, const char *name, const char *role)
{
	struct demo_account_add_rows made;

	CHECK_OK(sql_demo_account_add(w, a, &(struct demo_account_add_in){ .authority = 341, .name = str_of(name),
		.email = arena_printf(a, "%s@example.org", name), .password = STR("-") }, &made));
	if (role)
		CHECK_OK(sql_membership_put(w, a, &(struct membership_put_in){ made.at[0].id, str_of(role), 341, 0 }, NULL));
	return made.at[0].id;
}

/* A row in each table that holds a case or a child. */
static const struct fault *fill(struct store *w, struct arena *a, void *ctx)
{
	struct scene *s = ctx;
	int64_t p = s->m->process, c = s->m->person;
	struct demo_plan_add_rows plan;
	struct letter_document_add_rows letter;
	struct move_add_rows move;
	struct demo_person_add_rows twin, other;
	struct demo_process_add_rows process;
	struct reading_day_put_rows read;
	struct post_add_rows mail;

	s->first.who.account_id = account(w, a, "first", "data_protection");
	s->second.who.account_id = account(w, a, "second", "manager");
	s->parent = account(w, a, "parent", NULL);
	TRY(sql_demo_relation_add(w, a, &(struct demo_relation_add_in){ .person_id = c, .kind = STR("parent"),
		.account_id = s->parent, .name = STR("Secret Name"), .address = STR("2 Secret Lane") }, NULL));
	/* Of the parent's account alone: how they signed in, what they read, a mail about a new password. */
	TRY(sql_oidc_account_add(w, a, &(struct oidc_account_add_in){ STR("https://id.example"), STR("parent"), s->parent }, NULL));
	TRY(sql_reading_day_put(w, a, &(struct reading_day_put_in){ .account_id = s->parent, .day = date_of(2015, 3, 1) }, &read));
	TRY(sql_post_add(w, a, &(struct post_add_in){ .authority = 341, .account_id = s->parent, .kind = STR("password"), .way = STR("mail"),
		.address = STR("parent@example.org"), .holes = STR(""), .secret = STR(""), .once = STR("reset"), .made = 1, .due = 1,
		.last = 2 }, &mail));
	TRY(sql_demo_plan_add(w, a, &(struct demo_plan_add_in){ p, 1, STR("final"), 1, s->m->officer, date_of(2015, 3, 1), 1 }, &plan));
	TRY(sql_demo_plan_section_add(w, a, &(struct demo_plan_section_add_in){ plan.at[0].id, STR("A"), STR("Secret text") }, NULL));
	TRY(sql_demo_document_add(w, a, &(struct demo_document_add_in){ p, 1, STR("advice"), STR(""), STR("secret.txt"),
		STR("text/plain"), s->sha256, s->m->officer, 1 }, NULL));
	TRY(sql_demo_document_add(w, a, &(struct demo_document_add_in){ p, 1, STR("advice"), STR(""), STR("shared.txt"),
		STR("text/plain"), s->shared, s->m->officer, 1 }, NULL));
	TRY(sql_letter_document_add(w, a, &(struct letter_document_add_in){ .process_id = p, .event_seq = 1, .subject = STR(""),
		.name = STR("letter.html"), .sha256 = s->sha256, .made = 1 }, &letter));
	TRY(sql_letter_add(w, a, &(struct letter_add_in){ letter.at[0].id, p, STR("na-final"), STR("The plan"), STR(""), 1,
		date_of(2015, 3, 1), 1, STR("") }, NULL));
	TRY(sql_link_add(w, a, &(struct link_add_in){ STR("hash"), STR("family"), p, STR(""), 1, 0 }, NULL));
	TRY(sql_mark_add(w, a, &(struct mark_add_in){ c, p, STR("event"), 1, STR("third_party"), STR("Secret"), s->m->officer, 1 }, NULL));
	TRY(sql_consent_add(w, a, &(struct consent_add_in){ c, STR("advice_service"), 0, STR("Secret"), s->m->officer,
		date_of(2015, 1, 1) }, NULL));
	TRY(sql_told_paper(w, a, &(struct told_paper_in){ c, 0, 1, 1 }, NULL));
	TRY(sql_move_add(w, a, &(struct move_add_in){ .person_id = c, .from_authority = 342, .to_authority = 341,
		.aware = date_of(2015, 1, 1), .moved = date_of(2015, 1, 1), .transferred = date_of(2015, 1, 1),
		.old_address = STR("3 Secret Way"), .account_id = s->m->officer, .made = 1 }, &move));
	TRY(sql_demo_person_add(w, a, &(struct demo_person_add_in){ .authority = 341, .given = STR("Secret"), .family = STR("Twin"),
		.folded = STR("twin secret"), .born = date_of(1990, 1, 1) }, &twin));
	TRY(sql_identity_gone(w, a, &(struct identity_gone_in){ twin.at[0].id, c }, NULL));
	TRY(sql_identity_key_add(w, a, &(struct identity_key_add_in){ STR("key"), c }, NULL));
	/* Somebody else of the same council, whose paper has the same bytes. */
	TRY(sql_demo_person_add(w, a, &(struct demo_person_add_in){ .authority = 341, .given = STR("Ben"), .family = STR("Other"),
		.folded = STR("other ben"), .born = date_of(2015, 1, 1) }, &other));
	TRY(sql_demo_process_add(w, a, &(struct demo_process_add_in){ .reference = STR("BEN23456"), .authority = 341,
		.person_id = other.at[0].id, .pathway = STR("NA"), .opened = date_of(2026, 1, 5), .stage = STR("new"),
		.holder = STR("council"), .child_folded = STR("other ben") }, &process));
	s->again = process.at[0].id;
	return sql_demo_document_add(w, a, &(struct demo_document_add_in){ process.at[0].id, 1, STR("advice"), STR(""),
		STR("shared.txt"), STR("text/plain"), s->shared, s->m->officer, 1 }, NULL);
}

/* Born 25 November 1995 with a plan: due on 25 November 2026, which is today; closed long ago. */
static struct scene *begin(struct arena *a, enum store_kind kind)
{
	struct scene *s = ARENA_NEW(a, struct scene, 1);

	s->m = made_case(a, kind, date_of(1995, 11, 25));
	s->a = a;
	made_council(&s->m->desk, 342, "St Helens");
	s->m->desk.now = (struct now){ date_of(2026, 11, 25), (int64_t)date_of(2026, 11, 25).day * 86400000 };
	s->first = s->second = s->m->desk;
	s->m->desk.now.utc_ms -= 2 * (int64_t)86400000; /* the papers were not sent in today */
	s->first.who.memberships = ARENA_NEW(a, struct membership, 1);
	s->first.who.memberships[0] = (struct membership){ STR("data_protection"), 341, 0 };
	s->second.who.memberships = ARENA_NEW(a, struct membership, 1);
	s->second.who.memberships[0] = (struct membership){ STR("manager"), 341, 0 };
	s->sha256 = kept(s, "secret.txt", "Secret bytes");
	s->shared = kept(s, "shared.txt", "Shared bytes");
	s->m->desk.now = s->first.now;
	made_event(s->m, a, "request_received", date_of(2014, 10, 1), "", "asker=parent");
	made_event(s->m, a, "request_withdrawn", date_of(2015, 3, 1), "", "text=Secret reason");
	CHECK_OK(store_write(s->m->pool, a, fill, s));
	return s;
}

static struct disposal_due due_of(struct scene *s)
{
	struct disposal_due due;

	CHECK_OK(disposal_due(&s->first, false, 1, &due));
	return due;
}

static int64_t proposed(struct scene *s, const char *rules, int64_t want)
{
	struct problems slips = { 0 };
	int64_t id;

	CHECK_OK(disposal_propose(&s->first, str_of(rules), &slips, &id));
	CHECK_INT((int64_t)slips.count, want);
	CHECK((id == 0) == (want > 0));
	return id;
}

static void verified(struct scene *s)
{
	struct audit_proof proof;

	CHECK_OK(audit_verify(s->m->desk.store, s->a, &proof));
	CHECK_NOTE(!proof.is_broken, "%.*s", STR_ARG(proof.first.words));
	CHECK_INT(proof.unchained, 0);
}

static struct admin_counts_row counts_of(struct scene *s)
{
	struct admin_counts_rows rows;

	CHECK_OK(sql_admin_counts(s->m->desk.store, s->a, &rows));
	return rows.at[0];
}

static bool has_content(struct scene *s, struct str sha256)
{
	struct document_content_rows rows;

	CHECK_OK(sql_document_content(s->m->desk.store, s->a, &(struct document_content_in){ sha256 }, &rows));
	return rows.count > 0;
}

static void goes_whole(struct arena *a, enum store_kind kind)
{
	struct scene *s = begin(a, kind);
	struct problems slips = { 0 };
	struct disposal_run run;
	struct disposal_records records;
	struct disposal_certificates gone;
	struct account_by_email_rows parent;

	CHECK_INT(due_of(s).total, 1);
	proposed(s, "", 1);
	proposed(s, "complaint", 1);
	int64_t id = proposed(s, "plan no-plan", 0);
	CHECK_STR(due_of(s).records.at[0].kept, STR("taken"));
	proposed(s, "plan", 1);                 /* on a run already */

	CHECK_OK(disposal_approve(&s->first, id, &slips));
	CHECK_INT((int64_t)slips.count, 1);     /* not by the one who proposed it */
	CHECK_INT(counts_of(s).people, 3);
	slips.count = 0;
	CHECK(disposal_approve(&s->m->desk, id, &slips)->kind == FAULT_ABSENT);
	CHECK_OK(disposal_approve(&s->second, id, &slips));
	CHECK_INT((int64_t)slips.count, 0);
	CHECK(disposal_approve(&s->second, id, &slips)->kind == FAULT_ABSENT);

	CHECK_OK(disposal_run(&s->second, id, false, &run, &records, &gone));
	CHECK_STR(run.state, STR("done"));
	CHECK_INT((int64_t)records.count, 0);
	CHECK_INT((int64_t)gone.count, 1);
	CHECK_STR(gone.at[0].rule, book_retention(s->m->book, STR("plan"))->name);
	CHECK_INT(gone.at[0].years, 31);
	CHECK_INT(gone.at[0].records, 1);
	CHECK_INT(gone.at[0].people, 2);        /* and the record that was merged into it */
	CHECK_INT(gone.at[0].events, 2);
	CHECK_INT(gone.at[0].papers, 3);
	CHECK_INT(gone.at[0].letters, 1);
	CHECK_INT(gone.at[0].plans, 1);
	CHECK_INT(counts_of(s).people, 1);
	CHECK_INT(counts_of(s).cases, 1);
	CHECK_INT(counts_of(s).events, 0);
	CHECK(!has_content(s, s->sha256));
	CHECK(has_content(s, s->shared));       /* another child's paper has the same bytes */
	CHECK_OK(sql_account_by_email(s->m->desk.store, a, &(struct account_by_email_in){ STR("parent@example.org") }, &parent));
	CHECK_INT((int64_t)parent.count, 0);
	CHECK_INT(due_of(s).total, 0);
	verified(s);
}
TEST(what_is_due_goes_whole_sqlite) { goes_whole(a, STORE_SQLITE); }
TEST(what_is_due_goes_whole_postgres) { goes_whole(a, STORE_POSTGRES); }

/* Who was reviewed had a plan, wherever it was made: code/needs-plan.csv says so, not the statement. */
TEST(what_needs_a_plan_is_a_list_of_the_rulebook)
{
	const struct code_list *list = book_codes(made_book(), STR("needs-plan"));

	CHECK(list && list->count >= 7);
	for (size_t i = 0; list && i < list->count; i++)
		CHECK_NOTE(book_pathway(made_book(), list->at[i].code), "%.*s is no process", STR_ARG(list->at[i].code));
}

static const struct fault *open_again(struct store *w, struct arena *a, void *ctx)
{
	const struct scene *s = ctx;
	struct demo_process_add_rows made;

	TRY(sql_demo_process_add(w, a, &(struct demo_process_add_in){ .reference = STR("APPEAL23"), .authority = 341,
		.person_id = s->m->person, .pathway = STR("MA"), .opened = date_of(2026, 11, 1), .stage = STR("decided"),
		.holder = STR("tribunal"), .child_folded = STR("roe ada") }, &made));
	return NULL;
}

/* Each thing that keeps a record, come between the proposal and the yes. */
static void stays(struct arena *a, enum store_kind kind)
{
	static const char *const why[] = { "hold", "flag", "open", "early" };

	for (size_t i = 0; i < sizeof why / sizeof *why; i++) {
		struct scene *s = begin(a, kind);
		struct problems slips = { 0 };
		int64_t id = proposed(s, "plan", 0);
		struct disposal_run run;
		struct disposal_records records;
		struct disposal_certificates gone;
		struct case_file *c;

		CHECK_OK(case_open(&s->m->desk, STR("K7PMR2QX"), STR("view"), &c));
		if (i == 0)
			CHECK_OK(disposal_hold(&s->first, STR("K7PMR2QX"), STR("A claim"), &slips));
		if (i == 1)
			CHECK_OK(guard_mark(&s->m->desk, c, STR(""), STR("restriction"), STR("They asked"), &slips));
		if (i == 2)
			CHECK_OK(store_write(s->m->pool, a, open_again, s));
		if (i == 3)
			CHECK_OK(disposal_own(&s->first, STR("plan"), STR("35"), STR("Cabinet, 3 March 2026"), &slips));
		CHECK_INT((int64_t)slips.count, 0);
		CHECK_STR(i == 3 ? STR("early") : due_of(s).records.at[0].kept, str_of(why[i]));
		CHECK_OK(disposal_approve(&s->second, id, &slips));
		CHECK_INT((int64_t)slips.count, 0);
		CHECK_OK(disposal_run(&s->second, id, true, &run, &records, &gone));
		CHECK_STR(run.state, STR("done"));
		CHECK_INT((int64_t)gone.count, 0);
		CHECK_INT((int64_t)records.count, 1);
		CHECK_STR(records.at[0].kept, str_of(why[i]));
		CHECK_INT(counts_of(s).people, 3);
		CHECK(has_content(s, s->sha256));
		verified(s);
	}
}
TEST(what_has_an_open_process_a_hold_or_a_flag_stays_sqlite) { test_slow(); stays(a, STORE_SQLITE); }
TEST(what_has_an_open_process_a_hold_or_a_flag_stays_postgres) { stays(a, STORE_POSTGRES); }

static const struct fault *plan_gone(struct store *w, struct arena *a, void *ctx)
{
	const struct scene *s = ctx;

	TRY(sql_dispose_plan_sections(w, a, &(struct dispose_plan_sections_in){ s->m->process }, NULL));
	return sql_dispose_plans(w, a, &(struct dispose_plans_in){ s->m->process }, NULL);
}

static const struct fault *twin_held(struct store *w, struct arena *a, void *ctx)
{
	const struct scene *s = ctx;
	struct dispose_person_twins_rows twins;

	TRY(sql_dispose_person_twins(w, a, &(struct dispose_person_twins_in){ s->m->person }, &twins));
	CHECK_INT((int64_t)twins.count, 2);
	return sql_hold_add(w, a, &(struct hold_add_in){ 342, twins.at[0].person_id, STR("A claim"), s->m->officer, 1 }, NULL);
}

/* The last process goes, the child does not: its own rule says later, or another council holds a record joined with it. */
static void child_stays(struct arena *a, enum store_kind kind)
{
	for (int held = 0; held < 2; held++) {
		struct scene *s = begin(a, kind);
		struct problems slips = { 0 };
		struct disposal_run run;
		struct disposal_records records;
		struct disposal_certificates gone;
		struct disposal_holds holds;
		int64_t id;

		if (held)
			CHECK_OK(store_write(s->m->pool, a, twin_held, s));
		else
			CHECK_OK(disposal_own(&s->first, STR("known"), STR("40"), STR("Cabinet"), &slips));
		CHECK_INT((int64_t)slips.count, 0);
		CHECK_OK(disposal_holds(&s->first, &holds));
		CHECK_INT((int64_t)holds.count, 0);     /* St Helens' own */
		id = proposed(s, "plan", 0);
		CHECK_OK(disposal_approve(&s->second, id, &slips));
		CHECK_OK(disposal_run(&s->second, id, false, &run, &records, &gone));
		CHECK_INT((int64_t)gone.count, 1);
		CHECK_INT(gone.at[0].records, 1);
		CHECK_INT(gone.at[0].people, 0);
		CHECK_INT(counts_of(s).people, 3);
		CHECK_INT(counts_of(s).cases, 1);
		if (!held)
			continue;
		/* On a run of its own it is not said to be gone either. */
		id = proposed(s, "known", 0);
		CHECK_OK(disposal_approve(&s->second, id, &slips));
		CHECK_OK(disposal_run(&s->second, id, false, &run, &records, &gone));
		CHECK_INT((int64_t)gone.count, 0);
		CHECK_STR(records.at[0].kept, STR("joined"));
		CHECK_INT(counts_of(s).people, 3);
		verified(s);
	}
}
TEST(a_child_does_not_go_with_its_last_process_before_its_time_sqlite) { child_stays(a, STORE_SQLITE); }
TEST(a_child_does_not_go_with_its_last_process_before_its_time_postgres) { child_stays(a, STORE_POSTGRES); }

/* Approved by one rule, another one is its rule by now: it stays. */
TEST(what_was_approved_by_another_rule_stays)
{
	struct scene *s = begin(a, STORE_SQLITE);
	struct problems slips = { 0 };
	struct disposal_run run;
	struct disposal_records records;
	struct disposal_certificates gone;
	int64_t id = proposed(s, "plan", 0);

	CHECK_OK(store_write(s->m->pool, a, plan_gone, s));
	CHECK_OK(disposal_run(&s->first, id, false, &run, &records, &gone));
	CHECK_INT((int64_t)records.at[0].years, 31);
	CHECK_OK(disposal_approve(&s->second, id, &slips));
	CHECK_OK(disposal_run(&s->second, id, false, &run, &records, &gone));
	CHECK_INT((int64_t)gone.count, 0);
	CHECK_STR(records.at[0].kept, STR("rule"));
	CHECK_INT(counts_of(s).people, 3);
}

/* The database fails at every statement in turn: after each, the record is whole or gone whole. */
TEST(a_disposal_that_breaks_off_leaves_nothing_half_gone)
{
	test_slow();
	struct scene *s = begin(a, STORE_SQLITE);
	struct disposal_done done = { 0 };
	int64_t id;
	int n = 0;

	do {
		struct problems slips = { 0 };

		CHECK_INT(counts_of(s).people, 3);
		CHECK_INT(counts_of(s).events, 2);
		CHECK(has_content(s, s->sha256));
		id = proposed(s, "plan", 0);
		store_fail_after(++n);
		const struct fault *f = disposal_approve(&s->second, id, &slips);
		store_fail_after(0);
		CHECK(n < 300);
		if (f && counts_of(s).people == 3) {            /* not approved, or the record stays and says so */
			f = disposal_drop(&s->second, id);
			CHECK(!f || f->kind == FAULT_ABSENT);
			if (f)
				CHECK_OK(disposal_go_on(&s->second, id, 10, &done));
		}
	} while (counts_of(s).people == 3);
	CHECK_INT(counts_of(s).people, 1);
	CHECK_INT(counts_of(s).events, 0);
	CHECK(n > 30);
	CHECK_OK(disposal_go_on(&s->second, id, 10, &done));
	CHECK_INT(done.gone, 0);
	verified(s);
}

TEST(periods_and_holds_are_refused_with_all_that_is_wrong)
{
	struct scene *s = begin(a, STORE_SQLITE);
	struct problems slips = { 0 };
	struct disposal_holds holds;

	CHECK_OK(disposal_own(&s->first, STR("nothing"), STR("x"), STR(" "), &slips));
	CHECK_INT((int64_t)slips.count, 3);
	slips.count = 0;
	CHECK_OK(disposal_own(&s->first, STR("in-care"), STR("74"), STR("Cabinet"), &slips));
	CHECK_INT((int64_t)slips.count, 1);     /* law says 75 */
	slips.count = 0;
	CHECK_OK(disposal_own(&s->first, STR("plan"), STR("20"), STR("Cabinet"), &slips));
	CHECK_OK(disposal_own(&s->first, STR("plan"), STR("0"), STR("The rulebook again"), &slips));
	CHECK_INT((int64_t)due_of(s).owns.count, 0);
	CHECK(disposal_own(&s->m->desk, STR("plan"), STR("40"), STR("x"), &slips)->kind == FAULT_ABSENT);
	CHECK_OK(disposal_hold(&s->first, STR("NOSUCH23"), STR(""), &slips));
	CHECK_INT((int64_t)slips.count, 2);
	slips.count = 0;
	CHECK_OK(disposal_hold(&s->first, STR("K7PMR2QX"), STR("A claim"), &slips));
	CHECK_OK(disposal_holds(&s->second, &holds));
	CHECK_INT((int64_t)holds.count, 1);
	CHECK_OK(disposal_hold_end(&s->second, holds.at[0].id));
	CHECK(disposal_hold_end(&s->second, holds.at[0].id)->kind == FAULT_ABSENT);
	CHECK_STR(due_of(s).records.at[0].kept, STR(""));
}

/* --- many ------------------------------------------------------------------------------------------------------------- */

enum { MANY = 130 };
static const struct fault *fill_many(struct store *w, struct arena *a, void *ctx)
{
	(void)ctx;
	for (int i = 0; i < MANY; i++) {
		struct demo_person_add_rows made;

		TRY(sql_demo_person_add(w, a, &(struct demo_person_add_in){ .authority = 341, .given = STR("Old"), .family = STR("Known"),
			.folded = STR("known old"), .born = date_of(1990, 1, 1 + i % 28) }, &made));
		TRY(sql_demo_person_add(w, a, &(struct demo_person_add_in){ .authority = 341, .given = STR("Young"), .family = STR("Known"),
			.folded = STR("known young"), .born = date_of(2015, 1, 1 + i % 28) }, &made));
	}
	return NULL;
}

/* Page by page nobody is left out and nobody comes twice; an export has them all; who is too young is never read. */
TEST(what_is_due_comes_in_pages)
{
	struct scene *s = begin(a, STORE_SQLITE);
	struct disposal_due first, second, third, all;

	CHECK_OK(store_write(s->m->pool, a, fill_many, s));
	CHECK_OK(disposal_due(&s->first, false, 1, &first));
	CHECK_OK(disposal_due(&s->first, false, 2, &second));
	CHECK_OK(disposal_due(&s->first, false, 3, &third));
	CHECK_OK(disposal_due(&s->first, true, 1, &all));
	CHECK_INT((int64_t)first.records.count, DISPOSAL_SHOWN_MOST);
	CHECK(first.total >= MANY && first.total == second.total && first.total == all.total);
	CHECK_INT((int64_t)(first.records.count + second.records.count), first.total);
	CHECK_INT((int64_t)third.records.count, 0);
	CHECK_INT((int64_t)all.records.count, all.total);
	for (size_t i = 0; i < all.records.count; i++)
		CHECK_INT(all.records.at[i].id, i < DISPOSAL_SHOWN_MOST ? first.records.at[i].id : second.records.at[i - DISPOSAL_SHOWN_MOST].id);
}

/* --- a table that is added later must not be forgotten ---------------------------------------------------------------- */

static bool stands_in(struct str text, struct str words)
{
	for (size_t at = 0; at + words.len <= text.len; at++)
		if (str_equal(str_slice(text, at, at + words.len), words))
			return true;
	return false;
}

static bool is_deleted_from(const struct rulebook_file *files, size_t count, struct arena *a, struct str table)
{
	struct str from = arena_printf(a, "delete from %.*s ", STR_ARG(table));

	for (size_t i = 0; i < count; i++)
		if (stands_in(files[i].text, from))
			return true;
	return false;
}

/* Some statement about accounts names the table and asks for the column. */
static bool is_account_seen(const struct rulebook_file *files, size_t count, struct arena *a, struct str table, struct str column)
{
	struct str from = arena_printf(a, "from %.*s where ", STR_ARG(table)), equals = arena_printf(a, "%.*s = :id", STR_ARG(column));

	for (size_t i = 0; i < count; i++) {
		if (!stands_in(files[i].name, STR("dispose_account")))
			continue;
		for (size_t at = 0; at + from.len <= files[i].text.len; at++) {
			struct str rest = str_slice(files[i].text, at, files[i].text.len);

			if (str_starts(rest, from) && stands_in(str_cut(&rest, ')'), equals))
				return true;
		}
	}
	return false;
}

/* The account of a parent goes with the child: a column that is forgotten here stops the whole run on a foreign key. */
TEST(every_column_that_names_an_account_is_counted_or_emptied)
{
	struct rulebook_file *schema, *statements;
	size_t schema_count, count, found = 0;

	CHECK_OK(rulebook_folder(a, STR("sql/migrate"), &schema, &schema_count));
	CHECK_OK(rulebook_folder(a, STR("sql/disposal"), &statements, &count));
	for (size_t i = 0; i < schema_count; i++) {
		struct str rest = schema[i].text, table = STR("");

		while (rest.at) {
			struct str line = str_trim(str_cut(&rest, '\n')), words = line, before = STR(""), column = STR("");
			struct str first = str_word(&words), second = str_word(&words), third = str_word(&words);

			if ((str_equal(first, STR("create")) || str_equal(first, STR("alter"))) && str_equal(second, STR("table")))
				table = third;
			if (!stands_in(line, STR("references account(id)")))
				continue;
			/* The last name with a type before "references": "ended {ms}, ended_by {ref} references account(id)". */
			for (words = line; words.at;) {
				struct str word = str_word(&words);

				if (str_equal(word, STR("references")))
					break;
				if (str_starts(word, STR("{")))
					column = before;
				before = word;
			}
			CHECK_NOTE(is_account_seen(statements, count, a, table, column),
				   "%.*s.%.*s names an account: sql/disposal/dispose_account_bare.sql counts it, or a dispose_account_*.sql empties it",
				   STR_ARG(table), STR_ARG(column));
			found++;
		}
	}
	CHECK(found > 30);
}

TEST(every_table_that_holds_a_case_or_a_child_is_emptied)
{
	/* Kept on purpose: keys alone, under the hash of the chain. */
	static const char *const left[] = { "audit", "audit_shown", NULL };
	struct schema_tables holders = schema_holders(a);
	struct rulebook_file *statements;
	size_t count;

	CHECK_OK(rulebook_folder(a, STR("sql/disposal"), &statements, &count));
	for (size_t i = 0; i < holders.count; i++) {
		bool is_left = false;

		for (size_t l = 0; left[l]; l++)
			is_left = is_left || str_equal(holders.at[i], str_of(left[l]));
		CHECK_NOTE(is_left || is_deleted_from(statements, count, a, holders.at[i]),
			   "%.*s holds a case or a child: a statement of sql/disposal and a line of work/disposal_rows.c must empty it",
			   STR_ARG(holders.at[i]));
	}
	CHECK(holders.count > 25);
}
