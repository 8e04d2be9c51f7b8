/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/transfer - a council's children who move to the next school or college in a September: who they are, put on the
 * list in one act, how far each is, what the schools that were asked have said.
 * Touches the store, rules/pathway. Who is in the cohort is text: the answer `cohort` of rulebook/pathway/pt.txt. */
#ifndef WORK_TRANSFER_H
#define WORK_TRANSFER_H

#include "work/case.h"

/* The September that is worked on: the next one, from the day on which the lists begin (1 September). */
int transfer_year(struct date today);

/* Which move comes in September of `year` for a child born then at a setting that teaches up to that school year (-1
 * nursery ... 14); "" none. Words of rulebook/code/phase.csv.
 *   law   law:send-regs-2014/2(1), law:send-regs-2014/18(1) */
struct str transfer_phase(struct arena *a, const struct rulebook *book, struct date born, int64_t last_year, int year);

/* A child who should be on the list and is not. */
struct transfer_child { int64_t person_id; struct str child, school, phase; struct date born; };
struct transfer_children { struct transfer_child *at; size_t count, room; };
/* The cohort of a year that is not on the list yet; is_export: as a spreadsheet. FAULT_ABSENT for who may not see the board. */
MUST const struct fault *transfer_cohort(struct desk *d, int year, bool is_export, struct transfer_children *out);
/* Puts those of these phases (words with blanks between) on the list: one process each, with its officer.
 *   expected   how many the user was shown; when there are others by now nothing is done
 *   opened     how many; -1 the number is another one
 *   law        law:send-regs-2014/18 */
MUST const struct fault *transfer_open(struct desk *d, int year, struct str phases, int64_t expected, int64_t *opened);

/* The board can be narrowed by; absent or 0: any. */
struct transfer_filter {
	int64_t year, school, officer;
	struct str phase, stage, todo;  /* todo: wishes, meeting, notice, asks (nobody was asked), late, soon */
};
void transfer_query_read(struct str query, struct transfer_filter *out);
struct str transfer_query_write(struct arena *a, const struct transfer_filter *f);

struct transfer_row {
	int64_t process_id, school_id, officer_id;
	struct str reference, child, school, officer, phase, stage, stage_name;
	struct date born, due, named;   /* due: last day for the final plan, while it is not sent */
	bool is_open, has_wishes, has_met, has_notice, is_late, is_soon;
	int64_t asked, answered;
};
/* How many are in a stage, of how many in all. */
struct transfer_share { const struct stage *stage; int64_t count; };
/* By when the parts of a kind of move should be done, so that its legal day can be kept: the steps of the pathway. */
struct transfer_dates {
	struct str phase;
	int64_t count, unmet, unsent;   /* unmet, unsent: of these, still open without a meeting, without a notice of changes */
	struct { const struct step *step; struct date due; } at[6]; size_t step_count;
};
enum { TRANSFER_SOON_DAYS = 28, TRANSFER_STAGES = 12 };
struct transfer_board {
	struct transfer_row *at; size_t count, room;    /* those that the filter lets through */
	struct transfer_share shares[TRANSFER_STAGES]; size_t share_count;     /* of the whole year */
	int64_t all, named, late;                       /* of the whole year */
	struct { struct transfer_dates *at; size_t count, room; } phases;      /* that the year has */
	struct { struct { int64_t id; struct str name; } *at; size_t count, room; } schools, officers;
};
MUST const struct fault *transfer_board(struct desk *d, const struct transfer_filter *f, bool is_export,
					struct transfer_board *out);

/* What one school, college or other setting was asked for and said. */
struct transfer_setting {
	int64_t organisation_id;
	struct str name;
	int64_t asked, waiting, late, yes, full, no, named;   /* full: could help but has no place */
};
struct transfer_settings { struct transfer_setting *at; size_t count, room; };
MUST const struct fault *transfer_settings(struct desk *d, int year, struct transfer_settings *out);

/* One child of a consultation in bulk, before or after. */
enum transfer_said { TRANSFER_ASKS, TRANSFER_ASKED_ALREADY, TRANSFER_NOT_NOW, TRANSFER_DONE };
struct transfer_asking { struct str reference, child; int64_t setting; struct str setting_name; enum transfer_said said; };
struct transfer_askings { struct transfer_asking *at; size_t count, room; };
/* Asks each setting about each child (with `is_check` only says what would happen). Each child is its own act: one that
 * somebody else has moved on meanwhile is told of and holds nobody else up. */
MUST const struct fault *transfer_ask(struct desk *d, const struct str *references, size_t count, const int64_t *settings,
				      size_t setting_count, struct str text, bool is_check, struct transfer_askings *out);

#endif
