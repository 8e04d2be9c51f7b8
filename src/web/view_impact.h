/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_impact - what the data-protection impact page is given.
 * Touches nothing. */
#ifndef WEB_VIEW_IMPACT_H
#define WEB_VIEW_IMPACT_H

#include "web/view_part.h"
#include "web/web.h"

/* A table of few columns, one for each that the first column of the whole table names: opened one at a time. */
struct impact_group { struct str words; struct table_view table; };
struct impact_part {
	struct str id, about, csv;
	struct table_view table;
	bool as_cards;
	struct impact_group *groups; size_t group_count;        /* 0: the table as it is */
};
enum { IMPACT_PARTS = 6 };
struct impact_view { struct frame frame; struct impact_part parts[IMPACT_PARTS]; };

#endif
