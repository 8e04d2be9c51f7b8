/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/weight - how much work a case is.
 * Touches nothing. */
#include "rules/weight.h"

static bool fits(const struct texts *list, struct str word)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->at[i], word))
			return true;
	return list->count == 0;
}

/* Does this weight count for the case? */
static bool weight_fits(const struct case_weight *w, const struct weighed *c)
{
	return fits(&w->pathways, c->pathway) && fits(&w->stages, c->stage) && fits(&w->needs, c->need) &&
	       fits(&w->settings, c->setting);
}

int64_t weight_of(const struct rulebook *book, const struct weighed *c)
{
	int64_t points = 0;

	for (size_t i = 0; i < book->weight_count; i++)
		points += weight_fits(&book->weights[i], c) ? (int64_t)book->weights[i].points : 0;
	return points;
}
