/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/counts - what has been counted since the start, for /metrics.
 * Touches nothing; all threads add to it. */
#ifndef WEB_COUNTS_H
#define WEB_COUNTS_H

#include <stdatomic.h>

#include "core/out.h"

/* Upper ends of the classes of answering time, microseconds; the last class is all above. */
enum { COUNT_CLASSES = 10 };
extern const int64_t count_class_us[COUNT_CLASSES];

struct counts {
	_Atomic int64_t requests[6];            /* by status: [2] is 200..299 ... [0] heads that were refused */
	_Atomic int64_t took[COUNT_CLASSES + 1];
	_Atomic int64_t took_us, bytes_out;
	_Atomic int64_t connections, opened;    /* now, ever */
	_Atomic int64_t turned_away;            /* connections over a limit */
	_Atomic int64_t too_slow;               /* connections closed at a deadline */
	int64_t started_ms;
};

void counts_add(struct counts *c, int status, int64_t took_us, int64_t bytes);
/* As the text that Prometheus reads. */
void counts_write(const struct counts *c, struct out *o);

#endif
