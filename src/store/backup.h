/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store/backup - a copy of the whole database as of one moment, while others go on; and the way back.
 * Touches SQLite, libpq's own programs (pg_dump, pg_restore), files. */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "store/store.h"

/* Writes the copy to a new file at `path` (mode 0600). SQLite: a database file; PostgreSQL: pg_dump's own form.
 * FAULT_FILE when the file is there already. */
MUST const struct fault *store_backup(struct store_pool *pool, struct arena *a, struct str path);
/* Makes the database at `address` from such a copy. FAULT_STORE unless it is new or empty.
 *   kind   of the copy */
MUST const struct fault *store_restore(struct arena *a, enum store_kind kind, struct str address, struct str path);
/* What stands in it: rows of each table, sorted by name, and a digest of each table's rows that does not depend on
 * their order, as text: "table rows digest" a line. Two databases of one content give the same text. */
MUST const struct fault *store_picture(struct store_pool *pool, struct arena *a, struct str *out);

#endif
