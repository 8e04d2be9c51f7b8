/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/fence - which files a process may reach from now on: Linux's landlock.
 * Touches the kernel. Rules are made by calls that take memory; putting them on is safe after a fork. */
#ifndef CORE_FENCE_H
#define CORE_FENCE_H

#include "core/fault.h"

enum fence_may {
	FENCE_READ,             /* read files and folders, run programs */
	FENCE_WRITE,            /* that, and make, change, move and remove files and folders */
	FENCE_DEVICE,           /* read and write one device */
};
struct fence_path { const char *path; enum fence_may may; };

/* Beneath the paths and nowhere else; a path that is not there is passed over, for nothing can be opened there either.
 * Devices, sockets and links can be made nowhere.
 *   rules     a descriptor for fence_put_on, the caller's to close; -1: this kernel has no landlock
 *   version   of landlock; 0: none
 * FAULT_OUTSIDE: the kernel has landlock and refuses. */
MUST const struct fault *fence_make(struct arena *a, const struct fence_path *paths, size_t count, int *rules, long *version);
/* For this thread and all that it starts, for good. True for rules of -1. */
bool fence_put_on(int rules);

#endif
