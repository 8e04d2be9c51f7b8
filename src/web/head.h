/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/head - the request line and headers, read strictly: what two programs could read in two ways is refused.
 * Touches nothing: bytes in, fields out, all borrowed. Why strict: docs/decisions/0010-http.md. */
#ifndef WEB_HEAD_H
#define WEB_HEAD_H

#include "core/str.h"

enum {
	HEAD_BYTES_MOST = 16 * 1024,    /* request line and headers together */
	HEAD_TARGET_MOST = 4096,
	HEAD_FIELDS_MOST = 64,
};

struct head_field { struct str name, value; };
struct head {
	struct str method, target;      /* "GET", "/cases/AB12CD34?said=saved" */
	bool is_old;                    /* HTTP/1.0 */
	struct head_field at[HEAD_FIELDS_MOST];
	size_t count;
	int64_t body_bytes;             /* Content-Length, 0 without one */
	bool has_length;
	bool is_last;                   /* the client wants the connection closed afterwards */
	bool wants_continue;            /* Expect: 100-continue */
	size_t bytes;                   /* length of the head, its blank line included */
};

/* Why a head was refused; the connection is closed, because nobody can tell where the next request begins. */
struct head_refusal { int status; const char *why; };

enum head_state { HEAD_MORE, HEAD_GOOD, HEAD_REFUSED };
/* Reads one head from the start of `bytes`.
 *   HEAD_MORE      so far nothing is wrong, more bytes are needed
 *   HEAD_REFUSED   `refusal` says the status (400, 411, 414, 417, 431, 501, 505) and, for the log, the kind */
enum head_state head_read(struct str bytes, struct head *out, struct head_refusal *refusal);
/* The value of a header by its name in lower case; absent when it was not sent. */
struct str head_value(const struct head *h, const char *name);
/* Are both the same but for the case of ASCII letters? `lower` is in lower case. */
bool head_name_is(struct str name, const char *lower);

#endif
