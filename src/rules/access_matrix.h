/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/access_matrix - the access rule written out: each role, relation, verb and thing that some grant allows.
 * Touches nothing. */
#ifndef RULES_ACCESS_MATRIX_H
#define RULES_ACCESS_MATRIX_H

#include "rules/access.h"

struct access_line {
	struct str role, relations, verb, what;         /* relations: their words, blanks between; "" always */
	const struct grant *grant;
	struct str holds;               /* when those of the family hold, in words (rules/standing.h); "" always */
	struct str field;               /* of the thing: "person.address", an answer of an event, "section.F"; "" that it is there */
	struct str cut_by;              /* what keeps it all the same: "mark.address", "mark on event", "until a plan went out"; "" nothing */
};
struct access_lines { struct access_line *at; size_t count, room; };
/* All of it that rests on something in force on the day, in the order of the roles and then of the grants. "event.*" under the verb record is written out: one
 * line for each event that the role may record. */
struct access_lines access_matrix(struct arena *a, const struct rulebook *book, struct date on);
/* The same field by field: kinds of event, paper and letter written out, for each its answers; the details of a person and of
 * contacts (rulebook/access/details.txt); the sections of a plan. Tens of thousands of lines. */
struct access_lines access_matrix_fields(struct arena *a, const struct rulebook *book, struct date on);
/* The relations of a set of bits, in words. */
struct str access_relations(struct arena *a, uint32_t bits);

#endif
