/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/match - are two records of the same child? Scores with reasons.
 * Touches nothing.
 *   source  I. P. Fellegi and A. B. Sunter, A Theory for Record Linkage, JASA 64 (1969): the weight of agreement is
 *           log2(m/u); M. A. Jaro, JASA 84 (1989): m, u and the share of matches learnt by EM, fields taken as
 *           independent given the answer. */
#ifndef RULES_MATCH_H
#define RULES_MATCH_H

#include "core/date.h"

enum match_field { MATCH_GIVEN, MATCH_FAMILY, MATCH_BORN, MATCH_SEX, MATCH_POSTCODE, MATCH_NUMBER, MATCH_FIELDS };
/* How well a field agrees, worst first. Fewer levels where a field has fewer. */
enum { MATCH_LEVELS = 4, MATCH_MISSING = -1 };
/*              0        1                          2                                    3
 * given        differs  sounds or looks alike      initial, short form                  same
 * family       differs  sounds or looks alike      former name, part, given swapped     same
 * born         differs  two parts the same         day and month swapped, one digit off same
 * sex          differs  same
 * postcode     differs  same district, or where    same
 *                       one of them lived before
 * number       differs  same (UPN, former UPN, ULN or NHS number) */

/* What is compared; texts folded or tidy; what is not known is absent. */
struct match_person {
	struct str given, family, former;       /* former: other family names, blanks between */
	struct date born;
	struct str sex, postcode, upn, former_upn, uln, nhs;
	struct str former_postcodes;            /* where they lived before, | between */
};
/* Short forms of given names, sorted by neither: any two of one group are forms of each other. */
struct match_nickname { struct str group, name; };
struct match_nicknames { const struct match_nickname *at; size_t count; };
/* Are two names (folded, one word each) of one group? */
bool match_is_short_form(struct match_nicknames list, struct str x, struct str y);

struct match_vector { int8_t level[MATCH_FIELDS]; };
struct match_vector match_compare(struct arena *scratch, const struct match_person *a, const struct match_person *b,
				  struct match_nicknames nicknames);

/* Chances of each level among pairs that are the same child (m) and that are not (u); each row adds up to 1. */
struct match_weights {
	double m[MATCH_FIELDS][MATCH_LEVELS], u[MATCH_FIELDS][MATCH_LEVELS];
	double share;                           /* of matches among the pairs compared, 0 to 1 */
	struct match_nicknames nicknames;       /* that names are compared with; none to begin with */
};
/* Fair values to begin with; also where learning starts. */
extern const struct match_weights match_weights_start;

struct match_score {
	double bits;                            /* sum of log2(m/u) over the fields that are there */
	double field[MATCH_FIELDS];
	double chance;                          /* that it is the same child, 0 to 1, by Bayes */
};
struct match_score match_judge(const struct match_weights *w, const struct match_vector *v);

/* What to do with a score: the three choices are always a person's, except where nothing is in doubt. */
enum match_answer { MATCH_NO, MATCH_ASK, MATCH_YES };
/* yes: at least 0.999 and no number or birth date that differs; ask: at least 0.2 */
enum match_answer match_decide(const struct match_score *s, const struct match_vector *v);

/* Learns from pairs without their answers. `fixed_u`: leave u as it is (when it was counted over random pairs).
 * Gives the number of rounds. Every chance stays at least 1e-6, so that no field can forbid a match alone. */
int match_learn(struct match_weights *w, const struct match_vector *pairs, size_t count, bool fixed_u, int rounds_most);
/* Counts u over pairs taken at random (nearly none of which match). */
void match_count_u(struct match_weights *w, const struct match_vector *pairs, size_t count);

/* Keys under which a person is filed; two records of one child share at least one unless all is wrong.
 * Each like "f:SNAT:2015-03" (sound of family + year and month of birth), "g:...", "p:...", "u:UPN", "n:NHS".
 * Gives at most MATCH_KEYS_MOST. */
enum { MATCH_KEYS_MOST = 16 };
size_t match_keys(struct arena *a, const struct match_person *p, struct str keys[MATCH_KEYS_MOST]);

#endif
