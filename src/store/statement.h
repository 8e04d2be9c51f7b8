/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store/statement - what gen/sql.c (made by tools/pack_sql) tells the store. Nobody else includes it but tests.
 * Touches core. */
#ifndef STORE_STATEMENT_H
#define STORE_STATEMENT_H

#include "store/store.h"

enum store_type { TYPE_TEXT, TYPE_INT, TYPE_REF, TYPE_DAY, TYPE_BLOB };

enum { STATEMENT_ROOM = 1024 };         /* pack_sql refuses more */

/* Where a value stands in the `_in` or `_row` struct. */
struct store_field { enum store_type type; size_t offset; };
struct store_statement {
	int index;                      /* place in sql_statements, the key of each connection's cache */
	const char *name, *sqlite, *postgres;
	const struct store_field *in; int in_count;
	const struct store_field *row; int row_count;   /* 0: gives no rows */
	size_t row_size;
};
struct store_rows { void *at; size_t count, room; };

/* Runs it. `rows` for statements that give rows, otherwise `changed` (may be NULL). Rows and their texts
 * are in the arena. Faults: FAULT_STORE with the statement's name, never with a value. */
MUST const struct fault *store_run(struct store *s, struct arena *a, const struct store_statement *st,
				   const void *in, struct store_rows *rows, int64_t *changed);

struct store_migration { int version; const char *name; struct str text; };
extern const struct store_migration store_migrations[];         /* gen/migrations.c, in order */
extern const size_t store_migration_count;
extern const struct store_statement *const sql_statements[];    /* gen/sql.c */
extern const size_t sql_statement_count;

#endif
