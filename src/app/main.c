/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/main - finds the command and runs it.
 * Touches standard output and standard error. */
#include <stdio.h>

#include "app/verb.h"

/* Enough for a rulebook and one command; what serves requests has arenas of its own. */
static const size_t command_cap = (size_t)1 << 30;

static const struct verb *verb_of(struct str name)
{
	for (size_t i = 0; verbs[i]; i++)
		if (str_equal(name, str_of(verbs[i]->name)))
			return verbs[i];
	return NULL;
}

static int list_verbs(FILE *to)
{
	fprintf(to, "Usage: waymark COMMAND ... (waymark COMMAND --help tells more)\n\n");
	for (size_t i = 0; verbs[i]; i++)
		fprintf(to, "  %-12s %s\n", verbs[i]->name, verbs[i]->line);
	return to == stdout ? 0 : 2;
}

static int print_help(const struct verb *v)
{
	printf("Usage: waymark %s %s\n\n%s\n", v->name, v->usage ? v->usage : "", v->help ? v->help : v->line);
	if (v->flags) {
		printf("\nFlags:\n");
		for (const struct verb_flag *f = v->flags; f->name; f++)
			printf("  --%s %s\n      %s\n", f->name, f->takes ? f->takes : "", f->help);
	}
	printf("\nSettings (flag, environment WAYMARK_..., settings file):\n");
	for (size_t i = 0; i < setting_count; i++)
		printf("  --%s %s\n      %s%s%s\n", setting_rows[i].name, setting_rows[i].takes, setting_rows[i].help,
		       *setting_rows[i].standard ? "; standard " : "", setting_rows[i].standard);
	return 0;
}

static bool asks_for_help(int argc, char **argv)
{
	for (int i = 0; i < argc && !str_equal(str_of(argv[i]), STR("--")); i++)
		if (str_equal(str_of(argv[i]), STR("--help")) || str_equal(str_of(argv[i]), STR("-h")))
			return true;
	return false;
}

static int run(struct arena *a, int argc, char **argv)
{
	struct problems problems = { 0 };
	const struct verb *v;
	struct settings *settings;

	if (argc < 2)
		return list_verbs(stderr);
	if (str_equal(str_of(argv[1]), STR("help")) || str_equal(str_of(argv[1]), STR("--help")) ||
	    str_equal(str_of(argv[1]), STR("-h")))
		return list_verbs(stdout);
	v = verb_of(str_of(argv[1]));
	if (!v) {
		fprintf(stderr, "waymark: there is no command called \"%s\"\n", argv[1]);
		return list_verbs(stderr);
	}
	argc -= 2;
	argv += 2;
	if (asks_for_help(argc, argv))
		return print_help(v);
	settings = settings_read(a, &argc, argv, v->flags, &problems);
	if (problems.count > 0) {
		verb_problems(v->name, &problems);
		return 2;
	}
	return v->run(argc, argv, settings);
}

int main(int argc, char **argv)
{
	struct arena *a = arena_start(command_cap);
	struct bail bail = { .why = "" };
	int status;

	arena_bail(a, &bail);
	check_bail(&bail);
	if (setjmp(bail.there)) {
		fprintf(stderr, "waymark: %s\n", bail.why);
		return 1;
	}
	status = run(a, argc, argv);
	check_bail(NULL);
	arena_end(a);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "waymark: cannot write the output\n");
		return 1;
	}
	return status;
}
