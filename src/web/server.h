/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/server - the listening socket, the threads, the graceful stop. No other file of web knows sockets.
 * Touches sockets, epoll, threads. Why our own and not a library: docs/decisions/0010-http.md. */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include "web/exchange.h"

struct server;
struct server_order {
	const struct site *site;
	struct str listen;              /* 127.0.0.1:8080, [::1]:8080, unix:/run/waymark/http; port 0: any */
	int threads;                    /* that run pages; each may wait for the disk */
	int connections_most;           /* at once, of all */
	int client_most;                /* at once, of one network address; 0: no limit */
};
/* Binds and listens; nothing is answered yet. Owned by the caller until server_close.
 * Faults: FAULT_SETTING (an address that is none), FAULT_OUTSIDE (it cannot be had). */
MUST const struct fault *server_open(struct arena *a, const struct server_order *order, struct server **out);
/* "http://127.0.0.1:8080" with the port that was given. */
struct str server_address(const struct server *s);
/* Starts the threads. Faults: FAULT_STORE, FAULT_OUTSIDE. */
MUST const struct fault *server_start(struct server *s, struct arena *a);
/* Once a second, from the thread that started: closes what is too slow. */
void server_sweep(struct server *s);
/* No new connections; what was begun is answered, at most `wait_ms` long; then the threads end. */
void server_stop(struct server *s, int wait_ms);
void server_close(struct server *s);

#endif
