/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/post_form - a page with one form, its questions made here.
 * Touches the words. */
#include "gen/html/post_form.h"
#include "web/view_post.h"

void post_field(struct desk *d, struct form *form, const char *name, const char *key, const char *hint, enum field_type type,
		size_t most, bool must)
{
	if (form->field_count == form->field_room)
		arena_grow(d->arena, (void **)&form->fields, &form->field_room, sizeof *form->fields);
	form->fields[form->field_count++] = (struct form_field){ .name = str_of(name), .label = book_words(d->book, str_of(key)),
		.help = *hint ? book_words(d->book, str_of(hint)) : STR(""), .type = type, .most = most, .must = must };
}

const struct fault *post_form_show(struct desk *d, struct form *form, const struct answers *values,
				   const struct problems *problems, int64_t authority, struct post_form_view *v, struct reply *out)
{
	struct out fields = out_start(d->arena, 8192);
	struct form_view view = { .desk = d, .form = form, .values = values, .problems = problems, .authority = authority };

	TRY(form_show(&fields, &view));
	v->fields = out_str(&fields);
	v->frame.problems = problems;
	out->body = out_start(d->arena, fields.len + 16384);
	html_post_form(&out->body, v);
	return NULL;
}
