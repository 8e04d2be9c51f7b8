/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_plan_edit - one section of the plan, with the advice that bears on it beside it.
 * Touches work/plan. Nothing that was typed is ever lost: a collision shows both texts. */
#include "gen/html/page_plan.h"
#include "web/view_plan.h"

static struct str address_of(struct desk *d, const struct case_bar *bar, struct str section)
{
	return arena_printf(d->arena, "%.*s/plan/edit/%.*s", STR_ARG(bar->base), STR_ARG(section));
}

struct str plan_section_of(struct str address)
{
	size_t at = address.len;
	while (at > 0 && address.at[at - 1] != '/')
		at--;
	return str_slice(address, at, address.len);
}

/* Names of the answers that bear on a section, in order: rulebook/code/section-source.csv. */
static struct str names_for(struct desk *d, struct str section)
{
	const struct code *source = code_find(book_codes(d->book, STR("section-source")), section);

	return source ? source->label : STR("");
}

static const struct form_field *field_of(const struct event_kind *kind, struct str name)
{
	for (size_t i = 0; kind && kind->form && i < kind->form->field_count; i++)
		if (str_equal(kind->form->fields[i].name, name))
			return &kind->form->fields[i];
	return NULL;
}

static struct str who_said(struct desk *d, const struct case_file *c, const struct happened *e, const struct event_kind *kind)
{
	const struct code_list *roles = book_codes(d->book, STR("advice"));
	for (size_t i = 0; i < c->state.ask_count; i++)
		if (!str_is_empty(e->subject) && str_equal(c->state.asks[i].subject, e->subject) && roles)
			return code_label(roles, c->state.asks[i].role);
	return kind ? kind->name : e->name;
}

static void sources_fill(struct desk *d, const struct case_file *c, struct plan_edit_view *v)
{
	struct str names = names_for(d, v->part->section);
	struct { struct plan_source *at; size_t count, room; } list = { 0 };
	for (struct str name = str_word(&names); name.at; name = str_word(&names))
		for (size_t i = 0; i < c->event_count; i++) {
			const struct happened *e = &c->events[i];
			struct str text = answers_get(&e->fields, name);
			const struct event_kind *kind = pathway_event(c->pathway, e->name);
			const struct form_field *field = field_of(kind, name);
			if (e->is_struck || str_is_empty(str_trim(text)))
				continue;
			LIST_PUSH(d->arena, &list, (struct plan_source){
				.title = field ? field->label : name, .by = who_said(d, c, e, kind), .day = e->day,
				.text = field && field->codes ? code_label(field->codes, text) : text });
		}
	v->sources = list.at;
	v->source_count = list.count;
}

static void neighbours(struct desk *d, const struct plan_version *version, struct plan_edit_view *v)
{
	v->before = v->after = STR("");
	for (size_t i = 0; i < version->part_count; i++) {
		if (&version->parts[i] != v->part)
			continue;
		if (i > 0) {
			v->before = address_of(d, &v->bar, version->parts[i - 1].section);
			v->before_name = version->parts[i - 1].title;
		}
		if (i + 1 < version->part_count) {
			v->after = address_of(d, &v->bar, version->parts[i + 1].section);
			v->after_name = version->parts[i + 1].title;
		}
	}
}

static const struct fault *findings_fill(struct desk *d, const struct case_file *c, struct plan_edit_view *v, bool has_draft)
{
	struct problems all = { 0 };
	struct answers at_sending = { 0 };
	struct str field = arena_printf(d->arena, "section_%.*s", STR_ARG(v->part->section));
	if (has_draft) {
		LIST_PUSH(d->arena, &at_sending, (struct answer){ STR("signed_by"), STR("-") });
		LIST_PUSH(d->arena, &at_sending, (struct answer){ STR("health_agreed"), STR("yes") });
		LIST_PUSH(d->arena, &at_sending, (struct answer){ STR("care_agreed"), STR("yes") });
	}
	TRY(plan_proof(d, c, has_draft ? STR("final") : STR("draft"), &at_sending, &all));
	for (size_t i = 0; i < all.count; i++)
		if (str_equal(all.at[i].field, field))
			problems_add(&v->findings, d->arena, field, all.at[i].kind, all.at[i].words);
	return NULL;
}

/* A version that nobody has written yet: all sections, empty. */
static struct plan_version empty_plan(struct desk *d)
{
	const struct code_list *sections = book_codes(d->book, STR("section"));
	struct plan_version v = { .version = 1, .state = STR("writing") };
	size_t count = sections ? sections->count : 0;
	v.parts = ARENA_NEW(d->arena, struct plan_part, count + 1);
	v.part_count = count;
	for (size_t i = 0; i < count; i++)
		v.parts[i] = (struct plan_part){ .section = sections->at[i].code, .title = sections->at[i].label,
						 .help = sections->at[i].note, .body = STR("") };
	return v;
}

/* What GET and POST share: the case, the section, what stands beside it. */
static const struct fault *edit_view(struct desk *d, const struct request *r, struct case_file **c, struct plan_edit_view *v)
{
	struct plan_version *versions, *now = ARENA_NEW(d->arena, struct plan_version, 1);
	size_t count;
	TRY(case_open(d, r->part[0], STR("view"), c));
	if (!plan_may_write(d, *c))
		return fault_new(d->arena, FAULT_ABSENT, "the plan cannot be written now");
	TRY(plan_versions(d, *c, &versions, &count));
	*now = count ? versions[count - 1] : empty_plan(d);
	v->part = plan_part_of(now, r->part[1]);
	if (!v->part || v->part->is_withheld)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such section");
	v->bar = case_bar_of(d, *c);
	v->frame = case_frame_of(d, r, *c, arena_printf(d->arena, "%.*s: %.*s", STR_ARG(v->part->section),
							STR_ARG(v->part->title)));
	v->typed = v->part->body;
	v->edition = now->edition;
	v->record = STR("");
	if (str_equal(v->part->section, STR("K")))
		TRY(plan_advice(d, *c, &v->record));
	if (count == 0)
		v->typed = v->record;
	sources_fill(d, *c, v);
	neighbours(d, now, v);
	return count ? findings_fill(d, *c, v, plan_draft_before(versions, count, 0) != NULL) : NULL;
}

static const struct fault *edit_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_file *c;
	struct plan_edit_view v = { 0 };
	TRY(edit_view(d, r, &c, &v));
	out->body = out_start(d->arena, 32768);
	html_plan_edit(&out->body, &v);
	return NULL;
}
const struct page page_plan_edit = {
	.path = "/cases/{0}/plan/edit/{1}", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = edit_answer,
};

static const struct fault *show_again(struct desk *d, const struct request *r, struct reply *out, struct str typed,
				      const struct problems *problems, bool is_collision)
{
	struct case_file *c;
	struct plan_edit_view v = { 0 };
	TRY(edit_view(d, r, &c, &v));
	v.problems = *problems;
	v.is_collision = is_collision;
	if (is_collision)
		changes_of(d->arena, v.part->body, typed, &v.changes);
	v.typed = typed;
	v.frame.problems = &v.problems;
	out->status = is_collision ? 409 : 422;
	out->body = out_start(d->arena, 32768);
	html_plan_edit(&out->body, &v);
	return NULL;
}

static struct str lines_of(struct arena *a, struct str typed)
{
	struct out o = out_start(a, typed.len + 1);
	for (size_t i = 0; i < typed.len; i++)
		if (typed.at[i] != '\r')
			out_byte(&o, typed.at[i]);
	return o.len ? out_str(&o) : STR("");
}

static const struct fault *save_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_file *c;
	struct problems problems = { 0 };
	struct str typed = lines_of(d->arena, request_form(r, STR("body")));
	int64_t edition;
	TRY(case_open(d, r->part[0], STR("view"), &c));
	if (!str_to_int(request_form(r, STR("edition")), &edition))
		edition = 0;
	const struct fault *f = plan_save(d, c, edition, &(struct plan_part){ .section = r->part[1], .body = typed }, 1,
					  &problems);
	if (f && f->kind == FAULT_CONFLICT) {
		problems_add(&problems, d->arena, STR("body"), PROBLEM_RULE, book_words(d->book, STR("plan.collision")));
		return show_again(d, r, out, typed, &problems, true);
	}
	TRY(f);
	for (size_t i = 0; i < problems.count; i++)
		problems.at[i].field = STR("body");
	if (problems.count)
		return show_again(d, r, out, typed, &problems, false);
	struct str to = request_form(r, STR("go"));
	bool is_section = plan_part_of(&(struct plan_version){ .parts = empty_plan(d).parts,
							      .part_count = empty_plan(d).part_count }, to) != NULL;
	reply_redirect(out, d->arena, is_section ?
		arena_printf(d->arena, "/cases/%.*s/plan/edit/%.*s?said=plan_saved", STR_ARG(c->reference), STR_ARG(to)) :
		arena_printf(d->arena, "/cases/%.*s/plan?said=plan_saved", STR_ARG(c->reference)));
	return NULL;
}
const struct page page_plan_save = {
	.path = "/cases/{0}/plan/edit/{1}", .method = METHOD_POST, .needs = NEEDS_SIGN_IN, .answer = save_answer,
};
