/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tools/pack - what the packers share: a file read, a file made, and the end with a place and a reason.
 * Touches the file system. */
#ifndef TOOLS_PACK_H
#define TOOLS_PACK_H

#include "core/out.h"

/* Prints "file:line: what which" on standard error and exits with 1. Line 0: none. */
_Noreturn void pack_refuse(struct str file, int line, const char *what, struct str which);

/* All bytes of the file, in the arena; refuses what cannot be read. */
struct str pack_read(struct arena *a, struct str path);

/* Writes FOLDER/NAME. Leaves a file alone that would not change: then nothing that includes it is compiled again. */
void pack_write(struct arena *a, struct str folder, struct str name, struct str text);

#endif
