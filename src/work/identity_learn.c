/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/identity_learn - the weights of this installation: learnt from its own people, kept as one setting.
 * Touches the store and rules/match. */
#include <stdio.h>

#include "core/out.h"
#include "gen/sql/identity.h"
#include "gen/sql/store.h"
#include "work/identity_room.h"

enum { SAMPLE_MOST = 4000, ROUNDS_MOST = 100, NEIGHBOURS_MOST = 20 };

/* "share 0.012", then "m FIELD LEVEL CHANCE" and "u FIELD LEVEL CHANCE", a line each. */
static struct str weights_text(struct arena *a, const struct match_weights *w)
{
	struct out o = out_start(a, 2000);

	out_printf(&o, "share %.12g\n", w->share);
	for (int f = 0; f < MATCH_FIELDS; f++)
		for (int l = 0; l < MATCH_LEVELS; l++)
			out_printf(&o, "m %d %d %.12g\nu %d %d %.12g\n", f, l, w->m[f][l], f, l, w->u[f][l]);
	return out_str(&o);
}

static void weights_read(struct arena *a, struct str text, struct match_weights *out)
{
	while (text.at) {
		const char *line = arena_cstr(a, str_cut(&text, '\n'));
		double chance;
		int f, l;
		char kind;

		if (sscanf(line, "share %lf", &chance) == 1)
			out->share = chance;
		else if (sscanf(line, "%c %d %d %lf", &kind, &f, &l, &chance) == 4 && f >= 0 && f < MATCH_FIELDS && l >= 0 &&
			 l < MATCH_LEVELS)
			(kind == 'm' ? out->m : out->u)[f][l] = chance;
	}
}

struct match_nicknames identity_nicknames(struct arena *a, const struct rulebook *book)
{
	const struct code_list *list = book_codes(book, STR("nickname"));
	struct { struct match_nickname *at; size_t count, room; } out = { 0 };

	for (size_t i = 0; list && i < list->count; i++) {
		struct str group = list->at[i].code, forms = list->at[i].label;

		LIST_PUSH(a, &out, (struct match_nickname){ group, group });
		for (struct str form = str_word(&forms); form.at; form = str_word(&forms))
			LIST_PUSH(a, &out, (struct match_nickname){ group, form });
	}
	return (struct match_nicknames){ out.at, out.count };
}

const struct fault *identity_weights(struct store *s, struct arena *a, const struct rulebook *book, struct match_weights *out)
{
	struct setting_get_rows rows;

	*out = match_weights_start;
	TRY(sql_setting_get(s, a, &(struct setting_get_in){ STR("match_weights") }, &rows));
	if (rows.count > 0)
		weights_read(a, rows.at[0].value, out);
	out->nicknames = identity_nicknames(a, book);
	return NULL;
}

struct vectors { struct match_vector *at; size_t count, room; };

/* A sampled person with those that share a key; and, for u, with the sampled person before. */
static const struct fault *gather(struct store *s, struct arena *a, const struct match_weights *w,
				  const struct identity_sample_row *who, struct match_person *before,
				  struct vectors *pairs, struct vectors *others)
{
	struct identity_founds found = { 0 };
	struct identity_person_row *row = NULL;
	struct match_person p;

	TRY(identity_load(s, a, who->id, &row));
	p = identity_compared(a, row);
	TRY(identity_seek(s, a, w, who->authority, &p, who->id, NEIGHBOURS_MOST, &found));
	for (size_t i = 0; i < found.count; i++)
		LIST_PUSH(a, pairs, found.at[i].levels);
	if (before->family.at)
		LIST_PUSH(a, others, match_compare(a, before, &p, w->nicknames));
	*before = p;
	return NULL;
}

static const struct fault *gather_all(struct store *s, struct arena *a, const struct match_weights *w, struct vectors *pairs,
				      struct vectors *others)
{
	struct match_person before = { 0 };
	struct identity_size_rows size;
	struct identity_sample_rows sample;

	TRY(sql_identity_size(s, a, &size));
	TRY(sql_identity_sample(s, a, &(struct identity_sample_in){
		.step = 1 + size.at[0].most / SAMPLE_MOST, .most = SAMPLE_MOST }, &sample));
	for (size_t i = 0; i < sample.count; i++)
		TRY(gather(s, a, w, &sample.at[i], &before, pairs, others));
	return NULL;
}

static const struct fault *save_job(struct store *writer, struct arena *a, void *ctx)
{
	return sql_setting_put(writer, a, &(struct setting_put_in){ STR("match_weights"), weights_text(a, ctx) }, NULL);
}

const struct fault *identity_learn(struct store_pool *pool, struct arena *a, const struct rulebook *book, int64_t *count, struct match_weights *out)
{
	struct vectors pairs = { 0 }, others = { 0 };
	struct store *s;
	const struct fault *fault;

	*out = match_weights_start;
	out->nicknames = identity_nicknames(a, book);
	TRY(store_take(pool, a, &s));
	fault = gather_all(s, a, out, &pairs, &others);
	store_give(pool, s);
	if (fault)
		return fault;
	*count = (int64_t)pairs.count;
	if (pairs.count == 0)
		return NULL;
	match_count_u(out, others.at, others.count);
	match_learn(out, pairs.at, pairs.count, true, ROUNDS_MOST);
	return store_write(pool, a, save_job, out);
}
