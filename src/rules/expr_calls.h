/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/expr_calls - which functions an expression is made of, for whoever explains a date.
 * Touches nothing. */
#ifndef RULES_EXPR_CALLS_H
#define RULES_EXPR_CALLS_H

#include "rules/expr.h"

/* Does the expression call this function ("WD", "TRIB" ...) anywhere? */
bool expr_calls(const struct expr *e, const char *name);

#endif
