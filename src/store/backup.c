/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store/backup - whole copies, and a picture to compare them by.
 * Touches SQLite, libpq, pg_dump and pg_restore, files. */
#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/child.h"
#include "core/out.h"
#include "store/room.h"

enum { PAGES_A_STEP = 2000, DUMP_SECONDS = 4 * 3600, TABLES_MOST = 500 };

static const struct fault *file_new(struct arena *a, struct str path)
{
	int fd = open(arena_cstr(a, path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return fault_new(a, FAULT_FILE, "%.*s: %s", STR_ARG(path),
				 errno == EEXIST ? "is there already" : "cannot be written");
	close(fd);
	return NULL;
}

const struct fault *lite_pages_copy(struct arena *a, sqlite3 *to, sqlite3 *from)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
	int code = b ? SQLITE_OK : SQLITE_ERROR;

	while (b && (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED)) {
		code = sqlite3_backup_step(b, PAGES_A_STEP);
		if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
			sqlite3_sleep(20);
	}
	if (b)
		sqlite3_backup_finish(b);
	return code == SQLITE_DONE ? NULL : fault_new(a, FAULT_STORE, "the copy failed: %s", sqlite3_errmsg(to));
}

/* A plain connection to one file. */
static const struct fault *file_open(struct arena *a, struct str path, int flags, sqlite3 **out)
{
	if (sqlite3_open_v2(arena_cstr(a, path), out, flags | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK) {
		sqlite3_busy_timeout(*out, 30000);
		return NULL;
	}
	sqlite3_close(*out);
	return fault_new(a, FAULT_FILE, "%.*s cannot be opened as a database", STR_ARG(path));
}

static const struct fault *lite_copy(struct arena *a, struct str from, struct str to)
{
	sqlite3 *source, *target;
	const struct fault *f = file_open(a, from, SQLITE_OPEN_READONLY, &source);

	if (f)
		return f;
	f = file_open(a, to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &target);
	if (!f) {
		f = lite_pages_copy(a, target, source);
		if (!f && sqlite3_exec(target, "pragma journal_mode = delete", NULL, NULL, NULL) != SQLITE_OK)
			f = fault_new(a, FAULT_STORE, "the copy cannot be closed: %s", sqlite3_errmsg(target));
		sqlite3_close(target);
	}
	sqlite3_close(source);
	return f;
}

const struct fault *lite_prove(struct arena *a, struct str path)
{
	sqlite3_stmt *ready = NULL;
	sqlite3 *db;
	struct str said;

	TRY(file_open(a, path, SQLITE_OPEN_READWRITE, &db));
	if (sqlite3_prepare_v2(db, "pragma quick_check(1)", -1, &ready, NULL) == SQLITE_OK && sqlite3_step(ready) == SQLITE_ROW)
		said = arena_str(a, str_of((const char *)sqlite3_column_text(ready, 0)));
	else
		said = arena_str(a, str_of(sqlite3_errmsg(db)));
	sqlite3_finalize(ready);
	sqlite3_close(db);
	return str_equal(said, STR("ok")) ? NULL : fault_new(a, FAULT_FILE, "%.*s is damaged: %.*s", STR_ARG(path), STR_ARG(said));
}

/* A copy of what is damaged would one day take the place of the last good one. */
static const struct fault *lite_backup(struct arena *a, struct str address, struct str path)
{
	const struct fault *f = lite_copy(a, address, path);

	if (!f && lite_prove(a, path))
		f = fault_new(a, FAULT_STORE, "the database %.*s is damaged, so no copy is made of it: keep the last good one, and see "
			      "docs/operator.md", STR_ARG(address));
	return f;
}

/* A file that we made and could not fill. */
static const struct fault *take_away(struct arena *a, struct str path, const struct fault *f)
{
	if (f)
		unlink(arena_cstr(a, path));
	return f;
}

const struct fault *store_backup(struct store_pool *pool, struct arena *a, struct str path)
{
	struct str nothing;
	const char *const dump[] = { "pg_dump", "--format=custom", "--no-owner", "--file", arena_cstr(a, path), "--dbname",
				     pool->address, NULL };

	TRY(file_new(a, path));
	if (pool->kind == STORE_SQLITE)
		return take_away(a, path, lite_backup(a, str_of(pool->address), path));
	return take_away(a, path, child_run(a, &(struct child){ .words = dump, .seconds = DUMP_SECONDS, .output_most = 65536 }, &nothing));
}

static const struct fault *lite_restore(struct arena *a, struct str address, struct str path)
{
	TRY(lite_prove(a, path));
	TRY(file_new(a, address));
	return take_away(a, address, lite_copy(a, path, address));
}

static const struct fault *pg_restore(struct arena *a, struct str address, struct str path)
{
	struct store_pool *pool;
	struct str nothing;
	int version = 0;
	const char *const words[] = { "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", "--dbname",
				      arena_cstr(a, address), arena_cstr(a, path), NULL };

	TRY(store_open(a, address, &pool));
	const struct fault *f = store_version(pool, a, &version);

	store_close(pool);
	TRY(f);
	if (version > 0)
		return fault_new(a, FAULT_STORE, "the database has records already: restore into an empty one");
	return child_run(a, &(struct child){ .words = words, .seconds = DUMP_SECONDS, .output_most = 65536 }, &nothing);
}

const struct fault *store_restore(struct arena *a, enum store_kind kind, struct str address, struct str path)
{
	bool is_pg = store_kind_at(address) == STORE_POSTGRES;

	if (is_pg != (kind == STORE_POSTGRES))
		return fault_new(a, FAULT_STORE, "the backup is of another kind of database than --db");
	return is_pg ? pg_restore(a, address, path) : lite_restore(a, address, path);
}

struct table { struct str name; };
struct tables { struct table at[TABLES_MOST]; size_t count; };

static int add_table(void *ctx, int count, char **cells, char **names)
{
	struct { struct arena *a; struct tables *tables; } *c = ctx;

	(void)count;
	(void)names;
	if (c->tables->count < TABLES_MOST)
		c->tables->at[c->tables->count++].name = arena_str(c->a, str_of(cells[0]));
	return 0;
}

static uint64_t row_hash(sqlite3_stmt *ready)
{
	uint64_t hash = 1469598103934665603u;

	for (int i = 0; i < sqlite3_column_count(ready); i++) {
		const char *bytes = sqlite3_column_blob(ready, i);
		struct str cell = { bytes ? bytes : "", (size_t)sqlite3_column_bytes(ready, i) };

		hash = (hash ^ str_hash(cell) ^ (uint64_t)sqlite3_column_type(ready, i)) * 1099511628211u;
	}
	return hash;
}

static const struct fault *lite_picture(struct store *s, struct arena *a, struct out *o)
{
	struct { struct arena *a; struct tables *tables; } ctx = { a, ARENA_NEW(a, struct tables, 1) };

	if (sqlite3_exec(s->lite, "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' "
			 "order by name", add_table, &ctx, NULL) != SQLITE_OK)
		return fault_new(a, FAULT_STORE, "the tables cannot be listed");
	for (size_t i = 0; i < ctx.tables->count; i++) {
		struct str name = ctx.tables->at[i].name;
		struct str sql = arena_printf(a, "select * from \"%.*s\"", STR_ARG(name));
		sqlite3_stmt *ready;
		uint64_t sum = 0, rows = 0;

		if (sqlite3_prepare_v2(s->lite, sql.at, -1, &ready, NULL) != SQLITE_OK)
			return fault_new(a, FAULT_STORE, "%.*s cannot be read", STR_ARG(name));
		for (; sqlite3_step(ready) == SQLITE_ROW; rows++)
			sum += row_hash(ready);
		sqlite3_finalize(ready);
		out_printf(o, "%.*s %llu %016llx\n", STR_ARG(name), (unsigned long long)rows, (unsigned long long)sum);
	}
	return NULL;
}

static const struct fault *pg_picture(struct store *s, struct arena *a, struct out *o)
{
	PGresult *tables = PQexec(s->pg, "select tablename from pg_tables where schemaname = 'public' order by tablename");
	const struct fault *f = PQresultStatus(tables) == PGRES_TUPLES_OK ? NULL :
				fault_new(a, FAULT_STORE, "the tables cannot be listed");

	for (int i = 0; !f && i < PQntuples(tables); i++) {
		const char *name = PQgetvalue(tables, i, 0);
		struct str sql = arena_printf(a, "select count(*), coalesce(sum(('x' || substr(md5(t::text), 1, 12))::bit(48)"
						 "::bigint), 0) from \"%s\" t", name);
		PGresult *sum = PQexec(s->pg, sql.at);

		if (PQresultStatus(sum) == PGRES_TUPLES_OK)
			out_printf(o, "%s %s %s\n", name, PQgetvalue(sum, 0, 0), PQgetvalue(sum, 0, 1));
		else
			f = fault_new(a, FAULT_STORE, "%s cannot be read", name);
		PQclear(sum);
	}
	PQclear(tables);
	return f;
}

const struct fault *store_picture(struct store_pool *pool, struct arena *a, struct str *out)
{
	struct out o = out_start(a, 2000);
	struct store *s;
	const struct fault *f;

	TRY(store_take(pool, a, &s));
	f = store_read_begin(s, a);
	if (!f) {
		f = s->pg ? pg_picture(s, a, &o) : lite_picture(s, a, &o);
		store_read_end(s);
	}
	store_give(pool, s);
	*out = out_str(&o);
	return f;
}
