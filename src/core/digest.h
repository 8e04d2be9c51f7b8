/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/digest - random tokens, keyed hashes, sealed secrets, passwords: the door to libsodium.
 * Touches the system's random source. */
#ifndef CORE_DIGEST_H
#define CORE_DIGEST_H

#include "core/arena.h"

/* Must be called once before threads start; false when libsodium cannot work. */
bool digest_start(void);
/* A fresh key. */
void digest_key(unsigned char key[32]);
/* 256 random bits as 43 letters, digits, - and _ (base64url): for addresses and cookies. */
struct str digest_token(struct arena *a);
/* `count` random characters of `alphabet`. */
struct str digest_random(struct arena *a, struct str alphabet, size_t count);
/* Keyed BLAKE2b-256 of a token, 64 hex digits: what the database keeps in its place. */
struct str digest_keyed(struct arena *a, const unsigned char key[32], struct str token);
/* SHA-256, 64 hex digits. */
struct str digest_sha256(struct arena *a, struct str bytes);
/* The 32 bytes themselves. */
struct str digest_sha256_bytes(struct arena *a, struct str bytes);
/* Plain base64 with padding. */
struct str digest_base64(struct arena *a, struct str bytes);
/* Sealed with the key (XSalsa20-Poly1305, random nonce), base64; opened: absent when it was changed. */
struct str digest_seal(struct arena *a, const unsigned char key[32], struct str secret);
struct str digest_open(struct arena *a, const unsigned char key[32], struct str sealed);
/* Argon2id, encoded with its own parameters (t=2, 19 MiB). */
struct str digest_password(struct arena *a, struct str password);
/* The same with a salt that is handed in: for the demonstration area alone, whose password is on its sign-in page. */
struct str digest_password_salted(struct arena *a, struct str password, const unsigned char salt[16]);
bool digest_password_is(struct str encoded, struct str password);
/* Was it made with other parameters than digest_password uses? */
bool digest_password_is_old(struct str encoded);
/* Equal in constant time. */
bool digest_equal(struct str a, struct str b);

#endif
