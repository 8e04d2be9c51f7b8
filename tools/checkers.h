/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tools/checkers - what analysers cannot see for themselves, put before each file by `make deep` (make/test_check.mk).
 * Touches nothing. */
#ifndef TOOLS_CHECKERS_H
#define TOOLS_CHECKERS_H

#include "core/fault.h"

/* A fault is never NULL: what is set unless a fault comes back, is set. */
static inline const struct fault *fault_is_there(const struct fault *f)
{
	if (!f)
		__builtin_unreachable();
	return f;
}
#define fault_new(...) fault_is_there(fault_new(__VA_ARGS__))

#endif
