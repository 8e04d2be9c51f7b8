/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/review_room - what the pages of reviews share.
 * Touches work/review. */
#ifndef WEB_REVIEW_ROOM_H
#define WEB_REVIEW_ROOM_H

#include "web/view_review.h"

/* The three pages, for the navigation between them. */
void review_pages(const struct desk *d, struct crumb pages[3]);
/* The filter of a query; days of the term asked for, else from 400 days ago to a year ahead. */
struct review_filter review_filter_of(struct desk *d, const struct request *r);
struct str review_query(struct arena *a, const struct review_filter *f);
struct review_line review_line_of(struct desk *d, const struct review_row *row);
/* Terms from the one of today on. */
size_t review_terms(struct desk *d, struct term out[TERMS_MOST]);
void review_csv(struct desk *d, const struct review_rows *rows, const char *name, struct reply *out);
struct str review_count_words(struct desk *d, const char *key, int64_t n);

#endif
