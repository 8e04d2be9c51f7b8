/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_request - the public form walked page by page, sent once, seen by the family; on both databases.
 * Touches work/request, work/track, work/link, work/case. */
#include "core/digest.h"
#include "gen/sql/demo.h"
#include "rulebook/made_book.h"
#include "store/fresh.h"
#include "work/link.h"
#include "work/request.h"
#include "work/track.h"

static const struct fault *authority_job(struct store *writer, struct arena *a, void *ctx)
{
	(void)ctx;
	TRY(sql_demo_authority_add(writer, a, &(struct demo_authority_add_in){ .code = 340, .name = STR("Knowsley Council"),
		.short_name = STR("Knowsley"), .phone = STR("0151 496 0340") }, NULL));
	return sql_demo_authority_add(writer, a, &(struct demo_authority_add_in){ .code = 341,
		.name = STR("Liverpool Council"), .short_name = STR("Liverpool"), .phone = STR("0151 496 0341") }, NULL);
}

/* Monday 5 January 2026: law.md example E01. */
static struct desk request_desk(struct arena *a, enum store_kind kind)
{
	struct house *house = ARENA_NEW(a, struct house, 1);
	memset(house->key, 7, sizeof house->key);
	house->files_most = 1000000;
	CHECK(digest_start());
	struct desk d = { .arena = a, .pool = fresh_store(a, kind), .house = house, .book = made_book(),
			  .now = { date_of(2026, 1, 5), 1767607200000 } };
	CHECK_OK(store_write(d.pool, a, authority_job, NULL));
	CHECK_OK(store_take(d.pool, a, &d.store));
	return d;
}

TEST(a_postcode_tells_its_council)
{
	static const struct { const char *postcode, *councils; } rows[] = {
		{ "L36 1AA", "340" }, { "l8 1aa", "341" }, { "L81AA", "341" }, { " wa10  2bb ", "342" },
		{ "CH41 3ZZ", "344" }, { "L35 1AA", "340 342" }, { "L9 1AA", "341 other" }, { "M1 1AA", "" },
		{ "", "" }, { "L", "" }, { "1AA", "" },
	};
	const struct rulebook *book = made_book();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str locality;
		CHECK_STR(request_councils(book, a, str_of(rows[i].postcode), &locality), str_of(rows[i].councils));
	}
}

struct given { const char *page, *name, *text; };

/* Answers the page with all rows that name it; gives the problems. */
static struct problems answer(struct desk *d, struct str token, const char *page, const struct given *rows, size_t count)
{
	struct request_draft r;
	struct answers typed = { 0 };
	struct problems problems = { 0 };
	CHECK_OK(request_open(d, token, &r));
	for (size_t i = 0; i < count; i++)
		if (str_equal(str_of(rows[i].page), str_of(page)))
			LIST_PUSH(d->arena, &typed, (struct answer){ str_of(rows[i].name), str_of(rows[i].text) });
	CHECK_OK(request_answer(d, token, &r, str_of(page), &typed, &problems));
	return problems;
}

static const struct given parent_rows[] = {
	{ "asker", "asker", "parent" }, { "child", "given", "Zo\xc3\xab" }, { "child", "family", "O'Hara" },
	{ "born", "born", "2017-03-27" }, { "home", "address", "1 Alder Road" }, { "home", "postcode", "L36 1AA" },
	{ "contact", "contact_name", "Ann O'Hara" }, { "contact", "relation", "mother" },
	{ "contact", "email", "ann@example.org" }, { "contact", "phone", "" }, { "school", "school", "Nowhere School" },
	{ "difficulties", "difficulties", "Reading, noise" }, { "tried", "tried", "Small group" },
	{ "hopes", "hopes", "A quiet place" }, { "views", "views", "" }, { "keep-in-touch", "keep_in_touch", "email" },
	{ "keep-in-touch", "language", "" }, { "consent", "consent", "yes" }, { "consent", "truth", "yes" },
};
enum { PARENT_ROWS = sizeof parent_rows / sizeof *parent_rows };

/* Follows request_next from page to page until there is none; gives how many pages were answered. */
static int walk(struct desk *d, struct str token, const struct given *rows, size_t count)
{
	int pages = 0;
	for (const struct form_page *page;; pages++) {
		struct request_draft r;
		CHECK_OK(request_open(d, token, &r));
		page = request_next(&r, STR_NONE);
		if (!page || pages > 30)
			return pages;
		struct problems problems = answer(d, token, arena_cstr(d->arena, page->id), rows, count);
		CHECK_NOTE(problems.count == 0, "page %.*s: %.*s", STR_ARG(page->id),
			   STR_ARG(problems.count ? problems.at[0].words : STR("")));
		if (problems.count)
			return pages;
	}
}

static struct str begin(struct desk *d)
{
	struct str token;
	CHECK_OK(draft_begin(d, STR("na-request"), 0, &token));
	return token;
}

static void family_sees(struct desk *d, struct str reference, struct str token)
{
	struct case_file *c;
	struct track t;
	CHECK_OK(link_open(d, token, STR("family")));
	CHECK_OK(case_open_id(d, d->who.link_process_id, STR("view"), &c));
	CHECK_STR(c->reference, reference);
	CHECK_STR(c->child_given, STR("Zo\xc3\xab"));
	CHECK_OK(track_make(d, c, &t));
	CHECK_STR(t.holder_words, STR("Knowsley Council has it. A case officer will be named soon"));
	CHECK_DATE(t.holder_since, date_of(2026, 1, 5));
	CHECK(t.next != NULL);
	CHECK_STR(t.next->step->id, STR("NA-02"));
	CHECK_DATE(t.next->due, date_of(2026, 2, 16));
	CHECK(str_is_empty(t.help_name));       /* none is listed here, and the request was taken all the same */
	CHECK(t.leg_count == 7 && t.legs[0].mark == TRACK_DONE && t.legs[1].mark == TRACK_NOW && t.legs[6].mark == TRACK_NEXT);
	CHECK_DATE(t.legs[6].by, date_of(2026, 5, 25));
	CHECK_INT((int64_t)t.happened_count, 1);
	bool can_send_papers = false;
	for (size_t i = 0; i < t.can_count; i++)
		can_send_papers = can_send_papers || str_equal(t.can[i]->id, STR("evidence_received"));
	CHECK(can_send_papers);
	struct str calendar = track_calendar(d->arena, &t, d->now, STR("example.org"));
	CHECK(str_contains(calendar, STR("DTSTART;VALUE=DATE:20260216\r\nDTEND;VALUE=DATE:20260217\r\n")));
	CHECK(str_contains(calendar, STR("DTSTART;VALUE=DATE:20260525\r\n")));
	CHECK(!str_contains(calendar, STR("Zo")) && !str_contains(calendar, STR("Hara")));
	struct track_seen *seen;
	size_t count;
	CHECK_OK(track_seen(d, c, &seen, &count));
	CHECK(count >= 1 && seen[0].is_family);
}

/* law:send-regs-2014/5(1); a double click makes one case. */
static void parent_asks(struct arena *a, enum store_kind kind)
{
	struct desk d = request_desk(a, kind);
	struct str token = begin(&d), reference, family, again, family_again;
	struct problems problems = { 0 };
	CHECK_OK(request_send(&d, token, &problems, &reference, &family));
	CHECK(problems.count > 5);              /* all that is missing, at once */
	CHECK_INT(walk(&d, token, parent_rows, PARENT_ROWS), 13);
	problems = (struct problems){ 0 };
	CHECK_OK(request_send(&d, token, &problems, &reference, &family));
	CHECK_NOTE(problems.count == 0, "%.*s", STR_ARG(problems.count ? problems.at[0].words : STR("")));
	CHECK(reference.len == 8 && family.len == 43);
	CHECK_OK(request_send(&d, token, &problems, &again, &family_again));
	CHECK_STR(again, reference);
	CHECK_STR(family_again, family);
	family_sees(&d, reference, family);
	store_give(d.pool, d.store);
}
TEST(a_parent_asks_and_follows_sqlite) { parent_asks(a, STORE_SQLITE); }
TEST(a_parent_asks_and_follows_postgres) { parent_asks(a, STORE_POSTGRES); }

TEST(a_wrong_birth_date_keeps_the_page)
{
	struct desk d = request_desk(a, STORE_SQLITE);
	struct str token = begin(&d);
	struct request_draft r;
	static const struct given old[] = { { "born", "born", "1999-01-01" } }, later[] = { { "born", "born", "2027-01-01" } },
		none[] = { { "born", "born", "31/2/2017" } };
	CHECK_INT((int64_t)answer(&d, token, "born", old, 1).count, 1);
	CHECK_INT((int64_t)answer(&d, token, "born", later, 1).count, 1);
	CHECK_INT((int64_t)answer(&d, token, "born", none, 1).count, 1);
	CHECK_OK(request_open(&d, token, &r));
	CHECK_STR(answers_get(&r.draft.fields, STR("born")), STR(""));
	CHECK(request_page_of(&r, STR("born"))->state == REQUEST_PAGE_TODO);
	store_give(d.pool, d.store);
}

/* An answer that makes an earlier page wrong leads back to it. */
TEST(an_earlier_page_that_became_wrong_comes_first)
{
	struct desk d = request_desk(a, STORE_SQLITE);
	struct str token = begin(&d);
	struct request_draft r;
	static const struct given by_phone[] = { { "keep-in-touch", "keep_in_touch", "phone" } },
		asks_self[] = { { "asker", "asker", "young_person" } };
	CHECK_INT(walk(&d, token, parent_rows, PARENT_ROWS), 13);
	CHECK_INT((int64_t)answer(&d, token, "keep-in-touch", by_phone, 1).count, 0);
	CHECK_OK(request_open(&d, token, &r));
	CHECK(!r.is_ready);
	CHECK_STR(request_next(&r, STR("keep-in-touch"))->id, STR("contact"));
	CHECK_INT((int64_t)answer(&d, token, "asker", asks_self, 1).count, 0);
	CHECK_OK(request_open(&d, token, &r));
	CHECK(request_page_of(&r, STR("born"))->state == REQUEST_PAGE_WRONG);   /* not yet 16 */
	store_give(d.pool, d.store);
}

/* law:cfa-2014/83(2): from 16 in their own words. */
static void young_person_asks(struct arena *a, enum store_kind kind)
{
	struct desk d = request_desk(a, kind);
	struct str token = begin(&d), reference, family;
	struct problems problems = { 0 };
	struct request_draft r;
	static const struct given rows[] = {
		{ "asker", "asker", "young_person" }, { "child", "given", "Sam" }, { "child", "family", "Reed" },
		{ "born", "born", "2010-01-05" }, { "home", "address", "2 Alder Road" }, { "home", "postcode", "L35 1AA" },
		{ "council", "council", "340" }, { "contact", "email", "sam@example.org" }, { "difficulties", "difficulties", "Maths" },
		{ "tried", "tried", "Nothing" }, { "hopes", "hopes", "College" },
		{ "keep-in-touch", "keep_in_touch", "email" }, { "consent", "consent", "yes" }, { "consent", "truth", "yes" },
	};
	CHECK_INT(walk(&d, token, rows, sizeof rows / sizeof *rows), 14);
	CHECK_OK(request_open(&d, token, &r));
	CHECK(r.is_self && r.is_ready);
	CHECK_INT(r.draft.authority, 340);
	CHECK_STR(request_page_of(&r, STR("home"))->page->title, STR("Where do you live?"));
	CHECK(request_page_of(&r, STR("parent")) == NULL);
	CHECK_OK(request_send(&d, token, &problems, &reference, &family));
	CHECK_INT((int64_t)problems.count, 0);
	struct case_file *c;
	struct track t;
	CHECK_OK(link_open(&d, family, STR("family")));
	CHECK_OK(case_open_id(&d, d.who.link_process_id, STR("view"), &c));
	CHECK_OK(track_make(&d, c, &t));
	CHECK(t.is_self);
	store_give(d.pool, d.store);
}
TEST(a_young_person_of_16_asks_sqlite) { young_person_asks(a, STORE_SQLITE); }
TEST(a_young_person_of_16_asks_postgres) { young_person_asks(a, STORE_POSTGRES); }

/* The right to follow the case is the parent's: a school gets the reference and no private link. */
TEST(a_school_asks_without_a_family_link)
{
	struct desk d = request_desk(a, STORE_SQLITE);
	struct str token = begin(&d), reference, family;
	struct problems problems = { 0 };
	struct given rows[PARENT_ROWS + 2];
	memcpy(rows, parent_rows, sizeof parent_rows);
	rows[0].text = "school";
	rows[PARENT_ROWS] = (struct given){ "parent", "parent_name", "Ann O'Hara" };
	rows[PARENT_ROWS + 1] = (struct given){ "parent", "parent_contact", "0151 496 0999" };
	CHECK_INT(walk(&d, token, rows, PARENT_ROWS + 2), 14);
	CHECK_OK(request_send(&d, token, &problems, &reference, &family));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK(reference.len == 8);
	CHECK(str_is_empty(family));
	store_give(d.pool, d.store);
}

static const struct fault *content_job(struct store *writer, struct arena *a, void *ctx)
{
	(void)ctx;
	return sql_demo_content_add(writer, a, &(struct demo_content_add_in){ STR("aa"), 2 }, NULL);
}

/* Papers are added, taken out, counted. */
static void papers_are_kept(struct arena *a, enum store_kind kind)
{
	struct desk d = request_desk(a, kind);
	struct str token = begin(&d);
	struct request_draft r;
	struct kept_files files = { 0 };
	struct problems problems = { 0 };
	CHECK_OK(store_write(d.pool, a, content_job, NULL));
	LIST_PUSH(a, &files, (struct kept_file){ STR("evidence"), STR("one.pdf"), STR("application/pdf"), STR("aa"), 2 });
	LIST_PUSH(a, &files, (struct kept_file){ STR("evidence"), STR("two.pdf"), STR("application/pdf"), STR("aa"), 2 });
	CHECK_OK(request_open(&d, token, &r));
	CHECK_OK(request_files_add(&d, token, &r, &files, &problems));
	CHECK_OK(request_open(&d, token, &r));
	CHECK_INT((int64_t)r.draft.files.count, 2);
	CHECK_OK(request_file_drop(&d, token, &r, 0));
	CHECK_OK(request_open(&d, token, &r));
	CHECK_INT((int64_t)r.draft.files.count, 1);
	CHECK_STR(r.draft.files.at[0].name, STR("two.pdf"));
	while (files.count < REQUEST_FILES)
		LIST_PUSH(a, &files, files.at[0]);
	CHECK_OK(request_files_add(&d, token, &r, &files, &problems));
	CHECK_INT((int64_t)problems.count, 1);
	CHECK_OK(request_open(&d, token, &r));
	CHECK_INT((int64_t)r.draft.files.count, 1);
	CHECK_OK(draft_drop(&d, token));
	const struct fault *f = request_open(&d, token, &r);
	CHECK(f && f->kind == FAULT_ABSENT);
	store_give(d.pool, d.store);
}
TEST(papers_of_a_draft_sqlite) { papers_are_kept(a, STORE_SQLITE); }
TEST(papers_of_a_draft_postgres) { papers_are_kept(a, STORE_POSTGRES); }
