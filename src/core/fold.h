/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/fold - names as they are searched and compared: the one place where that is decided.
 * Touches libutf8proc. */
#ifndef CORE_FOLD_H
#define CORE_FOLD_H

#include "core/arena.h"

/* Lower case without accents, one blank between words, none at the ends; curly quotes and long dashes as on a
 * keyboard. "  Zoë  O’BRIEN-Łukasz" gives "zoe o'brien-lukasz". Bytes that are no UTF-8 are left out. In the arena;
 * absent gives "". */
struct str fold(struct arena *a, struct str text);
/* Bytes of `text` from `at` on that are `word` when folded, accents behind it among them; 0 when it does not stand there.
 *   word    folded already */
size_t fold_at(struct str text, size_t at, struct str word);
/* fold of a person: "family given", as person.folded and process.child_folded are kept. */
struct str fold_person(struct arena *a, struct str family, struct str given);

#endif
