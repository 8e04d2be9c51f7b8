/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/list_near - names that somebody may have meant: they sound alike, look alike but for a slip, or are short for each other.
 * Touches the store. */
#include "gen/sql/list.h"
#include "rules/sound.h"
#include "work/identity.h"
#include "work/list_room.h"

enum { ALIKE = 880, SOUNDS = 900, SHORT = 930 };        /* of 1000; what sounds alike may look it too */

struct meant { struct str word, code; struct match_nicknames nicknames; };

/* The groups that have the word: few of many, and every name of a council is looked for in them. */
static struct match_nicknames groups_of(struct arena *a, struct match_nicknames all, struct str word)
{
	struct { struct match_nickname *at; size_t count, room; } out = { 0 };

	for (size_t i = 0; i < all.count; i++)
		for (size_t k = 0; str_equal(all.at[i].name, word) && k < all.count; k++)
			if (str_equal(all.at[k].group, all.at[i].group))
				LIST_PUSH(a, &out, all.at[k]);
	return (struct match_nicknames){ out.at, out.count };
}

static int likeness(struct arena *a, const struct meant *m, struct str word)
{
	int score = sound_likeness(m->word, word);

	if (score < SHORT && match_is_short_form(m->nicknames, m->word, word))
		score = SHORT;
	if (score < SOUNDS && m->code.len > 1 && str_equal(m->code, sound_code(a, word)))
		score = SOUNDS;
	return score;
}

/* Likeliest first; the least likely falls out. */
static void keep(struct list_near *out, struct str word, int score)
{
	size_t at = out->count;

	while (at > 0 && out->score[at - 1] < score)
		at--;
	if (at == LIST_NEAR_MOST)
		return;
	out->count += out->count < LIST_NEAR_MOST;
	for (size_t i = out->count - 1; i > at; i--) {
		out->word[i] = out->word[i - 1];
		out->score[i] = out->score[i - 1];
	}
	out->word[at] = word;
	out->score[at] = score;
}

const struct fault *list_near(struct desk *d, int64_t authority, struct str typed, struct list_near *out)
{
	struct meant m = { typed, sound_code(d->arena, typed), groups_of(d->arena, identity_nicknames(d->arena, d->book), typed) };
	struct list_words_all_rows rows;

	*out = (struct list_near){ 0 };
	for (size_t i = 0; i < LIST_NEAR_MOST; i++)
		out->word[i] = STR("");
	TRY(sql_list_words_all(d->store, d->arena, &(struct list_words_all_in){ authority }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct arena_mark mark = arena_mark(d->arena);
		struct str rest = rows.at[i].word, first = str_cut(&rest, '-');        /* Jones-Okafor: what stands behind has a word of its own */
		int score = likeness(d->arena, &m, rows.at[i].word), begins = rest.at ? likeness(d->arena, &m, first) : 0;

		score = begins > score ? begins : score;
		arena_reset(d->arena, mark);
		if (score >= ALIKE)
			keep(out, rows.at[i].word, score);
	}
	return NULL;
}
