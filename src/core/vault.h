/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/vault - a file sealed with a key, so that it can be kept anywhere: XChaCha20-Poly1305 in a stream.
 * Touches files, libsodium. */
#ifndef CORE_VAULT_H
#define CORE_VAULT_H

#include "core/fault.h"

/* Seals the file `from` into a new file `to` (mode 0600), with a word of up to 32 letters that anybody may read
 * (say "sqlite"). Memory does not grow with the size. FAULT_FILE. */
MUST const struct fault *vault_seal(struct arena *a, const unsigned char key[32], struct str word, struct str from,
				    struct str to);
/* The word of a sealed file. */
MUST const struct fault *vault_word(struct arena *a, struct str path, struct str *word);
/* Opens it into a new file. FAULT_FILE: another key, changed or cut off, in which case nothing is left at `to`. */
MUST const struct fault *vault_open(struct arena *a, const unsigned char key[32], struct str from, struct str to);

#endif
