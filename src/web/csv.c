/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/csv - lists as spreadsheets.
 * Touches the words. */
#include "web/csv.h"

bool csv_is_wanted(const struct request *r, const struct problems *slips, struct reply *out)
{
	if (r->wants_csv && slips->count)
		out->status = 422;
	return r->wants_csv && slips->count == 0;
}

void csv_row(struct reply *out, const struct str *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i)
			out_byte(&out->body, ',');
		out_csv(&out->body, cells[i]);
	}
	out_add(&out->body, STR("\r\n"));
}

void csv_begin(const struct desk *d, struct reply *out, const char *name, const char *const *heads, size_t count)
{
	struct str *cells = ARENA_NEW(d->arena, struct str, count);

	out->type = STR("text/csv; charset=utf-8");
	out->download_name = str_of(name);
	out_add(&out->body, STR("\xef\xbb\xbf"));       /* so that a spreadsheet reads accents rightly */
	for (size_t i = 0; i < count; i++)
		cells[i] = book_words(d->book, str_of(heads[i]));
	csv_row(out, cells, count);
}
