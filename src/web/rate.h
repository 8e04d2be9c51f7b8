/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/rate - how many requests one network address may make.
 * Touches nothing; all threads ask it. */
#ifndef WEB_RATE_H
#define WEB_RATE_H

#include <pthread.h>

#include "core/arena.h"

/* Each address has a bucket that fills with `a_second` and holds ten seconds' worth. A table of fixed size: two
 * addresses may share a place, which the one that came last takes over full, so a place is never held against somebody
 * for what another did. */
struct rates;
/*   a_second   requests; 0: no limit */
struct rates *rates_start(struct arena *a, int a_second);
/* May this address make one more request now? */
bool rates_take(struct rates *r, struct str address, int64_t now_us);

#endif
