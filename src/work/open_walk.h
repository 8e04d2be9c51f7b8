/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/open_walk - all open processes read in bulk, as the rules want them.
 * Touches the store. For passes over everything; asks no rule of access and shows nothing to anybody. */
#ifndef WORK_OPEN_WALK_H
#define WORK_OPEN_WALK_H

#include "rules/pathway.h"
#include "store/store.h"

/* One open process: its computed columns as they stand, facts and events. Lives until the next one. */
struct open_process {
	int64_t id, authority;
	struct str reference, pathway, stage, holder, next_step, late_key;
	struct date holder_since, next_due, changes, whole_due, planned;
	struct answers facts;
	struct happened *events; size_t event_count;
};
struct open_walk {
	struct date today;
	bool every;             /* false: only those whose columns this day may change */
	const struct fault *(*each)(void *ctx, struct arena *a, const struct open_process *p);
	/* After each thousand, with nothing being read; NULL: nothing. */
	const struct fault *(*pause)(void *ctx, struct arena *a);
	void *ctx;
};

/* Calls `each` for them in order of key. Faults: FAULT_STORE and those of the calls. */
MUST const struct fault *open_walk(struct store_pool *pool, struct arena *a, const struct open_walk *w);
/* How many processes are open. */
MUST const struct fault *open_count(struct store_pool *pool, struct arena *a, int64_t *out);

#endif
