/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_disposal - what the pages of records kept long enough are given.
 * Touches nothing. */
#ifndef WEB_VIEW_DISPOSAL_H
#define WEB_VIEW_DISPOSAL_H

#include "web/view_part.h"
#include "web/web.h"
#include "work/disposal.h"

struct disposal_nav { struct crumb at[5]; struct str here; };
/* A page with a lead, tables and what can be done. */
struct disposal_view {
	struct frame frame;
	struct disposal_nav nav;
	struct str lead, empty, csv;
	int64_t page, pages;            /* of the table; 0: it has no pages */
	struct table_view sums, table;
	const struct disposal_sum *offers; size_t offer_count;  /* rules that can be proposed */
	const struct problems *problems;
	struct str fields, action, button, form_title;          /* a form beneath; action "" none */
};
struct disposal_run_view {
	struct frame frame;
	struct disposal_nav nav;
	struct disposal_run run;
	struct disposal_records records;
	struct table_view records_table, certificates;
	struct str action, proposed, decided, state, csv;
	bool may_dispose, may_approve;
};
struct disposal_holds_view {
	struct frame frame;
	struct disposal_nav nav;
	struct { struct disposal_card { const struct disposal_hold *hold; struct str held, ended; } *at; size_t count, room; } cards;
	struct str fields;
};

#endif
