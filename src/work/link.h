/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/link - private addresses: a family's tracker, one answer of an outside adviser.
 * Touches the store. A token is given once and stands in the database as a keyed hash. */
#ifndef WORK_LINK_H
#define WORK_LINK_H

#include "work/desk.h"

/* Makes one inside a store_write job; the token is in the arena.
 *   kind     family, adviser
 *   subject  of an adviser: the ask it is for
 *   expires  milliseconds UTC; 0 never */
MUST const struct fault *link_make(struct store *writer, struct arena *a, const struct house *house, struct str kind,
				   int64_t process_id, struct str subject, int64_t now_ms, int64_t expires_ms,
				   struct str *token);
/* Fills d->who with WHO_LINK. FAULT_ABSENT: unknown, expired, used or of another kind (never tells which). */
MUST const struct fault *link_open(struct desk *d, struct str token, struct str kind);
/* The day on which a link of this kind did its work: for who comes back with it. FAULT_ABSENT when it never did. */
MUST const struct fault *link_used_on(struct desk *d, struct str token, struct str kind, struct date *day);
/* The link of d->who has done its work (adviser); inside a job. */
MUST const struct fault *link_used(struct store *writer, struct arena *a, const struct desk *d);
struct case_file;
/* A one-time link for an open ask of an opened case, when the user may share it (share ask); those given before and
 * not used are void. One act, with its audit row; it is mailed to `mail_to` (absent: to nobody). The token is in the arena. FAULT_ABSENT when not. */
MUST const struct fault *link_adviser(struct desk *d, const struct case_file *c, struct str subject, int64_t expires_ms,
				      struct str mail_to, struct str *token);
/* Can an account still take this family link, or invitation? */
MUST const struct fault *link_may_claim(struct desk *d, struct str token, bool *may);
/* An account (d->who signed in) takes a family link: it becomes a parent (or the young person, when the form
 * said so) of the case: the contact with its e-mail address, else the first one without an account. Claiming again
 * is harmless; another account cannot. FAULT_ABSENT as link_open. */
MUST const struct fault *link_claim(struct desk *d, struct str token, struct str *reference);

/* A family is invited by mail to follow its case with an account: an address that makes whoever takes it this contact and
 * nobody else. Those of before to the same contact are void. A young person can be invited from 16. Problems: no mail can
 * be sent, no mailbox, no name. FAULT_ABSENT when the rule says no (share contact). */
/* (The address opens no case by itself, and nothing once it is taken.) */
struct link_invite {
	int64_t contact_id;             /* a contact of the case; 0: a new one of `kind` (parent, self) and `name` */
	struct str kind, name, email;
};
MUST const struct fault *link_invite(struct desk *d, const struct case_file *c, const struct link_invite *i,
				     struct problems *out);
struct case_contact;
/* Could this contact have an account, and has none? */
bool link_may_invite(const struct case_contact *contact);

#endif
