/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/stanza - the one reader of stanzas: records of `name: value` lines with an empty line between.
 * Touches nothing. A line that begins with a blank goes on with the value above (joined by one blank; a dot alone
 * makes a new paragraph); a line that begins with # is a remark. */
#ifndef CORE_STANZA_H
#define CORE_STANZA_H

#include "core/fault.h"

struct stanza_line { struct str name, value; int line; };
struct stanza { struct str file; struct stanza_line *at; size_t count, room; };
struct stanzas { struct stanza *at; size_t count, room; };

/* All stanzas of a text. Values without blanks at both ends; one without text is "".
 *   file   for messages; borrowed, as are the bytes of `text`
 *   out    bytes that are no UTF-8 text, lines without a colon, blank lines that go on with nothing: all of them;
 *          field is "file:line" */
struct stanzas stanza_read(struct arena *a, struct str file, struct str text, struct problems *out);
/* "file:line" */
struct str stanza_place(struct arena *a, struct str file, int line);

#endif
