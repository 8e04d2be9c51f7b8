/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/admin_room - what the administrator's pages share.
 * Touches the words. */
#ifndef WEB_ADMIN_ROOM_H
#define WEB_ADMIN_ROOM_H

#include "web/view_admin.h"

/* The frame of an administrator's page: section, width; `title` is a key of words. */
struct frame admin_frame(struct desk *d, const struct request *r, const char *title);
struct admin_nav admin_nav(struct desk *d, const char *here);
/* A table being filled row by row. */
struct admin_table { struct table_head *heads; size_t columns; struct { struct table_cell *at; size_t count, room; } cells; };
struct admin_table admin_table(struct desk *d, const char *const *heads, size_t columns);
void admin_cell(struct desk *d, struct admin_table *t, struct str text);
/* A table and the same as a spreadsheet (when the address ends in .csv): row by row. heads: keys of words. */
struct sheet { struct desk *d; struct reply *csv; struct admin_table table; const char *const *heads; size_t columns; };
struct sheet sheet_of(struct desk *d, const struct request *r, struct reply *out, const char *name, const char *const *heads,
		      size_t columns);
void sheet_row(struct sheet *s, const struct str *cells);
struct table_view admin_table_view(const struct admin_table *t, struct str caption);

#endif
