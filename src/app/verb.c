/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb - what the commands share.
 * Touches standard error and the rulebook folder. */
#include "app/verb.h"

#include <stdio.h>

#include "rulebook/rulebook.h"
#include "work/measure.h"

int verb_fail(const char *name, struct str words)
{
	fprintf(stderr, "waymark %s: %.*s\n", name, STR_ARG(words));
	return 1;
}

int verb_problems(const char *name, const struct problems *problems)
{
	for (size_t i = 0; i < problems->count; i++)
		fprintf(stderr, "waymark %s: %.*s%s%.*s\n", name, STR_ARG(problems->at[i].field),
			str_is_empty(problems->at[i].field) ? "" : ": ", STR_ARG(problems->at[i].words));
	return 1;
}

const struct rulebook *verb_rulebook(const char *name, const struct settings *settings)
{
	struct arena *a = setting_arena(settings);
	struct str folder = setting_of(settings, "rulebook");
	struct problems problems = { 0 };
	struct rulebook_file *files;
	const struct rulebook *book;
	size_t count;

	if (str_is_empty(folder)) {
		book = rulebook_read(a, rulebook_built_in, rulebook_built_in_count, &problems);
	} else {
		const struct fault *f = rulebook_folder(a, folder, &files, &count);

		if (f) {
			verb_fail(name, f->words);
			return NULL;
		}
		book = rulebook_read(a, files, count, &problems);
	}
	if (book)
		measure_prove(book, a, &problems);
	if (problems.count > 0)
		verb_problems(name, &problems);
	return problems.count > 0 ? NULL : book;
}
