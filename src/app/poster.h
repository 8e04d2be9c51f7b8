/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/poster - the thread of a running server that sends what waits (work/post).
 * Touches threads, the clock, the store, the network. */
#ifndef APP_POSTER_H
#define APP_POSTER_H

#include "web/server.h"

struct poster;
/* Begins to look every two seconds; NULL when this installation sends nothing or there is no thread to be had (told on
 * standard error). `site` must outlive it. */
struct poster *poster_start(struct arena *a, const struct site *site);
/* Ends after the message that is being sent. NULL is fine. */
void poster_stop(struct poster *p);

#endif
