/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_bundle - the papers of a child as one file for the tribunal: which, in which order, what is taken out.
 * Touches work/bundle. Whose question: an officer's "is everything in it, and nothing that must not be told?" */
#include "gen/html/page_bundle.h"
#include "web/html.h"
#include "web/view_bundle.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static const struct fault *open_it(struct desk *d, const struct request *r, struct case_file **c, struct bundle_papers *papers)
{
	TRY(case_open(d, r->part[0], STR("view"), c));
	if (!bundle_may(d, *c))
		return fault_new(d->arena, FAULT_ABSENT, "no bundle can be made here");
	return bundle_papers(d, *c, papers);
}

static const struct fault *show(struct desk *d, const struct request *r, const struct case_file *c,
				const struct bundle_papers *papers, const struct problems *problems, struct reply *out)
{
	struct bundle_view v = { .frame = case_frame_of(d, r, c, words(d, "bundle.link")), .bar = case_bar_of(d, c),
		.papers = *papers, .action = arena_printf(d->arena, "/cases/%.*s/bundle", STR_ARG(c->reference)),
		.hide = request_form(r, STR("hide")), .why = request_form(r, STR("why")), .problems = problems };

	v.frame.problems = problems;
	out->body = out_start(d->arena, 65536);
	html_bundle(&out->body, &v);
	return NULL;
}

static const struct fault *bundle_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_file *c;
	struct bundle_papers papers;

	TRY(open_it(d, r, &c, &papers));
	return show(d, r, c, &papers, NULL, out);
}
const struct page page_bundle = {
	.path = "/cases/{0}/bundle", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = bundle_get,
};

/* What was ticked and typed; a place that is no number stays as it was. */
static void chosen(struct desk *d, const struct request *r, struct bundle_papers *papers)
{
	for (size_t i = 0; i < papers->count; i++) {
		struct bundle_paper *p = &papers->at[i];
		struct str key = p->key;
		int64_t order;

		p->is_in = str_equal(request_form(r, arena_printf(d->arena, "in-%.*s", STR_ARG(key))), STR("yes"));
		p->out = p->form == BUNDLE_PAGES ? str_trim(request_form(r, arena_printf(d->arena, "out-%.*s", STR_ARG(key))))
						 : STR("");
		if (str_to_int(str_trim(request_form(r, arena_printf(d->arena, "order-%.*s", STR_ARG(key)))), &order))
			p->order = order;
	}
}

static const struct fault *done_page(struct desk *d, const struct request *r, const struct case_file *c,
				     const struct bundle_made *made, struct reply *out)
{
	struct bundle_done_view v = { .frame = case_frame_of(d, r, c, words(d, "bundle.done_title")), .bar = case_bar_of(d, c), .seen = made->seen };
	struct str args[3] = { arena_int(d->arena, made->papers),
			       arena_int(d->arena, made->pages),
			       arena_int(d->arena, made->hidden) };

	v.said = book_words_with(d->book, d->arena, STR("bundle.done"), args, 3);
	if (made->not_found.len)
		v.not_found = book_words_with(d->book, d->arena, STR("bundle.not_found"), &made->not_found, 1);
	out->body = out_start(d->arena, 16384);
	html_bundle_done(&out->body, &v);
	return NULL;
}

static const struct fault *bundle_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct problems problems = { 0 };
	struct bundle_papers papers;
	struct bundle_made made;
	struct case_file *c;

	TRY(open_it(d, r, &c, &papers));
	chosen(d, r, &papers);
	struct bundle_order order = { .papers = &papers, .hide = str_trim(request_form(r, STR("hide"))), .why = request_form(r, STR("why")),
				      .is_final = str_equal(request_form(r, STR("go")), STR("final")) };

	TRY(bundle_make(d, c, &order, &problems, &made));
	return problems.count ? show(d, r, c, &papers, &problems, out) : done_page(d, r, c, &made, out);
}
const struct page page_bundle_post = {
	.path = "/cases/{0}/bundle", .method = METHOD_POST, .needs = NEEDS_STAFF, .needs_proof = true, .answer = bundle_post,
};

bool bundle_is_blind(const struct bundle_seens *s)
{
	for (size_t i = 0; i < s->count; i++)
		if (!s->at[i].is_read || !str_is_empty(s->at[i].bare))
			return true;
	return false;
}

int64_t bundle_seen_without(const struct bundle_seens *s)
{
	int64_t n = 0;

	for (size_t i = 0; i < s->count; i++)
		n += s->at[i].is_read && s->at[i].places == 0;
	return n;
}

struct str bundle_form_words(struct arena *a, enum bundle_form form)
{
	return html_words_text(a, arena_printf(a, "bundle.form_%d", (int)form));
}
