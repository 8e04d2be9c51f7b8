/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/failure - the pages that say that something could not be done.
 * Touches the words. */
#ifndef WEB_FAILURE_H
#define WEB_FAILURE_H

#include "web/web.h"

/* Statuses of our own: the session ended while somebody typed; a form that another site sent. Answered as 403. */
enum { FAILURE_SIGNED_OUT = 1001, FAILURE_ELSEWHERE };

/* 404 for FAULT_ABSENT, 403 for FAULT_DENIED, 409 for FAULT_CONFLICT, 400 for FAULT_TEXT, 503 for the world failing,
 * else 500. */
int failure_status(const struct fault *f);
/* Fills the reply with the page for a status: 400 403 404 405 409 413 414 415 419 429 500 503 (others as 500). 419: the
 * form was open too long (no good CSRF token), answered as 403. What the fault says is for the log and never shown. */
void failure_show(struct desk *d, const struct request *r, int status, struct reply *out);
/* The same for 419, 503 and FAILURE_SIGNED_OUT with a button that sends what was typed once more. Only for a POST
 * that came from our own page: else another site could have somebody press it. */
void failure_again(struct desk *d, const struct request *r, int status, struct reply *out);

#endif
