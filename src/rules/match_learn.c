/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/match - weights: how much each agreement tells, and how that is learnt without knowing the answers.
 * Touches nothing. */
#include <math.h>

#include "rules/match.h"

static const int levels_of[MATCH_FIELDS] = { 4, 4, 4, 2, 3, 2 };
/* No chance is ever taken for impossible. */
static const double chance_least = 1e-6;

const struct match_weights match_weights_start = {
	.m = {
		[MATCH_GIVEN] = { 0.02, 0.06, 0.07, 0.85 },
		[MATCH_FAMILY] = { 0.03, 0.05, 0.05, 0.87 },
		[MATCH_BORN] = { 0.01, 0.02, 0.03, 0.94 },
		[MATCH_SEX] = { 0.01, 0.99 },
		[MATCH_POSTCODE] = { 0.15, 0.15, 0.70 },
		[MATCH_NUMBER] = { 0.02, 0.98 },
	},
	.u = {
		[MATCH_GIVEN] = { 0.964, 0.02, 0.006, 0.01 },
		[MATCH_FAMILY] = { 0.984, 0.01, 0.002, 0.004 },
		[MATCH_BORN] = { 0.985, 0.012, 0.0028, 0.0002 },
		[MATCH_SEX] = { 0.5, 0.5 },
		[MATCH_POSTCODE] = { 0.969, 0.03, 0.001 },
		[MATCH_NUMBER] = { 0.99999, 0.00001 },
	},
	.share = 0.001,
};

struct match_score match_judge(const struct match_weights *w, const struct match_vector *v)
{
	struct match_score s = { .bits = 0 };
	double odds;

	for (int f = 0; f < MATCH_FIELDS; f++) {
		if (v->level[f] == MATCH_MISSING)
			continue;
		s.field[f] = log2(w->m[f][v->level[f]] / w->u[f][v->level[f]]);
		s.bits += s.field[f];
	}
	odds = w->share / (1 - w->share) * exp2(s.bits);
	s.chance = odds / (1 + odds);
	return s;
}

enum match_answer match_decide(const struct match_score *s, const struct match_vector *v)
{
	bool is_in_doubt = v->level[MATCH_NUMBER] == 0 || v->level[MATCH_BORN] < 2 || v->level[MATCH_FAMILY] < 1 ||
			   v->level[MATCH_GIVEN] < 1;

	if (s->chance >= 0.999 && !is_in_doubt)
		return MATCH_YES;
	return s->chance >= 0.2 ? MATCH_ASK : MATCH_NO;
}

/* What one round has seen: for each level of each field the pairs, weighed by the chance that they match. */
struct tally { double match[MATCH_FIELDS][MATCH_LEVELS], other[MATCH_FIELDS][MATCH_LEVELS], all_match, all; };

static struct tally expect(const struct match_weights *w, const struct match_vector *pairs, size_t count)
{
	struct tally t = { .all = 0 };

	for (size_t i = 0; i < count; i++) {
		double g = match_judge(w, &pairs[i]).chance;

		t.all_match += g;
		t.all += 1;
		for (int f = 0; f < MATCH_FIELDS; f++) {
			if (pairs[i].level[f] == MATCH_MISSING)
				continue;
			t.match[f][pairs[i].level[f]] += g;
			t.other[f][pairs[i].level[f]] += 1 - g;
		}
	}
	return t;
}

/* Shares of the counts, none under chance_least; a field never seen keeps what it had. */
static void share_out(double *chances, const double *counts, int levels)
{
	double total = 0, sum = 0;

	for (int l = 0; l < levels; l++)
		total += counts[l];
	if (total <= 0)
		return;
	for (int l = 0; l < levels; l++) {
		chances[l] = counts[l] / total > chance_least ? counts[l] / total : chance_least;
		sum += chances[l];
	}
	for (int l = 0; l < levels; l++)
		chances[l] /= sum;
}

int match_learn(struct match_weights *w, const struct match_vector *pairs, size_t count, bool fixed_u, int rounds_most)
{
	int round = 0;
	double before;

	if (count == 0)
		return 0;
	do {
		struct tally t = expect(w, pairs, count);

		before = w->share;
		w->share = t.all_match / t.all;
		if (w->share < chance_least)
			w->share = chance_least;
		if (w->share > 1 - chance_least)
			w->share = 1 - chance_least;
		for (int f = 0; f < MATCH_FIELDS; f++) {
			share_out(w->m[f], t.match[f], levels_of[f]);
			if (!fixed_u)
				share_out(w->u[f], t.other[f], levels_of[f]);
		}
		round++;
	} while (round < rounds_most && fabs(w->share - before) > 1e-9);
	return round;
}

void match_count_u(struct match_weights *w, const struct match_vector *pairs, size_t count)
{
	double seen[MATCH_FIELDS][MATCH_LEVELS] = { { 0 } };

	for (size_t i = 0; i < count; i++)
		for (int f = 0; f < MATCH_FIELDS; f++)
			if (pairs[i].level[f] != MATCH_MISSING)
				seen[f][pairs[i].level[f]] += 1;
	for (int f = 0; f < MATCH_FIELDS; f++)
		share_out(w->u[f], seen[f], levels_of[f]);
}
