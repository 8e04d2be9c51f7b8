/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/tar - entries written and read one after the other.
 * Touches files, libarchive. */
#include "core/tar.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

enum { BLOCK = 65536, BESIDE = 8 << 20 };

struct tar { struct arena *a; struct archive *at; int fd; };

static void tar_drop(void *thing)
{
	struct tar *t = thing;

	if (t->at)
		archive_write_free(t->at);
	t->at = NULL;
	if (t->fd >= 0)
		close(t->fd);
	t->fd = -1;
}

static const struct fault *failed(struct arena *a, struct archive *at)
{
	const char *words = archive_error_string(at);

	return fault_new(a, FAULT_FILE, "%s", words ? words : "the file cannot be read or written");
}

const struct fault *tar_begin(struct arena *a, struct str path, enum tar_form form, struct tar **out)
{
	struct tar *t = ARENA_NEW(a, struct tar, 1);

	if (access(arena_cstr(a, path), F_OK) == 0)
		return fault_new(a, FAULT_FILE, "%.*s is there already", STR_ARG(path));
	*t = (struct tar){ a, archive_write_new(), open(arena_cstr(a, path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) };
	arena_at_end(a, tar_drop, t);
	if (t->fd < 0)
		return fault_new(a, FAULT_FILE, "%.*s cannot be made", STR_ARG(path));
	if (!t->at)
		return fault_new(a, FAULT_FILE, "libarchive cannot be used");
	if ((form == TAR_ZIP ? archive_write_set_format_zip(t->at) : archive_write_set_format_pax_restricted(t->at)) != ARCHIVE_OK ||
	    archive_write_open_fd(t->at, t->fd) != ARCHIVE_OK)
		return failed(a, t->at);
	*out = t;
	return NULL;
}

const struct fault *tar_entry(struct tar *t, struct str name, int64_t size)
{
	struct archive_entry *e = archive_entry_new();

	if (!e)
		return fault_new(t->a, FAULT_FILE, "libarchive cannot be used");
	archive_entry_set_pathname(e, arena_cstr(t->a, name));
	archive_entry_set_size(e, size);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, 0600);
	int done = archive_write_header(t->at, e);
	archive_entry_free(e);
	return done == ARCHIVE_OK ? NULL : failed(t->a, t->at);
}

const struct fault *tar_part(struct tar *t, struct str bytes)
{
	return archive_write_data(t->at, bytes.at, bytes.len) == (la_ssize_t)bytes.len ? NULL : failed(t->a, t->at);
}

const struct fault *tar_end(struct tar *t)
{
	const struct fault *f = archive_write_close(t->at) == ARCHIVE_OK ? NULL : failed(t->a, t->at);

	tar_drop(t);
	return f;
}

static void entry_drop(void *arena)
{
	arena_end(arena);
}

static void read_drop(void *at)
{
	archive_read_free(at);
}

static const struct fault *entry_read(struct arena *a, struct archive *at, struct archive_entry *e, int64_t most,
				      tar_each each, void *ctx)
{
	struct str name = arena_str(a, str_of(archive_entry_pathname(e)));
	int64_t size = archive_entry_size(e);

	if (archive_entry_filetype(e) != AE_IFREG || archive_entry_hardlink(e) || !name.at || size < 0 || size > most)
		return fault_new(a, FAULT_TEXT, "an entry is no plain file, or too large");
	char *bytes = arena_take(a, (size_t)size + 1);
	for (int64_t got = 0; got < size;) {
		la_ssize_t n = archive_read_data(at, bytes + got, (size_t)(size - got));

		if (n <= 0)
			return fault_new(a, FAULT_TEXT, "an entry is cut off");
		got += n;
	}
	return each(a, ctx, name, (struct str){ bytes, (size_t)size });
}

static const struct fault *entry_next(struct arena *one, struct archive *at, struct archive_entry *e, int64_t most,
				      tar_each each, void *ctx)
{
	TRY(entry_read(one, at, e, most, each, ctx));
	arena_clear(one);
	return NULL;
}

const struct fault *tar_read(struct arena *a, struct str path, enum tar_form form, int64_t most, tar_each each, void *ctx)
{
	struct archive *at = archive_read_new();
	struct archive_entry *e;
	struct arena *one;
	int done;

	if (!at)
		return fault_new(a, FAULT_FILE, "libarchive cannot be used");
	arena_at_end(a, read_drop, at);
	one = arena_start((size_t)most + BESIDE);
	arena_at_end(a, entry_drop, one);       /* a fault of the last entry lives as long as `a` */
	if ((form == TAR_ZIP ? archive_read_support_format_zip(at) : archive_read_support_format_tar(at)) != ARCHIVE_OK ||
	    archive_read_open_filename(at, arena_cstr(a, path), BLOCK) != ARCHIVE_OK)
		return failed(a, at);
	while ((done = archive_read_next_header(at, &e)) == ARCHIVE_OK)
		TRY(entry_next(one, at, e, most, each, ctx));
	return done == ARCHIVE_EOF ? NULL : failed(a, at);
}
