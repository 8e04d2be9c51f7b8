/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/identity - one identity for each child: finds people in spite of slips, asks about records that may be one
 * child, joins them, and can put them back whole.
 * Touches the store and rules/match. */
#ifndef WORK_IDENTITY_H
#define WORK_IDENTITY_H

#include "rules/match.h"
#include "work/desk.h"

/* A person as lists show them. */
struct identity_person {
	int64_t id;
	struct str given, family, sex, postcode, locality, upn;
	struct date born;
};
/* Somebody who may be meant, with the reasons. */
struct identity_found { struct identity_person person; struct match_vector levels; struct match_score score; enum match_answer answer; };
struct identity_founds { struct identity_found *at; size_t count, room; };

/* A field of the matcher as words' keys and tables call it; its name; how well two agree in it (MATCH_MISSING: not known in one). */
extern const char *const identity_field_names[MATCH_FIELDS];
struct str identity_field(struct arena *a, const struct rulebook *book, int field);
struct str identity_level(struct arena *a, const struct rulebook *book, int field, int level);
/* "97 in 100"; never more than 99.   chance   0 to 1 */
struct str identity_likely(struct arena *a, const struct rulebook *book, double chance);
/* "97 in 100. First name: an initial or a short form. Date of birth: the same." What is missing on one side is left out. */
struct str identity_why(struct arena *a, const struct rulebook *book, const struct match_vector *levels, double chance);

/* Files a person under their keys again; inside a job, after names, birth date or numbers were saved. */
MUST const struct fault *identity_file(struct store *writer, struct arena *a, int64_t person_id);
/* Those of one council who may be this person, likeliest first, at most `most`.
 *   p      names folded, numbers tidy; what is not known is absent
 *   but    a person to leave out; 0 none */
MUST const struct fault *identity_seek(struct store *s, struct arena *a, const struct match_weights *w, int64_t authority,
				       const struct match_person *p, int64_t but, size_t most, struct identity_founds *out);
/* Seeks one person's doubles and keeps the pairs that a person should look at; inside a job.
 *   pairs   how many were kept */
MUST const struct fault *identity_ask(struct store *writer, struct arena *a, const struct match_weights *w, int64_t person_id,
				      int64_t now_ms, size_t *pairs);
/* The weights of this installation, learnt or those to begin with, and the short forms of names that the rulebook has
 * (rulebook/code/nickname.csv). */
MUST const struct fault *identity_weights(struct store *s, struct arena *a, const struct rulebook *book, struct match_weights *out);
/* Short forms of given names: a code of the list and the forms in its label are a group. */
struct match_nicknames identity_nicknames(struct arena *a, const struct rulebook *book);
/* Learns them from people who share a key (a sample of 4,000), and keeps them.
 *   count   pairs compared */
MUST const struct fault *identity_learn(struct store_pool *pool, struct arena *a, const struct rulebook *book, int64_t *count, struct match_weights *out);

struct identity_pair {
	int64_t id, asked_ms;
	struct identity_person left, right;
	struct match_vector levels;
	double bits, chance;
};
struct identity_pairs { struct identity_pair *at; size_t count, room; };
/* The queue of the user's councils: answer "open" or "both". FAULT_ABSENT for who may not. */
MUST const struct fault *identity_queue(struct desk *d, struct str answer, size_t most, struct identity_pairs *out);
MUST const struct fault *identity_pair_open(struct desk *d, int64_t id, struct identity_pair *out);
/* A person's choice: "different", "both" (keep both for now), or "same": the cases, family and numbers of the one
 * go to `keep` (left or right of the pair), former names and numbers are kept beside. One act with its audit row. */
MUST const struct fault *identity_answer(struct desk *d, int64_t pair_id, struct str answer, int64_t keep,
					 struct problems *out);
struct identity_merge { int64_t id, made_ms; struct identity_person kept, gone; };
struct identity_merges { struct identity_merge *at; size_t count, room; };
MUST const struct fault *identity_merged(struct desk *d, size_t most, struct identity_merges *out);
/* Puts a merge back: every row that was moved, and the columns that were changed. Refused when the kept record was
 * merged again since (FAULT_CONFLICT). */
MUST const struct fault *identity_undo(struct desk *d, int64_t merge_id);

#endif
