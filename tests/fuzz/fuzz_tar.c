/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/tar - any bytes as the file of a record that was carried here: entries no larger than allowed, each with a name,
 * or a fault in words. */
#include "core/file.h"
#include "core/tar.h"
#include "fuzz/shared.h"

enum { ENTRY_MOST = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const struct fault *each(struct arena *a, void *ctx, struct str name, struct str bytes)
{
	(void)a;
	check(name.at && bytes.len <= ENTRY_MOST);
	for (size_t i = 0; i < bytes.len; i++)
		*(size_t *)ctx += (unsigned char)bytes.at[i];
	return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_start((size_t)64 << 20);
	struct str folder, path;
	size_t seen = 0;

	check(file_folder(a, &folder) == NULL);
	path = arena_printf(a, "%.*s/file", STR_ARG(folder));
	fuzz_file(path, (struct str){ (const char *)bytes, len });
	for (enum tar_form form = TAR_PLAIN; form <= TAR_ZIP; form++) {
		const struct fault *fault = tar_read(a, path, form, ENTRY_MOST, each, &seen);

		check(!fault || fault->words.len > 0);
	}
	arena_end(a);
	return 0;
}
