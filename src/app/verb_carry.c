/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_carry - `waymark carry out REFERENCE` and `waymark carry in FILE`: a child's record for, or from, a council
 * outside of this installation.
 * Touches the store, files, standard input and output. */
#include <stdio.h>
#include <unistd.h>

#include "app/house.h"
#include "app/verb.h"
#include "core/digest.h"
#include "core/vault.h"
#include "gen/sql/account.h"
#include "work/carry.h"
#include "work/session.h"

enum { KEY_LENGTH = 43 };

struct carry { struct desk desk; struct house house; const struct settings *s; };

/* Whoever does it, with their own roles: the access rule decides. */
static const struct fault *user_open(struct carry *k)
{
	struct desk *d = &k->desk;
	struct account_by_email_rows rows;

	TRY(sql_account_by_email(d->store, d->arena, &(struct account_by_email_in){ setting_flag(k->s, "as") }, &rows));
	if (rows.count == 0 || !rows.at[0].is_open)
		return fault_new(d->arena, FAULT_SETTING, "no account that is open has this address (--as)");
	d->who = (struct who){ .kind = WHO_ACCOUNT, .account_id = rows.at[0].id, .name = rows.at[0].name };
	return session_roles(d, rows.at[0].id, rows.at[0].authority, &d->who);
}

static void key_of(struct arena *a, struct str words, unsigned char key[32])
{
	memcpy(key, digest_sha256_bytes(a, words).at, 32);
}

static const struct fault *out(struct carry *k, struct str reference)
{
	struct desk *d = &k->desk;
	struct str path = setting_flag(k->s, "out"), plain = arena_printf(d->arena, "%.*s.%ld.part", STR_ARG(path), (long)getpid());
	struct str words = digest_token(d->arena);
	struct carry_counts counts;
	unsigned char key[32];

	key_of(d->arena, words, key);
	const struct fault *f = carry_out(d, reference, plain, &counts);
	if (!f)
		f = vault_seal(d->arena, key, STR("waymark-record"), plain, path);
	unlink(arena_cstr(d->arena, plain));
	TRY(f);
	printf("%lld processes, %lld events, %lld papers, sealed in %.*s\nKey, told once; send it apart from the file:\n%.*s\n",
	       (long long)counts.processes, (long long)counts.events, (long long)counts.papers, STR_ARG(path), STR_ARG(words));
	return NULL;
}

/* The key is typed or piped in, so that it stands in no list of processes. */
static const struct fault *key_read(struct arena *a, struct str *key)
{
	char line[256];

	if (!fgets(line, sizeof line, stdin))
		return fault_new(a, FAULT_SETTING, "give the key on standard input");
	*key = arena_str(a, str_trim(str_of(line)));
	return key->len == KEY_LENGTH ? NULL : fault_new(a, FAULT_SETTING, "a key has %d letters and digits", KEY_LENGTH);
}

static const struct fault *in(struct carry *k, struct str path, int64_t authority, struct problems *problems)
{
	struct desk *d = &k->desk;
	struct str plain = arena_printf(d->arena, "%.*s.%ld.part", STR_ARG(path), (long)getpid()), words, reference;
	struct carry_counts counts = { 0 };
	unsigned char key[32];

	TRY(key_read(d->arena, &words));
	key_of(d->arena, words, key);
	const struct fault *f = vault_open(d->arena, key, path, plain);
	if (!f)
		f = carry_in(d, authority, plain, problems, &counts, &reference);
	unlink(arena_cstr(d->arena, plain));
	TRY(f);
	if (problems->count == 0)
		printf("%lld processes, %lld events, %lld papers taken in; the newest is %.*s\n", (long long)counts.processes,
		       (long long)counts.events, (long long)counts.papers, STR_ARG(reference));
	return NULL;
}

static const struct fault *work(struct carry *k, bool is_out, struct str what, int64_t authority, struct problems *problems)
{
	struct desk *d = &k->desk;

	TRY(house_desk_open(k->s, d, &k->house));
	const struct fault *f = user_open(k);
	if (!f)
		f = is_out ? out(k, what) : in(k, what, authority, problems);
	house_desk_close(d);
	return f;
}

static int run(int argc, char **argv, const struct settings *s)
{
	struct carry k = { .desk = { .arena = setting_arena(s), .now = setting_now(s) }, .s = s };
	bool is_out = argc == 2 && str_equal(str_of(argv[0]), STR("out")), is_in = argc == 2 && str_equal(str_of(argv[0]), STR("in"));
	struct problems problems = { 0 };
	int64_t authority = 0;

	if ((!is_out && !is_in) || str_is_empty(setting_flag(s, "as")) || (is_out && str_is_empty(setting_flag(s, "out"))) ||
	    (is_in && !str_to_int(setting_flag(s, "authority").at ? setting_flag(s, "authority") : STR(""), &authority))) {
		verb_fail("carry", STR("takes out REFERENCE --out FILE --as ADDRESS, or in FILE --authority CODE --as ADDRESS"));
		return 2;
	}
	k.desk.book = verb_rulebook("carry", s);
	if (!k.desk.book || !digest_start())
		return 1;
	const struct fault *f = work(&k, is_out, str_of(argv[1]), authority, &problems);
	if (f)
		return verb_fail("carry", f->words);
	return problems.count ? verb_problems("carry", &problems) : 0;
}

static const struct verb_flag flags[] = {
	{ "as", "ADDRESS", "e-mail address of the officer or manager who does it; the access rule decides" },
	{ "out", "FILE", "where the sealed file goes; it must not be there yet" },
	{ "authority", "CODE", "the council that the child comes to: three digits" },
	{ NULL, NULL, NULL },
};

const struct verb verb_carry = {
	.name = "carry",
	.line = "a child's record in a sealed file, for or from a council outside of this installation",
	.usage = "out REFERENCE --out FILE --as ADDRESS | in FILE --authority CODE --as ADDRESS < KEY",
	.help = "out  writes the plan, the papers, the processes and the history of the child of this case into one sealed file, and\n"
		"     prints its key once. Send file and key on two ways. Then record on the open cases that the child moved away.\n"
		"in   takes such a file in, all or nothing: what ends by a move ends, the clocks of the new council begin. A child who\n"
		"     may be known already waits under Duplicates. Tells everything that is wrong with the file at once.",
	.flags = flags,
	.run = run,
};
