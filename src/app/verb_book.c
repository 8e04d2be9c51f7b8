/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_book - `waymark rulebook check [FOLDER]`: is the text in order?
 * Touches standard output and the rulebook folder. (The file is not called verb_rulebook, for that is a function.) */
#include <stdio.h>

#include "app/rulebook_diff.h"
#include "app/verb.h"
#include "rulebook/rulebook.h"

static void count(const char *what, size_t n)
{
	printf("  %-22s %zu\n", what, n);
}

static void print_counts(const struct rulebook *b)
{
	size_t steps = 0, events = 0, stages = 0, exceptions = 0, unverified = 0, coming = 0;

	for (size_t i = 0; i < b->pathway_count; i++) {
		const struct pathway *p = &b->pathways[i];

		steps += p->step_count;
		events += p->event_count;
		stages += p->stage_count;
		exceptions += p->exception_count;
		for (size_t j = 0; j < p->step_count; j++) {
			unverified += p->steps[j].law.is_unverified;
			coming += p->steps[j].law.status == STATUS_PROPOSED ||
				  p->steps[j].law.status == STATUS_NOT_COMMENCED || p->status == STATUS_PROPOSED ||
				  p->status == STATUS_NOT_COMMENCED;
		}
	}
	printf("The rulebook is in order.\n");
	count("pathways", b->pathway_count);
	count("steps", steps);
	count("  not verified", unverified);
	count("  not yet law", coming);
	count("events", events);
	count("stages", stages);
	count("exceptions", exceptions);
	count("forms", b->form_count);
	count("letters", b->letter_count);
	count("plan checks", b->plan_check_count);
	count("measures", b->measure_count);
	count("roles", b->role_count);
	count("grants", b->grant_count);
	count("code lists", b->code_count);
	count("words", b->words.count);
	count("holidays", b->holiday_count);
}

/* A folder, or the text built in; false after telling what is wrong. */
static bool book_text(struct arena *a, const char *folder, struct book_text *out)
{
	struct rulebook_file *files = NULL;
	struct problems slips = { 0 };
	const struct fault *f = folder ? rulebook_folder(a, str_of(folder), &files, &out->count) : NULL;

	if (f)
		verb_fail("rulebook", f->words);
	if (f)
		return false;
	out->files = folder ? files : rulebook_built_in;
	if (!folder)
		out->count = rulebook_built_in_count;
	out->book = rulebook_read(a, out->files, out->count, &slips);
	for (size_t i = 0; i < slips.count; i++)
		fprintf(stderr, "%s/%.*s: %.*s\n", folder ? folder : "built in", STR_ARG(slips.at[i].field),
			STR_ARG(slips.at[i].words));
	return out->book != NULL;
}

static int diff(int argc, char **argv, const struct settings *settings)
{
	struct arena *a = setting_arena(settings);
	struct book_text before = { 0 }, after = { 0 };
	struct out o = out_start(a, 0);
	struct store_pool *pool;
	const struct fault *f = NULL;

	if (!book_text(a, argc == 2 ? argv[0] : NULL, &before) || !book_text(a, argv[argc - 1], &after))
		return 1;
	rulebook_diff(a, &before, &after, &o);
	if (setting_flag(settings, "cases").at) {
		f = store_open_current(a, setting_of(settings, "db"), &pool);
		if (!f) {
			f = rulebook_diff_cases(pool, a, before.book, after.book, setting_today(settings),
						setting_flag(settings, "each").at != NULL, &o);
			store_close(pool);
		}
	}
	fwrite(o.at, 1, o.len, stdout);
	return f ? verb_fail("rulebook", f->words) : 0;
}

static int run(int argc, char **argv, const struct settings *settings)
{
	struct arena *a = setting_arena(settings);
	struct problems slips = { 0 };
	const struct rulebook *book;

	if (argc >= 2 && argc <= 3 && str_equal(str_of(argv[0]), STR("diff")))
		return diff(argc - 1, argv + 1, settings);
	if (argc < 1 || argc > 2 || !str_equal(str_of(argv[0]), STR("check"))) {
		verb_fail("rulebook", STR("knows check [FOLDER] and diff [OLD] NEW [--cases [--each]]"));
		return 2;
	}
	if (argc == 2) {
		struct rulebook_file *files;
		size_t file_count;
		const struct fault *f = rulebook_folder(a, str_of(argv[1]), &files, &file_count);

		if (f)
			return verb_fail("rulebook", f->words);
		book = rulebook_read(a, files, file_count, &slips);
		for (size_t i = 0; i < slips.count; i++)
			fprintf(stderr, "%.*s: %.*s\n", STR_ARG(slips.at[i].field), STR_ARG(slips.at[i].words));
		if (!book)
			fprintf(stderr, "%zu to mend in %s\n", slips.count, argv[1]);
	} else {
		book = verb_rulebook("rulebook", settings);
	}
	if (!book)
		return 1;
	print_counts(book);
	return 0;
}

static const struct verb_flag flags[] = {
	{ "cases", NULL, "diff: count the open cases of --db that are touched, by pathway and step" },
	{ "each", NULL, "diff: with --cases, tell each of them: reference, step, the day that it has and the day that it gets" },
	{ NULL, NULL, NULL },
};

const struct verb verb_book = {
	.name = "rulebook",
	.line = "prove the rulebook: check [FOLDER]; tell what a new one changes: diff [OLD] NEW",
	.usage = "check [FOLDER] | diff [OLD] NEW [--cases [--each]]",
	.help = "Reads a folder of rulebook text (standard: the one of --rulebook, else the text built in) and proves every\n"
		"reference in it. All slips are told, each with file and line, and the exit status is 1; when there is none it\n"
		"counts what there is. The forms of the text are told in docs/rulebook.md.\n"
		"diff tells in words what the folder NEW changes against OLD (standard: the text built in); with --cases it also\n"
		"reckons every open case of --db with both and counts those that get another day. It changes nothing.",
	.flags = flags,
	.run = run,
};
