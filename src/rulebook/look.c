/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/look - finding things in a rulebook.
 * Touches nothing. */
#include "rulebook/rulebook.h"

static bool is_in_force_on(enum rule_status status, struct date from, struct date to, struct date on)
{
	return (status == STATUS_IN_FORCE || status == STATUS_EXPIRED) && (date_is_none(from) || on.day >= from.day) &&
	       (date_is_none(to) || on.day <= to.day);
}

const struct pathway *book_pathway(const struct rulebook *book, struct str id)
{
	const struct pathway *best = NULL;

	for (size_t i = 0; i < book->pathway_count; i++) {
		const struct pathway *p = &book->pathways[i];

		if (!str_equal(p->id, id))
			continue;
		if (!best || (p->status == STATUS_IN_FORCE && (best->status != STATUS_IN_FORCE ||
							       p->valid_from.day > best->valid_from.day)))
			best = p;
	}
	return best;
}

const struct pathway *book_pathway_on(const struct rulebook *book, struct str id, struct date on, bool proposed)
{
	const struct pathway *found = NULL;

	for (size_t i = 0; i < book->pathway_count; i++) {
		const struct pathway *p = &book->pathways[i];

		if (!str_equal(p->id, id))
			continue;
		if (proposed && (p->status == STATUS_PROPOSED || p->status == STATUS_NOT_COMMENCED) &&
		    is_in_force_on(STATUS_IN_FORCE, p->valid_from, p->valid_to, on))
			return p;
		if (!found && is_in_force_on(p->status, p->valid_from, p->valid_to, on))
			found = p;
	}
	return found;
}

const struct form *book_form(const struct rulebook *book, struct str id)
{
	for (size_t i = 0; i < book->form_count; i++)
		if (str_equal(book->forms[i]->id, id))
			return book->forms[i];
	return NULL;
}

const struct code_list *book_codes(const struct rulebook *book, struct str name)
{
	for (size_t i = 0; i < book->code_count; i++)
		if (str_equal(book->codes[i].name, name))
			return &book->codes[i];
	return NULL;
}

const struct role *book_role(const struct rulebook *book, struct str id)
{
	for (size_t i = 0; i < book->role_count; i++)
		if (str_equal(book->roles[i].id, id))
			return &book->roles[i];
	return NULL;
}

bool book_is_sent(const struct rulebook *book, const struct event_kind *e)
{
	bool is_sent = false;

	for (size_t i = 0; i < e->roles.count; i++) {
		const struct role *role = book_role(book, e->roles.at[i]);

		is_sent = is_sent || (role && role->sends);
	}
	return is_sent && !str_equal(e->kind, STR("note"));
}

bool rule_is_on(const struct rule_note *note, struct date on)
{
	return note->status == STATUS_IN_FORCE && (date_is_none(note->valid_from) || note->valid_from.day <= on.day) &&
	       (date_is_none(note->valid_to) || note->valid_to.day >= on.day);
}

const struct sharing *book_sharing(const struct rulebook *book, struct str id)
{
	for (size_t i = 0; i < book->sharing_count; i++)
		if (str_equal(book->sharings[i].id, id))
			return &book->sharings[i];
	return NULL;
}

const struct sharing *book_sharing_on(const struct rulebook *book, struct str id, struct date on)
{
	for (size_t i = 0; i < book->sharing_count; i++)
		if (str_equal(book->sharings[i].id, id) && rule_is_on(&book->sharings[i].law, on))
			return &book->sharings[i];
	return NULL;
}

bool standing_says(const struct standing *t, uint32_t relation, struct str act)
{
	for (size_t i = 0; t->relation == relation && i < t->acts.count; i++)
		if (str_equal(t->acts.at[i], act))
			return true;
	return false;
}

const struct retention *book_retention(const struct rulebook *book, struct str id)
{
	for (size_t i = 0; i < book->retention_count; i++)
		if (str_equal(book->retentions[i].id, id))
			return &book->retentions[i];
	return NULL;
}

const struct watch *book_watch(const struct rulebook *book, struct str id)
{
	for (size_t i = 0; i < book->watch_count; i++)
		if (str_equal(book->watches[i].id, id))
			return &book->watches[i];
	return NULL;
}

const struct letter *book_letter(const struct rulebook *book, struct str id)
{
	for (size_t i = 0; i < book->letter_count; i++)
		if (str_equal(book->letters[i].id, id))
			return &book->letters[i];
	return NULL;
}

const struct measure *book_measure(const struct rulebook *book, struct str id)
{
	for (size_t i = 0; i < book->measure_count; i++)
		if (str_equal(book->measures[i].id, id))
			return &book->measures[i];
	return NULL;
}

const struct letter_part *book_letter_part(const struct rulebook *book, struct str id)
{
	for (size_t i = 0; i < book->letter_part_count; i++)
		if (str_equal(book->letter_parts[i].id, id))
			return &book->letter_parts[i];
	return NULL;
}

const struct event_kind *pathway_event(const struct pathway *p, struct str id)
{
	for (size_t i = 0; i < p->event_count; i++)
		if (str_equal(p->events[i].id, id))
			return &p->events[i];
	return NULL;
}

const struct fact *pathway_fact(const struct pathway *p, struct str id)
{
	for (size_t i = 0; i < p->facts.count; i++)
		if (str_equal(p->facts.at[i].id, id))
			return &p->facts.at[i];
	return NULL;
}

const struct step *pathway_step(const struct pathway *p, struct str id, struct date on)
{
	for (size_t i = 0; i < p->step_count; i++) {
		const struct step *s = &p->steps[i];

		if (str_equal(s->id, id) && is_in_force_on(s->law.status, s->law.valid_from, s->law.valid_to, on))
			return s;
	}
	return NULL;
}

const struct step *book_step(const struct rulebook *book, struct str pathway, struct str id)
{
	const struct pathway *p = book_pathway(book, pathway);

	for (size_t i = 0; p && i < p->step_count; i++)
		if (str_equal(p->steps[i].id, id))
			return &p->steps[i];
	return NULL;
}

const struct stage *pathway_stage(const struct pathway *p, struct str id)
{
	for (size_t i = 0; i < p->stage_count; i++)
		if (str_equal(p->stages[i].id, id))
			return &p->stages[i];
	return NULL;
}

const struct exception *pathway_exception(const struct pathway *p, struct str code)
{
	for (size_t i = 0; i < p->exception_count; i++)
		if (str_equal(p->exceptions[i].code, code))
			return &p->exceptions[i];
	return NULL;
}

const struct code *code_find(const struct code_list *list, struct str code)
{
	for (size_t i = 0; list && i < list->count; i++)
		if (str_equal(list->at[i].code, code))
			return &list->at[i];
	return NULL;
}

struct str code_label(const struct code_list *list, struct str code)
{
	const struct code *found = code_find(list, code);

	return found ? found->label : code;
}

struct str book_words(const struct rulebook *book, struct str key)
{
	const struct str *words = map_get(&book->words, key);

	return words ? *words : key;
}

/* A gap in words: "{3}", the third argument; or "{3|case|cases}", the first of two words when that argument is 1. */
struct gap { size_t number, len; bool is_count; struct str one, more; };

/* The gap at the start of `s`; number 0: there is none. */
static struct gap gap_at(struct str s)
{
	struct gap g = { 0 }, none = { 0 };
	struct str rest;
	const char *end;

	if (s.len < 3 || s.at[0] != '{' || s.at[1] < '1' || s.at[1] > '9')
		return none;
	g.number = (size_t)(s.at[1] - '0');
	g.len = 3;
	if (s.at[2] == '}')
		return g;
	end = memchr(s.at, '}', s.len);
	if (s.at[2] != '|' || !end)
		return none;
	rest = str_slice(s, 3, (size_t)(end - s.at));
	g.len = (size_t)(end - s.at) + 1;
	g.is_count = true;
	g.one = str_cut(&rest, '|');
	g.more = rest.at ? rest : STR("");
	return g;
}

static struct str gap_words(const struct gap *g, const struct str *args)
{
	struct str arg = args[g->number - 1];

	return !g->is_count ? arg : str_equal(arg, STR("1")) ? g->one : g->more;
}

struct str book_words_with(const struct rulebook *book, struct arena *a, struct str key, const struct str *args,
			   size_t count)
{
	struct str words = book_words(book, key);
	size_t total = words.len;
	char *to;

	for (size_t i = 0; i < words.len; i++) {
		struct gap g = gap_at(str_slice(words, i, words.len));

		if (g.number > 0 && g.number <= count)
			total += gap_words(&g, args).len;
	}
	to = arena_take(a, total + 1);
	total = 0;
	for (size_t i = 0; i < words.len; i++) {
		struct gap g = gap_at(str_slice(words, i, words.len));

		if (g.number == 0 || g.number > count) {
			to[total++] = words.at[i];
			continue;
		}
		struct str in = gap_words(&g, args);
		if (in.len > 0)
			memcpy(to + total, in.at, in.len);
		total += in.len;
		i += g.len - 1;
	}
	return (struct str){ to, total };
}

const struct import_map *book_import(const struct rulebook *book, struct str id)
{
	for (size_t i = 0; i < book->import_count; i++)
		if (str_equal(book->imports[i].id, id))
			return &book->imports[i];
	return NULL;
}
