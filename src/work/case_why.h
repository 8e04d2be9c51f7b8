/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/case_why - may this account do that to this case, and why or why not? For the operator's command.
 * Touches the store and the access rule; leaves no audit row, for nothing of a record is shown. */
#ifndef WORK_CASE_WHY_H
#define WORK_CASE_WHY_H

#include "work/case.h"

struct why_ask {
	struct str email, verb, what;
	struct str reference;           /* "": under any relation */
	struct str subject;             /* of an ask: advice-ep; "" none */
	uint32_t also;                  /* RELATION_OWN, RELATION_RELEASED, when the record is so */
};
/* A grant for one of the account's roles that names the verb and the thing, and what it lacks. */
struct why_line { const struct grant *grant; int64_t authority; uint32_t missing; bool is_out; };  /* is_out: what it rests on is not in force */
struct why {
	struct str name;
	bool is_open;                   /* a closed account may do nothing */
	struct who who;
	uint32_t lapsed;                /* relations of the family that are recorded and do not hold today */
	uint32_t *relations;            /* one a membership; NULL without a case */
	struct access_answer answer;
	struct { struct why_line *at; size_t count, room; } lines;
};
/* FAULT_ABSENT: no such account, no such case. */
MUST const struct fault *case_why(struct desk *d, const struct why_ask *ask, struct why *out);

#endif
