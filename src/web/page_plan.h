/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_plan - what the pages of the plan and of the letters share.
 * Touches work/case. */
#ifndef WEB_PAGE_PLAN_H
#define WEB_PAGE_PLAN_H

#include "web/view_plan.h"

/* The case above a page about it; `here` is the address of the page, for the lit tab. */
struct case_bar case_bar_of(struct desk *d, const struct case_file *c);
/* The frame of such a page, with the way from the work list. */
struct frame case_frame_of(struct desk *d, const struct request *r, const struct case_file *c, struct str title);

#endif
