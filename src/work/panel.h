/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/panel - dated panels and the cases that wait for them.
 * Touches the store. Lists ask the access rule themselves and leave one audit row. */
#ifndef WORK_PANEL_H
#define WORK_PANEL_H

#include "work/case.h"

struct panel { int64_t id, authority, places, booked; struct str name; struct date day; };
struct panels { struct panel *at; size_t count, room; };
/* Panels of the councils whose panels the user may see: from today on, next first; or (past) those before, last first,
 * at most a year back. FAULT_ABSENT when the user may see none. */
MUST const struct fault *panel_list(struct desk *d, bool past, struct panels *out);
/* May the user make a panel? In which council (0: no). */
int64_t panel_may_make(const struct desk *d);
/* A new one from the answers of the form `panel` (name, day, places). */
MUST const struct fault *panel_make(struct desk *d, const struct answers *fields, struct problems *out, int64_t *id);

/* Something that a panel wants to see (rulebook/code/panel-paper.csv), and whether it is there. */
struct panel_paper { struct str label; bool is_there; };
/* A case as a panel sees it before it decides. */
struct panel_case {
	int64_t process_id;
	struct str reference, child, school, officer, need, stage, purpose, purpose_words;
	struct date born, start, due;           /* due: the next legal date */
	struct date evidence_by;                /* day given to the family for papers; DATE_NONE: none was given */
	int64_t advice_all, advice_in, advice_late, papers;
	struct panel_paper *wants; size_t want_count, want_room;
	size_t missing;
	bool is_late;                           /* a legal date has gone by */
	bool is_too_early;                      /* the panel is before evidence_by: it must not decide */
	bool is_complete;                       /* nothing is missing, not too early */
};
struct panel_queue { struct panel panel; struct panel_case *at; size_t count, room; size_t complete; };
/* The panel with the cases that wait for it, complete ones first, then by legal date.
 *   is_export   as a spreadsheet, which leaves the program
 * FAULT_ABSENT. */
MUST const struct fault *panel_open(struct desk *d, int64_t id, bool is_export, struct panel_queue *out);
/* What a panel should have before it for this case, from the whole record. For an opened case that waits for a panel. */
MUST const struct fault *panel_look(struct desk *d, int64_t process_id, struct date panel_day, struct panel_case *out);
/* The decisions that this user may record on the case now: events that panel members record and that are no notes. */
void panel_decisions(const struct desk *d, const struct case_file *c, const struct event_kind ***out, size_t *count);

#endif
