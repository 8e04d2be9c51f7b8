/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/claim - a family's account takes a case by its private link; the cases that an account has.
 * Touches the store, work/link. */
#ifndef WORK_CLAIM_H
#define WORK_CLAIM_H

#include "work/link.h"

/* As link_claim; with `closes` the link opens nothing from then on. */
MUST const struct fault *claim_take(struct desk *d, struct str token, bool closes, struct str *reference);

struct claim_case { int64_t process_id; struct str reference; };
struct claim_cases { struct claim_case *at; size_t count, room; };
/* The cases in which d->who is a parent or the young person themselves, newest first. Names and states come from
 * case_open, which asks the rule and leaves the audit row. */
MUST const struct fault *claim_cases(struct desk *d, struct claim_cases *out);

#endif
