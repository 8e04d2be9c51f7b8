/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_ask - one ask: what is asked, about whom, by when and why, the papers, what became of the answer.
 * Touches work/case, work/link, work/plan. */
#include "web/page_ask.h"

#include "gen/html/ask_ask.h"
#include "web/form.h"
#include "work/document.h"
#include "work/link.h"
#include "work/post.h"

enum { LINK_DAYS = 60 };        /* a one-time link is longer than the six weeks of the ask */

static const struct ask_line *ask_find(const struct case_file *c, struct str subject)
{
	for (size_t i = 0; i < c->state.ask_count; i++)
		if (str_equal(c->state.asks[i].subject, subject))
			return &c->state.asks[i];
	return NULL;
}

static const struct step_line *clock_find(const struct case_file *c, struct str subject)
{
	for (size_t i = 0; i < c->state.step_count; i++)
		if (str_equal(c->state.steps[i].subject, subject))
			return &c->state.steps[i];
	return NULL;
}

static const struct case_party *party_find(const struct case_file *c, struct str subject)
{
	for (size_t i = 0; i < c->party_count; i++)
		if (str_equal(c->parties[i].subject, subject))
			return &c->parties[i];
	return NULL;
}

struct str ask_titled(const struct desk *d, const struct case_file *c, struct str words, struct str subject)
{
	const struct ask_line *ask = ask_find(c, subject);
	const struct case_party *party = party_find(c, subject);
	struct str whose = ask ? code_label(book_codes(d->book, STR("advice")), ask->role) : STR("");

	if (ask && str_equal(whose, ask->role))         /* no kind of adviser: then a place */
		whose = party ? party->organisation : STR("");
	return str_is_empty(whose) ? words
		: arena_printf(d->arena, "%.*s: %.*s", STR_ARG(words), STR_ARG(whose));
}

struct str ask_paper_kind(const struct desk *d, const struct case_file *c, const struct case_document *doc)
{
	const struct letter *letter = str_is_empty(doc->letter) ? NULL : book_letter(d->book, doc->letter);

	return letter ? letter->about
		: ask_titled(d, c, code_label(book_codes(d->book, STR("document")), doc->kind), doc->subject);
}

static const struct fault *case_by_way(struct desk *d, const struct request *r, enum ask_way way, struct str verb,
				       struct str *subject, struct case_file **out)
{
	if (way == ASK_BY_ACCOUNT) {
		*subject = r->part[1];
		return case_open(d, r->part[0], verb, out);
	}
	TRY(link_open(d, r->part[0], STR("adviser")));
	*subject = d->who.link_subject;
	return case_open_id(d, d->who.link_process_id, verb, out);
}

const struct fault *ask_open(struct desk *d, const struct request *r, enum ask_way way, struct str verb,
			     struct ask_view *out)
{
	struct case_file *c;
	struct str subject;

	TRY(case_by_way(d, r, way, verb, &subject, &c));
	*out = (struct ask_view){ .c = c, .ask = ask_find(c, subject), .step = clock_find(c, subject),
				  .is_link = way == ASK_BY_LINK, .shared = STR_NONE };
	if (!out->ask)
		return fault_new(d->arena, FAULT_ABSENT, "no such ask for this user");
	const struct case_party *party = party_find(c, subject);
	if (party) {
		out->organisation = party->organisation;
		out->organisation_email = party->email;
	}
	out->child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(c->child_given), STR_ARG(c->child_family));
	out->what = ask_titled(d, c, book_words(d->book, arena_printf(d->arena, "ask.kind_%.*s", STR_ARG(out->ask->kind))), subject);
	out->base = way == ASK_BY_LINK ? arena_printf(d->arena, "/answer/%.*s", STR_ARG(r->part[0]))
		: arena_printf(d->arena, "/asks/%.*s/%.*s", STR_ARG(c->reference), STR_ARG(subject));
	out->is_late = date_is_none(out->ask->answered) && !date_is_none(out->ask->due)
		       && out->ask->due.day < d->now.today.day;
	return NULL;
}

/* --- what may be done ------------------------------------------------------------------------------------------ */

bool ask_offers(const struct desk *d, const struct ask_view *v, const struct event_kind *e)
{
	struct str state = v->ask->state;

	if (!date_is_none(v->ask->answered) || str_equal(state, STR("withdrawn")))
		return false;
	if (!str_equal(e->ask_kind, v->ask->kind) || !case_may_record(d, v->c, e, v->ask->subject))
		return false;
	if (str_equal(e->ask_state, STR("received")))
		return str_equal(state, STR("asked"));
	return str_is_empty(e->ask_state) || !str_equal(e->ask_state, state);
}

/* Whom the ask was made to: their first button is to answer; an officer may do it for them. */
static bool is_theirs(const struct desk *d, const struct ask_view *v)
{
	for (size_t i = 0; i < d->who.membership_count; i++)
		if (d->who.memberships[i].organisation_id == v->ask->organisation_id && v->ask->organisation_id)
			return true;
	return v->is_link;
}

struct str ask_act_words(const struct desk *d, const struct event_kind *e)
{
	const struct str *words = map_get(&d->book->words, arena_printf(d->arena, "do.%.*s", STR_ARG(e->id)));

	return words ? *words : e->name;
}

static void acts_fill(struct desk *d, struct ask_view *v)
{
	const struct pathway *p = v->c->pathway;
	bool may_answer = is_theirs(d, v);

	for (size_t i = 0; i < p->event_count; i++) {
		const struct event_kind *e = &p->events[i];

		if (!ask_offers(d, v, e))
			continue;
		struct act_link act = { arena_printf(d->arena, "%.*s/do/%.*s", STR_ARG(v->base), STR_ARG(e->id)),
					may_answer ? ask_act_words(d, e) : e->name, e->about };
		if (may_answer && str_equal(e->ask_state, STR("answered")))
			v->answer = act;
		else
			LIST_PUSH(d->arena, &v->acts, act);
	}
	v->may_share = !v->is_link && date_is_none(v->ask->answered)
		       && case_may_of(d, v->c, STR("share"), STR("ask"), 0, v->ask->subject, 0);
}

/* --- what was said --------------------------------------------------------------------------------------------- */

static const struct fault *said_fill(struct desk *d, const struct form *form, const struct answers *fields,
				     struct said_list *out)
{
	for (size_t i = 0; form && i < form->field_count; i++) {
		struct str words, value = answers_get(fields, form->fields[i].name);

		if (str_is_empty(value))
			continue;
		TRY(choose_answer(d, &form->fields[i], value, &words));
		LIST_PUSH(d->arena, out, (struct said){ form->fields[i].label, words });
	}
	return NULL;
}

/* The event that opened the ask carries "ask.SUBJECT". */
static bool is_opening(struct desk *d, const struct ask_view *v, const struct happened *e)
{
	return answers_get(&e->fields, arena_printf(d->arena, "ask.%.*s", STR_ARG(v->ask->subject))).at != NULL;
}

/* What came of an answer: what the family was told too, on or after the day it came. */
static bool is_later(const struct ask_view *v, const struct happened *e, const struct event_kind *kind)
{
	return str_is_empty(e->subject) && !date_is_none(v->ask->answered) && e->day.day >= v->ask->answered.day
	       && (kind->public_part || str_starts(e->name, STR("decision")));
}

static const struct fault *event_tell(struct desk *d, struct ask_view *v, const struct happened *e)
{
	const struct event_kind *kind = pathway_event(v->c->pathway, e->name);
	struct told told = { .title = kind ? kind->name : e->name, .day = e->day,
			     .by = str_is_empty(e->account_name) ? STR("") : e->account_name };

	if (!kind || e->is_struck)
		return NULL;
	if (is_opening(d, v, e))
		return said_fill(d, kind->form, &e->fields, &v->questions);
	if (str_equal(e->subject, v->ask->subject)) {
		TRY(said_fill(d, kind->form, &e->fields, &told.said));
		LIST_PUSH(d->arena, &v->talk, told);
	} else if (is_later(v, e, kind)) {
		LIST_PUSH(d->arena, &v->later, told);
	}
	return NULL;
}

/* A school is asked about the draft; whoever answered sees the final plan when the rule shows it. */
static const struct fault *plan_fill(struct desk *d, struct ask_view *v)
{
	bool is_school = str_equal(v->ask->kind, STR("consultation"));
	struct plan_version *versions;
	size_t count;

	if (!is_school && date_is_none(v->ask->answered))
		return NULL;
	TRY(plan_versions(d, v->c, &versions, &count));
	for (size_t i = 0; i < count; i++)
		if (str_equal(versions[i].state, STR("final")) || (is_school && str_equal(versions[i].state, STR("draft"))))
			v->plan = &versions[i];
	return v->plan ? plan_seen(d, v->c, v->plan) : NULL;
}

static void shared_fill(struct ask_view *v, const struct ask_shared *shared)
{
	const struct problem *p = shared && shared->problems ? problems_of(shared->problems, STR("email")) : NULL;

	v->may_mail = v->may_share && post_can(v->frame.desk->house, POST_MAIL);
	if (!shared)
		return;
	v->shared = shared->address;
	v->mail_to = shared->mail_to;
	v->mail_error = p ? p->words : STR_NONE;
	v->frame.problems = shared->problems;
}

static const struct fault *ask_page_show(struct desk *d, const struct request *r, enum ask_way way,
				  const struct ask_shared *shared, struct reply *out)
{
	struct ask_view v;

	TRY(ask_open(d, r, way, STR("view"), &v));
	v.frame = frame_of(d, r, v.what);
	v.frame.section = STR("inbox");
	v.frame.back = way == ASK_BY_LINK ? STR_NONE
		: access_reach(d->book, &d->who, d->now.today, STR("view"), STR("list.inbox")).is_allowed ? STR("/inbox")
		: access_reach(d->book, &d->who, d->now.today, STR("view"), STR("list.school")).is_allowed ? STR("/school")
		: arena_printf(d->arena, "/cases/%.*s", STR_ARG(v.c->reference));
	acts_fill(d, &v);
	shared_fill(&v, shared);
	for (size_t i = 0; i < v.c->event_count; i++)
		TRY(event_tell(d, &v, &v.c->events[i]));
	TRY(plan_fill(d, &v));
	html_ask(&out->body, &v);
	return NULL;
}

static const struct fault *ask_answer(struct desk *d, const struct request *r, struct reply *out)
{
	return ask_page_show(d, r, ASK_BY_ACCOUNT, NULL, out);
}
const struct page page_ask = {
	.path = "/asks/{0}/{1}", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = ask_answer,
};

const struct fault *ask_was_answered(struct desk *d, const struct request *r, struct reply *out)
{
	struct ask_used_view v;
	TRY(link_used_on(d, r->part[0], STR("adviser"), &v.day));
	v.frame = frame_of(d, r, book_words(d->book, STR("ask.used_title")));
	*out = (struct reply){ .status = 410, .body = out_start(d->arena, 8192) };
	html_ask_used(&out->body, &v);
	return NULL;
}

static const struct fault *answer_answer(struct desk *d, const struct request *r, struct reply *out)
{
	return ask_page_show(d, r, ASK_BY_LINK, NULL, out);
}
const struct page page_answer = {
	.path = "/answer/{0}", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = answer_answer, .absent = ask_was_answered,
};

/* --- the one-time link of an officer ------------------------------------------------------------------------------ */

static const struct fault *share_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct ask_view v;
	struct str token;

	TRY(ask_open(d, r, ASK_BY_ACCOUNT, STR("share"), &v));
	TRY(link_adviser(d, v.c, v.ask->subject, d->now.utc_ms + (int64_t)LINK_DAYS * 86400000, STR_NONE, &token));
	struct str address = address_full(d, r, arena_printf(d->arena, "/answer/%.*s", STR_ARG(token)));
	return ask_page_show(d, r, ASK_BY_ACCOUNT, &(struct ask_shared){ .address = address, .mail_to = STR_NONE }, out);
}
const struct page page_ask_share = {
	.path = "/asks/{0}/{1}/share", .method = METHOD_POST, .needs = NEEDS_STAFF, .needs_proof = true, .answer = share_answer,
};

static const struct fault *mail_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct str to = post_address(d->arena, POST_MAIL, request_form(r, STR("email"))), token;
	struct ask_shared shared = { .address = STR_NONE, .mail_to = request_form(r, STR("email")) };
	struct problems problems = { 0 };
	struct ask_view v;

	TRY(ask_open(d, r, ASK_BY_ACCOUNT, STR("share"), &v));
	if (!post_can(d->house, POST_MAIL))
		return fault_new(d->arena, FAULT_ABSENT, "no mail can be sent");
	if (!to.at) {
		problems_add(&problems, d->arena, STR("email"), PROBLEM_FORM, book_words(d->book, STR("problem.email")));
		shared.problems = &problems;
		return ask_page_show(d, r, ASK_BY_ACCOUNT, &shared, out);
	}
	TRY(link_adviser(d, v.c, v.ask->subject, d->now.utc_ms + (int64_t)LINK_DAYS * 86400000, to, &token));
	reply_redirect(out, d->arena, arena_printf(d->arena, "%.*s?said=ask_mailed", STR_ARG(v.base)));
	return NULL;
}
const struct page page_ask_mail = {
	.path = "/asks/{0}/{1}/mail", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = mail_answer,
};

/* --- papers through the link ----------------------------------------------------------------------------------- */

static const struct fault *paper_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_document doc;
	struct ask_view v;
	int64_t id;

	TRY(ask_open(d, r, ASK_BY_LINK, STR("download"), &v));
	if (!str_to_int(r->part[1], &id))
		return fault_new(d->arena, FAULT_ABSENT, "no such paper");
	TRY(document_open(d, v.c, id, &doc));
	reply_paper(out, &doc);
	return NULL;
}
const struct page page_answer_paper = {
	.path = "/answer/{0}/documents/{1}", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = paper_answer,
};
