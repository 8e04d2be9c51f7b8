/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/letter - letters of a made case against tests/golden/letters, and what must be refused.
 * proves law:2.7 law:na/03 law:na/06 law:na/08 law:na/12 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/child.h"
#include "core/out.h"
#include "gen/sql/demo.h"
#include "gen/sql/guard.h"
#include "gen/sql/letter.h"
#include "gen/sql/post.h"
#include "work/letter_room.h"
#include "work/letter_words.h"
#include "gen/sql/guard.h"
#include "work/case_room.h"
#include "work/made_case.h"

struct str letter_words(struct arena *a, struct str html)
{
	struct str body = letter_inside(html);
	struct out o = out_start(a, body.len);
	static const struct { const char *tag, *as; } marks[] = {
		{ "<h1>", "# " }, { "<h2>", "\n## " }, { "<h3>", "\n### " }, { "<li>", "- " }, { "<br>", "\n" }, { "</p>", "\n" },
		{ "</li>", "\n" }, { "</h1>", "\n" }, { "</h2>", "\n" }, { "</h3>", "\n" },
		{ "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" },
	};
	for (size_t i = 0; i < body.len; i++) {
		struct str rest = str_slice(body, i, body.len), behind = rest;
		bool is_mark = false;
		for (size_t m = 0; m < sizeof marks / sizeof *marks && !is_mark; m++)
			if (str_starts(rest, str_of(marks[m].tag))) {
				out_add(&o, str_of(marks[m].as));
				i += strlen(marks[m].tag) - 1;
				is_mark = true;
			}
		if (is_mark)
			continue;
		if (body.at[i] == '<')
			i += str_cut(&behind, '>').len;
		else if (body.at[i] != '\n')
			out_byte(&o, body.at[i]);
	}
	return out_str(&o);
}

struct keeping_job { struct made_case *m; struct happened e; struct problems *out; };

static const struct fault *keep(struct store *writer, struct arena *a, void *ctx)
{
	struct keeping_job *job = ctx;
	struct problems found = { 0 };
	TRY(letter_keep(writer, a, &job->m->desk, job->m->process, &job->e, &found));
	for (size_t i = 0; i < found.count; i++)
		problems_add(job->out, job->m->desk.arena, found.at[i].field, found.at[i].kind, found.at[i].words);
	return found.count ? fault_new(a, FAULT_CONFLICT, "problems") : NULL;
}

/* Letters that say to others what the family was told are not counted here: `told_to` looks at them. */
static bool is_told_on(const struct letter_of_case_row *row)
{
	return str_ends(row->letter, STR("-told"));
}

static size_t not_told_on(const struct letter_of_case_rows *rows)
{
	size_t count = 0;
	for (size_t i = 0; i < rows->count; i++)
		count += !is_told_on(&rows->at[i]);
	return count;
}

/* Records the event and keeps its letters; gives how many letters the case has then. */
static size_t happen(struct made_case *m, struct arena *a, const char *name, struct date day, const char *subject,
		     const char *fields, struct problems *out)
{
	struct letter_of_case_rows rows;
	struct keeping_job job = { m, made_event(m, a, name, day, subject, fields), out };
	const struct fault *f = store_write(m->pool, a, keep, &job);
	CHECK(out->count > 0 || !f);
	CHECK_OK(sql_letter_of_case(m->desk.store, a, &(struct letter_of_case_in){ .process_id = m->process }, &rows));
	return not_told_on(&rows);
}

static struct str last_html(struct made_case *m, struct arena *a, struct str *letter)
{
	struct letter_of_case_rows rows;
	struct str html;
	CHECK_OK(sql_letter_of_case(m->desk.store, a, &(struct letter_of_case_in){ .process_id = m->process }, &rows));
	while (rows.count > 0 && is_told_on(&rows.at[rows.count - 1]))
		rows.count--;
	CHECK(rows.count > 0);
	*letter = rows.at[rows.count - 1].letter;
	CHECK_OK(letter_content_load(m->desk.store, a, rows.at[rows.count - 1].sha256, &html));
	return html;
}

void letter_golden(struct arena *a, const char *name, struct str got)
{
	const char *path = arena_printf(a, "tests/golden/letters/%s.txt", name).at;
	if (getenv("WAYMARK_TEST_GOLDEN")) {
		FILE *f = fopen(path, "wb");
		CHECK(f && fwrite(got.at, 1, got.len, f) == got.len && fclose(f) == 0);
		return;
	}
	struct str want = test_file(a, path);
	CHECK_NOTE(str_equal(got, want), "%s differs; the letter now:\n%.*s", path, STR_ARG(got));
}

#define REQUEST "asker=parent; difficulties=Ada finds reading hard.\\nShe is tired.; hopes=- to read\\n- a friend"
static const struct date received = { 20458 };  /* 2026-01-05 */

static struct made_case *to_decision(struct arena *a, enum store_kind kind, struct date born)
{
	struct made_case *m = made_case(a, kind, born);
	struct problems none = { 0 };
	CHECK_INT((int64_t)happen(m, a, "request_received", received, "", REQUEST, &none), 1);
	CHECK_INT((int64_t)none.count, 0);
	return m;
}

static void check_golden(struct made_case *m, struct arena *a, const char *want_letter, const char *file)
{
	struct str letter, html = last_html(m, a, &letter);
	CHECK_STR(letter, str_of(want_letter));
	letter_golden(a, file, letter_words(a, html));
}

static void a_refusal(struct arena *a, enum store_kind kind)
{
	struct made_case *m = to_decision(a, kind, date_of(2015, 5, 20));
	struct problems out = { 0 };
	check_golden(m, a, "na-acknowledge", "na-acknowledge");
	made_event(m, a, "decision_not_to_assess", date_of(2026, 2, 9), "",
		   "reasons=School can meet the needs.\\n- progress was good\\n- <script>no</script>; decided_by=panel");
	CHECK_INT((int64_t)happen(m, a, "assess_decision_notified", date_of(2026, 6, 30), "", "served=post", &out), 2);
	for (size_t i = 0; i < out.count; i++)
		CHECK_NOTE(false, "%.*s: %.*s", STR_ARG(out.at[i].field), STR_ARG(out.at[i].words));
	check_golden(m, a, "na-refuse", "na-refuse");
}

TEST(a_refusal_has_its_reasons_and_its_rights)
{
	a_refusal(a, STORE_SQLITE);
}

TEST(a_refusal_has_its_reasons_and_its_rights_postgres)
{
	a_refusal(a, STORE_POSTGRES);
}

static void walk_to_final(struct arena *a, enum store_kind kind)
{
	struct made_case *m = to_decision(a, kind, date_of(2015, 5, 20));
	struct problems out = { 0 };
	made_event(m, a, "decision_to_assess", date_of(2026, 2, 9), "", "reasons=More must be known.; decided_by=panel");
	CHECK_INT((int64_t)happen(m, a, "assess_decision_notified", date_of(2026, 2, 10), "", "served=email", &out), 2);
	check_golden(m, a, "na-assess", "na-assess");
	const char *asks = arena_printf(a, "questions=What is needed?; ask.advice-ep=%lld ep; ask.advice-family=0 family",
					(long long)m->ep).at;
	CHECK_INT((int64_t)happen(m, a, "advice_requested", date_of(2026, 2, 11), "", asks, &out), 4);
	check_golden(m, a, "na-advice-request", "na-advice-request-family");
	made_event(m, a, "advice_received", date_of(2026, 3, 20), "advice-ep", "known=known; needs=a; provision=b; outcomes=c");
	made_event(m, a, "advice_received", date_of(2026, 3, 21), "advice-family", "known=known; needs=a");
	made_event(m, a, "decision_to_issue", date_of(2026, 4, 1), "", "reasons=Daily help.; decided_by=panel");
	CHECK_INT((int64_t)happen(m, a, "draft_served", date_of(2026, 4, 2), "", "served=post; comments_by=2026-04-20", &out), 5);
	check_golden(m, a, "na-draft", "na-draft");
	made_event(m, a, "draft_comments", date_of(2026, 4, 12), "", "agrees=no; comments=More hours; meeting_wanted=no");
	const char *final = arena_printf(a, "setting=%lld; setting_type=mainstream; signed_by=A Merrick; health_agreed=yes; "
					 "care_agreed=yes", (long long)m->school).at;
	CHECK_INT((int64_t)happen(m, a, "final_sent", date_of(2026, 5, 20), "", final, &out), 6);
	check_golden(m, a, "na-final", "na-final");
	for (size_t i = 0; i < out.count; i++)
		CHECK_NOTE(false, "%.*s: %.*s", STR_ARG(out.at[i].field), STR_ARG(out.at[i].words));
}

TEST(each_letter_of_a_plan_agrees_with_the_record)
{
	walk_to_final(a, STORE_SQLITE);
}

TEST(each_letter_of_a_plan_agrees_with_the_record_postgres)
{
	walk_to_final(a, STORE_POSTGRES);
}

/* To whom the letters of this name went, as it stands in them. */
static struct str told_to(struct made_case *m, struct arena *a, const char *letter)
{
	struct letter_of_case_rows rows;
	struct out o = out_start(a, 200);
	CHECK_OK(sql_letter_of_case(m->desk.store, a, &(struct letter_of_case_in){ .process_id = m->process }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		if (str_equal(rows.at[i].letter, str_of(letter))) {
			CHECK_INT(rows.at[i].to_family, 0);
			out_printf(&o, "%s%.*s", o.len ? ", " : "", STR_ARG(rows.at[i].addressee));
		}
	return out_str(&o);
}

static int64_t papers_of(struct made_case *m, struct arena *a)
{
	struct post_papers_rows rows;
	CHECK_OK(sql_post_papers(m->desk.store, a, &(struct post_papers_in){ 341, 0, 100 }, &rows));
	return (int64_t)rows.count;
}

struct joining { struct made_case *m; };

static const struct fault *join_school(struct store *writer, struct arena *a, void *ctx)
{
	const struct joining *j = ctx;
	return sql_demo_membership_add(writer, a, &(struct demo_membership_add_in){
		.account_id = j->m->officer, .role = STR("school"), .authority = 341, .organisation_id = j->m->school }, NULL);
}

/* One letter goes to each party that is on the record (here is no social care team), on paper, also when somebody of that
 * organisation signs in: a letter is not in their inbox. */
TEST(others_are_told_by_a_letter_of_their_own)
{
	struct made_case *m = to_decision(a, STORE_SQLITE, date_of(2015, 5, 20));
	struct problems out = { 0 };
	CHECK_STR(told_to(m, a, "na-told"), STR("Elm Primary School, Mersey ICB"));
	CHECK_INT(papers_of(m, a), 3);          /* the family's, the school's, the board's */
	CHECK_OK(store_write(m->pool, a, join_school, &(struct joining){ m }));
	made_event(m, a, "decision_to_assess", date_of(2026, 2, 9), "", "decided_by=panel");
	happen(m, a, "assess_decision_notified", date_of(2026, 2, 10), "", "served=email", &out);
	CHECK_INT((int64_t)out.count, 0);
	CHECK_STR(told_to(m, a, "na-decision-told"), STR("Elm Primary School, Mersey ICB"));
	CHECK_INT(papers_of(m, a), 6);
}

static const struct fault *mark_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct made_case *m = ctx;
	return sql_mark_add(writer, a, &(struct mark_add_in){ .person_id = m->person, .target = STR("address"),
		.word = STR("address"), .reason = STR("Ordered by a court"), .account_id = m->officer }, NULL);
}

/* Both parents read the one letter: with a marked address it has none, neither the child's home nor a parent's own. */
TEST(a_marked_address_stands_in_no_letter)
{
	struct made_case *m = to_decision(a, STORE_SQLITE, date_of(2015, 5, 20));
	struct problems out = { 0 };
	struct str letter;
	made_event(m, a, "decision_to_assess", date_of(2026, 2, 9), "", "decided_by=panel");
	happen(m, a, "assess_decision_notified", date_of(2026, 2, 10), "", "served=post", &out);
	CHECK(str_contains(last_html(m, a, &letter), STR("1 Elm Road")));
	CHECK_OK(store_write(m->pool, a, mark_job, m));
	happen(m, a, "assess_decision_notified", date_of(2026, 2, 10), "", "served=post", &out);
	struct str html = last_html(m, a, &letter);
	CHECK(str_contains(html, STR("Kim Roe")) && !str_contains(html, STR("1 Elm Road")));
	CHECK_INT((int64_t)out.count, 0);
}

TEST(a_young_person_is_written_to_themselves)
{
	/* born 2010-02-11: the school year of the 16th birthday ends on 26 June 2026 */
	struct made_case *m = to_decision(a, STORE_SQLITE, date_of(2010, 2, 11));
	struct problems out = { 0 };
	struct str letter;
	made_event(m, a, "decision_to_assess", date_of(2026, 6, 20), "", "decided_by=panel");
	happen(m, a, "assess_decision_notified", date_of(2026, 6, 26), "", "served=post", &out);
	CHECK(str_contains(letter_words(a, last_html(m, a, &letter)), STR("Dear Kim Roe")));
	happen(m, a, "assess_decision_notified", date_of(2026, 6, 27), "", "served=post", &out);
	struct str text = letter_words(a, last_html(m, a, &letter));
	CHECK(str_contains(text, STR("Dear Ada Roe <\"&'>")));
	CHECK(str_contains(text, STR("# We will assess your needs")));
	CHECK(str_contains(text, STR("the rights in this letter are your own")));
	CHECK_INT((int64_t)out.count, 0);
}

static const struct fault *represents_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct made_case *m = ctx;
	struct letter_relations_rows rows;
	struct case_file c;

	TRY(sql_letter_relations(writer, a, &(struct letter_relations_in){ .person_id = m->person, .day = date_of(2026, 6, 1) }, &rows));
	TRY(case_read(writer, a, m->book, m->process, STR_NONE, m->desk.now.today, &c));
	TRY(case_read_rest(writer, a, &m->desk, &c));
	for (size_t i = 0; i < c.contact_count; i++)
		if (str_equal(c.contacts[i].kind, STR("parent")))
			TRY(sql_consent_add(writer, a, &(struct consent_add_in){ .person_id = m->person, .kind = STR("represents"),
				.relation_id = c.contacts[i].id, .note = STR("best interests meeting"), .account_id = m->officer,
				.since = date_of(2026, 7, 1) }, NULL));
	return NULL;
}

/* What officers read on the page of people: the parent gets letters and sees the case, or neither. */
static void check_people(struct made_case *m, struct date today, bool is_parents)
{
	struct case_file *c;
	struct letter_people people;

	m->desk.now.today = today;
	CHECK_OK(case_open(&m->desk, STR("K7PMR2QX"), STR("view"), &c));
	CHECK_OK(letter_people(&m->desk, c, &people));
	CHECK(people.count > 0 && people.to_young == !is_parents);
	for (size_t i = 0; i < c->contact_count; i++)
		for (size_t k = 0; str_equal(c->contacts[i].kind, STR("parent")) && k < people.count; k++)
			if (people.at[k].relation_id == c->contacts[i].id)
				CHECK(people.at[k].is_addressed == is_parents && people.at[k].may_open == is_parents);
}

/* law:cfa-2014/80: who acts for a young person who cannot decide is written to in their place, from the day it was recorded. */
TEST(who_represents_a_young_person_is_written_to)
{
	static const struct { int month, day; const char *dear, *head; } rows[] = {
		{ 6, 26, "Dear Kim Roe", "# We will assess Ada\xE2\x80\x99s needs" }, { 6, 27, "Dear Ada Roe <\"&'>", "# We will assess your needs" },
		{ 6, 30, "Dear Ada Roe <\"&'>", "# We will assess your needs" }, { 7, 1, "Dear Kim Roe", "# We will assess Ada\xE2\x80\x99s needs" },
	};
	struct made_case *m = to_decision(a, STORE_SQLITE, date_of(2010, 2, 11));
	struct problems out = { 0 };
	struct str letter;

	CHECK_OK(store_write(m->pool, a, represents_job, m));
	made_event(m, a, "decision_to_assess", date_of(2026, 6, 20), "", "decided_by=panel");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		happen(m, a, "assess_decision_notified", date_of(2026, rows[i].month, rows[i].day), "", "served=post", &out);
		struct str text = letter_words(a, last_html(m, a, &letter));

		CHECK_NOTE(str_contains(text, str_of(rows[i].dear)) && str_contains(text, str_of(rows[i].head)), "row %zu: %.*s", i,
			   STR_ARG(str_slice(text, 0, 600)));
		check_people(m, date_of(2026, rows[i].month, rows[i].day), str_contains(str_of(rows[i].dear), STR("Kim")));
	}
	CHECK_INT((int64_t)out.count, 0);
}

/* A letter to somebody named: the council that has an address here, the tribunal of rulebook/code/post-address.csv. */
TEST(somebody_named_has_a_postal_address)
{
	static const struct { const char *letter, *name, *address; } rows[] = {
		{ "ex-council", "Liverpool Council", "1 Lantern Square\nLiverpool" },
		{ "ma-response", "First-tier Tribunal (Special Educational Needs and Disability)",
		  "1st Floor\nDarlington Magistrates' Court\nParkgate\nDarlington\nDL1 1RU" },
		{ "tr-transfer", "", "" },
	};
	struct made_case *m = to_decision(a, STORE_SQLITE, date_of(2015, 5, 20));

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct letter *letter = book_letter(m->book, str_of(rows[i].letter));
		struct letter_facts f;

		CHECK_OK(letter_facts_load(m->desk.store, a, m->book, m->process, NULL, STR(""), m->desk.now.today, &f));
		CHECK_OK(letter_facts_other(m->desk.store, a, &f, letter));
		letter_facts_to(a, &f, letter, STR("other"));
		CHECK_STR(answers_get(&f.known, STR("other.address")), rows[i].address[0] ? str_of(rows[i].address) : STR_NONE);
		if (rows[i].name[0])
			CHECK_STR(answers_get(&f.known, STR("to.name")), str_of(rows[i].name));
	}
}

TEST(a_plan_that_is_not_needed_is_told_with_reasons)
{
	struct made_case *m = to_decision(a, STORE_SQLITE, date_of(2015, 5, 20));
	struct problems out = { 0 };
	made_event(m, a, "decision_to_assess", date_of(2026, 2, 9), "", "decided_by=panel");
	made_event(m, a, "advice_requested", date_of(2026, 2, 11), "",
		   arena_printf(a, "questions=What?; ask.advice-ep=%lld ep; ask.advice-health=%lld health", (long long)m->ep,
				(long long)m->health).at);
	made_event(m, a, "advice_received", date_of(2026, 3, 20), "advice-ep", "known=known; needs=a");
	made_event(m, a, "advice_not_sought", date_of(2026, 3, 20), "advice-health", "why=earlier");
	made_event(m, a, "decision_not_to_issue", date_of(2026, 4, 1), "", "reasons=SEN support is enough.; decided_by=panel");
	/* 24 October 2026 is two months before Christmas Eve; 25 December to 1 January roll on. */
	CHECK_INT((int64_t)happen(m, a, "issue_decision_notified", date_of(2026, 10, 25), "", "served=post", &out), 2);
	check_golden(m, a, "na-not-issue", "na-not-issue");
}

/* What a letter must state and the record does not have: told in words, nothing kept. */
TEST(a_missing_fact_refuses_the_letter)
{
	struct made_case *m = to_decision(a, STORE_SQLITE, date_of(2015, 5, 20));
	struct problems out = { 0 };
	made_event(m, a, "decision_not_to_assess", date_of(2026, 2, 9), "", "decided_by=panel");
	CHECK_INT((int64_t)happen(m, a, "assess_decision_notified", date_of(2026, 2, 10), "", "served=post", &out), 1);
	CHECK_INT((int64_t)out.count, 1);
	CHECK_STR(out.at[0].field, STR("reasons"));
	CHECK_STR(out.at[0].words, STR("This must be in the letter, but it is not known: the reasons for the decision "
				       "(s36(5) Children and Families Act 2014; r5(3) SEND Regulations 2014)"));
}

static struct str tool(struct arena *a, const char *const *words)
{
	struct str said = STR_NONE;
	CHECK_OK(child_run(a, &(struct child){ .words = words, .seconds = 60, .output_most = 1 << 20 }, &said));
	return said;
}

/* Blanks and line ends as one blank each: lines of a page end elsewhere. */
static struct str flowing(struct arena *a, struct str text)
{
	struct out o = out_start(a, text.len);
	for (struct str word = str_word(&text); word.at; word = str_word(&text))
		out_printf(&o, "%s%.*s", o.len ? " " : "", STR_ARG(word));
	return out_str(&o);
}

/* The PDF says what the letter says, and is what PDF/UA asks for, as far as the tools can see. */
static void check_pdf(struct arena *a, const char *name, struct str html, struct str sentence)
{
	struct str pdf;
	const char *path = arena_printf(a, "build/%s.pdf", name).at;
	CHECK_OK(letter_pdf(a, html, &pdf));
	FILE *f = fopen(path, "wb");
	CHECK(f && fwrite(pdf.at, 1, pdf.len, f) == pdf.len && fclose(f) == 0);
	struct str info = tool(a, (const char *const[]){ "pdfinfo", path, NULL });
	CHECK(str_contains(flowing(a, info), STR("Tagged: yes")));
	CHECK(str_contains(flowing(a, info), STR("Page size: 595.276 x 841.89 pts (A4)")));
	tool(a, (const char *const[]){ "qpdf", "--check", path, NULL });
	struct str slips = tool(a, (const char *const[]){ "/usr/bin/python3", "tests/golden/check_pdfua.py", path, NULL });
	CHECK_STR(str_trim(slips), STR("ok"));
	struct str text = flowing(a, tool(a, (const char *const[]){ "pdftotext", "-layout", path, "-", NULL }));
	CHECK_NOTE(str_contains(text, sentence), "%s does not say %.*s but %.*s", path, STR_ARG(sentence), STR_ARG(text));
}

/* A socket that listens on loopback, and its port. */
static int listening(int *port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	CHECK(fd >= 0 && bind(fd, (const struct sockaddr *)(const void *)&at, len) == 0 && listen(fd, 8) == 0);
	CHECK(fcntl(fd, F_SETFL, O_NONBLOCK) == 0 && getsockname(fd, (struct sockaddr *)(void *)&at, &len) == 0);
	*port = ntohs(at.sin_port);
	return fd;
}

/* Should a template ever let through what a stranger typed as HTML: WeasyPrint would fetch pictures, styles and attachments, from the
 * network and from files. It has neither. */
TEST(a_hostile_letter_fetches_nothing)
{
	test_slow();
	const char *path = "/tmp/waymark-hostile.txt";
	struct str pdf, names;
	int port, fd = listening(&port);
	FILE *f = fopen(path, "w");

	CHECK(f && fputs("SECRET-OF-THE-DISK", f) >= 0 && fclose(f) == 0);
	CHECK_OK(letter_pdf(a, arena_printf(a, "<!DOCTYPE html><html lang=\"en\"><head><title>x</title>"
		"<link rel=\"stylesheet\" href=\"http://127.0.0.1:%d/a.css\"><link rel=\"attachment\" href=\"file://%s\">"
		"<link rel=\"attachment\" href=\"file:///etc/passwd\"><style>@import url(http://127.0.0.1:%d/b.css);"
		"@font-face{font-family:x;src:url(http://127.0.0.1:%d/f)}</style></head><body><p style=\"font-family:x\">Words</p>"
		"<img src=\"http://127.0.0.1:%d/c.png\" alt=\"\"><img src=\"file://%s\" alt=\"\"><object data=\"file:///etc/passwd\"></object>"
		"<iframe src=\"file:///etc/passwd\"></iframe></body></html>", port, path, port, port, port, path), &pdf));
	CHECK(accept(fd, NULL, NULL) < 0 && errno == EAGAIN);
	f = fopen("build/hostile.pdf", "wb");
	CHECK(f && fwrite(pdf.at, 1, pdf.len, f) == pdf.len && fclose(f) == 0);
	names = tool(a, (const char *const[]){ "qpdf", "--list-attachments", "build/hostile.pdf", NULL });
	CHECK_NOTE(str_contains(names, STR("no embedded files")), "%.*s", STR_ARG(names));
	CHECK(str_contains(tool(a, (const char *const[]){ "pdftotext", "build/hostile.pdf", "-", NULL }), STR("Words")));
	unlink(path);
	close(fd);
}

/* With `what` before the first `at`. */
static struct str with(struct arena *a, struct str html, const char *at, const char *what)
{
	struct out o = out_start(a, html.len + 200);
	const char *found = strstr(arena_cstr(a, html), at);
	CHECK(found != NULL);
	size_t before = html.len - strlen(found);
	out_add(&o, str_slice(html, 0, before));
	out_add(&o, str_of(what));
	out_add(&o, str_slice(html, before, html.len));
	return out_str(&o);
}

/* A letter from elsewhere may refer to nothing: it is given to browsers and to the printer of PDFs. */
TEST(a_letter_from_elsewhere_is_a_closed_page)
{
	static const struct { const char *at, *what; } rows[] = {
		{ "</body>", "<img src=\"http://10.0.0.1/\">" }, { "</body>", "<a href=\"file:///etc/passwd\">x</a>" },
		{ "</body>", "<p style=\"background:url(http://x)\">x</p>" }, { "</body>", "<p class=\"a\" onclick=\"b\">x</p>" },
		{ "</body>", "<style>p{background:url(http://x)}</style>" }, { "</body>", "<script>1</script>" },
		{ "</head>", "<link rel=\"attachment\" href=\"file:///etc/passwd\">" }, { "body{", "@import url(http://x);" },
		{ "</title>", "<b>x</b>" }, { "<!DOCTYPE", "x" }, { "</body>", "<p" }, { "</body>", "<P>" }, { "</body>", "</body><img>" },
	};
	struct made_case *m = to_decision(a, STORE_SQLITE, date_of(2015, 5, 20));
	struct str letter, html = last_html(m, a, &letter);
	CHECK(letter_is_ours(a, html));
	CHECK(letter_is_ours(a, letter_page(a, STR("A & <b>"), STR("<p class=\"facts\">Words &lt; more<br></p>\n"))));
	CHECK(!letter_is_ours(a, STR("")));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_NOTE(!letter_is_ours(a, with(a, html, rows[i].at, rows[i].what)), "%s", rows[i].what);
}

TEST(a_machine_posts_only_to_a_whole_address)
{
	static const struct { const char *to; bool fits; } rows[] = {
		{ "Kim Roe<br>1 Elm Road<br>L1 1AA", true }, { "Kim Roe<br>Flat 2<br>1 Elm Road<br>Kirkby<br>Knowsley<br>UK<br>l32 2qt", true },
		{ "Kim Roe<br><br>1 Elm Road<br>L1 1AA", true }, { "Kim Roe<br>L1 1AA", false }, { "Kim Roe<br>1 Elm Road", false },
		{ "Kim Roe<br>1 Elm Road<br>L1 1AA<br>1<br>2<br>3<br>4<br>L1 1AA", false }, { "Kim Roe<br>1 Elm Road<br>L32 2KO", false },
		{ "A name that is longer than the window of any envelope<br>1 Elm Road<br>L1 1AA", false }, { "Elm School", false }, { "", false },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_NOTE(letter_fits_window(a, letter_page(a, STR("x"), arena_printf(a, "<div class=\"to\"><p>%s</p></div>\n"
			   "<p>Dear<br>L1 1AA</p>\n", rows[i].to))) == rows[i].fits, "%s", rows[i].to);
	CHECK(!letter_fits_window(a, letter_page(a, STR("x"), STR("<p>1<br>2<br>L1 1AA</p>\n"))));
}

TEST(letters_are_pdf_ua_and_say_the_same)
{
	test_slow();
	struct made_case *m = to_decision(a, STORE_SQLITE, date_of(2015, 5, 20));
	struct problems out = { 0 };
	struct str letter;
	check_pdf(a, "letter-na-acknowledge", last_html(m, a, &letter), STR("By Monday 16 February 2026 we decide whether"));
	made_event(m, a, "decision_not_to_assess", date_of(2026, 2, 9), "", "reasons=- one\\n- two\\n\xC5\x81ukasz & co");
	happen(m, a, "assess_decision_notified", date_of(2026, 6, 30), "", "served=post", &out);
	check_pdf(a, "letter-na-refuse", last_html(m, a, &letter),
		  STR("The tribunal must have your appeal by Tuesday 1 September 2026"));
}
