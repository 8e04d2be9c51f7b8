/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_reckon - `waymark reckon EXPRESSION`: the rulebook's language at the prompt.
 * Touches standard output. */
#include <stdio.h>

#include "app/verb.h"
#include "rulebook/rulebook.h"
#include "rules/expr.h"

static int print_value(struct arena *a, struct value v)
{
	struct str day = v.kind == VALUE_DATE ? date_iso(a, v.date) : STR("");

	switch (v.kind) {
	case VALUE_DATE:
		printf("%.*s\n", STR_ARG(day));
		return 0;
	case VALUE_INT:
		printf("%lld\n", (long long)v.number);
		return 0;
	case VALUE_BOOL:
		printf("%s\n", v.number ? "yes" : "no");
		return 0;
	case VALUE_TEXT:
		printf("%.*s\n", STR_ARG(v.text));
		return 0;
	default:
		return verb_fail("reckon", STR("no answer: something is absent, or a day lies outside the holiday table"));
	}
}

static int run(int argc, char **argv, const struct settings *settings)
{
	struct arena *a = setting_arena(settings);
	struct problems problems = { 0 };
	const struct rulebook *book = verb_rulebook("reckon", settings);
	int status = 0;

	if (!book)
		return 1;
	if (argc < 1) {
		verb_fail("reckon", STR("needs an expression, like 'WD(5,2026-12-23)'"));
		return 2;
	}
	for (int i = 0; i < argc; i++) {
		const struct expr *e = expr_read(a, str_of(argv[i]), STR(""), &problems);
		struct expr_world w = { .holidays = book->holidays, .holiday_count = book->holiday_count,
					.today = setting_today(settings) };

		if (e)
			status |= print_value(a, expr_reckon(e, &w, a));
	}
	return problems.count > 0 ? verb_problems("reckon", &problems) : status;
}

const struct verb verb_reckon = {
	.name = "reckon",
	.line = "reckon a date or condition in the rulebook's language",
	.usage = "EXPRESSION ...",
	.help = "Prints the value of each expression, a line each: waymark reckon 'WD(5,2026-12-23)'\n"
		"The language is told in docs/rulebook.md.",
	.run = run,
};
