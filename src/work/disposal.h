/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/disposal - records that were kept long enough: which are due, who looked at them, how they go, what stays as proof.
 * Touches the store. Periods are text (rulebook/retention, rules/retention.h). A record goes only on a run that one person
 * proposed and another one approved (the rule: view, export, dispose list.disposal), and only when at that moment no process
 * of the child is open, nobody holds it and no flag stands on it. */
#ifndef WORK_DISPOSAL_H
#define WORK_DISPOSAL_H

#include "rules/retention.h"
#include "work/audit.h"

/* A council's own period for a rule of the rulebook; years 0: none, the rulebook's stands. */
struct disposal_own { struct str rule, reason, by; int64_t years; struct date since; };
struct disposal_owns { struct disposal_own *at; size_t count, room; };

/* The periods that a council set, and the years that a rule stands for there: everybody may know them. */
MUST const struct fault *disposal_owns(struct store *s, struct arena *a, int64_t authority, struct disposal_owns *out);
size_t disposal_years(const struct disposal_owns *owns, const struct retention *rule);

/* Every period that a council set for itself, for everybody to read. */
struct disposal_council { struct str rule, council, reason; int64_t years; };
struct disposal_councils { struct disposal_council *at; size_t count, room; };
MUST const struct fault *disposal_councils(struct desk *d, struct disposal_councils *out);

/* A record whose time has come (or on a run). kept: why it may not go now (retention_stop, "taken": on another run; of a
 * run: why it stayed, "chosen", "rule" (another rule than the one that was approved is its rule now), "joined" (a record
 * joined with it is kept) and "failed" too); "" nothing stands in the way. */
struct disposal_record {
	struct str kind, reference, child;      /* kind: case, person; reference "" of a person */
	int64_t id, person_id;
	struct str pathway, kept;
	const struct retention *rule;
	size_t years;
	struct date born, due;
};
struct disposal_records { struct disposal_record *at; size_t count, room; };
/* By rule: what is due and may go, what is due and stays. */
struct disposal_sum { const struct retention *rule; size_t years; int64_t due, kept; };
struct disposal_sums { struct disposal_sum *at; size_t count, room; };
struct disposal_due {
	int64_t authority;
	bool may_dispose;               /* propose, approve, hold */
	struct disposal_sums sums;      /* every rule in force, in the order of the text */
	struct disposal_records records;/* of the page that was asked for, by rule in the order of the text */
	struct disposal_owns owns;
	int64_t total;                  /* all that are due */
};
enum { DISPOSAL_SHOWN_MOST = 100, DISPOSAL_AT_ONCE = 200, DISPOSAL_RUN_MOST = 500, DISPOSAL_REASON_MOST = 1000, DISPOSAL_YEARS_MOST = 150 };

/* What is due in the user's council, with an audit row that names everybody shown. FAULT_ABSENT for who may not.
 *   page     DISPOSAL_SHOWN_MOST a page, from 1; an export has them all */
MUST const struct fault *disposal_due(struct desk *d, bool is_export, int64_t page, struct disposal_due *out);
/* The rules in force with the council's own periods: sums without numbers, no records. FAULT_ABSENT. */
MUST const struct fault *disposal_periods(struct desk *d, struct disposal_due *out);
/* The same as disposal_due for an operator, of any council, `most` records after the first `from`; shows nobody by name and leaves
 * no audit row. */
MUST const struct fault *disposal_due_of(struct desk *d, int64_t authority, int64_t from, int64_t most, struct disposal_due *out);

/* A run of what is due now by these rules and may go, DISPOSAL_RUN_MOST at most: whoever approves it sees each. Problems: rules (none chosen, nothing due).
 *   rules   ids, blanks between
 *   id      of the run; 0 with problems */
MUST const struct fault *disposal_propose(struct desk *d, struct str rules, struct problems *out, int64_t *id);

struct disposal_certificate {
	int64_t run, years, records, people, events, papers, letters, plans, messages, first_ms, last_ms;
	struct str rule;                /* its name, or its id when the rulebook has it no more */
};
struct disposal_certificates { struct disposal_certificate *at; size_t count, room; };
struct disposal_run {
	int64_t id, authority, proposed_by, proposed_ms, decided_by, decided_ms, ended_ms, waiting, kept, gone;
	struct str state, proposer, decider;    /* state: proposed approved done dropped */
	struct date today;
};
struct disposal_runs { struct disposal_run *at; size_t count, room; };
/* Runs of the user's council, newest first. */
MUST const struct fault *disposal_runs(struct desk *d, struct disposal_runs *out);
/* One run with its records and what went. FAULT_ABSENT. */
MUST const struct fault *disposal_run(struct desk *d, int64_t id, bool is_export, struct disposal_run *out,
				      struct disposal_records *records, struct disposal_certificates *certificates);
/* All certificates of the council, newest first. */
MUST const struct fault *disposal_certificates(struct desk *d, struct disposal_certificates *out);
/* Runs that wait for this user to look at them; 0 for who may not. */
MUST const struct fault *disposal_waiting(struct desk *d, int64_t *out);

/* A second person says yes: the first DISPOSAL_AT_ONCE records go at once, the rest with disposal_go_on. Who proposed it
 * gets a problem (""). FAULT_ABSENT when there is no such run to decide. */
MUST const struct fault *disposal_approve(struct desk *d, int64_t id, struct problems *out);
MUST const struct fault *disposal_drop(struct desk *d, int64_t id);
/* Takes one record off a proposed run. */
MUST const struct fault *disposal_leave(struct desk *d, int64_t id, struct str kind, int64_t target_id);
/* Up to `most` records of a run that was approved (0: of all such runs, whoever asks: the daily pass). One record is one act
 * on disk: killed in between, the next call goes on. gone, kept: how many went and how many stayed after all. A record that cannot
 * be disposed of stays ("failed"), the others go on, and the first such fault is given at the end. */
struct disposal_done { int64_t gone, kept; };
MUST const struct fault *disposal_go_on(struct desk *d, int64_t id, int64_t most, struct disposal_done *out);

/* Holds: each council sees and ends its own; what any council holds stays. Problems: reference, reason. */
struct disposal_hold { int64_t id, made_ms, ended_ms; struct str reference, child, reason, by, ended_by; };
struct disposal_holds { struct disposal_hold *at; size_t count, room; };
MUST const struct fault *disposal_holds(struct desk *d, struct disposal_holds *out);
MUST const struct fault *disposal_hold(struct desk *d, struct str reference, struct str reason, struct problems *out);
MUST const struct fault *disposal_hold_end(struct desk *d, int64_t id);
/* The council's own period. Problems: rule, years (1 to 150, not below the rule's least; 0 gives the rulebook's own again),
 * reason. */
MUST const struct fault *disposal_own(struct desk *d, struct str rule, struct str years, struct str reason, struct problems *out);

#endif
