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

/* All that a body refers to, for proofs. */
enum letter_reference {
	LETTER_NAME,    /* an event, an answer, a fact of the letter's pathway; names that every letter knows are left out */
	LETTER_ASK,     /* a kind of ask */
	LETTER_STEP,    /* a step id: due('NA-02'), law NA-02, rule NA-02 */
	LETTER_PART,    /* part ID */
};
void letter_text_references(const struct letter_text *t,
			    void (*each)(void *ctx, enum letter_reference kind, struct str name, struct str where),
			    void *ctx);
/* Names with a dot that every letter knows: child.name, council.phone ... (the table is in letter_text.c). */
bool letter_text_knows(struct str name);
/* Does the body, or a part that it takes in, print this name in a hole? */
bool letter_text_prints(const struct rulebook *book, const struct letter_text *t, struct str name);
/* Proves what needs the whole book: parts are there and do not take in each other; each `must` is printed. */
void letter_prove(struct arena *a, const struct rulebook *book, struct problems *out);

/* What a letter can ask for. */
struct letter_world {
	struct expr_world names;
	/* Rows of {{ for WHAT KIND }}: how many; a name of one (absent: no name of the row). */
	size_t (*rows)(const void *ctx, struct str what, struct str kind);
	struct value (*row_name)(const void *ctx, struct str what, struct str kind, size_t row, struct str name);
	/* Words of a coded answer; STR_NONE when the name has no codes. */
	struct str (*label)(const void *ctx, struct str name, struct str code);
	/* The step in force of this id, or NULL. */
	const struct step *(*step)(const void *ctx, struct str id);
	struct date day;        /* of the letter */
};
/* Writes the body. A hole whose value is absent is a problem (field: "file:line", words: what is missing).
 * Dates are written as 16 February 2026; everything is escaped. */
void letter_text_write(const struct rulebook *book, const struct letter_text *t, const struct letter_world *w,
		       struct problems *out, struct out *html);

#endif
