/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/router - from a request to the page that answers it: address, method, who may, form token, faults.
 * Touches work/session. */
#ifndef WEB_ROUTER_H
#define WEB_ROUTER_H

#include "web/read.h"

/* All pages, ended by NULL (gen/pages.c). */
extern const struct page *const pages[];

/* Finds rows that must not be served: without `needs` or `answer`, a path that is none, two rows for one address.
 *   out   field is the row's path */
void router_prove(const struct page *const *table, struct arena *a, struct problems *out);

/* Where a request leads: the page of its path and method, NULL when there is none.
 *   allow   methods that the path has: "GET, HEAD, POST"; absent when the path is unknown */
struct route { const struct page *page; struct str allow; };
/* Looked up once for a request; fills r->part and r->wants_csv. */
struct route router_find(const struct page *const *table, struct arena *a, struct request *r);

/* Answers what router_find found: who is it, may they come in, is the form ours, then the page; a fault becomes a page too. Never
 * fails.
 *   method_known   false: the method is neither GET, HEAD nor POST
 *   files          files that came with the form, or NULL
 *   route          for the log: the row's path, or "-" */
void router_answer(const struct route *to, struct desk *d, struct request *r, bool method_known, struct body *files,
		   struct reply *out, const char **route);

#endif
