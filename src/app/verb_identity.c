/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_identity - `waymark identity`: files everybody under their keys, learns the weights, tells them.
 * Touches the store and standard output. */
#include <math.h>
#include <stdio.h>

#include "app/verb.h"
#include "gen/sql/identity.h"
#include "work/identity.h"

enum { PEOPLE_A_JOB = 2000 };

struct filing { int64_t from, next; size_t done; };

static const struct fault *file_job(struct store *writer, struct arena *a, void *ctx)
{
	struct filing *f = ctx;
	struct identity_after_rows rows;

	TRY(sql_identity_after(writer, a, &(struct identity_after_in){ .id = f->from, .most = PEOPLE_A_JOB }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		TRY(identity_file(writer, a, rows.at[i].id));
	f->done = rows.count;
	f->next = rows.count > 0 ? rows.at[rows.count - 1].id : f->from;
	return NULL;
}

static const struct fault *file_all(struct store_pool *pool, struct arena *a)
{
	struct filing f = { 0 };
	size_t total = 0;

	do {
		struct arena_mark mark = arena_mark(a);

		TRY(store_write(pool, a, file_job, &f));
		total += f.done;
		f.from = f.next;        /* not in the job: it may be run again */
		arena_reset(a, mark);
	} while (f.done > 0);
	printf("%zu people filed under their keys\n", total);
	return NULL;
}

static const struct fault *learn(struct store_pool *pool, struct arena *a, const struct rulebook *book)
{
	struct match_weights w;
	int64_t pairs = 0;

	TRY(identity_learn(pool, a, book, &pairs, &w));
	printf("Learnt from %lld pairs; %.4f of them are of one child\n%-10s %s\n", (long long)pairs, w.share, "field",
	       "bits of each level of agreement, worst first");
	for (int f = 0; f < MATCH_FIELDS; f++) {
		printf("%-10s", identity_field_names[f]);
		for (int l = 0; l < MATCH_LEVELS; l++)
			if (w.m[f][l] > 0 && w.u[f][l] > 0)
				printf(" %8.2f", log2(w.m[f][l] / w.u[f][l]));
		printf("\n");
	}
	return NULL;
}

static int run(int argc, char **argv, const struct settings *s)
{
	struct arena *a = setting_arena(s);
	struct str word = argc == 1 ? str_of(argv[0]) : STR("");
	const struct rulebook *book;
	struct store_pool *pool;
	const struct fault *f;

	if (!str_equal(word, STR("file")) && !str_equal(word, STR("learn"))) {
		verb_fail("identity", STR("takes file or learn"));
		return 2;
	}
	book = verb_rulebook("identity", s);
	if (!book)
		return 2;
	f = store_open_current(a, setting_of(s, "db"), &pool);
	if (f)
		return verb_fail("identity", f->words);
	f = str_equal(word, STR("file")) ? file_all(pool, a) : learn(pool, a, book);
	store_close(pool);
	return f ? verb_fail("identity", f->words) : 0;
}

const struct verb verb_identity = {
	.name = "identity",
	.line = "file people under the keys that they are found by; learn how much each agreement tells",
	.usage = "file|learn",
	.help = "file   makes the keys of everybody again (after an upgrade that changes them)\n"
		"learn  learns the weights of the matcher from the people of this database. docs/identity.md tells more.",
	.run = run,
};
