/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/check - is a plan in order, section by section?
 * Touches nothing; the rules are text in rulebook/check/. */
#include "rules/check.h"

static struct value find(const void *ctx, struct str name)
{
	return value_known(str_trim(answers_get(ctx, name)));
}

void plan_check(struct arena *a, const struct rulebook *book, struct str state, const struct answers *names,
		struct date today, struct problems *out)
{
	struct expr_world w = { .ctx = names, .name = find, .holidays = book->holidays,
				.holiday_count = book->holiday_count, .today = today };

	for (size_t i = 0; i < book->plan_check_count; i++) {
		const struct plan_check *c = &book->plan_checks[i];

		if (!str_equal(c->state, state) && !str_equal(c->state, STR("both")))
			continue;
		if (expr_is_true(c->refuse, &w, a))
			problems_add(out, a, arena_printf(a, "section_%.*s", STR_ARG(c->section)), PROBLEM_RULE,
				     arena_printf(a, "%.*s (%.*s)", STR_ARG(c->words), STR_ARG(c->cite)));
	}
}
