/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/csv - tables of text with commas between: the narrow door to libcsv.
 * Touches libcsv alone. */
#ifndef CORE_CSV_H
#define CORE_CSV_H

#include "core/fault.h"

/* A table whose first row names its columns. Every row has a cell for every column. */
struct csv {
	struct str *columns; size_t column_count;
	struct str *cells; size_t row_count;    /* row by row */
	int *lines;                             /* of each row, where it ends */
};

/* Reads RFC 4180 text: cells may be in quotes and then hold commas, quotes and line ends; blanks around a bare
 * cell do not count; empty lines are passed over. Cells are copied into the arena.
 *   file   for messages
 *   out    rows with too few or too many cells (they are left out), a column named twice, an open quote, bytes
 *          that are no UTF-8 text: all of them; field is "file:line" */
void csv_read(struct arena *a, struct str file, struct str text, struct csv *table, struct problems *out);
/* The number of a column, or -1. */
int csv_column(const struct csv *table, const char *name);
/* A cell by its column's name; absent when there is no such column. */
struct str csv_cell(const struct csv *table, size_t row, const char *column);

#endif
