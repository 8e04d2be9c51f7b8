/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/review - processes that come round (reviews of plans) as a whole area's: due when, planned for which day, told to
 * whom. Which process it is the rulebook says: one whose pathway has `whole` and `planned`.
 * Touches the store. Each list holds only what the rule lets this user see, and leaves one audit row. */
#ifndef WORK_REVIEW_H
#define WORK_REVIEW_H

#include "rules/spread.h"
#include "work/list.h"

struct review_filter {
	int64_t authority, school, officer;     /* 0 any; authority 0: the first of the user's */
	struct str process;             /* pathway; absent: the first that comes round */
	struct str state;               /* unplanned, planned, late; absent any */
	struct date since, until;       /* days by which the whole must be done: since <= day < until */
	int64_t page;
};
/* extra_from, extra_to: of a child under 5 the window of a lighter review besides (the step of guidance with a first and a last
 * day, AR-11); DATE_NONE: none. */
struct review_row { struct list_row at; int64_t school_id; struct date due, planned, extra_from, extra_to; };
struct review_rows { struct review_row *at; size_t count, room; int64_t total, page, pages; };
/* First due first.
 *   page_rows   rows a page; 0: all (spreadsheet, print), noted as an export
 * Faults: FAULT_ABSENT when the user has no such list. */
MUST const struct fault *review_list(struct desk *d, const struct review_filter *f, int64_t page_rows,
				     struct review_rows *out);
/* Numbers alone, no audit row: of each school by the day due and the day planned. */
struct review_load { int64_t school_id, cases; struct str school; struct date due, planned; };
struct review_loads { struct review_load *at; size_t count, room; };
MUST const struct fault *review_load(struct desk *d, const struct review_filter *f, struct review_loads *out);
/* Council whose reviews the user plans (f->authority, or the first); 0: none. */
int64_t review_authority(const struct desk *d, const struct review_filter *f);

/* Those to whom the list of a term goes: each school with its own, and one list of the area for each other party. */
struct review_party {
	struct str party, party_name, name, sender;
	int64_t organisation_id, cases, sent_ms, sent_cases;    /* sent_ms 0: not yet */
};
struct review_parties { struct review_party *at; size_t count, room; int64_t unsent, cases; };
MUST const struct fault *review_parties(struct desk *d, const struct review_filter *f, struct review_parties *out);
/* Notes that all lists not yet sent, or sent with another number of cases, went today. */
MUST const struct fault *review_send(struct desk *d, const struct review_filter *f, int64_t *lists);

/* Days for the meetings of these rows that have none, level over days and schools (rules/spread). Rows that have a day keep it.
 *   days    as many as rows */
MUST const struct fault *review_propose(struct desk *d, const struct review_filter *f, const struct review_rows *rows,
					struct date *days);
/* The first and last sensible day of a meeting for what must be done by `due`. */
void review_span(const struct desk *d, struct date due, struct date *least, struct date *most);

#endif
