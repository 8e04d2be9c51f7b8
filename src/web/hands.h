/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/hands - who has had a case, and for how many days: a table and a bar, for staff and for families.
 * Touches an opened case, the rulebook. */
#ifndef WEB_HANDS_H
#define WEB_HANDS_H

#include "work/case.h"

/* One party: its days, and how many of them others had it too. */
struct hands_row { struct str party, colour; int32_t days, shared; bool is_now; };
/* A time of the bar, in per mille of the whole; one part for each party that had it then. */
struct hands_bar { int32_t from, wide; const struct str *colours; size_t count; };
/* A step that has begun: its days by party in words, and how late it was, with whom. */
struct hands_step { struct str name, about, parties, late; struct date from, done; int32_t days; };
struct hands_piece_row { struct date from, to; struct str parties; int32_t days; };
struct hands_view {
	struct { struct hands_row *at; size_t count, room; } rows;
	struct { struct hands_bar *at; size_t count, room; } bars;
	struct { struct hands_step *at; size_t count, room; } steps;
	struct { struct hands_piece_row *at; size_t count, room; } pieces;
	struct date from, until;        /* until: today, or the day it ended */
	int32_t days;
	bool has_shared;
	const char *title, *about;      /* keys of words: families read other ones */
};
/* A colour for the i-th party of a chart, as SVG writes it. */
struct str hands_colour(size_t i);
/* What the user may see of who had the case: an ask that the rule keeps from them is with its holder. In the arena. */
void hands_fill(const struct desk *d, const struct case_file *c, bool is_family, struct hands_view *out);

#endif
