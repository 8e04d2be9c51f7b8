/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/file - the bytes of a file.
 * Touches the file system, reading only. */
#ifndef CORE_FILE_H
#define CORE_FILE_H

#include "core/fault.h"

/* All of it, in the arena. FAULT_FILE with the path: not there, no plain file, larger than `most` bytes, not
 * readable. */
MUST const struct fault *file_read(struct arena *a, struct str path, size_t most, struct str *out);

#endif
