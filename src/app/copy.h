/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/copy - backups as the commands make, prove and bring them back.
 * Touches the store, files beside the backup (gone afterwards). */
#ifndef APP_COPY_H
#define APP_COPY_H

#include "app/settings.h"
#include "store/store.h"

/* A whole copy at `path`: sealed with the key of `key_file` (made when there is none), or plain when it is empty. */
MUST const struct fault *copy_make(struct store_pool *pool, struct arena *a, struct str path, struct str key_file);
/* Brings a copy into the new or empty database at `address`. */
MUST const struct fault *copy_restore(struct arena *a, struct str path, struct str key_file, struct str address);

#endif
