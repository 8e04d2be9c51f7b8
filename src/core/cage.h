/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/cage - what a program gets to live in that reads what strangers sent: the system's programs and fonts to read, one
 * folder to write or none, a short list of calls into the kernel, no network, no other process, few things in its environment.
 * Touches the kernel. core/child makes one a run. */
#ifndef CORE_CAGE_H
#define CORE_CAGE_H

#include "core/fault.h"

struct cage;

/* Made in the parent, with all that takes memory. It ends with the arena.
 *   folder   the one folder to read and write in; NULL: none
 * FAULT_OUTSIDE: the kernel refuses; then nothing is to be run. */
MUST const struct fault *cage_make(struct arena *a, const char *folder, struct cage **out);
/* In the child, after the fork and before the program: only calls that are safe there. False: do not go on. */
bool cage_put_on(const struct cage *cage);
/* The environment of the program. */
char **cage_environment(const struct cage *cage);

#endif
