/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/letter_names - what letters know besides the pathway's own names, and the proofs over the whole book.
 * Touches nothing. */
#include "rules/letter_room.h"

/* Filled by work/letter_facts.c from the case, the council and the addressee. */
static const char *const known_names[] = {
	"child.name", "child.given", "child.born", "child.who", "child.whose", "case.reference", "case.received",
	"to.name", "to.address", "to.is_young_person", "to.is_family",
	"council.name", "council.short_name", "council.address", "council.phone", "council.email",
	"officer.name", "iass.name", "iass.phone", "iass.email", "iass.address",
	"mediation.name", "mediation.phone", "mediation.email",
	"icb.name", "setting.name", "school.name", "school.address", "ask.role", "ask.organisation", "ask.is_family", "plan.state",
	"plan.version", "plan.day", "plan.signed_by",
};
static const char *const ask_names[] = {
	"subject", "role", "role_name", "organisation", "asked", "received", "due", "answered", "state", "why", NULL,
};
static const char *const section_names[] = { "section", "title", "body", NULL };
static const struct { const char *what; const char *const *names; } rows[] = {
	{ "asks", ask_names }, { "sections", section_names },
};

bool letter_knows(struct str name)
{
	for (size_t i = 0; i < sizeof known_names / sizeof *known_names; i++)
		if (str_equal(name, str_of(known_names[i])))
			return true;
	return false;
}

const char *const *letter_row_names(struct str what)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (str_equal(what, str_of(rows[i].what)))
			return rows[i].names;
	return NULL;
}

bool letter_row_knows(struct str what, struct str name)
{
	for (const char *const *n = letter_row_names(what); n && *n; n++)
		if (str_equal(name, str_of(*n)))
			return true;
	return false;
}

/* The rows that stand around a piece, from the inside out. */
struct around { const struct around *up; struct str what; };
struct walk { letter_each each; void *ctx; const struct around *around; struct str where; };

static void met(void *ctx, enum reference_kind kind, struct str name)
{
	const struct walk *w = ctx;
	enum letter_reference is = kind == REFERENCE_ASK ? LETTER_ASK : kind == REFERENCE_STEP ? LETTER_STEP : LETTER_NAME;
	for (const struct around *r = w->around; r && is == LETTER_NAME; r = r->up)
		if (letter_row_knows(r->what, name))
			is = LETTER_KNOWN;
	if (is == LETTER_NAME && letter_knows(name))
		is = LETTER_KNOWN;
	w->each(w->ctx, is, name, w->where);
}

static void walk_text(const struct letter_text *t, struct walk w)
{
	for (size_t i = 0; t && i < t->count; i++) {
		const struct piece *p = &t->at[i];
		struct around inside = { w.around, p->text };
		struct walk deeper = w;
		w.where = deeper.where = p->where;
		if (p->expr)
			expr_references(p->expr, met, &w);
		if (p->kind == PIECE_PART)
			w.each(w.ctx, LETTER_PART, p->text, p->where);
		if (p->kind == PIECE_LAW || p->kind == PIECE_RULE)
			w.each(w.ctx, LETTER_STEP, p->text, p->where);
		if (p->kind == PIECE_FOR) {
			deeper.around = &inside;
			if (str_equal(p->text, STR("asks")))
				w.each(w.ctx, LETTER_ASK, p->of, p->where);
		}
		walk_text(p->body, deeper);
		walk_text(p->other, deeper);
	}
}

void letter_text_references(const struct letter_text *t, letter_each each, void *ctx)
{
	walk_text(t, (struct walk){ each, ctx, NULL, STR("") });
}

static bool is_plan(const struct letter *letter)
{
	return letter->to.count == 0 || str_equal(letter->to.at[0], STR("plan"));
}

struct str letter_head(struct arena *a, const struct letter *letter, struct str to)
{
	bool is_own = str_equal(to, STR("family")) || str_equal(to, STR("adviser"));
	if (is_plan(letter))
		return STR_NONE;
	if (!str_is_empty(letter->from))
		return arena_printf(a, "head-from-%.*s", STR_ARG(letter->from));
	return arena_printf(a, "head-%.*s", STR_ARG(is_own ? to : STR("service")));
}

struct str letter_sign(struct arena *a, const struct letter *letter)
{
	if (is_plan(letter))
		return STR_NONE;
	return str_is_empty(letter->from) ? STR("sign-off") : arena_printf(a, "sign-from-%.*s", STR_ARG(letter->from));
}

void letter_references(struct arena *a, const struct letter *letter, letter_each each, void *ctx)
{
	struct str sign = letter_sign(a, letter), where = arena_printf(a, "%.*s:%d", STR_ARG(letter->place.file),
								       letter->place.line);
	letter_text_references(letter->title_text, each, ctx);
	for (size_t i = 0; sign.at && i < letter->to.count; i++)
		each(ctx, LETTER_PART, letter_head(a, letter, letter->to.at[i]), where);
	if (sign.at)
		each(ctx, LETTER_PART, sign, where);
	letter_text_references(letter->text, each, ctx);
}

/* Is a name printed, or a part taken in, by a text and the parts below it? */
struct search {
	const struct rulebook *book; enum letter_reference kind; struct str name; bool is_found;
	struct arena *a; struct problems *out;  /* only while parts are proved */
	int depth;
};

static void look(void *ctx, enum letter_reference kind, struct str name, struct str where)
{
	struct search *s = ctx;
	bool is_same = kind == s->kind || (kind == LETTER_KNOWN && s->kind == LETTER_NAME);
	s->is_found |= is_same && str_equal(name, s->name);
	if (kind != LETTER_PART)
		return;
	const struct letter_part *part = book_letter_part(s->book, name);
	if (s->out && !part)
		problems_add(s->out, s->a, where, PROBLEM_FORM,
			     arena_printf(s->a, "there is no part '%.*s'", STR_ARG(name)));
	if (s->out && s->depth == LETTER_DEPTH_MOST)
		problems_add(s->out, s->a, where, PROBLEM_FORM,
			     arena_printf(s->a, "part '%.*s' takes itself in", STR_ARG(name)));
	if (part && s->depth < LETTER_DEPTH_MOST) {
		s->depth++;
		letter_text_references(part->text, look, s);
		s->depth--;
	}
}

struct proof { struct arena *a; const struct rulebook *book; const struct letter *letter; const struct letter_must *must;
	struct problems *out; };

static bool holds(const struct proof *p, enum letter_reference kind, struct str name)
{
	struct search s = { .book = p->book, .kind = kind, .name = name };
	letter_references(p->a, p->letter, look, &s);
	return s.is_found;
}

static struct str place_words(struct arena *a, struct place place)
{
	return arena_printf(a, "%.*s:%d", STR_ARG(place.file), place.line);
}

static void must_name(void *ctx, enum reference_kind kind, struct str name)
{
	struct proof *p = ctx;
	enum letter_reference as = kind == REFERENCE_ASK ? LETTER_ASK : kind == REFERENCE_STEP ? LETTER_STEP : LETTER_NAME;
	if (!expr_is_built_in_name(name) && !holds(p, as, name))
		problems_add(p->out, p->a, place_words(p->a, p->must->place), PROBLEM_FORM,
			     arena_printf(p->a, "the letter must state '%.*s', but it does not print '%.*s'",
					  STR_ARG(p->must->id), STR_ARG(name)));
}

static void prove_must(struct proof *p)
{
	const struct letter_must *m = p->must;
	if (m->value)
		expr_references(m->value, must_name, p);
	if (str_is_empty(m->part))
		return;
	if (!holds(p, LETTER_PART, m->part))
		problems_add(p->out, p->a, place_words(p->a, m->place), PROBLEM_FORM,
			     arena_printf(p->a, "the letter must have the part '%.*s', but does not take it in",
					  STR_ARG(m->part)));
}

void letter_prove(struct arena *a, const struct rulebook *book, struct problems *out)
{
	for (size_t i = 0; i < book->letter_count; i++) {
		const struct letter *letter = &book->letters[i];
		struct search s = { .book = book, .kind = LETTER_PART, .a = a, .out = out };
		if (!letter->text)
			continue;
		letter_references(a, letter, look, &s);
		for (size_t m = 0; m < letter->must_count; m++)
			prove_must(&(struct proof){ a, book, letter, &letter->musts[m], out });
	}
}
