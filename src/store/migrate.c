/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store/migrate - brings the schema to this program's version.
 * Touches core. */
#include "store/ddl.h"
#include "store/room.h"

int store_newest(void)
{
	return store_migrations[store_migration_count - 1].version;
}

/* The version as it stands; 0 without our table. */
static const struct fault *version_read(struct store *s, struct arena *a, int *out)
{
	int64_t n, steps = 0;
	TRY(room_ask(s, a, s->pg ? "select count(*) from pg_tables where tablename = 'schema_version'"
				   " and schemaname = current_schema()"
				 : "select count(*) from sqlite_master where name = 'schema_version'", &n));
	if (n) {
		TRY(room_ask(s, a, "select count(*) from schema_version", &steps));
		TRY(room_ask(s, a, "select coalesce(max(version), 0) from schema_version", &n));
	}
	*out = (int)n;
	if (n > store_newest())
		return fault_new(a, FAULT_STORE, "%.*s is of version %d and this program knows versions up to %d: "
				 "use the newer program", STR_ARG(s->pool->shown), (int)n, store_newest());
	/* Files of several branches may have met in another order than their numbers: then a step was passed over. */
	for (size_t i = 0; i < store_migration_count && store_migrations[i].version <= n; i++)
		steps--;
	if (n && steps != 0)
		return fault_new(a, FAULT_STORE, "%.*s lacks a step below its version %d, or has one that this program does not "
				 "know: it was made by a program between two versions. Restore it into a new one",
				 STR_ARG(s->pool->shown), (int)n);
	return NULL;
}

/* One file, in the transaction of the caller. */
static const struct fault *file_apply(struct store *s, struct arena *a, const struct store_migration *m)
{
	const char *ddl;
	TRY(ddl_write(a, s->pool->kind, str_of(m->name), m->text, &ddl));
	TRY(room_exec(s, a, "create table if not exists schema_version (version bigint not null primary key)"));
	TRY(room_exec(s, a, ddl));
	return room_exec(s, a, arena_printf(a, "insert into schema_version (version) values (%d)", m->version).at);
}

/* The next file not yet applied. Each step holds the lock that other migrators wait for, then looks again. */
static const struct fault *step(struct store *s, struct arena *a, int upto, int *version)
{
	TRY(room_exec(s, a, s->pg ? "begin" : "begin immediate"));
	const struct fault *f = NULL;
	if (s->pg)
		f = room_exec(s, a, "select pg_advisory_xact_lock(7238591)");
	if (!f)
		f = version_read(s, a, version);
	const struct store_migration *m = NULL;
	for (size_t i = 0; !f && !m && i < store_migration_count; i++)
		if (store_migrations[i].version > *version && store_migrations[i].version <= upto)
			m = &store_migrations[i];
	if (m)
		f = file_apply(s, a, m);
	if (!f)
		f = room_exec(s, a, "commit");
	if (!f) {
		*version = m ? m->version : *version;
		return NULL;
	}
	const struct fault *undo = room_exec(s, a, "rollback");
	(void)undo;                                     /* the first fault is the one to tell */
	return f;
}

const struct fault *store_migrate_upto(struct store_pool *pool, struct arena *a, int upto, int *from, int *to)
{
	struct store *s;
	TRY(pool->kind == STORE_SQLITE ? lite_open(pool, a, true, &s) : pg_open(pool, a, true, &s));
	const struct fault *f = version_read(s, a, from);
	*to = *from;
	for (int before = -1; !f && before < *to && *to < upto && *to < store_newest();) {
		before = *to;                           /* numbers may be left out: a step that moves nothing is the last */
		f = step(s, a, upto, to);
	}
	if (s->pg)
		pg_close(s);
	else
		lite_close(s);
	return f;
}

const struct fault *store_migrate(struct store_pool *pool, struct arena *a, int *from, int *to)
{
	return store_migrate_upto(pool, a, store_newest(), from, to);
}

/* An older schema has to be brought up first, on purpose and with a copy; what a newer program made is not ours to touch. */
static const struct fault *is_current(struct store_pool *pool, struct arena *a)
{
	int version;

	TRY(store_version(pool, a, &version));
	if (version == 0)
		return fault_new(a, FAULT_SETTING, "the database is empty; run: waymark migrate");
	if (version < store_newest())
		return fault_new(a, FAULT_SETTING, "the database is at version %d and this program needs %d; run: waymark migrate "
				 "(it makes a copy first)", version, store_newest());
	return NULL;
}

const struct fault *store_open_current(struct arena *a, struct str address, struct store_pool **out)
{
	TRY(store_open(a, address, out));
	const struct fault *f = is_current(*out, a);

	if (f) {
		store_close(*out);
		*out = NULL;
	}
	return f;
}

const struct fault *store_version(struct store_pool *pool, struct arena *a, int *out)
{
	struct store *s;
	TRY(store_take(pool, a, &s));
	const struct fault *f = version_read(s, a, out);
	store_give(pool, s);
	return f;
}
