/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/child - runs another program with limits: bytes in, bytes out, words when it fails.
 * Touches processes and pipes. No shell is ever asked. What strangers sent is read by children in a cage only, so that a hole in
 * a library of pictures or fonts opens an empty room. */
#ifndef CORE_CHILD_H
#define CORE_CHILD_H

#include "core/fault.h"

enum child_end {
	CHILD_NOT_RUN,                  /* the operator's matter: not installed, cannot be held */
	CHILD_FAILED,                   /* it failed, crashed, took too long: perhaps what it was given is at fault */
	CHILD_DONE,
};
struct child {
	const char *const *words;       /* the program (found by PATH) and its arguments, ended by NULL */
	struct str input;               /* given on standard input */
	int seconds;                    /* killed after so long */
	int64_t memory_most;            /* bytes of address space; 0 no limit */
	size_t output_most;             /* more on standard output is a fault */
	bool is_caged;                  /* what it reads came from strangers: it runs in a cage (core/cage) */
	const char *folder;             /* of a caged one: the only folder that it may read and write; NULL: none */
	int64_t file_most;              /* bytes of one file that it writes; 0 no limit */
	enum child_end *end;            /* set to how it ended; may be NULL */
	int input_file;                 /* a descriptor in place of `input`; 0: none */
};
/* `output` is in the arena. FAULT_OUTSIDE: not found, killed, exit status other than 0 (with the end of what it said
 * on standard error), too much output. */
MUST const struct fault *child_run(struct arena *a, const struct child *c, struct str *output);

#endif
