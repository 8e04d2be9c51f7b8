/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/form - any form of the rulebook as a page: reads what was typed, shows it again with its problems.
 * Touches work and rulebook. */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "web/web.h"

/* Reads the fields of `form` (those of `page`, or all when `page` is empty) from a POST.
 * A date comes as NAME-day, NAME-month, NAME-year and is kept as YYYY-MM-DD, or as typed when it is no day.
 *   values    answers by field name; choices joined with commas
 *   problems  bad encoding, the same field twice; the rules of the form are form_check's */
void form_read(const struct request *r, struct arena *a, const struct form *form, struct str page,
	       struct answers *values, struct kept_files *files, struct problems *problems);

struct form_view {
	struct desk *desk;
	const struct form *form;
	struct str page;                        /* only this page's fields; "" all */
	const struct answers *values;           /* what to show in the fields */
	const struct answers *known;            /* more names for `when` conditions; may be NULL */
	const struct problems *problems;        /* may be NULL */
	int64_t authority;                      /* whose organisations, accounts and panels may be picked */
	const struct kept_files *files;         /* already added; may be NULL */
};
/* The fields as GOV.UK components (fieldsets, hints, error messages, conditional fields shown without script).
 * Needs the store for pickers. */
MUST const struct fault *form_show(struct out *o, const struct form_view *v);

#endif
