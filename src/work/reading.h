/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/reading - what in the reading of records is worth a second look, and what came of looking.
 * Touches the store. Goes by rulebook/watch/ over numbers of one account and day; proves nothing about anybody. */
#ifndef WORK_READING_H
#define WORK_READING_H

#include "work/audit.h"

/* In the order of watch_names (rulebook/rulebook.h). */
enum reading_number { READING_OPENED, READING_USUAL, READING_DAYS, READING_ODD_HOURS, READING_NAMESAKES, READING_EXPORTS,
		      READING_EMERGENCIES, READING_OWN, READING_LISTED, READING_NUMBERS };
struct reading_day { int64_t at[READING_NUMBERS]; };
bool reading_is(const struct rulebook *book, const struct watch *w, const struct reading_day *day, struct arena *a);

/* Takes the audit of days that have ended and were not counted yet, and keeps what was found. Once a day; running again
 * changes nothing.
 *   found   new findings */
MUST const struct fault *reading_run(struct desk *d, int64_t *found);

struct reading_found {
	int64_t id, account_id, found_ms, seen_ms;      /* seen_ms 0: nobody has looked yet */
	struct str name, email, watch, seen_by, note;
	struct date day;
	struct reading_day numbers;
	int64_t first_audit, last_audit;
};
struct reading_founds { struct reading_found *at; size_t count, room; };
enum { READING_MOST = 500, READING_NOTE_MOST = 2000 };
/* Of the staff of the user's council (an administrator: of all), newest first, READING_MOST at most, with an audit row. FAULT_ABSENT for who may not.
 *   state   new, seen, "" both; watch "": all */
MUST const struct fault *reading_list(struct desk *d, struct str state, struct str watch, bool is_export, struct reading_founds *out);

/* What was done, without names: the reference of the case, "" when there is none. */
struct reading_act { int64_t at_ms; struct str verb, what, reference; bool has_person; };
struct reading_acts { struct reading_act *at; size_t count, room; };
/* One finding and what that account did on that day, READING_MOST rows at most, with an audit row. FAULT_ABSENT. */
MUST const struct fault *reading_open(struct desk *d, int64_t id, bool is_export, struct reading_found *out, struct reading_acts *acts);
/* Somebody looked: what came of it. Problems: note (missing, too long); nobody looks at their own reading. FAULT_CONFLICT
 * when somebody has looked already. */
MUST const struct fault *reading_see(struct desk *d, int64_t id, struct str note, struct problems *out);

#endif
