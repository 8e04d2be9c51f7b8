/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/file - the bytes of a file; a folder for a while.
 * Touches the file system. */
#include "core/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct fault *read_whole(struct arena *a, int fd, struct str path, size_t most, struct str *out)
{
	struct stat st;
	size_t got = 0;
	char *text;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return fault_new(a, FAULT_FILE, "%.*s: is no file", STR_ARG(path));
	if ((uint64_t)st.st_size > most)
		return fault_new(a, FAULT_FILE, "%.*s: larger than %zu bytes", STR_ARG(path), most);
	text = arena_take(a, (size_t)st.st_size + 1);
	while (got < (size_t)st.st_size) {
		ssize_t more = read(fd, text + got, (size_t)st.st_size - got);

		if (more < 0 && errno == EINTR)
			continue;
		if (more <= 0)
			return fault_new(a, FAULT_FILE, "%.*s: cannot be read whole", STR_ARG(path));
		got += (size_t)more;
	}
	*out = (struct str){ text, got };
	return NULL;
}

const struct fault *file_read(struct arena *a, struct str path, size_t most, struct str *out)
{
	int fd = open(arena_cstr(a, path), O_RDONLY | O_CLOEXEC);
	const struct fault *f;

	if (fd < 0)
		return fault_new(a, FAULT_FILE, "%.*s: %s", STR_ARG(path), strerror(errno));
	f = read_whole(a, fd, path, most, out);
	close(fd);
	return f;
}

enum { FOLDER_DEPTH = 8 };

/* Folders in folders too: a child that was stopped in the middle had no time to tidy. */
static void folder_empty(int fd, int depth)
{
	DIR *dir = fdopendir(fd);

	for (struct dirent *e; dir && (e = readdir(dir)) != NULL;) {
		int inner;

		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 || unlinkat(fd, e->d_name, 0) == 0 || depth == 0)
			continue;
		inner = openat(fd, e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (inner >= 0)
			folder_empty(inner, depth - 1);
		unlinkat(fd, e->d_name, AT_REMOVEDIR);
	}
	if (dir)
		closedir(dir);
	else
		close(fd);
}

static void folder_drop(void *thing)
{
	int fd = open(thing, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd >= 0)
		folder_empty(fd, FOLDER_DEPTH);
	rmdir(thing);
}

const struct fault *file_folder(struct arena *a, struct str *out)
{
	const char *tmp = getenv("TMPDIR");
	struct str path = arena_printf(a, "%s/waymark-XXXXXX", tmp && tmp[0] ? tmp : "/tmp");
	char *at = (char *)(uintptr_t)arena_cstr(a, path);

	if (!mkdtemp(at))
		return fault_new(a, FAULT_FILE, "no folder can be made in %s", tmp && tmp[0] ? tmp : "/tmp");
	arena_at_end(a, folder_drop, at);
	*out = str_of(at);
	return NULL;
}

const char *file_parent(struct arena *a, struct str path)
{
	size_t end = path.len;

	while (end > 0 && path.at[end - 1] != '/')
		end--;
	return end == 0 ? "." : arena_cstr(a, str_slice(path, 0, end));
}
