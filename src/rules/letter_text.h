/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/letter_text - the bodies of letters: HTML of a few plain tags with holes that expressions fill.
 * Touches nothing: text, rulebook and what is known come in, HTML goes out. Language: docs/rulebook.md. */
#ifndef RULES_LETTER_TEXT_H
#define RULES_LETTER_TEXT_H

#include "core/out.h"
#include "rulebook/rulebook.h"
#include "rules/expr.h"

struct letter_text;
/* Reads a body. Refused: unknown words, blocks without end, tags or attributes that are not on the list, tags that do
 * not close in their block, a hole inside a tag, expressions that cannot be read.
 *   file, line   of the first line, for messages: field of a problem is "file:line"
 *   gives        never NULL; not to be used when problems were added */
const struct letter_text *letter_text_read(struct arena *a, struct str file, int line, struct str text,
					   struct problems *out);
/* The same for a title: words and holes, no tags. */
const struct letter_text *letter_text_read_line(struct arena *a, struct str file, int line, struct str text,
						struct problems *out);

/* All that a text refers to, for proofs; the parts that it takes in are not followed. */
enum letter_reference {
	LETTER_NAME,    /* an event, an answer, a fact of the letter's pathway; names of letters and rows are left out */
	LETTER_ASK,     /* a kind of ask */
	LETTER_STEP,    /* a step id: due('NA-02'), law NA-02, rule NA-02 */
	LETTER_PART,    /* part ID */
	LETTER_KNOWN,   /* a name that every letter knows, or one of a row */
};
typedef void (*letter_each)(void *ctx, enum letter_reference kind, struct str name, struct str where);
void letter_text_references(const struct letter_text *t, letter_each each, void *ctx);
/* Of a whole letter: its title, its heads, its text and its sign-off; a plan has neither head nor sign-off. */
void letter_references(struct arena *a, const struct letter *letter, letter_each each, void *ctx);
/* Names with a dot that every letter knows: child.name, council.phone ... */
bool letter_knows(struct str name);
/* Proves what needs the whole book: parts are there and do not take in each other without end; what a letter must
 * state is printed by it or by a part of it; names with a dot are known. */
void letter_prove(struct arena *a, const struct rulebook *book, struct problems *out);

/* What a letter can ask for. */
struct letter_world {
	struct expr_world names;
	/* Rows of {{ for WHAT KIND }}: how many; a name of one (absent: nothing known). */
	size_t (*rows)(const void *ctx, struct str what, struct str kind);
	struct value (*row_name)(const void *ctx, struct str what, struct str kind, size_t row, struct str name);
	/* Words of a coded answer; STR_NONE when the name has no codes. */
	struct str (*label)(const void *ctx, struct str name, struct str code);
	/* The step in force of this id, or NULL. */
	const struct step *(*step)(const void *ctx, struct str id);
	struct date day;        /* of the letter */
	struct str to;          /* which of its parties gets this one; absent: the first */
};
/* Writes title (plain text) and body (HTML: head, h1, text, sign-off). Problems: a hole whose value is absent (field: "file:line"), a `must`
 * that is absent or a part of one that is not printed (field: the must's id); then neither is to be used.
 * Dates are written as 16 February 2026; everything is escaped. */
void letter_write(struct arena *a, const struct rulebook *book, const struct letter *letter,
		  const struct letter_world *w, struct problems *out, struct str *title, struct str *body);
/* A text that somebody wrote as HTML: lines as paragraphs, lines that begin with - * or a bullet as lists. */
void letter_text_paragraphs(struct out *html, struct str text);
/* May this rule be printed as law on that day: in force, and not known from memory alone? */
bool letter_may_print(const struct rule_note *law, struct date day);

#endif
