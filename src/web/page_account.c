/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_account - one's own account: roles, phone, password, where one is signed in.
 * Touches work/session. Whose question: "is this account still mine alone?" */
#include "gen/html/page_account.h"
#include "web/account_room.h"
#include "web/html.h"
#include "work/post.h"
#include "work/told.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static const struct fault *roles_fill(struct desk *d, struct table_view *t)
{
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, d->who.membership_count + 1);

	*t = (struct table_view){ .cells = cells, .columns = 1, .rows = d->who.membership_count };
	for (size_t i = 0; i < t->rows; i++) {
		const struct membership *m = &d->who.memberships[i];
		const struct role *role = book_role(d->book, m->role);
		struct str args[2] = { role ? role->name : m->role };

		TRY(account_council(d, m->authority, &args[1]));
		cells[i].text = args[1].len ? book_words_with(d->book, d->arena, STR("account.role_in"), args, 2) : args[0];
	}
	return NULL;
}

static const struct fault *sessions_fill(struct desk *d, const struct request *r, struct table_view *t)
{
	struct session_rows rows = { 0 };
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, 3);

	TRY(session_list(d, r->cookie_session, &rows));
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, rows.count * 3 + 1);

	heads[0].label = words(d, "account.session_seen");
	heads[1].label = words(d, "account.session_made");
	heads[2].label = words(d, "account.session_client");
	for (size_t i = 0; i < rows.count; i++) {
		const struct session_row *row = &rows.at[i];

		cells[i * 3].text = date_instant(d->arena, row->seen_ms);
		cells[i * 3].note = row->is_this ? words(d, "account.session_this") :
				    row->is_full ? STR("") : words(d, "account.session_half");
		cells[i * 3 + 1].text = date_instant(d->arena, row->made_ms);
		cells[i * 3 + 2].text = row->client;
	}
	*t = (struct table_view){ .caption = words(d, "account.sessions_title"), .heads = heads, .columns = 3,
				  .cells = cells, .rows = rows.count };
	return NULL;
}

static struct str act_words(struct desk *d, struct str verb)
{
	const struct str *known = map_get(&d->book->words, arena_printf(d->arena, "act.%.*s", STR_ARG(verb)));

	return known ? *known : book_words_with(d->book, d->arena, STR("act.other"), &verb, 1);
}

static const struct fault *acts_fill(struct desk *d, struct table_view *t)
{
	struct account_acts acts = { 0 };
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, 2);

	TRY(account_history(d, &acts));
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, acts.count * 2 + 1);

	heads[0].label = words(d, "account.act_when");
	heads[1].label = words(d, "account.act_what");
	for (size_t i = 0; i < acts.count; i++) {
		cells[i * 2].text = date_instant(d->arena, acts.at[i].at_ms);
		cells[i * 2 + 1].text = act_words(d, acts.at[i].verb);
	}
	*t = (struct table_view){ .caption = words(d, "account.acts_title"), .heads = heads, .columns = 2,
				  .cells = cells, .rows = acts.count };
	return NULL;
}

static const struct fault *account_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct account_view v = { .frame = frame_of(d, r, words(d, "account.title")) };

	v.frame.section = STR("account");
	v.is_staff = session_is_staff(d, &d->who);
	TRY(account_self(d, &v.self));
	v.has_reminders = post_can(d->house, POST_MAIL) && v.is_staff;
	TRY(told_is_quiet(d, &v.is_quiet));
	TRY(roles_fill(d, &v.roles));
	TRY(sessions_fill(d, r, &v.sessions));
	TRY(acts_fill(d, &v.acts));
	html_account(&out->body, &v);
	return NULL;
}

const struct page page_account = { .path = "/account", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = account_get };

static const struct fault *reminders_post(struct desk *d, const struct request *r, struct reply *out)
{
	bool is_quiet = str_equal(request_form(r, STR("quiet")), STR("yes"));

	TRY(told_set_quiet(d, is_quiet));
	reply_redirect(out, d->arena, is_quiet ? STR("/account?said=quiet") : STR("/account?said=not_quiet"));
	return NULL;
}

const struct page page_account_reminders = {
	.path = "/account/reminders", .method = METHOD_POST, .needs = NEEDS_SIGN_IN, .answer = reminders_post,
};

/* --- password --- */

static void password_show(struct desk *d, const struct request *r, const struct problems *problems, struct reply *out)
{
	struct account_password_view v = { .frame = frame_of(d, r, words(d, "account.password_link")) };

	v.frame.back = STR("/account");
	v.frame.problems = problems;
	v.old = account_field(d, "old", "password", "current-password", "account.password_old", "", problems);
	v.fresh = account_field(d, "fresh", "password", "new-password", "account.password_fresh",
				"account.password_hint", problems);
	html_account_password(&out->body, &v);
}

static const struct fault *password_get(struct desk *d, const struct request *r, struct reply *out)
{
	password_show(d, r, NULL, out);
	return NULL;
}

static const struct fault *password_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct problems problems = { 0 };
	struct session_given given;

	TRY(account_password(d, r->cookie_session, r->cookie_device, request_form(r, STR("old")),
			     request_form(r, STR("fresh")), &problems, &given));
	if (problems.count > 0) {
		password_show(d, r, &problems, out);
		return NULL;
	}
	session_reply(out, &given);
	reply_redirect(out, d->arena, STR("/account?said=password_changed"));
	return NULL;
}

const struct page page_account_password = {
	.path = "/account/password", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = password_get,
};
const struct page page_account_password_post = {
	.path = "/account/password", .method = METHOD_POST, .needs = NEEDS_SIGN_IN, .is_costly = true, .answer = password_post,
};

/* --- phone and recovery codes --- */

static const struct fault *factor_get(struct desk *d, const struct request *r, struct reply *out)
{
	enrol_show(d, r, "/account/factor", STR(""), NULL, out);
	return NULL;
}

static const struct fault *factor_post(struct desk *d, const struct request *r, struct reply *out)
{
	return enrol_take(d, r, "/account/factor", out);
}

const struct page page_account_factor = {
	.path = "/account/factor", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = factor_get,
};
const struct page page_account_factor_post = {
	.path = "/account/factor", .method = METHOD_POST, .needs = NEEDS_SIGN_IN, .needs_proof = true, .answer = factor_post,
};

static const struct fault *recovery_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct recovery_view v = { .frame = frame_of(d, r, words(d, "account.recovery_title")) };

	v.frame.back = STR("/account");
	html_recovery(&out->body, &v);
	return NULL;
}

/* The codes are shown in the reply itself: they stand nowhere from which they could be shown again. */
static const struct fault *recovery_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct recovery_view v = { .frame = frame_of(d, r, words(d, "account.recovery_made_title")) };
	struct str codes[RECOVERY_CODES];

	TRY(session_recovery_make(d, codes));
	v.codes = codes;
	v.count = RECOVERY_CODES;
	html_recovery(&out->body, &v);
	return NULL;
}

const struct page page_account_recovery = {
	.path = "/account/recovery", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = recovery_get,
};
const struct page page_account_recovery_post = {
	.path = "/account/recovery", .method = METHOD_POST, .needs = NEEDS_SIGN_IN, .needs_proof = true, .answer = recovery_post,
};

static const struct fault *everywhere_post(struct desk *d, const struct request *r, struct reply *out)
{
	(void)r;
	TRY(session_end_all(d));
	out->set_cookie = STR("");
	reply_redirect(out, d->arena, STR("/sign-in?said=signed_out_everywhere"));
	return NULL;
}

const struct page page_account_everywhere = {
	.path = "/account/sign-out-everywhere", .method = METHOD_POST, .needs = NEEDS_SIGN_IN, .answer = everywhere_post,
};
