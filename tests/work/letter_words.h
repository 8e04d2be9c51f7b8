/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/letter_words - letters as words, and golden files of them.
 * Touches nothing but the golden files. */
#ifndef TESTS_WORK_LETTER_WORDS_H
#define TESTS_WORK_LETTER_WORDS_H

#include "harness.h"

/* The words of a letter, one block a line, for golden files that a person can read. */
struct str letter_words(struct arena *a, struct str html);
/* Compares with tests/golden/letters/NAME.txt. WAYMARK_TEST_GOLDEN=write makes the files new; look at each before it is
 * committed. */
void letter_golden(struct arena *a, const char *name, struct str got);

#endif
