/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/remind - reminders by the rules of rulebook/reminder, one mail a day for each person.
 * Touches the store, the outbox (work/post). */
#ifndef WORK_REMIND_H
#define WORK_REMIND_H

#include "work/desk.h"

struct remind_made { int64_t lines, messages; };
/* Writes the reminders of the day (and of days since the last pass, a week at most) into the outbox, all in one act with
 * the note that they were written: none is written twice, whenever the pass is stopped or run again. */
MUST const struct fault *remind_run(struct desk *d, struct remind_made *out);

#endif
