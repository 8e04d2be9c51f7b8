/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/draft - a form somebody has begun and will come back to.
 * Touches the store. */
#ifndef WORK_DRAFT_H
#define WORK_DRAFT_H

#include "work/case.h"

struct draft { struct str form; int64_t authority, process_id; struct answers fields; struct kept_files files; };
/* Begins one; the token (also the address to come back to) is given once. */
MUST const struct fault *draft_begin(struct desk *d, struct str form, int64_t process_id, struct str *token);
/* FAULT_ABSENT when there is none. */
MUST const struct fault *draft_open(struct desk *d, struct str token, struct draft *out);
MUST const struct fault *draft_save(struct desk *d, struct str token, const struct draft *draft);
MUST const struct fault *draft_drop(struct desk *d, struct str token);

#endif
