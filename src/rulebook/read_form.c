/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/read_form - forms and the checks over a plan.
 * Touches nothing. */
#include "rulebook/reader.h"

static const char *const type_words[] = {
	"text", "long", "date", "choice", "choices", "yesno", "int", "file", "organisation", "account", "panel",
	"email", "phone", "postcode", NULL,
};
static const char *const state_words[] = { "draft", "final", "both", NULL };

static const struct field form_fields[] = {
	{ .name = "title", .kind = TAKE_TEXT, FIELD_AT(struct form, title), .must = true, .most = 200 },
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct form, about) },
	{ .name = "submit", .kind = TAKE_TEXT, FIELD_AT(struct form, submit), .most = 100 },
};
static const struct field page_fields[] = {
	{ .name = "title", .kind = TAKE_TEXT, FIELD_AT(struct form_page, title), .must = true, .most = 200 },
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct form_page, about) },
	{ .name = "when", .kind = TAKE_EXPR, FIELD_AT(struct form_page, when) },
};
static const struct field question_fields[] = {
	{ .name = "page", .kind = TAKE_NAME, FIELD_AT(struct form_field, page), .refers = REFERS_PAGE },
	{ .name = "label", .kind = TAKE_TEXT, FIELD_AT(struct form_field, label), .must = true, .most = 300 },
	{ .name = "help", .kind = TAKE_TEXT, FIELD_AT(struct form_field, help) },
	{ .name = "type", .kind = TAKE_WORD, FIELD_AT(struct form_field, type), .must = true, .words = type_words },
	{ .name = "codes", .kind = TAKE_CODES, FIELD_AT(struct form_field, codes) },
	{ .name = "codes_of", .kind = TAKE_TEXT, FIELD_AT(struct form_field, codes_of) },
	{ .name = "must", .kind = TAKE_YES, FIELD_AT(struct form_field, must) },
	{ .name = "most", .kind = TAKE_INT, FIELD_AT(struct form_field, most), .least = 1, .most = 1000000000 },
	{ .name = "when", .kind = TAKE_EXPR, FIELD_AT(struct form_field, when) },
	{ .name = "begins", .kind = TAKE_TEXT, FIELD_AT(struct form_field, begins), .most = 60 },
};
static const struct field refuse_fields[] = {
	{ .name = "when", .kind = TAKE_EXPR, FIELD_AT(struct form_refuse, when), .must = true },
	{ .name = "words", .kind = TAKE_TEXT, FIELD_AT(struct form_refuse, words), .must = true },
	{ .name = "cite", .kind = TAKE_TEXT, FIELD_AT(struct form_refuse, cite) },
};
static const struct field check_fields[] = {
	{ .name = "state", .kind = TAKE_ONE_OF, FIELD_AT(struct plan_check, state), .must = true, .words = state_words },
	{ .name = "section", .kind = TAKE_NAME, FIELD_AT(struct plan_check, section), .must = true },
	{ .name = "refuse", .kind = TAKE_EXPR, FIELD_AT(struct plan_check, refuse), .must = true },
	{ .name = "words", .kind = TAKE_TEXT, FIELD_AT(struct plan_check, words), .must = true },
	{ .name = "cite", .kind = TAKE_TEXT, FIELD_AT(struct plan_check, cite), .must = true },
	{ .name = "tag", .kind = TAKE_TAG, FIELD_AT(struct plan_check, tag), .must = true },
};
static const struct field fact_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct fact, name), .must = true },
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct fact, about) },
};

/* The form is in the book before its fields are read, so that their expressions know it. */
static void begin_form(struct reader *r, const struct stanza *s)
{
	struct form *f = ARENA_NEW(r->a, struct form, 1);

	if (book_form(r->book, s->at[0].value))
		slip(r, s->file, s->at[0].line, "there is another form \"%.*s\"", STR_ARG(s->at[0].value));
	r->form = f;
	r->scope.form = f;
	PUSH_TO(r->a, r->book->forms, r->book->form_count, r->book->form_room, f);
}

static void keep_form(struct reader *r, const struct stanza *s, void *made)
{
	(void)s;
	*r->form = *(struct form *)made;
}

static void keep_page(struct reader *r, const struct stanza *s, void *made)
{
	struct form_page *page = made;

	for (size_t i = 0; i < r->form->page_count; i++)
		if (str_equal(r->form->pages[i].id, page->id))
			slip(r, s->file, s->at[0].line, "the form has another page \"%.*s\"", STR_ARG(page->id));
	PUSH_TO(r->a, r->form->pages, r->form->page_count, r->form->page_room, *page);
}

static void keep_question(struct reader *r, const struct stanza *s, void *made)
{
	struct form_field *f = made;
	bool is_choice = f->type == FIELD_CHOICE || f->type == FIELD_CHOICES;

	for (size_t i = 0; i < r->form->field_count; i++)
		if (str_equal(r->form->fields[i].name, f->name))
			slip(r, s->file, s->at[0].line, "the form has another field \"%.*s\"", STR_ARG(f->name));
	if (is_choice != (f->codes != NULL))
		slip(r, s->file, s->at[0].line, is_choice ? "a choice needs its code list: codes: NAME" :
							     "only a choice has codes");
	PUSH_TO(r->a, r->form->fields, r->form->field_count, r->form->field_room, *f);
}

static void keep_refuse(struct reader *r, const struct stanza *s, void *made)
{
	struct form_refuse *refuse = made;

	if (!str_is_empty(refuse->field))
		meet(r, s, s->at[0].line, REFERS_FIELD, refuse->field);
	PUSH_TO(r->a, r->form->refuses, r->form->refuse_count, r->form->refuse_room, *refuse);
}

/* A page has no place of its own: its line is not kept. */
struct placed_page { struct form_page page; struct place place; };

void read_form_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind kinds[] = {
		{ STANZA("form", struct form, id, form_fields), .begin = begin_form, .keep = keep_form, .is_head = true },
		{ .name = "page", .size = sizeof(struct placed_page), .id_at = offsetof(struct placed_page, page.id),
		  .place_at = offsetof(struct placed_page, place), .fields = page_fields,
		  .field_count = sizeof page_fields / sizeof *page_fields, .keep = keep_page },
		{ STANZA("field", struct form_field, name, question_fields), .keep = keep_question },
		{ STANZA("refuse", struct form_refuse, field, refuse_fields), .keep = keep_refuse, .may_be_empty = true },
	};

	read_stanzas(r, file, kinds, sizeof kinds / sizeof *kinds);
	r->form = NULL;
	r->scope.form = NULL;
}

static void keep_check(struct reader *r, const struct stanza *s, void *made)
{
	const struct plan_check *c = made;

	for (size_t i = 0; i < r->book->plan_check_count; i++)
		if (str_equal(r->book->plan_checks[i].id, c->id))
			slip(r, s->file, s->at[0].line, "there is another check \"%.*s\"", STR_ARG(c->id));
	PUSH_TO(r->a, r->book->plan_checks, r->book->plan_check_count, r->book->plan_check_room, *c);
}

static void keep_fact(struct reader *r, const struct stanza *s, void *made)
{
	(void)s;
	LIST_PUSH(r->a, &r->check_facts, *(struct fact *)made);
}

void read_check_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind kinds[] = {
		{ STANZA("check", struct plan_check, id, check_fields), .keep = keep_check },
		{ STANZA("fact", struct fact, id, fact_fields), .keep = keep_fact },
	};

	r->scope.is_check = true;
	read_stanzas(r, file, kinds, sizeof kinds / sizeof *kinds);
	r->scope.is_check = false;
}
