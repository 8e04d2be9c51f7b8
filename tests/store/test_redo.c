/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/store/test_redo - the log of changes with a clock of the test; kills, load and sealed logs are tests/parts/moments.sh's.
 * Touches store, gen/sql, files in the folder for temporary files. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gen/sql/store.h"
#include "store/fresh.h"
#include "store/redo.h"

static int64_t clock_ms;

static int64_t clock_told(void)
{
	return clock_ms;
}

struct set_up { struct store_pool *pool; struct redo *redo; struct redo_order order; };

static void folder_end(void *thing)
{
	const char *const words[] = { "rm", "-rf", thing, NULL };
	pid_t pid = fork();

	if (pid == 0) {
		execvp(words[0], (char *const *)words);
		_exit(1);
	}
}

static const struct fault *put_job(struct store *s, struct arena *a, void *ctx)
{
	return sql_setting_put(s, a, &(struct setting_put_in){ STR("a"), *(struct str *)ctx }, NULL);
}

static void put(struct arena *a, struct store_pool *pool, const char *value)
{
	struct str text = str_of(value);

	CHECK_OK(store_write(pool, a, put_job, &text));
}

static struct str value_in(struct arena *a, struct store_pool *pool)
{
	struct setting_get_rows rows;
	struct store *s;

	CHECK_OK(store_take(pool, a, &s));
	CHECK_OK(sql_setting_get(s, a, &(struct setting_get_in){ STR("a") }, &rows));
	store_give(pool, s);
	return rows.count ? rows.at[0].value : STR_NONE;
}

static struct set_up begin(struct arena *a)
{
	char *folder = (char *)(uintptr_t)arena_cstr(a, STR("/tmp/waymark-redo-XXXXXX"));
	struct set_up u = { .pool = NULL };
	int from, to;

	CHECK(mkdtemp(folder) != NULL);
	arena_at_end(a, folder_end, folder);
	u.order = (struct redo_order){ .address = arena_printf(a, "%s/a.db", folder), .folder = arena_printf(a, "%s/log", folder),
				       .line_ms = 1000000, .keep_ms = 5000000, .clock = clock_told };
	CHECK_OK(store_open(a, u.order.address, &u.pool));
	CHECK_OK(store_migrate(u.pool, a, &from, &to));
	clock_ms = 1000;
	CHECK_OK(redo_open(a, &u.order, &u.redo));
	return u;
}

static void keep(struct arena *a, const struct set_up *u, int64_t at_ms, bool is_line)
{
	struct str words;

	clock_ms = at_ms;
	CHECK_OK(redo_keep(u->redo, a, &words));
	CHECK_NOTE((words.at != NULL) == is_line, "%.*s", STR_ARG(words));
}

/* What the value was at that moment; absent when the log cannot bring it back. */
static struct str value_at(struct arena *a, const struct set_up *u, int64_t to_ms, int64_t *reached_ms)
{
	static int count;
	struct str path = arena_printf(a, "%.*s-back%d.db", STR_ARG(u->order.address), count++), value;
	struct store_pool *back;

	if (redo_restore(a, u->order.folder, NULL, to_ms, path, reached_ms)) {
		CHECK(access(path.at, F_OK) != 0);
		return STR_NONE;
	}
	CHECK_OK(store_open(a, path, &back));
	value = value_in(a, back);
	store_close(back);
	return value;
}

TEST(each_moment_of_the_log_comes_back)
{
	struct set_up u = begin(a);
	int64_t reached;

	put(a, u.pool, "one");
	keep(a, &u, 2000, true);
	put(a, u.pool, "two");
	put(a, u.pool, "three");
	keep(a, &u, 3000, false);
	keep(a, &u, 3500, false);               /* nothing came: no file */
	put(a, u.pool, "four");
	keep(a, &u, 4000, false);
	CHECK(value_at(a, &u, 1999, &reached).at == NULL);
	static const struct { int64_t to, reached; const char *value; } rows[] = {
		{ 2000, 2000, "one" }, { 2999, 2000, "one" }, { 3000, 3000, "three" }, { 3600, 3000, "three" }, { 4000, 4000, "four" },
		{ INT64_MAX, 4000, "four" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CHECK_STR(value_at(a, &u, rows[i].to, &reached), str_of(rows[i].value));
		CHECK_INT(reached, rows[i].reached);
	}
	redo_close(u.redo);
	store_close(u.pool);
}

TEST(a_log_is_taken_up_where_it_was_left)
{
	struct set_up u = begin(a);
	int64_t reached;

	keep(a, &u, 2000, true);
	put(a, u.pool, "one");
	redo_close(u.redo);
	CHECK(redo_is_kept(a, u.order.address));
	CHECK_OK(redo_open(a, &u.order, &u.redo));
	keep(a, &u, 3000, false);
	CHECK_STR(value_at(a, &u, 3000, &reached), STR("one"));
	redo_close(u.redo);
	store_close(u.pool);
}

TEST(a_clock_set_back_makes_no_moment_twice)
{
	struct set_up u = begin(a);
	int64_t reached;

	keep(a, &u, 9000, true);
	put(a, u.pool, "later");
	keep(a, &u, 4000, false);
	CHECK_STR(value_at(a, &u, 9000, &reached), STR("later"));
	CHECK_INT(reached, 9000);
	redo_close(u.redo);
	store_close(u.pool);
}

TEST(lines_begin_when_old_and_go_when_nobody_asks_for_them)
{
	struct set_up u = begin(a);
	struct redo_lines lines;
	int64_t reached;

	for (int64_t i = 0; i < 8; i++) {
		put(a, u.pool, arena_printf(a, "%lld", (long long)i).at);
		keep(a, &u, 1000000 * (i + 1), true);
	}
	CHECK_OK(redo_list(a, u.order.folder, &lines));
	CHECK_INT((int64_t)lines.count, 7);     /* all but the first, whose next began more than 5,000,000 ms ago */
	CHECK(value_at(a, &u, 1999999, &reached).at == NULL);
	CHECK_STR(value_at(a, &u, 2000000, &reached), STR("1"));
	redo_close(u.redo);
	store_close(u.pool);
}

static void byte_turn(struct str path, off_t at)
{
	int fd = open(path.at, O_RDWR | O_CLOEXEC);
	unsigned char byte;

	CHECK(fd >= 0 && pread(fd, &byte, 1, at) == 1);
	byte ^= 0xff;
	CHECK(pwrite(fd, &byte, 1, at) == 1 && close(fd) == 0);
}

/* What SQLite counts on is damaged on disk: it is told, and no look says that all was kept. */
TEST(a_damaged_write_ahead_log_is_told)
{
	struct set_up u = begin(a);
	struct str wal = arena_printf(a, "%.*s-wal", STR_ARG(u.order.address)), words;
	const struct fault *f;
	struct stat before;
	int64_t reached;

	put(a, u.pool, "one");
	keep(a, &u, 2000, true);
	CHECK(stat(wal.at, &before) == 0);
	put(a, u.pool, "two");
	byte_turn(wal, before.st_size + 100);
	clock_ms = 3000;
	f = redo_keep(u.redo, a, &words);
	CHECK_NOTE(f && f->kind == FAULT_FILE && str_contains(f->words, STR("not whole")), "%.*s", STR_ARG(f ? f->words : STR("no fault")));
	byte_turn(wal, before.st_size + 100);
	keep(a, &u, 4000, false);
	CHECK_STR(value_at(a, &u, 3500, &reached), STR("one"));
	CHECK_STR(value_at(a, &u, 4000, &reached), STR("two"));
	redo_close(u.redo);
	store_close(u.pool);
}

TEST(two_do_not_keep_one_log)
{
	struct set_up u = begin(a);
	struct redo *second;
	const struct fault *f = redo_open(a, &u.order, &second);

	CHECK(f && str_contains(f->words, STR("another program")));
	redo_close(u.redo);
	store_close(u.pool);
}
