/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_request - the public form: begun, walked a page at a time, come back to.
 * Touches work/request. The draft's token is in the address, so that any page leads back: docs/decisions/0018. */
#include "web/page_request.h"

#include "gen/html/family_request.h"
#include "web/form.h"

struct str request_path(struct desk *d, struct str token, struct str page)
{
	return arena_printf(d->arena, "/request/%.*s%s%.*s", STR_ARG(token), page.len ? "/" : "", STR_ARG(page));
}

struct request_view request_view_of(struct desk *d, const struct request *r, struct str token,
				    const struct request_draft *draft, struct str title)
{
	struct request_view v = { .frame = frame_of(d, r, title), .token = token, .draft = draft, .due = DATE_NONE };
	v.frame.is_family = true;
	v.form = draft ? draft->form : NULL;
	v.address = address_full(d, r, request_path(d, token, STR("")));
	return v;
}

static const struct fault *request_lost(struct desk *d, const struct request *r, struct reply *out)
{
	struct request_view v = request_view_of(d, r, STR(""), NULL, book_words(d->book, STR("request.lost_title")));
	struct help_lines help = { 0 };
	TRY(help_lines(d, &help));
	v.help = &help;
	out->status = 404;
	html_request_lost(&out->body, &v);
	return NULL;
}

/* Opens the draft of the address. When there is none, or it was sent, `out` is answered already. */
static const struct fault *request_find(struct desk *d, const struct request *r, struct request_draft *draft, bool *is_there,
				 struct reply *out)
{
	const struct fault *f = request_open(d, r->part[0], draft);
	*is_there = !f;
	if (f && f->kind == FAULT_ABSENT)
		return request_lost(d, r, out);
	if (!f && draft->draft.sent_process_id && !str_equal(r->part[1], STR("sent"))) {
		*is_there = false;
		reply_redirect(out, d->arena, request_path(d, r->part[0], STR("sent")));
	}
	return f;
}

static const struct fault *start_get(struct desk *d, const struct request *r, struct reply *out)
{
	const struct form *form = request_public_form(d->book);
	struct request_view v = request_view_of(d, r, STR(""), NULL, form->title);
	v.form = form;
	v.frame.back = STR("/");
	html_request_start(&out->body, &v);
	return NULL;
}

static const struct fault *start_post(struct desk *d, const struct request *r, struct reply *out)
{
	(void)r;
	const struct form *form = request_public_form(d->book);
	struct str token;
	TRY(draft_begin(d, form->id, 0, &token));
	reply_redirect(out, d->arena, request_path(d, token, form->pages[0].id));
	return NULL;
}

static const struct fault *tasks_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct request_draft draft;
	bool is_there;
	TRY(request_find(d, r, &draft, &is_there, out));
	if (!is_there)
		return NULL;
	struct request_view v = request_view_of(d, r, r->part[0], &draft, book_words(d->book, STR("request.tasks_title")));
	v.page = request_next(&draft, STR_NONE);
	html_request_tasks(&out->body, &v);
	return NULL;
}

static const struct fault *tasks_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct request_draft draft;
	bool is_there;
	TRY(request_find(d, r, &draft, &is_there, out));
	if (!is_there)
		return NULL;
	if (!str_equal(request_form(r, STR("delete")), STR("yes"))) {
		reply_redirect(out, d->arena, request_path(d, r->part[0], STR("")));
		return NULL;
	}
	TRY(draft_drop(d, r->part[0]));
	struct request_view v = request_view_of(d, r, STR(""), NULL, book_words(d->book, STR("request.deleted_title")));
	html_request_deleted(&out->body, &v);
	return NULL;
}

/* --- one page of questions --- */

static const struct fault *page_show(struct desk *d, const struct request *r, const struct request_draft *draft,
				     const struct form_page *page, const struct answers *values,
				     const struct problems *problems, struct reply *out)
{
	struct request_view v = request_view_of(d, r, r->part[0], draft, page->title);
	const struct form_page *before = request_before(draft, page->id);
	struct out fields = out_start(d->arena, 4096);
	struct form_view form = { .desk = d, .form = draft->form, .page = page->id, .values = values,
				  .known = &draft->draft.fields, .problems = problems, .authority = draft->draft.authority };
	TRY(form_show(&fields, &form));
	v.page = page;
	v.fields = out_str(&fields);
	v.has_files = form_has_files(draft->form, page->id);
	v.is_from_check = str_equal(request_query(r, STR("from")), STR("check"));
	v.frame.problems = problems;
	v.frame.back = v.is_from_check ? request_path(d, r->part[0], STR("check"))
		     : before ? request_path(d, r->part[0], before->id) : STR("/request");
	for (size_t i = 0; i < draft->page_count; i++)
		if (draft->pages[i].page == page)
			v.page_number = i + 1;
	html_request_page(&out->body, &v);
	return NULL;
}

/* Problems of a page come to before, shown when one comes back to it. */
static struct problems problems_before(struct desk *d, const struct request_draft *draft, const struct form_page *page)
{
	struct problems out = { 0 };
	for (size_t i = 0; i < draft->form->field_count; i++) {
		const struct problem *p = problems_of(&draft->problems, draft->form->fields[i].name);
		if (p && str_equal(draft->form->fields[i].page, page->id))
			LIST_PUSH(d->arena, &out, *p);
	}
	return out;
}

static const struct fault *page_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct request_draft draft;
	bool is_there;
	TRY(request_find(d, r, &draft, &is_there, out));
	if (!is_there)
		return NULL;
	if (str_equal(r->part[1], STR("check")))
		return request_check_show(d, r, &draft, NULL, out);
	if (str_equal(r->part[1], STR("sent")))
		return request_sent_show(d, r, &draft, out);
	const struct request_page *page = request_page_of(&draft, r->part[1]);
	if (!page) {
		reply_redirect(out, d->arena, request_path(d, r->part[0], STR("")));
		return NULL;
	}
	struct problems problems = problems_before(d, &draft, page->page);
	return page_show(d, r, &draft, page->page, &draft.draft.fields, &problems, out);
}

/* Where to go after a page: the check page when one came from there and all is in order. */
static struct str after(struct desk *d, const struct request *r, const struct request_draft *draft, struct str page)
{
	const struct form_page *next = request_next(draft, page);
	if (!str_is_empty(request_form(r, STR("add"))))
		return request_path(d, r->part[0], page);
	if (str_equal(request_query(r, STR("from")), STR("check"))) {
		const struct form_page *undone = request_next(draft, STR_NONE);
		return request_path(d, r->part[0], undone ? undone->id : STR("check"));
	}
	return request_path(d, r->part[0], next ? next->id : STR("check"));
}

static const struct fault *page_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct request_draft draft;
	bool is_there;
	int64_t remove;
	struct answers typed = { 0 };
	struct kept_files files = { 0 };
	struct problems problems = { 0 };
	TRY(request_find(d, r, &draft, &is_there, out));
	if (!is_there)
		return NULL;
	if (str_equal(r->part[1], STR("check")))
		return request_check_post(d, r, &draft, out);
	const struct request_page *page = request_page_of(&draft, r->part[1]);
	if (!page) {
		reply_redirect(out, d->arena, request_path(d, r->part[0], STR("")));
		return NULL;
	}
	struct str id = page->page->id;
	if (str_to_int(request_form(r, STR("remove")), &remove) && remove >= 0) {
		TRY(request_file_drop(d, r->part[0], &draft, (size_t)remove));
		reply_redirect(out, d->arena, request_path(d, r->part[0], id));
		return NULL;
	}
	bool is_sent = form_read(d, r, draft.form, id, &typed, &files, &problems);
	TRY(request_files_add(d, r->part[0], &draft, &files, &problems));   /* the good ones stay, whatever else is wrong */
	if (is_sent && problems.count == 0)
		TRY(request_answer(d, r->part[0], &draft, id, &typed, &problems));
	if (is_sent && problems.count == 0) {
		reply_redirect(out, d->arena, after(d, r, &draft, id));
		return NULL;
	}
	page = request_page_of(&draft, id);
	return page ? page_show(d, r, &draft, page->page, &typed, &problems, out) : request_lost(d, r, out);
}

const struct page page_request = {
	.path = "/request", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = start_get };
const struct page page_request_post = {
	.path = "/request", .method = METHOD_POST, .needs = NEEDS_NOTHING, .answer = start_post };
const struct page page_request_tasks = {
	.path = "/request/{0}", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = tasks_get };
const struct page page_request_tasks_post = {
	.path = "/request/{0}", .method = METHOD_POST, .needs = NEEDS_NOTHING, .answer = tasks_post };
const struct page page_request_page = {
	.path = "/request/{0}/{1}", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = page_get };
/* Files are kept for a draft that is there. */
static const struct fault *page_admits(struct desk *d, const struct request *r)
{
	struct draft draft;

	return draft_open(d, r->part[0], &draft);
}
const struct page page_request_page_post = {
	.path = "/request/{0}/{1}", .method = METHOD_POST, .needs = NEEDS_NOTHING, .answer = page_post,
	.takes_files = true, .admits = page_admits };
