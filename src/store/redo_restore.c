/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store/redo_restore - what is in a log of changes, and a database made again from it.
 * Touches SQLite (to prove what was made), files. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/vault.h"
#include "store/redo_room.h"

enum { NAME_MOST = 64, PAGE_MOST = 65536 };

/* "00000012-1764450000123": two whole numbers; "base" counts as 0. */
static bool name_read(const char *name, int64_t *seq, int64_t *ms)
{
	struct str rest = str_of(name), first = str_cut(&rest, '-');

	if (!rest.at || rest.len > NAME_MOST || !str_to_int(rest, ms))
		return false;
	*seq = 0;
	return str_equal(first, STR("base")) || (first.len == 8 && str_to_int(first, seq) && *seq > 0);
}

static int by_place(const void *left, const void *right)
{
	const struct redo_file *a = left, *b = right;

	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return a->seq < b->seq ? -1 : a->seq > b->seq ? 1 : a->ms < b->ms ? -1 : a->ms > b->ms;
}

static void line_files(struct arena *a, struct str folder, int64_t line, struct redo_files *out)
{
	DIR *dir = opendir(folder.at);
	struct redo_file file = { .line = line };

	for (struct dirent *e; dir && (e = readdir(dir)) != NULL;) {
		if (!name_read(e->d_name, &file.seq, &file.ms))
			continue;
		file.path = arena_printf(a, "%.*s/%s", STR_ARG(folder), e->d_name);
		LIST_PUSH(a, out, file);
	}
	if (dir)
		closedir(dir);
}

const struct fault *redo_files(struct arena *a, struct str folder, struct redo_files *out)
{
	DIR *dir = opendir(arena_cstr(a, folder));
	int64_t line;

	*out = (struct redo_files){ NULL, 0, 0 };
	if (!dir)
		return fault_new(a, FAULT_FILE, "%.*s: %s", STR_ARG(folder), strerror(errno));
	for (struct dirent *e; (e = readdir(dir)) != NULL;)
		if (strlen(e->d_name) == 6 && str_to_int(str_of(e->d_name), &line))
			line_files(a, arena_printf(a, "%.*s/%s", STR_ARG(folder), e->d_name), line, out);
	closedir(dir);
	if (out->count)
		qsort(out->at, out->count, sizeof *out->at, by_place);
	return NULL;
}

const struct fault *redo_list(struct arena *a, struct str folder, struct redo_lines *out)
{
	struct redo_files files;

	*out = (struct redo_lines){ NULL, 0, 0 };
	TRY(redo_files(a, folder, &files));
	for (size_t i = 0; i < files.count; i++) {
		const struct redo_file *f = &files.at[i];

		if (f->seq == 0)
			LIST_PUSH(a, out, (struct redo_line){ arena_printf(a, "%06lld", (long long)f->line), f->ms, f->ms, 0 });
		if (f->seq == 0 || out->count == 0)
			continue;
		out->at[out->count - 1].to_ms = f->ms;
		out->at[out->count - 1].looks = f->seq;
	}
	return NULL;
}

/* --- made again ----------------------------------------------------------------------------------------------------- */

struct making { struct arena *a; const unsigned char *key; struct str address, plain; int fd; };

/* The plain bytes of a file of the log, at a path that is there until the next. */
static const struct fault *plain_of(struct making *m, struct str path, struct str *plain)
{
	*plain = m->key ? m->plain : path;
	if (!m->key)
		return NULL;
	unlink(m->plain.at);
	return vault_open(m->a, m->key, path, m->plain);
}

static const struct fault *base_take(struct making *m, struct str path)
{
	struct str plain;
	char *piece = arena_take(m->a, PAGE_MOST);
	FILE *from;
	size_t got;
	bool is_good = true;

	TRY(plain_of(m, path, &plain));
	from = fopen(plain.at, "re");
	if (!from)
		return fault_new(m->a, FAULT_FILE, "%.*s cannot be read", STR_ARG(plain));
	while (is_good && (got = fread(piece, 1, PAGE_MOST, from)) > 0)
		is_good = write(m->fd, piece, got) == (ssize_t)got;
	is_good = is_good && !ferror(from);
	fclose(from);
	return is_good ? NULL : fault_new(m->a, FAULT_FILE, "%.*s cannot be written: %s", STR_ARG(m->address), strerror(errno));
}

static bool head_is_good(const struct redo_head *h, const struct redo_file *file)
{
	return memcmp(h->mark, REDO_MARK, sizeof REDO_MARK) == 0 && h->line == (uint32_t)file->line && h->seq == file->seq &&
	       h->page_size >= 512 && h->page_size <= PAGE_MOST;
}

/* NULL, or what is wrong with it. */
static const char *pages_take(struct making *m, FILE *from, const struct redo_file *file)
{
	char *page = arena_take(m->a, PAGE_MOST);
	struct redo_head h;
	uint32_t number;

	if (fread(&h, sizeof h, 1, from) != 1 || !head_is_good(&h, file))
		return "is not the file of the log that its name says";
	for (uint32_t i = 0; i < h.count; i++) {
		if (fread(&number, 4, 1, from) != 1 || number == 0 || number > h.pages_all || fread(page, h.page_size, 1, from) != 1)
			return "is cut off or damaged";
		if (pwrite(m->fd, page, h.page_size, (off_t)(number - 1) * h.page_size) != (ssize_t)h.page_size)
			return "cannot be brought in: the disk may be full";
	}
	return ftruncate(m->fd, (off_t)h.pages_all * h.page_size) == 0 ? NULL : "cannot be brought in: the disk may be full";
}

static const struct fault *look_take(struct making *m, const struct redo_file *file)
{
	struct arena_mark mark = arena_mark(m->a);
	struct str plain;
	const char *slip = "cannot be read";
	FILE *from;

	TRY(plain_of(m, file->path, &plain));
	from = fopen(plain.at, "re");
	if (from)
		slip = pages_take(m, from, file);
	if (from)
		fclose(from);
	if (slip)
		return fault_new(m->a, FAULT_FILE, "%.*s %s", STR_ARG(file->path), slip);
	arena_reset(m->a, mark);
	return NULL;
}

/* The last base at or before the moment; files.count when there is none. */
static size_t base_find(const struct redo_files *files, int64_t to_ms)
{
	size_t found = files->count;

	for (size_t i = 0; i < files->count; i++)
		if (files->at[i].seq == 0 && files->at[i].ms <= to_ms)
			found = i;
	return found;
}

static const struct fault *make(struct making *m, const struct redo_files *files, size_t base, int64_t to_ms, int64_t *reached_ms)
{
	int64_t seq = 0;

	TRY(base_take(m, files->at[base].path));
	*reached_ms = files->at[base].ms;
	for (size_t i = base + 1; i < files->count && files->at[i].line == files->at[base].line && files->at[i].ms <= to_ms; i++) {
		/* Taken twice when the machine stopped in between: the later one holds all of the earlier. */
		if (i + 1 < files->count && files->at[i + 1].line == files->at[i].line && files->at[i + 1].seq == files->at[i].seq &&
		    files->at[i + 1].ms <= to_ms)
			continue;
		if (files->at[i].seq != ++seq)
			return fault_new(m->a, FAULT_FILE, "number %lld of line %06lld is missing in the log: it can be followed to %.*s only",
					 (long long)seq, (long long)files->at[i].line, STR_ARG(date_instant(m->a, *reached_ms)));
		TRY(look_take(m, &files->at[i]));
		*reached_ms = files->at[i].ms;
	}
	if (fsync(m->fd) != 0)
		return fault_new(m->a, FAULT_FILE, "%.*s cannot be written", STR_ARG(m->address));
	return lite_prove(m->a, m->address);
}

const struct fault *redo_restore(struct arena *a, struct str folder, const unsigned char *key, int64_t to_ms, struct str address,
				 int64_t *reached_ms)
{
	struct making m = { a, key, arena_str(a, address), arena_printf(a, "%.*s.redo.part", STR_ARG(address)), -1 };
	struct redo_files files;
	const struct fault *f;
	size_t base;

	TRY(redo_files(a, folder, &files));
	base = base_find(&files, to_ms);
	if (base == files.count)
		return fault_new(a, FAULT_FILE, "the log in %.*s begins later: see waymark log list", STR_ARG(folder));
	m.fd = open(m.address.at, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (m.fd < 0)
		return fault_new(a, FAULT_FILE, "%.*s: %s", STR_ARG(address), errno == EEXIST ? "is there already" : "cannot be made");
	f = make(&m, &files, base, to_ms, reached_ms);
	close(m.fd);
	unlink(m.plain.at);
	if (f)
		unlink(m.address.at);
	return f;
}
