/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/standing - does a relation of the family hold on this day? Age and capacity; the rule is text
 * (rulebook/access/standing.txt).
 * Touches nothing: facts and the day come in, an answer goes out. */
#ifndef RULES_STANDING_H
#define RULES_STANDING_H

#include "rulebook/rulebook.h"

/* What the rule may ask (standing_names). Days that are not known are DATE_NONE. */
struct standing_facts {
	struct date born;
	struct date made;               /* of a private link */
	bool consented, represents;     /* of this parent */
	bool acted_for;                 /* some parent represents the young person */
	bool has_parent, parent_may;    /* some parent is recorded; one of them may act */
};
/* The standing for one relation (one bit) and act (standing_acts) that is in force on the day; NULL none. */
const struct standing *standing_on(const struct rulebook *book, uint32_t relation, struct str act, struct date on);
/* Does it hold? A relation without a standing in force holds for nobody. */
bool standing_holds(struct arena *a, const struct rulebook *book, uint32_t relation, struct str act,
		    const struct standing_facts *f, struct date on);

#endif
