/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_log - `waymark log`: the log of changes, from which any moment can be brought back.
 * Touches the database, the log's folder, standard output. */
#include <stdio.h>

#include "app/keeper.h"
#include "app/moment.h"
#include "app/verb.h"

static const struct fault *list(struct arena *a, struct str folder)
{
	struct redo_lines lines;

	TRY(redo_list(a, folder, &lines));
	printf("line,from,to,looks\n");
	for (size_t i = 0; i < lines.count; i++)
		printf("%.*s,%.*s,%.*s,%lld\n", STR_ARG(lines.at[i].name), STR_ARG(moment_write(a, lines.at[i].from_ms)),
		       STR_ARG(moment_write(a, lines.at[i].to_ms)), (long long)lines.at[i].looks);
	return NULL;
}

static const struct fault *keep(struct arena *a, const struct settings *s)
{
	struct keeper_order order;
	struct str words;

	if (str_is_empty(setting_of(s, "log-folder")))
		return fault_new(a, FAULT_SETTING, "log-folder is not set: nothing is kept");
	TRY(keeper_order_of(a, s, &order, &words));
	return keeper_look(a, &order);
}

static int run(int argc, char **argv, const struct settings *s)
{
	struct arena *a = setting_arena(s);
	struct str word = argc == 1 ? str_of(argv[0]) : STR("");
	bool is_list = str_equal(word, STR("list"));
	const struct fault *f;

	if (!is_list && !str_equal(word, STR("keep"))) {
		verb_fail("log", STR("takes list or keep"));
		return 2;
	}
	f = is_list ? list(a, setting_of(s, "log-folder")) : keep(a, s);
	return f ? verb_fail("log", f->words) : 0;
}

const struct verb verb_log = {
	.name = "log",
	.line = "the log of changes, from which any moment can be brought back",
	.usage = "list|keep --log-folder FOLDER [--log-key FILE]",
	.help = "list: the stretches of time that `waymark restore --to` can reach, as CSV, in UTC. keep: one look by hand; `waymark\n"
		"serve` looks by itself when log-folder is set. SQLite only: PostgreSQL has its own. docs/operator.md tells the rest.",
	.run = run,
};
