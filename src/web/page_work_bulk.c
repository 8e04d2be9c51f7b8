/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_work_bulk - one thing recorded on several cases at once: choose what, answer its form, look at what would
 * happen, do it. Each case is opened, judged and saved by the rule on its own.
 * Touches work/case, web/form. */
#include "gen/html/page_bulk.h"
#include "web/page_case_form.h"
#include "web/view_bulk.h"
#include "work/plan.h"
#include "web/work_room.h"

enum { BULK_MOST = 60 };

struct bulk {
	struct desk *d;
	const struct request *r;
	struct case_file *cases[BULK_MOST]; size_t count;
	struct bulk_view v;
	const struct event_kind *event;
	const struct case_file *model;  /* the first case that the event is offered on: the form is shown for it */
	struct case_form form;
};

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static struct str words_number(const struct desk *d, const char *key, size_t n)
{
	struct str arg = arena_printf(d->arena, "%zu", n);
	return case_words_with(d, key, &arg, 1);
}

/* Can the same answers be true of several cases? Not of what is about an ask, opens asks, sends the plan, carries files or
 * must be answered from what the case says. (What may begin with that is taken from each case: fields_take.) */
static bool is_plain(const struct event_kind *e)
{
	if (!str_is_empty(e->asks) || !str_is_empty(e->ask_kind) || !str_is_empty(e->ask_state) || !str_is_empty(e->freezes) ||
	    str_equal(e->kind, STR("exception")))
		return false;
	for (size_t i = 0; e->form && i < e->form->field_count; i++)
		if (e->form->fields[i].type == FIELD_FILE || (e->form->fields[i].must && !str_is_empty(e->form->fields[i].begins)))
			return false;
	return true;
}

static bool is_offered(struct desk *d, const struct case_file *c, struct str event)
{
	const struct event_kind **offers;
	size_t count;
	case_offers(d, c, &offers, &count);
	for (size_t i = 0; i < count; i++)
		if (str_equal(offers[i]->id, event) && is_plain(offers[i]))
			return true;
	return false;
}

static const struct fault *cases_open(struct bulk *b)
{
	struct desk *d = b->d;
	b->v.lines = ARENA_NEW(d->arena, struct bulk_line, BULK_MOST);
	for (size_t i = 0; i < b->r->form_count && b->count < BULK_MOST; i++) {
		struct case_file *c;
		if (!str_equal(b->r->form_at[i].name, STR("case")) || str_is_empty(b->r->form_at[i].value))
			continue;
		TRY(case_open(d, b->r->form_at[i].value, STR("record"), &c));
		b->v.lines[b->count] = (struct bulk_line){ .reference = c->reference, .school = c->school_name, .version = c->version,
			.child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(c->child_given), STR_ARG(c->child_family)) };
		b->cases[b->count++] = c;
	}
	b->v.line_count = b->count;
	return NULL;
}

/* Every event that one of the cases offers, the one offered most often first. */
static void choices_fill(struct bulk *b)
{
	struct { const struct event_kind *event; size_t count; } found[200];
	size_t found_count = 0;
	for (size_t i = 0; i < b->count; i++) {
		const struct event_kind **offers;
		size_t count;
		case_offers(b->d, b->cases[i], &offers, &count);
		for (size_t k = 0; k < count; k++) {
			size_t at = 0;
			if (!is_plain(offers[k]))
				continue;
			while (at < found_count && !str_equal(found[at].event->id, offers[k]->id))
				at++;
			if (at == found_count && found_count < sizeof found / sizeof *found)
				found[found_count++].event = offers[k], found[at].count = 0;
			if (at < found_count)
				found[at].count++;
		}
	}
	for (size_t wanted = b->count; wanted > 0; wanted--)
		for (size_t i = 0; i < found_count; i++) {
			struct str args[2] = { arena_printf(b->d->arena, "%zu", found[i].count),
					       arena_printf(b->d->arena, "%zu", b->count) };
			if (found[i].count == wanted)
				LIST_PUSH(b->d->arena, &b->v.choices, (struct bulk_choice){ found[i].event->id,
					found[i].event->name, found[i].event->about,
					case_words_with(b->d, "bulk.of", args, 2) });
		}
}

/* Which cases take part in the event that was chosen. */
static void event_take(struct bulk *b, struct str id)
{
	for (size_t i = 0; i < b->count; i++) {
		if (!is_offered(b->d, b->cases[i], id)) {
			b->v.lines[i].why_not = words(b->d, "bulk.not_offered");
			continue;
		}
		b->v.good_count++;
		if (!b->model) {
			b->model = b->cases[i];
			b->event = pathway_event(b->model->pathway, id);
		}
	}
}

static const struct fault *show(struct bulk *b, enum bulk_stage stage, struct str title, struct reply *out)
{
	struct bulk_view *v = &b->v;
	v->stage = stage;
	v->frame.title = title;
	v->frame.section = str_equal(v->from, STR("reviews")) ? STR("reviews") : STR("work");
	v->back = str_equal(v->from, STR("reviews")) ? STR("/reviews") : STR("/work");
	v->frame.back = stage == BULK_DONE ? STR_NONE : v->back;
	v->frame.problems = &b->form.problems;
	html_bulk(&out->body, v);
	return NULL;
}

static const struct fault *form_page(struct bulk *b, struct reply *out)
{
	TRY(case_form_show(b->d, b->model, &b->form, &b->v.fields));
	b->v.note = b->event->form ? b->event->form->about : STR("");
	return show(b, BULK_FORM, b->event->name, out);
}

/* In which other processes it counts is each child's own: those that the form of one case has ticked. */
static const struct fault *also_take(struct bulk *b)
{
	for (size_t i = 0; i < b->count; i++) {
		struct bulk_line *line = &b->v.lines[i];
		struct out all = out_start(b->d->arena, 40), said = out_start(b->d->arena, 80);
		struct case_besides besides = { 0 };
		const struct event_kind *e = pathway_event(b->cases[i]->pathway, b->event->id);

		if (e && str_is_empty(line->why_not))
			TRY(case_besides(b->d, b->cases[i], e, &besides));
		for (size_t k = 0; k < besides.count; k++) {
			const struct case_file *there = besides.at[k].c;

			if (!case_beside_lacks(&besides.at[k]))
				continue;
			out_printf(&all, "%s%.*s", all.len ? "," : "", STR_ARG(there->reference));
			out_printf(&said, "%s%.*s (%.*s)", said.len ? ", " : "", STR_ARG(there->pathway->name), STR_ARG(there->reference));
		}
		line->also = out_str(&all);
		line->also_words = out_str(&said);
	}
	return NULL;
}

static bool is_each_own(const struct form_field *f)
{
	return !str_is_empty(f->begins) || str_equal(f->name, STR("also"));
}

/* What begins with what a case says is not asked: each case keeps its own. */
static void fields_leave(struct bulk *b)
{
	struct form *form = &b->form.form;
	struct answers typed = { 0 };
	struct form_field *kept = ARENA_NEW(b->d->arena, struct form_field, form->field_count + 1);
	size_t count = 0;
	for (size_t i = 0; i < b->form.values.count; i++) {
		bool is_own = false;
		for (size_t k = 0; k < form->field_count && !is_own; k++)
			is_own = is_each_own(&form->fields[k]) && str_equal(form->fields[k].name, b->form.values.at[i].name);
		if (!is_own)
			LIST_PUSH(b->d->arena, &typed, b->form.values.at[i]);
	}
	for (size_t i = 0; i < form->field_count; i++)
		if (!is_each_own(&form->fields[i]))
			kept[count++] = form->fields[i];
	form->fields = kept;
	form->field_count = count;
	b->form.values = typed;
}

/* Judged, or (not only_check) saved, on each case; what stands in the way goes to its line. */
static const struct fault *each(struct bulk *b, bool only_check)
{
	b->v.good_count = 0;
	for (size_t i = 0; i < b->count; i++) {
		struct bulk_line *line = &b->v.lines[i];
		struct problems found = { 0 };
		int64_t seq;
		if (!str_is_empty(line->why_not))
			continue;
		struct case_act act = case_form_act(b->d, &b->form,
			only_check ? b->cases[i]->version : work_seen(b->r, b->d->arena, line->reference));
		act.only_check = only_check;
		act.also = line->also;
		if (b->event->form)
			TRY(plan_begins(b->d, b->cases[i], b->event->form, &act.fields));
		const struct fault *f = case_record(b->d, b->cases[i], &act, &found, &seq);
		if (f && f->kind != FAULT_CONFLICT)
			return f;
		if (f) {
			line->why_not = words(b->d, "bulk.moved_on");
			line->is_changed = true;
			b->v.changed_count++;
		} else if (found.count)
			line->why_not = found.at[0].words;
		else
			b->v.good_count++;
	}
	return NULL;
}

static const struct fault *check_page(struct bulk *b, struct reply *out)
{
	for (size_t i = 0; i < b->form.form.field_count; i++) {
		const struct form_field *f = &b->form.form.fields[i];
		struct str value = answers_get(&b->form.values, f->name), text;
		if (str_is_empty(value))
			continue;
		TRY(choose_answer(b->d, f, value, &text));
		LIST_PUSH(b->d->arena, &b->v.answers, (struct entry_answer){ f->label, text });
	}
	b->v.carried = case_form_carried(b->d, b->r, &b->form);
	b->v.sentence = words_number(b->d, "bulk.check_words", b->v.good_count);
	return show(b, BULK_CHECK, case_words_with(b->d, "case.check_title", &b->event->name, 1), out);
}

/* The form was sent: what is wrong with it on every case is shown in it, what is wrong on some beside them. */
static const struct fault *sent(struct bulk *b, struct reply *out)
{
	bool is_confirmed = str_equal(request_form(b->r, STR("go")), STR("confirmed"));
	bool is_read = case_form_read(b->d, b->r, &b->form);
	if (!is_read || str_equal(request_form(b->r, STR("go")), STR("change")))
		return form_page(b, out);
	case_form_act(b->d, &b->form, 0);       /* its own slips: the day */
	if (b->event->form)
		form_check(b->d->arena, b->d->book, b->event->form, &b->form.values, b->d->now.today, &b->form.problems);
	if (b->form.problems.count)
		return form_page(b, out);
	TRY(each(b, !is_confirmed));
	if (!is_confirmed && b->v.good_count == 0) {
		for (size_t i = 0; i < b->count; i++)
			if (b->cases[i] == b->model)
				problems_add(&b->form.problems, b->d->arena, STR(""), PROBLEM_RULE, b->v.lines[i].why_not);
		return form_page(b, out);
	}
	if (!is_confirmed)
		return check_page(b, out);
	b->v.carried = case_form_carried(b->d, b->r, &b->form);
	b->v.sentence = words_number(b->d, "bulk.done", b->v.good_count);
	return show(b, BULK_DONE, b->v.sentence, out);
}

static const struct fault *bulk_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct bulk *b = ARENA_NEW(d->arena, struct bulk, 1);
	struct str event = request_form(r, STR("event"));
	if (!access_reach(d->book, &d->who, d->now.today, STR("view"), STR("list.work")).is_allowed &&
	    !access_reach(d->book, &d->who, d->now.today, STR("view"), STR("list.reviews")).is_allowed)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	b->d = d;
	b->r = r;
	b->v.frame = frame_of(d, r, STR(""));
	b->v.from = str_equal(request_form(r, STR("from")), STR("list")) || str_equal(request_form(r, STR("from")), STR("reviews")) ?
		    STR("reviews") : STR("work");
	b->v.event = event;
	TRY(cases_open(b));
	event_take(b, event);
	if (!b->event) {
		choices_fill(b);
		if (b->count == 0 || !str_is_empty(event))
			problems_add(&b->form.problems, d->arena, STR(""), PROBLEM_MISSING,
				     words(d, b->count == 0 ? "assign.none" : "bulk.choose_one"));
		return show(b, BULK_CHOOSE, words(d, "bulk.choose_title"), out);
	}
	TRY(case_form_begin(d, b->model, b->event, NULL, &b->form));
	fields_leave(b);
	TRY(also_take(b));
	if (str_is_empty(request_form(r, STR("sent"))))
		return form_page(b, out);
	return sent(b, out);
}
const struct page page_work_bulk = {
	.path = "/work/bulk", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = bulk_post,
};
