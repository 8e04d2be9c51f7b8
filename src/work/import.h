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
	bool is_each;                   /* say something of every row */
	int64_t now_ms;
	void (*tell)(void *ctx, size_t done, size_t of); void *ctx;     /* progress; NULL: nobody listens */
};
enum import_what { IMPORT_NEW, IMPORT_CHANGED, IMPORT_SAME, IMPORT_ASK, IMPORT_REFUSED, IMPORT_WHATS };
/* chance: of the likeliest record that we know, 0 to 1; IMPORT_NO_CHANCE when none is like it, or nothing was matched */
#define IMPORT_NO_CHANCE (-1.0)
struct import_said { int line; enum import_what what; double chance; struct str words; };
struct import_result {
	size_t count[IMPORT_WHATS];
	size_t kept;                                    /* rows of the file that are done for good, from its beginning */
	struct import_said *at; size_t said, room;      /* rows with their reasons: without is_each those that are not simply new or the same */
};
/* Columns that the map needs and the file lacks: problems, and nothing is done. A refused row stops no other.
 * Run twice, the second changes nothing; so one that broke off is begun again from the first row. 500 rows a transaction, what
 * was done before a fault stays (kept); a dry run keeps none.
 *   people    matched to those of the authority by number, or by the matcher when nothing is in doubt; a row in
 *             doubt becomes a person of its own and a pair for somebody to decide (never a silent merge). One that is two of
 *             ours beyond doubt adds nothing: those two are to be decided first
 *   settings  matched by URN */
MUST const struct fault *import_run(struct arena *a, const struct import_order *o, struct import_result *out,
				    struct problems *problems);

#endif
