/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/str - borrowed UTF-8 text with its length.
 * Touches nothing: never allocates; whoever made the bytes owns them. */
#ifndef CORE_STR_H
#define CORE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str { const char *at; size_t len; };  /* at == NULL means absent */

#define STR(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
#define STR_NONE     ((struct str){ NULL, 0 })
/* For printf: "%.*s", STR_ARG(s) */
#define STR_ARG(s)   (int)(s).len, (s).at ? (s).at : ""

/* The text up to its NUL; NULL gives STR_NONE. */
struct str str_of(const char *text);
/* True when absent or of length 0. */
bool str_is_empty(struct str s);
/* True when byte for byte the same; absent equals empty. Asked more often than anything else, mostly of two lengths: hence here. */
static inline bool str_equal(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}
/* As memcmp over both, the shorter first on a tie: negative, 0, positive. */
int str_compare(struct str a, struct str b);
bool str_starts(struct str s, struct str with);
bool str_ends(struct str s, struct str with);
/* True when `part` occurs in `s` (an empty part always does). */
bool str_contains(struct str s, struct str part);
/* Without ASCII blanks (space, tab, CR, LF, FF, VT) at both ends. */
struct str str_trim(struct str s);
/* Cuts `*rest` at the first `sep`: gives what stands before it and moves `*rest` behind it.
 * Without a `sep` gives the whole and leaves `*rest` absent. */
struct str str_cut(struct str *rest, char sep);
/* The next word between ASCII blanks, moving `*rest` on; absent when there is none. */
struct str str_word(struct str *rest);
/* The bytes from (inclusive) to (exclusive), both clamped to the length. */
struct str str_slice(struct str s, size_t from, size_t to);
/* True and `*out` set when the whole text is a decimal number with optional minus that fits. */
bool str_to_int(struct str s, int64_t *out);
/* True when the bytes are well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF)
 * without control characters other than tab, LF and CR. */
bool str_is_text(struct str s);
/* Number of code points of well-formed UTF-8. */
size_t str_count(struct str s);
/* FNV-1a, 64 bits; for tables in memory only. */
uint64_t str_hash(struct str s);

#endif
