/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/prove - every name that the text uses is the name of something.
 * Touches nothing. */
#include "rulebook/reader.h"
#include "rules/letter_text.h"

/* What the expressions of one pathway may name. */
struct known { struct map names, asks; };

static bool has_fact(const struct facts *facts, struct str id)
{
	for (size_t i = 0; i < facts->count; i++)
		if (str_equal(facts->at[i].id, id))
			return true;
	return false;
}

static bool has_field(const struct form *f, struct str name)
{
	for (size_t i = 0; f && i < f->field_count; i++)
		if (str_equal(f->fields[i].name, name))
			return true;
	return false;
}

static bool uses_form(const struct pathway *p, const struct form *f)
{
	for (size_t i = 0; i < p->event_count; i++)
		if (p->events[i].form == f)
			return true;
	for (size_t i = 0; i < p->exception_count; i++)
		if (p->exceptions[i].form == f)
			return true;
	return false;
}

static void know_form(struct reader *r, struct known *k, const struct form *f)
{
	for (size_t i = 0; f && i < f->field_count; i++)
		map_put(&k->names, r->a, f->fields[i].name, r);
}

static struct known known_of(struct reader *r, const struct pathway *p)
{
	struct known k = { 0 };

	for (size_t i = 0; i < p->event_count; i++) {
		map_put(&k.names, r->a, p->events[i].id, r);
		know_form(r, &k, p->events[i].form);
		if (!str_is_empty(p->events[i].asks))
			map_put(&k.asks, r->a, p->events[i].asks, r);
	}
	for (size_t i = 0; i < p->exception_count; i++)
		know_form(r, &k, p->exceptions[i].form);
	for (size_t i = 0; i < p->facts.count; i++)
		map_put(&k.names, r->a, p->facts.at[i].id, r);
	return k;
}

/* One expression being proved, seen from one pathway (NULL: from none). */
struct proof {
	struct reader *r;
	const struct met *met;
	const struct pathway *p;
	const struct known *known;
};

static bool is_name(const struct proof *q, struct str name)
{
	if (expr_is_built_in_name(name) || (q->met->scope.letter && letter_knows(name)) || has_fact(&q->r->book->facts, name) ||
	    (q->known && map_get(&q->known->names, name)) || has_field(q->met->scope.form, name))
		return true;
	for (size_t i = 0; q->met->scope.names && q->met->scope.names[i]; i++)
		if (str_equal(name, str_of(q->met->scope.names[i])))
			return true;
	return q->met->scope.is_check && (has_fact(&q->r->check_facts, name) || str_starts(name, STR("section_")));
}

/* Steps see those written above them; all else sees every step. */
static bool is_step(const struct proof *q, struct str id)
{
	size_t upto = q->p && q->met->scope.step != NO_STEP ? q->met->scope.step : q->p ? q->p->step_count : 0;

	for (size_t i = 0; i < upto && i < q->p->step_count; i++)
		if (str_equal(q->p->steps[i].id, id))
			return true;
	return false;
}

static struct str of_pathway(const struct proof *q)
{
	return q->p ? arena_printf(q->r->a, " in pathway %.*s", STR_ARG(q->p->id)) : STR("");
}

static void prove_reference(void *ctx, enum reference_kind kind, struct str name)
{
	const struct proof *q = ctx;

	if (kind == REFERENCE_NAME && !is_name(q, name))
		slip_at(q->r, q->met->where, "no event, answer or fact is called \"%.*s\"%.*s", STR_ARG(name),
			STR_ARG(of_pathway(q)));
	if (kind == REFERENCE_ASK && !(q->known && map_get(&q->known->asks, name)))
		slip_at(q->r, q->met->where, "no event asks for \"%.*s\"%.*s", STR_ARG(name), STR_ARG(of_pathway(q)));
	if (kind == REFERENCE_STEP && !is_step(q, name))
		slip_at(q->r, q->met->where, "there is no step \"%.*s\"%.*s%s", STR_ARG(name), STR_ARG(of_pathway(q)),
			q->met->scope.step != NO_STEP ? " above this one" : "");
}

/* Is the pathway one that this expression is read in? */
static bool is_seen(const struct rulebook *b, const struct scope *scope, size_t pathway)
{
	const struct pathway *p = &b->pathways[pathway];

	if (scope->form)
		return uses_form(p, scope->form);
	if (scope->letter)
		return p == book_pathway(b, b->letters[scope->letter - 1].pathway);
	return scope->pathway == pathway;
}

static void prove_expr(struct reader *r, const struct met *m, const struct known *known)
{
	const struct rulebook *b = r->book;
	struct proof q = { .r = r, .met = m };
	bool is_used = false;

	for (size_t i = 0; i < b->pathway_count; i++) {
		if (!is_seen(b, &m->scope, i))
			continue;
		is_used = true;
		q.p = &b->pathways[i];
		q.known = &known[i];
		expr_references(m->expr, prove_reference, &q);
	}
	if (!is_used)
		expr_references(m->expr, prove_reference, &q);
}

static bool is_page(const struct form *f, struct str id)
{
	for (size_t i = 0; f && i < f->page_count; i++)
		if (str_equal(f->pages[i].id, id))
			return true;
	return false;
}

static bool is_code(const struct code_list *list, struct str code)
{
	for (size_t i = 0; list && i < list->count; i++)
		if (str_equal(list->at[i].code, code))
			return true;
	return false;
}

static bool is_any_event(const struct rulebook *b, struct str id)
{
	for (size_t i = 0; i < b->pathway_count; i++)
		if (pathway_event(&b->pathways[i], id))
			return true;
	return false;
}

/* "case", "document.*", "document.advice", "event.draft_served", "letter.na-final", "plan.draft" */
static bool is_what(const struct rulebook *b, struct str what)
{
	struct str part = what, head = str_cut(&part, '.');

	if (is_code(book_codes(b, STR("what")), what))
		return true;
	if (!part.at || !is_code(book_codes(b, STR("what")), head))
		return false;
	return str_equal(part, STR("*")) || (str_equal(head, STR("event")) && is_any_event(b, part)) ||
	       (str_equal(head, STR("letter")) && book_letter(b, part)) ||
	       (book_codes(b, head) && is_code(book_codes(b, head), part));       /* document, mark, flag, consent */
}

/* "AR plan_made": a process and an event of it. */
static bool is_opening(const struct rulebook *b, struct str words)
{
	struct str event = words;
	const struct pathway *p = book_pathway(b, str_cut(&event, ' '));

	return p && event.at && pathway_event(p, event);
}

/* "officer", "panel", "school", or "school=setting": what stands on a case, and the answer that it comes from. */
static bool is_set(const struct pathway *p, struct str words)
{
	struct str field = words, what = str_cut(&field, '=');

	if (!str_equal(what, STR("officer")) && !str_equal(what, STR("panel")) && !str_equal(what, STR("school")))
		return false;
	for (size_t i = 0; p && i < p->event_count; i++)
		if (p->events[i].form && has_field(p->events[i].form, field.at ? field : what))
			return true;
	return false;
}

static bool is_there(const struct reader *r, const struct met *m, const struct pathway *p, const struct known *k)
{
	const struct rulebook *b = r->book;
	struct proof q = { .r = (struct reader *)r, .met = m, .p = p, .known = k };

	switch (m->refers) {
	case REFERS_ROLE: return book_role(b, m->name);
	case REFERS_LETTER: return book_letter(b, m->name);
	case REFERS_PATHWAY: return book_pathway(b, m->name);
	case REFERS_EXCEPTION: return p && pathway_exception(p, m->name);
	case REFERS_STEP: return is_step(&q, m->name);
	case REFERS_ASK: return k && map_get(&k->asks, m->name);
	case REFERS_NAME: return is_name(&q, m->name);
	case REFERS_HOLDER: return is_code(book_codes(b, STR("holder")), m->name);
	case REFERS_PAGE: return is_page(m->scope.form, m->name);
	case REFERS_FIELD: return has_field(m->scope.form, m->name) || str_equal(m->name, STR("day"));
	case REFERS_PAPER: return is_code(book_codes(b, STR("document")), m->name);
	case REFERS_CAME: return is_code(book_codes(b, STR("came-by")), m->name);
	case REFERS_THEME: return is_code(book_codes(b, STR("theme")), m->name);
	case REFERS_SETS: return is_set(p, m->name);
	case REFERS_OPENS: return is_opening(b, m->name);
	case REFERS_SHARING: return book_sharing(b, m->name);
	case REFERS_MEASURE: return book_measure(b, m->name);
	case REFERS_PARTS: return book_codes(b, m->name) || str_equal(m->name, STR("school")) ||
						 str_equal(m->name, STR("officer")) || (str_starts(m->name, STR("stage.")) &&
						 book_pathway(b, str_slice(m->name, 6, m->name.len)));
	case REFERS_VERB: return is_code(book_codes(b, STR("verb")), m->name);
	case REFERS_WHAT: return is_what(b, m->name);
	default: return true;
	}
}

static const char *called(enum refers refers)
{
	static const char *const words[] = {
		[REFERS_ROLE] = "role", [REFERS_LETTER] = "letter", [REFERS_PATHWAY] = "pathway",
		[REFERS_EXCEPTION] = "exception", [REFERS_STEP] = "step", [REFERS_ASK] = "kind of ask",
		[REFERS_NAME] = "event, answer or fact", [REFERS_HOLDER] = "party (code/holder.csv, or a party: stanza)",
		[REFERS_PAGE] = "page", [REFERS_FIELD] = "field", [REFERS_WHAT] = "thing (code/what.csv)",
		[REFERS_PAPER] = "kind of paper (code/document.csv)", [REFERS_THEME] = "theme (code/theme.csv)",
		[REFERS_CAME] = "way to reach the council (code/came-by.csv)",
		[REFERS_SETS] = "officer, panel or school with an answer",
		[REFERS_MEASURE] = "measure", [REFERS_PARTS] = "code list (or stage.PATHWAY, school, officer)",
		[REFERS_VERB] = "verb (code/verb.csv)",
		[REFERS_SHARING] = "sharing (sharing/*.txt)",
		[REFERS_OPENS] = "process with such an event:",
	};

	return words[refers];
}

void prove_met(struct reader *r)
{
	const struct rulebook *b = r->book;
	struct known *known = ARENA_NEW(r->a, struct known, b->pathway_count + 1);

	for (size_t i = 0; i < b->pathway_count; i++)
		known[i] = known_of(r, &b->pathways[i]);
	for (size_t i = 0; i < r->met.count; i++) {
		const struct met *m = &r->met.at[i];
		size_t at = m->scope.pathway;

		if (m->expr)
			prove_expr(r, m, known);
		else if (!is_there(r, m, at == NO_PATHWAY ? NULL : &b->pathways[at], at == NO_PATHWAY ? NULL : &known[at]))
			slip_at(r, m->where, "there is no %s \"%.*s\"", called(m->refers), STR_ARG(m->name));
	}
}
