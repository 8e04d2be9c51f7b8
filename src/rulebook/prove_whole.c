/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/prove_whole - what only shows when all is read: versions that overlap, pages without questions, words that
 * are missing.
 * Touches nothing. */
#include "rulebook/reader.h"

bool do_overlap(struct date from, struct date to, struct date other_from, struct date other_to)
{
	return (date_is_none(to) || date_is_none(other_from) || to.day >= other_from.day) &&
	       (date_is_none(other_to) || date_is_none(from) || other_to.day >= from.day);
}

static bool is_law(enum rule_status status)
{
	return status == STATUS_IN_FORCE || status == STATUS_EXPIRED;
}

static void prove_steps(struct reader *r, const struct pathway *p)
{
	for (size_t i = 0; i < p->step_count; i++)
		for (size_t j = 0; j < i; j++) {
			const struct step *a = &p->steps[j], *b = &p->steps[i];

			if (str_equal(a->id, b->id) && is_law(a->law.status) && is_law(b->law.status) &&
			    do_overlap(a->law.valid_from, a->law.valid_to, b->law.valid_from, b->law.valid_to))
				slip(r, b->place.file, b->place.line,
				     "step \"%.*s\" is there twice and both are in force on one day (the other is in line %d)",
				     STR_ARG(b->id), a->place.line);
		}
}

/* What a family, a school or an adviser may record comes on paper as well: somebody of the council must be able to type it. */
static void prove_keyed_in(struct reader *r, const struct event_kind *e)
{
	bool is_keyed = false;

	for (size_t i = 0; i < e->roles.count; i++) {
		const struct role *role = book_role(r->book, e->roles.at[i]);

		is_keyed = is_keyed || (role && role->keys_in);
	}
	if (book_is_sent(r->book, e) && !is_keyed)
		slip(r, e->place.file, e->place.line, "event \"%.*s\" may come on paper, but no role of it keys in (role: keys_in)",
		     STR_ARG(e->id));
}

void prove_pathways(struct reader *r)
{
	const struct rulebook *b = r->book;

	for (size_t i = 0; i < b->pathway_count; i++) {
		const struct pathway *p = &b->pathways[i];

		prove_steps(r, p);
		for (size_t j = 0; j < p->event_count; j++)
			prove_keyed_in(r, &p->events[j]);
		for (size_t j = 0; j < i; j++) {
			const struct pathway *q = &b->pathways[j];

			if (str_equal(p->id, q->id) && is_law(p->status) == is_law(q->status) &&
			    do_overlap(p->valid_from, p->valid_to, q->valid_from, q->valid_to))
				slip(r, p->place.file, p->place.line,
				     "pathway \"%.*s\" is there twice for the same days (the other is %.*s:%d)",
				     STR_ARG(p->id), STR_ARG(q->place.file), q->place.line);
		}
		if (p->event_count == 0)
			slip(r, p->place.file, p->place.line, "pathway \"%.*s\" has no event", STR_ARG(p->id));
	}
}

static bool has_question(const struct form *f, struct str page)
{
	for (size_t i = 0; i < f->field_count; i++)
		if (str_equal(f->fields[i].page, page))
			return true;
	return false;
}

static bool is_listed(const struct rulebook *b, const char *list, struct str code)
{
	const struct code_list *codes = book_codes(b, str_of(list));

	for (size_t i = 0; codes && i < codes->count; i++)
		if (str_equal(codes->at[i].code, code))
			return true;
	return false;
}

static void prove_question(struct reader *r, const struct form *f, const struct form_field *q)
{
	struct str rest = q->codes_of;

	if (f->page_count > 0 && str_is_empty(q->page))
		slip(r, q->place.file, q->place.line, "the form has pages, so \"%.*s\" must say on which page it stands",
		     STR_ARG(q->name));
	if (!str_is_empty(q->codes_of) && q->type != FIELD_ORGANISATION)
		slip(r, q->place.file, q->place.line, "only an organisation has codes_of");
	for (struct str word = str_word(&rest); word.at; word = str_word(&rest))
		if (!is_listed(r->book, "organisation-kind", word) && !is_listed(r->book, "advice", word))
			slip(r, q->place.file, q->place.line,
			     "codes_of: \"%.*s\" is neither in code/organisation-kind.csv nor in code/advice.csv", STR_ARG(word));
}

void prove_forms(struct reader *r)
{
	for (size_t i = 0; i < r->book->form_count; i++) {
		const struct form *f = r->book->forms[i];

		for (size_t j = 0; j < f->page_count; j++)
			if (!has_question(f, f->pages[j].id))
				slip(r, f->place.file, f->place.line, "page \"%.*s\" of form \"%.*s\" has no question",
				     STR_ARG(f->pages[j].id), STR_ARG(f->id));
		for (size_t j = 0; j < f->field_count; j++)
			prove_question(r, f, &f->fields[j]);
	}
}

/* The program asks for the words of the text it was built with: another text must have them all. */
static void prove_words(struct reader *r)
{
	struct rulebook built_in = { .arena = r->a };
	struct problems passed = { 0 };
	struct reader own = { .a = r->a, .book = &built_in, .out = &passed };

	for (size_t i = 0; i < rulebook_built_in_count; i++)
		if (str_starts(rulebook_built_in[i].name, STR("words/")))
			read_words(&own, &rulebook_built_in[i]);
	for (size_t i = 0; i < built_in.words.room; i++) {
		struct str key = built_in.words.slots[i].key;

		if (built_in.words.slots[i].value && !map_get(&r->book->words, key))
			slip(r, STR("words/"), 0, "the words \"%.*s\" are missing", STR_ARG(key));
	}
}

/* Who has the case while an ask is open is one who may have a case at all. */
static void prove_ask_parties(struct reader *r)
{
	const struct code_list *list = book_codes(r->book, STR("ask-party"));

	for (size_t i = 0; list && i < list->count; i++) {
		const struct code *c = &list->at[i];

		if (!is_listed(r->book, "holder", c->label))
			slip(r, STR("code/ask-party.csv"), (int)i + 2, "party \"%.*s\" is not in code/holder.csv", STR_ARG(c->label));
		if (!str_is_empty(c->note) && !is_listed(r->book, "holder", c->note))
			slip(r, STR("code/ask-party.csv"), (int)i + 2, "instead_of \"%.*s\" is not in code/holder.csv",
			     STR_ARG(c->note));
	}
}

/* Without a standing a relation of the family holds for nobody: one that was forgotten must not pass for a rule. */
static void prove_standings(struct reader *r)
{
	static const struct { enum relation relation; const char *act; } needed[] = {
		{ RELATION_PARENT, "opens" }, { RELATION_PARENT, "told" }, { RELATION_PARENT, "addressed" },
		{ RELATION_PARENT, "invited" }, { RELATION_SELF, "opens" }, { RELATION_SELF, "told" },
		{ RELATION_SELF, "addressed" }, { RELATION_SELF, "invited" }, { RELATION_LINK, "opens" }, { RELATION_LINK, "told" } };

	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
		bool is_there = false;
		int bit = __builtin_ctz(needed[i].relation);

		for (size_t j = 0; j < r->book->standing_count; j++)
			is_there = is_there || standing_says(&r->book->standings[j], needed[i].relation, str_of(needed[i].act));
		if (!is_there)
			slip(r, STR("access/"), 0, "no standing says when \"%s\" %s", relation_words[bit], needed[i].act);
	}
}

void prove_rest(struct reader *r)
{
	prove_standings(r);
	prove_ask_parties(r);
	prove_words(r);
	prove_messages(r);
	prove_retentions(r);
	if (r->book->holiday_count == 0)
		slip(r, STR("holidays.csv"), 0, "there are no holidays, so no working day can be counted");
	for (size_t i = 0; i < r->book->plan_check_count; i++) {
		const struct plan_check *c = &r->book->plan_checks[i];

		if (book_codes(r->book, STR("section")) && !is_listed(r->book, "section", c->section))
			slip(r, c->place.file, c->place.line, "section \"%.*s\" is not in code/section.csv",
			     STR_ARG(c->section));
	}
}
