/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store/ddl - the words in braces of sql/migrate, in each database's own.
 * Touches core; tools/pack_sql shares it, so that what is proved is what is made. */
#ifndef STORE_DDL_H
#define STORE_DDL_H

#include "store/store.h"

/* The text with {id} {int} ... replaced, owned by the arena. FAULT_TEXT names an unknown word and its line. */
MUST const struct fault *ddl_write(struct arena *a, enum store_kind kind, struct str name, struct str text,
				   const char **out);

#endif
