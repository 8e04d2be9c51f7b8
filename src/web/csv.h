/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/csv - lists as spreadsheets.
 * Touches nothing. */
#ifndef WEB_CSV_H
#define WEB_CSV_H

#include "web/web.h"

/* Is a spreadsheet to be given? Not when something in its address is wrong: then the page that says so, with status 422. */
bool csv_is_wanted(const struct request *r, const struct problems *slips, struct reply *out);
/* Makes the reply a file of comma-separated values whose first line says `heads` (keys of words). */
void csv_begin(const struct desk *d, struct reply *out, const char *name, const char *const *heads, size_t count);
/* One line (RFC 4180); no cell can run as a formula. */
void csv_row(struct reply *out, const struct str *cells, size_t count);

#endif
