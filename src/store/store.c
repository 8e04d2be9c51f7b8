/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store/store - the pool of connections and the fork between the two databases.
 * Touches core, SQLite, libpq. */
#include "store/room.h"

#include "store/fail.h"

static void lite_settle(void)
{
	/* Both before the first use: no counting of memory under a lock, no mutex in each connection
	 * (a connection is used by one thread at a time). */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
	sqlite3_initialize();
}

/* postgresql://user:secret@host/db -> postgresql://user@host/db; options after ? are left out. */
static struct str address_shown(struct arena *a, struct str address)
{
	struct str rest = address, head = str_cut(&rest, '?');
	size_t from = str_starts(head, STR("postgresql://")) ? 13 : 11, at = 0, colon = 0;
	for (size_t i = from; i < head.len; i++)
		if (head.at[i] == '@')
			at = i;
	for (size_t i = at; i > from; i--)
		if (head.at[i - 1] == ':')
			colon = i - 1;
	if (!at || !colon)
		return arena_str(a, head);
	return arena_printf(a, "%.*s%.*s", STR_ARG(str_slice(head, 0, colon)), STR_ARG(str_slice(head, at, head.len)));
}

enum store_kind store_kind_at(struct str address)
{
	return str_starts(address, STR("postgresql://")) || str_starts(address, STR("postgres://")) ? STORE_POSTGRES : STORE_SQLITE;
}

const struct fault *store_open(struct arena *a, struct str address, struct store_pool **out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	bool is_pg = store_kind_at(address) == STORE_POSTGRES;
	if (!is_pg)
		pthread_once(&once, lite_settle);
	struct arena *own = arena_start(1 << 20);
	struct store_pool *pool = ARENA_NEW(own, struct store_pool, 1);
	pool->arena = own;
	pool->kind = is_pg ? STORE_POSTGRES : STORE_SQLITE;
	pool->address = arena_cstr(own, address);
	pool->shown = is_pg ? address_shown(own, address) : arena_str(own, address);
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->has_work, NULL);
	pthread_cond_init(&pool->has_done, NULL);
	pthread_cond_init(&pool->writer_back, NULL);
	const struct fault *f = is_pg ? pg_open(pool, a, false, &pool->idle) : lite_writer_start(pool, a);
	if (f) {
		arena_end(own);
		return f;
	}
	*out = pool;
	return NULL;
}

static void idle_close(struct store *s)
{
	for (struct store *next; s; s = next) {
		next = s->next;
		if (s->pg)
			pg_close(s);
		else
			lite_close(s);
	}
}

void store_close(struct store_pool *pool)
{
	if (!pool)
		return;
	idle_close(pool->idle);
	idle_close(pool->idle_writers);
	if (pool->kind == STORE_SQLITE)
		lite_writer_stop(pool);
	pthread_cond_destroy(&pool->has_work);
	pthread_cond_destroy(&pool->has_done);
	pthread_cond_destroy(&pool->writer_back);
	pthread_mutex_destroy(&pool->lock);
	arena_end(pool->arena);
}

enum store_kind store_kind_of(const struct store_pool *pool)
{
	return pool->kind;
}

const struct fault *store_take(struct store_pool *pool, struct arena *a, struct store **out)
{
	pthread_mutex_lock(&pool->lock);
	struct store *s = pool->idle;
	if (s)
		pool->idle = s->next;
	pthread_mutex_unlock(&pool->lock);
	if (!s)
		return pool->kind == STORE_SQLITE ? lite_open(pool, a, false, out) : pg_open(pool, a, false, out);
	s->next = NULL;
	*out = s;
	return NULL;
}

void store_give(struct store_pool *pool, struct store *s)
{
	if (!s)
		return;
	store_read_end(s);
	pthread_mutex_lock(&pool->lock);
	s->next = pool->idle;
	pool->idle = s;
	pthread_mutex_unlock(&pool->lock);
}

const struct fault *room_exec(struct store *s, struct arena *a, const char *sql)
{
	return s->pg ? pg_exec(s, a, sql) : lite_exec(s, a, sql);
}

const struct fault *room_ask(struct store *s, struct arena *a, const char *sql, int64_t *out)
{
	return s->pg ? pg_ask(s, a, sql, out) : lite_ask(s, a, sql, out);
}

const struct fault *store_read_begin(struct store *s, struct arena *a)
{
	check(!s->is_reading && !s->is_writer);
	TRY(room_exec(s, a, s->pg ? "begin isolation level repeatable read read only" : "begin"));
	s->is_reading = true;
	/* SQLite takes its snapshot at the first read, PostgreSQL too: make it now. */
	int64_t one;
	const struct fault *f = s->pg ? pg_ask(s, a, "select 1", &one)
				      : lite_exec(s, a, "select 1 from sqlite_master limit 1");
	if (f)
		store_read_end(s);
	return f;
}

/* A stopped request may have left a statement in the middle of its rows. */
static void statements_reset(struct store *s)
{
	for (sqlite3_stmt *st = NULL; s->lite && (st = sqlite3_next_stmt(s->lite, st)) != NULL; )
		sqlite3_reset(st);
}

void store_settle(struct store *s)
{
	statements_reset(s);
	store_read_end(s);
}

void store_read_end(struct store *s)
{
	if (!s->is_reading)
		return;
	s->is_reading = false;
	statements_reset(s);
	if (s->pg) {
		PQclear(PQexec(s->pg, "rollback"));
		return;
	}
	const struct fault *undo = lite_exec(s, s->arena, "rollback");
	(void)undo;                                     /* nothing to undo is as good */
}

const struct fault *store_run(struct store *s, struct arena *a, const struct store_statement *st, const void *in,
			      struct store_rows *rows, int64_t *changed)
{
	check((st->row_count > 0) == (rows != NULL));
	if (store_fails_here(s)) {
		s->has_failed = true;
		return fault_new(a, FAULT_STORE, "%s: failed on purpose", st->name);
	}
	return s->pg ? pg_run(s, a, st, in, rows, changed) : lite_run(s, a, st, in, rows, changed);
}

const struct fault *store_write(struct store_pool *pool, struct arena *a, store_job job, void *ctx)
{
	const struct fault *f = pool->kind == STORE_SQLITE ? lite_write(pool, a, job, ctx) : pg_write(pool, a, job, ctx);

	if (!f || f->kind == FAULT_STORE)
		atomic_store(&pool->has_refused, f != NULL);
	return f;
}

/* Writes what stands there already. */
static const struct fault *probe_job(struct store *writer, struct arena *a, void *ctx)
{
	(void)ctx;
	return room_exec(writer, a, "update schema_version set version = version");
}

const struct fault *store_ready(struct store_pool *pool, struct arena *a)
{
	int version;

	TRY(store_version(pool, a, &version));
	return atomic_load(&pool->has_refused) ? store_write(pool, a, probe_job, NULL) : NULL;
}

int store_lane(const struct store *writer)
{
	return writer->lane;
}
