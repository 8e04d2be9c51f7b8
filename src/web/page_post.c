/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_post - letters that wait for the post: print together, mark as posted.
 * Touches work/post_list. Whose question: "what has to go into envelopes today?" */
#include "gen/html/post_list.h"
#include "web/csv.h"
#include "web/view_post.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static void csv_write(struct desk *d, const struct post_papers *papers, struct reply *out)
{
	static const char *const heads[] = { "post.reference", "post.child", "post.letter", "post.to", "post.day", "post.made", "post.how",
		"post.why", "post.posted" };
	enum { COLUMNS = sizeof heads / sizeof *heads };

	csv_begin(d, out, "post.csv", heads, COLUMNS);
	for (size_t i = 0; i < papers->count; i++) {
		const struct post_paper *p = &papers->at[i];
		struct str line[COLUMNS] = { p->reference, p->child, p->title, p->addressee, date_iso(d->arena, p->day),
			date_instant(d->arena, p->made_ms), words(d, p->way == POST_BY_NOTIFY ? "post.how_notify" : "post.how_hand"),
			p->why, p->sent_ms ? date_instant(d->arena, p->sent_ms) : STR("") };

		csv_row(out, line, COLUMNS);
	}
}

const struct crumb *post_tabs(struct desk *d, size_t *count)
{
	struct crumb *tabs = ARENA_NEW(d->arena, struct crumb, 3);

	tabs[0] = (struct crumb){ STR("/post"), words(d, "post.waiting") };
	tabs[1] = (struct crumb){ STR("/post?state=posted"), words(d, "post.posted") };
	tabs[2] = (struct crumb){ STR("/post/log"), words(d, "post.log") };
	*count = 3;
	return tabs;
}

static const struct fault *papers_show(struct desk *d, const struct request *r, const struct problems *problems,
				       struct reply *out)
{
	bool is_posted = str_equal(request_query(r, STR("state")), STR("posted"));
	struct post_papers_view v = { .frame = frame_of(d, r, words(d, "post.title")), .is_posted = is_posted,
		.by_notify = d->house->post.notify_letters, .here = is_posted ? STR("/post?state=posted") : STR("/post") };
	struct post_papers papers;

	TRY(post_papers(d, is_posted, r->wants_csv, &papers));
	if (r->wants_csv) {
		csv_write(d, &papers, out);
		return NULL;
	}
	v.frame.section = STR("post");
	v.frame.is_wide = true;
	v.frame.problems = problems;
	v.papers = &papers;
	for (size_t i = 0; i < papers.count; i++) {
		v.by_notify = v.by_notify || papers.at[i].way == POST_BY_NOTIFY;
		v.by_hand += !is_posted && papers.at[i].way == POST_BY_HAND;
	}
	v.tabs = post_tabs(d, &v.tab_count);
	struct str counts[] = { arena_printf(d->arena, "%zu", papers.count), arena_int(d->arena, papers.total) };

	v.more = papers.total > (int64_t)papers.count ? book_words_with(d->book, d->arena, STR("post.more"), counts, 2) : STR("");
	html_post_papers(&out->body, &v);
	return NULL;
}

static const struct fault *papers_get(struct desk *d, const struct request *r, struct reply *out)
{
	return papers_show(d, r, NULL, out);
}

struct ids { int64_t at[POST_PAPERS_MOST]; size_t count; };

static struct ids ids_sent(const struct request *r)
{
	struct ids ids = { .count = 0 };

	for (size_t i = 0; i < r->form_count && ids.count < POST_PAPERS_MOST; i++)
		if (str_equal(r->form_at[i].name, STR("letter")) && str_to_int(r->form_at[i].value, &ids.at[ids.count]))
			ids.count++;
	return ids;
}

static const struct fault *print_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct ids ids = ids_sent(r);
	struct problems problems = { 0 };
	struct str pdf;

	TRY(post_papers_print(d, ids.at, ids.count, &problems, &pdf));
	if (problems.count)
		return papers_show(d, r, &problems, out);
	out->type = STR("application/pdf");
	out->download_name = STR("letters.pdf");
	out->body = out_start(d->arena, pdf.len + 1);
	out_add(&out->body, pdf);
	return NULL;
}

static const struct fault *check_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct ids ids = ids_sent(r);
	struct post_check_view v = { .frame = frame_of(d, r, words(d, "post.check_title")), .ids = ids.at, .count = ids.count };
	struct problems problems = { 0 };
	struct str count = arena_printf(d->arena, "%zu", ids.count);
	struct post_papers papers;

	TRY(post_papers(d, false, false, &papers));
	if (ids.count == 0) {
		problems_add(&problems, d->arena, STR("letter"), PROBLEM_MISSING, words(d, "post.none_chosen"));
		return papers_show(d, r, &problems, out);
	}
	v.frame.section = STR("post");
	v.frame.back = STR("/post");
	v.lead = book_words_with(d->book, d->arena, STR("post.check_lead"), &count, 1);
	html_post_check(&out->body, &v);
	return NULL;
}

static const struct fault *posted_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct ids ids = ids_sent(r);
	int64_t done;

	TRY(post_papers_posted(d, ids.at, ids.count, &done));
	reply_redirect(out, d->arena, done ? STR("/post?said=posted") : STR("/post"));
	return NULL;
}

const struct page page_post = { .path = "/post", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = papers_get };
const struct page page_post_print = { .path = "/post/print", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = print_post };
const struct page page_post_check = { .path = "/post/check", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = check_post };
const struct page page_post_posted = {
	.path = "/post/posted", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = posted_post,
};
