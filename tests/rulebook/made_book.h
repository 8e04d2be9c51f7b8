/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rulebook/made_book - the built-in rulebook, read once for the whole run.
 * Touches the rulebook. */
#ifndef TESTS_RULEBOOK_MADE_BOOK_H
#define TESTS_RULEBOOK_MADE_BOOK_H

#include "rulebook/rulebook.h"

const struct rulebook *made_book(void);

#endif
