/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_told - families are told in the way that they chose; nobody loses a letter; on both databases. */
#include "core/digest.h"
#include "gen/sql/account.h"
#include "gen/sql/demo.h"
#include "gen/sql/letter.h"
#include "gen/sql/post.h"
#include "store/fresh.h"
#include "work/guard.h"
#include "work/link.h"
#include "work/made_case.h"
#include "work/post_list.h"
#include "work/post_room.h"
#include "work/told.h"

#define CLIENT STR("192.0.2.1")

static const struct fault *link_job(struct store *writer, struct arena *a, void *ctx)
{
	struct made_case *m = ctx;
	struct str token;

	TRY(link_make(writer, a, &m->house, STR("family"), m->process, STR(""), m->desk.now.utc_ms, 0, &token));
	m->desk.who.link_hash = arena_str(m->desk.arena, token);
	return NULL;
}

/* The desk of whoever holds the family's private link, and the case as they see it. */
static struct desk holder(struct arena *a, struct made_case *m, struct case_file **c)
{
	struct desk d = m->desk;

	CHECK(digest_start());
	m->house.post = (struct post_house){ .smtp = STR("smtp://127.0.0.1:1"), .from = STR("a@b.c"),
		.notify = STR("http://127.0.0.1:1"), .notify_text = STR("t") };
	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "asker=parent");
	CHECK_OK(store_write(m->pool, a, link_job, m));
	CHECK_OK(link_open(&d, m->desk.who.link_hash, STR("family")));
	CHECK_OK(case_open_id(&d, m->process, STR("view"), c));
	return d;
}

struct claiming { struct made_case *m; struct arena *a; struct str way, address, kind, secret; };

static const struct fault *claim_job(struct store *writer, struct arena *a, void *ctx)
{
	struct claiming *c = ctx;
	struct post_claim_rows rows;
	struct post_claim_in in = { .now = INT64_MAX, .lease = INT64_MAX, .mail = 1, .text = 1, .paper = 1 };

	TRY(sql_post_claim(writer, a, &in, &rows));
	*c = (struct claiming){ c->m, c->a, STR_NONE, STR_NONE, STR_NONE, STR_NONE };
	if (!rows.count)
		return NULL;
	c->way = arena_str(c->a, rows.at[0].way);
	c->address = arena_str(c->a, rows.at[0].address);
	c->kind = arena_str(c->a, rows.at[0].kind);
	c->secret = rows.at[0].secret.at ? digest_open(c->a, c->m->house.key, rows.at[0].secret) : STR_NONE;
	return NULL;
}

/* The next message that waits; its way is absent when none does. */
static struct claiming next(struct made_case *m, struct arena *a)
{
	struct claiming c = { .m = m, .a = a };

	CHECK_OK(store_write(m->pool, a, claim_job, &c));
	return c;
}

static bool choose(struct desk *d, const struct case_file *c, struct str way, const char *address, struct problems *out)
{
	bool needs_code;

	out->count = 0;
	CHECK_OK(told_choose(d, c, way, str_of(address), true, CLIENT, out, &needs_code));
	return needs_code;
}

static bool proves(struct desk *d, const struct case_file *c, struct str code)
{
	struct problems problems = { 0 };

	CHECK_OK(told_prove(d, c, code, &problems));
	return problems.count == 0;
}

static void by_code(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct problems problems = { 0 };
	struct told_choice now;
	struct case_file *c;
	struct desk d = holder(a, m, &c);

	CHECK_OK(told_load(&d, c, &now));
	CHECK_STR(now.way, POST_PAPER);
	CHECK(!choose(&d, c, POST_TEXT, "0151 496 0340", &problems) && problems.count == 1);
	CHECK(choose(&d, c, POST_TEXT, "07700 900123", &problems) && problems.count == 0);
	struct claiming code = next(m, a);

	CHECK_STR(code.address, STR("+447700900123"));
	CHECK_INT((int64_t)code.secret.len, 6);
	CHECK_OK(told_load(&d, c, &now));
	CHECK_STR(now.way, POST_PAPER);                 /* until it is proved */
	CHECK(!proves(&d, c, STR("12345")) && !proves(&d, c, STR("")));
	CHECK(proves(&d, c, code.secret));
	CHECK(!proves(&d, c, code.secret));
	CHECK_OK(told_load(&d, c, &now));
	CHECK(str_equal(now.way, POST_TEXT) && str_equal(now.address, STR("+447700900123")) && now.new_way.at == NULL);
	CHECK(!choose(&d, c, POST_TEXT, "+44 7700 900123", &problems) && problems.count == 0);  /* proved already */
	CHECK(!choose(&d, c, POST_PAPER, "", &problems));
	CHECK_OK(told_load(&d, c, &now));
	CHECK_STR(now.way, POST_PAPER);
}
TEST(an_address_is_used_once_its_code_was_typed_sqlite) { by_code(a, STORE_SQLITE); }
TEST(an_address_is_used_once_its_code_was_typed_postgres) { by_code(a, STORE_POSTGRES); }

TEST(a_code_is_worth_nothing_after_five_tries_or_half_an_hour)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 5, 20));
	struct problems problems = { 0 };
	struct case_file *c;
	struct desk d = holder(a, m, &c);

	choose(&d, c, POST_MAIL, "kim@example.org", &problems);
	struct str code = next(m, a).secret;

	for (int i = 0; i < 5; i++)
		CHECK(!proves(&d, c, STR("x")));
	CHECK(!proves(&d, c, code));
	choose(&d, c, POST_MAIL, "kim@example.org", &problems);
	code = next(m, a).secret;
	d.now.utc_ms += INT64_C(30) * 60 * 1000 + 1;
	CHECK(!proves(&d, c, code));
	/* staff do not choose for a family */
	CHECK_OK(case_open(&m->desk, STR("K7PMR2QX"), STR("view"), &c));
	bool needs_code;
	const struct fault *f = told_choose(&m->desk, c, POST_PAPER, STR(""), true, CLIENT, &problems, &needs_code);

	CHECK(f && f->kind == FAULT_ABSENT);
}

struct telling { struct made_case *m; int64_t document_id; bool by_school; };

static const struct fault *letter_job(struct store *writer, struct arena *a, void *ctx)
{
	struct telling *t = ctx;
	struct letter_document_add_rows made;

	TRY(sql_letter_content_add(writer, a, &(struct letter_content_add_in){ .sha256 = STR("aa"), .bytes = 0 }, NULL));
	TRY(sql_letter_document_add(writer, a, &(struct letter_document_add_in){ .process_id = t->m->process, .event_seq = 1,
		.subject = STR(""), .name = STR("na-assess.html"), .sha256 = STR("aa"), .made = 1 }, &made));
	t->document_id = made.at[0].id;
	TRY(sql_letter_add(writer, a, &(struct letter_add_in){ .document_id = t->document_id, .process_id = t->m->process,
		.letter = STR("na-assess"), .title = STR("We will assess"), .subject = STR(""), .event_seq = 1,
		.day = date_of(2026, 1, 5), .to_family = 1, .addressee = STR("") }, NULL));
	return told_letter(writer, a, &t->m->desk, t->m->process, t->document_id, !t->by_school);
}

static void letter(struct made_case *m, struct arena *a)
{
	CHECK_OK(store_write(m->pool, a, letter_job, &(struct telling){ .m = m }));
}

static const struct fault *colleague(struct store *w, struct arena *a, void *ctx)
{
	struct demo_account_add_rows made;

	TRY(sql_demo_account_add(w, a, &(struct demo_account_add_in){ .authority = 341, .name = STR("Another officer"),
		.email = STR("another@example.org"), .password = STR("-") }, &made));
	*(int64_t *)ctx = made.at[0].id;
	return NULL;
}

static void letters(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct problems problems = { 0 };
	struct post_papers papers;
	struct post_lines lines = { 0 };
	struct case_file *c;
	struct desk d = holder(a, m, &c);
	int64_t done;

	CHECK_OK(store_write(m->pool, a, letter_job, &(struct telling){ .m = m, .by_school = true }));
	CHECK_OK(post_papers(&m->desk, false, false, &papers));
	CHECK_INT((int64_t)papers.count, 0);            /* the school posts its own */
	letter(m, a);
	CHECK_OK(post_papers(&m->desk, false, true, &papers));
	CHECK_INT((int64_t)papers.count, 1);            /* nobody chose: on paper */
	struct account_history_rows audit;

	CHECK_OK(sql_account_history(m->desk.store, a, &(struct account_history_in){ m->desk.who.account_id, STR("list.post") }, &audit));
	CHECK_STR(audit.count ? audit.at[0].verb : STR_NONE, STR("export"));    /* as a spreadsheet it leaves the program */
	CHECK(str_starts(papers.at[0].child, STR("Ada Roe")));
	CHECK_OK(post_papers_posted(&m->desk, &papers.at[0].id, 1, &done));
	CHECK_INT(done, 1);
	CHECK_OK(post_papers_posted(&m->desk, &papers.at[0].id, 1, &done));
	CHECK_INT(done, 0);                             /* once */
	choose(&d, c, POST_MAIL, "kim@example.org", &problems);
	CHECK(proves(&d, c, next(m, a).secret));
	letter(m, a);
	struct claiming told = next(m, a);

	CHECK(str_equal(told.way, POST_MAIL) && str_equal(told.kind, STR("letter")) && !told.secret.at);
	CHECK(!next(m, a).way.at);                      /* and not on paper too */
	CHECK_OK(case_open(&m->desk, STR("K7PMR2QX"), STR("view"), &c));
	CHECK_OK(post_log_case(&m->desk, c, &lines));
	CHECK_INT((int64_t)lines.count, 3);             /* paper, code, mail */
	CHECK_STR(lines.at[0].address, STR("kim@example.org"));
	CHECK_STR(lines.at[0].subject, STR("We will assess"));
	/* A letter that is marked is as little named in the log as it is shown. */
	struct problems slips = { 0 };
	struct membership as = { STR("case_officer"), 341, 0 };
	struct desk other = m->desk;
	int64_t another = 0;

	CHECK_OK(store_write(m->pool, a, colleague, &another));
	other.who = (struct who){ .kind = WHO_ACCOUNT, .account_id = another, .memberships = &as, .membership_count = 1 };
	CHECK_OK(guard_mark(&m->desk, c, arena_printf(a, "document-%lld", (long long)lines.at[0].document_id), STR("restricted"), STR("Names a refuge"), &slips));
	CHECK_OK(case_open(&other, STR("K7PMR2QX"), STR("view"), &c));
	lines.count = 0;
	CHECK_OK(post_log_case(&other, c, &lines));
	CHECK_INT((int64_t)lines.count, 3);
	CHECK(!str_contains(lines.at[0].subject, STR("We will assess")));
	lines.count = 0;
	CHECK_OK(post_log_council(&m->desk, &(struct post_filter){ STR(""), STR("mail"), STR("") }, &lines));
	CHECK_INT((int64_t)lines.count, 2);
	CHECK_STR(lines.at[0].address, STR("k...@example.org"));
	CHECK(str_contains(lines.at[0].subject, book_letter(m->desk.book, STR("na-assess"))->about));
	CHECK(!str_contains(lines.at[0].subject, STR("We will assess")));       /* no title: names stand there */
	const struct fault *f = post_log_all(&m->desk, &(struct post_filter){ STR(""), STR(""), STR("") }, &lines);

	CHECK(f && f->kind == FAULT_ABSENT);            /* the administrator's alone */
	CHECK(post_log_case(&d, c, &lines) != NULL);    /* nor the family */
	CHECK(post_papers(&d, false, false, &papers) != NULL);
}
TEST(a_letter_goes_by_the_chosen_way_or_on_paper_sqlite) { letters(a, STORE_SQLITE); }
TEST(a_letter_goes_by_the_chosen_way_or_on_paper_postgres) { letters(a, STORE_POSTGRES); }

struct losing { struct desk *d; int64_t id; };

static const struct fault *lose_job(struct store *writer, struct arena *a, void *ctx)
{
	struct losing *l = ctx;
	struct post_log_rows rows;

	TRY(sql_post_log(writer, a, &(struct post_log_in){ .state = STR("waiting"), .way = STR("mail"), .kind = STR("letter"),
		.most = 1 }, &rows));
	if (rows.count != 1)
		return fault_new(a, FAULT_ABSENT, "no mail waits");
	return post_lost(writer, a, l->d, &(struct post_end){ rows.at[0].id, rows.at[0].authority, 0, 0, rows.at[0].document_id,
		STR("bounced"), STR("no such mailbox"), STR("mail") });
}

/* The mailbox is gone: the letter goes on paper, once. */
static void bounces(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct problems problems = { 0 };
	struct case_file *c;
	struct desk d = holder(a, m, &c);

	choose(&d, c, POST_MAIL, "kim@example.org", &problems);
	CHECK(proves(&d, c, next(m, a).secret));
	letter(m, a);
	CHECK_OK(store_write(m->pool, a, lose_job, &(struct losing){ &m->desk, 0 }));
	CHECK_STR(next(m, a).way, POST_PAPER);
	CHECK(!next(m, a).way.at);
}
/* Claimed and handed over by a program that was killed: unsure, and the letter goes on paper as well. */
static const struct fault *kill_job(struct store *writer, struct arena *a, void *ctx)
{
	struct losing *l = ctx;
	struct post_claim_rows rows;
	struct post_claim_in in = { .now = INT64_MAX, .lease = 1, .mail = 1 };

	TRY(sql_post_claim(writer, a, &in, &rows));
	if (rows.count != 1)
		return fault_new(a, FAULT_ABSENT, "no mail waits");
	l->id = rows.at[0].id;
	return sql_post_handing(writer, a, &(struct post_handing_in){ l->id, STR("smtp") }, NULL);
}

static void unsure(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct problems problems = { 0 };
	struct losing l = { &m->desk, 0 };
	struct post_lines lines = { 0 };
	struct post_made made;
	struct case_file *c;
	struct desk d = holder(a, m, &c);

	choose(&d, c, POST_MAIL, "kim@example.org", &problems);
	CHECK(proves(&d, c, next(m, a).secret));
	letter(m, a);
	CHECK_OK(store_write(m->pool, a, kill_job, &l));
	m->house.post = (struct post_house){ .smtp = STR("") };
	CHECK_OK(post_pass(&m->desk, NULL, &made));
	CHECK_OK(post_pass(&m->desk, NULL, &made));
	CHECK_OK(post_log_council(&m->desk, &(struct post_filter){ STR("unsure"), STR(""), STR("") }, &lines));
	CHECK_INT((int64_t)lines.count, 1);
	CHECK_STR(next(m, a).way, POST_PAPER);
	CHECK(!next(m, a).way.at);
}
TEST(a_letter_whose_mail_may_have_arrived_goes_on_paper_too_sqlite) { unsure(a, STORE_SQLITE); }
TEST(a_letter_whose_mail_may_have_arrived_goes_on_paper_too_postgres) { unsure(a, STORE_POSTGRES); }
TEST(a_letter_whose_mail_came_back_goes_on_paper_sqlite) { bounces(a, STORE_SQLITE); }
TEST(a_letter_whose_mail_came_back_goes_on_paper_postgres) { bounces(a, STORE_POSTGRES); }

/* A mother with an account and the holder of a private link, both told by mail; the day of the rights lies between. */
struct passing { struct made_case *m; int64_t mother; };

static const struct fault *mother_job(struct store *w, struct arena *a, void *ctx)
{
	struct passing *p = ctx;
	struct demo_account_add_rows made;

	TRY(sql_demo_account_add(w, a, &(struct demo_account_add_in){ .authority = 341, .name = STR("Mother Roe"),
		.email = STR("mother@example.org"), .password = STR("-") }, &made));
	p->mother = made.at[0].id;
	return sql_demo_relation_add(w, a, &(struct demo_relation_add_in){ .person_id = p->m->person, .kind = STR("parent"),
		.account_id = p->mother, .name = STR("Mother Roe"), .address = STR("-"), .phone = STR("-") }, NULL);
}

static const struct fault *self_job(struct store *w, struct arena *a, void *ctx)
{
	struct passing *p = ctx;

	return sql_demo_relation_add(w, a, &(struct demo_relation_add_in){ .person_id = p->m->person, .kind = STR("self"),
		.account_id = p->m->officer, .name = STR("Ada Roe"), .address = STR("-"), .phone = STR("-") }, NULL);
}

static int64_t told_count(struct made_case *m, struct arena *a, struct date today, bool *on_paper)
{
	struct told_people people;

	CHECK_OK(told_find(m->desk.store, a, m->desk.book, (struct now){ today, m->desk.now.utc_ms }, m->person, m->process, &people));
	*on_paper = people.on_paper;
	return (int64_t)people.count;
}

static void rights_pass(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2009, 9, 10));        /* until 26 June 2026 */
	struct passing p = { .m = m };
	struct problems problems = { 0 };
	struct case_file *c;
	bool on_paper;

	CHECK_OK(store_write(m->pool, a, mother_job, &p));
	m->desk.now.today = date_of(2026, 1, 5);
	struct desk link = holder(a, m, &c), mother = m->desk, *all[] = { &mother, &link };

	mother.who = (struct who){ .kind = WHO_ACCOUNT, .account_id = p.mother, .name = STR("Mother Roe"), .membership_count = 1,
		.memberships = &(struct membership){ STR("family"), 341, 0 } };
	for (size_t i = 0; i < 2; i++) {
		CHECK_OK(case_open_id(all[i], m->process, STR("view"), &c));
		choose(all[i], c, POST_MAIL, i ? "link@example.org" : "mother@example.org", &problems);
		CHECK(proves(all[i], c, next(m, a).secret));
	}
	static const struct { int year, month, day; int64_t told; bool on_paper, opens; } rows[] = {
		{ 2026, 6, 25, 2, false, true }, { 2026, 6, 26, 2, false, true }, { 2026, 6, 27, 0, true, false },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct date day = date_of(rows[i].year, rows[i].month, rows[i].day);

		CHECK_INT(told_count(m, a, day, &on_paper), rows[i].told);
		CHECK_NOTE(on_paper == rows[i].on_paper, "row %zu", i);
		for (size_t k = 0; k < 2; k++) {
			all[k]->now.today = day;
			const struct fault *f = case_open_id(all[k], m->process, STR("view"), &c);

			CHECK_NOTE(rows[i].opens ? !f : f && f->kind == FAULT_ABSENT, "row %zu, who %zu", i, k);
		}
	}
	/* the young person says that the mother goes on: whoever holds her link may, too */
	m->desk.now.today = date_of(2026, 6, 27);
	CHECK_OK(case_open_id(&m->desk, m->process, STR("view"), &c));
	for (size_t i = 0; i < c->contact_count; i++)
		if (c->contacts[i].account_id == p.mother)
			CHECK_OK(guard_consent(&m->desk, c, STR("parent"), c->contacts[i].id, STR("in person"), &problems));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK_INT(told_count(m, a, m->desk.now.today, &on_paper), 2);
	CHECK(!on_paper);
	/* a young person who chose mail is told as well, until somebody acts in their place */
	CHECK_OK(store_write(m->pool, a, self_job, &p));
	CHECK_INT(told_count(m, a, m->desk.now.today, &on_paper), 2);
	CHECK(on_paper);
	for (size_t i = 0; i < c->contact_count; i++)
		if (c->contacts[i].account_id == p.mother)
			CHECK_OK(guard_consent(&m->desk, c, STR("represents"), c->contacts[i].id, STR("best interests meeting"), &problems));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK_INT(told_count(m, a, m->desk.now.today, &on_paper), 2);
	CHECK(!on_paper);
	CHECK_OK(case_open_id(&link, m->process, STR("view"), &c));
}
TEST(parents_are_told_until_the_rights_pass_sqlite) { rights_pass(a, STORE_SQLITE); }
TEST(parents_are_told_until_the_rights_pass_postgres) { rights_pass(a, STORE_POSTGRES); }
