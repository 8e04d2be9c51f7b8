/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/rulebook_diff - what a new rulebook changes, in words.
 * Touches nothing but, for the cases that are open, the store. */
#ifndef APP_RULEBOOK_DIFF_H
#define APP_RULEBOOK_DIFF_H

#include "core/out.h"
#include "rulebook/rulebook.h"
#include "store/store.h"

struct book_text { const struct rulebook_file *files; size_t count; const struct rulebook *book; };

/* Writes stanza by stanza what is new, gone and changed, then files that are lists. Order: as in the new text. */
void rulebook_diff(struct arena *a, const struct book_text *before, const struct book_text *after, struct out *o);
/* Reckons every open process with both and writes how many get another day, by pathway and step; with `each` also the
 * reference of every one with the day that it has and the day that it gets. No names. */
MUST const struct fault *rulebook_diff_cases(struct store_pool *pool, struct arena *a, const struct rulebook *before,
					     const struct rulebook *after, struct date today, bool each, struct out *o);

#endif
