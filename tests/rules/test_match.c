/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/test_match - two records of one child: levels, weights, learning, quality on made data.
 * Touches rules/match. */
#include <stdio.h>

#include "harness.h"
#include "made_people.h"

static struct match_nicknames short_forms(struct arena *a)
{
	struct match_nickname *at = ARENA_NEW(a, struct match_nickname, 4);

	at[0] = (struct match_nickname){ STR("1"), STR("samuel") };
	at[1] = (struct match_nickname){ STR("1"), STR("sam") };
	at[2] = (struct match_nickname){ STR("2"), STR("samantha") };
	at[3] = (struct match_nickname){ STR("2"), STR("sam") };
	return (struct match_nicknames){ at, 4 };
}

static struct match_person person(const char *given, const char *family, struct date born)
{
	return (struct match_person){ .given = str_of(given), .family = str_of(family), .born = born };
}

TEST(fields_are_compared_by_level)
{
	static const struct { const char *given, *family; int month, day, g, f, b; } rows[] = {
		{ "samuel", "o'neill", 3, 7, 3, 3, 3 }, { "sam", "oneil", 7, 3, 2, 1, 2 },
		{ "s", "o'neill-clarke", 3, 17, 2, 2, 2 }, { "samual", "brown", 3, 28, 1, 0, 1 },
		{ "samuel james", "o'neil", 4, 8, 2, 1, 0 }, { "joseph", "samuel", 3, 7, 0, 0, 3 },
		{ "o'neill", "samuel", 3, 7, 0, 2, 3 }, { "", "", 3, 7, -1, -1, 3 },
	};
	struct match_person p = person("samuel", "o'neill", date_of(2015, 3, 7));

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct match_person q = person(rows[i].given, rows[i].family, date_of(2015, rows[i].month, rows[i].day));
		struct match_vector v = match_compare(a, &p, &q, short_forms(a));
		struct match_vector back = match_compare(a, &q, &p, short_forms(a));

		CHECK_NOTE(v.level[MATCH_GIVEN] == rows[i].g && v.level[MATCH_FAMILY] == rows[i].f &&
			   v.level[MATCH_BORN] == rows[i].b, "row %zu: %d %d %d", i, v.level[MATCH_GIVEN],
			   v.level[MATCH_FAMILY], v.level[MATCH_BORN]);
		CHECK_NOTE(memcmp(&v, &back, sizeof v) == 0, "row %zu the other way round", i);
	}
}

TEST(a_former_upn_is_the_same_number_and_another_number_is_doubt)
{
	struct match_person p = person("mia", "shaw", date_of(2016, 1, 2)), q = p;
	struct match_vector v;
	struct match_score s;

	p.upn = STR("E340999199001");
	q.upn = STR("T341999299412");
	q.former_upn = STR("E340999199001");
	CHECK_INT(match_compare(a, &p, &q, (struct match_nicknames){ NULL, 0 }).level[MATCH_NUMBER], 1);
	q.former_upn = STR("");
	v = match_compare(a, &p, &q, (struct match_nicknames){ NULL, 0 });
	CHECK_INT(v.level[MATCH_NUMBER], 0);
	s = match_judge(&match_weights_start, &v);
	s.chance = 1;
	CHECK_INT(match_decide(&s, &v), MATCH_ASK);
}

/* The weight of an agreement is log2(m/u): by hand for one field. */
TEST(a_score_is_the_sum_of_its_reasons)
{
	struct match_weights w = match_weights_start;
	struct match_vector v = { .level = { -1, -1, -1, 1, -1, -1 } };
	struct match_score s;

	w.m[MATCH_SEX][1] = 0.96;
	w.u[MATCH_SEX][1] = 0.48;
	w.share = 0.5;
	s = match_judge(&w, &v);
	CHECK(s.bits > 0.999999 && s.bits < 1.000001);
	CHECK(s.chance > 0.666666 && s.chance < 0.666667);
	CHECK(s.field[MATCH_GIVEN] == 0);
}

/* EM finds the shares that the pairs were drawn from. */
TEST(weights_are_learnt_without_the_answers)
{
	struct match_weights w = match_weights_start;
	struct match_vector pairs[2000];

	for (int i = 0; i < 2000; i++) {
		bool is_same = i % 4 == 0;

		pairs[i] = (struct match_vector){ .level = {
			is_same ? (i % 40 ? 3 : 1) : (i % 50 == 1 ? 3 : 0), is_same ? (i % 32 ? 3 : 0) : (i % 30 == 1 ? 3 : 0),
			is_same ? 3 : (i % 100 == 3 ? 3 : 0), -1, -1, -1 } };
	}
	w.share = 0.1;
	CHECK(match_learn(&w, pairs, 2000, false, 200) > 1);
	CHECK_NOTE(w.share > 0.24 && w.share < 0.26, "share %f", w.share);
	CHECK_NOTE(w.m[MATCH_GIVEN][3] > 0.88 && w.m[MATCH_GIVEN][3] < 0.92, "m %f", w.m[MATCH_GIVEN][3]);
	CHECK_INT(match_learn(&w, pairs, 0, false, 200), 0);
}

TEST(made_copies_are_found_and_none_is_merged_wrongly)
{
	test_slow();
	struct made_quality q = made_measure(a, 800, 5, true), without = made_measure(a, 800, 5, false);

	printf("identity: %zu pairs compared, %d rounds; decided alone: precision %.4f, recall %.3f; with those asked: recall %.3f; "
	       "asked %.3f of all; missed by keys %.4f; without short forms of names: precision %.4f, recall %.3f, with those asked %.3f, asked %.3f\n", q.pairs, q.rounds, q.yes_precision, q.yes_recall, q.found_recall,
	       q.asked_share, q.missed_by_keys, without.yes_precision, without.yes_recall, without.found_recall, without.asked_share);
	CHECK(q.yes_recall >= without.yes_recall && q.found_recall >= without.found_recall);
	CHECK_NOTE(q.yes_precision >= 0.999, "precision %f", q.yes_precision);
	CHECK_NOTE(q.yes_recall >= 0.7, "recall without a person %f", q.yes_recall);
	CHECK_NOTE(q.found_recall >= 0.95, "recall %f", q.found_recall);
	CHECK_NOTE(q.asked_share <= 0.35, "asked %f", q.asked_share);
	CHECK_NOTE(q.missed_by_keys <= 0.01, "missed by keys %f", q.missed_by_keys);
}
