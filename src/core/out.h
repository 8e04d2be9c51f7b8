/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/out - a text that grows at its end, in an arena.
 * Touches nothing. */
#ifndef CORE_OUT_H
#define CORE_OUT_H

#include "core/arena.h"

struct out { struct arena *arena; char *at; size_t len, room; };

/* An empty text with `room` bytes set aside (0 for a little). */
struct out out_start(struct arena *a, size_t room);
void out_add(struct out *o, struct str s);
void out_byte(struct out *o, char c);
void out_int(struct out *o, int64_t n);
void out_printf(struct out *o, const char *form, ...) __attribute__((format(printf, 2, 3)));
/* With & < > " ' as entities: safe in HTML text and in quoted attributes. */
void out_html(struct out *o, struct str s);
/* As a JSON string with its quotes; bytes must be UTF-8. */
void out_json(struct out *o, struct str s);
/* Percent-encoded for one part of a URL or of a query. */
void out_url(struct out *o, struct str s);
/* As one CSV cell (RFC 4180), with a leading ' before = + - @ so that no spreadsheet runs it. */
void out_csv(struct out *o, struct str s);
/* What was written, owned by the arena; stays until the next out_ call. */
struct str out_str(const struct out *o);

#endif
