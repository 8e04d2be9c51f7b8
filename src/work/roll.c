/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/roll - see roll.h.
 * Touches the rulebook. */
#include "work/roll.h"

bool roll_counts(const struct rulebook *book, struct str pathway)
{
	const struct code_list *kept = book_codes(book, STR("kept-from-school"));

	for (size_t i = 0; kept && i < kept->count; i++)
		if (str_equal(kept->at[i].code, pathway))
			return false;
	return true;
}
