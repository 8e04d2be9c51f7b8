/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_my_new - a family complains, or asks for something else, about a child that it has a case of: what
 * code/begun-online.csv lists and the access rule lets it begin. And, for everybody, how to complain.
 * Touches work/case, work/claim, work/help. */
#include "gen/html/family_begin.h"
#include "web/form.h"
#include "web/page_track.h"
#include "work/claim.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

/* What begins this process online; NULL: the rule lets this user begin none. */
static const struct event_kind *begins(const struct desk *d, const struct case_file *c, const struct pathway *p)
{
	for (size_t i = 0; p && i < p->event_count; i++)
		if (pathway_starts(p, &p->events[i]) && case_may_record(d, c, &p->events[i], STR_NONE))
			return &p->events[i];
	return NULL;
}

/* What is about a plan is offered where the case is of a child who has one. */
static bool fits(const struct desk *d, const struct case_file *c, struct str pathway)
{
	const struct code_list *plans = book_codes(d->book, STR("needs-plan"));

	if (!code_find(plans, pathway))
		return true;
	bool has_plan = !date_is_none(c->state.issued) || code_find(plans, c->pathway->id);
	for (size_t i = 0; i < c->other_count; i++)
		has_plan = has_plan || (c->others[i].is_same_person && c->others[i].pathway && code_find(plans, c->others[i].pathway->id));
	return has_plan;
}

static struct begin_view view_of(struct desk *d, const struct request *r, const struct case_file *c, struct str title)
{
	struct begin_view v = { .frame = frame_of(d, r, title), .base = arena_printf(d->arena, "/my/%.*s", STR_ARG(c->reference)) };

	v.child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(c->child_given), STR_ARG(c->child_family));
	v.frame.is_family = true;
	v.frame.section = STR("my");
	v.frame.back = v.base;
	return v;
}

static const struct fault *choice_fill(struct desk *d, const struct case_file *c, const struct code *code, const struct pathway *p,
				       struct begin_choice *out)
{
	struct case_running open;

	*out = (struct begin_choice){ .label = code->label, .note = code->note, .open_reference = STR_NONE,
		.href = arena_printf(d->arena, "/my/%.*s/new/%.*s", STR_ARG(c->reference), STR_ARG(p->id)),
		.rules = arena_printf(d->arena, "/rules/%.*s", STR_ARG(p->id)) };
	TRY(case_running(d->store, d->arena, d->book, p, c->person_id, c->home, d->now.today, &open));
	if (open.id) {
		out->open_reference = open.reference;
		out->open_href = arena_printf(d->arena, "/my/%.*s", STR_ARG(open.reference));
	}
	return NULL;
}

static const struct fault *choices_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_file *c;
	const struct code_list *list = book_codes(d->book, STR("begun-online"));

	TRY(track_open(d, r, TRACK_BY_ACCOUNT, STR("view"), &c, out));
	struct begin_view v = view_of(d, r, c, words(d, "begin.title"));
	v.at = ARENA_NEW(d->arena, struct begin_choice, (list ? list->count : 0) + 1);
	for (size_t i = 0; list && i < list->count; i++) {
		const struct pathway *p = book_pathway(d->book, list->at[i].code);

		if (begins(d, c, p) && fits(d, c, p->id))
			TRY(choice_fill(d, c, &list->at[i], p, &v.at[v.count++]));
	}
	TRY(help_lines(d, &v.help));
	html_begin(&out->body, &v);
	return NULL;
}
const struct page page_my_new = { .path = "/my/{0}/new", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = choices_answer };

struct beginning {
	const struct pathway *pathway;
	const struct event_kind *event;
	const struct code *code;
	struct answers values; struct kept_files files; struct problems problems;
};

static const struct fault *form_page(struct desk *d, const struct request *r, const struct case_file *c, const struct beginning *b,
				     struct reply *out)
{
	struct begin_view v = view_of(d, r, c, b->code->label);
	struct out fields = out_start(d->arena, 4096);
	struct form_view form = { .desk = d, .form = b->event->form, .page = STR(""), .values = &b->values, .problems = &b->problems,
				  .authority = c->home, .files = &b->files };

	TRY(form_show(&fields, &form));
	v.fields = out_str(&fields);
	v.about = b->code->note;
	v.action = arena_printf(d->arena, "%.*s/new/%.*s", STR_ARG(v.base), STR_ARG(b->pathway->id));
	v.submit = str_is_empty(b->event->form->submit) ? words(d, "common.continue") : b->event->form->submit;
	v.has_files = form_has_files(b->event->form, STR(""));
	v.frame.problems = &b->problems;
	v.frame.back = arena_printf(d->arena, "%.*s/new", STR_ARG(v.base));
	html_begin_form(&out->body, &v);
	return NULL;
}

/* The very same was sent a moment ago: a double click, or the page sent again. */
static const struct fault *sent_before(struct desk *d, const struct case_file *c, const struct beginning *b, struct str *reference)
{
	*reference = STR_NONE;
	for (size_t i = 0; i < c->other_count; i++) {
		const struct case_other *o = &c->others[i];
		struct case_file *other;
		bool is_same = o->is_same_person && o->is_open && o->pathway == b->pathway && o->opened.day == d->now.today.day;

		if (!is_same)
			continue;
		TRY(case_open_id(d, o->id, STR("view"), &other));
		for (size_t k = 0; other->event_count && k < b->values.count; k++)
			is_same = is_same && str_equal(str_trim(b->values.at[k].text),
						       str_trim(answers_get(&other->events[0].fields, b->values.at[k].name)));
		if (is_same && other->event_count)
			*reference = other->reference;
	}
	return NULL;
}

/* Nobody has it yet: who deals with a complaint is for the council to say, and it need not be the officer of the plan. */
static const struct fault *begin_it(struct desk *d, const struct request *r, const struct case_file *c, struct beginning *b, struct reply *out)
{
	struct case_new n = { .pathway = b->pathway->id, .authority = c->home, .person_id = c->person_id, .beside = c,
			      .first = { .event = b->event->id, .day = d->now.today, .fields = b->values, .files = b->files } };
	struct str reference, token;

	form_check(d->arena, d->book, b->event->form, &b->values, d->now.today, &b->problems);
	if (b->problems.count == 0) {
		TRY(sent_before(d, c, b, &reference));
		if (!reference.at)
			TRY(case_start(d, &n, &b->problems, &reference, &token));
	}
	if (b->problems.count)
		return form_page(d, r, c, b, out);
	reply_redirect(out, d->arena, arena_printf(d->arena, "/my/%.*s?said=track_sent", STR_ARG(reference)));
	return NULL;
}

static const struct fault *form_answer(struct desk *d, const struct request *r, struct reply *out)
{
	const struct code_list *list = book_codes(d->book, STR("begun-online"));
	struct beginning b = { .pathway = book_pathway(d->book, r->part[1]) };
	struct begin_choice choice;
	struct case_file *c;

	TRY(track_open(d, r, TRACK_BY_ACCOUNT, r->method == METHOD_POST ? STR("record") : STR("view"), &c, out));
	b.code = code_find(list, r->part[1]);
	b.event = b.code ? begins(d, c, b.pathway) : NULL;
	if (!b.event || !b.event->form || !fits(d, c, b.pathway->id))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	TRY(choice_fill(d, c, b.code, b.pathway, &choice));
	if (choice.open_reference.at) {
		reply_redirect(out, d->arena, arena_printf(d->arena, "/my/%.*s/new", STR_ARG(c->reference)));
		return NULL;
	}
	if (r->method == METHOD_GET)
		return form_page(d, r, c, &b, out);
	if (!form_read(d, r, b.event->form, STR(""), &b.values, &b.files, &b.problems))
		return form_page(d, r, c, &b, out);
	return begin_it(d, r, c, &b, out);
}
const struct page page_my_new_form = {
	.path = "/my/{0}/new/{1}", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = form_answer };
const struct page page_my_new_post = {
	.path = "/my/{0}/new/{1}", .method = METHOD_POST, .needs = NEEDS_SIGN_IN, .answer = form_answer, .takes_files = true };

static const struct fault *complain_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct begin_view v = { .frame = frame_of(d, r, words(d, "begin.complaint_title")) };

	v.frame.is_family = true;
	v.frame.back = STR("/");
	TRY(help_lines(d, &v.help));
	html_complain(&out->body, &v);
	return NULL;
}
const struct page page_complain = { .path = "/complain", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = complain_answer };
