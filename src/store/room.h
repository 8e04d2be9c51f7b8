/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store/room - what the files of this room share; nobody else includes it.
 * Touches core, SQLite, libpq. */
#ifndef STORE_ROOM_H
#define STORE_ROOM_H

#include <libpq-fe.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>

#include "store/statement.h"

enum { LITE_WORDS = 8 };

/* One connection. It lives in an arena of its own. */
struct store {
	struct arena *arena;
	struct store_pool *pool;
	struct store *next;             /* in a list of idle ones */
	bool is_reading;                /* between store_read_begin and store_read_end */
	bool is_writer;
	int lane;                       /* of a writer; see store_lane */
	bool has_failed;                /* a statement of the running job failed: the job cannot be kept */
	sqlite3 *lite;
	sqlite3_stmt *lite_ready[STATEMENT_ROOM];
	sqlite3_stmt *lite_words[LITE_WORDS];   /* begin, commit ... */
	PGconn *pg;
	bool pg_ready[STATEMENT_ROOM];
	bool must_retry;                /* the failure was a collision with another transaction */
};

/* A job in the writer's queue; stands on the stack of the waiting caller. */
struct waiting {
	struct waiting *next;
	store_job job;
	void *ctx;
	struct arena *arena;            /* the job's own, for the writer thread */
	const struct fault *fault;
	bool is_done;
};

struct store_pool {
	struct arena *arena;
	enum store_kind kind;
	const char *address;
	struct str shown;               /* the address without its password */
	pthread_mutex_t lock;
	struct store *idle;             /* reading connections */
	struct store *idle_writers;     /* PostgreSQL */
	int writers_out;
	int lanes;                      /* writers opened so far */
	pthread_cond_t writer_back;
	/* SQLite: the writer thread and its queue */
	pthread_t thread;
	struct store *writer;
	pthread_cond_t has_work, has_done;
	struct waiting *first, **last;
	bool is_closing;
	atomic_bool has_refused;        /* the last write failed: disk full, say; store_ready tries again */
};

/* Opens a connection in its own arena. */
MUST const struct fault *lite_open(struct store_pool *pool, struct arena *a, bool is_writer, struct store **out);
void lite_close(struct store *s);
MUST const struct fault *lite_exec(struct store *s, struct arena *a, const char *sql);
MUST const struct fault *lite_ask(struct store *s, struct arena *a, const char *sql, int64_t *out);
MUST const struct fault *lite_run(struct store *s, struct arena *a, const struct store_statement *st,
				  const void *in, struct store_rows *rows, int64_t *changed);
/* Copies between two open databases, some pages at a time so that writers go on. */
MUST const struct fault *lite_pages_copy(struct arena *a, sqlite3 *to, sqlite3 *from);
/* NULL when the database file is sound; FAULT_FILE with the first thing that is not. */
MUST const struct fault *lite_prove(struct arena *a, struct str path);
MUST const struct fault *lite_writer_start(struct store_pool *pool, struct arena *a);
void lite_writer_stop(struct store_pool *pool);
MUST const struct fault *lite_write(struct store_pool *pool, struct arena *a, store_job job, void *ctx);

MUST const struct fault *pg_open(struct store_pool *pool, struct arena *a, bool is_writer, struct store **out);
void pg_close(struct store *s);
MUST const struct fault *pg_exec(struct store *s, struct arena *a, const char *sql);
MUST const struct fault *pg_ask(struct store *s, struct arena *a, const char *sql, int64_t *out);
MUST const struct fault *pg_run(struct store *s, struct arena *a, const struct store_statement *st,
				const void *in, struct store_rows *rows, int64_t *changed);
MUST const struct fault *pg_write(struct store_pool *pool, struct arena *a, store_job job, void *ctx);

/* Runs the job; a stopped arena or a failed check inside it comes back as a fault.
 *   own   the job's arena; its bail is set for the time of the call */
const struct fault *job_run(struct store *s, struct arena *own, store_job job, void *ctx);
/* A fault in another arena. */
const struct fault *fault_copy(struct arena *a, const struct fault *f);
/* Plain SQL of the room itself, without parameters. */
MUST const struct fault *room_exec(struct store *s, struct arena *a, const char *sql);
MUST const struct fault *room_ask(struct store *s, struct arena *a, const char *sql, int64_t *out);
/* Tests only: does this call have to fail now? */
bool store_fails_here(struct store *s);
/* Tests only: must a job that went well be undone and run once more?   tries   1: it ran for the first time */
bool store_job_again(int tries);

enum { JOB_ARENA = 512 << 20 };         /* the most a job may take */

#endif
