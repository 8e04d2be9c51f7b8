/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/redo - any files as a log of changes: a database that SQLite finds whole, as of a look that was not too late,
 * or a fault and nothing left behind; never a crash. The first line says how the files are kept and up to when they are
 * followed ("plain 4000", "sealed", "raw": as plain, sealed by us, sealed as the bytes say); then each file as
 * "== LINE/NAME", a newline, its bytes, a newline. */
#include <sys/stat.h>
#include <unistd.h>

#include "core/digest.h"
#include "core/file.h"
#include "core/vault.h"
#include "fuzz/shared.h"
#include "store/redo.h"

enum { NAME_MOST = 60 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const unsigned char key[32] = { 7 };

static bool name_is_good(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!(s.at[i] >= '0' && s.at[i] <= '9') && !(s.at[i] >= 'a' && s.at[i] <= 'z') && s.at[i] != '-')
			return false;
	return s.len > 0 && s.len <= NAME_MOST;
}

/* The next file of the input; false when there is none. */
static bool file_next(struct str *in, struct str *line, struct str *name, struct str *bytes)
{
	size_t end = 0;

	if (!str_starts(*in, STR("== ")))
		return false;
	*in = str_slice(*in, 3, in->len);
	*name = str_cut(in, '\n');
	*line = str_cut(name, '/');
	while (end < in->len && !str_starts(str_slice(*in, end, in->len), STR("\n== ")))
		end++;
	*bytes = str_slice(*in, 0, end);
	*in = str_slice(*in, end + 1, in->len);
	return true;
}

static void log_write(struct arena *a, struct str in, struct str folder, bool is_sealed)
{
	struct str line, name, bytes, spare = arena_printf(a, "%.*s/spare", STR_ARG(folder));

	while (file_next(&in, &line, &name, &bytes)) {
		if (!name_is_good(line) || !name_is_good(name))
			continue;
		mkdir(arena_printf(a, "%.*s/log/%.*s", STR_ARG(folder), STR_ARG(line)).at, 0700);
		struct str path = arena_printf(a, "%.*s/log/%.*s/%.*s", STR_ARG(folder), STR_ARG(line), STR_ARG(name));

		unlink(path.at);
		fuzz_file(is_sealed ? spare : path, bytes);
		if (is_sealed)
			check(vault_seal(a, key, STR("redo"), spare, path) == NULL);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_start((size_t)64 << 20);
	struct str in = { (const char *)bytes, len }, how = str_cut(&in, '\n'), kept = str_cut(&how, ' '), folder, log, db;
	int64_t to_ms = INT64_MAX, reached_ms = 0;
	struct redo_lines lines;

	check(digest_start());
	if (!how.at || !str_to_int(how, &to_ms))
		to_ms = INT64_MAX;
	check(file_folder(a, &folder) == NULL);
	log = arena_printf(a, "%.*s/log", STR_ARG(folder));
	db = arena_printf(a, "%.*s/back.db", STR_ARG(folder));
	check(mkdir(log.at, 0700) == 0);
	log_write(a, in, folder, str_equal(kept, STR("sealed")));
	check(redo_list(a, log, &lines) == NULL);
	const struct fault *f = redo_restore(a, log, str_equal(kept, STR("plain")) ? NULL : key, to_ms, db, &reached_ms);

	check(f ? f->words.len > 0 : reached_ms <= to_ms);
	check((access(db.at, F_OK) == 0) == (f == NULL));
	check(access(arena_printf(a, "%.*s.redo.part", STR_ARG(db)).at, F_OK) != 0);
	arena_end(a);
	return 0;
}
