/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/choose - what a person may pick from in a form.
 * Touches the store. */
#include "work/choose.h"

#include "core/fold.h"
#include "core/out.h"
#include "gen/sql/choose.h"

/* " a b " for a list of words, so that each is found as "% a %". */
static struct str padded(struct arena *a, struct str words)
{
	return str_is_empty(words) ? STR("") : arena_printf(a, " %.*s ", STR_ARG(words));
}

/* For `like`: folded, and % _ \ stand for themselves. */
static struct str like_text(struct arena *a, struct str search)
{
	struct out o = out_start(a, search.len + 8);

	search = fold(a, search);
	for (size_t i = 0; i < search.len; i++) {
		char c = search.at[i];

		if (c == '%' || c == '_' || c == '\\')
			out_byte(&o, '\\');
		out_byte(&o, c);
	}
	return out_str(&o).at ? out_str(&o) : STR("");
}

static struct str id_text(struct arena *a, int64_t id)
{
	return arena_int(a, id);
}

const struct fault *choose_organisations(struct desk *d, int64_t authority, struct str kinds, struct str search,
					 int64_t most, struct choices *out)
{
	struct choose_organisations_rows rows = { 0 };
	struct choose_organisations_in in = { authority, padded(d->arena, kinds), like_text(d->arena, search), most };

	TRY(sql_choose_organisations(d->store, d->arena, &in, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct choose_organisations_row *row = &rows.at[i];

		LIST_PUSH(d->arena, out, (struct choice){ id_text(d->arena, row->id), row->name, row->locality });
		out->total = row->total;
	}
	return NULL;
}

const struct fault *choose_accounts(struct desk *d, int64_t authority, struct str roles, struct str search,
				    int64_t most, struct choices *out)
{
	struct choose_accounts_rows rows = { 0 };
	struct choose_accounts_in in = { authority, padded(d->arena, roles), like_text(d->arena, search), most };

	TRY(sql_choose_accounts(d->store, d->arena, &in, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct role *role = book_role(d->book, rows.at[i].role);

		LIST_PUSH(d->arena, out, (struct choice){ id_text(d->arena, rows.at[i].id), rows.at[i].name,
							  role ? role->name : rows.at[i].role });
		out->total = rows.at[i].total;
	}
	return NULL;
}

const struct fault *choose_panels(struct desk *d, int64_t authority, int64_t most, struct choices *out)
{
	struct choose_panels_rows rows = { 0 };
	struct choose_panels_in in = { authority, d->now.today, most };

	TRY(sql_choose_panels(d->store, d->arena, &in, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct choose_panels_row *row = &rows.at[i];
		struct str args[2] = { id_text(d->arena, row->booked), id_text(d->arena, row->room) };
		struct str label = arena_printf(d->arena, "%.*s, %.*s", STR_ARG(row->name),
						STR_ARG(date_words(d->arena, row->day)));

		LIST_PUSH(d->arena, out, (struct choice){ id_text(d->arena, row->id), label,
				book_words_with(d->book, d->arena, STR("form.panel_room"), args, 2) });
		out->total = row->total;
	}
	return NULL;
}

static const struct fault *panel_label(struct desk *d, int64_t id, struct str *out)
{
	struct choose_panel_rows rows = { 0 };

	TRY(sql_choose_panel(d->store, d->arena, &(struct choose_panel_in){ id }, &rows));
	if (rows.count)
		*out = arena_printf(d->arena, "%.*s, %.*s", STR_ARG(rows.at[0].name),
				    STR_ARG(date_words(d->arena, rows.at[0].day)));
	return NULL;
}

const struct fault *choose_label(struct desk *d, struct str kind, struct str code, struct str *out)
{
	struct choose_organisation_name_rows organisations = { 0 };
	struct choose_account_name_rows accounts = { 0 };
	int64_t id;

	*out = STR_NONE;
	if (!str_to_int(code, &id))
		return NULL;
	if (str_equal(kind, STR("panel")))
		return panel_label(d, id, out);
	if (str_equal(kind, STR("organisation"))) {
		TRY(sql_choose_organisation_name(d->store, d->arena, &(struct choose_organisation_name_in){ id },
						 &organisations));
		if (organisations.count)
			*out = organisations.at[0].name;
		return NULL;
	}
	TRY(sql_choose_account_name(d->store, d->arena, &(struct choose_account_name_in){ id }, &accounts));
	if (accounts.count)
		*out = accounts.at[0].name;
	return NULL;
}

const struct fault *choose_answer(struct desk *d, const struct form_field *f, struct str value, struct str *out)
{
	static const struct { enum field_type type; const char *kind; } named[] = {
		{ FIELD_ORGANISATION, "organisation" }, { FIELD_ACCOUNT, "account" }, { FIELD_PANEL, "panel" } };
	struct out o = out_start(d->arena, 64);
	struct str label = STR_NONE;

	*out = value;
	if (f->type == FIELD_DATE && !date_is_none(date_read(value)))
		*out = date_words(d->arena, date_read(value));
	if (f->type == FIELD_YESNO && (str_equal(value, STR("yes")) || str_equal(value, STR("no"))))
		*out = book_words(d->book, str_equal(value, STR("yes")) ? STR("common.yes") : STR("common.no"));
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (f->type == named[i].type)
			TRY(choose_label(d, str_of(named[i].kind), value, &label));
	if (label.at)
		*out = label;
	if (!f->codes)
		return NULL;
	while (value.at) {
		struct str code = str_trim(str_cut(&value, ','));

		out_add(&o, o.len ? STR(", ") : STR(""));
		out_add(&o, code_label(f->codes, code));
	}
	*out = out_str(&o);
	return NULL;
}
