/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store/redo - keeps what is committed, and moves the write-ahead log into the database when that is safe.
 * Touches SQLite, files.
 *
 * Why nothing slips by: a reading transaction of ours is open at every moment (the next begins before the last ends), taken
 * before the look that keeps all it sees. SQLite moves no frame into the database that the oldest reader does not see yet,
 * and begins the log anew only when all of it was moved and no reader needs it. So whatever is overwritten was kept. */
#include "store/redo.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "core/out.h"
#include "core/vault.h"
#include "store/redo_room.h"

enum { INDEX_PIECE = 32768, INDEX_VERSION = 3007000, MOVE_FRAMES = 4000, STATE_MOST = 4096, READERS_GO_MS = 30 };

struct redo {
	struct redo_order order;
	struct str state_path, wal_path, plain_path;
	sqlite3 *reader[2];             /* one has a transaction open, but within a look */
	int open;                       /* which */
	sqlite3 *writer;                /* writes nothing: it holds others off, and moves the log */
	int64_t line, seq, base_ms, last_ms;
	struct wal_place place;
	bool has_line;
	int lock;                       /* of the folder: two that keep would overwrite each other */
};

static struct str redo_state_path(struct arena *a, struct str address)
{
	return arena_printf(a, "%.*s.redo", STR_ARG(address));
}

bool redo_is_kept(struct arena *a, struct str address)
{
	return access(redo_state_path(a, address).at, F_OK) == 0;
}

void redo_forget(struct arena *a, struct str address)
{
	unlink(redo_state_path(a, address).at);
}

static const struct fault *disk_fault(struct arena *a, struct str path, const char *what)
{
	return fault_new(a, FAULT_FILE, "%.*s cannot be %s: %s", STR_ARG(path), what, strerror(errno));
}

static int64_t now_ms(const struct redo *r)
{
	int64_t at = r->order.clock();

	return at < r->last_ms ? r->last_ms : at;
}

/* --- files that appear whole or not at all ------------------------------------------------------------------------- */

static const struct fault *settle(struct arena *a, struct str part, struct str path)
{
	struct str folder = path;
	int fd = open(part.at, O_RDONLY | O_CLOEXEC);
	bool is_good = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	if (!is_good || rename(part.at, path.at) != 0)
		return disk_fault(a, path, "written");
	while (folder.len > 0 && folder.at[folder.len - 1] != '/')
		folder.len--;
	fd = open(folder.len ? arena_cstr(a, folder) : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	is_good = fd >= 0 && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	return is_good ? NULL : disk_fault(a, path, "written");
}

/* `plain` goes to its place in the log, sealed when there is a key; it is gone afterwards. */
static const struct fault *put(const struct redo *r, struct arena *a, struct str path)
{
	struct str part = arena_printf(a, "%.*s.part", STR_ARG(path));
	const struct fault *f = NULL;

	unlink(part.at);
	if (r->order.key) {
		f = vault_seal(a, r->order.key, STR("redo"), r->plain_path, part);
		unlink(r->plain_path.at);
	} else {
		part = r->plain_path;
	}
	return f ? f : settle(a, part, path);
}

static struct str line_folder(const struct redo *r, struct arena *a, int64_t line)
{
	return arena_printf(a, "%.*s/%06lld", STR_ARG(r->order.folder), (long long)line);
}

static const struct fault *folder_make(struct arena *a, struct str path)
{
	return mkdir(arena_cstr(a, path), 0700) == 0 || errno == EEXIST ? NULL : disk_fault(a, path, "made");
}

/* A key seals what leaves the database's folder, so what is not sealed yet stays beside the database. */
static void plain_place(struct redo *r, struct arena *a)
{
	r->plain_path = r->order.key ? arena_printf(a, "%.*s.redo.part", STR_ARG(r->order.address))
				     : arena_printf(a, "%.*s/looking.part", STR_ARG(r->order.folder));
}

/* --- how far the log has come -------------------------------------------------------------------------------------- */

static const struct fault *state_write(const struct redo *r, struct arena *a)
{
	struct str part = arena_printf(a, "%.*s.part", STR_ARG(r->state_path));
	FILE *f = fopen(part.at, "we");
	const struct wal_place *p = &r->place;

	if (!f)
		return disk_fault(a, part, "made");
	fprintf(f, "%lld %lld %lld %lld %u %u %u %u %lld\n", (long long)r->line, (long long)r->seq, (long long)r->base_ms,
		(long long)r->last_ms, p->salt[0], p->salt[1], p->sum[0], p->sum[1], (long long)p->frames);
	if (fclose(f) != 0)
		return disk_fault(a, part, "written");
	return settle(a, part, r->state_path);
}

/* False: there is none that can be read. */
static bool state_read(struct redo *r, struct arena *a)
{
	struct str text;
	int64_t n[9];

	if (file_read(a, r->state_path, STATE_MOST, &text))
		return false;
	for (int i = 0; i < 9; i++) {
		struct str word = str_word(&text);

		if (!word.at || !str_to_int(word, &n[i]))
			return false;
	}
	r->line = n[0];
	r->seq = n[1];
	r->base_ms = n[2];
	r->last_ms = n[3];
	r->place = (struct wal_place){ { (uint32_t)n[4], (uint32_t)n[5] }, { (uint32_t)n[6], (uint32_t)n[7] }, n[8] };
	return true;
}

/* --- readers -------------------------------------------------------------------------------------------------------- */

static const struct fault *say(struct arena *a, sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? NULL :
	       fault_new(a, FAULT_STORE, "the log of changes: %s", sqlite3_errmsg(db));
}

static const struct fault *connect(struct redo *r, struct arena *a, sqlite3 **out)
{
	const char *path = arena_cstr(a, r->order.address);

	if (sqlite3_open_v2(path, out, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL) != SQLITE_OK)
		return fault_new(a, FAULT_STORE, "%s cannot be opened: %s", path, sqlite3_errmsg(*out));
	sqlite3_db_config(*out, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	return say(a, *out, "pragma busy_timeout = 5000; pragma journal_mode = wal; pragma wal_autocheckpoint = 0; "
			    "pragma synchronous = full");
}

/* The other reader begins, at what is committed now. */
static const struct fault *reader_begin(struct redo *r, struct arena *a)
{
	sqlite3 *other = r->reader[!r->open];

	TRY(say(a, other, "begin"));
	return say(a, other, "select 1 from sqlite_master limit 1");
}

/* And takes the place of the one before. */
static void reader_swap(struct redo *r)
{
	sqlite3_exec(r->reader[r->open], "rollback", NULL, NULL, NULL);
	r->open = !r->open;
}

static void reader_drop(struct redo *r)
{
	sqlite3_exec(r->reader[!r->open], "rollback", NULL, NULL, NULL);
}

/* --- lines ---------------------------------------------------------------------------------------------------------- */

static void line_remove(struct arena *a, struct str folder, const struct redo_files *files, int64_t line)
{
	for (size_t i = 0; i < files->count; i++)
		if (files->at[i].line == line)
			unlink(files->at[i].path.at);
	rmdir(arena_printf(a, "%.*s/%06lld", STR_ARG(folder), (long long)line).at);
}

/* A line is of no more use when the next one began so long ago that nobody asks for a moment before it. */
static const struct fault *lines_tidy(struct redo *r, struct arena *a, int64_t begun_ms)
{
	struct redo_files files;
	int64_t before = -1;

	TRY(redo_files(a, r->order.folder, &files));
	for (size_t i = 0; i < files.count; i++) {
		if (files.at[i].seq != 0)
			continue;
		if (before >= 0 && files.at[i].ms < begun_ms - r->order.keep_ms)
			line_remove(a, r->order.folder, &files, before);
		before = files.at[i].line;
	}
	return NULL;
}

static const struct fault *base_copy(struct redo *r, struct arena *a)
{
	sqlite3 *copy;
	const struct fault *f;

	unlink(r->plain_path.at);
	if (sqlite3_open_v2(r->plain_path.at, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		sqlite3_close(copy);
		return disk_fault(a, r->plain_path, "made");
	}
	f = lite_pages_copy(a, copy, r->reader[!r->open]);
	sqlite3_close(copy);
	if (!f && chmod(r->plain_path.at, 0600) != 0)
		f = disk_fault(a, r->plain_path, "closed to others");
	if (f)
		unlink(r->plain_path.at);
	return f;
}

/* The base is of the reader's moment; the log is taken up from the start of its present turn, which may hold pages
 * that the base has already: brought in again in order they give the same. */
static const struct fault *line_begin(struct redo *r, struct arena *a, int64_t begun_ms)
{
	int64_t line = r->line;
	struct redo_files files;

	TRY(redo_files(a, r->order.folder, &files));
	if (files.count && files.at[files.count - 1].line > line)
		line = files.at[files.count - 1].line;
	line++;
	TRY(base_copy(r, a));
	TRY(folder_make(a, line_folder(r, a, line)));
	TRY(put(r, a, arena_printf(a, "%.*s/base-%lld", STR_ARG(line_folder(r, a, line)), (long long)begun_ms)));
	r->line = line;
	r->seq = 0;
	r->base_ms = r->last_ms = begun_ms;
	r->place = (struct wal_place){ 0 };
	TRY(state_write(r, a));
	r->has_line = true;
	return lines_tidy(r, a, begun_ms);
}

/* --- looks ---------------------------------------------------------------------------------------------------------- */

static const struct fault *pages_write(struct redo *r, struct arena *a, int fd, const struct wal_look *l, const struct redo_head *head)
{
	FILE *f = fopen(r->plain_path.at, "we");
	char *page = arena_take(a, l->page_size);
	const struct fault *slip = NULL;
	bool is_good;

	if (!f)
		return disk_fault(a, r->plain_path, "made");
	is_good = fchmod(fileno(f), 0600) == 0 && fwrite(head, sizeof *head, 1, f) == 1;
	for (size_t i = 0; is_good && !slip && i < l->pages.count; i++) {
		slip = wal_page_read(a, fd, l->pages.at[i].frame, l->page_size, page);
		is_good = slip || (fwrite(&l->pages.at[i].number, 4, 1, f) == 1 && fwrite(page, l->page_size, 1, f) == 1);
	}
	if (fclose(f) != 0)
		is_good = false;
	if (!slip && !is_good)
		slip = disk_fault(a, r->plain_path, "written");
	if (slip)
		unlink(r->plain_path.at);
	return slip;
}

static const struct fault *look_keep(struct redo *r, struct arena *a, int fd, const struct wal_look *l, int64_t at_ms)
{
	struct redo_head head = { REDO_MARK, l->page_size, l->pages_all, (uint32_t)l->pages.count, (uint32_t)r->line, r->seq + 1, at_ms };

	TRY(pages_write(r, a, fd, l, &head));
	TRY(put(r, a, arena_printf(a, "%.*s/%08lld-%lld", STR_ARG(line_folder(r, a, r->line)), (long long)r->seq + 1, (long long)at_ms)));
	r->seq++;
	r->last_ms = at_ms;
	r->place = l->after;
	return state_write(r, a);
}

/* The head of SQLite's index of the log (sqlite.org/walformat.html, section 2.1), two copies in memory that all programs
 * share: how many frames count. */
struct index_head { uint32_t version, unused, change; uint8_t is_init, is_big; uint16_t page; uint32_t frames, pages, sum[2], salt[2], own[2]; };

static uint32_t salt_of(uint32_t as_kept)
{
	const unsigned char *at = (const unsigned char *)&as_kept;      /* kept in the order of bytes of the file */

	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static const struct fault *end_of(struct redo *r, struct arena *a, struct wal_end *out)
{
	struct index_head first, second;
	sqlite3_file *file = NULL;
	void volatile *shared = NULL;

	if (sqlite3_file_control(r->reader[!r->open], "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file->pMethods ||
	    file->pMethods->iVersion < 2 || file->pMethods->xShmMap(file, 0, INDEX_PIECE, 0, &shared) != SQLITE_OK || !shared)
		return fault_new(a, FAULT_STORE, "the index of the write-ahead log cannot be read");
	for (int i = 0; i < 10000; i++) {
		memcpy(&first, (const void *)(uintptr_t)shared, sizeof first);
		atomic_thread_fence(memory_order_seq_cst);
		memcpy(&second, (const char *)(uintptr_t)shared + sizeof first, sizeof second);
		if (memcmp(&first, &second, sizeof first) == 0 && first.version == INDEX_VERSION && first.is_init) {
			*out = (struct wal_end){ { salt_of(first.salt[0]), salt_of(first.salt[1]) }, first.frames };
			return NULL;
		}
		sqlite3_sleep(1);               /* somebody commits at this very moment */
	}
	return fault_new(a, FAULT_STORE, "the index of the write-ahead log does not come to rest");
}

/* With the reader begun: all that it sees, and what came since.
 *   why   set when a new line must begin */
static const struct fault *look(struct redo *r, struct arena *a, const char **why)
{
	int64_t at_ms = now_ms(r);      /* just before what counts is asked for: the look holds all up to then, and nothing later */
	struct wal_end end;
	struct wal_look l;
	const struct fault *f;
	int fd;

	TRY(end_of(r, a, &end));
	fd = open(r->wal_path.at, O_RDONLY | O_CLOEXEC);
	f = wal_look(a, fd, &r->place, &end, &l);
	if (!f && l.is_broken)
		*why = "the database was changed by a program that does not keep the log";
	else if (!f && l.is_new)
		f = look_keep(r, a, fd, &l, at_ms);
	if (fd >= 0)
		close(fd);
	return f;
}

/* Nobody writes meanwhile: what is left is kept, all is moved into the database, and readers of before are given time to go,
 * so that the next writer begins the log anew. */
static const struct fault *move_held(struct redo *r, struct arena *a, const char **why)
{
	TRY(reader_begin(r, a));
	TRY(look(r, a, why));
	if (*why)
		return NULL;
	reader_swap(r);
	if (sqlite3_wal_checkpoint_v2(r->reader[!r->open], NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL) != SQLITE_OK)
		return NULL;                    /* somebody reads what is old: another time */
	TRY(reader_begin(r, a));
	reader_swap(r);
	sqlite3_sleep(READERS_GO_MS);
	return NULL;
}

static const struct fault *move(struct redo *r, struct arena *a, const char **why)
{
	const struct fault *f;

	if (r->place.frames < MOVE_FRAMES || sqlite3_exec(r->writer, "begin immediate", NULL, NULL, NULL) != SQLITE_OK)
		return NULL;
	f = move_held(r, a, why);
	if (f || *why)
		reader_drop(r);
	sqlite3_exec(r->writer, "rollback", NULL, NULL, NULL);
	return f;
}

static const struct fault *keep(struct redo *r, struct arena *a, int64_t begun_ms, const char **why)
{
	if (!r->has_line)
		*why = "there was none";
	else if (begun_ms - r->base_ms >= r->order.line_ms)
		*why = "the last one is old enough";
	if (!*why)
		TRY(look(r, a, why));
	if (*why)
		return line_begin(r, a, begun_ms);
	return NULL;
}

const struct fault *redo_keep(struct redo *r, struct arena *scratch, struct str *words)
{
	int64_t begun_ms = now_ms(r);
	const char *why = NULL;
	const struct fault *f;

	*words = STR_NONE;
	TRY(reader_begin(r, scratch));
	f = keep(r, scratch, begun_ms, &why);
	if (f) {
		reader_drop(r);
		return f;
	}
	reader_swap(r);
	if (why) {
		*words = arena_printf(scratch, "line %06lld of the log of changes began with a whole copy: %s", (long long)r->line, why);
		return NULL;
	}
	f = move(r, scratch, &why);
	if (why)
		r->has_line = false;            /* the next look begins it */
	return f;
}

/* Is the state of a log that is there, and is the write-ahead log still the one it speaks of? A machine that lost its power
 * may have lost the end of it. */
static bool takes_up(struct redo *r, struct arena *a)
{
	int fd;
	bool is_held;

	if (!state_read(r, a) || access(line_folder(r, a, r->line).at, F_OK) != 0)
		return false;
	fd = open(r->wal_path.at, O_RDONLY | O_CLOEXEC);
	is_held = wal_holds(a, fd, &r->place);
	if (fd >= 0)
		close(fd);
	return is_held;
}

const struct fault *redo_open(struct arena *a, const struct redo_order *order, struct redo **out)
{
	struct redo *r = ARENA_NEW(a, struct redo, 1);
	const struct fault *f;

	*r = (struct redo){ .order = *order, .state_path = redo_state_path(a, order->address),
			    .wal_path = arena_printf(a, "%.*s-wal", STR_ARG(order->address)) };
	plain_place(r, a);
	TRY(folder_make(a, order->folder));
	r->lock = open(arena_cstr(a, order->folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (r->lock < 0)
		return disk_fault(a, order->folder, "opened");
	f = flock(r->lock, LOCK_EX | LOCK_NB) == 0 ? NULL : fault_new(a, FAULT_FILE, "another program keeps the log in %.*s",
								      STR_ARG(order->folder));
	if (!f)
		f = connect(r, a, &r->reader[0]);
	if (!f)
		f = connect(r, a, &r->reader[1]);
	if (!f)
		f = connect(r, a, &r->writer);
	if (!f) {
		r->open = 1;
		f = reader_begin(r, a);         /* reader 0: from now on nothing is overwritten */
	}
	if (!f) {
		r->open = 0;
		r->has_line = takes_up(r, a);
		f = r->has_line ? NULL : state_write(r, a);
	}
	if (f) {
		redo_close(r);
		return f;
	}
	*out = r;
	return NULL;
}

void redo_close(struct redo *r)
{
	sqlite3_close(r->reader[0]);
	sqlite3_close(r->reader[1]);
	sqlite3_close(r->writer);
	close(r->lock);
}
