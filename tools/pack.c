/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tools/pack - see pack.h. */
#include "tools/pack.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/file.h"

enum { FILE_MOST = 64 << 20 };                          /* bytes */

_Noreturn void pack_refuse(struct str file, int line, const char *what, struct str which)
{
	fprintf(stderr, "%.*s:%d: %s%s%.*s\n", STR_ARG(file), line, what, which.len ? " " : "", STR_ARG(which));
	exit(1);
}

struct str pack_read(struct arena *a, struct str path)
{
	struct str text;
	const struct fault *f = file_read(a, path, FILE_MOST, &text);
	if (f)
		pack_refuse(path, 0, "cannot be read:", f->words);
	return text;
}

void pack_write(struct arena *a, struct str folder, struct str name, struct str text)
{
	struct str path = arena_printf(a, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name)), before;
	if (!file_read(a, path, FILE_MOST, &before) && str_equal(before, text))
		return;
	FILE *f = fopen(path.at, "w");
	if (!f || fwrite(text.at, 1, text.len, f) != text.len || fclose(f) != 0)
		pack_refuse(path, 0, "cannot be written", STR_NONE);
}
