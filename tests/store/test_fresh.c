/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/store/test_fresh - makes and throws away the databases of tests.
 * Touches store, libpq (to make a database). */
#include <libpq-fe.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/fresh.h"

struct fresh { struct store_pool *pool; const char *path, *server, *name; };

static void server_do(const char *server, const char *sql)
{
	PGconn *c = PQconnectdb(server);
	PGresult *r = PQexec(c, sql);
	CHECK_NOTE(PQresultStatus(r) == PGRES_COMMAND_OK, "%s", PQerrorMessage(c));
	PQclear(r);
	PQfinish(c);
}

static void fresh_end(void *thing)
{
	struct fresh *f = thing;
	char sql[120];
	store_close(f->pool);
	if (f->server) {
		snprintf(sql, sizeof sql, "drop database if exists %s with (force)", f->name);
		PGconn *c = PQconnectdb(f->server);
		PQclear(PQexec(c, sql));
		PQfinish(c);
		return;
	}
	static const char *const tails[] = { "", "-wal", "-shm" };
	for (int i = 0; i < 3; i++) {
		snprintf(sql, sizeof sql, "%s%s", f->path, tails[i]);
		unlink(sql);
	}
}

struct store_pool *fresh_empty(struct arena *a, enum store_kind kind, struct str *address)
{
	static atomic_int count;
	struct fresh *f = ARENA_NEW(a, struct fresh, 1);
	struct str where;
	f->name = arena_printf(a, "waymark_%d_%d", (int)getpid(), atomic_fetch_add(&count, 1)).at;
	if (kind == STORE_POSTGRES) {
		f->server = getenv("WAYMARK_TEST_POSTGRES");
		if (!f->server)
			test_skip("WAYMARK_TEST_POSTGRES is not set");
		server_do(f->server, arena_printf(a, "create database %s", f->name).at);
		struct str rest = str_of(f->server), head = str_cut(&rest, '?');
		size_t slash = head.len;
		for (size_t i = 13; i < head.len && slash == head.len; i++)
			if (head.at[i] == '/')
				slash = i;
		where = arena_printf(a, "%.*s/%s%s%.*s", STR_ARG(str_slice(head, 0, slash)), f->name,
				     rest.at ? "?" : "", STR_ARG(rest));
	} else {
		/* In memory where there is such a folder: tests of what a disk does have files of their own. */
		f->path = arena_printf(a, "%s/%s.db", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", f->name).at;
		where = str_of(f->path);
	}
	arena_at_end(a, fresh_end, f);
	CHECK_OK(store_open(a, where, &f->pool));
	if (address)
		*address = where;
	return f->pool;
}

struct store_pool *fresh_store(struct arena *a, enum store_kind kind)
{
	struct store_pool *pool = fresh_empty(a, kind, NULL);
	int from, to;
	CHECK_OK(store_migrate(pool, a, &from, &to));
	return pool;
}
