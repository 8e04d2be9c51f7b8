/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/store/test_migrate - each version of the schema, filled, becomes the newest without losing a row or a value.
 * Touches store, SQLite and libpq (to fill whatever tables a version has). */
#include <libpq-fe.h>
#include <sqlite3.h>

#include "core/out.h"
#include "store/fresh.h"
#include "store/statement.h"

/* A plain connection to either database: one text a cell, for tests that cannot know the tables. */
struct plain { sqlite3 *lite; PGconn *pg; };
struct cells { struct str *at; size_t count, room, columns; };

static struct plain plain_open(struct str address)
{
	struct plain p = { NULL, NULL };

	if (str_starts(address, STR("postgres"))) {
		p.pg = PQconnectdb(address.at);
		CHECK(PQstatus(p.pg) == CONNECTION_OK);
	} else {
		CHECK(sqlite3_open(address.at, &p.lite) == SQLITE_OK);
	}
	return p;
}

static void plain_close(struct plain *p)
{
	sqlite3_close(p->lite);
	PQfinish(p->pg);
}

static struct cells plain_ask(struct arena *a, struct plain *p, struct str sql)
{
	struct cells c = { NULL, 0, 0, 0 };

	if (p->pg) {
		PGresult *r = PQexec(p->pg, sql.at);

		CHECK_NOTE(PQresultStatus(r) == PGRES_TUPLES_OK || PQresultStatus(r) == PGRES_COMMAND_OK, "%s: %s", sql.at,
			   PQerrorMessage(p->pg));
		c.columns = (size_t)PQnfields(r);
		for (int i = 0; i < PQntuples(r); i++)
			for (int k = 0; k < PQnfields(r); k++)
				LIST_PUSH(a, &c, PQgetisnull(r, i, k) ? STR_NONE : arena_str(a, str_of(PQgetvalue(r, i, k))));
		PQclear(r);
		return c;
	}
	sqlite3_stmt *s;

	CHECK_NOTE(sqlite3_prepare_v2(p->lite, sql.at, -1, &s, NULL) == SQLITE_OK, "%s: %s", sql.at, sqlite3_errmsg(p->lite));
	c.columns = (size_t)sqlite3_column_count(s);
	while (sqlite3_step(s) == SQLITE_ROW)
		for (int k = 0; k < sqlite3_column_count(s); k++)
			LIST_PUSH(a, &c, arena_str(a, str_of((const char *)sqlite3_column_text(s, k))));
	CHECK_NOTE(sqlite3_finalize(s) == SQLITE_OK, "%s: %s", sql.at, sqlite3_errmsg(p->lite));
	return c;
}

static struct cells tables_of(struct arena *a, struct plain *p)
{
	return plain_ask(a, p, p->pg ? STR("select tablename from pg_tables where schemaname = 'public' and tablename <> "
					   "'schema_version' order by 1")
				     : STR("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and "
					   "name <> 'schema_version' order by 1"));
}

/* Name and type of each column. */
static struct cells columns_of(struct arena *a, struct plain *p, struct str table)
{
	return plain_ask(a, p, p->pg ? arena_printf(a, "select column_name, data_type from information_schema.columns where "
						    "table_name = '%.*s' order by ordinal_position", STR_ARG(table))
				     : arena_printf(a, "select name, type from pragma_table_info('%.*s')", STR_ARG(table)));
}

/* Three rows in every column of every table; row n has the same numbers everywhere, so that keys meet. */
static void fill(struct arena *a, struct plain *p, struct cells tables)
{
	plain_ask(a, p, p->pg ? STR("set session_replication_role = replica") : STR("pragma foreign_keys = off"));
	for (size_t t = 0; t < tables.count; t++) {
		struct cells columns = columns_of(a, p, tables.at[t]);

		for (int row = 1; row <= 3; row++) {
			struct out names = out_start(a, 0), values = out_start(a, 0);

			for (size_t c = 0; c < columns.count; c += 2) {
				struct str type = columns.at[c + 1];

				out_printf(&names, "%s\"%.*s\"", c ? ", " : "", STR_ARG(columns.at[c]));
				out_add(&values, c ? STR(", ") : STR(""));
				if (str_equal(type, STR("text")))
					out_printf(&values, "'%.*s %d'", STR_ARG(columns.at[c]), row);
				else if (str_equal(type, STR("blob")) || str_equal(type, STR("bytea")))
					out_printf(&values, p->pg ? "'\\x0%d'" : "x'0%d'", row);
				else
					out_int(&values, row);
			}
			plain_ask(a, p, arena_printf(a, "insert into \"%.*s\" (%.*s) %s values (%.*s) on conflict do nothing", STR_ARG(tables.at[t]),
						     STR_ARG(out_str(&names)), p->pg ? "overriding system value" : "",
						     STR_ARG(out_str(&values))));
		}
	}
}

/* All that stands in these columns of these tables. */
static struct str picture(struct arena *a, struct plain *p, struct cells tables, const struct cells *columns)
{
	struct out o = out_start(a, 10000);

	for (size_t t = 0; t < tables.count; t++) {
		struct out names = out_start(a, 0);

		for (size_t c = 0; c < columns[t].count; c += 2)
			out_printf(&names, "%s\"%.*s\"", c ? ", " : "", STR_ARG(columns[t].at[c]));
		struct cells rows = plain_ask(a, p, arena_printf(a, "select %.*s from \"%.*s\" order by 1, 2",
								 STR_ARG(out_str(&names)), STR_ARG(tables.at[t])));

		out_printf(&o, "%.*s:", STR_ARG(tables.at[t]));
		for (size_t i = 0; i < rows.count; i++)
			out_printf(&o, " %.*s", STR_ARG(rows.at[i]));
		out_byte(&o, '\n');
	}
	return out_str(&o);
}

static void every_version_becomes_the_newest(struct arena *a, enum store_kind kind)
{
	test_slow();
	int newest = store_migrations[store_migration_count - 1].version;

	for (size_t m = 0; m < store_migration_count; m++) {
		struct str address, before;
		struct store_pool *pool = fresh_empty(a, kind, &address);
		int from, to;

		CHECK_OK(store_migrate_upto(pool, a, store_migrations[m].version, &from, &to));
		CHECK_INT(to, store_migrations[m].version);
		struct plain p = plain_open(address);
		struct cells tables = tables_of(a, &p), *columns = ARENA_NEW(a, struct cells, tables.count + 1);

		for (size_t t = 0; t < tables.count; t++)
			columns[t] = columns_of(a, &p, tables.at[t]);
		fill(a, &p, tables);
		before = picture(a, &p, tables, columns);
		CHECK_NOTE(before.len > tables.count * 20, "version %d is filled", store_migrations[m].version);
		CHECK_OK(store_migrate(pool, a, &from, &to));
		CHECK_INT(from, store_migrations[m].version);
		CHECK_INT(to, newest);
		CHECK_STR(picture(a, &p, tables, columns), before);
		plain_close(&p);
	}
}

TEST(every_version_becomes_the_newest_sqlite) { every_version_becomes_the_newest(a, STORE_SQLITE); }
TEST(every_version_becomes_the_newest_postgres) { every_version_becomes_the_newest(a, STORE_POSTGRES); }

/* A file with a lower number that came later was passed over: told, and nothing is served. */
static void a_step_passed_over_is_told(struct arena *a, enum store_kind kind)
{
	struct str address;
	struct store_pool *pool = fresh_empty(a, kind, &address);
	int from, to, version;

	CHECK_OK(store_migrate(pool, a, &from, &to));
	struct plain p = plain_open(address);

	plain_ask(a, &p, STR("delete from schema_version where version = 3"));
	plain_close(&p);
	const struct fault *f = store_version(pool, a, &version);

	CHECK(f && str_contains(f->words, STR("lacks a step")));
}

TEST(a_step_passed_over_is_told_sqlite) { a_step_passed_over_is_told(a, STORE_SQLITE); }
TEST(a_step_passed_over_is_told_postgres) { a_step_passed_over_is_told(a, STORE_POSTGRES); }
