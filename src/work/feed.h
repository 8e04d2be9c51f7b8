/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/feed - a member of staff's legal dates as a calendar that their own program fetches by a private address.
 * Touches the store. References and steps only: no name of a child leaves this way. */
#ifndef WORK_FEED_H
#define WORK_FEED_H

#include "core/out.h"
#include "work/session.h"

/* A new address for d->who; the one before is void. The token is in the arena, given once, kept as a keyed hash. */
MUST const struct fault *feed_make(struct desk *d, struct str *token);
/* d->who has none any more. */
MUST const struct fault *feed_end(struct desk *d);
/* When it was made, milliseconds UTC; 0: there is none. */
MUST const struct fault *feed_made(struct desk *d, int64_t *made_ms);
/* Fills d->who with whose calendar it is, with their roles as they are today. FAULT_ABSENT: unknown or void, or the
 * account is closed or no longer one of staff. */
MUST const struct fault *feed_open(struct desk *d, struct str token);
/* The calendar of d->who: the next legal date of each case that they look after, and of each request that waits for them.
 * What it holds is decided and noted as the lists are (work/list). */
MUST const struct fault *feed_write(struct desk *d, struct out *o);

#endif
