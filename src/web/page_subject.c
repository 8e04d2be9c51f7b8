/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_subject - a copy of what is held: a family asks for it, staff look through every part before it is given.
 * Touches work/subject. Whose question: "what do you have about my child?" and "what may not go out with it, and why?" */
#include "gen/html/subject_subject.h"
#include "web/csv.h"
#include "web/form.h"
#include "web/html.h"
#include "web/page_track.h"
#include "web/view_post.h"
#include "web/view_subject.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

/* --- staff ---------------------------------------------------------------------------------------------------------- */

enum { PARTS_A_PAGE = 500 };    /* one field each: far below what a form may hold (BODY_FIELDS_MOST) */

static bool has_field(const struct request *r, struct str name)
{
	for (size_t i = 0; i < r->form_count; i++)
		if (str_equal(r->form_at[i].name, name))
			return true;
	return false;
}

static const struct fault *open_it(struct desk *d, const struct request *r, struct subject *out)
{
	struct case_file *c;

	TRY(case_open(d, r->part[0], STR("view"), &c));
	return subject_open(d, c, out);
}

static const struct fault *parts_csv(struct desk *d, const struct subject *s, struct reply *out)
{
	static const char *const heads[] = { "subject.part", "subject.section", "case.day", "subject.out", "subject.ground", "subject.leave_pages" };

	csv_begin(d, out, "copy.csv", heads, 6);
	for (size_t i = 0; i < s->parts.count; i++) {
		const struct subject_part *p = &s->parts.at[i];
		struct str line[6] = { p->name, words(d, arena_printf(d->arena, "subject.section_%.*s", STR_ARG(p->section)).at),
			date_iso(d->arena, p->day), words(d, p->is_out ? "common.yes" : "common.no"),
			p->is_out ? code_label(book_codes(d->book, STR("withheld")), p->ground) : STR(""), p->pages };

		csv_row(out, line, 6);
	}
	return NULL;
}

struct str subject_field(struct arena *a, const struct subject_part *p)
{
	return arena_printf(a, "part-%.*s-%lld", STR_ARG(p->key), (long long)p->as_of);
}

/* "ground-KEY" or "pages-KEY" */
static bool is_about(struct str field, struct str key)
{
	struct str rest = field;

	str_cut(&rest, '-');
	return rest.at && str_equal(rest, key);
}

/* The page that was asked for; with a slip the one where its part is. */
static int64_t page_of(const struct request *r, const struct subject *s, const struct problems *problems)
{
	int64_t page = 1;

	if (!str_to_int(r->method == METHOD_POST ? request_form(r, STR("page")) : request_query(r, STR("page")), &page) || page < 1)
		page = 1;
	for (size_t i = 0; problems && problems->count && i < s->parts.count; i++)
		if (is_about(problems->at[0].field, s->parts.at[i].key))
			return (int64_t)i / PARTS_A_PAGE + 1;
	return page;
}

static const struct fault *show(struct desk *d, const struct request *r, const struct subject *s, const struct problems *problems,
				struct reply *out)
{
	struct subject_view v = { .frame = case_frame_of(d, r, s->c, words(d, "subject.title")), .bar = case_bar_of(d, s->c), .s = s,
		.grounds = book_codes(d->book, STR("withheld")), .problems = problems,
		.action = arena_printf(d->arena, "/cases/%.*s/copy", STR_ARG(s->c->reference)), .page = page_of(r, s, problems),
		.pages = ((int64_t)s->parts.count + PARTS_A_PAGE - 1) / PARTS_A_PAGE };

	v.page = v.page > v.pages ? v.pages : v.page;
	v.page_base = arena_printf(d->arena, "%.*s?page=", STR_ARG(v.action));
	v.from = (size_t)(v.page - 1) * PARTS_A_PAGE;
	v.to = v.from + PARTS_A_PAGE < s->parts.count ? v.from + PARTS_A_PAGE : s->parts.count;
	v.frame.problems = problems;
	v.frame.is_wide = true;
	out->body = out_start(d->arena, 131072);
	html_subject(&out->body, &v);
	return NULL;
}

static const struct fault *subject_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct subject s;

	TRY(open_it(d, r, &s));
	return r->wants_csv ? parts_csv(d, &s, out) : show(d, r, &s, NULL, out);
}
const struct page page_subject = {
	.path = "/cases/{0}/copy", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = subject_get,
};

/* What was not on the page that was sent, or has become another since, stays as it is: nobody looked at it. */
static void chosen(struct desk *d, const struct request *r, struct subject *s)
{
	for (size_t i = 0; i < s->parts.count; i++) {
		struct subject_part *p = &s->parts.at[i];
		struct str choice = request_form(r, subject_field(d->arena, p));

		p->is_shown = has_field(r, subject_field(d->arena, p));
		if (!p->is_shown)
			continue;
		p->is_out = !str_equal(choice, STR("in"));
		p->ground = p->is_out ? choice : STR("");
		p->pages = p->is_pdf ? str_trim(request_form(r, arena_printf(d->arena, "pages-%.*s", STR_ARG(p->key)))) : STR("");
	}
	s->words = str_trim(request_form(r, STR("words")));
}

static const struct fault *done_page(struct desk *d, const struct request *r, const struct subject *s, bool is_final,
				     const struct subject_made *made, struct reply *out)
{
	struct subject_done_view v = { .bar = case_bar_of(d, s->c), .seen = made->seen, .is_final = is_final, .back = r->path };
	struct str args[3] = { arena_int(d->arena, made->parts),
		arena_int(d->arena, made->withheld), arena_int(d->arena, made->hidden) };
	struct str nowhere = bundle_nowhere(d->arena, &made->found);

	v.frame = case_frame_of(d, r, s->c, words(d, is_final ? "subject.done_title" : "subject.done_draft_title"));
	v.said = book_words_with(d->book, d->arena, STR("subject.done"), args, 3);
	if (nowhere.len)
		v.not_found = book_words_with(d->book, d->arena, STR("bundle.not_found"), &nowhere, 1);
	out->body = out_start(d->arena, 16384);
	html_subject_done(&out->body, &v);
	return NULL;
}

static const struct fault *subject_post(struct desk *d, const struct request *r, struct reply *out)
{
	bool is_draft = str_equal(request_form(r, STR("go")), STR("draft")), is_final = str_equal(request_form(r, STR("go")), STR("final"));
	struct problems problems = { 0 };
	struct subject_made made;
	struct subject s;

	TRY(open_it(d, r, &s));
	chosen(d, r, &s);
	TRY(subject_save(d, &s, &problems));
	if (problems.count == 0 && (is_draft || is_final)) {
		TRY(subject_make(d, &s, is_final, &problems, &made));
		if (problems.count == 0)
			return done_page(d, r, &s, is_final, &made, out);
	}
	if (problems.count)
		return show(d, r, &s, &problems, out);
	reply_redirect(out, d->arena, arena_printf(d->arena, "/cases/%.*s/copy?page=%lld&said=subject_saved", STR_ARG(s.c->reference),
		(long long)page_of(r, &s, NULL)));
	return NULL;
}
const struct page page_subject_post = {
	.path = "/cases/{0}/copy", .method = METHOD_POST, .needs = NEEDS_STAFF, .needs_proof = true, .answer = subject_post,
};

/* --- the family ------------------------------------------------------------------------------------------------------- */

static const struct fault *ask_open(struct desk *d, const struct request *r, struct str verb, struct case_file **c,
				    struct reply *out)
{
	TRY(track_open(d, r, TRACK_BY_ACCOUNT, verb, c, out));
	return subject_may_ask(d, *c) ? NULL : fault_new(d->arena, FAULT_ABSENT, "there is no such page");
}

static struct form ask_form(struct desk *d)
{
	struct form form = { .id = STR("copy") };

	post_field(d, &form, "wanted", "subject.ask_wanted", "subject.ask_wanted_hint", FIELD_LONG, 5000, true);
	return form;
}

static const struct fault *ask_show(struct desk *d, const struct request *r, const struct case_file *c, const struct answers *values,
				    const struct problems *problems, struct reply *out)
{
	struct subject_ask_view v = { .frame = frame_of(d, r, words(d, "subject.ask_title")),
		.action = arena_printf(d->arena, "/my/%.*s/copy", STR_ARG(c->reference)) };
	struct form form = ask_form(d);
	struct out fields = out_start(d->arena, 4096);
	struct form_view view = { .desk = d, .form = &form, .values = values, .problems = problems };

	TRY(subject_asked(d, c, &v.open));
	TRY(form_show(&fields, &view));
	v.fields = out_str(&fields);
	v.frame.problems = problems;
	v.frame.is_family = true;
	v.frame.back = arena_printf(d->arena, "/my/%.*s", STR_ARG(c->reference));
	out->body = out_start(d->arena, 16384);
	html_subject_ask(&out->body, &v);
	return NULL;
}

static const struct fault *ask_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers none = { 0 };
	struct case_file *c;

	TRY(ask_open(d, r, STR("view"), &c, out));
	return ask_show(d, r, c, &none, NULL, out);
}
const struct page page_subject_ask = {
	.path = "/my/{0}/copy", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = ask_get,
};

static const struct fault *ask_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers values = { 0 };
	struct kept_files files = { 0 };
	struct problems problems = { 0 };
	struct form form = ask_form(d);
	struct str reference = STR("");
	struct case_file *c;

	TRY(ask_open(d, r, STR("record"), &c, out));
	if (form_read(d, r, &form, STR(""), &values, &files, &problems) && problems.count == 0)
		TRY(subject_ask(d, c, answers_get(&values, STR("wanted")), &problems, &reference));
	if (problems.count)
		return ask_show(d, r, c, &values, &problems, out);
	reply_redirect(out, d->arena, arena_printf(d->arena, "/my/%.*s?said=subject_asked", STR_ARG(reference)));
	return NULL;
}
const struct page page_subject_ask_post = {
	.path = "/my/{0}/copy", .method = METHOD_POST, .needs = NEEDS_SIGN_IN, .answer = ask_post,
};
