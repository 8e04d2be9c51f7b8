/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/settings - what an operator may set, and where each value came from.
 * Reads the settings file, the environment and the flags, in growing strength. */
#ifndef APP_SETTINGS_H
#define APP_SETTINGS_H

#include "core/date.h"
#include "core/fault.h"

/* One row a setting: flag --NAME, environment WAYMARK_NAME, line "NAME: value" in the file. */
struct setting { const char *name, *standard, *takes, *help; };
extern const struct setting setting_rows[];
extern const size_t setting_count;

struct settings;
/* The value; "" when nothing was set and there is no standard. A name without a row is a bug. */
struct str setting_of(const struct settings *s, const char *name);
/* A value as it may be shown: without a password inside a database address. */
struct str setting_without_password(struct arena *a, struct str value);
/* "standard", "file waymark.conf:3", "environment", "flag" */
struct str setting_source(const struct settings *s, const char *name);
/* The value of a flag of the command; "" for a switch that is on; absent when it was not given. */
struct str setting_flag(const struct settings *s, const char *name);
bool setting_is_on(const struct settings *s, const char *name);
/* --today when given, else the day of the machine's clock in England. */
struct date setting_today(const struct settings *s);
/* The same day with the instant of the machine's clock. */
struct now setting_now(const struct settings *s);
/* Memory that lives as long as the command. */
struct arena *setting_arena(const struct settings *s);

struct verb_flag;
/* Reads all three. Words that are no flags are left in argv (count in *argc).
 *   flags     of the command, or NULL
 *   out       unknown flags, missing values, wrong lines: all at once */
struct settings *settings_read(struct arena *a, int *argc, char **argv, const struct verb_flag *flags,
			       struct problems *out);

#endif
