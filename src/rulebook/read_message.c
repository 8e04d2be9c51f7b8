/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/read_message - texts of what leaves the system by mail or text message.
 * Touches nothing. */
#include "rulebook/reader.h"

enum { BRIEF_MOST = 400 };      /* three parts of a text message, with the holes filled */

/* `link`: an address of this installation. `list`: lines of references and days. Nothing here is about a person. */
const char *const message_holes[] = { "area", "council", "phone", "reference", "link", "code", "hours", "days", "list", "step",
				      "day", NULL };

static const struct field message_fields[] = {
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct message, about), .must = true },
	{ .name = "subject", .kind = TAKE_TEXT, FIELD_AT(struct message, subject), .must = true, .most = 120 },
	{ .name = "text", .kind = TAKE_TEXT, FIELD_AT(struct message, text), .must = true },
	{ .name = "brief", .kind = TAKE_TEXT, FIELD_AT(struct message, brief), .most = BRIEF_MOST },
	{ .name = "must", .kind = TAKE_NAMES, FIELD_AT(struct message, must) },
};

static bool is_hole(struct str name)
{
	for (size_t i = 0; message_holes[i]; i++)
		if (str_equal(name, str_of(message_holes[i])))
			return true;
	return false;
}

static void prove_holes(struct reader *r, const struct stanza *s, const struct message *m, struct str text)
{
	struct str rest = text;

	for (str_cut(&rest, '{'); rest.at; str_cut(&rest, '{')) {
		struct str name = str_cut(&rest, '}');

		if (!rest.at || !is_hole(name))
			slip(r, s->file, s->at[0].line, "message \"%.*s\": {%.*s} is nothing that a message can state",
			     STR_ARG(m->id), STR_ARG(str_slice(name, 0, 40)));
		if (!rest.at)
			return;
	}
}

static void prove_must(struct reader *r, const struct stanza *s, const struct message *m, struct str text)
{
	for (size_t i = 0; !str_is_empty(text) && i < m->must.count; i++)
		if (!str_contains(text, arena_printf(r->a, "{%.*s}", STR_ARG(m->must.at[i]))))
			slip(r, s->file, s->at[0].line, "message \"%.*s\" must have {%.*s} in its text and its brief text",
			     STR_ARG(m->id), STR_ARG(m->must.at[i]));
}

static void keep_message(struct reader *r, const struct stanza *s, void *made)
{
	const struct message *m = made;

	if (book_message(r->book, m->id))
		slip(r, s->file, s->at[0].line, "there is another message \"%.*s\"", STR_ARG(m->id));
	prove_holes(r, s, m, m->subject);
	prove_holes(r, s, m, m->text);
	prove_holes(r, s, m, m->brief);
	prove_must(r, s, m, m->text);
	prove_must(r, s, m, m->brief);
	PUSH_TO(r->a, r->book->messages, r->book->message_count, r->book->message_room, *m);
}

void read_message_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind kinds[] = {
		{ STANZA("message", struct message, id, message_fields), .keep = keep_message },
	};

	read_stanzas(r, file, kinds, sizeof kinds / sizeof *kinds);
}

const struct message *book_message(const struct rulebook *book, struct str id)
{
	for (size_t i = 0; i < book->message_count; i++)
		if (str_equal(book->messages[i].id, id))
			return &book->messages[i];
	return NULL;
}

/* The program sends the messages of the text that it was built with: another text must have them all, with the same
 * holes that must be there. */
void prove_messages(struct reader *r)
{
	struct rulebook built_in = { .arena = r->a };
	struct problems passed = { 0 };
	struct reader own = { .a = r->a, .book = &built_in, .out = &passed };

	for (size_t i = 0; i < rulebook_built_in_count; i++)
		if (str_starts(rulebook_built_in[i].name, STR("message/")))
			read_message_file(&own, &rulebook_built_in[i]);
	for (size_t i = 0; i < built_in.message_count; i++)
		if (!book_message(r->book, built_in.messages[i].id))
			slip(r, STR("message/"), 0, "the message \"%.*s\" is missing", STR_ARG(built_in.messages[i].id));
}
