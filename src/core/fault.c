/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/fault - the world failing (fault) and a person's slip (problem).
 * Touches nothing. */
#include "core/fault.h"

const struct fault *fault_new(struct arena *a, enum fault_kind kind, const char *form, ...)
{
	struct fault *f = ARENA_NEW(a, struct fault, 1);
	va_list args;

	va_start(args, form);
	*f = (struct fault){ kind, arena_vprintf(a, form, args) };
	va_end(args);
	return f;
}

void problems_add(struct problems *list, struct arena *a, struct str field,
		  enum problem_kind kind, struct str words)
{
	LIST_PUSH(a, list, (struct problem){ arena_str(a, field), kind, arena_str(a, words) });
}

const struct problem *problems_of(const struct problems *list, struct str field)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->at[i].field, field))
			return &list->at[i];
	return NULL;
}
