/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_restore - `waymark restore`: a copy becomes a database again, or the log of changes as of a moment.
 * Touches the store, files, standard output. */
#include <stdio.h>
#include <unistd.h>

#include "app/copy.h"
#include "app/house.h"
#include "app/moment.h"
#include "app/verb.h"
#include "core/digest.h"
#include "store/redo.h"

/* From the log of --log-folder, as of --to. */
static const struct fault *from_log(struct arena *a, const struct settings *s)
{
	struct str to = setting_flag(s, "to"), key_file = setting_of(s, "log-key");
	unsigned char key[32];
	int64_t to_ms = INT64_MAX, reached_ms = 0;
	bool is_latest = str_equal(to, STR("latest"));

	if (str_is_empty(setting_of(s, "log-folder")))
		return fault_new(a, FAULT_SETTING, "--to needs log-folder, where the log of changes is");
	if (!is_latest && !moment_read(to, &to_ms))
		return fault_new(a, FAULT_SETTING, "--to is \"latest\" or a moment in UTC such as 2026-11-29T14:05 or 2026-11-29T14:05:30");
	if (!str_is_empty(key_file)) {
		if (access(arena_cstr(a, key_file), R_OK) != 0)
			return fault_new(a, FAULT_FILE, "there is no key file %.*s", STR_ARG(key_file));
		if (!digest_start())
			return fault_new(a, FAULT_OUTSIDE, "libsodium cannot be used");
		TRY(house_key(a, key_file, key));
	}
	TRY(redo_restore(a, setting_of(s, "log-folder"), str_is_empty(key_file) ? NULL : key, to_ms, setting_of(s, "db"), &reached_ms));
	printf("As it stood at %.*s, the last look %s.\n", STR_ARG(moment_write(a, reached_ms)), is_latest ? "of all" : "before that moment");
	return NULL;
}

static int run(int argc, char **argv, const struct settings *s)
{
	struct arena *a = setting_arena(s);
	bool is_log = setting_flag(s, "to").at != NULL;
	struct store_pool *pool;
	int version = 0;
	const struct fault *f;

	if (argc != (is_log ? 0 : 1)) {
		verb_fail("restore", STR("takes one FILE, or --to MOMENT"));
		return 2;
	}
	f = is_log ? from_log(a, s) : copy_restore(a, str_of(argv[0]), setting_flag(s, "seal-key"), setting_of(s, "db"));
	if (!f)
		f = store_open(a, setting_of(s, "db"), &pool);
	if (f)
		return verb_fail("restore", f->words);
	f = store_version(pool, a, &version);
	store_close(pool);
	if (f)
		return verb_fail("restore", f->words);
	printf("Restored, schema version %d. Run `waymark migrate` if the program is newer.\n", version);
	return 0;
}

static const struct verb_flag flags[] = {
	{ "seal-key", "FILE", "key that the copy was sealed with" },
	{ "to", "MOMENT", "from the log of changes, as it stood then: latest, or in UTC 2026-11-29T14:05:30" },
	{ NULL, NULL, NULL },
};

const struct verb verb_restore = {
	.name = "restore",
	.line = "make a new database from a copy, or as of a moment from the log of changes",
	.usage = "FILE --db NEW [--seal-key FILE] | --to MOMENT --log-folder FOLDER [--log-key FILE] --db NEW",
	.help = "The database of --db must not be there yet (SQLite) or be empty (PostgreSQL): nothing is ever written over.\n"
		"`waymark log list` tells which moments the log can bring back.",
	.flags = flags,
	.run = run,
};
