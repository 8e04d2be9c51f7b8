/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_bundle - papers in order, one PDF with an index, numbers and bookmarks; what is taken out is gone.
 * Touches work/bundle, qpdf and pdftotext (what the file says to others). */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/child.h"
#include "core/digest.h"
#include "core/out.h"
#include "gen/sql/case.h"
#include "gen/sql/demo.h"
#include "store/fresh.h"
#include "work/bundle.h"
#include "work/document.h"
#include "work/letter.h"
#include "work/made_case.h"

TEST(words_are_blacked_out_between_tags)
{
	static const struct { const char *html, *words; int64_t hidden; const char *gone, *left; } rows[] = {
		{ "<p title=\"Ann\">Ann and ANN</p>", "ann", 2, ">Ann", "title=\"Ann\"" },
		{ "<p>Kim &amp; Sons</p>", "Kim & Sons", 1, "Kim", "<p>" },
		{ "<p>nobody</p>", "x", 0, "zzz", "nobody" },           /* one letter is no word */
		{ "<p>O&#39;Hara and O\xe2\x80\x99Hara</p>", "O'Hara", 2, "Hara", "<p>" },  /* straight, and as a text program writes it */
		{ "<p>O&#39;Hara and O\xe2\x80\x99Hara</p>", "o\xe2\x80\x99hara", 2, "Hara", "<p>" },
		{ "<p>1 Elm Road</p>", " 1 Elm Road \n\nAnn", 1, "Elm", "<p>" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t hidden = 0;
		struct answers each = { 0 };
		struct str got = bundle_black(a, str_of(rows[i].html), str_of(rows[i].words), &hidden, &each);

		CHECK_NOTE(hidden == rows[i].hidden, "row %zu: %lld", i, (long long)hidden);
		CHECK_NOTE(!str_contains(got, str_of(rows[i].gone)), "row %zu: %.*s", i, STR_ARG(got));
		CHECK_NOTE(str_contains(got, str_of(rows[i].left)), "row %zu: %.*s", i, STR_ARG(got));
	}
}

TEST(pages_that_stay)
{
	static const struct { const char *out; int64_t pages; bool good; const char *left; int64_t count; } rows[] = {
		{ "", 3, true, "1-3", 3 }, { "2", 3, true, "1-1,3-3", 2 }, { "1-3", 3, true, "", 0 }, { " 2 - 3 , 7 ", 8, true, "1-1,4-6,8-8", 5 },
		{ "0", 3, false, "", 0 }, { "4", 3, false, "", 0 }, { "3-2", 3, false, "", 0 }, { "two", 3, false, "", 0 }, { "1-", 3, false, "", 0 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str left = STR("");
		int64_t count = 0;
		bool good = bundle_pages_left(a, str_of(rows[i].out), rows[i].pages, &left, &count);

		CHECK_NOTE(good == rows[i].good, "row %zu", i);
		if (good)
			CHECK_NOTE(str_equal(left, str_of(rows[i].left)) && count == rows[i].count, "row %zu: %.*s", i, STR_ARG(left));
	}
}

struct appeal { struct made_case *m; int64_t process; struct kept_file files[3]; };

static struct kept_file kept(struct made_case *m, struct arena *a, const char *name, struct str bytes)
{
	struct keeping *k;
	struct kept_file file = { 0 };
	struct problems slips = { 0 };

	CHECK_OK(document_keep_begin(a, 1 << 24, &k));
	CHECK_OK(document_keep_part(k, bytes));
	CHECK_OK(document_keep_end(k, &m->desk, STR("files"), str_of(name), &slips, &file));
	CHECK_INT((int64_t)slips.count, 0);
	return file;
}

static const struct fault *appeal_job(struct store *writer, struct arena *a, void *ctx)
{
	struct appeal *p = ctx;
	struct demo_process_add_rows made;

	TRY(sql_demo_process_add(writer, a, &(struct demo_process_add_in){ .reference = STR("APPEAL23"), .authority = 341,
		.person_id = p->m->person, .pathway = STR("MA"), .opened = date_of(2026, 1, 5), .version = 1,
		.officer_id = p->m->officer, .stage = STR("time_to_think"), .holder = STR("family"), .child_folded = STR("roe ada") },
		&made));
	p->process = made.at[0].id;
	TRY(sql_demo_event_add(writer, a, &(struct demo_event_add_in){ .process_id = p->process, .seq = 1,
		.name = STR("decision_sent"), .day = date_of(2026, 1, 5), .subject = STR(""), .fields = STR("{}"),
		.actor = STR("case_officer"), .account_id = p->m->officer, .recorded = 1 }, NULL));
	for (int i = 0; i < 3; i++)
		TRY(sql_case_document_add(writer, a, &(struct case_document_add_in){ .process_id = p->process, .event_seq = 1,
			.kind = STR("other"), .subject = STR(""), .name = p->files[i].name, .mime = p->files[i].mime,
			.sha256 = p->files[i].sha256, .account_id = p->m->officer, .made = 1767600000000 + i }, NULL));
	return case_recompute(writer, a, p->m->book, p->process, date_of(2026, 1, 5));
}

static struct str ask(struct arena *a, const char *const *words)
{
	const struct child c = { .words = words, .input = STR(""), .seconds = 30, .output_most = 1 << 22 };
	struct str said = STR("");

	CHECK_OK(child_run(a, &c, &said));
	return said;
}

static struct str whole(struct made_case *m, struct arena *a, struct str sha256)
{
	struct out o = out_start(a, 1 << 16);
	struct str part;

	for (int64_t seq = 0;; seq++) {
		CHECK_OK(document_part(m->desk.store, a, sha256, seq, &part));
		if (!part.at)
			return out_str(&o);
		out_add(&o, part);
	}
}

static const struct case_document *bundle_of(const struct case_file *c, const char *kind)
{
	for (size_t i = 0; i < c->document_count; i++)
		if (str_equal(c->documents[i].kind, str_of(kind)))
			return &c->documents[i];
	return NULL;
}

static void file_is_good(struct made_case *m, struct arena *a, const struct case_document *doc)
{
	const char *path = arena_printf(a, "build/test-bundle-%d.pdf", (int)getpid()).at;
	struct str bytes = whole(m, a, doc->sha256), text, marks;
	FILE *f = fopen(path, "wb");

	CHECK(f && fwrite(bytes.at, 1, bytes.len, f) == bytes.len && fclose(f) == 0);
	ask(a, (const char *const[]){ "qpdf", "--check", path, NULL });
	text = ask(a, (const char *const[]){ "pdftotext", "-layout", path, "-", NULL });
	marks = ask(a, (const char *const[]){ "qpdf", "--json=2", "--json-key=outlines", path, NULL });
	unlink(path);
	CHECK(str_contains(text, STR("Bundle of papers")) && str_contains(text, STR("Page 1 of 5")) && str_contains(text, STR("Page 5 of 5")));
	CHECK(str_contains(text, STR("The report says that")) && !str_contains(text, STR("Kim Roe")));
	CHECK(str_contains(text, STR("First page of the letter")) && !str_contains(text, STR("Second page of the letter")));
	CHECK(str_contains(text, STR("Third page of the letter")) && str_contains(text, STR("Pages taken out of this paper: 2")));
	CHECK(str_contains(text, STR("Names another child")));
	CHECK(str_contains(text, STR("sent beside")));                  /* what cannot be joined is told of */
	CHECK(str_contains(marks, STR("\"1. letter.pdf\"")) && str_contains(marks, STR("\"2. report.txt\"")) && str_contains(marks, STR("\"Index\"")));
	CHECK(str_contains(marks, STR("\"destpageposfrom1\": 5")));
}

static void a_bundle_is_made(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct appeal p = { .m = m };
	struct bundle_papers papers;
	struct bundle_made made;
	struct problems slips = { 0 };
	struct case_file *c;
	struct str pdf;

	CHECK(digest_start());
	CHECK_OK(letter_pdf(a, STR("<!DOCTYPE html><html lang=\"en\"><title>x</title><p>First page of the letter by Kim Roe</p><p style=\"page-break-before:always\">"
		"Second page of the letter</p><p style=\"page-break-before:always\">Third page of the letter</p></html>"), &pdf));
	p.files[0] = kept(m, a, "report.txt", STR("The report says that Kim Roe came.\n"));
	p.files[1] = kept(m, a, "letter.pdf", pdf);
	p.files[2] = kept(m, a, "table.csv", STR("a,b\n1,2\n"));
	p.files[2].mime = STR("application/vnd.ms-excel");
	CHECK_OK(store_write(m->pool, a, appeal_job, &p));
	CHECK_OK(case_open(&m->desk, STR("APPEAL23"), STR("view"), &c));
	CHECK(bundle_may(&m->desk, c));
	CHECK_OK(bundle_papers(&m->desk, c, &papers));
	CHECK_INT((int64_t)papers.count, 3);
	CHECK(papers.at[0].form == BUNDLE_TEXT && papers.at[1].form == BUNDLE_PAGES && papers.at[2].form == BUNDLE_APART);

	struct bundle_order order = { .papers = &papers, .hide = STR("Kim Roe\nNowhere Man"), .why = STR("") };
	papers.at[1].out = STR("9");
	CHECK_OK(bundle_make(&m->desk, c, &order, &slips, &made));      /* all at once, and nothing is made */
	CHECK(problems_of(&slips, STR("why")) && problems_of(&slips, arena_printf(a, "out-%.*s", STR_ARG(papers.at[1].key))));
	CHECK_INT((int64_t)slips.count, 2);
	slips.count = 0;

	papers.at[1].out = STR("2");
	papers.at[1].order = 0;                                         /* before the report */
	order.why = STR("Names another child");
	CHECK_OK(bundle_make(&m->desk, c, &order, &slips, &made));
	CHECK_INT((int64_t)slips.count, 0);
	CHECK(made.papers == 3 && made.pages == 5 && made.hidden == 2);
	CHECK_STR(made.not_found, STR("Nowhere Man"));
	CHECK_INT((int64_t)made.seen.count, 3);
	CHECK(made.seen.at[0].is_read && made.seen.at[0].places == 1 && made.seen.at[1].places == 1 && !made.seen.at[2].is_read);
	CHECK_STR(made.seen.at[0].name, STR("letter.pdf"));
	CHECK_OK(case_open(&m->desk, STR("APPEAL23"), STR("view"), &c));
	const struct case_document *doc = bundle_of(c, "bundle-draft");
	CHECK(doc != NULL && !bundle_of(c, "bundle"));
	if (doc)
		file_is_good(m, a, doc);
	for (size_t i = 0; i < papers.count; i++)
		papers.at[i].is_in = false;
	CHECK_OK(bundle_make(&m->desk, c, &order, &slips, &made));
	CHECK_INT((int64_t)slips.count, 1);
}
TEST(a_bundle_is_made_sqlite)
{
	test_slow();
	a_bundle_is_made(a, STORE_SQLITE);
}
