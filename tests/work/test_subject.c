/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_subject - a copy of all that is held: asked for once, looked through, made whole but for what is withheld,
 * given to who may have it and to nobody else.
 * Touches work/subject, on both databases. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "core/file.h"
#include "core/tar.h"
#include "gen/sql/demo.h"
#include "work/audit.h"
#include "work/document.h"
#include "work/guard.h"
#include "work/made_case.h"
#include "work/subject.h"

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

static struct scene *begin(struct arena *a, enum store_kind kind)
{
	struct scene *s = ARENA_NEW(a, struct scene, 1);

	s->m = made_case(a, kind, date_of(2015, 5, 20));
	s->a = a;
	s->parent = s->m->desk;
	s->parent.who.memberships = ARENA_NEW(a, struct membership, 1);
	s->parent.who.memberships[0] = (struct membership){ STR("family"), 341, 0 };
	CHECK_OK(store_write(s->m->pool, a, fill, s));
	made_event(s->m, a, "request_received", date_of(2026, 1, 5), "", "asker=parent;difficulties=Reads with Tommy Tucker");
	made_event(s->m, a, "note_added", date_of(2026, 1, 6), "", "text=A note about a neighbour");
	return s;
}

static struct case_file *opened(struct desk *d, struct str reference)
{
	struct case_file *c;
	const struct fault *f = case_open(d, reference, STR("view"), &c);

	CHECK(!f || f->kind == FAULT_ABSENT);
	return f ? NULL : c;
}

struct found { struct str html, json, withheld, names; int64_t files; };

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
	CHECK_OK(subject_make(&s->m->desk, &copy, false, &slips, &made));
	CHECK_INT((int64_t)slips.count, 1);     /* why the note? */
	slips.count = 0;
	part(&copy, "Note")->ground = STR("serious_harm");
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
	part(&copy, "Note")->ground = STR("serious_harm");
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
