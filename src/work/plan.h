/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/plan - versions of an EHC plan, sections A to K as text for now (linked rows take their place later).
 * Touches the store and rules/check. */
#ifndef WORK_PLAN_H
#define WORK_PLAN_H

#include "work/case.h"

struct plan_part { struct str section, title, body; };
struct plan_version {
	int64_t id, version, edition, changed_ms;
	struct str state;               /* writing, draft, final */
	struct plan_part *parts; size_t part_count, part_room;
};
/* All versions that the user may see, newest last; sections in the order of rulebook/code/section.csv. */
MUST const struct fault *plan_versions(struct desk *d, const struct case_file *c, struct plan_version **out,
				       size_t *count);
/* Saves sections of the version in writing (makes one from the last when there is none).
 * FAULT_CONFLICT when `edition` is no longer the one that was shown. */
MUST const struct fault *plan_save(struct desk *d, const struct case_file *c, int64_t edition,
				   const struct plan_part *parts, size_t count, struct problems *out);
/* What law.md section 3 says against it now. state: "draft" or "final". */
MUST const struct fault *plan_proof(struct desk *d, const struct case_file *c, struct str state,
				    const struct answers *also, struct problems *out);
/* Inside case_record's job: freezes the version in writing as draft or final; problems refuse the event. */
MUST const struct fault *plan_freeze(struct store *writer, struct arena *a, const struct desk *d,
				     const struct case_file *c, struct str state, const struct answers *fields,
				     struct problems *out);

#endif
