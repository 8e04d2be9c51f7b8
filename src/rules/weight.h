/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/weight - how much work a case is, in points of the rulebook (rulebook/weight/).
 * Touches nothing. */
#ifndef RULES_WEIGHT_H
#define RULES_WEIGHT_H

#include "rulebook/rulebook.h"

/* What a weight may go by; absent or "": not known, which fits only weights that do not ask for it. */
struct weighed { struct str pathway, stage, need, setting; };
/* The points of all that fit, 0 or more. */
int64_t weight_of(const struct rulebook *book, const struct weighed *c);

#endif
