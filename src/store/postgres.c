/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store/postgres - one connection to PostgreSQL: open, run a statement, copy its rows; the writing transaction.
 * Touches core, libpq. Numbers go both ways as eight bytes, texts as their bytes. */
#include <time.h>

#include "store/room.h"

enum { OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25, OID_NUMERIC = 1700 };
enum { IN_MOST = 64, WRITERS_MOST = 16, TRIES_MOST = 8 };

/* Only what cannot hold a value: the state, the constraint and, for a slip in our own SQL, the sentence. */
static const struct fault *pg_fault(struct store *s, struct arena *a, const char *what, const PGresult *r)
{
	const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
	const char *constraint = r ? PQresultErrorField(r, PG_DIAG_CONSTRAINT_NAME) : NULL;
	s->has_failed = true;
	if (!state)
		return fault_new(a, FAULT_STORE, "%s: the connection to the database is lost", what);
	if (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0)
		s->must_retry = true;
	const char *words = strncmp(state, "42", 2) == 0 ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	return fault_new(a, FAULT_STORE, "%s: the database refuses (%s%s%s)%s%s", what, state, constraint ? " " : "",
			 constraint ? constraint : "", words ? " " : "", words ? words : "");
}

static bool is_good(const PGresult *r)
{
	ExecStatusType status = PQresultStatus(r);
	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_PIPELINE_SYNC;
}

const struct fault *pg_exec(struct store *s, struct arena *a, const char *sql)
{
	PGresult *r = PQexec(s->pg, sql);
	const struct fault *f = is_good(r) ? NULL : pg_fault(s, a, "the database", r);
	PQclear(r);
	return f;
}

const struct fault *pg_ask(struct store *s, struct arena *a, const char *sql, int64_t *out)
{
	PGresult *r = PQexec(s->pg, sql);
	const struct fault *f = is_good(r) ? NULL : pg_fault(s, a, "the database", r);
	*out = 0;
	if (!f && PQntuples(r) > 0 && !str_to_int(str_of(PQgetvalue(r, 0, 0)), out))
		f = fault_new(a, FAULT_STORE, "the database gives no number");
	PQclear(r);
	return f;
}

static void notice_drop(void *ctx, const PGresult *r)
{
	(void)ctx;                      /* a notice may hold values of rows */
	(void)r;
}

const struct fault *pg_open(struct store_pool *pool, struct arena *a, bool is_writer, struct store **out)
{
	struct arena *own = arena_start(1 << 20);
	struct store *s = ARENA_NEW(own, struct store, 1);
	s->arena = own;
	s->pool = pool;
	s->is_writer = is_writer;
	s->pg = PQconnectdb(pool->address);
	if (!s->pg || PQstatus(s->pg) != CONNECTION_OK) {
		pg_close(s);
		return fault_new(a, FAULT_STORE, "%.*s cannot be reached", STR_ARG(pool->shown));
	}
	PQsetNoticeReceiver(s->pg, notice_drop, NULL);
	const struct fault *f = pg_exec(s, a, is_writer ? "set client_encoding = 'UTF8'"
		: "set client_encoding = 'UTF8'; set default_transaction_read_only = on");
	if (f) {
		pg_close(s);
		return f;
	}
	*out = s;
	return NULL;
}

void pg_close(struct store *s)
{
	PQfinish(s->pg);
	arena_end(s->arena);
}

/* What libpq wants for the parameters of one call. */
struct pg_in { Oid type[IN_MOST]; const char *at[IN_MOST]; int len[IN_MOST], format[IN_MOST]; char eight[IN_MOST][8]; };

static void in_fill(struct pg_in *p, const struct store_statement *st, const void *in)
{
	check(st->in_count <= IN_MOST);
	for (int i = 0; i < st->in_count; i++) {
		const void *at = (const char *)in + st->in[i].offset;
		p->format[i] = 1;
		p->at[i] = NULL;
		p->len[i] = 0;
		if (st->in[i].type == TYPE_TEXT || st->in[i].type == TYPE_BLOB) {
			struct str text = *(const struct str *)at;
			p->type[i] = st->in[i].type == TYPE_TEXT ? OID_TEXT : OID_BYTEA;
			p->at[i] = text.at;
			p->len[i] = (int)text.len;
			continue;
		}
		p->type[i] = OID_INT8;
		bool is_day = st->in[i].type == TYPE_DAY;
		int64_t number = is_day ? ((const struct date *)at)->day : *(const int64_t *)at;
		if ((is_day && number == INT32_MIN) || (st->in[i].type == TYPE_REF && number == 0))
			continue;
		for (int k = 0; k < 8; k++)
			p->eight[i][k] = (char)((uint64_t)number >> (56 - 8 * k));
		p->at[i] = p->eight[i];
		p->len[i] = 8;
	}
}

static int64_t big_endian(const char *at, int len)
{
	uint64_t n = len > 0 && (signed char)at[0] < 0 ? UINT64_MAX : 0;
	for (int i = 0; i < len; i++)
		n = n << 8 | (unsigned char)at[i];
	return (int64_t)n;
}

/* A whole number sent as numeric (what sum() gives): count of digits, weight, sign, scale, digits base 10000. */
static int64_t numeric_read(const char *at)
{
	int count = (int)big_endian(at, 2), weight = (int)big_endian(at + 2, 2);
	int64_t n = 0;
	for (int i = 0; i <= weight; i++)
		n = n * 10000 + (i < count ? big_endian(at + 8 + 2 * i, 2) : 0);
	return big_endian(at + 4, 2) ? -n : n;
}

static void value_take(const PGresult *r, int row, int i, const struct store_field *field, struct arena *a, char *to)
{
	bool is_null = PQgetisnull(r, row, i);
	const char *at = PQgetvalue(r, row, i);
	int len = PQgetlength(r, row, i);
	to += field->offset;
	if (field->type == TYPE_TEXT || field->type == TYPE_BLOB) {
		*(struct str *)(void *)to = is_null ? STR_NONE : arena_str(a, (struct str){ at, (size_t)len });
		return;
	}
	int64_t n = is_null ? 0 : PQftype(r, i) == OID_NUMERIC ? numeric_read(at) : big_endian(at, len);
	if (field->type == TYPE_DAY)
		*(struct date *)(void *)to = is_null ? DATE_NONE : (struct date){ (int32_t)n };
	else
		*(int64_t *)(void *)to = n;
}

static const struct fault *rows_take(struct store *s, struct arena *a, const struct store_statement *st,
				     const PGresult *r, struct store_rows *rows)
{
	if (PQnfields(r) != st->row_count) {
		s->has_failed = true;
		return fault_new(a, FAULT_STORE, "%s: not the columns that were built for", st->name);
	}
	int count = PQntuples(r);
	rows->at = count ? arena_take_many(a, st->row_size, (size_t)count) : NULL;
	rows->count = rows->room = (size_t)count;
	for (int row = 0; row < count; row++)
		for (int i = 0; i < st->row_count; i++)
			value_take(r, row, i, &st->row[i], a, (char *)rows->at + st->row_size * (size_t)row);
	return NULL;
}

static const char *ready_name(char *room, const struct store_statement *st)
{
	room[0] = 's';
	for (int i = 0, n = st->index; i < 4; i++, n /= 10)
		room[4 - i] = (char)('0' + n % 10);
	room[5] = 0;
	return room;
}

const struct fault *pg_run(struct store *s, struct arena *a, const struct store_statement *st, const void *in,
			   struct store_rows *rows, int64_t *changed)
{
	struct pg_in p;
	char name[6];
	in_fill(&p, st, in);
	ready_name(name, st);
	if (!s->pg_ready[st->index]) {
		PGresult *made = PQprepare(s->pg, name, st->postgres, st->in_count, p.type);
		const struct fault *f = is_good(made) ? NULL : pg_fault(s, a, st->name, made);
		PQclear(made);
		if (f)
			return f;
		s->pg_ready[st->index] = true;
	}
	PGresult *r = PQexecPrepared(s->pg, name, st->in_count, p.at, p.len, p.format, 1);
	const struct fault *f = is_good(r) ? NULL : pg_fault(s, a, st->name, r);
	if (!f && rows)
		f = rows_take(s, a, st, r, rows);
	if (!f && changed && !str_to_int(str_of(PQcmdTuples(r)), changed))
		*changed = 0;
	PQclear(r);
	return f;
}

/* A writing connection; waits while WRITERS_MOST are out, so that many workers do not use up the server's. */
static const struct fault *writer_take(struct store_pool *pool, struct arena *a, struct store **out)
{
	pthread_mutex_lock(&pool->lock);
	while (pool->writers_out >= WRITERS_MOST)
		pthread_cond_wait(&pool->writer_back, &pool->lock);
	pool->writers_out++;
	struct store *s = pool->idle_writers;
	int lane = s ? s->lane : pool->lanes++ % STORE_LANES;
	if (s)
		pool->idle_writers = s->next;
	pthread_mutex_unlock(&pool->lock);
	if (!s)
		TRY(pg_open(pool, a, true, &s));
	s->lane = lane;
	*out = s;
	return NULL;
}

static void writer_give(struct store_pool *pool, struct store *s)
{
	if (s && PQstatus(s->pg) != CONNECTION_OK) {
		pg_close(s);
		s = NULL;
	}
	pthread_mutex_lock(&pool->lock);
	pool->writers_out--;
	if (s) {
		s->next = pool->idle_writers;
		pool->idle_writers = s;
	}
	pthread_cond_signal(&pool->writer_back);
	pthread_mutex_unlock(&pool->lock);
}

static const struct fault *write_once(struct store *s, struct arena *own, store_job job, void *ctx, int tries)
{
	s->has_failed = s->must_retry = false;
	TRY(pg_exec(s, own, "begin isolation level serializable"));
	const struct fault *f = job_run(s, own, job, ctx);
	if (!f && s->has_failed)
		f = fault_new(own, FAULT_STORE, "a statement failed and the job went on");
	if (!f && store_job_again(tries)) {
		f = fault_new(own, FAULT_STORE, "run again on purpose");
		s->must_retry = true;
	}
	if (!f && store_fails_here(s))
		f = fault_new(own, FAULT_STORE, "commit: failed on purpose");
	if (!f)
		f = pg_exec(s, own, "commit");
	if (!f)
		return NULL;
	PGresult *r = PQexec(s->pg, "rollback; deallocate all");
	PQclear(r);
	for (int i = 0; i < STATEMENT_ROOM; i++)
		s->pg_ready[i] = false;
	return f;
}

const struct fault *pg_write(struct store_pool *pool, struct arena *a, store_job job, void *ctx)
{
	struct store *s = NULL;
	const struct fault *f = writer_take(pool, a, &s);
	for (int tries = 1; !f; tries++) {
		struct arena *own = arena_start(JOB_ARENA);
		const struct fault *now = write_once(s, own, job, ctx, tries);
		bool is_again = now && s->must_retry && tries < TRIES_MOST;
		if (!is_again)
			f = fault_copy(a, now);
		arena_end(own);
		if (!is_again)
			break;
		nanosleep(&(struct timespec){ 0, 2000000L << tries }, NULL);
	}
	writer_give(pool, s);
	return f;
}
