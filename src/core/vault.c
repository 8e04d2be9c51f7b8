/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/vault - sealed files.
 * Touches files, libsodium. */
#include "core/vault.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <unistd.h>

enum { PIECE = 65536, SEALED = PIECE + crypto_secretstream_xchacha20poly1305_ABYTES, WORD_MOST = 32 };
static const char mark[] = "WAYMARK-VAULT-1 ";

struct files { FILE *from, *to; };

/* Both open, or neither and a fault. */
static const struct fault *files_open(struct arena *a, struct str from, struct str to, struct files *out)
{
	int fd;

	out->from = fopen(arena_cstr(a, from), "rbe");
	if (!out->from)
		return fault_new(a, FAULT_FILE, "%.*s cannot be read", STR_ARG(from));
	fd = open(arena_cstr(a, to), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	out->to = fd < 0 ? NULL : fdopen(fd, "wb");
	if (out->to)
		return NULL;
	if (fd >= 0)
		close(fd);
	fclose(out->from);
	return fault_new(a, FAULT_FILE, "%.*s cannot be made (is it there already?)", STR_ARG(to));
}

/* On disk, or a fault and the file gone. */
static const struct fault *files_close(struct arena *a, struct files *f, struct str to, const char *slip)
{
	bool is_good = !slip && fflush(f->to) == 0 && fsync(fileno(f->to)) == 0;

	fclose(f->from);
	if (fclose(f->to) == 0 && is_good)
		return NULL;
	unlink(arena_cstr(a, to));
	return fault_new(a, FAULT_FILE, "%s", slip ? slip : "the file cannot be written");
}

const struct fault *vault_seal(struct arena *a, const unsigned char key[32], struct str word, struct str from, struct str to)
{
	crypto_secretstream_xchacha20poly1305_state state;
	unsigned char head[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
	unsigned char *plain = arena_take(a, PIECE), *sealed = arena_take(a, SEALED);
	const char *slip = NULL;
	struct files f;
	bool is_last = false;

	check(word.len <= WORD_MOST);
	TRY(files_open(a, from, to, &f));
	crypto_secretstream_xchacha20poly1305_init_push(&state, head, key);
	fprintf(f.to, "%s%.*s\n", mark, STR_ARG(word));
	if (fwrite(head, sizeof head, 1, f.to) != 1)
		slip = "the file cannot be written";
	while (!slip && !is_last) {
		size_t got = fread(plain, 1, PIECE, f.from);
		unsigned long long len;

		is_last = got < PIECE;
		crypto_secretstream_xchacha20poly1305_push(&state, sealed, &len, plain, got, (const unsigned char *)word.at,
			word.len, is_last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
		if (ferror(f.from) || fwrite(sealed, (size_t)len, 1, f.to) != 1)
			slip = "the file cannot be read or written";
	}
	return files_close(a, &f, to, slip);
}

static bool word_read(FILE *f, struct str *out, char line[80])
{
	if (!fgets(line, 80, f))
		return false;
	*out = str_trim(str_of(line));
	if (!str_starts(*out, STR("WAYMARK-VAULT-1 ")))
		return false;
	*out = str_slice(*out, sizeof mark - 1, out->len);
	return out->len <= WORD_MOST;
}

const struct fault *vault_word(struct arena *a, struct str path, struct str *word)
{
	FILE *f = fopen(arena_cstr(a, path), "rbe");
	char line[80];
	bool is_good = f && word_read(f, word, line);

	if (f)
		fclose(f);
	if (!is_good)
		return fault_new(a, FAULT_FILE, "%.*s is no sealed file of this program", STR_ARG(path));
	*word = arena_str(a, *word);
	return NULL;
}

/* What is wrong, or NULL when all of it was opened. */
static const char *pieces_open(struct arena *a, const unsigned char key[32], struct str word, struct files *f)
{
	crypto_secretstream_xchacha20poly1305_state state;
	unsigned char head[crypto_secretstream_xchacha20poly1305_HEADERBYTES], tag = 0;
	unsigned char *plain = arena_take(a, PIECE), *sealed = arena_take(a, SEALED);

	if (fread(head, sizeof head, 1, f->from) != 1 ||
	    crypto_secretstream_xchacha20poly1305_init_pull(&state, head, key) != 0)
		return "the file is damaged";
	while (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
		size_t got = fread(sealed, 1, SEALED, f->from);
		unsigned long long len;

		if (got == 0)
			return "the file is cut off";
		if (crypto_secretstream_xchacha20poly1305_pull(&state, plain, &len, &tag, sealed, got,
							       (const unsigned char *)word.at, word.len) != 0)
			return "the file was changed, or sealed with another key";
		if (len > 0 && fwrite(plain, (size_t)len, 1, f->to) != 1)
			return "the file cannot be written";
	}
	return fgetc(f->from) == EOF ? NULL : "there is more in the file than was sealed";
}

const struct fault *vault_open(struct arena *a, const unsigned char key[32], struct str from, struct str to)
{
	char line[80];
	struct str word;
	struct files f;
	const char *slip;

	TRY(files_open(a, from, to, &f));
	slip = word_read(f.from, &word, line) ? pieces_open(a, key, word, &f) : "this is no sealed file of this program";
	return files_close(a, &f, to, slip);
}
