/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/shared - what several fuzzers need.
 * Touches the built-in rulebook, files. */
#ifndef TESTS_FUZZ_SHARED_H
#define TESTS_FUZZ_SHARED_H

#include "rulebook/rulebook.h"

/* The rulebook that is built in, read once. */
const struct rulebook *fuzz_book(void);
/* A file of these bytes; one that is there is written over. `path` ends with a NUL behind it. */
void fuzz_file(struct str path, struct str bytes);

#endif
