/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_lateness - what the pages are given that show where lateness sits.
 * Touches nothing. */
#ifndef WEB_VIEW_LATENESS_H
#define WEB_VIEW_LATENESS_H

#include "web/view_work.h"

/* A step of the chart: its bar in per mille of the longest, one piece a party. */
struct lateness_piece { struct str colour; int64_t from, wide; };
struct lateness_bar { struct str name, text; struct lateness_piece *pieces; size_t count; };
struct lateness_view {
	struct frame frame;
	struct work_select selects[4]; size_t select_count;
	struct date since, until;
	struct { struct lateness_bar *at; size_t count, room; } bars;
	struct { struct work_option *at; size_t count, room; } key;     /* colour and party of the chart */
	struct table_view table;
	struct str sentence, csv, clear;
	struct crumb periods[3]; size_t period_count; struct str here;
	bool is_filtered;
};
struct lateness_cases_view {
	struct frame frame;
	struct str lead, csv, base;
	struct table_view table;
	int64_t page, pages;
};

#endif
