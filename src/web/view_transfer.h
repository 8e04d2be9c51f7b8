/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_transfer - what the pages of moves between phases are given.
 * Touches nothing. */
#ifndef WEB_VIEW_TRANSFER_H
#define WEB_VIEW_TRANSFER_H

#include "web/view_part.h"
#include "web/view_work.h"
#include "work/transfer.h"

/* One bar of the chart: how many of the year are in a stage. */
struct transfer_bar { struct str name, text, href; int64_t mille; };
struct transfer_line {
	const struct transfer_row *row;
	struct str phase, due_words, done;      /* done: what has been done so far, in words */
};
struct transfer_view {
	struct frame frame;
	int64_t year;
	struct transfer_filter filter;
	struct str query, csv, print, sentence, stand;
	struct crumb years[3], tabs[2];
	struct str here;
	struct transfer_bar bars[TRANSFER_STAGES]; size_t bar_count;
	struct work_select selects[6]; size_t select_count;
	struct table_view dates;                /* planning days, one line a kind of move */
	struct transfer_line *lines; size_t line_count;
	int64_t waiting;                        /* of the cohort, not on the list yet */
	bool is_print, is_filtered, may_record;
};
struct transfer_open_phase { struct str code, name; int64_t count; };
struct transfer_open_view {
	struct frame frame;
	int64_t year, count;
	struct transfer_open_phase *phases; size_t phase_count;
	struct table_view table;
	struct str action, csv;
	const struct problem *slip;
};
struct transfer_settings_view {
	struct frame frame;
	struct crumb tabs[2];
	struct str here, csv;
	struct table_view table;
};
struct transfer_ask_view {
	struct frame frame;
	struct str fields, carried, query, text;
	struct table_view table;
	struct str *references; size_t reference_count;
	int64_t asks;                           /* how many go */
	bool is_check;
};

#endif
