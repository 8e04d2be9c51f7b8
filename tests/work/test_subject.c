/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_subject - a copy of all that is held: asked for once, looked through, made whole but for what is withheld,
 * given to who may have it and to nobody else.
 * Touches work/subject, on both databases. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "core/file.h"
#include "core/child.h"
#include "core/tar.h"
#include "gen/sql/case.h"
#include "gen/sql/demo.h"
#include "gen/sql/disposal.h"
#include "gen/sql/draft.h"
#include "gen/sql/guard.h"
#include "gen/sql/identity.h"
#include "gen/sql/link.h"
#include "gen/sql/move.h"
#include "gen/sql/post.h"
#include "gen/sql/told.h"
#include "work/audit.h"
#include "work/document.h"
#include "work/guard.h"
#include "work/letter.h"
#include "work/made_case.h"
#include "work/made_schema.h"
#include "work/subject.h"

#define MARKED "What is marked, and flags: K7PMR2QX, Only for the officer of the case and the managers"     /* the part that says why something was marked */

struct scene { struct made_case *m; struct arena *a; struct desk parent, young; int64_t father; };

static int64_t account(struct store *w, struct arena *a, const char *name)
{
	struct demo_account_add_rows made;

	CHECK_OK(sql_demo_account_add(w, a, &(struct demo_account_add_in){ .authority = 341, .name = str_of(name),
		.email = arena_printf(a, "%s@example.org", name), .password = STR("-") }, &made));
	return made.at[0].id;
}

static const struct fault *fill(struct store *w, struct arena *a, void *ctx)
{
	struct scene *s = ctx;

	s->parent.who.account_id = account(w, a, "mother");
	s->father = account(w, a, "father");
	TRY(sql_demo_relation_add(w, a, &(struct demo_relation_add_in){ .person_id = s->m->person, .kind = STR("parent"),
		.account_id = s->parent.who.account_id, .name = STR("Mother Roe"), .phone = STR("0151 496 0001") }, NULL));
	return sql_demo_relation_add(w, a, &(struct demo_relation_add_in){ .person_id = s->m->person, .kind = STR("parent"),
		.account_id = s->father, .name = STR("Father Roe"), .phone = STR("0151 496 0999") }, NULL);
}

static struct scene *begin_born(struct arena *a, enum store_kind kind, struct date born)
{
	struct scene *s = ARENA_NEW(a, struct scene, 1);

	s->m = made_case(a, kind, born);
	s->a = a;
	s->parent = s->m->desk;
	s->parent.who.memberships = ARENA_NEW(a, struct membership, 1);
	s->parent.who.memberships[0] = (struct membership){ STR("family"), 341, 0 };
	CHECK_OK(store_write(s->m->pool, a, fill, s));
	made_event(s->m, a, "request_received", date_of(2026, 1, 5), "", "asker=parent;difficulties=Reads with Tommy Tucker");
	made_event(s->m, a, "note_added", date_of(2026, 1, 6), "", "text=A note about a neighbour");
	return s;
}

static struct scene *begin(struct arena *a, enum store_kind kind)
{
	return begin_born(a, kind, date_of(2015, 5, 20));
}

static struct case_file *opened(struct desk *d, struct str reference)
{
	struct case_file *c;
	const struct fault *f = case_open(d, reference, STR("view"), &c);

	CHECK(!f || f->kind == FAULT_ABSENT);
	return f ? NULL : c;
}

struct found { struct str html, json, withheld, papers, pdf, text, names; int64_t files; };

static const struct fault *each(struct arena *a, void *ctx, struct str name, struct str bytes)
{
	struct { struct arena *keep; struct found f; } *k = ctx;

	(void)a;
	if (str_equal(name, STR("index.html")))
		k->f.html = arena_str(k->keep, bytes);
	if (str_equal(name, STR("record.json")))
		k->f.json = arena_str(k->keep, bytes);
	if (str_equal(name, STR("tables/withheld.csv")))
		k->f.withheld = arena_str(k->keep, bytes);
	if (str_equal(name, STR("tables/papers.csv")))
		k->f.papers = arena_str(k->keep, bytes);
	if (str_ends(name, STR(".pdf")))
		k->f.pdf = arena_str(k->keep, bytes);
	if (str_ends(name, STR(".txt")))
		k->f.text = arena_str(k->keep, bytes);
	k->f.names = arena_printf(k->keep, "%.*s %.*s", STR_ARG(k->f.names), STR_ARG(name));
	k->f.files++;
	return NULL;
}

static bool says(struct str text, const char *words)
{
	struct str w = str_of(words);

	for (size_t i = 0; i + w.len <= text.len; i++)
		if (memcmp(text.at + i, w.at, w.len) == 0)
			return true;
	return false;
}

static const struct case_document *paper(const struct case_file *c, const char *kind)
{
	for (size_t i = 0; c && i < c->document_count; i++)
		if (str_equal(c->documents[i].kind, str_of(kind)))
			return &c->documents[i];
	return NULL;
}

/* What lies in the archive that is kept as this paper. */
static struct found unpacked(struct scene *s, const struct case_document *doc)
{
	struct { struct arena *keep; struct found f; } k = { .keep = s->a };
	struct str folder, path;

	CHECK_OK(file_folder(s->a, &folder));
	path = arena_printf(s->a, "%.*s/got.zip", STR_ARG(folder));
	FILE *f = fopen(arena_cstr(s->a, path), "wb");
	for (int64_t seq = 0;; seq++) {
		struct str part;

		CHECK_OK(document_part(s->m->desk.store, s->a, doc->sha256, seq, &part));
		if (!part.at)
			break;
		fwrite(part.at, 1, part.len, f);
	}
	fclose(f);
	CHECK_OK(tar_read(s->a, path, TAR_ZIP, 1 << 24, each, &k));
	return k.f;
}

static struct subject_part *part(struct subject *s, const char *name)
{
	for (size_t i = 0; i < s->parts.count; i++)
		if (str_equal(s->parts.at[i].name, str_of(name)))
			return &s->parts.at[i];
	CHECK_NOTE(false, "no part %s", name);
	return NULL;
}

/* As the page does: all that is shown is looked at. */
static int64_t saved(struct desk *d, struct subject *s)
{
	struct problems slips = { 0 };

	for (size_t i = 0; i < s->parts.count; i++)
		s->parts.at[i].is_shown = true;
	CHECK_OK(subject_save(d, s, &slips));
	return (int64_t)slips.count;
}

static struct str asked(struct scene *s)
{
	struct problems slips = { 0 };
	struct case_file *c = opened(&s->parent, STR("K7PMR2QX"));
	struct str reference;

	CHECK(subject_may_ask(&s->parent, c));
	CHECK(!subject_may_ask(&s->m->desk, opened(&s->m->desk, STR("K7PMR2QX"))) ||
	      pathway_event(book_pathway(s->m->book, STR("SA")), STR("copy_asked")));
	CHECK_OK(subject_ask(&s->parent, c, STR(" "), &slips, &reference));
	CHECK_INT((int64_t)slips.count, 1);
	slips.count = 0;
	CHECK_OK(subject_ask(&s->parent, c, STR("Everything"), &slips, &reference));
	CHECK_INT((int64_t)slips.count, 0);
	CHECK(reference.len == 8);
	CHECK(subject_ask(&s->parent, c, STR("Again"), &slips, &reference)->kind == FAULT_CONFLICT);
	CHECK_OK(subject_asked(&s->parent, c, &reference));
	return reference;
}

static void whole(struct arena *a, enum store_kind kind)
{
	struct scene *s = begin(a, kind);
	struct problems slips = { 0 };
	struct str reference = asked(s);
	struct case_file *request = opened(&s->m->desk, reference);
	struct subject_made made;
	struct subject copy;
	json_t *root;

	CHECK(request && subject_may(&s->m->desk, request));
	CHECK_DATE(request->state.steps[1].due, date_of(2026, 2, 5));
	CHECK_OK(subject_open(&s->m->desk, request, &copy));
	CHECK_INT((int64_t)copy.cases.count, 2);
	CHECK(part(&copy, "Father Roe")->is_out);
	CHECK_STR(part(&copy, "Father Roe")->ground, STR("third_party"));
	CHECK(!part(&copy, "Mother Roe")->is_out);
	CHECK(subject_open(&s->parent, opened(&s->parent, reference), &copy)->kind == FAULT_ABSENT);

	/* The note is left out without a ground: nothing is kept. */
	CHECK_OK(subject_open(&s->m->desk, request, &copy));
	part(&copy, "Note")->is_out = true;
	CHECK_INT(saved(&s->m->desk, &copy), 1);
	part(&copy, "Note")->ground = STR("third_party");
	copy.words = STR("tommy tucker");
	CHECK_INT(saved(&s->m->desk, &copy), 0);
	CHECK_OK(subject_open(&s->m->desk, request, &copy));
	CHECK(part(&copy, "Note")->is_out);
	CHECK_STR(copy.words, STR("tommy tucker"));

	CHECK_OK(subject_make(&s->m->desk, &copy, false, &slips, &made));
	CHECK_INT((int64_t)slips.count, 0);
	CHECK(made.hidden >= 1 && made.withheld >= 2);
	CHECK(paper(opened(&s->parent, reference), "copy-draft") == NULL);      /* a draft is for staff */
	request = opened(&s->m->desk, reference);
	CHECK(paper(request, "copy-draft") && !request->state.stage->is_end);
	CHECK_OK(subject_open(&s->m->desk, request, &copy));
	CHECK_INT(saved(&s->m->desk, &copy), 0);        /* the draft is a part too */
	CHECK_OK(subject_make(&s->m->desk, &copy, true, &slips, &made));
	CHECK_INT((int64_t)slips.count, 0);

	struct case_file *theirs = opened(&s->parent, reference);
	const struct case_document *given = paper(theirs, "copy");
	struct case_document got;

	CHECK(theirs->state.stage->is_end);
	CHECK(given != NULL);
	CHECK_OK(document_open(&s->parent, theirs, given->id, &got));
	struct found f = unpacked(s, given);
	CHECK(says(f.html, "Mother Roe") && says(f.html, "0151 496 0001"));
	CHECK(!says(f.html, "0151 496 0999") && !says(f.html, "neighbour"));
	CHECK(says(f.html, "I am a parent or carer"));          /* an answer that was chosen, in words */
	CHECK(says(f.html, "Reads with") && !says(f.html, "Tommy") && !says(f.json, "Tommy"));
	CHECK(says(f.html, "It tells about somebody else") && says(f.withheld, "Schedule 2 paragraph 16"));
	CHECK(says(f.html, "1 Elm Road") && says(f.html, "Roe &lt;"));
	root = json_loadb(f.json.at, f.json.len, 0, NULL);
	CHECK(root && json_array_size(json_object_get(root, "processes")) == 2 &&
	      json_array_size(json_object_get(root, "withheld")) == (size_t)made.withheld);
	json_decref(root);

	struct audit_proof proof;
	CHECK_OK(audit_verify(s->m->desk.store, a, &proof));
	CHECK(!proof.is_broken);
}
TEST(a_copy_of_what_is_held_is_whole_sqlite) { whole(a, STORE_SQLITE); }
TEST(a_copy_of_what_is_held_is_whole_postgres) { whole(a, STORE_POSTGRES); }

/* What is marked begins as left out; an officer who may not see a restricted part cannot make the copy. */
TEST(a_copy_leaves_out_what_is_marked)
{
	struct scene *s = begin(a, STORE_SQLITE);
	struct problems slips = { 0 };
	struct str reference = asked(s);
	struct case_file *c = opened(&s->m->desk, STR("K7PMR2QX"));
	struct subject copy;
	struct subject_made made;

	CHECK_OK(guard_mark(&s->m->desk, c, STR("event-2"), STR("restricted"), STR("Only for us"), &slips));
	CHECK_OK(guard_mark(&s->m->desk, c, STR(""), STR("address"), STR("Not to the father"), &slips));
	CHECK_INT((int64_t)slips.count, 0);
	CHECK_OK(subject_open(&s->m->desk, opened(&s->m->desk, reference), &copy));
	CHECK(part(&copy, "Note")->is_out && str_is_empty(part(&copy, "Note")->ground));
	CHECK(part(&copy, "The address")->is_out);
	CHECK_STR(part(&copy, "The address")->ground, STR("address"));
	CHECK(!copy.is_short);                  /* it is this officer's own case */
	CHECK(part(&copy, MARKED)->is_out);      /* why it was marked tells what it says */
	CHECK_OK(subject_make(&s->m->desk, &copy, false, &slips, &made));
	CHECK_INT((int64_t)slips.count, 2);     /* why the note, and why not why? */
	slips.count = 0;
	part(&copy, "Note")->ground = part(&copy, MARKED)->ground = STR("serious_harm");
	CHECK_INT(saved(&s->m->desk, &copy), 0);
	CHECK_OK(subject_make(&s->m->desk, &copy, false, &slips, &made));
	CHECK_INT((int64_t)slips.count, 0);
	struct found f = unpacked(s, paper(opened(&s->m->desk, reference), "copy-draft"));
	CHECK(!says(f.html, "1 Elm Road") && !says(f.json, "Elm Road") && says(f.html, "Where somebody lives"));

	struct desk other = s->m->desk;
	other.who.account_id = s->father;       /* another officer of the council */
	CHECK_OK(subject_open(&other, opened(&other, reference), &copy));
	CHECK(copy.is_short);
	CHECK_OK(subject_make(&other, &copy, true, &slips, &made));
	CHECK(slips.count >= 1);
}

static const struct fault *plan_fill(struct store *w, struct arena *a, void *ctx)
{
	struct scene *s = ctx;
	struct demo_plan_add_rows plan;

	TRY(sql_demo_plan_add(w, a, &(struct demo_plan_add_in){ s->m->process, 1, STR("final"), 1, s->m->officer, date_of(2026, 1, 7), 1 },
			      &plan));
	TRY(sql_demo_plan_section_add(w, a, &(struct demo_plan_section_add_in){ plan.at[0].id, STR("A"), STR("Likes otters") }, NULL));
	return sql_demo_plan_section_add(w, a, &(struct demo_plan_section_add_in){ plan.at[0].id, STR("F"), STR("With Wendy Wren") }, NULL);
}

/* A marked section of the plan is a part of its own: out until somebody lets it in, the rest of the plan stays. */
TEST(a_copy_leaves_out_a_marked_section)
{
	struct scene *s = begin(a, STORE_SQLITE);
	struct desk *d = &s->m->desk;
	struct problems slips = { 0 };
	struct str reference = asked(s);
	struct subject_made made;
	struct subject copy;

	CHECK_OK(store_write(s->m->pool, a, plan_fill, s));
	CHECK_OK(guard_mark(d, opened(d, STR("K7PMR2QX")), STR("section.F"), STR("third_party"), STR("Names Wendy"), &slips));
	for (int is_in = 0; is_in < 2; is_in++) {
		CHECK_OK(subject_open(d, opened(d, reference), &copy));
		struct subject_part *p = part(&copy, "Plan, section F: Special educational provision");

		CHECK(p->is_out == !is_in);
		CHECK_OK(subject_make(d, &copy, false, &slips, &made));
		CHECK_INT((int64_t)slips.count, 0);
		struct case_file *c = opened(d, reference);
		struct found f = unpacked(s, &c->documents[c->document_count - 1]);

		CHECK(says(f.html, "Likes otters"));
		CHECK(says(f.html, "Wendy Wren") == is_in && says(f.json, "Wendy Wren") == is_in);
		CHECK_OK(subject_open(d, c, &copy));
		part(&copy, "Plan, section F: Special educational provision")->is_out = false;
		CHECK_INT(saved(d, &copy), 0);
	}
}

/* Nothing goes out that nobody looked at: what came, and what was marked, since the page was read. */
TEST(a_copy_that_is_given_holds_only_what_was_looked_at)
{
	struct scene *s = begin(a, STORE_SQLITE);
	struct problems slips = { 0 };
	struct desk *d = &s->m->desk;
	struct str reference = asked(s);
	struct subject copy, old;
	struct subject_made made;

	CHECK_OK(subject_open(d, opened(d, reference), &copy));
	CHECK_OK(subject_make(d, &copy, true, &slips, &made));
	CHECK_INT((int64_t)slips.count, 1);             /* nobody looked at anything */
	slips.count = 0;
	CHECK_INT(saved(d, &copy), 0);
	CHECK_OK(subject_open(d, opened(d, reference), &copy));
	for (size_t i = 0; i < copy.parts.count; i++)
		CHECK(copy.parts.at[i].is_seen);
	old = copy;

	/* Marked after it was looked at: out again, and what was chosen before does not count. */
	CHECK_OK(guard_mark(d, opened(d, STR("K7PMR2QX")), STR("event-2"), STR("restricted"), STR("Only for us"), &slips));
	CHECK_OK(guard_mark(d, opened(d, STR("K7PMR2QX")), STR(""), STR("address"), STR("He must not find us"), &slips));
	made_event(s->m, a, "note_added", date_of(2026, 1, 7), "", "text=Came while the page was open");
	CHECK_INT((int64_t)slips.count, 0);
	CHECK_OK(subject_open(d, opened(d, reference), &copy));
	CHECK(part(&copy, "Note")->is_out && !part(&copy, "Note")->is_seen);
	CHECK_INT(saved(d, &old), 0);                   /* the page as it was is sent */
	CHECK_OK(subject_open(d, opened(d, reference), &copy));
	CHECK(part(&copy, "Note")->is_out && part(&copy, "The address")->is_out && part(&copy, "Mother Roe")->is_out);
	CHECK_STR(part(&copy, "Mother Roe")->ground, STR("address"));
	part(&copy, "Note")->ground = part(&copy, MARKED)->ground = STR("serious_harm");
	for (size_t i = 0; i < copy.parts.count; i++)
		copy.parts.at[i].is_shown = !copy.parts.at[i].is_seen && copy.parts.at[i].as_of;
	CHECK_OK(subject_save(d, &copy, &slips));
	CHECK_INT((int64_t)slips.count, 0);
	CHECK_OK(subject_make(d, &copy, true, &slips, &made));
	CHECK_INT((int64_t)slips.count, 1);             /* the note that came */
	slips.count = 0;
	CHECK_OK(subject_open(d, opened(d, reference), &copy));
	CHECK_INT(saved(d, &copy), 0);
	CHECK_OK(subject_make(d, &copy, true, &slips, &made));
	CHECK_INT((int64_t)slips.count, 0);

	/* It is the mother's: the father sees that she asked, never what was put together for her. */
	struct desk father = s->parent;
	father.who.account_id = s->father;
	struct case_file *his = opened(&father, reference), *hers = opened(&s->parent, reference);
	CHECK(hers && paper(hers, "copy"));
	CHECK(his && !paper(his, "copy"));
	struct found f = unpacked(s, paper(hers, "copy"));
	CHECK(!says(f.html, "0151 496 0001") && !says(f.html, "Elm Road") && says(f.html, "Came while"));
}

/* --- a paper in part --- */

struct papers { struct scene *s; struct kept_file pdf, text; };

static const struct fault *papers_job(struct store *w, struct arena *a, void *ctx)
{
	const struct papers *p = ctx;
	const struct kept_file *files[] = { &p->pdf, &p->text };

	for (size_t i = 0; i < 2; i++)
		TRY(sql_case_document_add(w, a, &(struct case_document_add_in){ .process_id = p->s->m->process, .event_seq = 1,
			.kind = STR("other"), .subject = STR(""), .name = files[i]->name, .mime = files[i]->mime, .sha256 = files[i]->sha256,
			.account_id = p->s->m->officer, .made = 1767600000000 }, NULL));
	return NULL;
}

static struct kept_file kept(struct scene *s, const char *name, struct str bytes)
{
	struct keeping *k;
	struct kept_file file = { 0 };
	struct problems slips = { 0 };

	CHECK_OK(document_keep_begin(s->a, 1 << 24, &k));
	CHECK_OK(document_keep_part(k, bytes));
	CHECK_OK(document_keep_end(k, &s->m->desk, STR("files"), str_of(name), &slips, &file));
	CHECK_INT((int64_t)slips.count, 0);
	return file;
}

static struct str words_of(struct arena *a, struct str pdf)
{
	const char *const words[] = { "pdftotext", "-", "-", NULL };
	const struct child c = { .words = words, .input = pdf, .seconds = 30, .output_most = 1 << 20 };
	struct str said = STR("");

	CHECK_OK(child_run(a, &c, &said));
	return said;
}

/* Of a PDF the pages that were chosen are left out and nothing else; a plain text has the words blacked out. What is chosen wrongly
 * is told, and nothing is given. */
TEST(a_copy_leaves_out_pages_of_a_paper)
{
	test_slow();
	static const struct { const char *pages; bool is_in; const char *slip; } wrong[] = {
		{ "2", true, "Choose why these pages are left out" }, { "4", false, "Give pages that this paper has" },
		{ "x", false, "Give pages that this paper has" }, { "1-3", false, "That leaves no page of it" } };
	struct scene *s = begin(a, STORE_SQLITE);
	struct papers p = { .s = s };
	struct desk *d = &s->m->desk;
	struct subject_made made;
	struct subject copy;
	struct str pdf;

	CHECK_OK(letter_pdf(a, STR("<!DOCTYPE html><html lang=\"en\"><title>Tommy Tucker</title><p>First page, of Tommy Tucker</p><p style=\"page-break-before:always\">"
		"Second page</p><p style=\"page-break-before:always\">Third page</p></html>"), &pdf));
	p.pdf = kept(s, "report.pdf", pdf);
	p.text = kept(s, "note.txt", STR("He sat with Tommy Tucker all day.\n"));
	CHECK_OK(store_write(s->m->pool, a, papers_job, &p));
	struct str reference = asked(s);

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct problems slips = { 0 };

		CHECK_OK(subject_open(d, opened(d, reference), &copy));
		struct subject_part *paper = part(&copy, "report.pdf");

		CHECK(paper->is_pdf && !part(&copy, "note.txt")->is_pdf);
		paper->is_out = !wrong[i].is_in;
		paper->ground = STR("third_party");
		paper->pages = str_of(wrong[i].pages);
		for (size_t k = 0; k < copy.parts.count; k++)
			copy.parts.at[k].is_shown = true;
		CHECK_OK(subject_save(d, &copy, &slips));
		if (!wrong[i].is_in)
			CHECK_OK(subject_make(d, &copy, false, &slips, &made));
		CHECK_NOTE(slips.count == 1 && str_starts(slips.at[0].field, STR("pages-d")) && str_starts(slips.at[0].words,
			str_of(wrong[i].slip)), "%s", wrong[i].pages);
	}
	struct problems slips = { 0 };

	CHECK_OK(subject_open(d, opened(d, reference), &copy));
	part(&copy, "report.pdf")->is_out = true;
	part(&copy, "report.pdf")->ground = STR("third_party");
	part(&copy, "report.pdf")->pages = STR("2");
	copy.words = STR("tommy tucker");
	CHECK_INT(saved(d, &copy), 0);
	CHECK_OK(subject_make(d, &copy, true, &slips, &made));
	CHECK_NOTE(slips.count == 0, "%.*s", STR_ARG(slips.count ? slips.at[0].words : STR("")));
	struct found f = unpacked(s, paper(opened(d, reference), "copy"));
	struct str said = words_of(a, f.pdf);

	CHECK(says(said, "First page") && says(said, "Third page") && !says(said, "Second page") && !says(said, "Tucker"));
	CHECK(!says(f.pdf, "Tucker"));
	CHECK_INT((int64_t)made.seen.count, 2);
	for (size_t i = 0; i < made.seen.count; i++)
		CHECK_NOTE(made.seen.at[i].is_read && made.seen.at[i].places == 1, "%.*s: %lld", STR_ARG(made.seen.at[i].name), (long long)made.seen.at[i].places);
	CHECK_INT(made.hidden, 3);                                      /* one in what was typed */
	CHECK(says(f.text, "He sat with ") && !says(f.text, "Tommy"));
	CHECK(says(f.papers, "report.pdf. Pages taken out of this paper: 2"));
	CHECK(says(f.withheld, "Pages taken out of this paper: 2"));
}

static const struct fault *taken_back_job(struct store *w, struct arena *a, void *ctx)
{
	const struct scene *s = ctx;

	return sql_case_event_add(w, a, &(struct case_event_add_in){ .process_id = s->m->process, .seq = s->m->seq + 1, .name = STR(CASE_TAKEN_BACK),
		.day = date_of(2026, 1, 6), .subject = STR(""), .fields = STR("{}"), .corrects = 1, .reason = STR("It was another family"),
		.account_id = s->m->officer, .actor = STR("case_officer"), .recorded = 1767700000000 }, NULL);
}

/* What was said of the wrong child, and the papers that came with it, go out with no copy and no bundle until somebody decides so. */
TEST(what_was_taken_back_goes_out_by_choice_alone)
{
	struct scene *s = begin(a, STORE_SQLITE);
	struct papers p = { .s = s };
	struct desk *d = &s->m->desk;
	struct problems slips = { 0 };
	struct bundle_papers papers;
	struct subject copy;

	p.pdf = kept(s, "report.pdf", STR("%PDF-1.7\n%%EOF\n"));
	p.text = kept(s, "note.txt", STR("Another child.\n"));
	CHECK_OK(store_write(s->m->pool, a, papers_job, &p));
	struct str reference = asked(s);

	CHECK_OK(subject_open(d, opened(d, reference), &copy));
	CHECK(!part(&copy, "note.txt")->is_out);
	CHECK_INT(saved(d, &copy), 0);                                  /* it was looked at, and is in */
	CHECK_OK(store_write(s->m->pool, a, taken_back_job, s));
	CHECK_OK(subject_open(d, opened(d, reference), &copy));
	static const char *const names[] = { "note.txt", "report.pdf", "Request for an assessment received" };
	for (size_t i = 0; i < 3; i++) {
		const struct subject_part *one = part(&copy, names[i]);

		CHECK_NOTE(one->is_out && !one->is_seen && str_is_empty(one->ground) && str_starts(one->mark, STR("Taken back")), "%s", names[i]);
	}
	for (size_t i = 0; i < copy.parts.count; i++)
		copy.parts.at[i].is_shown = true;
	CHECK_OK(subject_save(d, &copy, &slips));                       /* why must be said, or that it is in */
	CHECK_INT((int64_t)slips.count, 3);
	CHECK_OK(bundle_papers(d, opened(d, STR("K7PMR2QX")), &papers));
	for (size_t i = 0; i < papers.count; i++)
		CHECK_NOTE(!papers.at[i].document_id || papers.at[i].is_letter || !papers.at[i].is_in, "%.*s", STR_ARG(papers.at[i].name));
}

static const struct fault *add_self(struct store *w, struct arena *a, void *ctx)
{
	struct scene *s = ctx;

	s->young = s->parent;
	s->young.who.account_id = account(w, a, "young");
	s->young.who.memberships = ARENA_NEW(s->a, struct membership, 1);
	s->young.who.memberships[0] = (struct membership){ STR("young_person"), 341, 0 };
	return sql_demo_relation_add(w, a, &(struct demo_relation_add_in){ .person_id = s->m->person, .kind = STR("self"),
		.account_id = s->young.who.account_id, .name = STR("Ada Roe") }, NULL);
}

/* What is in it was chosen for who asked: neither a parent nor the young person opens the copy of the other. */
TEST(a_copy_is_theirs_who_asked_alone)
{
	static const bool asks_young[] = { true, false };

	for (size_t i = 0; i < 2; i++) {
		struct scene *s = begin(a, STORE_SQLITE);
		struct problems slips = { 0 };
		struct desk *d = &s->m->desk;
		struct subject_made made;
		struct case_document got;
		struct subject copy;
		struct str reference;

		CHECK_OK(store_write(s->m->pool, a, add_self, s));
		struct desk *mine = asks_young[i] ? &s->young : &s->parent, *other = asks_young[i] ? &s->parent : &s->young;
		CHECK_OK(subject_ask(mine, opened(mine, STR("K7PMR2QX")), STR("Everything"), &slips, &reference));
		CHECK_OK(subject_open(d, opened(d, reference), &copy));
		CHECK_INT(saved(d, &copy), 0);
		CHECK_OK(subject_make(d, &copy, true, &slips, &made));
		CHECK_INT((int64_t)slips.count, 0);
		const struct case_document *given = paper(opened(mine, reference), "copy");
		CHECK(given != NULL);
		CHECK(opened(other, reference) && !paper(opened(other, reference), "copy"));
		CHECK(document_open(other, opened(other, reference), given->id, &got)->kind == FAULT_ABSENT);
	}
}

/* A child's own number is for who cares for them; a young person's is theirs, whoever else they let act: proves
 * law:education-act-1996/8 */
TEST(a_young_persons_number_does_not_go_to_a_parent)
{
	test_slow();
	static const struct { struct date born; const char *consent; bool asks_young, is_out; } rows[] = {
		{ { 16575 }, "parent", false, false }, { { 16575 }, "parent", true, false },    /* 20 May 2015 */
		{ { 14019 }, "parent", false, true }, { { 14019 }, "parent", true, false },     /* 20 May 2008 */
		{ { 14019 }, "represents", false, false },      /* who acts for one who cannot decide */
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scene *s = begin_born(a, STORE_SQLITE, rows[i].born);
		struct desk *d = &s->m->desk;
		struct problems slips = { 0 };
		struct case_file *c = opened(d, STR("K7PMR2QX"));
		struct subject copy;
		struct str reference;

		CHECK_OK(store_write(s->m->pool, a, add_self, s));
		for (size_t k = 0; k < c->contact_count; k++)
			if (c->contacts[k].account_id == s->parent.who.account_id)
				CHECK_OK(guard_consent(d, c, str_of(rows[i].consent), c->contacts[k].id, STR("in person"), &slips));
		struct desk *asks = rows[i].asks_young ? &s->young : &s->parent;

		CHECK_OK(subject_ask(asks, opened(asks, STR("K7PMR2QX")), STR("Everything"), &slips, &reference));
		CHECK_OK(subject_open(d, opened(d, reference), &copy));
		CHECK_INT(part(&copy, "Ada Roe")->is_out, rows[i].is_out);
		if (rows[i].is_out)
			CHECK_STR(part(&copy, "Ada Roe")->ground, STR("third_party"));
	}
}

/* Staff wrote down who asked in a letter: "you" in the copy is not the officer. */
TEST(a_copy_that_staff_opened_has_no_asker)
{
	struct scene *s = begin(a, STORE_SQLITE);
	struct str reference = asked(s);
	struct case_file *c = opened(&s->m->desk, reference);
	struct subject copy;

	c->events[0].actor = STR("case_officer");
	CHECK_OK(subject_open(&s->m->desk, c, &copy));
	CHECK_INT(copy.asker, 0);
	CHECK(part(&copy, "Mother Roe")->is_out);
}

/* Only the page that makes it records the copy: an officer with a file of their own gives nothing out, neither as the event nor as
 * its correction. Given by mistake, it can be taken back. */
TEST(a_copy_is_never_a_file_that_somebody_chose)
{
	struct scene *s = begin(a, STORE_SQLITE);
	struct desk *d = &s->m->desk;
	struct problems slips = { 0 };
	struct str reference = asked(s);
	struct case_file *c = opened(d, reference);
	struct kept_file file = { .field = STR("file"), .name = STR("copy.zip"), .mime = STR("application/zip") };
	struct case_act act = { .event = STR("copy_released"), .day = s->m->desk.now.today, .seen_version = c->version };
	const struct event_kind **offers;
	struct subject_made made;
	struct subject copy;
	size_t count;
	int64_t seq;

	case_offers(d, c, &offers, &count);
	CHECK(count > 0);
	for (size_t i = 0; i < count; i++)
		CHECK(!str_starts(offers[i]->paper, STR("copy")));
	CHECK_OK(subject_open(d, c, &copy));
	CHECK_INT(saved(d, &copy), 0);
	CHECK_OK(subject_make(d, &copy, false, &slips, &made));
	c = opened(d, reference);
	file.sha256 = paper(c, "copy-draft")->sha256;
	act.seen_version = c->version;
	LIST_PUSH(a, &act.files, file);
	CHECK(case_record(d, c, &act, &slips, &seq)->kind == FAULT_ABSENT);
	act.event = STR("copy_draft");
	act.corrects = c->events[c->event_count - 1].seq;
	act.reason = STR("Another file");
	CHECK(case_record(d, c, &act, &slips, &seq)->kind == FAULT_ABSENT);
	act = (struct case_act){ .event = STR(CASE_TAKEN_BACK), .day = d->now.today, .seen_version = c->version, .corrects = act.corrects,
		.reason = STR("Too early") };
	CHECK_OK(case_record(d, c, &act, &slips, &seq));
	CHECK_INT((int64_t)slips.count, 0);
}

/* --- a table that is added later must not be forgotten ---------------------------------------------------------------- */

/* A row in each table that a copy holds, with words that are found again. */
static const struct fault *fill_all(struct store *w, struct arena *a, void *ctx)
{
	struct scene *s = ctx;
	int64_t p = s->m->process, c = s->m->person, who = s->m->officer, parent = s->parent.who.account_id;
	struct demo_person_add_rows twin;
	struct identity_merge_add_rows merge;
	struct glass_add_rows glass;
	struct move_add_rows move;
	struct post_add_rows mail;

	TRY(sql_move_add(w, a, &(struct move_add_in){ .person_id = c, .from_authority = 341, .to_authority = 341, .aware = date_of(2026, 1, 1),
		.moved = date_of(2026, 1, 1), .transferred = date_of(2026, 1, 1), .old_address = STR("9 Moved Road"), .note = STR("moved-words"),
		.account_id = who, .made = 1 }, &move));
	TRY(sql_demo_person_add(w, a, &(struct demo_person_add_in){ .authority = 341, .given = STR("Joined"), .family = STR("Twin"),
		.folded = STR("twin joined"), .born = date_of(2015, 5, 20) }, &twin));
	TRY(sql_identity_gone(w, a, &(struct identity_gone_in){ twin.at[0].id, c }, NULL));
	TRY(sql_identity_merge_add(w, a, &(struct identity_merge_add_in){ .kept = c, .gone = twin.at[0].id, .kept_before = STR("{}"),
		.moved = STR("{}"), .account = who, .at = 1 }, &merge));
	TRY(sql_glass_add(w, a, &(struct glass_add_in){ p, who, STR("emergency-words"), 1, 2 }, &glass));
	TRY(sql_told_paper(w, a, &(struct told_paper_in){ c, parent, 1, 1 }, NULL));
	TRY(sql_mark_add(w, a, &(struct mark_add_in){ c, 0, STR("record"), 0, STR("objection"), STR("flag-words"), who, 1 }, NULL));
	TRY(sql_hold_add(w, a, &(struct hold_add_in){ .person_id = c, .authority = 341, .reason = STR("hold-words"), .account_id = who,
		.made = 1 }, NULL));
	TRY(sql_link_add(w, a, &(struct link_add_in){ STR("hash"), STR("family"), p, STR(""), 1, 0 }, NULL));
	TRY(sql_consent_add(w, a, &(struct consent_add_in){ c, STR("advice_service"), 0, STR("consent-words"), who, date_of(2026, 1, 1) }, NULL));
	TRY(sql_draft_add(w, a, &(struct draft_add_in){ STR("draft"), STR("na-request"), 341, parent, 0, 1 }, NULL));
	TRY(sql_draft_put(w, a, &(struct draft_put_in){ .token_hash = STR("draft"), .authority = 341,
		.fields = STR("{\"difficulties\":\"draft-words\"}"), .changed = 1 }, NULL));
	return sql_post_add(w, a, &(struct post_add_in){ .authority = 341, .process_id = p, .account_id = parent, .kind = STR("password-changed"),
		.way = STR("mail"), .address = STR("mother@example.org"), .holes = STR("{}"), .secret = STR(""), .once = STR("once"), .made = 1,
		.due = 1, .last = 2 }, &mail);
}

/* What stands in record.json for each table that a copy holds. */
static const struct { const char *table, *words; } held_as[] = {
	{ "person", "Roe" }, { "person_address", "\"former_addresses\"" }, { "relation", "Mother Roe" }, { "process", "\"processes\"" },
	{ "event", "Reads with" }, { "plan", "\"plans\"" }, { "plan_section", "\"plans\"" }, { "document", "\"papers\"" },
	{ "letter", "\"papers\"" }, { "consent", "consent-words" }, { "message", "Your password was changed" }, { "told", "By post, on paper" },
	{ "link", "\"links\"" }, { "draft", "draft-words" }, { "mark", "flag-words" }, { "glass", "emergency-words" },
	{ "merge", "Joined Twin" }, { "move", "moved-words" }, { "hold", "hold-words" }, { "audit", "\"looked\"" }, { "audit_shown", "\"looked\"" },
};

TEST(every_table_that_holds_a_case_or_a_child_is_in_a_copy_or_named_with_the_reason)
{
	struct scene *s = begin(a, STORE_SQLITE);
	struct schema_tables all = schema_tables(a), holders = schema_holders(a);
	const struct code_list *held = book_codes(s->m->book, STR("held"));
	struct str reference = asked(s);
	struct problems slips = { 0 };
	struct subject_made made;
	struct subject copy;

	CHECK_OK(store_write(s->m->pool, a, fill_all, s));
	CHECK_OK(subject_open(&s->m->desk, opened(&s->m->desk, reference), &copy));
	CHECK_OK(subject_make(&s->m->desk, &copy, false, &slips, &made));
	CHECK_INT((int64_t)slips.count, 0);
	struct found f = unpacked(s, paper(opened(&s->m->desk, reference), "copy-draft"));

	for (size_t i = 0; i < holders.count; i++)
		CHECK_NOTE(!str_equal(code_label(held, holders.at[i]), holders.at[i]),
			   "%.*s holds a case or a child: rulebook/code/held.csv must say that a copy has it, or why not", STR_ARG(holders.at[i]));
	for (size_t i = 0; i < held->count; i++) {
		const struct code *h = &held->at[i];
		bool is_found = !str_is_empty(h->note);

		CHECK_NOTE(schema_has(&all, h->code), "there is no table %.*s", STR_ARG(h->code));
		for (size_t k = 0; k < sizeof held_as / sizeof *held_as; k++)
			is_found = is_found || (str_equal(h->code, str_of(held_as[k].table)) && says(f.json, held_as[k].words));
		CHECK_NOTE(is_found, "a copy holds nothing of %.*s", STR_ARG(h->code));
		if (!str_is_empty(h->note))
			CHECK_NOTE(says(f.html, arena_cstr(a, h->label)), "%.*s is not named", STR_ARG(h->code));
	}
}

static const struct fault *tell_father(struct store *w, struct arena *a, void *ctx)
{
	struct scene *s = ctx;

	return sql_told_paper(w, a, &(struct told_paper_in){ s->m->person, s->father, 1, 1 }, NULL);
}

/* How another parent is told, and why something is marked, begin as left out. */
TEST(a_copy_does_not_tell_how_to_reach_another_parent)
{
	struct scene *s = begin(a, STORE_SQLITE);
	struct str reference = asked(s);
	struct problems slips = { 0 };
	struct subject copy;

	CHECK_OK(store_write(s->m->pool, a, fill_all, s));
	CHECK_OK(store_write(s->m->pool, a, tell_father, s));
	CHECK_OK(guard_mark(&s->m->desk, opened(&s->m->desk, STR("K7PMR2QX")), STR(""), STR("address"), STR("He must not know"), &slips));
	CHECK_OK(subject_open(&s->m->desk, opened(&s->m->desk, reference), &copy));
	CHECK(part(&copy, "How people are told: father, By post, on paper")->is_out);
	CHECK(part(&copy, "How people are told: mother, By post, on paper")->is_out);      /* it may lead to who is protected */
	CHECK(part(&copy, "What is marked, and flags: The address")->is_out);
}

static const struct fault *joined_by_mistake(struct store *w, struct arena *a, void *ctx)
{
	struct scene *s = ctx;
	struct demo_person_add_rows other;
	struct identity_merge_add_rows merge;

	TRY(sql_demo_person_add(w, a, &(struct demo_person_add_in){ .authority = 341, .given = STR("Zelda"), .family = STR("Quirk"),
		.folded = STR("quirk zelda"), .born = date_of(2015, 5, 20), .postcode = STR("L99 9ZQ") }, &other));
	TRY(sql_identity_merge_add(w, a, &(struct identity_merge_add_in){ .kept = s->m->person, .gone = other.at[0].id, .kept_before = STR("{}"),
		.moved = STR("{}"), .account = s->m->officer, .at = 1 }, &merge));
	TRY(sql_identity_merge_undone(w, a, &(struct identity_merge_undone_in){ merge.at[0].id, s->m->officer, 2 }, NULL));
	/* The father began to write and did not send it. */
	TRY(sql_draft_add(w, a, &(struct draft_add_in){ STR("his"), STR("na-request"), 341, s->father, s->m->process, 1 }, NULL));
	return sql_draft_put(w, a, &(struct draft_put_in){ .token_hash = STR("his"), .authority = 341,
		.fields = STR("{\"difficulties\":\"father-words\"}"), .changed = 1 }, NULL);
}

/* A child whose record was joined with this one and put back is another child; what somebody has not sent is theirs alone. */
TEST(a_copy_tells_nothing_of_a_child_who_was_joined_by_mistake)
{
	struct scene *s = begin(a, STORE_SQLITE);
	struct str reference = asked(s);
	struct problems slips = { 0 };
	struct subject_made made;
	struct subject copy;

	CHECK_OK(store_write(s->m->pool, a, joined_by_mistake, s));
	CHECK_OK(subject_open(&s->m->desk, opened(&s->m->desk, reference), &copy));
	for (size_t i = 0; i < copy.parts.count; i++)
		CHECK_NOTE(!says(copy.parts.at[i].name, "Zelda"), "%.*s", STR_ARG(copy.parts.at[i].name));
	CHECK_OK(subject_make(&s->m->desk, &copy, false, &slips, &made));
	CHECK_INT((int64_t)slips.count, 0);
	struct found f = unpacked(s, paper(opened(&s->m->desk, reference), "copy-draft"));

	CHECK(!says(f.html, "Zelda") && !says(f.json, "Quirk") && !says(f.json, "L99 9ZQ"));
	CHECK(!says(f.json, "father-words"));
}
