/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/disposal_room - what disposal*.c share among themselves; nobody else includes it.
 * Touches the store. */
#ifndef WORK_DISPOSAL_ROOM_H
#define WORK_DISPOSAL_ROOM_H

#include "gen/sql/disposal.h"
#include "work/disposal.h"

MUST const struct fault *disposal_may(struct desk *d, struct str verb, struct access_answer *by);
/* Processes that nobody has without a plan (code/needs-plan.csv), for disposal_case_now: " AR RA ". */
struct str disposal_needs_plan(struct arena *a, const struct rulebook *book);
/* A record as it stands now: its rule, its day, what keeps it. */
struct disposal_record disposal_case(struct arena *a, const struct rulebook *book, const struct disposal_owns *owns,
				     const struct disposal_case_now_row *row, struct date today);
struct disposal_record disposal_person(struct arena *a, const struct rulebook *book, const struct disposal_owns *owns,
				       const struct disposal_person_now_row *row, struct date today);

/* Every row of a case; or of a child and the records joined with it, when none of them has a process, a hold or a flag
 * (is_gone). Inside a job. Counts what went. */
struct disposal_counts { int64_t people, events, papers, letters, plans, messages; };
MUST const struct fault *dispose_case(struct store *writer, struct arena *a, int64_t process_id, struct date today,
				      struct disposal_counts *out);
MUST const struct fault *dispose_person(struct store *writer, struct arena *a, int64_t person_id, struct disposal_counts *out,
					bool *is_gone);

#endif
