/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/digest - random tokens, keyed hashes, sealed secrets, passwords: the door to libsodium.
 * Touches the system's random source. */
#include "core/digest.h"

#include <sodium.h>

enum {
	TOKEN_BYTES = 32,
	HASH_BYTES = 32,
	PASSWORD_PASSES = 2,                    /* OWASP's least for Argon2id: 19 MiB, two passes */
	PASSWORD_MEMORY = 19 * 1024 * 1024,
};

static struct str hex(struct arena *a, const unsigned char *bytes, size_t count)
{
	char *at = arena_take(a, count * 2 + 1);

	sodium_bin2hex(at, count * 2 + 1, bytes, count);
	return (struct str){ at, count * 2 };
}

static struct str base64(struct arena *a, const unsigned char *bytes, size_t count, int variant)
{
	size_t room = sodium_base64_encoded_len(count, variant);
	char *at = arena_take(a, room);

	sodium_bin2base64(at, room, bytes, count, variant);
	return (struct str){ at, strlen(at) };
}

static const unsigned char *bytes_of(struct str s)
{
	return (const unsigned char *)(s.at ? s.at : "");
}

bool digest_start(void)
{
	return sodium_init() >= 0;
}

void digest_key(unsigned char key[32])
{
	randombytes_buf(key, 32);
}

struct str digest_token(struct arena *a)
{
	unsigned char bytes[TOKEN_BYTES];

	randombytes_buf(bytes, sizeof bytes);
	return base64(a, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

struct str digest_random(struct arena *a, struct str alphabet, size_t count)
{
	char *at = arena_take(a, count + 1);

	check(alphabet.len > 0);
	for (size_t i = 0; i < count; i++)
		at[i] = alphabet.at[randombytes_uniform((uint32_t)alphabet.len)];
	return (struct str){ at, count };
}

struct str digest_keyed(struct arena *a, const unsigned char key[32], struct str token)
{
	unsigned char hash[HASH_BYTES];

	crypto_generichash(hash, sizeof hash, bytes_of(token), token.len, key, 32);
	return hex(a, hash, sizeof hash);
}

struct str digest_sha256(struct arena *a, struct str bytes)
{
	unsigned char hash[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(hash, bytes_of(bytes), bytes.len);
	return hex(a, hash, sizeof hash);
}

struct str digest_sha256_bytes(struct arena *a, struct str bytes)
{
	unsigned char *hash = arena_take(a, crypto_hash_sha256_BYTES);

	crypto_hash_sha256(hash, bytes_of(bytes), bytes.len);
	return (struct str){ (const char *)hash, crypto_hash_sha256_BYTES };
}

struct str digest_base64(struct arena *a, struct str bytes)
{
	return base64(a, bytes_of(bytes), bytes.len, sodium_base64_VARIANT_ORIGINAL);
}

struct str digest_seal(struct arena *a, const unsigned char key[32], struct str secret)
{
	size_t count = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + secret.len;
	unsigned char *box = arena_take(a, count);

	randombytes_buf(box, crypto_secretbox_NONCEBYTES);
	crypto_secretbox_easy(box + crypto_secretbox_NONCEBYTES, bytes_of(secret), secret.len, box, key);
	return base64(a, box, count, sodium_base64_VARIANT_ORIGINAL);
}

struct str digest_open(struct arena *a, const unsigned char key[32], struct str sealed)
{
	const size_t head = crypto_secretbox_NONCEBYTES, least = head + crypto_secretbox_MACBYTES;
	unsigned char *box = arena_take(a, sealed.len + 1), *plain;
	size_t count;

	if (!sealed.at || sodium_base642bin(box, sealed.len, sealed.at, sealed.len, NULL, &count, NULL,
					    sodium_base64_VARIANT_ORIGINAL) != 0 || count < least)
		return STR_NONE;
	plain = arena_take(a, count - least + 1);
	if (crypto_secretbox_open_easy(plain, box + head, count - head, box, key) != 0)
		return STR_NONE;
	return (struct str){ (const char *)plain, count - least };
}

struct str digest_password(struct arena *a, struct str password)
{
	char *encoded = arena_take(a, crypto_pwhash_STRBYTES);
	int failed = crypto_pwhash_str_alg(encoded, password.at ? password.at : "", password.len, PASSWORD_PASSES,
					   PASSWORD_MEMORY, crypto_pwhash_ALG_ARGON2ID13);

	if (failed)
		arena_stop(a, "no memory to hash a password");
	return (struct str){ encoded, strlen(encoded) };
}

struct str digest_password_salted(struct arena *a, struct str password, const unsigned char salt[16])
{
	unsigned char hash[HASH_BYTES];

	if (crypto_pwhash(hash, sizeof hash, password.at, password.len, salt, PASSWORD_PASSES, PASSWORD_MEMORY,
			  crypto_pwhash_ALG_ARGON2ID13) != 0)
		arena_stop(a, "no memory to hash a password");
	return arena_printf(a, "$argon2id$v=19$m=%d,t=%d,p=1$%.*s$%.*s", PASSWORD_MEMORY / 1024, PASSWORD_PASSES,
			    STR_ARG(base64(a, salt, crypto_pwhash_SALTBYTES, sodium_base64_VARIANT_ORIGINAL_NO_PADDING)),
			    STR_ARG(base64(a, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL_NO_PADDING)));
}

/* libsodium wants a text of its own length, ended by zeros. */
static bool encoded_copy(struct str encoded, char text[crypto_pwhash_STRBYTES])
{
	memset(text, 0, crypto_pwhash_STRBYTES);
	if (!encoded.at || encoded.len >= crypto_pwhash_STRBYTES)
		return false;
	memcpy(text, encoded.at, encoded.len);
	return true;
}

bool digest_password_is(struct str encoded, struct str password)
{
	char text[crypto_pwhash_STRBYTES];

	return encoded_copy(encoded, text) &&
	       crypto_pwhash_str_verify(text, password.at ? password.at : "", password.len) == 0;
}

bool digest_password_is_old(struct str encoded)
{
	char text[crypto_pwhash_STRBYTES];

	return encoded_copy(encoded, text) &&
	       crypto_pwhash_str_needs_rehash(text, PASSWORD_PASSES, PASSWORD_MEMORY) == 1;
}

bool digest_equal(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || sodium_memcmp(a.at, b.at, a.len) == 0);
}
