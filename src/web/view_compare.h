/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_compare - two versions of a plan side by side, for staff and for families.
 * Touches work/plan. */
#ifndef WEB_VIEW_COMPARE_H
#define WEB_VIEW_COMPARE_H

#include "rules/changes.h"
#include "work/plan.h"

struct plan_compare_part { const struct plan_part *old, *new; struct changes changes; bool is_changed; };
/* Each section of `new` with what it was. Gives how many have changed.
 *   out   as many as new->part_count */
size_t plan_compare_parts(struct arena *a, const struct plan_version *old, const struct plan_version *new,
			  struct plan_compare_part *out);

#endif
