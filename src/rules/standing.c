/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/standing - does a relation of the family hold on this day?
 * Touches nothing; the rule is text in rulebook/access/standing.txt. */
#include "rules/standing.h"

#include "rules/expr.h"

static struct value name_value(const void *ctx, struct str name)
{
	const struct standing_facts *f = ctx;
	const struct { struct str name; bool is; } yes[] = {
		{ STR("consented"), f->consented }, { STR("represents"), f->represents }, { STR("acted_for"), f->acted_for },
		{ STR("has_parent"), f->has_parent }, { STR("parent_may"), f->parent_may },
	};

	if (str_equal(name, STR("born")))
		return value_date(f->born);
	if (str_equal(name, STR("made")))
		return value_date(f->made);
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (str_equal(name, yes[i].name))
			return value_bool(yes[i].is);
	return value_date(DATE_NONE);
}

const struct standing *standing_on(const struct rulebook *book, uint32_t relation, struct str act, struct date on)
{
	for (size_t i = 0; i < book->standing_count; i++)
		if (standing_says(&book->standings[i], relation, act) && rule_is_on(&book->standings[i].law, on))
			return &book->standings[i];
	return NULL;
}

bool standing_holds(struct arena *a, const struct rulebook *book, uint32_t relation, struct str act,
		    const struct standing_facts *f, struct date on)
{
	const struct standing *t = standing_on(book, relation, act, on);
	struct expr_world world = { .ctx = f, .name = name_value, .holidays = book->holidays,
				    .holiday_count = book->holiday_count, .today = on };

	return t && (!t->when || expr_is_true(t->when, &world, a));
}
