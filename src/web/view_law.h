/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_law - what the page about the law of a child's processes is given.
 * Touches nothing. */
#ifndef WEB_VIEW_LAW_H
#define WEB_VIEW_LAW_H

#include "web/view_admin.h"
#include "web/view_case.h"

struct law_view {
	struct frame frame;
	struct case_bar bar;
	struct date on;
	struct table_view lines, kept;  /* kept: what proposed law would mean, no rows without a plan */
	struct str csv;
};

#endif
