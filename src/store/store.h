/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store - the only door to SQLite and PostgreSQL.
 * Touches core. Statements are the files of sql/, compiled to functions in gen/sql/FOLDER.h. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "core/date.h"
#include "core/fault.h"

struct store_pool;      /* one database; shared by all threads */
struct store;           /* one connection; used by one thread at a time */

enum store_kind { STORE_SQLITE, STORE_POSTGRES };

/* Opens `address` (a file name, or postgresql://...). Does not migrate.
 * The pool is closed by store_close. Faults: FAULT_STORE with the address without its password. */
MUST const struct fault *store_open(struct arena *a, struct str address, struct store_pool **out);
/* The same, for work: FAULT_SETTING unless the schema is of this program's version, with what to do about it. */
MUST const struct fault *store_open_current(struct arena *a, struct str address, struct store_pool **out);
void store_close(struct store_pool *pool);
enum store_kind store_kind_of(const struct store_pool *pool);
/* Of an address of --db: postgresql://... or a file. */
enum store_kind store_kind_at(struct str address);

/* A reading connection for this thread, made once and kept; give it back before the thread ends. */
MUST const struct fault *store_take(struct store_pool *pool, struct arena *a, struct store **out);
void store_give(struct store_pool *pool, struct store *s);
/* 0 to STORE_LANES - 1: writers that work at the same time in one program have different ones; SQLite's one has 0. */
enum { STORE_LANES = 16 };
int store_lane(const struct store *writer);

/* All reads between are of one moment. Nesting is a bug. */
MUST const struct fault *store_read_begin(struct store *s, struct arena *a);
void store_read_end(struct store *s);
/* After a request was stopped in the middle (a full arena, a failed check): statements are reset, a transaction is
 * ended. The connection can be used again. */
void store_settle(struct store *s);

/* One act: `job` runs inside a transaction of its own and all or nothing of it is kept.
 * SQLite: on the one writer thread, many jobs sharing one durable commit, each in a savepoint.
 * PostgreSQL: on a writing connection of the calling thread.
 * Returns after the commit is on disk. The job's fault (say FAULT_CONFLICT) rolls it back.
 *   job   gets the writing connection and an arena that lives until store_write returns;
 *         it must not touch the caller's reading connection */
typedef const struct fault *(*store_job)(struct store *writer, struct arena *a, void *ctx);
MUST const struct fault *store_write(struct store_pool *pool, struct arena *a, store_job job, void *ctx);

/* NULL when the database answers and takes writes. It writes something of no consequence only when the last write failed,
 * so that asking often costs nothing. FAULT_STORE with the reason. */
MUST const struct fault *store_ready(struct store_pool *pool, struct arena *a);

/* Brings the schema to this program's version, one file of sql/migrate at a time.
 *   from, to   versions before and after */
MUST const struct fault *store_migrate(struct store_pool *pool, struct arena *a, int *from, int *to);
/* As store_migrate, but stops after version `upto`; for tests of each step. */
MUST const struct fault *store_migrate_upto(struct store_pool *pool, struct arena *a, int upto, int *from, int *to);
/* The version that this program knows. */
int store_newest(void);
/* Version of the schema in the database; 0 when it is empty. FAULT_STORE when newer than ours. */
MUST const struct fault *store_version(struct store_pool *pool, struct arena *a, int *out);

#endif
