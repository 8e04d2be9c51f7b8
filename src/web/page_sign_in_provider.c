/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_sign_in_provider - staff go to their own sign-in provider and come back.
 * Touches work/oidc. Whose question: "may I use the account that I use for everything else?" */
#include "web/account_room.h"
#include "work/oidc.h"

static struct str next_or_home(struct str next)
{
	struct str own = own_address(next);

	return str_is_empty(own) ? STR("/home") : own;
}

MUST static const struct fault *begin(struct desk *d, const struct request *r, struct reply *out)
{
	struct str address = STR("/sign-in");

	if (!str_is_empty(r->cookie_form))
		TRY(oidc_begin(d, r->cookie_form, next_or_home(request_query(r, STR("next"))),
			       str_equal(request_query(r, STR("again")), STR("yes")), &address));
	reply_redirect(out, d->arena, address);
	return NULL;
}

/* A link and no form: the policy of our pages lets forms go to ourselves only. */
const struct page page_sign_in_provider = {
	.path = "/sign-in/provider", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = begin,
};

MUST static const struct fault *come_back(struct desk *d, const struct request *r, struct reply *out)
{
	struct oidc_back back = {
		.state = request_query(r, STR("state")), .browser = r->cookie_form, .code = request_query(r, STR("code")),
		.slip = request_query(r, STR("error")), .client = r->address, .device = r->cookie_device };
	struct problems problems = { 0 };
	struct session_given given;
	struct str next;

	TRY(oidc_end(d, &back, &problems, &given, &next));
	if (problems.count > 0) {
		reply_redirect(out, d->arena, STR("/sign-in?said=provider"));
		return NULL;
	}
	out->set_cookie = given.cookie;
	out->set_device = given.device;
	reply_redirect(out, d->arena, next_or_home(next));
	return NULL;
}

const struct page page_sign_in_provider_return = {
	.path = "/sign-in/provider/return", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = come_back,
};
