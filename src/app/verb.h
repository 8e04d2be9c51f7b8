/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb - one command of the program: `waymark NAME ...`.
 * Each src/app/verb_NAME.c ends in `const struct verb verb_NAME = {...};` and is collected by the build. */
#ifndef APP_VERB_H
#define APP_VERB_H

#include "app/settings.h"

/* A flag of one command besides the settings; without `takes` it is a switch. */
struct verb_flag { const char *name, *takes, *help; };

struct verb {
	const char *name;
	const char *line;               /* one line for the list of commands */
	const char *usage;              /* what stands behind the name: "PROCESS [--explain]" */
	const char *help;               /* all of it */
	const struct verb_flag *flags;  /* ended by { NULL, NULL, NULL }; NULL: none */
	/* argv holds the words that are no flags, without the name. Gives the exit status: 0 only when
	 * everything was done; 1 when not; 2 for a wrong call. */
	int (*run)(int argc, char **argv, const struct settings *settings);
};

/* All commands in order of name, ended by NULL (gen/verbs.c). */
extern const struct verb *const verbs[];

/* Prints "waymark NAME: words" on standard error and gives 1. */
int verb_fail(const char *name, struct str words);
/* The same for every problem, with its field before it. */
int verb_problems(const char *name, const struct problems *problems);
/* The rulebook of the settings: built in, or from the folder of --rulebook; NULL after telling what is
 * wrong on standard error. */
struct rulebook;
const struct rulebook *verb_rulebook(const char *name, const struct settings *settings);

#endif
