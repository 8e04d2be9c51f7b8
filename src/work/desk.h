/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/desk - everything that one request or command may touch.
 * One thread has one desk. */
#ifndef WORK_DESK_H
#define WORK_DESK_H

#include "rules/access.h"
#include "store/store.h"

struct desk {
	struct arena *arena;            /* lives until the reply is sent */
	struct store_pool *pool;        /* for store_write */
	struct store *store;            /* this thread's reading connection */
	const struct rulebook *book;    /* constant after start */
	struct now now;
	struct who who;
};

#endif
