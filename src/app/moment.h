/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/moment - an instant as operators write it, in UTC.
 * Touches core. */
#ifndef APP_MOMENT_H
#define APP_MOMENT_H

#include "core/date.h"

/* "2026-11-29T14:05:30.123Z" */
struct str moment_write(struct arena *a, int64_t utc_ms);
/* The same; seconds, their parts and the Z may be left out, a blank may stand for the T. False: it is no instant. */
bool moment_read(struct str text, int64_t *utc_ms);

#endif
