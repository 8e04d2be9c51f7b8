/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/store/fresh - an empty, migrated database for one test.
 * Touches store. */
#ifndef TESTS_STORE_FRESH_H
#define TESTS_STORE_FRESH_H

#include "harness.h"
#include "store/store.h"

/* Closed and thrown away when the arena ends. PostgreSQL: a database of its own on the server that
 * WAYMARK_TEST_POSTGRES names (see tests/postgres.sh); without it the test is skipped. */
struct store_pool *fresh_store(struct arena *a, enum store_kind kind);
/* The same without tables. `address` may be NULL. */
struct store_pool *fresh_empty(struct arena *a, enum store_kind kind, struct str *address);

#endif
