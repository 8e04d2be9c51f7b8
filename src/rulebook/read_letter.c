/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/read_letter - letters, the parts that they share, and their bodies.
 * Touches nothing. */
#include "rulebook/reader.h"
#include "rules/letter_text.h"

const char *const letter_parties[] = { "family", "adviser", "other", "school", "setting", "icb", "social_care", "mediation", NULL };

static const struct field letter_fields[] = {
	{ .name = "title", .kind = TAKE_TEXT, FIELD_AT(struct letter, title), .must = true, .most = 300 },
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct letter, about) },
	{ .name = "pathway", .kind = TAKE_NAME, FIELD_AT(struct letter, pathway), .must = true, .refers = REFERS_PATHWAY },
	{ .name = "to", .kind = TAKE_NAMES, FIELD_AT(struct letter, to), .must = true },
	{ .name = "from", .kind = TAKE_NAME, FIELD_AT(struct letter, from) },
	{ .name = "addressee", .kind = TAKE_EXPR, FIELD_AT(struct letter, addressee) },
	{ .name = "parts", .kind = TAKE_NAMES, FIELD_AT(struct letter, parts) },
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
/* Its value is an expression of the letters that name the part, so it is a text until then. */
struct part_must { struct str id, words, cite, value; struct place place; };
static const struct field part_must_fields[] = {
	{ .name = "words", .kind = TAKE_TEXT, FIELD_AT(struct part_must, words), .must = true },
	{ .name = "value", .kind = TAKE_TEXT, FIELD_AT(struct part_must, value) },
	{ .name = "cite", .kind = TAKE_TEXT, FIELD_AT(struct part_must, cite) },
};
static const struct field part_fields[] = {
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct letter_part, about) },
	{ .name = "says", .kind = TAKE_TEXT, FIELD_AT(struct letter_part, says) },
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

static bool is_party(struct str to)
{
	for (const char *const *p = letter_parties; *p; p++)
		if (str_equal(to, str_of(*p)))
			return true;
	return false;
}

static void keep_letter(struct reader *r, const struct stanza *s, void *made)
{
	struct letter *letter = now(r);
	bool is_other = false;

	*letter = *(struct letter *)made;
	note_finish(r, s, &letter->law);
	for (size_t i = 0; i < letter->to.count; i++) {
		struct str to = letter->to.at[i];

		is_other |= str_equal(to, STR("other"));
		if (!is_party(to) && !(str_equal(to, STR("plan")) && letter->to.count == 1))
			slip(r, s->file, s->at[0].line, "a letter cannot go to \"%.*s\"; it goes to plan alone, or to family, "
			     "adviser, school, setting, icb, social_care, mediation, other", STR_ARG(to));
	}
	if (is_other != (letter->addressee != NULL))
		slip(r, s->file, s->at[0].line, "a letter to other, and only that, has an addressee");
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

/* What a part must state is met with each letter that names the part: its names are of that letter's pathway. */
static void keep_part_must(struct reader *r, const struct stanza *s, void *made)
{
	const struct part_must *must = made;
	struct letter_part *part = &r->book->letter_parts[r->book->letter_part_count - 1];
	const struct expr *value = expr_read(r->a, must->value.len ? must->value : must->id,
					     stanza_place(r->a, s->file, s->at[0].line), r->out);

	if (value)
		PUSH_TO(r->a, part->musts, part->must_count, part->must_room, (struct letter_must){
			.id = must->id, .words = must->words, .cite = must->cite, .value = value, .place = must->place });
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
		{ STANZA("part", struct letter_part, id, part_fields), .keep = keep_part, .is_head = true },
		{ STANZA("must", struct part_must, id, part_must_fields), .keep = keep_part_must },
	};

	if (str_equal(file->name, STR("letter/parts.txt")))
		read_stanzas(r, file, parts, 2);
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

/* The parts that a letter must take in, and what those must state, become what the letter must state. */
static void take_parts(struct reader *r, size_t at)
{
	struct letter *letter = &r->book->letters[at];
	struct scope before = r->scope;

	r->scope = (struct scope){ .pathway = NO_PATHWAY, .step = NO_STEP, .letter = at + 1 };
	for (size_t i = 0; i < letter->parts.count; i++) {
		const struct letter_part *part = book_letter_part(r->book, letter->parts.at[i]);

		if (!part || str_is_empty(part->says)) {
			slip(r, letter->place.file, letter->place.line, part ? "part %.*s has no words for what it says (says)" :
			     "there is no part '%.*s'", STR_ARG(letter->parts.at[i]));
			continue;
		}
		PUSH_TO(r->a, letter->musts, letter->must_count, letter->must_room, (struct letter_must){
			.id = part->id, .part = part->id, .words = part->says, .cite = part->law.cite, .place = letter->place });
		for (size_t m = 0; m < part->must_count; m++) {
			struct letter_must must = part->musts[m];

			meet_expr(r, arena_printf(r->a, "%.*s:%d", STR_ARG(must.place.file), must.place.line), must.value);
			must.cite = must.cite.len ? must.cite : part->law.cite;
			must.place = letter->place;
			PUSH_TO(r->a, letter->musts, letter->must_count, letter->must_room, must);
		}
	}
	r->scope = before;
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
		take_parts(r, i);
		meet_letter(r, i);
	}
	letter_prove(r->a, b, r->out);
}
