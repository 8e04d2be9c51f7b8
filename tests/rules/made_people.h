/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/made_people - invented people, with the slips that clerks make; the truth is known.
 * Touches rulebook/demo for names. */
#ifndef TESTS_MADE_PEOPLE_H
#define TESTS_MADE_PEOPLE_H

#include "rules/match.h"

struct made_person { struct match_person is; int truth; };
struct made_people { struct made_person *at; size_t count; };
/* `count` children, among them brothers, sisters and twins; the same seed gives the same. */
struct made_people made_people(struct arena *a, size_t count, uint64_t seed);
/* Short forms of given names (rulebook/code/nickname.csv). */
struct match_nicknames made_nicknames(struct arena *a);
/* The same child as another office would have written it: about two slips each, some with none. Who has a short form is called by
 * it one time in six. */
struct match_person made_slips(struct arena *a, const struct match_person *p, struct match_nicknames short_forms, uint64_t seed);

/* How good the matcher is on `count` children and as many slipped copies, filed under match_keys, weights learnt. */
struct made_quality {
	size_t pairs;                   /* compared */
	double yes_precision, yes_recall; /* of what is decided without a person */
	double found_recall;            /* decided or asked */
	double asked_share;             /* of all copies, those that a person must look at */
	double missed_by_keys;          /* copies that share no key with their original */
	int rounds;
};
/*   with     compared with the short forms of rulebook/code/nickname.csv, or with none */
struct made_quality made_measure(struct arena *a, size_t count, uint64_t seed, bool with);

#endif
