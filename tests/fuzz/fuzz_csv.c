/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/csv - any bytes as a table: every row has a cell for every column, and what is written comes back. */
#include "core/csv.h"
#include "core/out.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static struct str written(struct arena *a, const struct csv *t)
{
	struct out o = out_start(a, 0);

	for (size_t r = 0; r <= t->row_count; r++)
		for (size_t c = 0; c < t->column_count; c++) {
			out_csv(&o, r == 0 ? t->columns[c] : t->cells[(r - 1) * t->column_count + c]);
			out_add(&o, c + 1 < t->column_count ? STR(",") : STR("\r\n"));
		}
	return out_str(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_start((size_t)256 << 20);
	struct problems slips = { 0 }, none = { 0 };
	struct csv t, again;

	csv_read(a, STR("x"), (struct str){ (const char *)bytes, len }, &t, &slips);
	for (size_t i = 0; i < t.row_count * t.column_count; i++)
		check(t.cells[i].at && str_is_text(t.cells[i]));
	/* A table of one column may have rows that are empty lines when written; they are passed over. */
	if (slips.count == 0 && t.column_count > 1) {
		csv_read(a, STR("x"), written(a, &t), &again, &none);
		check(again.row_count == t.row_count && again.column_count == t.column_count);
	}
	arena_end(a);
	return 0;
}
