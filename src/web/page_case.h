/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_case - what page_case*.c share among themselves.
 * Touches work/case. */
#ifndef WEB_PAGE_CASE_H
#define WEB_PAGE_CASE_H

#include "web/view_case.h"

/* The case of /cases/{0}... as a view with its bar, nothing of its parts filled yet. */
MUST const struct fault *case_view_open(struct desk *d, const struct request *r, struct str title, struct case_view *v);
void case_clock_fill(struct desk *d, struct case_view *v);
void case_asks_fill(struct desk *d, struct case_view *v);
void case_offers_fill(struct desk *d, struct case_view *v);
/* Newest first; at most `most` of them are shown (0 all). */
MUST const struct fault *case_entries_fill(struct desk *d, struct case_view *v, size_t most);
MUST const struct fault *case_entry_fill(struct desk *d, const struct case_view *v, const struct happened *e,
					 struct case_entry *out);
/* The name of an event, with who it is about: "Advice received: Health". */
struct str case_event_title(struct desk *d, const struct case_file *c, const struct happened *e);
struct str case_words_with(const struct desk *d, const char *key, const struct str *args, size_t count);

/* May the user open another case for this child? */
bool case_new_may(const struct desk *d, const struct case_file *c);

#endif
