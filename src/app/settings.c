/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/settings - what an operator may set: file, environment, flags, in growing strength.
 * Touches the settings file, the environment and the clock. */
#include "app/settings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "app/verb.h"

const struct setting setting_rows[] = {
	{ "settings", "", "FILE", "file with lines \"name: value\"; waymark.conf is read when it is there" },
	{ "db", "waymark.db", "DATABASE", "SQLite file, or postgresql://..." },
	{ "rulebook", "", "FOLDER", "rulebook to use in place of the one built in" },
	{ "log-folder", "", "FOLDER", "keep what is committed to SQLite there, so that any moment can be brought back (waymark log)" },
	{ "log-key", "", "FILE", "key that seals what is kept there; made when there is none" },
	{ "log-seconds", "10", "COUNT", "seconds between two looks: so fine can a moment be chosen" },
	{ "log-days", "14", "COUNT", "days back that a moment can be chosen from" },
	{ "listen", "127.0.0.1:8080", "ADDRESS", "address and port of the server" },
	{ "disk-encrypted", "look", "HOW", "look: say at the start what is known of the disk; must: do not start when it is not known to be"
					   " encrypted; yes: it is, in a way that this machine cannot see" },
	{ "today", "", "YYYY-MM-DD", "day to reckon with in place of the machine's" },
	{ "key-file", "", "FILE", "file of the key that seals secrets; made at the first start; standard: the database's"
				  " name with .key behind it, waymark.key for PostgreSQL" },
	{ "second-factor", "required", "HOW", "required or optional" },
	{ "address", "", "URL", "address that people use, for links in letters" },
	{ "area", "", "NAME", "name shown on every page" },
	{ "colour", "", "#RRGGBB", "colour of the head of every page, dark enough for white text" },
	{ "files-most", "52428800", "BYTES", "largest file that may be sent" },
	{ "oidc-issuer", "", "URL", "sign-in provider of staff (OpenID Connect)" },
	{ "oidc-client", "", "ID", "what this installation is called there" },
	{ "oidc-secret-file", "", "FILE", "file of its secret there, readable by its owner alone" },
	{ "oidc-ca-file", "", "FILE", "certificates to trust for the provider in place of the system's" },
	{ "mail-server", "", "URL", "where mail is handed over: smtp://mail.example.gov.uk:587 (STARTTLS) or smtps://..." },
	{ "mail-from", "", "EMAIL", "whom mails are from" },
	{ "mail-user", "", "NAME", "user at the mail server; needs mail-password-file" },
	{ "mail-password-file", "", "FILE", "file of the password there, readable by its owner alone" },
	{ "mail-ca-file", "", "FILE", "certificates to trust for the mail server in place of the system's" },
	{ "mail-plain", "no", "YES", "yes: mail may go without TLS to another machine (not for the internet)" },
	{ "notify-key-file", "", "FILE", "file of the key of GOV.UK Notify, readable by its owner alone" },
	{ "notify-server", "https://api.notifications.service.gov.uk", "URL", "where GOV.UK Notify answers" },
	{ "notify-mail", "", "TEMPLATE", "Notify's template of mails ((subject)) and ((body)), when there is no mail-server" },
	{ "notify-text", "", "TEMPLATE", "Notify's template of text messages ((body)); without it none are sent" },
	{ "notify-letters", "no", "YES", "yes: Notify prints and posts the letters" },
	{ "notify-postage", "first", "CLASS", "of those letters: first, second or economy" },
	{ "threads", "0", "COUNT", "threads that make pages; 0 is eight a core, because each may wait for the disk" },
	{ "connections", "1024", "COUNT", "most connections at once" },
	{ "client-connections", "100", "COUNT", "most connections at once of one network address; 0 is no limit" },
	{ "client-rate", "50", "COUNT", "most requests a second of one network address (ten seconds' worth at once); 0 is no"
					" limit; this machine is not counted" },
	{ "user", "", "NAME", "user to become after the port is open; needs root at the start" },
	{ "confine", "yes", "YES", "no: keep the rights to all files and calls of the kernel (landlock, seccomp)" },
	{ "behind-proxy", "no", "YES", "yes: a proxy in front tells the client's address in X-Real-IP" },
	{ "metrics-for-all", "no", "YES", "yes: /metrics answers others than this machine" },
	{ "quiet", "no", "YES", "yes: no line in the log for each request" },
};
const size_t setting_count = sizeof setting_rows / sizeof *setting_rows;

struct flag_given { struct str name, value; };
struct settings {
	struct arena *a;
	struct str value[sizeof setting_rows / sizeof *setting_rows];
	struct str source[sizeof setting_rows / sizeof *setting_rows];
	struct { struct flag_given *at; size_t count, room; } flags;
};

static size_t row_of(struct str name)
{
	size_t i = 0;

	while (i < setting_count && !str_equal(name, str_of(setting_rows[i].name)))
		i++;
	return i;
}

struct str setting_of(const struct settings *s, const char *name)
{
	size_t i = row_of(str_of(name));

	check(i < setting_count);
	return s->value[i];
}

struct str setting_source(const struct settings *s, const char *name)
{
	size_t i = row_of(str_of(name));

	check(i < setting_count);
	return s->source[i];
}

struct str setting_flag(const struct settings *s, const char *name)
{
	for (size_t i = s->flags.count; i-- > 0;)
		if (str_equal(s->flags.at[i].name, str_of(name)))
			return s->flags.at[i].value;
	return STR_NONE;
}

bool setting_is_on(const struct settings *s, const char *name)
{
	return setting_flag(s, name).at != NULL;
}

struct date setting_today(const struct settings *s)
{
	struct str set = setting_of(s, "today");

	return str_is_empty(set) ? date_of_ms((int64_t)time(NULL) * 1000) : date_read(set);
}

struct now setting_now(const struct settings *s)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (struct now){ setting_today(s), (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 };
}

struct arena *setting_arena(const struct settings *s)
{
	return s->a;
}

static void set(struct settings *s, size_t row, struct str value, struct str source)
{
	s->value[row] = value;
	s->source[row] = source;
}

static void read_environment(struct settings *s)
{
	for (size_t i = 0; i < setting_count; i++) {
		struct str name = arena_printf(s->a, "WAYMARK_%s", setting_rows[i].name);
		char *at = arena_take(s->a, name.len + 1);
		const char *value;

		for (size_t j = 0; j < name.len; j++)
			at[j] = name.at[j] == '-' ? '_' :
				name.at[j] >= 'a' && name.at[j] <= 'z' ? (char)(name.at[j] - 'a' + 'A') : name.at[j];
		value = getenv(at);
		if (value)
			set(s, i, str_of(value), STR("environment"));
	}
}

/* Lines "name: value"; a line that begins with # is a remark. A file that was not asked for may be missing. */
static void read_file(struct settings *s, struct str path, bool must, struct problems *out)
{
	FILE *f = fopen(arena_cstr(s->a, path), "re");
	char line[2000];

	if (!f) {
		if (must || errno != ENOENT)
			problems_add(out, s->a, STR("settings"), PROBLEM_FORM,
				     arena_printf(s->a, "cannot read %.*s", STR_ARG(path)));
		return;
	}
	for (int number = 1; fgets(line, sizeof line, f); number++) {
		struct str value = str_trim(arena_str(s->a, str_of(line))), name;
		struct str place = arena_printf(s->a, "file %.*s:%d", STR_ARG(path), number);
		size_t row;

		if (str_is_empty(value) || value.at[0] == '#')
			continue;
		name = str_trim(str_cut(&value, ':'));
		row = row_of(name);
		if (row == setting_count || !value.at)
			problems_add(out, s->a, place, PROBLEM_FORM,
				     row < setting_count ? STR("expected \"name: value\"") :
				     arena_printf(s->a, "there is no setting called \"%.*s\"", STR_ARG(name)));
		else
			set(s, row, str_trim(value), place);
	}
	fclose(f);
}

static const struct verb_flag *flag_of(const struct verb_flag *flags, struct str name)
{
	for (; flags && flags->name; flags++)
		if (str_equal(name, str_of(flags->name)))
			return flags;
	return NULL;
}

/* Takes one flag at argv[i]; gives the index of its last word. */
static int read_flag(struct settings *s, int i, int argc, char **argv, const struct verb_flag *flags,
		     struct problems *out)
{
	struct str value = str_of(argv[i] + 2), name = str_cut(&value, '=');
	const struct verb_flag *own = flag_of(flags, name);
	size_t row = row_of(name);
	struct str shown = arena_printf(s->a, "--%.*s", STR_ARG(name));
	bool takes = own ? own->takes != NULL : row < setting_count;

	if (!own && row == setting_count) {
		problems_add(out, s->a, shown, PROBLEM_FORM, STR("there is no such flag; see --help"));
		return i;
	}
	if (!takes && value.at)
		problems_add(out, s->a, shown, PROBLEM_FORM, STR("takes no value"));
	if (takes && !value.at) {
		if (i + 1 >= argc) {
			problems_add(out, s->a, shown, PROBLEM_MISSING, STR("needs a value"));
			return i;
		}
		value = str_of(argv[++i]);
	}
	if (own)
		LIST_PUSH(s->a, &s->flags, (struct flag_given){ name, value.at ? value : STR("") });
	else
		set(s, row, value, STR("flag"));
	return i;
}

struct settings *settings_read(struct arena *a, int *argc, char **argv, const struct verb_flag *flags,
			       struct problems *out)
{
	struct settings *s = ARENA_NEW(a, struct settings, 1);
	struct settings *flagged = ARENA_NEW(a, struct settings, 1);
	int kept = 0;
	bool is_rest = false;

	s->a = a;
	flagged->a = a;
	for (int i = 0; i < *argc; i++) {
		if (!is_rest && str_equal(str_of(argv[i]), STR("--")))
			is_rest = true;
		else if (!is_rest && str_starts(str_of(argv[i]), STR("--")))
			i = read_flag(flagged, i, *argc, argv, flags, out);
		else
			argv[kept++] = argv[i];
	}
	*argc = kept;
	for (size_t i = 0; i < setting_count; i++)
		set(s, i, str_of(setting_rows[i].standard), STR("standard"));
	read_environment(s);
	{
		struct settings *environment = ARENA_NEW(a, struct settings, 1);
		struct str path = flagged->value[0].at ? flagged->value[0] : s->value[0];

		*environment = *s;
		read_file(s, str_is_empty(path) ? STR("waymark.conf") : path, !str_is_empty(path), out);
		for (size_t i = 0; i < setting_count; i++) {
			if (str_equal(environment->source[i], STR("environment")))
				set(s, i, environment->value[i], environment->source[i]);
			if (flagged->value[i].at)
				set(s, i, flagged->value[i], flagged->source[i]);
		}
	}
	s->flags.at = flagged->flags.at;
	s->flags.count = flagged->flags.count;
	s->flags.room = flagged->flags.room;
	if (!str_is_empty(setting_of(s, "today")) && date_is_none(date_read(setting_of(s, "today"))))
		problems_add(out, a, STR("--today"), PROBLEM_FORM, STR("is not a day like 2026-01-05"));
	return s;
}

struct str setting_without_password(struct arena *a, struct str value)
{
	struct str rest = value, scheme;

	if (!str_contains(value, STR("://")) || !str_contains(value, STR("@")))
		return value;
	scheme = str_cut(&rest, '@');
	for (size_t i = scheme.len; i-- > 0;)
		if (scheme.at[i] == ':' && i + 1 < scheme.len && scheme.at[i + 1] != '/')
			return arena_printf(a, "%.*s:...@%.*s", STR_ARG(str_slice(scheme, 0, i)), STR_ARG(rest));
	return value;
}
