/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/read_plain - code lists, holidays, words and facts.
 * Touches nothing. */
#include "core/csv.h"
#include "rulebook/reader.h"

/* "code/need.csv" -> "need" */
static struct str bare_name(struct str file)
{
	struct str rest = file, name = file;

	while (rest.at)
		name = str_cut(&rest, '/');
	return str_slice(name, 0, name.len >= 4 ? name.len - 4 : 0);
}

static bool has_code(const struct code_list *list, struct str code)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->at[i].code, code))
			return true;
	return false;
}

/* The first column besides code and label is the note. */
static struct str note_of(const struct csv *t, size_t row)
{
	for (size_t c = 0; c < t->column_count; c++)
		if (!str_equal(t->columns[c], STR("code")) && !str_equal(t->columns[c], STR("label")))
			return t->cells[row * t->column_count + c];
	return STR_NONE;
}

void read_code_list(struct reader *r, const struct rulebook_file *file)
{
	struct code_list list = { .name = bare_name(file->name) };
	struct csv t;

	csv_read(r->a, file->name, file->text, &t, r->out);
	if (csv_column(&t, "code") < 0 || csv_column(&t, "label") < 0) {
		slip(r, file->name, 1, "a code list needs the columns code and label");
		return;
	}
	for (size_t i = 0; i < t.row_count; i++) {
		struct code c = { csv_cell(&t, i, "code"), csv_cell(&t, i, "label"), note_of(&t, i) };

		if (c.code.len == 0 || c.label.len == 0)
			slip(r, file->name, t.lines[i], "a code needs its code and its label");
		else if (has_code(&list, c.code))
			slip(r, file->name, t.lines[i], "the code \"%.*s\" is there twice", STR_ARG(c.code));
		LIST_PUSH(r->a, &list, c);
	}
	if (book_codes(r->book, list.name))
		slip(r, file->name, 0, "there is another code list \"%.*s\"", STR_ARG(list.name));
	PUSH_TO(r->a, r->book->codes, r->book->code_count, r->book->code_room, list);
}

void read_holidays(struct reader *r, const struct rulebook_file *file)
{
	struct rulebook *b = r->book;
	struct csv t;

	csv_read(r->a, file->name, file->text, &t, r->out);
	if (csv_column(&t, "date") < 0 || csv_column(&t, "name") < 0) {
		slip(r, file->name, 1, "the holidays need the columns date and name");
		return;
	}
	for (size_t i = 0; i < t.row_count; i++) {
		struct str text = csv_cell(&t, i, "date");
		struct date d = date_read(text);

		if (date_is_none(d)) {
			slip(r, file->name, t.lines[i], "\"%.*s\" is no day", STR_ARG(text));
			continue;
		}
		if (b->holiday_count > 0 && b->holidays[b->holiday_count - 1].day >= d.day)
			slip(r, file->name, t.lines[i], "the days must be in order, each once");
		PUSH_TO(r->a, b->holidays, b->holiday_count, b->holiday_room, d);
	}
}

static bool is_key(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!(s.at[i] >= 'a' && s.at[i] <= 'z') && !(s.at[i] >= '0' && s.at[i] <= '9') &&
		    !strchr("_-.", s.at[i]))
			return false;
	return s.len > 0 && str_contains(s, STR("."));
}

void read_words(struct reader *r, const struct rulebook_file *file)
{
	struct stanzas all = stanza_read(r->a, file->name, file->text, r->out);

	for (size_t i = 0; i < all.count; i++)
		for (size_t j = 0; j < all.at[i].count; j++) {
			struct stanza_line *line = &all.at[i].at[j];

			if (!is_key(line->name))
				slip(r, file->name, line->line, "\"%.*s\" is no key; a key is area.thing in small letters",
				     STR_ARG(line->name));
			else if (map_get(&r->book->words, line->name))
				slip(r, file->name, line->line, "the key \"%.*s\" is there twice", STR_ARG(line->name));
			else
				map_put(&r->book->words, r->a, line->name, &line->value);
		}
}

static const struct field fact_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct fact, name), .must = true },
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct fact, about) },
	{ .name = "value", .kind = TAKE_EXPR, FIELD_AT(struct fact, value) },
};

static void keep_fact(struct reader *r, const struct stanza *s, void *made)
{
	const struct fact *f = made;

	for (size_t i = 0; i < r->book->facts.count; i++)
		if (str_equal(r->book->facts.at[i].id, f->id))
			slip(r, s->file, s->at[0].line, "there is another fact \"%.*s\"", STR_ARG(f->id));
	LIST_PUSH(r->a, &r->book->facts, *f);
}

void read_fact_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind kinds[] = {
		{ STANZA("fact", struct fact, id, fact_fields), .keep = keep_fact },
	};

	read_stanzas(r, file, kinds, sizeof kinds / sizeof *kinds);
}
