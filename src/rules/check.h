/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/check - is a plan in order, section by section? (law.md section 3)
 * Touches nothing: texts of sections and facts come in, problems go out. */
#ifndef RULES_CHECK_H
#define RULES_CHECK_H

#include "rules/pathway.h"

/* Runs the rulebook's checks over a plan.
 *   state   "draft" or "final"; checks of state both run always
 *   names   section_A ... section_K as answers, and the facts that checks may ask: born, on, setting,
 *           signed_by, health_agreed, care_agreed, override
 *   out     one problem a check that refuses: field is "section_X", words carry the citation
 *   law     law.md section 3 */
void plan_check(struct arena *a, const struct rulebook *book, struct str state, const struct answers *names,
		struct date today, struct problems *out);

#endif
