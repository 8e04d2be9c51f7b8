/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_access - `waymark access matrix` and `waymark access why`: the access rule told.
 * Touches standard output; `why` reads the database. */
#include <stdio.h>

#include "app/verb.h"
#include "core/out.h"
#include "rules/access_matrix.h"

enum shape { SHAPE_TABLE, SHAPE_CSV, SHAPE_JSON };

static void add_cell(struct out *o, struct str cell, bool is_last)
{
	out_csv(o, cell);
	out_add(o, is_last ? STR("\r\n") : STR(","));
}

static void add_csv(struct out *o, const struct access_line *l)
{
	add_cell(o, l->role, false);
	add_cell(o, l->relations, false);
	add_cell(o, l->verb, false);
	add_cell(o, l->what, false);
	add_cell(o, l->grant->id, false);
	add_cell(o, l->grant->why, true);
}

static void add_member(struct out *o, const char *name, struct str value, bool is_last)
{
	out_printf(o, "\"%s\": ", name);
	out_json(o, value);
	out_add(o, is_last ? STR("}") : STR(", "));
}

static void add_json(struct out *o, const struct access_line *l)
{
	out_byte(o, '{');
	add_member(o, "role", l->role, false);
	add_member(o, "relations", l->relations, false);
	add_member(o, "verb", l->verb, false);
	add_member(o, "what", l->what, false);
	add_member(o, "grant", l->grant->id, false);
	add_member(o, "why", l->grant->why, true);
}

static void add_table(struct out *o, const struct access_line *l)
{
	out_printf(o, "%-20.*s %-26.*s %-10.*s %-32.*s %-20.*s %.*s\n", STR_ARG(l->role), STR_ARG(l->relations),
		   STR_ARG(l->verb), STR_ARG(l->what), STR_ARG(l->grant->id), STR_ARG(l->grant->why));
}

static int matrix(struct arena *a, const struct rulebook *book, enum shape shape)
{
	struct access_lines lines = access_matrix(a, book);
	struct out o = out_start(a, 65536);

	if (shape == SHAPE_CSV)
		out_add(&o, STR("role,relations,verb,what,grant,why\r\n"));
	if (shape == SHAPE_JSON)
		out_add(&o, STR("[\n"));
	if (shape == SHAPE_TABLE)
		out_printf(&o, "%-20s %-26s %-10s %-32s %-20s %s\n", "ROLE", "RELATIONS", "VERB", "WHAT", "GRANT", "WHY");
	for (size_t i = 0; i < lines.count; i++) {
		if (shape == SHAPE_CSV)
			add_csv(&o, &lines.at[i]);
		else if (shape == SHAPE_TABLE)
			add_table(&o, &lines.at[i]);
		else
			add_json(&o, &lines.at[i]);
		if (shape == SHAPE_JSON)
			out_add(&o, i + 1 < lines.count ? STR(",\n") : STR("\n"));
	}
	if (shape == SHAPE_JSON)
		out_add(&o, STR("]\n"));
	fwrite(o.at, 1, o.len, stdout);
	return 0;
}

static int run(int argc, char **argv, const struct settings *settings)
{
	struct arena *a = setting_arena(settings);
	const struct rulebook *book;

	if (argc == 1 && str_equal(str_of(argv[0]), STR("matrix"))) {
		book = verb_rulebook("access", settings);
		return book ? matrix(a, book, setting_is_on(settings, "csv") ? SHAPE_CSV :
					      setting_is_on(settings, "json") ? SHAPE_JSON : SHAPE_TABLE) : 1;
	}
	verb_fail("access", STR("knows two acts: matrix, and why USER VERB WHAT"));
	return 2;
}

static const struct verb_flag flags[] = {
	{ "csv", NULL, "the matrix as a table of comma-separated values" },
	{ "json", NULL, "the matrix as JSON" },
	{ NULL, NULL, NULL },
};

const struct verb verb_access = {
	.name = "access",
	.line = "who may do what, and why: matrix, why",
	.usage = "matrix [--csv | --json]",
	.help = "matrix prints every line of the access rule: role, the relations that must all stand, verb, thing, the grant\n"
		"that says so and its words. What no line allows is not allowed. The grants are text: rulebook/access/.",
	.flags = flags,
	.run = run,
};
