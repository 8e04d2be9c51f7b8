/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/server_room - what server.c and connection.c share; nobody else includes it.
 * Touches sockets.
 *
 * A connection is armed in epoll for one event (EPOLLONESHOT), so one thread at a time has it. That thread goes as
 * far as it can without waiting for the client and arms it again. Only the database is waited for. */
#ifndef WEB_SERVER_ROOM_H
#define WEB_SERVER_ROOM_H

#include <pthread.h>

#include "web/server.h"

/* CONN_READY: the request is there whole, and waits for a place among the costly ones. */
enum conn_phase { CONN_FREE, CONN_HEAD, CONN_BODY, CONN_READY, CONN_WRITE, CONN_LINGER };

struct conn {
	int fd;
	_Atomic enum conn_phase phase;
	struct conn *next_free, *next_waiting;
	char address[64];
	_Atomic int64_t deadline_us;    /* INT64_MAX while a thread has it */
	_Atomic bool is_idle;           /* between two requests, nothing of the next has come */
	int64_t phase_us;               /* when the phase began */
	int64_t moved;                  /* bytes in this phase */
	struct arena *arena;            /* of the request under way, or NULL */
	struct exchange x;
	bool must_linger;               /* unread input: the reply must not be lost by a reset */
	struct str out[2];              /* what is still to be written: head, body or file part */
	size_t in_len;
	char in[HEAD_BYTES_MOST];
};

enum { SEAT_BYTES = 64 * 1024 };
/* What one thread has. */
struct seat {
	struct server *server;
	pthread_t thread;
	struct store *store;
	bool is_costly;                 /* has a place among the costly ones */
	struct head head;
	char in[SEAT_BYTES];
};

enum { SPARE_ARENAS = 64 };
struct server {
	struct arena *arena;
	const struct site *site;
	struct server_order order;
	struct str address, unlink_path;
	int listener, epoll, stop_event;
	_Atomic bool is_stopping;
	struct seat *seats;
	int seat_count;
	pthread_mutex_t lock;           /* of all below */
	struct conn *conns, *free;
	int conn_count;
	bool is_listening;
	int costly_count;               /* of seats that have such a place */
	struct conn *waiting_first, *waiting_last;      /* for such a place */
	struct arena *spare[SPARE_ARENAS];
	int spare_count;
};

/* An event came for it. */
void conn_go(struct seat *t, struct conn *c);
/* A fresh connection begins to wait for its first request. */
void conn_begin(struct server *s, struct conn *c);
/* server.c: gives the place free again, and listens again when all places were taken. */
void server_release(struct server *s, struct conn *c);
/* server.c: a place among the costly ones. False: all are taken, and the connection waits and is no longer this thread's. */
bool server_costly_take(struct server *s, struct conn *c);
/* The connection that waited longest gets this thread's place; NULL when none waits, and the place is free again. */
struct conn *server_costly_pass(struct server *s);
struct arena *server_arena_take(struct server *s);
void server_arena_give(struct server *s, struct arena *a);

#endif
