/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/plan_room - what the files of the plan share. Only src/work/plan*.c include it.
 * Touches the store. */
#ifndef WORK_PLAN_ROOM_H
#define WORK_PLAN_ROOM_H

#include "work/plan.h"

enum { PLAN_SECTION_MOST = 100000 };    /* code points */

struct plan_list {
	struct plan_version *at; size_t count, room;
	bool is_base_new;               /* the plan was changed by another process since this one was opened */
};
/* All versions of a case, whoever asks. */
MUST const struct fault *plan_load(struct store *s, struct arena *a, const struct rulebook *book, int64_t process_id,
				   struct plan_list *out);
/* Is it of those that change a plan section by section (an event freezes an amendment)? */
bool plan_amends(const struct pathway *p);
/* Is the plan written anew in this case, with the advice that it asked for and no school named yet? Else (a review, an order to
 * change sections) it stays as it is but for what is changed. By the pathway's `anew`, on what is recorded. */
bool plan_is_anew(struct arena *a, const struct rulebook *book, const struct case_walk *w, struct date today);
/* The version in writing, or NULL. */
struct plan_version *plan_writing(const struct plan_list *list);
/* Section K from the asks of the case: one line an adviser. */
MUST const struct fault *plan_advice_lines(struct store *s, struct arena *a, const struct rulebook *book,
					   int64_t process_id, struct date today, struct str *out);

#endif
