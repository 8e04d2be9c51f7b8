/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/form - any form of the rulebook as a page: reads what was typed, shows it again with its problems.
 * Touches work and rulebook. */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "web/web.h"
#include "work/choose.h"

/* Reads the fields of `form` (those of `page`, or all when `page` is empty) from a POST.
 * A date comes as NAME-day, NAME-month, NAME-year and is kept as YYYY-MM-DD, or as "day/month/year" with what was
 * typed when it is no day. Texts are trimmed, lines end in LF. Files that an earlier showing of the form had already
 * taken in come back as sealed NAME-kept fields.
 *   values    answers by field name; choices joined with commas
 *   problems  bad encoding, the same field twice; the rules of the form are form_check's
 * False when the person only looked something up (the Find button of a picker): show the page again, record nothing. */
bool form_read(const struct desk *d, const struct request *r, const struct form *form, struct str page,
	       struct answers *values, struct kept_files *files, struct problems *problems) MUST;

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
/* The fields as GOV.UK components. Each field's id is its name, so that problems of form_check can be linked. A field
 * that hangs on another one of the same page is shown always without script. Needs the store for pickers.
 * The page gives <form method="post"> (enctype="multipart/form-data" when form_has_files), html_csrf, the button. */
MUST const struct fault *form_show(struct out *o, const struct form_view *v);
/* A value that is carried along unseen. */
void form_hidden(struct out *o, struct str name, struct str value);
bool form_has_files(const struct form *form, struct str page);

#endif
