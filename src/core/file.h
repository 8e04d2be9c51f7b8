/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/file - the bytes of a file; a folder for a while.
 * Touches the file system. */
#ifndef CORE_FILE_H
#define CORE_FILE_H

#include "core/fault.h"

/* All of it, in the arena. FAULT_FILE with the path: not there, no plain file, larger than `most` bytes, not
 * readable. */
MUST const struct fault *file_read(struct arena *a, struct str path, size_t most, struct str *out);

/* The folder that a file lies in; "." for a bare name. In the arena. */
const char *file_parent(struct arena *a, struct str path);

/* A new folder in TMPDIR (/tmp) for its owner alone; it and all that is in it go when the arena ends. FAULT_FILE. */
MUST const struct fault *file_folder(struct arena *a, struct str *out);

#endif
