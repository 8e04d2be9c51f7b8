/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/plan - versions of an EHC plan, sections A to K as text for now (linked rows take their place later).
 * Touches the store and rules/check. What was sent to a family is frozen and never changes again. */
#ifndef WORK_PLAN_H
#define WORK_PLAN_H

#include "work/case.h"

/* is_withheld: a mark keeps it from the user; `body` then says so. */
struct plan_part { struct str section, title, body, help, owner, law; int64_t edition; bool is_withheld; };
struct plan_version {
	int64_t id, version, edition, changed_ms, event_seq;
	struct str state, writer;       /* writing, draft, final */
	struct date frozen;             /* day of the event that sent it */
	bool is_base;                   /* the plan that this process changes; version 0 */
	struct plan_part *parts; size_t part_count, part_room;
};
/* All versions that the user may see, newest last, without the text of sections that marks keep from them; where the pathway changes a plan (an event freezes an amendment or
 * an amended plan), the plan as it stands stands first, from the first version sent on as it stood that day; sections in the order of rulebook/code/section.csv, empty ones too. */
MUST const struct fault *plan_versions(struct desk *d, const struct case_file *c, struct plan_version **out,
				       size_t *count);
/* Takes the text of a section out of a version that plan_versions gave; its `body` says that it is kept apart. */
void plan_withhold(const struct desk *d, struct plan_part *part);
/* Every marked section, whoever looks: what goes to a tribunal. */
void plan_withhold_marked(const struct desk *d, const struct case_file *c, struct plan_version *v);
/* The same for one that is looked at: leaves an audit row (view). */
MUST const struct fault *plan_seen(struct desk *d, const struct case_file *c, const struct plan_version *v);
const struct plan_part *plan_part_of(const struct plan_version *v, struct str section);
/* The newest version that is a draft before `version` (0: of all), or NULL. */
const struct plan_version *plan_draft_before(const struct plan_version *versions, size_t count, int64_t version);

/* May the user write the plan now? (the rule, and the case is open) */
bool plan_may_write(const struct desk *d, const struct case_file *c);
/* Saves sections of the version in writing (makes one from the last when there is none; section K of the first is filled
 * from the advice on the case).
 *   edition   of the version that was shown. FAULT_CONFLICT when one of these sections was changed, or the plan was
 *             sent, since then: show both texts and let the writer choose
 *   out       a section that is not in the list, a text that is too long or no text, a section that is kept from the user */
MUST const struct fault *plan_save(struct desk *d, const struct case_file *c, int64_t edition,
				   const struct plan_part *parts, size_t count, struct problems *out);
/* Section K as the record has it: one line an adviser. */
MUST const struct fault *plan_advice(struct desk *d, const struct case_file *c, struct str *out);
/* What law.md section 3 says against the version in writing (else the newest) now: field is section_X.
 *   state   "draft" or "final"
 *   also    answers of the event that would send it; may be NULL */
MUST const struct fault *plan_proof(struct desk *d, const struct case_file *c, struct str state,
				    const struct answers *also, struct problems *out);
/* What the events of the case say that sections should read: the last answer to a form field that begins with the section,
 * where it differs from the plan as it stands. */
MUST const struct fault *plan_proposals(struct desk *d, const struct case_file *c, struct plan_part **out, size_t *count);
/* Values that a form begins with: fields with `begins` that say a section of the plan, or an answer given before. */
MUST const struct fault *plan_begins(struct desk *d, const struct case_file *c, const struct form *form,
				     struct answers *values);
/* Inside case_record's job, after the event was added: freezes the version in writing as the event's `freezes` says:
 * draft, final, or (of a plan that is changed) amendment, amended. An amended plan without fresh changes is the amendment
 * itself; where no plan is kept here, or (amended) another process of the child
 * has changed it since this one was opened, there is nothing to freeze. Problems (field: "" or one of the event) refuse it.
 *   event   its seq, day and answers (setting, setting_type, signed_by, health_agreed, care_agreed, override,
 *           changes_follow) */
MUST const struct fault *plan_freeze(struct store *writer, struct arena *a, const struct desk *d, int64_t process_id,
				     struct str state, const struct happened *event, struct problems *out);
/* A version on paper: complete HTML in the form of rulebook/letter/plan.html, for letter_pdf. */
MUST const struct fault *plan_page(struct desk *d, const struct case_file *c, const struct plan_version *v,
				   struct str *html);

#endif
