/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/exchange - one request from its head to its reply, without sockets: what server.c and the tests drive.
 * Touches work through the router. */
#ifndef WEB_EXCHANGE_H
#define WEB_EXCHANGE_H

#include "web/counts.h"
#include "web/head.h"
#include "web/rate.h"
#include "web/router.h"

/* What all requests share; constant after start, the counts aside. */
struct site {
	struct store_pool *pool;
	const struct rulebook *book;
	const struct house *house;
	const struct page *const *pages;
	struct shelf *shelf;            /* of cases reckoned before; NULL: none */
	struct date today;              /* DATE_NONE: by the machine's clock */
	struct counts *counts;
	struct rates *rates;            /* of requests by address; NULL: none */
	bool metrics_for_all;           /* not only for the machine itself */
	bool has_front;                 /* a proxy in front tells the client's address in X-Real-IP */
	bool is_quiet;                  /* no line in the log for each request */
};

struct exchange {
	const struct site *site;
	struct arena *arena;            /* its own, cleared after the reply */
	struct request request;
	struct reply reply;
	struct body *body;              /* being read; NULL without one */
	int64_t body_wanted;            /* bytes still to come */
	const char *route;              /* for the log */
	struct route to;                /* where it leads; none for what is refused */
	bool is_head, is_last;          /* send no body; close afterwards */
	bool is_unread;                 /* refused before its body came: the body must not be taken for a request */
	bool method_known;
	char id[17];
	int64_t began_us;
	/* What goes out: head, then body, then parts of a file. */
	struct str head_out, body_out;
	int64_t stream_left, stream_seq;
	struct arena_mark stream_from;  /* what one part took is given back before the next */
	int64_t sent;
	size_t used;                    /* the server's: bytes of its buffer that were this request */
};

/* Microseconds of a clock that never goes back. */
int64_t exchange_clock_us(void);
/* Begins with a good head, which must stay where it is until the end. Afterwards x->body_wanted bytes go to
 * exchange_part; when it is 0 the answer can be asked for.
 *   address   of the client */
void exchange_begin(struct exchange *x, const struct site *site, struct arena *a, const struct head *h,
		    struct str address);
void exchange_part(struct exchange *x, struct str bytes);
/* Is this one of those that only a part of the threads may do at once (struct page, is_costly)? */
bool exchange_is_costly(const struct exchange *x);
/* Makes the reply: head_out and body_out are ready to be sent. Never fails; a bug becomes a page with status 500.
 *   store      this thread's reading connection
 *   is_last    close the connection afterwards */
void exchange_answer(struct exchange *x, struct store *store, bool is_last);
/* The next part of a streamed file; empty at the end, absent when it cannot be read (the connection must be cut). */
struct str exchange_next(struct exchange *x, struct store *store);
/* Counts and writes the line of the log. */
void exchange_end(struct exchange *x);
/* The bytes that answer a head that was refused, in `a`; counts and logs it. */
struct str exchange_refuse(const struct site *site, struct arena *a, const struct head_refusal *why);

/* web/reply.c: what a cookie is called here: with `__Host-` in front behind https, so that no neighbour under the same domain can
 * set it. */
struct str reply_cookie_name(struct arena *a, const struct site *site, const char *name);
/* The head of the reply as bytes. `length` is what Content-Length says. */
struct str reply_head(struct arena *a, const struct site *site, const struct reply *r, const char *id, int64_t length,
		      bool is_last, bool needs_length);
const char *reply_status_words(int status);

#endif
