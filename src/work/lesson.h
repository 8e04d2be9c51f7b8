/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/lesson - what a council has learned from appeals, orders and complaints: by case, team and theme.
 * Touches the store. A lesson is the event lesson_learned of its case (form `lesson`). */
#ifndef WORK_LESSON_H
#define WORK_LESSON_H

#include "work/desk.h"

struct lesson {
	int64_t process_id, team;
	struct str theme, team_name, text, change, reference, pathway;  /* theme: rulebook/code/lesson-theme.csv */
	struct date day, change_by;
};
struct lessons { struct lesson *at; size_t count, room; };
/* Of the user's council, newest first. FAULT_ABSENT for who may not. */
MUST const struct fault *lesson_list(struct desk *d, bool is_export, struct lessons *out);

#endif
