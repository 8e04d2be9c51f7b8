/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/read_import - how the columns of other systems' files become fields of ours.
 * Touches nothing. */
#include "rulebook/reader.h"

static const char *const kind_words[] = { "people", "settings", NULL };
static const char *const as_words[] = { "text", "day", "upn", "uln", "nhs", "postcode", "urn", "code", NULL };

static const struct field import_fields[] = {
	{ .name = "kind", .kind = TAKE_ONE_OF, FIELD_AT(struct import_map, kind), .must = true, .words = kind_words },
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct import_map, about), .must = true },
};

static const struct field column_fields[] = {
	{ .name = "from", .kind = TAKE_TEXT, FIELD_AT(struct import_column, from), .must = true },
	{ .name = "as", .kind = TAKE_ONE_OF, FIELD_AT(struct import_column, as), .must = true, .words = as_words },
	{ .name = "values", .kind = TAKE_TEXT, FIELD_AT(struct import_column, values) },
	{ .name = "codes", .kind = TAKE_CODES, FIELD_AT(struct import_column, codes) },
	{ .name = "must", .kind = TAKE_YES, FIELD_AT(struct import_column, must) },
};

static void keep_import(struct reader *r, const struct stanza *s, void *made)
{
	const struct import_map *m = made;

	if (book_import(r->book, m->id))
		slip(r, s->file, s->at[0].line, "there is another import \"%.*s\"", STR_ARG(m->id));
	PUSH_TO(r->a, r->book->imports, r->book->import_count, r->book->import_room, *m);
}

static void keep_column(struct reader *r, const struct stanza *s, void *made)
{
	const struct import_column *c = made;
	struct import_map *m = &r->book->imports[r->book->import_count - 1];

	if (str_equal(c->as, STR("code")) && !c->codes)
		slip(r, s->file, s->at[0].line, "a column read as code needs codes: the list that it is of");
	for (size_t i = 0; i < m->column_count; i++)
		if (str_equal(m->columns[i].id, c->id))
			slip(r, s->file, s->at[0].line, "the column \"%.*s\" is there twice", STR_ARG(c->id));
	PUSH_TO(r->a, m->columns, m->column_count, m->column_room, *c);
}

void read_import_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind kinds[] = {
		{ STANZA("import", struct import_map, id, import_fields), .keep = keep_import, .is_head = true },
		{ STANZA("column", struct import_column, id, column_fields), .keep = keep_column },
	};

	read_stanzas(r, file, kinds, sizeof kinds / sizeof *kinds);
}
