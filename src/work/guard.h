/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/guard - what of a record is not for everybody who sees the rest; what families agree to; emergencies.
 * Touches the store. The rule itself is text (rulebook/access): what is marked needs a line for `mark.WORD` besides
 * its own; a record with a flag a line for `flag.WORD` with the verb; consents and emergencies are relations. */
#ifndef WORK_GUARD_H
#define WORK_GUARD_H

#include "work/case.h"

/* Marks of a part (code/mark.csv) and flags of the whole record (code/flag.csv), those that stand first. */
struct guard_mark { int64_t id, target_id, made_ms; struct str target, word, label, part, reason, by; bool is_over; };
struct guard_consent { int64_t id; struct str kind, label, whom, note, by; struct date since, ended; };
struct guard_marks { struct guard_mark *at; size_t count, room; };
struct guard_consents { struct guard_consent *at; size_t count, room; };
/* FAULT_ABSENT for who may not view marks of this case. */
MUST const struct fault *guard_list(struct desk *d, const struct case_file *c, struct guard_marks *marks,
				    struct guard_consents *consents);
/* What of the case can be marked: "event-7", "document-12", "section.F" (of every plan of the child) with words for each. */
struct guard_part { struct str id, label; };
struct guard_parts { struct guard_part *at; size_t count, room; };
void guard_parts(struct desk *d, const struct case_file *c, struct guard_parts *out);
/*   part     of guard_parts; "" for a flag and for the address
 *   word     of code/mark.csv or code/flag.csv
 * Problems: part, word, reason. */
MUST const struct fault *guard_mark(struct desk *d, const struct case_file *c, struct str part, struct str word,
				    struct str reason, struct problems *out);
/* FAULT_ABSENT when there is no such mark of this child. */
MUST const struct fault *guard_mark_end(struct desk *d, const struct case_file *c, int64_t id);
/*   contact  for whom, of the kinds with the note "relation" in code/consent.csv; 0 otherwise
 * Asks the rule: record consent.KIND. Problems: kind, contact, note. */
MUST const struct fault *guard_consent(struct desk *d, const struct case_file *c, struct str kind, int64_t contact,
				       struct str note, struct problems *out);
MUST const struct fault *guard_consent_end(struct desk *d, const struct case_file *c, int64_t id);
/* May the user let others see or act: record consent.KIND? */
bool guard_may_consent(const struct desk *d, const struct case_file *c, const char *kind);

/* Cases that families showed to the advice service of the user's council; is_export: as a spreadsheet, which leaves the program. */
struct guard_shown { struct str reference, child, process, stage; struct date born, opened, since; };
struct guard_showns { struct guard_shown *at; size_t count, room; };
MUST const struct fault *guard_shown(struct desk *d, bool is_export, struct guard_showns *out);

/* --- emergencies --- */

enum { EMERGENCY_MINUTES = 60, EMERGENCY_REASON_LEAST = 20 };
/* Opens a record that the user does not stand to, for EMERGENCY_MINUTES. The officer of the case and the managers of
 * its council are told by mail and on their first page, the family in who opened its record.
 * Problems: reference (none such, told alike for one that the user sees anyway), reason. */
MUST const struct fault *guard_break(struct desk *d, struct str reference, struct str reason, struct problems *out);
bool guard_may_break(const struct desk *d);
struct guard_glass { int64_t id, begun_ms, until_ms, seen_ms; struct str reference, child, reason, name, role, seen_by; };
struct guard_glasses { struct guard_glass *at; size_t count, room; };
/* Of the user's council; is_export as of guard_shown. FAULT_ABSENT for who looks after none. */
MUST const struct fault *guard_emergencies(struct desk *d, bool is_export, struct guard_glasses *out);
MUST const struct fault *guard_emergencies_of(struct desk *d, const struct case_file *c, struct guard_glasses *out);
MUST const struct fault *guard_emergencies_waiting(struct desk *d, int64_t *out);
MUST const struct fault *guard_emergency_seen(struct desk *d, int64_t id);

#endif
