/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/house - what the operator has set, in the form that the work needs; the key of the house.
 * Touches the key file and the store. */
#ifndef APP_HOUSE_H
#define APP_HOUSE_H

#include "app/settings.h"
#include "work/desk.h"

/* Fills `out` from the settings of a migrated database. The key comes from the file of key-file; it is made at the
 * first start (32 random bytes, readable by its owner alone) and never printed. Whoever loses it loses the second
 * factors and all private links; whoever copies the database without it can use neither.
 * Faults: FAULT_SETTING (a setting with a wrong value; a key file of the wrong size or that others may read),
 * FAULT_FILE, FAULT_STORE. */
MUST const struct fault *house_open(struct arena *a, const struct settings *s, struct store_pool *pool,
				    struct house *out);
/* The desk of an operator's command: the database of the settings, which must be of this program's version, the house, a
 * connection to read. Arena, book and moment of `d` are the caller's. After a fault nothing is open; else house_desk_close.
 * Faults: as house_open and store_open_current. */
MUST const struct fault *house_desk_open(const struct settings *s, struct desk *d, struct house *house);
void house_desk_close(struct desk *d);
/* The key alone, made when there is no such file. */
MUST const struct fault *house_key(struct arena *a, struct str path, unsigned char key[32]);

#endif
