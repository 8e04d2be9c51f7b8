/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_told - a family says how it wants to be told, by private link or by account.
 * Touches work/told, work/track. Whose question: "how do I hear when something happens?" */
#include "gen/html/post_form.h"
#include "web/account_room.h"
#include "web/page_track.h"
#include "web/view_post.h"
#include "work/post.h"
#include "work/told.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static void code_add(struct desk *d, struct code_list *list, const char *code, const char *key)
{
	LIST_PUSH(d->arena, list, (struct code){ str_of(code), words(d, key), STR_NONE });
}

/* Only ways that this installation has. */
static struct form form_of(struct desk *d)
{
	struct form form = { .id = STR("told") };
	struct code_list *ways = ARENA_NEW(d->arena, struct code_list, 1);
	bool has_mail = post_can(d->house, POST_MAIL), has_text = post_can(d->house, POST_TEXT);

	if (has_mail)
		code_add(d, ways, "mail", "told.way_mail");
	if (has_text)
		code_add(d, ways, "text", "told.way_text");
	code_add(d, ways, "paper", "told.way_paper");
	post_field(d, &form, "way", "told.way", "", FIELD_CHOICE, 10, true);
	form.fields[0].codes = ways;
	if (has_mail)
		post_field(d, &form, "email", "told.email", "told.email_hint", FIELD_EMAIL, 254, false);
	if (has_text)
		post_field(d, &form, "phone", "told.phone", "told.phone_hint", FIELD_PHONE, 30, false);
	post_field(d, &form, "reminders", "told.reminders", "", FIELD_YESNO, 5, true);
	return form;
}

static struct str lead_of(struct desk *d, const struct told_choice *now)
{
	struct str key = arena_printf(d->arena, "told.now_%.*s", STR_ARG(now->way));
	bool has_any = post_can(d->house, POST_MAIL) || post_can(d->house, POST_TEXT);
	struct str state = book_words_with(d->book, d->arena, key, &now->address, 1);

	return arena_printf(d->arena, "%.*s\n\n%.*s", STR_ARG(words(d, has_any ? "told.lead" : "told.lead_none")), STR_ARG(state));
}

static struct str base_of(struct desk *d, const struct request *r, enum track_way way)
{
	return arena_printf(d->arena, "%s/%.*s", way == TRACK_BY_LINK ? "/track" : "/my", STR_ARG(r->part[0]));
}

static struct frame frame_here(struct desk *d, const struct request *r, enum track_way way, const char *title, const char *back)
{
	struct frame f = frame_of(d, r, words(d, title));

	f.is_family = true;
	f.section = STR("my");
	f.back = arena_printf(d->arena, "%.*s%s", STR_ARG(base_of(d, r, way)), back);
	return f;
}

/* What is in force, as the form has it. */
static struct answers known(struct desk *d, const struct told_choice *now)
{
	struct answers values = { 0 };
	bool is_text = str_equal(now->way, POST_TEXT);

	LIST_PUSH(d->arena, &values, (struct answer){ STR("way"), now->way });
	LIST_PUSH(d->arena, &values, (struct answer){ is_text ? STR("phone") : STR("email"), now->address });
	LIST_PUSH(d->arena, &values, (struct answer){ STR("reminders"), now->reminders ? STR("yes") : STR("no") });
	return values;
}

static const struct fault *told_form(struct desk *d, const struct request *r, enum track_way way, const struct case_file *c,
				     const struct answers *typed, const struct problems *problems, struct reply *out)
{
	struct form form = form_of(d);
	struct told_choice now;

	TRY(told_load(d, c, &now));
	struct answers values = typed ? *typed : known(d, &now);
	struct post_form_view v = { .frame = frame_here(d, r, way, "told.title", ""), .lead = lead_of(d, &now),
		.button = words(d, "told.button"), .cancel = base_of(d, r, way) };

	v.action = arena_printf(d->arena, "%.*s/told", STR_ARG(base_of(d, r, way)));
	return post_form_show(d, &form, &values, problems, c->authority, &v, out);
}

static const struct fault *told_get(struct desk *d, const struct request *r, enum track_way way, struct reply *out)
{
	struct case_file *c;

	TRY(track_open(d, r, way, STR("view"), &c, out));
	return c ? told_form(d, r, way, c, NULL, NULL, out) : NULL;
}

static const struct fault *told_post(struct desk *d, const struct request *r, enum track_way way, struct reply *out)
{
	struct answers values = { 0 };
	struct kept_files files = { 0 };
	struct problems problems = { 0 };
	struct form form = form_of(d);
	struct case_file *c;
	bool needs_code = false;

	TRY(track_open(d, r, way, STR("record"), &c, out));
	if (!c)
		return NULL;
	if (!form_read(d, r, &form, STR(""), &values, &files, &problems))
		return told_form(d, r, way, c, &values, &problems, out);
	struct str to = answers_get(&values, STR("way"));
	struct str address = answers_get(&values, str_equal(to, POST_TEXT) ? STR("phone") : STR("email"));

	if (problems.count == 0)
		TRY(told_choose(d, c, to, address, !str_equal(answers_get(&values, STR("reminders")), STR("no")), r->address,
				&problems, &needs_code));
	if (problems.count)
		return told_form(d, r, way, c, &values, &problems, out);
	reply_redirect(out, d->arena, arena_printf(d->arena, "%.*s%s", STR_ARG(base_of(d, r, way)),
						    needs_code ? "/told/code" : "?said=told"));
	return NULL;
}

/* --- the code --- */

static const struct fault *code_show(struct desk *d, const struct request *r, enum track_way way, const struct case_file *c,
				     const struct problems *problems, struct reply *out)
{
	struct pass_view v = { .frame = frame_here(d, r, way, "told.code_title", "/told"), .button = words(d, "told.code_button"),
		.action = arena_printf(d->arena, "%.*s/told/code", STR_ARG(base_of(d, r, way))) };
	struct told_choice now;

	TRY(told_load(d, c, &now));
	if (str_is_empty(now.new_way)) {        /* proved in another window, or never asked for */
		reply_redirect(out, d->arena, arena_printf(d->arena, "%.*s/told", STR_ARG(base_of(d, r, way))));
		return NULL;
	}
	v.lead = book_words_with(d->book, d->arena, STR("told.code_lead"), &now.new_address, 1);
	v.frame.problems = problems;
	v.field = account_field(d, "code", "text", "one-time-code", "told.code", "", problems);
	v.field.is_code = true;
	v.other = v.frame.back;
	v.other_words = words(d, "told.code_other");
	html_pass(&out->body, &v);
	return NULL;
}

static const struct fault *code_get(struct desk *d, const struct request *r, enum track_way way, struct reply *out)
{
	struct case_file *c;

	TRY(track_open(d, r, way, STR("view"), &c, out));
	return c ? code_show(d, r, way, c, NULL, out) : NULL;
}

static const struct fault *code_post(struct desk *d, const struct request *r, enum track_way way, struct reply *out)
{
	struct problems problems = { 0 };
	struct case_file *c;

	TRY(track_open(d, r, way, STR("record"), &c, out));
	if (!c)
		return NULL;
	TRY(told_prove(d, c, request_form(r, STR("code")), &problems));
	if (problems.count)
		return code_show(d, r, way, c, &problems, out);
	reply_redirect(out, d->arena, arena_printf(d->arena, "%.*s?said=told", STR_ARG(base_of(d, r, way))));
	return NULL;
}

TRACK_BOTH_WAYS(told_get)
TRACK_BOTH_WAYS(told_post)
TRACK_BOTH_WAYS(code_get)
TRACK_BOTH_WAYS(code_post)

const struct page page_track_told = {
	.path = "/track/{0}/told", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = told_get_by_link };
const struct page page_track_told_post = {
	.path = "/track/{0}/told", .method = METHOD_POST, .needs = NEEDS_NOTHING, .answer = told_post_by_link };
const struct page page_track_told_code = {
	.path = "/track/{0}/told/code", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = code_get_by_link };
const struct page page_track_told_code_post = {
	.path = "/track/{0}/told/code", .method = METHOD_POST, .needs = NEEDS_NOTHING, .answer = code_post_by_link };
const struct page page_my_told = {
	.path = "/my/{0}/told", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = told_get_by_account };
const struct page page_my_told_post = {
	.path = "/my/{0}/told", .method = METHOD_POST, .needs = NEEDS_SIGN_IN, .answer = told_post_by_account };
const struct page page_my_told_code = {
	.path = "/my/{0}/told/code", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = code_get_by_account };
const struct page page_my_told_code_post = {
	.path = "/my/{0}/told/code", .method = METHOD_POST, .needs = NEEDS_SIGN_IN, .answer = code_post_by_account };
