/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/csv - the narrow door to libcsv.
 * Touches libcsv alone. */
#include "core/csv.h"

#include <csv.h>

struct reading {
	struct arena *a;
	struct str file;
	int line;
	struct { struct str *at; size_t count, room; } cells;
	struct { int *at; size_t count, room; } lines;
	size_t row_start;       /* first cell of the row being read */
	struct csv *table;
	struct problems *out;
};

static void slip(struct reading *r, struct str words)
{
	problems_add(r->out, r->a, arena_printf(r->a, "%.*s:%d", STR_ARG(r->file), r->line), PROBLEM_FORM, words);
}

static void cell(void *bytes, size_t len, void *ctx)
{
	struct reading *r = ctx;
	struct str text = arena_str(r->a, (struct str){ bytes ? bytes : "", len });

	if (!str_is_text(text)) {
		slip(r, STR("these bytes are no UTF-8 text"));
		text = STR("");
	}
	LIST_PUSH(r->a, &r->cells, text);
}

static void head(struct reading *r)
{
	r->table->columns = r->cells.at;
	r->table->column_count = r->cells.count;
	for (size_t i = 0; i < r->cells.count; i++)
		for (size_t j = 0; j < i; j++)
			if (str_equal(r->cells.at[i], r->cells.at[j]))
				slip(r, arena_printf(r->a, "two columns are called \"%.*s\"", STR_ARG(r->cells.at[i])));
	r->cells.at = NULL;
	r->cells.count = r->cells.room = 0;
}

static void row(int end, void *ctx)
{
	struct reading *r = ctx;
	size_t got = r->cells.count - r->row_start;

	(void)end;
	if (!r->table->columns) {
		head(r);
		return;
	}
	if (got != r->table->column_count) {
		slip(r, arena_printf(r->a, "%zu cells where %zu are wanted", got, r->table->column_count));
		r->cells.count = r->row_start;
		return;
	}
	LIST_PUSH(r->a, &r->lines, r->line);
	r->row_start = r->cells.count;
}

static void drop(void *parser)
{
	csv_free(parser);
}

void csv_read(struct arena *a, struct str file, struct str text, struct csv *table, struct problems *out)
{
	struct reading r = { .a = a, .file = file, .table = table, .out = out };
	struct csv_parser *p = ARENA_NEW(a, struct csv_parser, 1);
	bool is_good;

	*table = (struct csv){ 0 };
	if (csv_init(p, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
		arena_stop(a, "libcsv cannot start");
	arena_at_end(a, drop, p);       /* also when the arena bails out of a call below */
	is_good = true;
	/* Line by line, so that a row knows where it ended. */
	while (is_good && text.at) {
		struct str line = text;

		str_cut(&text, '\n');
		if (text.at)
			line.len = (size_t)(text.at - line.at);
		r.line++;
		is_good = csv_parse(p, line.at, line.len, cell, row, &r) == line.len;
	}
	if (is_good)
		is_good = csv_fini(p, cell, row, &r) == 0;
	if (!is_good)
		slip(&r, csv_error(p) == CSV_ENOMEM ? STR("no memory for this row") :
						       STR("a quote stands where none may stand, or has no end"));
	csv_free(p);
	table->cells = r.cells.at;
	table->lines = r.lines.at;
	table->row_count = r.lines.count;
}

int csv_column(const struct csv *table, const char *name)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (str_equal(table->columns[i], str_of(name)))
			return (int)i;
	return -1;
}

struct str csv_cell(const struct csv *table, size_t at, const char *column)
{
	int c = csv_column(table, column);

	check(at < table->row_count);
	return c < 0 ? STR_NONE : table->cells[at * table->column_count + (size_t)c];
}
