/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/sheet - a table on a page and the same as a spreadsheet.
 * Touches the words. */
#include "web/sheet.h"

#include "web/csv.h"

struct sheet sheet_of(struct desk *d, const struct request *r, struct reply *out, const char *name,
			     const char *const *heads, size_t columns)
{
	struct sheet s = { .d = d, .csv = r->wants_csv ? out : NULL, .heads = heads, .columns = columns };

	if (r->wants_csv)
		csv_begin(d, out, name, heads, columns);
	else
		s.table = admin_table(d, heads, columns);
	return s;
}

void sheet_row(struct sheet *s, const struct str *cells)
{
	if (s->csv)
		csv_row(s->csv, cells, s->columns);
	for (size_t i = 0; !s->csv && i < s->columns; i++)
		admin_cell(s->d, &s->table, cells[i]);
}
