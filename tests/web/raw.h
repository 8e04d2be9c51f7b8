/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/web/raw - request text in, reply text out, without sockets. */
#ifndef TESTS_WEB_RAW_H
#define TESTS_WEB_RAW_H

#include "harness.h"
#include "web/exchange.h"

/* Bytes written as \r \n \t \0 \xHH. */
struct str raw_bytes(struct arena *a, struct str written);
/* A whole site on an empty, migrated SQLite database with the pages of `table`. */
struct site *raw_site(struct arena *a, const struct page *const *table);
/* Sends the bytes of one request in parts of `step` bytes; gives all bytes of the reply. */
struct str raw_ask(struct arena *a, const struct site *site, struct str request, size_t step);
/* The value of a header of a reply; absent when it is not there. */
struct str raw_header(struct str reply, const char *name);
/* What stands behind the head of a reply. */
struct str raw_body(struct str reply);
int64_t raw_status(struct str reply);
/* A visitor's cookie and the token that goes with it, from a page with a form. */
struct raw_visitor { struct str cookie, token; };
struct raw_visitor raw_visit(struct arena *a, const struct site *site, const char *target);

#endif
