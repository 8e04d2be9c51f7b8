/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/form - any form of the rulebook as a page.
 * Touches work/choose for pickers. */
#include "work/session.h"
#include "web/form.h"

#include "core/map.h"
#include "gen/html/form.h"
#include "rules/expr.h"
#include "web/form_room.h"
#include "web/view_form.h"
#include "work/choose.h"

enum { SELECT_MOST = 100, RADIOS_MOST = 15, FOUND_MOST = 20 };

/* Answers and facts together, the answers first. */
static struct answers all_answers(struct arena *a, const struct answers *values, const struct answers *known)
{
	struct answers all = { 0 };

	for (size_t i = 0; values && i < values->count; i++)
		LIST_PUSH(a, &all, values->at[i]);
	for (size_t i = 0; known && i < known->count; i++)
		LIST_PUSH(a, &all, known->at[i]);
	return all;
}

static struct str value_of(const struct answers *values, struct str name)
{
	struct str found = values ? answers_get(values, name) : STR_NONE;

	return found.at ? found : STR("");
}

/* --- fields that hang on another field of the same page ------------------------------------------------------ */

struct hanging { const struct form_view *v; const struct form_field *on; size_t count; };

static const struct form_field *field_of(const struct form_view *v, struct str name)
{
	for (size_t i = 0; i < v->form->field_count; i++) {
		const struct form_field *f = &v->form->fields[i];

		if (str_equal(f->name, name) && (str_is_empty(v->page) || str_equal(f->page, v->page)))
			return f;
	}
	return NULL;
}

static void note_hanging(void *ctx, struct str name)
{
	struct hanging *h = ctx;
	const struct form_field *f = field_of(h->v, name);

	if (f && f != h->on) {
		h->on = f;
		h->count++;
	}
}

static const struct code_list yesno_codes = {
	.name = { "yesno", 5 },
	.at = (struct code[]){ { { "yes", 3 }, { NULL, 0 }, { NULL, 0 } }, { { "no", 2 }, { NULL, 0 }, { NULL, 0 } } },
	.count = 2,
};

static const struct code_list *codes_of(const struct form_field *f)
{
	return f->type == FIELD_YESNO ? &yesno_codes : f->codes;
}

static struct str label_of_code(const struct desk *d, const struct form_field *f, const struct code *c)
{
	if (f->type != FIELD_YESNO)
		return c->label;
	return book_words(d->book, str_equal(c->code, STR("yes")) ? STR("common.yes") : STR("common.no"));
}

/* Which answers of `on` make the field asked, tried one by one: into asked_when and only_if. */
static void hang(const struct form_view *v, const struct form_field *f, const struct form_field *on,
		 struct field_view *show)
{
	struct desk *d = v->desk;
	struct out when = out_start(d->arena, 64), words = out_start(d->arena, 64);
	const struct code_list *codes = codes_of(on);

	out_printf(&when, "%.*s=", STR_ARG(on->name));
	for (size_t i = 0; i < codes->count; i++) {
		struct answers one = { 0 }, rest = all_answers(d->arena, v->values, v->known);

		LIST_PUSH(d->arena, &one, (struct answer){ on->name, codes->at[i].code });
		one = all_answers(d->arena, &one, &rest);
		if (!form_asks(d->arena, d->book, f->when, &one, d->now.today))
			continue;
		out_printf(&when, "%s%.*s", words.len ? "," : "", STR_ARG(codes->at[i].code));
		if (words.len)
			out_printf(&words, "” %.*s “", STR_ARG(book_words(d->book, STR("common.or"))));
		out_add(&words, label_of_code(d, on, &codes->at[i]));
	}
	struct str args[2] = { on->label, out_str(&words) };
	show->asked_when = out_str(&when);
	show->only_if = book_words_with(d->book, d->arena, STR("form.only_if"), args, 2);
}

/* False when the field is not to be shown. */
static bool is_shown(const struct form_view *v, const struct form_field *f, struct field_view *show)
{
	struct hanging h = { .v = v };
	struct answers all;

	if (!f->when)
		return true;
	expr_names(f->when, note_hanging, &h);
	if (h.count == 1 && codes_of(h.on)) {
		hang(v, f, h.on, show);
		return true;
	}
	if (h.count)
		return true;
	all = all_answers(v->desk->arena, v->values, v->known);
	return form_asks(v->desk->arena, v->desk->book, f->when, &all, v->desk->now.today);
}

/* --- options ------------------------------------------------------------------------------------------------- */

static void add_option(struct arena *a, struct field_view *show, size_t *room, struct option_view option)
{
	if (show->option_count == *room)
		arena_grow(a, (void **)&show->options, room, sizeof *show->options);
	/* the first carries the field's own id, so that a link of the error summary leads to it */
	option.id = show->option_count == 0 ? show->name
		    : arena_printf(a, "%.*s-%zu", STR_ARG(show->name), show->option_count + 1);
	show->options[show->option_count++] = option;
}

static void code_options(const struct form_view *v, const struct form_field *f, struct field_view *show)
{
	const struct code_list *codes = codes_of(f);
	size_t room = 0;

	for (size_t i = 0; codes && i < codes->count; i++) {
		const struct code *c = &codes->at[i];
		bool is_chosen = f->type == FIELD_CHOICES ? form_has_code(show->value, c->code)
							  : str_equal(show->value, c->code);

		add_option(v->desk->arena, show, &room, (struct option_view){
			.code = c->code, .label = label_of_code(v->desk, f, c), .is_chosen = is_chosen });
	}
}

static const struct fault *picker_rows(const struct form_view *v, const struct form_field *f, struct str search,
				       int64_t most, struct choices *out)
{
	struct str of = f->codes_of;

	if (f->type == FIELD_PANEL)
		return choose_panels(v->desk, v->authority, most, out);
	if (f->type == FIELD_ORGANISATION)
		return choose_organisations(v->desk, v->authority, of, search, most, out);
	return choose_accounts(v->desk, v->authority, str_is_empty(of) ? STR("case_officer manager") : of, search, most, out);
}

static struct str picker_kind(const struct form_field *f)
{
	return f->type == FIELD_PANEL ? STR("panel") : f->type == FIELD_ORGANISATION ? STR("organisation") : STR("account");
}

static void search_note(const struct form_view *v, struct field_view *show, const struct choices *rows)
{
	struct desk *d = v->desk;
	struct str shown = arena_printf(d->arena, "%d", (int)FOUND_MOST);

	if (rows->count == 0)
		show->search_note = book_words_with(d->book, d->arena, STR("common.find_none"), &show->search, 1);
	else if (rows->total > FOUND_MOST)
		show->search_note = book_words_with(d->book, d->arena, STR("common.find_many"), &shown, 1);
}

/* Few rows: all of them in a select. Many: what was found under what was typed, and what is chosen already. */
static const struct fault *picker_options(const struct form_view *v, const struct form_field *f, struct field_view *show)
{
	struct desk *d = v->desk;
	struct choices rows = { 0 };
	bool has_chosen = false;
	size_t room = 0;

	TRY(picker_rows(v, f, STR(""), SELECT_MOST, &rows));
	show->has_search = rows.total > SELECT_MOST;
	if (show->has_search) {
		rows = (struct choices){ 0 };
		show->search = value_of(v->values, arena_printf(d->arena, "%.*s-find", STR_ARG(f->name)));
		if (show->search.len) {
			TRY(picker_rows(v, f, show->search, FOUND_MOST, &rows));
			search_note(v, show, &rows);
		}
	}
	for (size_t i = 0; i < rows.count; i++) {
		bool is_chosen = str_equal(rows.at[i].code, show->value);

		has_chosen |= is_chosen;
		add_option(d->arena, show, &room, (struct option_view){ .code = rows.at[i].code,
			.label = rows.at[i].label, .note = rows.at[i].note, .is_chosen = is_chosen });
	}
	if (show->value.len && !has_chosen) {
		struct str label;

		TRY(choose_label(d, picker_kind(f), show->value, &label));
		if (label.at)
			add_option(d->arena, show, &room,
				   (struct option_view){ .code = show->value, .label = label, .is_chosen = true });
	}
	return NULL;
}

static void file_options(const struct form_view *v, struct field_view *show)
{
	struct desk *d = v->desk;
	size_t room = 0;

	for (size_t i = 0; v->files && i < v->files->count; i++) {
		const struct kept_file *file = &v->files->at[i];
		bool is_small = file->bytes < 1024 * 1024;
		struct str size = arena_printf(d->arena, "%lld",
			(long long)(is_small ? (file->bytes + 1023) / 1024 : file->bytes / (1024 * 1024)));

		if (!str_equal(file->field, show->name))
			continue;
		add_option(d->arena, show, &room, (struct option_view){
			.code = form_file_seal(d, file), .label = file->name,
			.note = book_words_with(d->book, d->arena,
				is_small ? STR("common.file_size_kb") : STR("common.file_size_mb"), &size, 1) });
		show->options[show->option_count - 1].id =
			arena_printf(d->arena, "%.*s-kept-%zu", STR_ARG(show->name), show->option_count);
	}
}

/* --- one field ------------------------------------------------------------------------------------------------- */

/* Texts in one line: how a browser and a telephone's keyboard should take them. */
static void text_kind(const struct form_view *v, const struct form_field *f, struct field_view *show)
{
	static const struct { enum field_type type; const char *input, *mode, *complete, *width; } kinds[] = {
		{ FIELD_EMAIL, "email", "email", "email", "" },
		{ FIELD_PHONE, "tel", "tel", "tel", "govuk-input--width-20" },
		{ FIELD_POSTCODE, "text", "", "postal-code", "govuk-input--width-10" },
		{ FIELD_INT, "text", "numeric", "", "govuk-input--width-5" },
	};
	static const struct { const char *name, *complete; } names[] = {
		{ "contact_name", "name" }, { "address", "street-address" },
	};

	show->input_type = STR("text");
	show->is_spelt = true;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (kinds[i].type != f->type)
			continue;
		show->input_type = str_of(kinds[i].input);
		show->input_mode = str_of(kinds[i].mode);
		show->autocomplete = str_of(kinds[i].complete);
		show->width = str_of(kinds[i].width);
		show->is_spelt = false;
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_equal(f->name, str_of(names[i].name)))
			show->autocomplete = str_of(names[i].complete);
	if (session_is_staff(v->desk, &v->desk->who))          /* it is somebody else's address that they type */
		show->autocomplete = STR("");
}

static void date_parts(struct field_view *show)
{
	struct date day = date_read(show->value);
	struct str typed = show->value;

	if (date_is_none(day)) {
		show->day = str_cut(&typed, '/');
		show->month = str_cut(&typed, '/');
		show->year = typed;
	}
}

static void date_show(struct arena *a, struct field_view *show)
{
	struct date day = date_read(show->value);

	if (date_is_none(day)) {
		date_parts(show);
		return;
	}
	struct ymd ymd = date_ymd(day);
	show->day = arena_printf(a, "%d", (int)ymd.day);
	show->month = arena_printf(a, "%d", (int)ymd.month);
	show->year = arena_printf(a, "%d", (int)ymd.year);
}

static struct str hint_of(const struct form_view *v, const struct form_field *f)
{
	struct desk *d = v->desk;

	if (f->type == FIELD_FILE) {
		struct str most = arena_int(d->arena, d->house->files_most / (1024 * 1024));
		struct str limit = book_words_with(d->book, d->arena, STR("common.file_hint"), &most, 1);

		return str_is_empty(f->help) ? limit
			: arena_printf(d->arena, "%.*s %.*s", STR_ARG(f->help), STR_ARG(limit));
	}
	if (!str_is_empty(f->help))
		return f->help;
	if (f->type == FIELD_DATE) {
		struct ymd t = date_ymd(d->now.today);
		struct str day = arena_printf(d->arena, "%d %d %d", (int)t.day, (int)t.month, (int)t.year);

		return book_words_with(d->book, d->arena, STR("common.date_hint"), &day, 1);
	}
	return f->type == FIELD_CHOICES ? book_words(d->book, STR("form.choose_many_hint")) : STR("");
}

static struct str described_by(struct arena *a, const struct field_view *show)
{
	struct out o = out_start(a, 64);
	const struct { struct str text; const char *end; } parts[] = {
		{ show->only_if, "only" }, { show->hint, "hint" }, { show->error, "error" },
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].text.len)
			out_printf(&o, "%s%.*s-%s", o.len ? " " : "", STR_ARG(show->name), parts[i].end);
	return out_str(&o);
}

static bool has_legend(const struct form_field *f, const struct field_view *show)
{
	switch (f->type) {
	case FIELD_DATE: case FIELD_CHOICES: case FIELD_YESNO:
		return true;
	case FIELD_CHOICE:
		return show->option_count <= RADIOS_MOST;
	default:
		return show->has_search;
	}
}

/* Is no answer refused whatever else is answered? Then it is not called optional. */
static bool is_needed(const struct form_view *v, const struct form_field *f)
{
	struct answers none = { 0 };

	for (size_t i = 0; i < v->form->refuse_count; i++) {
		const struct form_refuse *r = &v->form->refuses[i];

		if (str_equal(r->field, f->name)
		    && form_asks(v->desk->arena, v->desk->book, r->when, &none, v->desk->now.today))
			return true;
	}
	return f->must;
}

static void show_field(struct out *o, const struct form_field *f, const struct field_view *show)
{
	switch (f->type) {
	case FIELD_LONG:
		html_field_long(o, show);
		return;
	case FIELD_DATE:
		html_field_date(o, show);
		return;
	case FIELD_CHOICES:
		html_field_checkboxes(o, show);
		return;
	case FIELD_YESNO:
		html_field_radios(o, show, true);
		return;
	case FIELD_FILE:
		html_field_files(o, show);
		return;
	case FIELD_CHOICE: case FIELD_ORGANISATION: case FIELD_ACCOUNT: case FIELD_PANEL:
		if (show->has_legend)
			html_field_radios(o, show, false);
		else
			html_field_select(o, show);
		return;
	default:
		html_field_text(o, show);
	}
}

static const struct fault *field_options(const struct form_view *v, const struct form_field *f, struct field_view *show)
{
	switch (f->type) {
	case FIELD_CHOICE: case FIELD_CHOICES: case FIELD_YESNO:
		code_options(v, f, show);
		return NULL;
	case FIELD_ORGANISATION: case FIELD_ACCOUNT: case FIELD_PANEL:
		return picker_options(v, f, show);
	case FIELD_FILE:
		file_options(v, show);
		return NULL;
	default:
		return NULL;
	}
}

const struct fault *form_show(struct out *o, const struct form_view *v)
{
	for (size_t i = 0; i < v->form->field_count; i++) {
		const struct form_field *f = &v->form->fields[i];
		struct field_view show = { .name = f->name, .label = f->label };

		if (!str_is_empty(v->page) && !str_equal(f->page, v->page))
			continue;
		if (!is_shown(v, f, &show))
			continue;
		const struct problem *slip = v->problems ? problems_of(v->problems, f->name) : NULL;
		show.error = slip ? slip->words : STR("");
		show.value = value_of(v->values, f->name);
		show.hint = hint_of(v, f);
		show.is_optional = !is_needed(v, f);
		show.most = f->most;
		show.has_count = f->type == FIELD_LONG && f->most;
		text_kind(v, f, &show);
		date_show(v->desk->arena, &show);
		TRY(field_options(v, f, &show));
		show.has_legend = has_legend(f, &show);
		show.described_by = described_by(v->desk->arena, &show);
		show_field(o, f, &show);
	}
	return NULL;
}

void form_hidden(struct out *o, struct str name, struct str value)
{
	out_add(o, STR("<input type=\"hidden\" name=\""));
	out_html(o, name);
	out_add(o, STR("\" value=\""));
	out_html(o, value);
	out_add(o, STR("\">\n"));
}
