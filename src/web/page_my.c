/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_my - the cases of a family's account, and how a case gets into one.
 * Touches work/claim, work/session, work/track. */
#include "gen/html/family_claim.h"
#include "web/page_track.h"
#include "work/claim.h"
#include "work/session.h"

static const struct fault *row_fill(struct desk *d, int64_t process_id, struct my_row *out, bool *is_there)
{
	struct case_file *c;
	struct track t;
	const struct fault *f = case_open_id(d, process_id, STR("view"), &c);
	*is_there = !f;
	if (f && f->kind == FAULT_ABSENT)       /* the rule says no after all: it is not in the list */
		return NULL;
	if (f)
		return f;
	TRY(track_make(d, c, &t));
	*out = (struct my_row){ .reference = c->reference, .stage = t.stage_name, .holder = t.holder_words,
		.child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(c->child_given), STR_ARG(c->child_family)),
		.process = c->pathway->name, .is_ended = c->state.stage && c->state.stage->is_end,
		.due = t.day_count ? t.days[0].day : DATE_NONE, .due_words = t.day_count ? t.days[0].name : STR_NONE,
		.is_late = t.late_count > 0,
		.waits_on_family = !(c->state.stage && c->state.stage->is_end) && str_equal(c->state.holder, STR("family")) };
	return NULL;
}

/* What waits on the family stands first, then what has the nearest day; else in the order of the list. */
static bool comes_before(const struct my_row *a, const struct my_row *b)
{
	if (a->waits_on_family != b->waits_on_family)
		return a->waits_on_family;
	if (!a->waits_on_family || date_is_none(a->due))
		return false;
	return date_is_none(b->due) || a->due.day < b->due.day;
}

static void waiting_first(struct my_view *v)
{
	for (size_t i = 1; i < v->count; i++) {
		struct my_row row = v->rows[i];
		size_t k = i;

		for (; k > 0 && comes_before(&row, &v->rows[k - 1]); k--)
			v->rows[k] = v->rows[k - 1];
		v->rows[k] = row;
	}
}

static const struct fault *my_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct claim_cases cases = { 0 };
	struct my_view v = { .frame = frame_of(d, r, book_words(d->book, STR("my.title"))) };
	v.frame.is_family = true;
	v.frame.section = STR("my");
	TRY(claim_cases(d, &cases));
	v.rows = ARENA_NEW(d->arena, struct my_row, cases.count + 1);
	for (size_t i = 0; i < cases.count; i++) {
		bool is_there;
		TRY(row_fill(d, cases.at[i].process_id, &v.rows[v.count], &is_there));
		v.ended += is_there && v.rows[v.count].is_ended;
		v.count += is_there;
		v.passed += !is_there;
	}
	waiting_first(&v);
	html_my(&out->body, &v);
	return NULL;
}

/* --- claiming --- */

static const struct fault *claim_show(struct desk *d, const struct request *r, struct str name, struct str email,
				      const struct problems *problems, struct reply *out)
{
	bool has_account = d->who.kind == WHO_ACCOUNT;
	struct claim_view v = {
		.frame = frame_of(d, r, book_words(d->book, has_account ? STR("claim.confirm_title") : STR("claim.title"))),
		.token = r->part[0], .email = email, .name = name, .problems = problems, .has_account = has_account };
	v.frame.is_family = true;
	v.frame.problems = problems;
	v.frame.back = arena_printf(d->arena, "/track/%.*s", STR_ARG(r->part[0]));
	html_claim(&out->body, &v);
	return NULL;
}

static const struct fault *claim_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct problems none = { 0 };
	bool works;
	TRY(link_may_claim(d, r->part[0], &works));
	return works ? claim_show(d, r, STR(""), STR(""), &none, out) : track_lost(d, r, out);
}

static const struct fault *account_make_here(struct desk *d, const struct request *r, struct problems *problems,
					     struct reply *out)
{
	struct session_given given = { .state = SESSION_NONE };
	struct sign_in in = { .email = request_form(r, STR("email")), .password = request_form(r, STR("password")),
			      .client = r->address, .device = r->cookie_device };
	enum session_state state;
	TRY(account_make_family(d, &in, str_trim(request_form(r, STR("name"))), problems, &given));
	if (problems->count)
		return NULL;
	out->set_cookie = given.cookie;
	if (given.device.at)
		out->set_device = given.device;
	return session_open(d, given.cookie, &state);
}

static const struct fault *claim_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct problems problems = { 0 };
	struct str reference;
	bool works, closes = str_equal(request_form(r, STR("close")), STR("yes"));
	TRY(link_may_claim(d, r->part[0], &works));
	if (!works)
		return track_lost(d, r, out);
	if (d->who.kind != WHO_ACCOUNT)
		TRY(account_make_here(d, r, &problems, out));
	if (problems.count)
		return claim_show(d, r, request_form(r, STR("name")), request_form(r, STR("email")), &problems, out);
	TRY(claim_take(d, r->part[0], closes, &reference));
	reply_redirect(out, d->arena, arena_printf(d->arena, "/my/%.*s?said=%s", STR_ARG(reference),
						   closes ? "claimed_closed" : "claimed"));
	return NULL;
}

const struct page page_my = { .path = "/my", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = my_get };
const struct page page_claim = { .path = "/claim/{0}", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = claim_get };
const struct page page_claim_post = { .path = "/claim/{0}", .method = METHOD_POST, .needs = NEEDS_NOTHING, .is_costly = true, .answer = claim_post };
