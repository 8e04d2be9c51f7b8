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
	const struct audit_shown *shown;        /* of a list: whom it shows; NULL otherwise */
};
/* Whom a list, a search or an export shows: people, or cases (each its child; by key or by reference). Those shown twice
 * count once. */
struct audit_shown {
	struct arena *arena;
	struct { int64_t *at; size_t count, room; } people, cases;
	struct { struct str *at; size_t count, room; } references;
};
void audit_shows_person(struct audit_shown *s, int64_t person_id);
void audit_shows_case(struct audit_shown *s, int64_t process_id);
void audit_shows_reference(struct audit_shown *s, struct str reference);
/* In which role: of the membership that allowed it ("case_officer"), "link_family", "link_adviser", "public". */
struct str audit_actor(struct arena *a, const struct who *who, const struct access_answer *by);
/* Inside a store_write job: the row of a change, in the transaction of the change. */
MUST const struct fault *audit_add(struct store *writer, struct arena *a, const struct desk *d,
				   const struct audit_row *row);
/* A view: a job of its own, on disk before the page is answered. */
MUST const struct fault *audit_view(struct desk *d, const struct audit_row *row);

/* What a walk over the chains found. */
struct audit_break { int64_t chain, seq, id, at; struct str words; };
struct audit_proof {
	int64_t rows, unchained, chains;
	bool is_broken; struct audit_break first;       /* the first broken link of the first broken chain */
};
/* Reckons every row's hash again. */
MUST const struct fault *audit_verify(struct store *s, struct arena *a, struct audit_proof *out);
/* The heads as text, "CHAIN SEQ HASH" a line: to be kept outside, where nobody who can write the database can. */
MUST const struct fault *audit_anchor(struct store *s, struct arena *a, struct str *out);
/* Does each head of an older anchor still stand in its chain? FAULT_TEXT for what is no anchor. */
MUST const struct fault *audit_verify_anchor(struct store *s, struct arena *a, struct str anchor, struct audit_proof *out);

#endif
