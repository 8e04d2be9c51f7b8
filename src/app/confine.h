/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/confine - what a running server gives up, so that a hole in it opens little: its rights as root, files that it
 * needs not, calls into the kernel that it never makes. Its children (WeasyPrint) are held by the same.
 * Touches the process itself. What is proved: docs/security.md. */
#ifndef APP_CONFINE_H
#define APP_CONFINE_H

#include "core/fault.h"

/* Becomes the user of that name, for good; "" does nothing. Faults: FAULT_SETTING, FAULT_OUTSIDE. */
MUST const struct fault *confine_user(struct arena *a, struct str name);
/* From now on this thread and all that it starts may write only beneath `writable` (folders that exist) and the folder
 * for temporary files, read only there, beneath `readable` and the system's folders, and not make the calls that are
 * for debuggers, containers and administrators.
 *   words   what could be had of it, for the operator: "landlock 3, seccomp"
 * Faults: FAULT_OUTSIDE when the kernel could and did not. */
MUST const struct fault *confine_process(struct arena *a, const char *const *writable, const char *const *readable,
					 struct str *words);

#endif
