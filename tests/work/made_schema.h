/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/made_schema - which tables hold a case or a child, read from sql/migrate: for tests that a table which is added
 * later must not slip by.
 * Touches files. */
#ifndef TESTS_WORK_MADE_SCHEMA_H
#define TESTS_WORK_MADE_SCHEMA_H

#include "harness.h"

struct schema_tables { struct str *at; size_t count, room; };
/* Every table of sql/migrate. */
struct schema_tables schema_tables(struct arena *a);
/* Those with a column that is called process_id or person_id, or that refers to a person or a process; each once. */
struct schema_tables schema_holders(struct arena *a);
bool schema_has(const struct schema_tables *tables, struct str table);

#endif
