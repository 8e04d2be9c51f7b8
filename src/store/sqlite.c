/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store/sqlite - one connection to SQLite: open, run a statement, copy its rows.
 * Touches core, SQLite. */
#include "store/redo.h"
#include "store/room.h"

/* What an operator can do something about, in words; the rest as SQLite says it. */
static const char *cause_of(int code)
{
	switch (code & 0xff) {
	case SQLITE_FULL: return "the disk is full: nothing of this was saved (";
	case SQLITE_READONLY: return "the disk or the file may only be read: nothing of this was saved (";
	case SQLITE_CANTOPEN: return "the file or those beside it cannot be opened: is it there, may the disk only be read? (";
	case SQLITE_IOERR: return "the disk fails to read or write (";
	case SQLITE_CORRUPT: return "the database file is damaged: stop, keep it, and restore (docs/operator.md) (";
	case SQLITE_NOTADB: return "the file is no database of SQLite, or its head is damaged (";
	default: return NULL;
	}
}

static const struct fault *lite_fault(struct store *s, struct arena *a, const char *what)
{
	const char *cause = cause_of(sqlite3_extended_errcode(s->lite));

	s->has_failed = true;
	return fault_new(a, FAULT_STORE, "%s: %s%s%s", what, cause ? cause : "", sqlite3_errmsg(s->lite), cause ? ")" : "");
}

/* What every transaction says is parsed once a connection. */
static const char *const words[LITE_WORDS] = { "begin", "begin immediate", "commit", "savepoint job", "release job",
					       "rollback to job", "rollback", "select 1 from sqlite_master limit 1" };

static int word_run(struct store *s, int which)
{
	sqlite3_stmt **ready = &s->lite_words[which];
	int code = *ready ? SQLITE_OK
		 : sqlite3_prepare_v3(s->lite, words[which], -1, SQLITE_PREPARE_PERSISTENT, ready, NULL);
	if (code != SQLITE_OK)
		return code;
	sqlite3_step(*ready);
	return sqlite3_reset(*ready);
}

const struct fault *lite_exec(struct store *s, struct arena *a, const char *sql)
{
	int which = 0;
	while (which < LITE_WORDS && strcmp(sql, words[which]) != 0)
		which++;
	int code = which < LITE_WORDS ? word_run(s, which) : sqlite3_exec(s->lite, sql, NULL, NULL, NULL);
	return code == SQLITE_OK ? NULL : lite_fault(s, a, "the database refuses");
}

const struct fault *lite_ask(struct store *s, struct arena *a, const char *sql, int64_t *out)
{
	sqlite3_stmt *ready;
	if (sqlite3_prepare_v2(s->lite, sql, -1, &ready, NULL) != SQLITE_OK)
		return lite_fault(s, a, "the database cannot be asked");
	int code = sqlite3_step(ready);
	*out = code == SQLITE_ROW ? sqlite3_column_int64(ready, 0) : 0;
	sqlite3_finalize(ready);
	return code == SQLITE_ROW || code == SQLITE_DONE ? NULL : lite_fault(s, a, "the database cannot be asked");
}

/* FULL: a commit is on disk when it returns. No memory map: each view leaves an audit row, after each commit SQLite
 * gives up its map and takes it anew at the next read, and that costs more than the copies that a map spares (940
 * against 710 us a case opened; docs/performance.md). */
static const char settings[] =
	"pragma busy_timeout = 30000; pragma journal_mode = wal; pragma synchronous = full;"
	"pragma foreign_keys = on; pragma mmap_size = 0; pragma cache_size = -2000;"
	"pragma temp_store = memory; pragma secure_delete = on;";       /* what was disposed of is not left in free pages */

const struct fault *lite_open(struct store_pool *pool, struct arena *a, bool is_writer, struct store **out)
{
	struct arena *own = arena_start(1 << 20);
	struct store *s = ARENA_NEW(own, struct store, 1);
	s->arena = own;
	s->pool = pool;
	s->is_writer = is_writer;
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
	const struct fault *f = NULL;
	if (sqlite3_open_v2(pool->address, &s->lite, flags, NULL) != SQLITE_OK) {
		f = fault_new(a, FAULT_STORE, "%.*s cannot be opened: %s", STR_ARG(pool->shown), sqlite3_errmsg(s->lite));
	} else {
		sqlite3_db_config(s->lite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
		sqlite3_db_config(s->lite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
		f = lite_exec(s, a, settings);
		if (f)
			f = fault_new(a, FAULT_STORE, "%.*s cannot be used: %.*s", STR_ARG(pool->shown), STR_ARG(f->words));
	}
	/* Who keeps the log of changes moves the write-ahead log, and nobody else. */
	if (!f && redo_is_kept(a, str_of(pool->address))) {
		sqlite3_db_config(s->lite, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
		f = lite_exec(s, a, "pragma wal_autocheckpoint = 0");
	}
	if (!f && !is_writer)
		f = lite_exec(s, a, "pragma query_only = on");
	if (f) {
		lite_close(s);
		return f;
	}
	*out = s;
	return NULL;
}

void lite_close(struct store *s)
{
	for (int i = 0; i < STATEMENT_ROOM; i++)
		sqlite3_finalize(s->lite_ready[i]);
	for (int i = 0; i < LITE_WORDS; i++)
		sqlite3_finalize(s->lite_words[i]);
	sqlite3_close(s->lite);
	arena_end(s->arena);
}

static int value_bind(sqlite3_stmt *ready, int n, const struct store_field *field, const void *in)
{
	const char *at = (const char *)in + field->offset;
	switch (field->type) {
	case TYPE_TEXT:
	case TYPE_BLOB: {
		struct str text = *(const struct str *)(const void *)at;
		if (!text.at)
			return sqlite3_bind_null(ready, n);
		/* Not copied: the caller's struct lives longer than the step. */
		return field->type == TYPE_TEXT
			? sqlite3_bind_text64(ready, n, text.at, text.len, SQLITE_STATIC, SQLITE_UTF8)
			: sqlite3_bind_blob64(ready, n, text.at, text.len, SQLITE_STATIC);
	}
	case TYPE_DAY: {
		struct date day = *(const struct date *)(const void *)at;
		return date_is_none(day) ? sqlite3_bind_null(ready, n) : sqlite3_bind_int(ready, n, day.day);
	}
	default: {
		int64_t number = *(const int64_t *)(const void *)at;
		if (field->type == TYPE_REF && number == 0)
			return sqlite3_bind_null(ready, n);
		return sqlite3_bind_int64(ready, n, number);
	}
	}
}

static void value_take(sqlite3_stmt *ready, int i, const struct store_field *field, struct arena *a, void *row)
{
	char *at = (char *)row + field->offset;
	bool is_null = sqlite3_column_type(ready, i) == SQLITE_NULL;
	if (field->type == TYPE_TEXT || field->type == TYPE_BLOB) {
		const char *bytes = field->type == TYPE_TEXT ? (const char *)sqlite3_column_text(ready, i)
							     : sqlite3_column_blob(ready, i);
		struct str text = { bytes ? bytes : "", (size_t)sqlite3_column_bytes(ready, i) };
		*(struct str *)(void *)at = is_null ? STR_NONE : arena_str(a, text);
	} else if (field->type == TYPE_DAY) {
		*(struct date *)(void *)at =
			is_null ? DATE_NONE : (struct date){ (int32_t)sqlite3_column_int64(ready, i) };
	} else {
		*(int64_t *)(void *)at = sqlite3_column_int64(ready, i);
	}
}

const struct fault *lite_run(struct store *s, struct arena *a, const struct store_statement *st, const void *in,
			     struct store_rows *rows, int64_t *changed)
{
	sqlite3_stmt *ready = s->lite_ready[st->index];
	if (!ready) {
		if (sqlite3_prepare_v3(s->lite, st->sqlite, -1, SQLITE_PREPARE_PERSISTENT, &ready, NULL) != SQLITE_OK)
			return lite_fault(s, a, st->name);
		s->lite_ready[st->index] = ready;
	}
	int code = SQLITE_OK;
	for (int i = 0; i < st->in_count && code == SQLITE_OK; i++)
		code = value_bind(ready, i + 1, &st->in[i], in);
	while (code == SQLITE_OK || code == SQLITE_ROW) {
		code = sqlite3_step(ready);
		if (code != SQLITE_ROW || !rows)
			continue;
		if (rows->count == rows->room)
			arena_grow(a, &rows->at, &rows->room, st->row_size);
		char *row = (char *)rows->at + st->row_size * rows->count++;
		for (int i = 0; i < st->row_count; i++)
			value_take(ready, i, &st->row[i], a, row);
	}
	const struct fault *f = code == SQLITE_DONE ? NULL : lite_fault(s, a, st->name);
	if (!f && changed)
		*changed = sqlite3_changes64(s->lite);
	sqlite3_reset(ready);
	sqlite3_clear_bindings(ready);
	return f;
}
