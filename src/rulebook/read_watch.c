/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/read_watch - what in the reading of records is worth a second look.
 * Touches nothing. */
#include "rulebook/reader.h"

const char *const watch_names[] = {
	"opened", "usual", "days", "odd_hours", "namesakes", "exports", "emergencies", "own", "listed", NULL
};

static const struct field watch_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct watch, name), .must = true, .most = 200 },
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct watch, about), .must = true },
	{ .name = "when", .kind = TAKE_EXPR, FIELD_AT(struct watch, when), .must = true },
};

static void begin(struct reader *r, const struct stanza *s)
{
	(void)s;
	r->scope = (struct scope){ .pathway = NO_PATHWAY, .step = NO_STEP, .names = watch_names };
}

static void keep(struct reader *r, const struct stanza *s, void *made)
{
	const struct watch *w = made;

	if (book_watch(r->book, w->id))
		slip(r, s->file, s->at[0].line, "watch \"%.*s\" is there twice", STR_ARG(w->id));
	PUSH_TO(r->a, r->book->watches, r->book->watch_count, r->book->watch_room, *w);
	r->scope = (struct scope){ .pathway = NO_PATHWAY, .step = NO_STEP };
}

void read_watch_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind kinds[] = {
		{ STANZA("watch", struct watch, id, watch_fields), .begin = begin, .keep = keep },
	};

	read_stanzas(r, file, kinds, 1);
}
