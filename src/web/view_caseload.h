/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_caseload - what the page of caseloads is given.
 * Touches nothing. */
#ifndef WEB_VIEW_CASELOAD_H
#define WEB_VIEW_CASELOAD_H

#include "web/view_part.h"
#include "web/web.h"

struct caseload_bar { struct str name, text; int64_t mille; };
struct caseload_view {
	struct frame frame;
	struct str sentence, csv;
	struct crumb *councils; size_t council_count; struct str here;
	struct { struct caseload_bar *at; size_t count, room; } bars;
	struct table_view table, weights;
	bool may_hand_over;
};

#endif
