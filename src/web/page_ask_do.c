/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_ask_do - what is done about an ask: accept it, ask back, answer it, chase it.
 * Touches work/case. */
#include "gen/html/ask_ask.h"
#include "web/form.h"
#include "web/page_ask.h"
#include "work/link.h"
#include "work/plan.h"

struct typed_act { struct answers values; struct kept_files files; struct problems problems; struct str moved_on; };

static struct str event_of(const struct request *r, enum ask_way way)
{
	return r->part[way == ASK_BY_LINK ? 1 : 2];
}

static const struct event_kind *offered(const struct desk *d, const struct ask_view *v, struct str id)
{
	const struct event_kind *e = pathway_event(v->c->pathway, id);

	return e && ask_offers(d, v, e) ? e : NULL;
}

/* Not offered now: back to the ask, which says how it stands. Never theirs to record: there is no such page. */
static const struct fault *not_offered(const struct desk *d, const struct ask_view *v, struct str id, struct reply *out)
{
	const struct event_kind *e = pathway_event(v->c->pathway, id);

	if (!e || !case_may_record(d, v->c, e, v->ask->subject))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	reply_redirect(out, d->arena, v->base);
	return NULL;
}

/* The facts that conditions of the form may ask for: of the person, and the day of the ask. */
static struct answers known_of(struct desk *d, const struct ask_view *v)
{
	struct answers known = { 0 };

	for (size_t i = 0; i < v->c->facts.count; i++)
		LIST_PUSH(d->arena, &known, v->c->facts.at[i]);
	LIST_PUSH(d->arena, &known, (struct answer){ STR("born"), date_iso(d->arena, v->c->born) });
	LIST_PUSH(d->arena, &known, (struct answer){ STR("asked"), date_iso(d->arena, v->ask->asked) });
	return known;
}

static const struct fault *form_page_show(struct desk *d, const struct request *r, const struct ask_view *ask,
					  const struct event_kind *event, const struct typed_act *typed, struct reply *out)
{
	struct ask_form_view v = { .frame = frame_of(d, r, event->form ? event->form->title : event->name), .ask = ask,
				   .event = event, .moved_on = typed->moved_on, .version = ask->c->version };
	struct answers known = known_of(d, ask);
	struct out fields = out_start(d->arena, 8192);

	if (str_is_empty(v.frame.title) || !str_equal(event->ask_state, STR("answered")))
		v.frame.title = ask_act_words(d, event);
	v.frame.back = ask->base;
	v.frame.section = STR("inbox");
	v.frame.problems = &typed->problems;
	if (event->form) {
		struct form_view form = { .desk = d, .form = event->form, .page = STR(""), .values = &typed->values,
			.known = &known, .problems = &typed->problems, .authority = ask->c->authority, .files = &typed->files };

		TRY(form_show(&fields, &form));
		v.has_files = form_has_files(event->form, STR(""));
	}
	v.fields = out_str(&fields);
	html_ask_form(&out->body, &v);
	return NULL;
}

static const struct fault *do_show(struct desk *d, const struct request *r, enum ask_way way, struct reply *out)
{
	struct typed_act typed = { .moved_on = STR_NONE };
	struct ask_view v;

	TRY(ask_open(d, r, way, STR("view"), &v));
	const struct event_kind *event = offered(d, &v, event_of(r, way));
	if (!event)
		return not_offered(d, &v, event_of(r, way), out);
	TRY(plan_begins(d, v.c, event->form, &typed.values));
	return form_page_show(d, r, &v, event, &typed, out);
}

/* After an answer by a one-time link there is no page to go back to. */
static const struct fault *done_show(struct desk *d, const struct request *r, enum ask_way way, const struct ask_view *v,
				     const struct event_kind *event, struct reply *out)
{
	if (way == ASK_BY_LINK && str_equal(event->ask_state, STR("answered"))) {
		struct ask_view done = *v;

		done.frame = frame_of(d, r, book_words(d->book, STR("ask.sent_title")));
		html_ask_sent(&out->body, &done);
		return NULL;
	}
	reply_redirect(out, d->arena, arena_printf(d->arena, "%.*s?said=%s", STR_ARG(v->base),
		str_equal(event->ask_state, STR("answered")) ? "ask_answered" : "ask_recorded"));
	return NULL;
}

static const struct fault *record(struct desk *d, const struct request *r, enum ask_way way, struct ask_view *v,
				  const struct event_kind *event, struct typed_act *typed, struct reply *out)
{
	struct case_act act = { .event = event->id, .subject = v->ask->subject, .day = d->now.today,
				.fields = typed->values, .files = typed->files };
	int64_t seq;

	if (!str_to_int(request_form(r, STR("version")), &act.seen_version))
		act.seen_version = v->c->version;
	const struct fault *f = case_record(d, v->c, &act, &typed->problems, &seq);
	if (f && f->kind == FAULT_CONFLICT) {
		TRY(ask_open(d, r, way, STR("view"), v));
		if (!offered(d, v, event->id)) {
			reply_redirect(out, d->arena, v->base);
			return NULL;
		}
		typed->moved_on = book_words(d->book, STR("ask.moved_on"));
		return form_page_show(d, r, v, event, typed, out);
	}
	if (f)
		return f;
	return typed->problems.count ? form_page_show(d, r, v, event, typed, out) : done_show(d, r, way, v, event, out);
}

static const struct fault *do_post(struct desk *d, const struct request *r, enum ask_way way, struct reply *out)
{
	struct typed_act typed = { .moved_on = STR_NONE };
	struct ask_view v;
	bool is_sent = true;

	TRY(ask_open(d, r, way, STR("record"), &v));
	const struct event_kind *event = offered(d, &v, event_of(r, way));
	if (!event)
		return not_offered(d, &v, event_of(r, way), out);
	if (event->form)
		is_sent = form_read(d, r, event->form, STR(""), &typed.values, &typed.files, &typed.problems);
	if (!is_sent || typed.problems.count)
		return form_page_show(d, r, &v, event, &typed, out);
	return record(d, r, way, &v, event, &typed, out);
}

static const struct fault *ask_do_get(struct desk *d, const struct request *r, struct reply *out)
{
	return do_show(d, r, ASK_BY_ACCOUNT, out);
}
const struct page page_ask_do = {
	.path = "/asks/{0}/{1}/do/{2}", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = ask_do_get,
};

static const struct fault *ask_do_post(struct desk *d, const struct request *r, struct reply *out)
{
	return do_post(d, r, ASK_BY_ACCOUNT, out);
}
const struct page page_ask_do_post = {
	.path = "/asks/{0}/{1}/do/{2}", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = ask_do_post, .takes_files = true,
};

static const struct fault *answer_do_get(struct desk *d, const struct request *r, struct reply *out)
{
	return do_show(d, r, ASK_BY_LINK, out);
}
const struct page page_answer_do = {
	.path = "/answer/{0}/do/{1}", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = answer_do_get,
	.absent = ask_was_answered,
};

static const struct fault *answer_do_post(struct desk *d, const struct request *r, struct reply *out)
{
	return do_post(d, r, ASK_BY_LINK, out);
}
static const struct fault *answer_admits(struct desk *d, const struct request *r)
{
	return link_open(d, r->part[0], STR("adviser"));
}
const struct page page_answer_do_post = {
	.path = "/answer/{0}/do/{1}", .method = METHOD_POST, .needs = NEEDS_NOTHING, .answer = answer_do_post,
	.takes_files = true, .admits = answer_admits, .absent = ask_was_answered,
};
