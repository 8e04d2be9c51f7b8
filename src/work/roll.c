/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/roll - see roll.h.
 * Touches the rulebook. */
#include "work/roll.h"

bool roll_counts(const struct rulebook *book, struct str pathway)
{
	const struct code_list *told = book_codes(book, STR("told-to-school"));

	for (size_t i = 0; told && i < told->count; i++)
		if (str_equal(told->at[i].code, pathway))
			return true;
	return str_is_empty(pathway);
}
