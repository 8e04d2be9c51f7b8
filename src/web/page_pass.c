/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_pass - a password forgotten, a first password.
 * Touches work/pass. Whose question: "I cannot get in: what now?" */
#include "gen/html/post_form.h"
#include "web/account_room.h"
#include "web/view_post.h"
#include "work/pass.h"
#include "work/post.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

/* A page that only says something. */
static const struct fault *say(struct desk *d, const struct request *r, const char *title, const char *lead, int status,
			       struct reply *out)
{
	struct pass_view v = { .frame = frame_of(d, r, words(d, title)), .lead = words(d, lead), .is_sent = true };

	out->status = status;
	html_pass(&out->body, &v);
	return NULL;
}

static const struct fault *forgot_show(struct desk *d, const struct request *r, struct str email,
				       const struct problems *problems, struct reply *out)
{
	struct pass_view v = { .frame = frame_of(d, r, words(d, "pass.forgot_title")), .action = STR("/sign-in/forgot"),
		.lead = words(d, "pass.forgot_lead"), .button = words(d, "pass.forgot_button") };

	v.frame.back = STR("/sign-in");
	v.frame.problems = problems;
	v.field = account_field(d, "email", "email", "username", "sign_in.email", "", problems);
	v.field.value = email;
	html_pass(&out->body, &v);
	return NULL;
}

static const struct fault *forgot_get(struct desk *d, const struct request *r, struct reply *out)
{
	return post_can(d->house, POST_MAIL) ? forgot_show(d, r, STR(""), NULL, out) :
	       say(d, r, "pass.forgot_title", "pass.none_lead", 200, out);
}

static const struct fault *forgot_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct problems problems = { 0 };

	if (!post_can(d->house, POST_MAIL))
		return forgot_get(d, r, out);
	TRY(pass_ask(d, request_form(r, STR("email")), r->address, &problems));
	if (problems.count)
		return forgot_show(d, r, request_form(r, STR("email")), &problems, out);
	reply_redirect(out, d->arena, STR("/sign-in/forgot/sent"));
	return NULL;
}

static const struct fault *sent_get(struct desk *d, const struct request *r, struct reply *out)
{
	return say(d, r, "pass.sent_title", "pass.sent_lead", 200, out);
}

const struct page page_forgot = { .path = "/sign-in/forgot", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = forgot_get };
const struct page page_forgot_post = {
	.path = "/sign-in/forgot", .method = METHOD_POST, .needs = NEEDS_NOTHING, .answer = forgot_post,
};
const struct page page_forgot_sent = {
	.path = "/sign-in/forgot/sent", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = sent_get,
};

/* --- the address of a mail --- */

static const struct fault *choose_show(struct desk *d, const struct request *r, enum pass_kind kind,
				       const struct pass_holder *holder, const struct problems *problems, struct reply *out)
{
	bool is_join = kind == PASS_JOIN;
	struct pass_view v = { .frame = frame_of(d, r, words(d, is_join ? "pass.join_title" : "pass.reset_title")),
		.action = r->path, .lead = words(d, is_join ? "pass.join_lead" : "pass.reset_lead"), .email = holder->email,
		.button = words(d, "pass.button") };

	v.frame.problems = problems;
	v.field = account_field(d, "password", "password", "new-password", "account.password_fresh", "", problems);
	html_pass(&out->body, &v);
	return NULL;
}

static const struct fault *lost(struct desk *d, const struct request *r, const struct fault *f, struct reply *out)
{
	return f->kind == FAULT_ABSENT ? say(d, r, "pass.lost_title", "pass.lost_lead", 404, out) : f;
}

static const struct fault *choose_get(struct desk *d, const struct request *r, enum pass_kind kind, struct reply *out)
{
	struct pass_holder holder;
	const struct fault *f = pass_open(d, r->part[0], kind, &holder);

	return f ? lost(d, r, f, out) : choose_show(d, r, kind, &holder, NULL, out);
}

static const struct fault *choose_post(struct desk *d, const struct request *r, enum pass_kind kind, struct reply *out)
{
	struct pass_holder holder;
	struct problems problems = { 0 };
	const struct fault *f = pass_open(d, r->part[0], kind, &holder);

	if (!f)
		f = pass_take(d, r->part[0], kind, request_form(r, STR("password")), &problems);
	if (f)
		return lost(d, r, f, out);
	if (problems.count)
		return choose_show(d, r, kind, &holder, &problems, out);
	reply_redirect(out, d->arena, STR("/sign-in?said=password_reset"));
	return NULL;
}

static const struct fault *reset_get(struct desk *d, const struct request *r, struct reply *out)
{
	return choose_get(d, r, PASS_RESET, out);
}

static const struct fault *reset_post(struct desk *d, const struct request *r, struct reply *out)
{
	return choose_post(d, r, PASS_RESET, out);
}

static const struct fault *join_get(struct desk *d, const struct request *r, struct reply *out)
{
	return choose_get(d, r, PASS_JOIN, out);
}

static const struct fault *join_post(struct desk *d, const struct request *r, struct reply *out)
{
	return choose_post(d, r, PASS_JOIN, out);
}

const struct page page_reset = { .path = "/sign-in/reset/{0}", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = reset_get };
const struct page page_reset_post = {
	.path = "/sign-in/reset/{0}", .method = METHOD_POST, .needs = NEEDS_NOTHING, .is_costly = true, .answer = reset_post,
};
const struct page page_join = { .path = "/join/{0}", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = join_get };
const struct page page_join_post = { .path = "/join/{0}", .method = METHOD_POST, .needs = NEEDS_NOTHING, .is_costly = true, .answer = join_post };
