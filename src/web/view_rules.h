/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_rules - what the pages of the rules in words are given.
 * Touches nothing. */
#ifndef WEB_VIEW_RULES_H
#define WEB_VIEW_RULES_H

#include "web/web.h"

struct rules_row { const struct pathway *pathway; size_t steps; struct str tag, status; };
struct rules_list_view {
	struct frame frame;
	struct rules_row *at; size_t count, room;
};

/* A limit that follows from the day of the start alone. */
struct rules_limit { const struct step *step; struct str after; int32_t days; };
struct rules_step {
	const struct step *step;
	struct str kind, evidence, tag, status;         /* words; tag: colour of the status, "" when it is law */
	struct str exceptions;                          /* names, with commas between */
	bool is_today;                                  /* the version of today */
};
struct rules_view {
	struct frame frame;
	const struct pathway *pathway;
	struct str tag, status;
	struct { struct rules_limit *at; size_t count, room; } limits;
	int32_t longest_days;
	struct { const struct stage **at; size_t count, room; } stages, ends;
	struct { struct rules_step *at; size_t count, room; } steps, others;    /* others: earlier and coming law */
};
/* Width of a limit's bar, of 1000. */
int rules_bar(const struct rules_view *v, const struct rules_limit *limit);

#endif
