/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/address - where a child lived, with days: kept whenever an address is set or changed.
 * Touches the store. All but address_seen run inside a job, after the person's own row was written. */
#ifndef WORK_ADDRESS_H
#define WORK_ADDRESS_H

#include "work/case.h"

/* since absent: nobody knows; ended absent: of a record that was merged, still the last one known there. */
struct address { struct str address, postcode, locality; struct date since, ended; };
struct addresses { struct address *at; size_t count, room; };

/* The person's row says where they live now: a change ends the address before on `since` and begins the new one. Nothing
 * happens when it is the same. Before identity_file, which files former postcodes too.
 *   since   the day from which they live there; the day it was told when nothing else is known */
MUST const struct fault *address_note(struct store *writer, struct arena *a, int64_t person_id, struct date since);
/* A change on `since` was an error and the person's row says again what it said before: the row of the change goes when it is
 * the newest, else the address is noted anew from `today`. */
MUST const struct fault *address_back(struct store *writer, struct arena *a, int64_t person_id, struct date since,
				      struct date today);
/* Former postcodes anew: after records were joined or parted. */
MUST const struct fault *address_refresh(struct store *writer, struct arena *a, int64_t person_id);

/* All former addresses, newest first, the present one left out. */
MUST const struct fault *address_former_list(struct store *s, struct arena *a, int64_t person_id, struct addresses *out);
/* The same for who may see the address of this case; none for others. */
MUST const struct fault *address_seen(struct desk *d, const struct case_file *c, struct addresses *out);

#endif
