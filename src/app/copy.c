/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/copy - backups: made, sealed, opened, brought back.
 * Touches the store, files beside the backup (gone afterwards). */
#include "app/copy.h"

#include <unistd.h>

#include "app/house.h"
#include "core/digest.h"
#include "core/vault.h"
#include "store/backup.h"

static struct str beside(struct arena *a, struct str path)
{
	return arena_printf(a, "%.*s.%ld.part", STR_ARG(path), (long)getpid());
}

static const struct fault *key_of(struct arena *a, struct str key_file, unsigned char key[32])
{
	if (!digest_start())
		return fault_new(a, FAULT_OUTSIDE, "libsodium cannot be used");
	return house_key(a, key_file, key);
}

static struct str word_of(enum store_kind kind)
{
	return kind == STORE_POSTGRES ? STR("postgresql") : STR("sqlite");
}

const struct fault *copy_make(struct store_pool *pool, struct arena *a, struct str path, struct str key_file)
{
	struct str plain = beside(a, path);
	unsigned char key[32];
	const struct fault *f;

	if (str_is_empty(key_file))
		return store_backup(pool, a, path);
	TRY(key_of(a, key_file, key));
	f = store_backup(pool, a, plain);
	if (!f)
		f = vault_seal(a, key, word_of(store_kind_of(pool)), plain, path);
	unlink(arena_cstr(a, plain));
	return f;
}

static enum store_kind kind_of(struct str word)
{
	return str_equal(word, STR("postgresql")) ? STORE_POSTGRES : STORE_SQLITE;
}

const struct fault *copy_restore(struct arena *a, struct str path, struct str key_file, struct str address)
{
	struct str plain = beside(a, path), word;
	unsigned char key[32];
	const struct fault *f;

	if (str_is_empty(key_file))
		return store_restore(a, store_kind_at(address), address, path);
	if (access(arena_cstr(a, key_file), R_OK) != 0)
		return fault_new(a, FAULT_FILE, "there is no key file %.*s", STR_ARG(key_file));
	TRY(key_of(a, key_file, key));
	TRY(vault_word(a, path, &word));
	f = vault_open(a, key, path, plain);
	if (!f)
		f = store_restore(a, kind_of(word), address, plain);
	unlink(arena_cstr(a, plain));
	return f;
}
