/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/child - runs another program with limits: bytes in, bytes out, words when it fails.
 * Touches processes and pipes. No shell is ever asked. */
#ifndef CORE_CHILD_H
#define CORE_CHILD_H

#include "core/fault.h"

struct child {
	const char *const *words;       /* the program (found by PATH) and its arguments, ended by NULL */
	struct str input;               /* given on standard input */
	int seconds;                    /* killed after so long */
	int64_t memory_most;            /* bytes of address space; 0 no limit */
	size_t output_most;             /* more on standard output is a fault */
};
/* `output` is in the arena. FAULT_OUTSIDE: not found, killed, exit status other than 0 (with the end of what it said
 * on standard error), too much output. */
MUST const struct fault *child_run(struct arena *a, const struct child *c, struct str *output);

#endif
