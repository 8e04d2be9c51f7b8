/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/stanza - the one reader of stanzas.
 * Touches nothing. */
#include "core/stanza.h"

struct reading {
	struct arena *a;
	struct str file;
	int line;
	struct stanzas stanzas;
	bool is_open;           /* the last stanza may get more lines */
	struct problems *out;
};

struct str stanza_place(struct arena *a, struct str file, int line)
{
	return arena_printf(a, "%.*s:%d", STR_ARG(file), line);
}

static void slip(struct reading *r, const char *words)
{
	problems_add(r->out, r->a, stanza_place(r->a, r->file, r->line), PROBLEM_FORM, str_of(words));
}

static void go_on(struct reading *r, struct str more)
{
	struct stanza *s = r->is_open ? &r->stanzas.at[r->stanzas.count - 1] : NULL;
	struct str *value;
	const char *between = " ";

	if (!s) {
		slip(r, "a line that begins with a blank goes on with the value above, but there is none");
		return;
	}
	value = &s->at[s->count - 1].value;
	if (str_equal(more, STR("."))) {
		more = STR("");
		between = "\n\n";
	} else if (value->len == 0 || value->at[value->len - 1] == '\n') {
		between = "";
	}
	*value = arena_printf(r->a, "%.*s%s%.*s", STR_ARG(*value), between, STR_ARG(more));
}

static void named(struct reading *r, struct str line)
{
	struct str value = line, name = str_trim(str_cut(&value, ':'));

	if (!value.at || name.len == 0) {
		slip(r, "expected \"name: value\", an empty line, or # and a remark");
		return;
	}
	if (!r->is_open)
		LIST_PUSH(r->a, &r->stanzas, (struct stanza){ .file = r->file });
	r->is_open = true;
	LIST_PUSH(r->a, &r->stanzas.at[r->stanzas.count - 1], (struct stanza_line){ name, str_trim(value), r->line });
}

struct stanzas stanza_read(struct arena *a, struct str file, struct str text, struct problems *out)
{
	struct reading r = { .a = a, .file = file, .out = out };

	while (text.at) {
		struct str line = str_cut(&text, '\n'), bare = str_trim(line);

		r.line++;
		if (!str_is_text(line))
			slip(&r, "these bytes are no UTF-8 text");
		else if (bare.len == 0)
			r.is_open = false;
		else if (line.at[0] == ' ' || line.at[0] == '\t')
			go_on(&r, bare);
		else if (line.at[0] != '#')
			named(&r, bare);
	}
	return r.stanzas;
}
