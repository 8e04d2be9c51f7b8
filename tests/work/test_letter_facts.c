/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/letter_facts - each letter of the rulebook from a filled case (tests/cases/letter/filled.csv): what it says,
 * and that it is refused as soon as one thing that it must state is gone. A letter without a row fails.
 * proves law:2.2 law:2.3 law:2.4 law:2.5 law:2.6 law:2.7 law:2.8 law:2.9 law:2.11 law:2.12 law:2.14 law:2.17 */
#include "rulebook/made_book.h"
#include "rules/rows.h"
#include "work/letter_room.h"
#include "work/letter_words.h"

enum { EVENTS_MOST = 16 };

/* What a case of this row knows; `less` are names that it does not know. */
struct filled {
	const struct rulebook *book;
	const struct letter *letter;
	struct str to, events;
	struct answers facts;
	struct texts less;
};

static bool is_gone(const struct filled *c, struct str name)
{
	for (size_t i = 0; i < c->less.count; i++)
		if (str_equal(c->less.at[i], name))
			return true;
	return false;
}

/* "decision_to_assess 2026-02-09 reasons=More.|decided_by=panel" */
static struct happened event_of(struct arena *a, const struct filled *c, struct str text)
{
	struct happened e = { .subject = STR("") };
	struct str rest = str_trim(text), name = str_word(&rest), day = str_word(&rest);
	e.name = name;
	CHECK_NOTE(!date_is_none(e.day = date_read(day)), "%.*s has no day", STR_ARG(text));
	for (rest = str_trim(rest); rest.at && rest.len;) {
		struct str value = str_cut(&rest, '|'), key = str_trim(str_cut(&value, '='));
		if (str_starts(key, STR("ask.")))
			e.subject = str_slice(key, 4, key.len);
		if (!is_gone(c, key))
			LIST_PUSH(a, &e.fields, (struct answer){ key, str_trim(value) });
	}
	return e;
}

static void know(struct arena *a, const struct filled *c, struct letter_facts *f)
{
	static const struct { const char *name, *text; } known[] = {
		{ "case.reference", "K7PMR2QX" }, { "case.received", "2026-01-05" }, { "council.name", "Liverpool Council" },
		{ "council.short_name", "Liverpool" }, { "council.address", "1 Lantern Square" }, { "council.phone", "0151 496 0341" },
		{ "council.email", "send@example.org" }, { "child.name", "Ada Roe" }, { "child.given", "Ada" }, { "child.who", "Ada" },
		{ "child.whose", "Ada\xE2\x80\x99s" }, { "child.born", "2015-05-20" }, { "to.name", "Kim Roe" },
		{ "to.address", "1 Elm Road" }, { "to.is_young_person", "no" }, { "to.is_family", "yes" },
		{ "officer.name", "Asif Merrick" }, { "school.name", "Elm Primary School" }, { "school.address", "Elm Lane" },
		{ "setting.name", "Birch High School" }, { "setting.address", "Birch Street" }, { "icb.name", "Mersey ICB" },
		{ "iass.name", "Liverpool SEND Advice" }, { "iass.phone", "0151 496 0100" }, { "mediation.name", "Mersey Mediation" },
		{ "mediation.phone", "0151 496 0200" }, { "social_care.name", "Children's Social Care" },
		{ "ask.role", "Educational psychologist" }, { "ask.organisation", "Psychology Service" }, { "ask.is_family", "no" },
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!is_gone(c, str_of(known[i].name)))
			letter_facts_put(a, f, str_of(known[i].name), str_of(known[i].text));
}

/* The family is the young person, who is spoken to. */
static void to_young(struct arena *a, const struct filled *c, struct letter_facts *f)
{
	static const struct { const char *name, *text; } known[] = {
		{ "to.name", "Ada Roe" }, { "to.is_young_person", "yes" }, { "child.who", "you" }, { "child.whose", "your" },
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		for (size_t k = 0; k < f->known.count && !is_gone(c, str_of(known[i].name)); k++)
			if (str_equal(f->known.at[k].name, str_of(known[i].name)))
				f->known.at[k].text = str_of(known[i].text);
	letter_facts_to(a, f, c->letter, STR("family"));
}

/* Writes the letter of the case; absent when it was refused, with the problems in `out`. */
static struct str write(struct arena *a, const struct filled *c, struct problems *out)
{
	struct happened *events = ARENA_NEW(a, struct happened, EVENTS_MOST), *last = NULL;
	struct letter_facts f = { .book = c->book, .pathway = book_pathway(c->book, c->letter->pathway) };
	struct case_state *state = ARENA_NEW(a, struct case_state, 1);
	struct str rest = c->events, title, html, subject = STR("");
	size_t count = 0;
	while (rest.at && count < EVENTS_MOST) {
		struct happened e = event_of(a, c, str_cut(&rest, ';'));
		e.seq = (int64_t)count + 1;
		subject = e.subject;
		f.day = e.day;
		if (!is_gone(c, e.name))
			events[count++] = e;
		last = &events[count ? count - 1 : 0];
	}
	*state = pathway_reckon(a, c->book, f.pathway, events, count, &c->facts, f.day);
	f.state = *state;
	f.start = state->start;
	f.walk = pathway_world(a, c->book, f.pathway, events, count, &c->facts, state, count ? last : NULL, subject, f.day);
	know(a, c, &f);
	if (c->less.count == 0)
		CHECK_NOTE(letter_holds(a, c->letter, &f), "%.*s: its `when` does not hold", STR_ARG(c->letter->id));
	if (str_equal(c->to, STR("young")))
		to_young(a, c, &f);
	else
		letter_facts_to(a, &f, c->letter, c->to);
	letter_facts_write(a, c->letter, &f, out, &title, &html);
	return html;
}

struct gathered { struct arena *a; struct texts names; bool has_step; };

static void gather(void *ctx, enum reference_kind kind, struct str name)
{
	struct gathered *g = ctx;
	g->has_step |= kind == REFERENCE_STEP;
	if (kind == REFERENCE_NAME && !expr_is_built_in_name(name))
		LIST_PUSH(g->a, &g->names, name);
}

static bool is_told(const struct problems *p, struct str must)
{
	for (size_t i = 0; i < p->count; i++)
		if (str_equal(p->at[i].field, must))
			return true;
	return false;
}

/* Without what this must names (without any event and fact, when it is a day that the law gives), the letter is refused for it. What
 * needs nothing but the day of the letter cannot be missing. */
static void check_must(struct arena *a, struct filled c, const struct letter_must *must)
{
	struct gathered g = { .a = a };
	struct problems out = { 0 };
	const struct pathway *p = book_pathway(c.book, c.letter->pathway);
	if (must->value)
		expr_references(must->value, gather, &g);
	for (size_t i = 0; g.has_step && i < p->event_count; i++)
		LIST_PUSH(a, &g.names, p->events[i].id);
	if (g.has_step)
		c.facts.count = 0;
	c.less = g.names;
	if (c.less.count > 0)
		CHECK_NOTE(!write(a, &c, &out).at && is_told(&out, must->id), "%.*s was written without '%.*s' (%zu problems)",
			   STR_ARG(c.letter->id), STR_ARG(must->id), out.count);
}

static size_t check_row(struct arena *a, const struct rulebook *book, const struct row *row)
{
	struct filled c = { .book = book, .letter = book_letter(book, row->cell[0]), .to = row->cell[1], .events = row->cell[4] };
	struct problems out = { 0 };
	CHECK_NOTE(c.letter != NULL, "line %d: there is no letter %.*s", row->line, STR_ARG(row->cell[0]));
	LIST_PUSH(a, &c.facts, (struct answer){ STR("born"), row->cell[2] });
	struct str html = write(a, &c, &out);
	for (size_t i = 0; i < out.count; i++)
		CHECK_NOTE(false, "line %d: %.*s: %.*s: %.*s", row->line, STR_ARG(row->cell[0]), STR_ARG(out.at[i].field),
			   STR_ARG(out.at[i].words));
	struct str golden = str_equal(row->cell[3], STR("yes")) ? c.letter->id : row->cell[3];
	if (!str_equal(golden, STR("no")))
		letter_golden(a, arena_cstr(a, golden), letter_words(a, html));
	for (size_t i = 0; i < c.letter->must_count; i++)
		check_must(a, c, &c.letter->musts[i]);
	return c.letter->must_count;
}

TEST(each_letter_is_written_from_a_filled_case_and_refused_without_what_it_must_state)
{
	const struct rulebook *book = made_book();
	struct str rest = test_file(a, "tests/cases/letter/filled.csv");
	struct texts seen = { 0 };
	struct row row;
	size_t musts = 0;
	int line = 0;
	while (row_next(a, &rest, &line, &row)) {
		musts += check_row(a, book, &row);
		LIST_PUSH(a, &seen, row.cell[0]);
	}
	CHECK(musts > 300);
	for (size_t i = 0; i < book->letter_count; i++) {
		bool is_seen = str_equal(book->letters[i].id, STR("plan"));     /* the plan has tests of its own */
		for (size_t k = 0; k < seen.count && !is_seen; k++)
			is_seen = str_equal(seen.at[k], book->letters[i].id);
		CHECK_NOTE(is_seen, "no row of tests/cases/letter/filled.csv fills the letter %.*s", STR_ARG(book->letters[i].id));
	}
}

/* One line of the table in docs/letters.md: "| NA-01 | what | letters | why none |". */
struct law_row { struct str step, letters, why; };

static bool law_row_read(struct str line, struct law_row *out)
{
	struct str cell[5];
	if (!str_starts(line, STR("| ")))
		return false;
	for (size_t i = 0; i < 5; i++)
		cell[i] = str_trim(str_cut(&line, '|'));
	*out = (struct law_row){ cell[1], cell[3], cell[4] };
	return str_contains(cell[1], STR("-")) && !str_contains(cell[1], STR("---"));
}

static bool is_listed(const struct law_row *rows, size_t count, struct str step, struct str letter)
{
	for (size_t i = 0; i < count; i++) {
		struct str rest = rows[i].letters;
		if (step.at && str_equal(rows[i].step, step))
			return true;
		for (struct str word = str_word(&rest); letter.at && word.at; word = str_word(&rest))
			if (str_equal(word, letter))
				return true;
	}
	return false;
}

static bool is_made(const struct rulebook *book, struct str letter)
{
	for (size_t i = 0; i < book->pathway_count; i++)
		for (size_t e = 0; e < book->pathways[i].event_count; e++)
			for (size_t k = 0; k < book->pathways[i].events[e].letters.count; k++)
				if (str_equal(book->pathways[i].events[e].letters.at[k], letter))
					return true;
	return false;
}

static bool is_step(const struct rulebook *book, struct str id)
{
	for (size_t i = 0; i < book->pathway_count; i++)
		for (size_t k = 0; k < book->pathways[i].step_count; k++)
			if (str_equal(book->pathways[i].steps[k].id, id))
				return true;
	return false;
}

/* The table against the rulebook, both ways: no step of the law without its row, no letter without one. */
TEST(no_letter_that_the_law_names_is_forgotten)
{
	const struct rulebook *book = made_book();
	struct str rest = test_file(a, "docs/letters.md");
	struct law_row *rows = ARENA_NEW(a, struct law_row, 1000);
	size_t count = 0;
	while (rest.at && count < 1000)
		count += law_row_read(str_cut(&rest, '\n'), &rows[count]);
	for (size_t i = 0; i < count; i++) {
		struct str letters = rows[i].letters;
		bool has_letter = !str_equal(letters, STR("-"));
		CHECK_NOTE(is_step(book, rows[i].step), "there is no step %.*s", STR_ARG(rows[i].step));
		CHECK_NOTE(has_letter || !str_is_empty(rows[i].why), "%.*s has neither a letter nor a reason", STR_ARG(rows[i].step));
		for (struct str id = str_word(&letters); has_letter && id.at; id = str_word(&letters))
			CHECK_NOTE(book_letter(book, id) && is_made(book, id), "%.*s: no event makes the letter %.*s",
				   STR_ARG(rows[i].step), STR_ARG(id));
	}
	for (size_t i = 0; i < book->pathway_count; i++) {
		const struct pathway *p = &book->pathways[i];
		for (size_t k = 0; p->status == STATUS_IN_FORCE && k < p->step_count; k++)
			CHECK_NOTE(is_listed(rows, count, p->steps[k].id, STR_NONE), "docs/letters.md has no row for step %.*s",
				   STR_ARG(p->steps[k].id));
	}
	for (size_t i = 0; i < book->letter_count; i++)
		CHECK_NOTE(str_equal(book->letters[i].id, STR("plan")) || is_listed(rows, count, STR_NONE, book->letters[i].id),
			   "docs/letters.md names no step for the letter %.*s", STR_ARG(book->letters[i].id));
}
