/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/tar - several files in one: the door to libarchive.
 * Touches files. */
#ifndef CORE_TAR_H
#define CORE_TAR_H

#include "core/fault.h"

struct tar;
enum tar_form { TAR_PLAIN, TAR_ZIP };   /* zip: what anybody can open */
/* A new file; closed with the arena at the latest. FAULT_FILE: not writable, or there already. */
MUST const struct fault *tar_begin(struct arena *a, struct str path, enum tar_form form, struct tar **out);
/* An entry of exactly `size` bytes, which then come in parts. */
MUST const struct fault *tar_entry(struct tar *t, struct str name, int64_t size);
MUST const struct fault *tar_part(struct tar *t, struct str bytes);
MUST const struct fault *tar_end(struct tar *t);

/* Calls `each` for every plain file in it, its name and bytes in an arena of their own that is emptied afterwards. An entry larger than `most`, a
 * link, or anything that is no plain file is a fault. */
typedef const struct fault *(*tar_each)(struct arena *a, void *ctx, struct str name, struct str bytes);
MUST const struct fault *tar_read(struct arena *a, struct str path, enum tar_form form, int64_t most, tar_each each, void *ctx);

#endif
