/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/audit - who did what to which record.
 * Touches the store. Nothing that names a person goes into `detail`. */
#ifndef WORK_AUDIT_H
#define WORK_AUDIT_H

#include "work/desk.h"

struct audit_row {
	struct str verb, what;          /* view record download search export sign_in ...; case document list ... */
	int64_t person_id, process_id;
	struct str detail;
	struct access_answer by;        /* what allowed it */
};
/* In which role: of the membership that allowed it ("case_officer"), "link_family", "link_adviser", "public". */
struct str audit_actor(struct arena *a, const struct who *who, const struct access_answer *by);
/* Inside a store_write job: the row of a change, in the transaction of the change. */
MUST const struct fault *audit_add(struct store *writer, struct arena *a, const struct desk *d,
				   const struct audit_row *row);
/* A view: a job of its own, on disk before the page is answered. */
MUST const struct fault *audit_view(struct desk *d, const struct audit_row *row);

#endif
