/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/daily - the daily pass: what a new day alone changes in the computed columns of open processes.
 * Touches the store, rules/pathway. */
#ifndef WORK_DAILY_H
#define WORK_DAILY_H

#include "rulebook/rulebook.h"
#include "store/store.h"

struct daily_made { int64_t open, looked_at, changed; };

/* Looks at the open processes that this day may change and saves what is different. Thousands at a time, each
 * thousand in one transaction: when it stops, what was done stands, and the next pass goes on.
 *   every   true: looks at all open processes (after a new rulebook)
 * Faults: FAULT_STORE, FAULT_TEXT when the rulebook does not know a process. */
MUST const struct fault *daily_run(struct store_pool *pool, struct arena *a, const struct rulebook *book,
				   struct date today, bool every, struct daily_made *out);

#endif
