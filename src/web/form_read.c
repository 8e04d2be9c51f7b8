/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/form_read - what was typed into a form of the rulebook.
 * Touches nothing but the request. */
#include "core/digest.h"
#include "web/form.h"
#include "web/form_room.h"

struct reading {
	const struct desk *d;
	const struct request *r;
	struct answers *values;
	struct kept_files *files;
	struct problems *problems;
};

static void refuse(const struct reading *g, const struct form_field *f, enum problem_kind kind, const char *key)
{
	struct arena *a = g->d->arena;

	if (!problems_of(g->problems, f->name))
		problems_add(g->problems, a, f->name, kind,
			     book_words_with(g->d->book, a, str_of(key), &f->label, 1));
}

/* Trimmed, lines ending in LF as a reader counts them. */
static struct str tidy_text(struct arena *a, struct str s)
{
	struct out o = out_start(a, s.len + 1);

	s = str_trim(s);
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '\r' && i + 1 < s.len && s.at[i + 1] == '\n')
			continue;
		out_byte(&o, s.at[i] == '\r' ? '\n' : s.at[i]);
	}
	return s.len ? out_str(&o) : STR("");
}

/* The one value of that name; a second one, or one that is no text, is a problem of the field. */
static struct str one_value(const struct reading *g, const struct form_field *f, struct str name)
{
	const struct typed *found = NULL;

	for (size_t i = 0; i < g->r->form_count; i++) {
		const struct typed *t = &g->r->form_at[i];

		if (!str_equal(t->name, name) || t->file)
			continue;
		if (found) {
			refuse(g, f, PROBLEM_TWICE, "problem.twice");
			break;
		}
		found = t;
	}
	if (!found)
		return STR("");
	if (found->is_bad_text || !str_is_text(found->value)) {
		refuse(g, f, PROBLEM_FORM, "problem.encoding");
		return STR("");
	}
	return tidy_text(g->d->arena, found->value);
}

static void keep(const struct reading *g, struct str name, struct str text)
{
	if (!str_is_empty(text))
		LIST_PUSH(g->d->arena, g->values, (struct answer){ name, text });
}

static int64_t number_of(struct str s)
{
	int64_t n;

	return s.len <= 4 && str_to_int(s, &n) ? n : -1;
}

static void read_date(const struct reading *g, const struct form_field *f)
{
	static const char *const ends[] = { "day", "month", "year" };
	struct arena *a = g->d->arena;
	struct str part[3];

	for (size_t i = 0; i < 3; i++)
		part[i] = one_value(g, f, arena_printf(a, "%.*s-%s", STR_ARG(f->name), ends[i]));
	if (part[0].len + part[1].len + part[2].len == 0)
		return;
	struct date day = date_of((int)number_of(part[2]), (int)number_of(part[1]), (int)number_of(part[0]));
	if (!date_is_none(day) && part[2].len == 4)
		keep(g, f->name, date_iso(a, day));
	else
		keep(g, f->name, arena_printf(a, "%.*s/%.*s/%.*s", STR_ARG(part[0]), STR_ARG(part[1]), STR_ARG(part[2])));
}

/* Codes joined with commas; each once. */
static void read_choices(const struct reading *g, const struct form_field *f)
{
	struct out o = out_start(g->d->arena, 64);

	for (size_t i = 0; i < g->r->form_count; i++) {
		const struct typed *t = &g->r->form_at[i];

		if (!str_equal(t->name, f->name) || t->file || str_is_empty(str_trim(t->value)))
			continue;
		if (t->is_bad_text || !str_is_text(t->value) || str_contains(t->value, STR(","))) {
			refuse(g, f, PROBLEM_FORM, "problem.choice");
			continue;
		}
		if (form_has_code(out_str(&o), t->value))
			continue;
		if (o.len)
			out_byte(&o, ',');
		out_add(&o, t->value);
	}
	keep(g, f->name, out_str(&o));
}

bool form_has_code(struct str list, struct str code)
{
	while (list.at)
		if (str_equal(str_cut(&list, ','), code))
			return true;
	return false;
}

struct str form_file_seal(const struct desk *d, const struct kept_file *file)
{
	struct str line = arena_printf(d->arena, "%.*s\n%.*s\n%lld\n%.*s", STR_ARG(file->sha256), STR_ARG(file->mime),
				       (long long)file->bytes, STR_ARG(file->name));

	return digest_seal(d->arena, d->house->key, line);
}

static bool file_unseal(const struct desk *d, struct str field, struct str sealed, struct kept_file *out)
{
	struct str line = digest_open(d->arena, d->house->key, sealed);

	if (!line.at)
		return false;
	*out = (struct kept_file){ .field = field };
	out->sha256 = str_cut(&line, '\n');
	out->mime = str_cut(&line, '\n');
	if (!str_to_int(str_cut(&line, '\n'), &out->bytes) || !line.at)
		return false;
	out->name = line;
	return true;
}

/* Those taken in now and those of an earlier showing; the same content is kept once. */
static void read_files(const struct reading *g, const struct form_field *f)
{
	struct str kept = arena_printf(g->d->arena, "%.*s-kept", STR_ARG(f->name));

	for (size_t i = 0; i < g->r->form_count; i++) {
		const struct typed *t = &g->r->form_at[i];
		struct kept_file file;
		bool is_new = str_equal(t->name, f->name) && t->file;

		if (str_equal(t->name, f->name) && t->refused.at) {
			problems_add(g->problems, g->d->arena, f->name, PROBLEM_FORM, t->refused);
			continue;
		}
		if (is_new)
			file = *t->file;
		else if (!str_equal(t->name, kept) || !file_unseal(g->d, f->name, t->value, &file))
			continue;
		bool is_there = false;
		for (size_t k = 0; k < g->files->count; k++)
			is_there |= str_equal(g->files->at[k].sha256, file.sha256)
				    && str_equal(g->files->at[k].field, f->name);
		if (!is_there)
			LIST_PUSH(g->d->arena, g->files, file);
	}
}

/* What a picker with many rows is searched for stays in its box. */
static void read_search(const struct reading *g, const struct form_field *f)
{
	struct str name = arena_printf(g->d->arena, "%.*s-find", STR_ARG(f->name));
	struct str typed = one_value(g, f, name);

	keep(g, name, str_slice(typed, 0, 100));
}

static void read_field(const struct reading *g, const struct form_field *f)
{
	switch (f->type) {
	case FIELD_DATE:
		read_date(g, f);
		break;
	case FIELD_CHOICES:
		read_choices(g, f);
		break;
	case FIELD_FILE:
		if (g->files)
			read_files(g, f);
		break;
	case FIELD_ORGANISATION: case FIELD_ACCOUNT: case FIELD_PANEL:
		read_search(g, f);
		keep(g, f->name, one_value(g, f, f->name));
		break;
	default:
		keep(g, f->name, one_value(g, f, f->name));
	}
}

bool form_read(const struct desk *d, const struct request *r, const struct form *form, struct str page,
	       struct answers *values, struct kept_files *files, struct problems *problems)
{
	struct reading g = { d, r, values, files, problems };

	for (size_t i = 0; i < form->field_count; i++)
		if (str_is_empty(page) || str_equal(form->fields[i].page, page))
			read_field(&g, &form->fields[i]);
	return str_is_empty(request_form(r, STR("find")));
}

bool form_has_files(const struct form *form, struct str page)
{
	for (size_t i = 0; i < form->field_count; i++)
		if (form->fields[i].type == FIELD_FILE && (str_is_empty(page) || str_equal(form->fields[i].page, page)))
			return true;
	return false;
}
