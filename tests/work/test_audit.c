/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_audit - a row changed, taken out, put in or cut off the end is found by its place.
 * Touches work/audit, the store, SQLite and libpq (to tamper as an intruder would). */
#include <libpq-fe.h>
#include <pthread.h>
#include <sqlite3.h>

#include "store/fresh.h"
#include "work/audit.h"

static void tamper(struct str address, const char *sql)
{
	if (str_starts(address, STR("postgres"))) {
		PGconn *c = PQconnectdb(address.at);
		PGresult *r = PQexec(c, sql);

		CHECK_NOTE(PQresultStatus(r) == PGRES_COMMAND_OK, "%s", PQerrorMessage(c));
		PQclear(r);
		PQfinish(c);
		return;
	}
	sqlite3 *db;

	CHECK(sqlite3_open(address.at, &db) == SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	CHECK_NOTE(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s", sqlite3_errmsg(db));
	sqlite3_close(db);
}

static struct store_pool *filled(struct arena *a, enum store_kind kind, struct str *address)
{
	struct store_pool *pool = fresh_empty(a, kind, address);
	struct desk d = { .arena = a, .pool = pool, .now = { date_of(2026, 11, 25), 1800000000000 } };
	int from, to;

	CHECK_OK(store_migrate(pool, a, &from, &to));
	struct audit_shown shown = { .arena = a };

	audit_shows_person(&shown, 7);
	audit_shows_person(&shown, 3);
	audit_shows_person(&shown, 7);
	for (int i = 1; i <= 20; i++) {
		d.now.utc_ms += i;
		CHECK_OK(audit_view(&d, &(struct audit_row){ .verb = STR("view"), .what = STR("case"), .person_id = i,
			.process_id = 2 * i, .detail = i % 3 ? STR_NONE : STR("x"), .shown = i == 14 ? &shown : NULL }));
	}
	return pool;
}

static struct audit_proof proof_of(struct arena *a, struct store_pool *pool, struct str anchor)
{
	struct audit_proof p;
	struct store *s;

	CHECK_OK(store_take(pool, a, &s));
	CHECK_OK(audit_verify(s, a, &p));
	if (anchor.at)
		CHECK_OK(audit_verify_anchor(s, a, anchor, &p));
	store_give(pool, s);
	return p;
}

static struct str anchor_of(struct arena *a, struct store_pool *pool)
{
	struct store *s;
	struct str anchor;

	CHECK_OK(store_take(pool, a, &s));
	CHECK_OK(audit_anchor(s, a, &anchor));
	store_give(pool, s);
	return anchor;
}

static void tampering_shows(struct arena *a, enum store_kind kind)
{
	static const struct { const char *sql; int64_t link; } rows[] = {
		{ "update audit set verb = 'list' where seq = 7", 7 }, { "update audit set account_id = 5 where seq = 1", 1 },
		{ "update audit set at = at + 1 where seq = 20", 20 }, { "delete from audit where seq = 9", 9 },
		{ "delete from audit where seq > 18", 19 }, { "update audit set grant_id = 'x', detail = null where seq = 12", 12 },
		{ "update audit set shown = '[3]' where seq = 14", 14 }, { "update audit set shown = null where seq = 14", 14 },
		{ "update audit set shown = '[3]' where seq = 15", 15 }, { "delete from audit_shown where person_id = 3", 0 },
		{ "insert into audit_shown (person_id, audit_id) values (9, 3)", 0 },
		{ "update audit set process_id = 3 - process_id where seq in (4, 5)", 4 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str address;
		struct store_pool *pool = filled(a, kind, &address);
		struct audit_proof p = proof_of(a, pool, STR_NONE);

		CHECK_INT(p.rows, 20);
		CHECK(!p.is_broken);
		tamper(address, rows[i].sql);
		p = proof_of(a, pool, STR_NONE);
		CHECK_NOTE(p.is_broken && p.first.seq == rows[i].link, "%s: link %lld", rows[i].sql, (long long)p.first.seq);
	}
}

/* Who takes the last rows and mends the head is found by the anchor alone. */
static void a_mended_head_is_found_by_the_anchor(struct arena *a, enum store_kind kind)
{
	struct str address;
	struct store_pool *pool = filled(a, kind, &address);
	struct str anchor = anchor_of(a, pool);

	CHECK(!proof_of(a, pool, anchor).is_broken);
	tamper(address, "delete from audit where seq > 15");
	tamper(address, "update audit_chain set seq = 15, hash = (select hash from audit where seq = 15) where seq > 0");
	CHECK(!proof_of(a, pool, STR_NONE).is_broken);
	CHECK_INT(proof_of(a, pool, anchor).first.seq, 20);
}

struct many { struct store_pool *pool; };
static void *views(void *ctx)
{
	struct many *m = ctx;
	struct arena *a = arena_start(1 << 22);
	struct desk d = { .arena = a, .pool = m->pool, .now = { date_of(2026, 11, 25), 1800000000000 } };

	for (int i = 0; i < 25; i++)
		CHECK_OK(audit_view(&d, &(struct audit_row){ .verb = STR("view"), .what = STR("case"), .person_id = i }));
	arena_end(a);
	return NULL;
}

static void many_writers_keep_whole_chains(struct arena *a, enum store_kind kind)
{
	struct str address;
	struct many m = { filled(a, kind, &address) };
	pthread_t threads[6];

	for (int i = 0; i < 6; i++)
		CHECK(pthread_create(&threads[i], NULL, views, &m) == 0);
	for (int i = 0; i < 6; i++)
		pthread_join(threads[i], NULL);
	struct audit_proof p = proof_of(a, m.pool, STR_NONE);

	CHECK(!p.is_broken);
	CHECK_INT(p.rows, 20 + 6 * 25);
}

TEST(tampering_shows_sqlite) { test_slow(); tampering_shows(a, STORE_SQLITE); }
TEST(tampering_shows_postgres) { tampering_shows(a, STORE_POSTGRES); }
TEST(a_mended_head_is_found_by_the_anchor_sqlite) { a_mended_head_is_found_by_the_anchor(a, STORE_SQLITE); }
TEST(a_mended_head_is_found_by_the_anchor_postgres) { a_mended_head_is_found_by_the_anchor(a, STORE_POSTGRES); }
TEST(many_writers_keep_whole_chains_sqlite) { many_writers_keep_whole_chains(a, STORE_SQLITE); }
TEST(many_writers_keep_whole_chains_postgres) { many_writers_keep_whole_chains(a, STORE_POSTGRES); }
