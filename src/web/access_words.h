/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/access_words - lines of the access rule as people read them.
 * Touches the rulebook. */
#ifndef WEB_ACCESS_WORDS_H
#define WEB_ACCESS_WORDS_H

#include "work/desk.h"

/* "document.advice" as a person reads it: the thing, and which part of it. */
struct str access_what_words(struct desk *d, struct str what);
/* A set of bits of relation: "the case belongs to their council; it is their own case". */
struct str access_when_words(struct desk *d, uint32_t relations);

#endif
