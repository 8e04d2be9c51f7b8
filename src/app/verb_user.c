/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_user - accounts from the operator's side.
 * Touches the store, standard input (passwords) and standard output. */
#include <stdio.h>
#include <unistd.h>

#include "app/house.h"
#include "app/verb.h"
#include "rulebook/rulebook.h"
#include "work/session.h"

struct user { const struct settings *settings; struct desk desk; struct house house; struct str action, email; };

/* The first line of standard input. */
static const struct fault *password_read(struct arena *a, struct str *out)
{
	char line[2000];

	if (isatty(STDIN_FILENO))
		fprintf(stderr, "Type the password (it will be shown) and press Enter:\n");
	if (!fgets(line, sizeof line, stdin))
		return fault_new(a, FAULT_TEXT, "the password comes on standard input, in one line");
	*out = arena_str(a, str_of(line));
	while (out->len && (out->at[out->len - 1] == '\n' || out->at[out->len - 1] == '\r'))
		out->len--;
	return NULL;
}

static const struct fault *number_flag(const struct user *u, const char *name, int64_t *out)
{
	struct str text = setting_flag(u->settings, name);

	*out = 0;
	if (text.at && !str_to_int(text, out))
		return fault_new(u->desk.arena, FAULT_TEXT, "--%s is a number, not \"%.*s\"", name, STR_ARG(text));
	return NULL;
}

static const struct fault *membership_flags(const struct user *u, struct membership *out)
{
	out->role = setting_flag(u->settings, "role");
	TRY(number_flag(u, "authority", &out->authority));
	TRY(number_flag(u, "organisation", &out->organisation_id));
	if (!out->role.at || !out->authority)
		return fault_new(u->desk.arena, FAULT_TEXT, "%.*s needs --role and --authority", STR_ARG(u->action));
	return NULL;
}

static const struct fault *add(struct user *u, struct problems *out)
{
	struct account_new n = { .email = u->email, .name = setting_flag(u->settings, "name") };
	struct membership role = { 0 };
	int64_t id;

	TRY(membership_flags(u, &role));
	TRY(password_read(u->desk.arena, &n.password));
	n.role = role.role;
	n.authority = role.authority;
	n.organisation_id = role.organisation_id;
	return account_make(&u->desk, &n, out, &id);
}

static const struct fault *change_password(struct user *u, struct problems *out)
{
	struct str password;

	TRY(password_read(u->desk.arena, &password));
	return account_reset_password(&u->desk, u->email, password, out);
}

static const struct fault *change_role(struct user *u, struct problems *out)
{
	struct membership role = { 0 };

	TRY(membership_flags(u, &role));
	return account_role(&u->desk, u->email, &role, !setting_is_on(u->settings, "remove"), out);
}

static const struct fault *forget_phone(struct user *u, struct problems *out)
{
	return account_forget_phone(&u->desk, u->email, out);
}

static const struct fault *close_account(struct user *u, struct problems *out)
{
	return account_close(&u->desk, u->email, out);
}

static const struct fault *list(struct user *u, struct problems *out)
{
	struct account_rows rows = { 0 };
	int64_t authority;

	(void)out;
	TRY(number_flag(u, "authority", &authority));
	TRY(account_list(&u->desk, authority, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct account_row *row = &rows.at[i];

		printf("%-40.*s %-24.*s %s%s", STR_ARG(row->email), STR_ARG(row->name), row->is_open ? "open" : "closed",
		       row->has_factor ? ", second factor" : "");
		for (size_t k = 0; k < row->role_count; k++) {
			printf("%s%.*s", k ? ", " : "  ", STR_ARG(row->roles[k].role));
			if (row->roles[k].authority)
				printf(" of %lld", (long long)row->roles[k].authority);
			if (row->roles[k].organisation_id)
				printf(" in organisation %lld", (long long)row->roles[k].organisation_id);
		}
		printf("\n");
	}
	return NULL;
}

static const struct fault *roles(struct user *u, struct problems *out)
{
	(void)out;
	for (size_t i = 0; i < u->desk.book->role_count; i++)
		printf("%-20.*s %.*s\n", STR_ARG(u->desk.book->roles[i].id), STR_ARG(u->desk.book->roles[i].name));
	return NULL;
}

static const struct {
	const char *name;
	bool takes_email;
	const struct fault *(*run)(struct user *u, struct problems *out);
} actions[] = {
	{ "add", true, add }, { "list", false, list }, { "close", true, close_account },
	{ "forget-phone", true, forget_phone }, { "password", true, change_password }, { "role", true, change_role }, { "roles", false, roles },
};
static const size_t action_count = sizeof actions / sizeof *actions;

static size_t action_of(int argc, char **argv)
{
	size_t i = 0;

	while (i < action_count && !(argc > 0 && str_equal(str_of(argv[0]), str_of(actions[i].name))))
		i++;
	return i < action_count && argc == (actions[i].takes_email ? 2 : 1) ? i : action_count;
}

static const struct fault *with_store(struct user *u, size_t action, struct problems *out)
{
	TRY(house_desk_open(u->settings, &u->desk, &u->house));
	const struct fault *fault = actions[action].run(u, out);
	house_desk_close(&u->desk);
	return fault;
}

static int run(int argc, char **argv, const struct settings *settings)
{
	struct arena *a = setting_arena(settings);
	size_t action = action_of(argc, argv);
	struct problems problems = { 0 };
	struct user u = { .settings = settings };

	if (action == action_count) {
		verb_fail("user", STR("takes add, password, forget-phone, role or close with an email address, or list, or roles"));
		return 2;
	}
	u.action = str_of(argv[0]);
	u.email = argc > 1 ? str_of(argv[1]) : STR_NONE;
	u.desk = (struct desk){ .arena = a, .book = verb_rulebook("user", settings),
				.now = setting_now(settings) };
	if (!u.desk.book)
		return 1;
	const struct fault *fault = with_store(&u, action, &problems);

	if (fault)
		return verb_fail("user", fault->words);
	return problems.count ? verb_problems("user", &problems) : 0;
}

static const struct verb_flag flags[] = {
	{ "name", "NAME", "name of the person (add)" },
	{ "role", "ROLE", "role to give (add, role); see waymark user roles" },
	{ "authority", "CODE", "council of the role: three digits; list: only its accounts" },
	{ "organisation", "NUMBER", "team or school in which they have the role" },
	{ "remove", NULL, "role: take it away" },
	{ NULL, NULL, NULL },
};

const struct verb verb_user = {
	.name = "user",
	.line = "make, list and close accounts, give roles and passwords",
	.usage = "add EMAIL --name NAME --role ROLE --authority CODE [--organisation N] | password EMAIL |\n"
		 "       forget-phone EMAIL | role EMAIL --role ROLE --authority CODE [--organisation N] [--remove] | close EMAIL | list | roles",
	.help = "A password is read from standard input, never from an argument:\n"
		"  printf '%s\\n' \"$PASSWORD\" | waymark user add ...\n"
		"forget-phone takes the second factor and the recovery codes away, for somebody who has lost both.\n"
		"A new password, another role and closing end all sessions of the account at once.",
	.flags = flags,
	.run = run,
};
