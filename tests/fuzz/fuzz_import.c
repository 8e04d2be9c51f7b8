/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/import - the first line names a map of the rulebook, the rest is another system's file, taken in as a dry run:
 * each row is told of once, and the store finds no fault in what is written. */
#include <stdlib.h>

#include "core/file.h"
#include "fuzz/shared.h"
#include "gen/sql/demo.h"
#include "work/import.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static struct store_pool *pool;
static struct arena *pool_arena;

static void pool_end(void)
{
	store_close(pool);
	arena_end(pool_arena);
}

static const struct fault *council_job(struct store *writer, struct arena *a, void *ctx)
{
	(void)ctx;
	return sql_demo_authority_add(writer, a, &(struct demo_authority_add_in){ .code = 341, .name = STR("Liverpool"),
		.short_name = STR("Liverpool") }, NULL);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct str folder;
	int from, to;

	(void)argc, (void)argv;
	pool_arena = arena_start((size_t)256 << 20);
	check(file_folder(pool_arena, &folder) == NULL);
	check(store_open(pool_arena, arena_printf(pool_arena, "%.*s/a.db", STR_ARG(folder)), &pool) == NULL);
	check(store_migrate(pool, pool_arena, &from, &to) == NULL);
	check(store_write(pool, pool_arena, council_job, NULL) == NULL);
	atexit(pool_end);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_start((size_t)256 << 20);
	struct str in = { (const char *)bytes, len }, name = str_cut(&in, '\n');
	struct problems problems = { 0 };
	struct import_result result = { 0 };
	const struct rulebook *book = fuzz_book();
	struct csv table;
	struct import_order o = { .pool = pool, .book = book, .map = book_import(book, name), .table = &table,
				  .file = STR("in.csv"), .authority = 341, .is_dry = true, .now_ms = 1 };
	size_t all = 0;

	if (!o.map)
		o.map = &book->imports[len % book->import_count];
	csv_read(a, o.file, in, &table, &problems);
	if (problems.count == 0) {
		check(import_run(a, &o, &result, &problems) == NULL);
		for (int i = 0; i < IMPORT_WHATS; i++)
			all += result.count[i];
		check(all == (problems.count ? 0 : table.row_count));
	}
	arena_end(a);
	return 0;
}
