/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/sheet - a table on a page and the same as a spreadsheet, filled row by row.
 * Touches the words. */
#ifndef WEB_SHEET_H
#define WEB_SHEET_H

#include "web/admin_room.h"

struct sheet { struct desk *d; struct reply *csv; struct admin_table table; const char *const *heads; size_t columns; };
/* As a spreadsheet called `name` when the request wants one (then the reply is begun), else as a table.
 *   heads   keys of words */
struct sheet sheet_of(struct desk *d, const struct request *r, struct reply *out, const char *name, const char *const *heads,
		      size_t columns);
/* One row of `columns` cells. */
void sheet_row(struct sheet *s, const struct str *cells);

#endif
