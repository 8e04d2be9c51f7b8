/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_settings - `waymark settings`: each setting, its value and where it came from.
 * Touches standard output. */
#include <stdio.h>

#include "app/verb.h"

static int run(int argc, char **argv, const struct settings *settings)
{
	(void)argv;
	if (argc > 0) {
		verb_fail("settings", STR("takes no words"));
		return 2;
	}
	for (size_t i = 0; i < setting_count; i++) {
		struct str value = setting_of(settings, setting_rows[i].name);
		struct str source = setting_source(settings, setting_rows[i].name);

		value = setting_without_password(setting_arena(settings), value);
		printf("%s: %.*s   (%.*s)\n", setting_rows[i].name, STR_ARG(value), STR_ARG(source));
	}
	return 0;
}

const struct verb verb_settings = {
	.name = "settings",
	.line = "print each setting with where its value came from",
	.help = "Prints each setting, its value, and whether it came from the standard, the settings file, the\n"
		"environment or a flag. Later ones are stronger. A password in a database address is not shown.",
	.run = run,
};
