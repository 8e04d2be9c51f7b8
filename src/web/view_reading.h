/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_reading - what the pages about unusual reading are given.
 * Touches nothing. */
#ifndef WEB_VIEW_READING_H
#define WEB_VIEW_READING_H

#include "web/view_admin.h"
#include "work/reading.h"

enum { READING_SHOWN = READING_NUMBERS - 1 };   /* all but "days", which only says how sure "usual" is */
struct reading_view {
	struct frame frame;
	struct admin_choice state, watch;
	struct table_view table, rules;
	struct str csv;
};
struct reading_one_view {
	struct frame frame;
	struct reading_found found;
	struct str labels[READING_SHOWN], numbers[READING_SHOWN];
	struct table_view acts;
	bool is_cut, may_see;           /* is_cut: more was done than is shown */
	struct str about, note, csv;
};

#endif
