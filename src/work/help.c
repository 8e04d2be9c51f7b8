/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/help - whom a family can ring.
 * Touches the store. */
#include "work/help.h"

#include "gen/sql.h"

void help_service(const struct rulebook *book, struct arena *a, int64_t authority, struct str *name, struct str *phone)
{
	const struct code_list *list = book_codes(book, STR("iass"));
	struct str code = arena_printf(a, "%lld", (long long)authority);
	*name = *phone = STR_NONE;
	for (size_t i = 0; list && i < list->count; i++)
		if (str_equal(list->at[i].code, code)) {
			*name = list->at[i].label;
			*phone = list->at[i].note;
		}
}

const struct fault *help_lines(struct desk *d, struct help_lines *out)
{
	struct help_authorities_rows rows;
	TRY(sql_help_authorities(d->store, d->arena, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct help_line line = { .authority = rows.at[i].code, .council = rows.at[i].short_name,
					  .phone = rows.at[i].phone, .email = rows.at[i].email };
		help_service(d->book, d->arena, line.authority, &line.service, &line.service_phone);
		LIST_PUSH(d->arena, out, line);
	}
	return NULL;
}
