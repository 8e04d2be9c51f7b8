/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/help - whom a family can ring.
 * Touches the store. */
#include "work/help.h"

#include "gen/sql/help.h"

const struct fault *help_service(struct desk *d, int64_t authority, struct str *name, struct str *phone)
{
	struct help_service_rows rows;
	*name = *phone = STR_NONE;
	TRY(sql_help_service(d->store, d->arena, &(struct help_service_in){ authority }, &rows));
	if (rows.count) {
		*name = rows.at[0].name;
		*phone = rows.at[0].phone;
	}
	return NULL;
}

const struct fault *help_lines(struct desk *d, struct help_lines *out)
{
	struct help_authorities_rows rows;
	TRY(sql_help_authorities(d->store, d->arena, &rows));
	for (size_t i = 0; i < rows.count; i++)
		LIST_PUSH(d->arena, out, (struct help_line){ .authority = rows.at[i].code,
			.council = rows.at[i].short_name, .phone = rows.at[i].phone, .email = rows.at[i].email,
			.service = rows.at[i].service, .service_phone = rows.at[i].service_phone });
	return NULL;
}
