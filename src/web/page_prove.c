/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_prove - the password once more, before what does most harm in other hands.
 * Touches work/session. Whose question: "has somebody sat down at my desk?" */
#include "gen/html/page_prove.h"
#include "web/account_room.h"
#include "web/prove.h"

static const struct fault *prove_show(struct desk *d, const struct request *r, struct str next,
				      const struct problems *problems, struct reply *out)
{
	struct prove_view v = { .frame = frame_of(d, r, book_words(d->book, STR("prove.title"))), .next = next };
	struct account_self self;

	TRY(account_self(d, &self));
	v.frame.problems = problems;
	v.again = next.at ? NULL : r;
	v.action = next.at ? STR("/account/prove") : r->address_sent;
	v.provider = self.has_password ? STR("") : STR("/sign-in/provider?again=yes&next=/account/proved");
	v.password = account_field(d, "proof", "password", "current-password", "prove.password", "", problems);
	html_prove(&out->body, &v);
	return NULL;
}

const struct fault *prove_first(struct desk *d, struct request *r, const struct page *p, struct reply *out, bool *go)
{
	struct str proof = request_form(r, STR("proof"));
	struct problems problems = { 0 };
	struct session_given given = { .state = SESSION_NONE };

	*go = (!p->needs_proof && !(p->needs == NEEDS_STAFF && r->wants_csv)) || session_is_proved(d);
	if (*go)
		return NULL;
	if (r->method == METHOD_POST && !str_is_empty(proof))
		TRY(session_prove(d, r->cookie_session, r->cookie_device, proof, &problems, &given));
	if (given.state != SESSION_FULL)
		return prove_show(d, r, r->method == METHOD_POST ? STR_NONE : r->address_sent, &problems, out);
	out->set_cookie = r->cookie_session = given.cookie;
	*go = true;
	return NULL;
}

static const struct fault *prove_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct str next = own_address(request_form(r, STR("next")));
	struct problems problems = { 0 };
	struct session_given given;

	next = str_is_empty(next) ? STR("/home") : next;
	if (session_is_proved(d)) {             /* in another window */
		reply_redirect(out, d->arena, next);
		return NULL;
	}
	TRY(session_prove(d, r->cookie_session, r->cookie_device, request_form(r, STR("proof")), &problems, &given));
	if (given.state != SESSION_FULL)
		return prove_show(d, r, next, &problems, out);
	out->set_cookie = given.cookie;
	reply_redirect(out, d->arena, next);
	return NULL;
}

const struct page page_account_prove = {
	.path = "/account/prove", .method = METHOD_POST, .needs = NEEDS_SIGN_IN, .is_costly = true, .answer = prove_post,
};

/* Where a provider brings back who has only that. */
static const struct fault *proved_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct prove_view v = { .frame = frame_of(d, r, book_words(d->book, STR("prove.done_title"))) };

	html_proved(&out->body, &v);
	return NULL;
}

const struct page page_account_proved = {
	.path = "/account/proved", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = proved_get,
};
