/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/bench/million - a child looked up among a million of one council, written as another office would have written it; and how
 * good the matcher is. Run: build/bench_million (the database is kept as build/million-COUNT.db; BENCH_PEOPLE: fewer).
 * Touches the store, SQLite (to fill), the clock. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "harness.h"
#include "rules/made_people.h"
#include "work/identity.h"
#include "work/made_desk.h"

enum { KEYS_ROOM = 10, LOOK_UPS = 2000, AUTHORITY = 341, FOUND_MOST = 10, QUALITY_OF = 20000, SEED = 20261129 };

/* Straight into the file, in the order of the index and without waiting for the disk: a million in the program's own way, each act
 * durable, takes many minutes and measures nothing that is asked here. */
struct filed { struct str key; int64_t id; };
struct filling { sqlite3 *db; sqlite3_stmt *ready; struct filed *files; size_t count; };

static int by_key(const void *a, const void *b)
{
	const struct filed *x = a, *y = b;
	size_t most = x->key.len < y->key.len ? x->key.len : y->key.len;
	int order = memcmp(x->key.at, y->key.at, most);

	return order ? order : x->key.len != y->key.len ? (x->key.len < y->key.len ? -1 : 1) : x->id < y->id ? -1 : x->id > y->id;
}

static void say(sqlite3 *db, const char *sql)
{
	CHECK_NOTE(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s: %s", sql, sqlite3_errmsg(db));
}

static void text(sqlite3_stmt *ready, int n, struct str value)
{
	if (value.len)
		sqlite3_bind_text(ready, n, value.at, (int)value.len, SQLITE_STATIC);
	else
		sqlite3_bind_null(ready, n);
}

static void step(struct filling *f)
{
	CHECK_NOTE(sqlite3_step(f->ready) == SQLITE_DONE, "%s", sqlite3_errmsg(f->db));
	sqlite3_reset(f->ready);
}

static void people_put(struct arena *own, struct filling *f, const struct made_people *people)
{
	CHECK(sqlite3_prepare_v2(f->db, "insert into person (id, authority, given, family, folded, born, sex, address, postcode, upn, nhs_number, "
				 "former_names) values (?, ?, ?, ?, ? || ' ' || ?, ?, ?, '', ?, ?, ?, '')", -1, &f->ready, NULL) == SQLITE_OK);
	for (size_t i = 0; i < people->count; i++) {
		const struct match_person *p = &people->at[i].is;
		struct str keys[MATCH_KEYS_MOST];

		sqlite3_bind_int64(f->ready, 1, (int64_t)i + 1);
		sqlite3_bind_int(f->ready, 2, AUTHORITY);
		text(f->ready, 3, p->given);
		text(f->ready, 4, p->family);
		text(f->ready, 5, p->given);
		text(f->ready, 6, p->family);
		sqlite3_bind_int(f->ready, 7, p->born.day);
		text(f->ready, 8, p->sex);
		text(f->ready, 9, p->postcode);
		text(f->ready, 10, p->upn);
		text(f->ready, 11, p->nhs);
		step(f);
		for (size_t k = 0, count = match_keys(own, p, keys); k < count; k++)
			f->files[f->count++] = (struct filed){ keys[k], (int64_t)i + 1 };
	}
	sqlite3_finalize(f->ready);
}

static void fill(struct str path, const struct made_people *people)
{
	struct arena *own = arena_start((size_t)8 << 30);
	struct filling f = { .files = ARENA_NEW(own, struct filed, people->count * KEYS_ROOM) };

	CHECK(sqlite3_open(path.at, &f.db) == SQLITE_OK);
	say(f.db, "pragma synchronous = off; pragma cache_size = -500000; begin");
	say(f.db, "insert into authority (code, name, short_name, phone, email, address, is_demonstration) values (341, 'A council', 'A council', '', '', '', 1)");
	people_put(own, &f, people);
	qsort(f.files, f.count, sizeof *f.files, by_key);
	CHECK(sqlite3_prepare_v2(f.db, "insert or ignore into person_key (key, person_id) values (?, ?)", -1, &f.ready, NULL) == SQLITE_OK);
	for (size_t i = 0; i < f.count; i++) {
		text(f.ready, 1, f.files[i].key);
		sqlite3_bind_int64(f.ready, 2, f.files[i].id);
		step(&f);
	}
	sqlite3_finalize(f.ready);
	say(f.db, "commit");
	sqlite3_close(f.db);
	arena_end(own);
}

static double ms_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static struct store_pool *filled(struct arena *a, const struct made_people *people)
{
	struct str path = arena_printf(a, "build/million-%zu.db", people->count), done = arena_printf(a, "%.*s.done", STR_ARG(path));
	struct store_pool *pool;
	double from = ms_now();
	int before, after;

	if (access(done.at, F_OK) != 0)
		for (int i = 0; i < 3; i++)
			remove(arena_printf(a, "%.*s%s", STR_ARG(path), i == 0 ? "" : i == 1 ? "-wal" : "-shm").at);
	CHECK_OK(store_open(a, path, &pool));
	CHECK_OK(store_migrate(pool, a, &before, &after));
	if (before > 0)
		return pool;
	store_close(pool);
	fill(path, people);
	CHECK_OK(store_open(a, path, &pool));
	FILE *mark = fopen(done.at, "w");

	CHECK(mark && fclose(mark) == 0);
	printf("Index of %zu people made in %.0f s (kept for the next run)\n", people->count, (ms_now() - from) / 1000);
	return pool;
}

static int by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static bool is_who(const struct identity_person *p, const struct match_person *who)
{
	return str_equal(p->given, who->given) && str_equal(p->family, who->family) && p->born.day == who->born.day &&
	       str_equal(p->postcode, who->postcode);
}

/* Milliseconds of each look-up, and how often the child was among those shown. */
static size_t look_up(struct arena *a, struct store_pool *pool, const struct made_people *people, double *took)
{
	struct match_weights w;
	struct store *s;
	size_t found = 0;

	CHECK_OK(store_take(pool, a, &s));
	CHECK_OK(identity_weights(s, a, made_book(), &w));
	for (size_t i = 0; i < LOOK_UPS; i++) {
		const struct match_person *who = &people->at[(i * 7919 + 13) % people->count].is;
		struct arena_mark mark = arena_mark(a);
		struct match_person slipped = made_slips(a, who, w.nicknames, SEED + i);
		struct identity_founds list = { 0 };
		double from = ms_now();

		CHECK_OK(store_read_begin(s, a));
		CHECK_OK(identity_seek(s, a, &w, AUTHORITY, &slipped, 0, FOUND_MOST, &list));
		store_read_end(s);
		took[i] = ms_now() - from;
		for (size_t k = 0; k < list.count; k++)
			if (is_who(&list.at[k].person, who)) {
				found++;
				break;
			}
		arena_reset(a, mark);
	}
	store_give(pool, s);
	return found;
}

TEST(a_million_people)
{
	const char *set = getenv("BENCH_PEOPLE");
	size_t count = set ? (size_t)strtoul(set, NULL, 10) : 1000000;
	struct arena *own = arena_start((size_t)4 << 30);
	struct made_people people = made_people(own, count, SEED);
	struct store_pool *pool = filled(a, &people);
	double *took = ARENA_NEW(a, double, LOOK_UPS);
	size_t found = look_up(a, pool, &people, took);

	qsort(took, LOOK_UPS, sizeof *took, by_size);
	printf("Look-up of a child among %zu people, %d with the slips of another office: median %.2f ms, p95 %.2f ms (bar: 20), p99 %.2f ms; "
	       "the child was among the first %d in %.1f%%\n", count, LOOK_UPS, took[LOOK_UPS / 2], took[LOOK_UPS * 95 / 100],
	       took[LOOK_UPS * 99 / 100], FOUND_MOST, 100.0 * (double)found / LOOK_UPS);
	CHECK_NOTE(took[LOOK_UPS * 95 / 100] < 20, "p95 %.1f ms", took[LOOK_UPS * 95 / 100]);
	CHECK_NOTE(found > LOOK_UPS * 9 / 10, "%zu of %d found", found, LOOK_UPS);
	store_close(pool);
	arena_end(own);

	own = arena_start((size_t)2 << 30);
	for (int with = 0; with < 2; with++) {
		struct made_quality q = made_measure(own, QUALITY_OF, SEED, with);

		printf("Matcher on %d children and as many copies with slips: %zu pairs compared, weights learnt in %d rounds; decided without a person: "
	       "precision %.4f, recall %.3f; with those that a person is asked about (%.1f%% of copies): recall %.3f; short forms of names %s\n",
		       QUALITY_OF, q.pairs, q.rounds, q.yes_precision, q.yes_recall, 100 * q.asked_share, q.found_recall,
		       with ? "known" : "not known");
	}
	arena_end(own);
}
