/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/letter_room - what the files of the letter language share. Only letter_*.c include it.
 * Touches nothing. */
#ifndef RULES_LETTER_ROOM_H
#define RULES_LETTER_ROOM_H

#include "rules/letter_text.h"

enum { LETTER_DEPTH_MOST = 16 };

enum piece_kind {
	PIECE_HTML,     /* written as it stands */
	PIECE_HOLE,     /* {{ EXPR }} */
	PIECE_LONG,     /* {{ long EXPR }}: a day with its weekday */
	PIECE_POUNDS,   /* {{ pounds EXPR }}: whole pounds */
	PIECE_TEXT,     /* {{ text EXPR }}: paragraphs and lists */
	PIECE_IF,       /* {{ if EXPR }} body {{ else }} other {{ end }} */
	PIECE_FOR,      /* {{ for WHAT KIND }} body {{ end }} */
	PIECE_RULE,     /* {{ rule STEP }} body {{ end }} */
	PIECE_LAW,      /* {{ law STEP }} */
	PIECE_PART,     /* {{ part ID }} */
};
struct piece {
	enum piece_kind kind;
	struct str text;                /* the HTML; the words of the expression; WHAT, STEP or ID */
	struct str of;                  /* KIND */
	const struct expr *expr;
	struct letter_text *body, *other;
	struct str where;               /* file:line */
};
struct letter_text { struct piece *at; size_t count, room; };

/* The tags that are open, from the outside in. */
struct tags { const struct tag *open[LETTER_DEPTH_MOST * 2]; size_t count, base; bool is_line; };
/* What a tag or a hole stands in. */
bool tags_take_words(const struct tags *t);     /* words and holes may stand here */
bool tags_take_blocks(const struct tags *t);    /* paragraphs may stand here */
/* Walks over literal HTML; gives what is wrong ("" nothing) and how far in. In the arena. */
struct str tags_walk(struct arena *a, struct tags *t, struct str html, size_t *at);
/* The name of the innermost tag opened since `base`, absent when none is. */
struct str tags_open_name(const struct tags *t);

/* The part that stands before a letter to `to`, and the one after it: "head-family" and "sign-off"; absent for a plan. */
struct str letter_head(struct arena *a, const struct letter *letter, struct str to);
struct str letter_sign(struct arena *a, const struct letter *letter);
/* Names that rows of this kind know; NULL when there are no such rows. */
const char *const *letter_row_names(struct str what);
bool letter_row_knows(struct str what, struct str name);

#endif
