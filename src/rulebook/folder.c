/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/folder - all files of a rulebook folder.
 * Touches the file system, reading only. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "core/file.h"
#include "rulebook/rulebook.h"

enum { FOLDERS_DEEP = 4, FILE_BYTES_MOST = 4 << 20, FILES_MOST = 5000 };

struct walk { struct arena *a; struct str root; struct { struct rulebook_file *at; size_t count, room; } files; };

static const struct fault *file_add(struct walk *w, struct str name, struct str path)
{
	struct str text;

	if (w->files.count == FILES_MOST)
		return fault_new(w->a, FAULT_FILE, "%.*s: more than %d files", STR_ARG(w->root), FILES_MOST);
	TRY(file_read(w->a, path, FILE_BYTES_MOST, &text));
	LIST_PUSH(w->a, &w->files, (struct rulebook_file){ name, text });
	return NULL;
}

static const struct fault *folder_read(struct walk *w, struct str folder, int deep);

static const struct fault *entry_read(struct walk *w, struct str folder, const char *entry, int deep)
{
	struct arena *a = w->a;
	struct str name = str_is_empty(folder) ? arena_str(a, str_of(entry)) :
			  arena_printf(a, "%.*s/%s", STR_ARG(folder), entry);
	struct str path = arena_printf(a, "%.*s/%.*s", STR_ARG(w->root), STR_ARG(name));
	struct stat st;

	if (stat(path.at, &st) != 0)
		return fault_new(a, FAULT_FILE, "%s: %s", path.at, strerror(errno));
	if (S_ISDIR(st.st_mode))
		return folder_read(w, name, deep + 1);
	return S_ISREG(st.st_mode) ? file_add(w, name, path) : NULL;
}

/* Names first, the folder closed, then the files: nothing stays open when the arena is full. */
static const struct fault *folder_read(struct walk *w, struct str folder, int deep)
{
	const char *path = arena_printf(w->a, "%.*s/%.*s", STR_ARG(w->root), STR_ARG(folder)).at;
	struct texts names = { 0 };
	struct dirent *e;
	DIR *dir;

	if (deep > FOLDERS_DEEP)
		return fault_new(w->a, FAULT_FILE, "%s: folders are nested too deeply", path);
	dir = opendir(path);
	if (!dir)
		return fault_new(w->a, FAULT_FILE, "%s: %s", path, strerror(errno));
	while ((e = readdir(dir)))
		if (e->d_name[0] != '.')
			LIST_PUSH(w->a, &names, arena_str(w->a, str_of(e->d_name)));
	closedir(dir);
	for (size_t i = 0; i < names.count; i++)
		TRY(entry_read(w, folder, names.at[i].at, deep));
	return NULL;
}

static int by_name(const void *a, const void *b)
{
	return str_compare(((const struct rulebook_file *)a)->name, ((const struct rulebook_file *)b)->name);
}

const struct fault *rulebook_folder(struct arena *a, struct str folder, struct rulebook_file **files, size_t *count)
{
	struct walk w = { .a = a, .root = folder };

	TRY(folder_read(&w, STR(""), 0));
	if (w.files.count > 0)
		qsort(w.files.at, w.files.count, sizeof *w.files.at, by_name);
	*files = w.files.at;
	*count = w.files.count;
	return NULL;
}
