/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/draft - a form somebody has begun and will come back to.
 * Touches the store. Whoever holds the token holds the draft; the database keeps only the token's keyed hash. */
#ifndef WORK_DRAFT_H
#define WORK_DRAFT_H

#include "work/case.h"

/* A draft that nobody has changed for so long is thrown away with its files. */
enum { DRAFT_DAYS = 30 };

struct draft {
	struct str form;
	int64_t authority, process_id;
	struct answers fields;
	struct kept_files files;
	/* Once it was sent: the case it became and, when the sender may have it, the private token of the case. */
	int64_t sent_process_id;
	struct str sent_reference, sent_token;
};
/* Begins one; the token (also the address to come back to) is given once. Throws away some that are too old. */
MUST const struct fault *draft_begin(struct desk *d, struct str form, int64_t process_id, struct str *token);
/* FAULT_ABSENT when there is none. */
MUST const struct fault *draft_open(struct desk *d, struct str token, struct draft *out);
/* Keeps answers, files and authority. FAULT_ABSENT when there is none, or when it was sent already. */
MUST const struct fault *draft_save(struct desk *d, struct str token, const struct draft *draft);
/* Throws it away with the files that nothing else holds. */
MUST const struct fault *draft_drop(struct desk *d, struct str token);
/* Inside the job that makes a case of it: the draft forgets its answers and remembers the case.
 *   case_token   private token of the case for the sender, or absent
 * FAULT_CONFLICT when it was sent before. */
MUST const struct fault *draft_sent(struct store *writer, struct arena *a, const struct desk *d, struct str token,
				    int64_t process_id, struct str reference, struct str case_token);

#endif
