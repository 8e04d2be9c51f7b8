/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_audit - `waymark audit`: is the record of who saw what still whole?
 * Touches the store, one file, standard output. */
#include <stdio.h>

#include "app/verb.h"
#include "core/file.h"
#include "work/audit.h"

static int tell(const struct audit_proof *p)
{
	printf("%lld rows in %lld chains; %lld rows from before the chains\n", (long long)p->rows, (long long)p->chains,
	       (long long)p->unchained);
	if (!p->is_broken) {
		printf("Every link holds.\n");
		return 0;
	}
	printf("Broken: chain %lld, link %lld", (long long)p->first.chain, (long long)p->first.seq);
	if (p->first.id)
		printf(", row %lld", (long long)p->first.id);
	printf(": %.*s\n", STR_ARG(p->first.words));
	return 1;
}

static const struct fault *verify(struct store *s, struct arena *a, const struct settings *settings, struct audit_proof *out)
{
	struct str file = setting_flag(settings, "anchor"), anchor;

	TRY(audit_verify(s, a, out));
	if (!file.at)
		return NULL;
	TRY(file_read(a, file, 1 << 20, &anchor));
	return audit_verify_anchor(s, a, anchor, out);
}

static int run(int argc, char **argv, const struct settings *settings)
{
	struct arena *a = setting_arena(settings);
	struct str word = argc == 1 ? str_of(argv[0]) : STR(""), anchor = STR("");
	bool is_anchor = str_equal(word, STR("anchor"));
	struct audit_proof proof = { 0 };
	struct store_pool *pool;
	struct store *s;
	const struct fault *f;

	if (!is_anchor && !str_equal(word, STR("verify"))) {
		verb_fail("audit", STR("takes verify or anchor"));
		return 2;
	}
	f = store_open_current(a, setting_of(settings, "db"), &pool);
	if (f)
		return verb_fail("audit", f->words);
	f = store_take(pool, a, &s);
	if (!f) {
		f = is_anchor ? audit_anchor(s, a, &anchor) : verify(s, a, settings, &proof);
		store_give(pool, s);
	}
	store_close(pool);
	if (f)
		return verb_fail("audit", f->words);
	if (!is_anchor)
		return tell(&proof);
	printf("%.*s", STR_ARG(anchor));
	return 0;
}

static const struct verb_flag flags[] = {
	{ "anchor", "FILE", "an older output of `waymark audit anchor`: does each of its heads still stand?" },
	{ NULL, NULL, NULL },
};

const struct verb verb_audit = {
	.name = "audit",
	.line = "prove that no row of who saw what was changed or taken away",
	.usage = "verify [--anchor FILE] | anchor",
	.help = "verify  reckons the hash of every row again and names the first broken link; the status is then 1\n"
		"anchor  prints the heads of the chains: keep them where nobody who can write the database can, say in a daily\n"
		"        mail. Who takes the last rows away and mends the head is found by that alone.",
	.flags = flags,
	.run = run,
};
