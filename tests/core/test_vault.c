/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/core/test_vault - sealed files: whole again, or not at all.
 * Touches core/vault and files in /tmp. */
#include <stdio.h>
#include <unistd.h>

#include "core/digest.h"
#include "core/vault.h"
#include "harness.h"

static struct str place(struct arena *a, const char *name)
{
	struct str path = arena_printf(a, "/tmp/waymark-vault-%d-%s", (int)getpid(), name);

	unlink(path.at);
	return path;
}

static void put(struct str path, struct str bytes)
{
	FILE *f = fopen(path.at, "wb");

	fwrite(bytes.at, 1, bytes.len, f);
	fclose(f);
}

static const unsigned char key[32] = "a key of thirty-two bytes, truly", other[32] = "another key of thirty-two bytes!";

TEST(what_is_sealed_is_opened_again)
{
	static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 200000 };

	CHECK(digest_start());
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct str plain = place(a, "plain"), sealed = place(a, "sealed"), back = place(a, "back"), word;
		char *bytes = arena_take(a, sizes[i] + 1);

		for (size_t k = 0; k < sizes[i]; k++)
			bytes[k] = (char)(k * 7);
		put(plain, (struct str){ bytes, sizes[i] });
		CHECK_OK(vault_seal(a, key, STR("sqlite"), plain, sealed));
		CHECK_OK(vault_word(a, sealed, &word));
		CHECK_STR(word, STR("sqlite"));
		CHECK_OK(vault_open(a, key, sealed, back));
		CHECK_STR(test_file(a, back.at), test_file(a, plain.at));
		CHECK(vault_open(a, key, sealed, back) != NULL);        /* it is there already */
		unlink(plain.at);
		unlink(sealed.at);
		unlink(back.at);
	}
}

/* Each byte changed, each length cut: never a file. */
TEST(what_was_changed_or_cut_is_refused_and_leaves_nothing)
{
	struct str plain = place(a, "p2"), sealed = place(a, "s2"), back = place(a, "b2"), whole;

	CHECK(digest_start());
	put(plain, STR("the record of an invented child"));
	CHECK_OK(vault_seal(a, key, STR("sqlite"), plain, sealed));
	whole = test_file(a, sealed.at);
	CHECK(vault_open(a, other, sealed, back) != NULL);
	for (size_t i = 0; i < whole.len; i++) {
		char *bytes = arena_take(a, whole.len);

		memcpy(bytes, whole.at, whole.len);
		bytes[i] ^= 1;
		put(sealed, (struct str){ bytes, whole.len });
		CHECK_NOTE(vault_open(a, key, sealed, back) != NULL, "byte %zu", i);
		put(sealed, (struct str){ whole.at, i });
		CHECK_NOTE(vault_open(a, key, sealed, back) != NULL, "cut at %zu", i);
		CHECK(access(back.at, F_OK) != 0);
	}
	unlink(plain.at);
	unlink(sealed.at);
}
