/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/sealed - any bytes as a sealed file (a backup, a record on its way, a look of the log of changes): refused, and
 * nothing left, for nobody else has the key. When the first byte is 1, the rest is sealed by us: it comes back as it was, and
 * with one byte of the sealed file changed (the second and third byte say which, the fourth how) it does not. */
#include <unistd.h>

#include "core/digest.h"
#include "core/file.h"
#include "core/vault.h"
#include "fuzz/shared.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const unsigned char key[32] = { 7 };

static void comes_back(struct arena *a, const uint8_t *bytes, size_t len, struct str sealed, struct str plain)
{
	struct str rest = { (const char *)bytes + 4, len - 4 }, whole, word;

	fuzz_file(plain, rest);
	unlink(sealed.at);
	check(vault_seal(a, key, STR("sqlite"), plain, sealed) == NULL);
	unlink(plain.at);
	check(vault_word(a, sealed, &word) == NULL && str_equal(word, STR("sqlite")));
	check(vault_open(a, key, sealed, plain) == NULL);
	check(file_read(a, plain, len, &whole) == NULL && str_equal(whole, rest));
	unlink(plain.at);
	check(file_read(a, sealed, len + 200, &whole) == NULL);
	char *changed = arena_take(a, whole.len);

	memcpy(changed, whole.at, whole.len);
	changed[((size_t)bytes[1] << 8 | bytes[2]) % whole.len] ^= bytes[3] ? (char)bytes[3] : 1;
	fuzz_file(sealed, (struct str){ changed, whole.len });
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_start((size_t)64 << 20);
	struct str folder, sealed, plain, word;

	check(digest_start() && file_folder(a, &folder) == NULL);
	sealed = arena_printf(a, "%.*s/sealed", STR_ARG(folder));
	plain = arena_printf(a, "%.*s/plain", STR_ARG(folder));
	fuzz_file(sealed, (struct str){ (const char *)bytes, len });
	if (len >= 4 && bytes[0] == 1)
		comes_back(a, bytes, len, sealed, plain);
	if (!vault_word(a, sealed, &word))
		check(word.len <= 32);
	check(vault_open(a, key, sealed, plain) != NULL && access(plain.at, F_OK) != 0);
	arena_end(a);
	return 0;
}
