/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_clock - `waymark clock PROCESS`: events on standard input, the dates that follow on standard output.
 * Touches standard input, output and error. */
#include <stdio.h>

#include "app/clock.h"
#include "app/verb.h"

enum { INPUT_MOST = 64 * 1024 * 1024 };

static bool read_input(struct arena *a, struct str *out)
{
	struct out all = out_start(a, 65536);
	char part[65536];
	size_t got;

	while ((got = fread(part, 1, sizeof part, stdin)) > 0 && all.len <= INPUT_MOST)
		out_add(&all, (struct str){ part, got });
	*out = out_str(&all);
	return !ferror(stdin) && all.len <= INPUT_MOST;
}

static struct str process_list(struct arena *a, const struct rulebook *book)
{
	struct out o = out_start(a, 0);

	for (size_t i = 0; i < book->pathway_count; i++)
		out_printf(&o, " %.*s", STR_ARG(book->pathways[i].id));
	return out_str(&o);
}

/* A process that is not yet law answers only who asks for its regime. */
static void check_regime(struct arena *a, const struct rulebook *book, const struct pathway *p, struct str asked,
			 struct problems *out)
{
	const struct regime *of = book_regime_of(book, p->id);

	if (asked.at && !book_regime(book, asked))
		problems_add(out, a, STR("--regime"), PROBLEM_FORM, arena_printf(a, "there is no regime %.*s", STR_ARG(asked)));
	else if (of && !str_equal(of->id, asked))
		problems_add(out, a, p->id, PROBLEM_FORM, arena_printf(a, "is not yet law; ask with --regime %.*s",
			     STR_ARG(of->id)));
	else if (asked.at && !of)
		problems_add(out, a, p->id, PROBLEM_FORM, arena_printf(a, "is no process of the regime %.*s", STR_ARG(asked)));
}

/* Stands in for an unknown process, so that what else is wrong is told at once. */
static const struct pathway nothing;

static int run(int argc, char **argv, const struct settings *settings)
{
	struct arena *a = setting_arena(settings);
	struct problems problems = { 0 };
	const struct rulebook *book = verb_rulebook("clock", settings);
	const struct pathway *p;
	struct clock_cases cases = { 0 };
	struct str input;
	struct out o = out_start(a, 0);
	bool many = false;

	if (!book)
		return 1;
	if (argc != 1) {
		verb_fail("clock", STR("needs one process, like NA"));
		return 2;
	}
	p = book_pathway(book, str_of(argv[0]));
	if (!p)
		problems_add(&problems, a, str_of(argv[0]), PROBLEM_FORM,
			     arena_printf(a, "there is no such process; there are%.*s", STR_ARG(process_list(a, book))));
	else
		check_regime(a, book, p, setting_flag(settings, "regime"), &problems);
	if (!read_input(a, &input))
		problems_add(&problems, a, STR("input"), PROBLEM_TOO_LONG, STR("cannot be read, or is too long"));
	else
		clock_read(a, book, p ? p : &nothing, input, setting_today(settings), &cases, &many, &problems);
	if (problems.count > 0)
		return verb_problems("clock", &problems);
	if (many)
		clock_write_rates(a, book, p, &cases, setting_today(settings), &o);
	else
		clock_write(a, book, p, &cases.at[0], setting_today(settings), setting_is_on(settings, "explain"), &o);
	fwrite(o.at, 1, o.len, stdout);
	return 0;
}

static const struct verb_flag flags[] = {
	{ "explain", NULL, "give for each date the rule in words, citation, tag, what it is counted from" },
	{ "regime", "NAME", "law that is proposed: reckon one of its processes" },
	{ "json", NULL, "the answer is JSON in any case" },
	{ NULL, NULL, NULL },
};

const struct verb verb_clock = {
	.name = "clock",
	.line = "reckon the legal dates of a process from its events",
	.usage = "PROCESS [--explain] [--regime NAME] < EVENTS.json",
	.help = "Reads events as a JSON object, {\"request_received\": \"2026-01-05\", ...}, and prints every step that can\n"
		"be told as {\"NA-02\": \"2026-02-16\", ...}. A day may be a list of days. Keys that are not known are passed\n"
		"over. Windows print as from..to, exceptions as available or not available, also as STEP.EXCEPTION.\n"
		"{\"cases\": [{...}, ...]} prints the rates of the process over all of them.",
	.flags = flags,
	.run = run,
};
