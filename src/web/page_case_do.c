/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_case_do - recording what happened on a case, and correcting it.
 * Touches work/case, web/form. */
#include "gen/html/page_case_do.h"
#include "web/form_room.h"
#include "web/page_case_form.h"
#include "work/link.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

struct doing {
	struct desk *d;
	const struct request *r;
	struct reply *out;
	struct case_view at;            /* the case as it stands now */
	struct case_form form;
	struct str action;
	int64_t version;                /* that the form was shown with */
	bool is_moved_on;
};

static bool is_weighty(const struct event_kind *e)
{
	bool is_end = e->holder.count > 0 && !e->holder.at[0].when && str_equal(e->holder.at[0].word, STR("nobody"));
	return e->letters.count > 0 || !str_is_empty(e->freezes) || is_end;
}

/* What goes to the family, or ends the case, is looked at once more before it goes; so is what does that in another process. */
static bool must_be_checked(const struct case_form *f)
{
	for (size_t i = 0; i < f->besides.count; i++)
		if (is_weighty(f->besides.at[i].event))
			return true;
	return is_weighty(f->event);
}

static void view_fill(struct doing *w, struct case_do_view *v)
{
	const struct event_kind *e = w->form.event;
	bool is_correction = w->form.corrects != NULL;
	struct str title = is_correction ? case_words_with(w->d, "case.correct_title", &e->name, 1) : e->name;
	*v = (struct case_do_view){ .frame = case_frame_of(w->d, w->r, w->at.c, title), .bar = w->at.bar, .about = e->about,
		.action = w->action, .version = w->version, .is_moved_on = w->is_moved_on, .is_correction = is_correction,
		.has_files = form_has_files(&w->form.form, STR("")),
		.submit = is_correction ? words(w->d, "case.correct_submit")
			: must_be_checked(&w->form) ? words(w->d, "common.continue")
			: e->form && !str_is_empty(e->form->submit) ? e->form->submit : words(w->d, "common.save") };
	if (e->form && !str_is_empty(e->form->about))
		v->note = e->form->about;
	v->kept = w->form.keeps ? words(w->d, "case.correct_kept") : STR("");
	struct str also = is_correction ? answers_get(&w->form.corrects->fields, STR(CASE_ALSO)) : STR("");
	v->also = str_is_empty(also) ? STR("") : case_words_with(w->d, "case.correct_also", &also, 1);
	v->frame.problems = &w->form.problems;
}

/* What was recorded since the form was shown. */
static const struct fault *moved_fill(struct doing *w, int64_t since, struct case_do_view *v)
{
	const struct case_file *c = w->at.c;
	v->moved = ARENA_NEW(w->d->arena, struct case_entry, c->event_count + 1);
	for (size_t i = 0; i < c->event_count; i++)
		if (c->events[i].seq > since)
			TRY(case_entry_fill(w->d, &w->at, &c->events[i], &v->moved[v->moved_count++]));
	return NULL;
}

static const struct fault *form_page(struct doing *w, int64_t since)
{
	struct case_do_view v;
	view_fill(w, &v);
	TRY(case_form_show(w->d, w->at.c, &w->form, &v.fields));
	if (w->is_moved_on)
		TRY(moved_fill(w, since, &v));
	w->out->body = out_start(w->d->arena, 32768);
	html_case_do(&w->out->body, &v);
	return NULL;
}

static void answer_add(struct arena *a, struct case_do_view *v, struct str label, struct str text)
{
	if (v->answer_count == v->answer_room)
		arena_grow(a, (void **)&v->answers, &v->answer_room, sizeof *v->answers);
	v->answers[v->answer_count++] = (struct entry_answer){ label, text };
}

/*   there   the process that they go from; NULL: this one */
static void titles_add(const struct doing *w, const struct event_kind *e, const struct case_file *there, struct out *o)
{
	for (size_t i = 0; i < e->letters.count; i++) {
		const struct letter *letter = book_letter(w->d->book, e->letters.at[i]);
		if (letter && o->len)
			out_add(o, STR("\n"));
		if (letter)
			out_add(o, letter->about);
		if (letter && there)
			out_printf(o, " (%.*s, %.*s)", STR_ARG(there->pathway->name), STR_ARG(there->reference));
	}
}

static struct str letter_titles(const struct doing *w)
{
	struct out o = out_start(w->d->arena, 80);
	struct str ticked = answers_get(&w->form.values, STR("also"));
	titles_add(w, w->form.event, NULL, &o);
	for (size_t i = 0; i < w->form.besides.count; i++)
		if (form_has_code(ticked, w->form.besides.at[i].c->reference))
			titles_add(w, w->form.besides.at[i].event, w->form.besides.at[i].c, &o);
	return out_str(&o);
}

static const struct fault *check_page(struct doing *w)
{
	struct case_do_view v;
	view_fill(w, &v);
	for (size_t i = 0; i < w->form.form.field_count; i++) {
		const struct form_field *f = &w->form.form.fields[i];
		struct str value = answers_get(&w->form.values, f->name), text;
		if (f->type == FIELD_FILE)
			for (size_t k = 0; k < w->form.files.count; k++)
				if (str_equal(w->form.files.at[k].field, f->name))
					answer_add(w->d->arena, &v, f->label, w->form.files.at[k].name);
		if (f->type == FIELD_FILE || str_is_empty(value))
			continue;
		TRY(choose_answer(w->d, f, value, &text));
		answer_add(w->d->arena, &v, f->label, text);
	}
	v.frame.title = case_words_with(w->d, "case.check_title", &w->form.event->name, 1);
	v.carried = case_form_carried(w->d, w->r, &w->form);
	v.letters = letter_titles(w);
	v.submit = w->form.event->form && !str_is_empty(w->form.event->form->submit) ? w->form.event->form->submit
										      : words(w->d, "common.save");
	w->out->body = out_start(w->d->arena, 32768);
	html_case_check(&w->out->body, &v);
	return NULL;
}

static bool is_same(const struct answers *a, const struct answers *b)
{
	for (size_t i = 0; i < a->count; i++)
		if (!str_is_empty(str_trim(a->at[i].text)) &&
		    !str_equal(str_trim(a->at[i].text), str_trim(answers_get(b, a->at[i].name))))
			return false;
	return true;
}

/* The very same was recorded a moment ago by the same person: a double click, or the page sent again. */
static bool is_again(const struct doing *w, const struct case_act *act)
{
	const struct case_file *c = w->at.c;
	for (size_t i = c->event_count; i-- > 0 && c->events[i].seq > act->seen_version;)
		if (str_equal(c->events[i].name, act->event) && c->events[i].account_id == w->d->who.account_id &&
		    c->events[i].corrects == act->corrects && str_equal(c->events[i].subject, act->subject) &&
		    is_same(&act->fields, &c->events[i].fields))
			return true;
	return false;
}

static void done(struct doing *w)
{
	reply_redirect(w->out, w->d->arena, arena_printf(w->d->arena, "%.*s?said=%s", STR_ARG(w->at.bar.base),
							 w->form.corrects ? "case_corrected" : "case_recorded"));
}

/* The case as it is now, and the form with what was typed. */
static const struct fault *moved_on(struct doing *w, int64_t since)
{
	TRY(case_view_open(w->d, w->r, STR(""), &w->at));
	w->is_moved_on = true;
	w->version = w->at.c->version;
	return form_page(w, since);
}

/* One slip of a field is told once: the form's own words before those of the case. */
static void tell_once(struct problems *p)
{
	size_t kept = 0;
	for (size_t i = 0; i < p->count; i++) {
		bool is_told = false;
		for (size_t j = 0; j < kept; j++)
			is_told = is_told || (!str_is_empty(p->at[i].field) && str_equal(p->at[j].field, p->at[i].field));
		if (!is_told)
			p->at[kept++] = p->at[i];
	}
	p->count = kept;
}

static const struct fault *send_act(struct doing *w)
{
	int64_t seq;
	bool is_confirmed = str_equal(request_form(w->r, STR("go")), STR("confirmed"));
	struct case_act act = case_form_act(w->d, &w->form, w->version);
	if (is_again(w, &act)) {
		done(w);
		return NULL;
	}
	bool needs_check = must_be_checked(&w->form) && !w->form.corrects && !is_confirmed;
	act.only_check = needs_check || w->form.problems.count > 0;
	const struct fault *f = case_record(w->d, w->at.c, &act, &w->form.problems, &seq);
	if (f && f->kind == FAULT_CONFLICT)
		return moved_on(w, act.seen_version);
	if (f)
		return f;
	tell_once(&w->form.problems);
	if (w->form.problems.count)
		return form_page(w, 0);
	if (needs_check)
		return check_page(w);
	done(w);
	return NULL;
}

static const struct fault *begin(struct desk *d, const struct request *r, struct reply *out, struct doing *w)
{
	*w = (struct doing){ .d = d, .r = r, .out = out };
	TRY(case_view_open(d, r, STR(""), &w->at));
	if (r->method != METHOD_POST || !str_to_int(request_form(r, STR("version")), &w->version) || w->version < 0)
		w->version = w->at.c->version;
	return NULL;
}

static const struct fault *answered(struct doing *w)
{
	if (w->r->method == METHOD_GET)
		return form_page(w, 0);
	bool is_sent = case_form_read(w->d, w->r, &w->form);
	if (!is_sent || str_equal(request_form(w->r, STR("go")), STR("change")))
		return form_page(w, 0);
	return send_act(w);
}

static bool is_offered(struct desk *d, const struct case_file *c, const struct event_kind *e)
{
	const struct event_kind **offers;
	size_t count;
	case_offers(d, c, &offers, &count);
	for (size_t i = 0; i < count; i++)
		if (offers[i] == e)
			return true;
	return false;
}

static const struct fault *do_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct doing w;
	TRY(begin(d, r, out, &w));
	const struct event_kind *e = pathway_event(w.at.c->pathway, r->part[1]);
	/* No longer offered: a form sent late is answered by the rule; a form asked for leads back to the case. */
	if (!e || (r->method == METHOD_GET && !is_offered(d, w.at.c, e))) {
		if (!e || e->by_program || !case_may_record(d, w.at.c, e, STR_NONE))
			return fault_new(d->arena, FAULT_ABSENT, "there is no such event");
		reply_redirect(out, d->arena, arena_printf(d->arena, "%.*s?said=case_not_now", STR_ARG(w.at.bar.base)));
		return NULL;
	}
	w.action = arena_printf(d->arena, "%.*s/do/%.*s", STR_ARG(w.at.bar.base), STR_ARG(e->id));
	TRY(case_form_begin(d, w.at.c, e, NULL, &w.form));
	return answered(&w);
}
const struct page page_case_do = {
	.path = "/cases/{0}/do/{1}", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = do_answer,
};
const struct page page_case_do_post = {
	.path = "/cases/{0}/do/{1}", .method = METHOD_POST, .needs = NEEDS_SIGN_IN, .answer = do_answer, .takes_files = true,
};

static const struct fault *correct_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct doing w;
	int64_t seq;
	TRY(begin(d, r, out, &w));
	const struct happened *old = str_to_int(r->part[1], &seq) ? case_event(w.at.c, seq) : NULL;
	const struct event_kind *e = old ? pathway_event(w.at.c->pathway, old->name) : NULL;
	if (!e || !case_may_record(d, w.at.c, e, old->subject))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such event");
	if (!old->is_struck && !case_may_correct(d, w.at.c, old))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such event");
	if (old->is_struck) {
		reply_redirect(out, d->arena, arena_printf(d->arena, "%.*s/timeline?said=case_corrected_before",
							   STR_ARG(w.at.bar.base)));
		return NULL;
	}
	w.action = arena_printf(d->arena, "%.*s/correct/%lld", STR_ARG(w.at.bar.base), (long long)seq);
	TRY(case_form_begin(d, w.at.c, e, old, &w.form));
	return answered(&w);
}
const struct page page_case_correct = {
	.path = "/cases/{0}/correct/{1}", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = correct_answer,
};
const struct page page_case_correct_post = {
	.path = "/cases/{0}/correct/{1}", .method = METHOD_POST, .needs = NEEDS_SIGN_IN, .answer = correct_answer,
	.takes_files = true,
};

enum { LINK_DAYS = 56 };        /* six weeks to answer, and two more */

static const struct fault *link_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_view at;
	struct str token;
	int64_t until = d->now.utc_ms + (int64_t)LINK_DAYS * 86400000;
	TRY(case_view_open(d, r, words(d, "case.link_title"), &at));
	case_asks_fill(d, &at);
	TRY(link_adviser(d, at.c, r->part[1], until, STR_NONE, &token));
	struct case_link_view v = { .frame = at.frame, .bar = at.bar, .until = date_of_ms(until),
		.address = address_full(d, r, arena_printf(d->arena, "/answer/%.*s", STR_ARG(token))) };
	for (size_t i = 0; i < at.ask_count; i++)
		if (str_equal(at.asks[i].ask->subject, r->part[1]))
			v.who = at.asks[i].who;
	out->body = out_start(d->arena, 16384);
	html_case_link(&out->body, &v);
	return NULL;
}
const struct page page_case_link = {
	.path = "/cases/{0}/link/{1}", .method = METHOD_POST, .needs = NEEDS_STAFF, .needs_proof = true, .answer = link_answer,
};
