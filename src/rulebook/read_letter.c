/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/read_letter - letters, the parts that they share, and their bodies.
 * Touches nothing. */
#include "rulebook/reader.h"
#include "rules/letter_text.h"

static const char *const to_words[] = { "family", "adviser", "plan", NULL };

static const struct field letter_fields[] = {
	{ .name = "title", .kind = TAKE_TEXT, FIELD_AT(struct letter, title), .must = true, .most = 300 },
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct letter, about) },
	{ .name = "pathway", .kind = TAKE_NAME, FIELD_AT(struct letter, pathway), .must = true, .refers = REFERS_PATHWAY },
	{ .name = "to", .kind = TAKE_ONE_OF, FIELD_AT(struct letter, to), .must = true, .words = to_words },
	{ .name = "per", .kind = TAKE_NAME, FIELD_AT(struct letter, per) },
	{ .name = "when", .kind = TAKE_EXPR, FIELD_AT(struct letter, when) },
	RULE_NOTE_FIELDS(struct letter, law, false),
};
static const struct field must_fields[] = {
	{ .name = "words", .kind = TAKE_TEXT, FIELD_AT(struct letter_must, words), .must = true },
	{ .name = "value", .kind = TAKE_EXPR, FIELD_AT(struct letter_must, value) },
	{ .name = "part", .kind = TAKE_NAME, FIELD_AT(struct letter_must, part) },
	{ .name = "cite", .kind = TAKE_TEXT, FIELD_AT(struct letter_must, cite) },
};
static const struct field part_fields[] = {
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct letter_part, about) },
	RULE_NOTE_FIELDS(struct letter_part, law, false),
};

static struct letter *now(struct reader *r)
{
	return &r->book->letters[r->book->letter_count - 1];
}

/* The letter is in the book before its fields are read, so that their expressions know its pathway. */
static void begin_letter(struct reader *r, const struct stanza *s)
{
	if (book_letter(r->book, s->at[0].value))
		slip(r, s->file, s->at[0].line, "there is another letter \"%.*s\"", STR_ARG(s->at[0].value));
	PUSH_TO(r->a, r->book->letters, r->book->letter_count, r->book->letter_room, (struct letter){ 0 });
	r->scope.letter = r->book->letter_count;
}

static void keep_letter(struct reader *r, const struct stanza *s, void *made)
{
	*now(r) = *(struct letter *)made;
	note_finish(r, s, &now(r)->law);
}

/* Without a value and a part it is the name itself that must be there. */
static void keep_must(struct reader *r, const struct stanza *s, void *made)
{
	struct letter_must *must = made;
	struct str where = stanza_place(r->a, s->file, s->at[0].line);

	if (!must->value && str_is_empty(must->part) && !str_is_empty(must->id)) {
		must->value = expr_read(r->a, must->id, where, r->out);
		if (must->value)
			meet_expr(r, where, must->value);
	}
	PUSH_TO(r->a, now(r)->musts, now(r)->must_count, now(r)->must_room, *must);
}

static void keep_part(struct reader *r, const struct stanza *s, void *made)
{
	struct letter_part *part = made;

	note_finish(r, s, &part->law);
	if (book_letter_part(r->book, part->id))
		slip(r, s->file, s->at[0].line, "there is another part \"%.*s\"", STR_ARG(part->id));
	PUSH_TO(r->a, r->book->letter_parts, r->book->letter_part_count, r->book->letter_part_room, *part);
}

void read_letter_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind letters[] = {
		{ STANZA("letter", struct letter, id, letter_fields), .begin = begin_letter, .keep = keep_letter,
		  .is_head = true },
		{ STANZA("must", struct letter_must, id, must_fields), .keep = keep_must },
	};
	static const struct stanza_kind parts[] = {
		{ STANZA("part", struct letter_part, id, part_fields), .keep = keep_part },
	};

	if (str_equal(file->name, STR("letter/parts.txt")))
		read_stanzas(r, file, parts, 1);
	else
		read_stanzas(r, file, letters, 2);
	r->scope.letter = 0;
}

/* The bytes of a body; STR_NONE after a slip. */
static struct str body(struct reader *r, const struct place *place, struct str name, const struct rulebook_file *files,
		       size_t count)
{
	for (size_t j = 0; j < count; j++)
		if (str_equal(files[j].name, name)) {
			if (str_is_text(files[j].text))
				return files[j].text;
			slip(r, name, 0, "these bytes are no UTF-8 text");
			return STR_NONE;
		}
	slip(r, place->file, place->line, "its text is missing; there is no file %.*s", STR_ARG(name));
	return STR_NONE;
}

static const struct letter_text *text(struct reader *r, const struct place *place, struct str name,
				      const struct rulebook_file *files, size_t count)
{
	struct str bytes = body(r, place, name, files, count);

	return bytes.at ? letter_text_read(r->a, name, 1, bytes, r->out) : NULL;
}

/* Walks through a letter and its parts; what they refer to is proved in the letter's pathway. */
struct walk { struct reader *r; struct scope scope; int depth; };

static void refer(void *ctx, enum letter_reference kind, struct str name, struct str where)
{
	static const enum refers as[] = { [LETTER_NAME] = REFERS_NAME, [LETTER_ASK] = REFERS_ASK,
					  [LETTER_STEP] = REFERS_STEP };
	struct walk *w = ctx;
	const struct letter_part *part = kind == LETTER_PART ? book_letter_part(w->r->book, name) : NULL;

	if (kind == LETTER_NAME || kind == LETTER_ASK || kind == LETTER_STEP)
		LIST_PUSH(w->r->a, &w->r->met, (struct met){ where, name, as[kind], NULL, w->scope });
	if (part && w->depth < 8) {
		w->depth++;
		letter_text_references(part->text, refer, w);
		w->depth--;
	}
}

static void meet_letter(struct reader *r, size_t at)
{
	const struct letter *letter = &r->book->letters[at];
	struct walk w = { .r = r, .scope = { .pathway = NO_PATHWAY, .step = NO_STEP, .letter = at + 1 } };

	for (size_t i = 0; i < r->book->pathway_count && w.scope.pathway == NO_PATHWAY; i++)
		if (str_equal(r->book->pathways[i].id, letter->pathway))
			w.scope.pathway = i;
	letter_references(r->a, letter, refer, &w);
}

void read_letter_bodies(struct reader *r, const struct rulebook_file *files, size_t count)
{
	struct rulebook *b = r->book;

	for (size_t i = 0; i < b->letter_part_count; i++)
		b->letter_parts[i].text = text(r, &b->letter_parts[i].place, arena_printf(r->a, "letter/part/%.*s.html",
					       STR_ARG(b->letter_parts[i].id)), files, count);
	for (size_t i = 0; i < b->letter_count; i++) {
		struct letter *letter = &b->letters[i];

		letter->text = text(r, &letter->place, arena_printf(r->a, "letter/%.*s.html", STR_ARG(letter->id)), files,
				    count);
		letter->title_text = letter_text_read_line(r->a, letter->place.file, letter->place.line, letter->title,
							   r->out);
		meet_letter(r, i);
	}
	letter_prove(r->a, b, r->out);
}
