/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/import - rows of other systems' files into people and settings; a row is new, changed, the same, asked about or
 * refused, and says which.
 * Touches the store. */
#ifndef WORK_IMPORT_H
#define WORK_IMPORT_H

#include "core/csv.h"
#include "store/store.h"
#include "rulebook/rulebook.h"

struct import_order {
	struct store_pool *pool;
	const struct rulebook *book;
	const struct import_map *map;
	const struct csv *table;
	struct str file;                /* for messages */
	int64_t authority;
	bool is_dry;                    /* do all but keep it */
	int64_t now_ms;
	void (*tell)(void *ctx, size_t done, size_t of); void *ctx;     /* progress; NULL: nobody listens */
};
enum import_what { IMPORT_NEW, IMPORT_CHANGED, IMPORT_SAME, IMPORT_ASK, IMPORT_REFUSED, IMPORT_WHATS };
struct import_said { int line; enum import_what what; struct str words; };
struct import_result {
	size_t count[IMPORT_WHATS];
	struct import_said *at; size_t said, room;      /* each row that is not simply new or the same, with its reason */
};
/* Columns that the map needs and the file lacks: problems, and nothing is done. A refused row stops no other.
 * Run twice, the second changes nothing. 500 rows a transaction; a dry run keeps none.
 *   people    matched to those of the authority by number, or by the matcher when nothing is in doubt; a row in
 *             doubt becomes a person of its own and a pair for somebody to decide (never a silent merge)
 *   settings  matched by URN */
MUST const struct fault *import_run(struct arena *a, const struct import_order *o, struct import_result *out,
				    struct problems *problems);

#endif
