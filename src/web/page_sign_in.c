/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_sign_in - password, second factor, setting up a phone, signing out.
 * Touches work/session. Whose question: "how do I get in, and how do I get out?" */
#include "gen/html/page_account.h"
#include "web/account_room.h"
#include "web/html.h"

struct str own_address(struct str next)
{
	bool is_ours = str_starts(next, STR("/")) && !str_starts(next, STR("//")) && !str_contains(next, STR("\\")) &&
		       str_is_text(next) && !str_contains(next, STR("\n")) && !str_contains(next, STR("\r"));

	return is_ours ? next : STR("");
}

struct account_field account_field(const struct desk *d, const char *name, const char *type, const char *complete,
				   const char *key, const char *hint, const struct problems *problems)
{
	const struct problem *p = problems ? problems_of(problems, str_of(name)) : NULL;

	return (struct account_field){ .name = name, .type = type, .complete = complete,
		.label = book_words(d->book, str_of(key)), .hint = *hint ? book_words(d->book, str_of(hint)) : STR(""),
		.value = STR(""), .error = p ? p->words : STR("") };
}

void session_reply(struct reply *out, const struct session_given *given)
{
	out->set_cookie = given->cookie;
	if (given->device.at)
		out->set_device = given->device;
}

/* The address with `next` behind it, when there is one. */
static struct str with_next(struct arena *a, const char *to, struct str next)
{
	struct out o = out_start(a, 64);

	out_add(&o, str_of(to));
	if (next.len) {
		out_add(&o, STR("?next="));
		out_url(&o, next);
	}
	return out_str(&o);
}

/* --- password --- */

static struct demo_group *group_of(struct desk *d, struct sign_in_view *v, struct str title)
{
	for (size_t i = 0; i < v->groups.count; i++)
		if (str_equal(v->groups.at[i].title, title))
			return &v->groups.at[i];
	LIST_PUSH(d->arena, &v->groups, (struct demo_group){ .title = title });
	return &v->groups.at[v->groups.count - 1];
}

/* In the order in which they were made: rulebook/demo/users.csv has each council's manager first. */
static void by_id(struct account_rows *rows)
{
	for (size_t i = 1; i < rows->count; i++)
		for (size_t k = i; k > 0 && rows->at[k].id < rows->at[k - 1].id; k--) {
			struct account_row later = rows->at[k - 1];

			rows->at[k - 1] = rows->at[k];
			rows->at[k] = later;
		}
}

/* The invented users by council; families stand apart. */
static const struct fault *demo_fill_users(struct desk *d, struct sign_in_view *v)
{
	struct account_rows rows = { 0 };

	TRY(account_list(d, 0, &rows));
	by_id(&rows);
	for (size_t i = 0; i < rows.count; i++) {
		const struct account_row *row = &rows.at[i];
		const struct role *role = row->role_count ? book_role(d->book, row->roles[0].role) : NULL;
		struct str council;

		if (!row->demo_note.at || !row->is_open || !role)
			continue;
		TRY(account_council(d, row->authority, &council));
		struct demo_group *g = group_of(d, v, role->is_staff ? council :
						book_words(d->book, STR("sign_in.demo_families")));

		LIST_PUSH(d->arena, &g->users, (struct demo_user){ row->email, row->name, role->name, row->demo_note });
	}
	return NULL;
}

static const struct fault *sign_in_show(struct desk *d, const struct request *r, struct str next, struct str email,
					const struct problems *problems, struct reply *out)
{
	struct sign_in_view v = { .frame = frame_of(d, r, book_words(d->book, STR("sign_in.title"))), .next = next };

	v.frame.problems = problems;
	v.email = account_field(d, "email", "email", "username", "sign_in.email", "", problems);
	v.email.value = email;
	v.password = account_field(d, "password", "password", "current-password", "sign_in.password", "", problems);
	if (!str_is_empty(d->house->oidc.issuer))
		v.provider = with_next(d->arena, "/sign-in/provider", next);
	if (d->house->is_demonstration)
		TRY(demo_fill_users(d, &v));
	html_sign_in(&out->body, &v);
	return NULL;
}

static const struct fault *sign_in_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct str next = own_address(request_query(r, STR("next")));

	if (d->who.kind == WHO_ACCOUNT) {
		reply_redirect(out, d->arena, next.len ? next : STR("/home"));
		return NULL;
	}
	return sign_in_show(d, r, next, STR(""), NULL, out);
}

/* Where a session goes that has just been begun. */
static const struct fault *go_on(struct desk *d, const struct session_given *given, struct str next, struct reply *out)
{
	enum session_state state;
	struct account_self self;

	session_reply(out, given);
	if (given->state == SESSION_FULL) {
		reply_redirect(out, d->arena, next.len ? next : STR("/home"));
		return NULL;
	}
	TRY(session_open(d, given->cookie, &state));
	TRY(account_self(d, &self));
	reply_redirect(out, d->arena, with_next(d->arena, self.has_factor ? "/sign-in/code" : "/sign-in/enrol", next));
	return NULL;
}

static const struct fault *sign_in_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct sign_in in = { request_form(r, STR("email")), request_form(r, STR("password")), r->address,
			      r->cookie_device };
	struct str next = own_address(request_form(r, STR("next")));
	struct problems problems = { 0 };
	struct session_given given;

	TRY(session_begin(d, &in, &problems, &given));
	if (problems.count > 0)
		return sign_in_show(d, r, next, in.email, &problems, out);
	return go_on(d, &given, next, out);
}

const struct page page_sign_in = { .path = "/sign-in", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = sign_in_get };
const struct page page_sign_in_post = {
	.path = "/sign-in", .method = METHOD_POST, .needs = NEEDS_NOTHING, .is_costly = true, .answer = sign_in_post,
};

/* --- second factor --- */

static void code_show(struct desk *d, const struct request *r, struct str next, const struct problems *problems,
		      struct reply *out)
{
	struct code_view v = { .frame = frame_of(d, r, book_words(d->book, STR("sign_in.code_title"))),
			       .action = STR("/sign-in/code"), .next = next };

	v.frame.problems = problems;
	v.code = account_field(d, "code", "text", "one-time-code", "sign_in.code", "sign_in.code_hint", problems);
	v.code.is_code = true;
	html_code(&out->body, &v);
}

static const struct fault *code_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct str next = own_address(request_query(r, STR("next")));
	struct account_self self;

	TRY(account_self(d, &self));
	if (!self.has_factor)
		reply_redirect(out, d->arena, with_next(d->arena, "/sign-in/enrol", next));
	else
		code_show(d, r, next, NULL, out);
	return NULL;
}

static const struct fault *code_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct str next = own_address(request_form(r, STR("next")));
	struct problems problems = { 0 };
	struct session_given given;

	TRY(session_second(d, r->cookie_session, r->cookie_device, request_form(r, STR("code")), &problems, &given));
	if (problems.count > 0) {
		code_show(d, r, next, &problems, out);
		return NULL;
	}
	return go_on(d, &given, next, out);
}

const struct page page_sign_in_code = {
	.path = "/sign-in/code", .method = METHOD_GET, .needs = NEEDS_HALF_SIGN_IN, .answer = code_get,
};
const struct page page_sign_in_code_post = {
	.path = "/sign-in/code", .method = METHOD_POST, .needs = NEEDS_HALF_SIGN_IN, .answer = code_post,
};

/* --- setting up a phone --- */

/* In groups of four: easier to copy by hand. */
static struct str in_fours(struct arena *a, struct str s)
{
	struct out o = out_start(a, 64);

	for (size_t i = 0; i < s.len; i++) {
		if (i && i % 4 == 0)
			out_byte(&o, ' ');
		out_byte(&o, s.at[i]);
	}
	return out_str(&o);
}

void enrol_show(struct desk *d, const struct request *r, const char *action, struct str secret,
		const struct problems *problems, struct reply *out)
{
	struct enrol_view v = { .frame = frame_of(d, r, book_words(d->book, STR("sign_in.enrol_title"))),
		.action = str_of(action), .secret = secret, .next = own_address(r->method == METHOD_POST ?
			request_form(r, STR("next")) : request_query(r, STR("next"))) };

	v.frame.problems = problems;
	if (str_is_empty(v.secret))
		v.secret = session_enrol_secret(d);
	v.secret_shown = in_fours(d->arena, v.secret);
	v.address = session_enrol_address(d, v.secret);
	v.code = account_field(d, "code", "text", "one-time-code", "sign_in.code", "", problems);
	v.code.is_code = true;
	html_enrol(&out->body, &v);
}

const struct fault *enrol_take(struct desk *d, const struct request *r, const char *action, struct reply *out)
{
	struct str secret = request_form(r, STR("secret"));
	struct problems problems = { 0 };
	struct session_given given;

	TRY(session_enrol(d, r->cookie_session, r->cookie_device, secret, request_form(r, STR("code")), &problems, &given));
	if (problems.count > 0) {
		enrol_show(d, r, action, secret, &problems, out);
		return NULL;
	}
	session_reply(out, &given);
	reply_redirect(out, d->arena, STR("/account/recovery?said=factor_on"));
	return NULL;
}

static const struct fault *enrol_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct account_self self;

	TRY(account_self(d, &self));
	if (!self.has_factor)
		enrol_show(d, r, "/sign-in/enrol", STR(""), NULL, out);
	else
		reply_redirect(out, d->arena, STR("/sign-in/code"));
	return NULL;
}

static const struct fault *enrol_post(struct desk *d, const struct request *r, struct reply *out)
{
	return enrol_take(d, r, "/sign-in/enrol", out);
}

const struct page page_sign_in_enrol = {
	.path = "/sign-in/enrol", .method = METHOD_GET, .needs = NEEDS_HALF_SIGN_IN, .answer = enrol_get,
};
const struct page page_sign_in_enrol_post = {
	.path = "/sign-in/enrol", .method = METHOD_POST, .needs = NEEDS_HALF_SIGN_IN, .answer = enrol_post,
};

/* --- out --- */

static const struct fault *sign_out(struct desk *d, const struct request *r, struct reply *out)
{
	if (!str_is_empty(r->cookie_session) && d->who.account_id)
		TRY(session_end(d, r->cookie_session));
	out->set_cookie = STR("");
	reply_redirect(out, d->arena, STR("/sign-in?said=signed_out"));
	return NULL;
}

const struct page page_sign_out = {
	.path = "/sign-out", .method = METHOD_POST, .needs = NEEDS_NOTHING, .answer = sign_out,
};
