/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/changes - what was taken out of a text and what was put in, word by word.
 * Touches nothing. */
#ifndef RULES_CHANGES_H
#define RULES_CHANGES_H

#include "core/arena.h"

enum change_kind { CHANGE_SAME, CHANGE_OUT, CHANGE_IN };
struct change { enum change_kind kind; struct str text; };
struct changes { struct change *at; size_t count, room; };

/* The runs of words that lead from `before` to `after`, in order; texts are borrowed. Words are compared, the blanks
 * behind them are not. Joined, SAME and OUT give `before` and SAME and IN give `after`, but for blanks.
 * Very long texts (over about 1,400 changed words) are compared line by line. */
void changes_of(struct arena *a, struct str before, struct str after, struct changes *out);

#endif
