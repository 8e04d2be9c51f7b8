/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/review_room - what the pages of reviews share.
 * Touches work/review. */
#ifndef WEB_REVIEW_ROOM_H
#define WEB_REVIEW_ROOM_H

#include "web/view_review.h"

/* The three pages, for the navigation between them. */
void review_pages(const struct desk *d, struct crumb pages[3]);
struct review_line review_line_of(struct desk *d, const struct review_row *row);
/* Terms from the one of today on. */
size_t review_terms(struct desk *d, struct term out[TERMS_MOST]);
void review_csv(struct desk *d, const struct review_rows *rows, const char *name, struct reply *out);
struct str review_count_words(struct desk *d, const char *key, int64_t n);

#endif
