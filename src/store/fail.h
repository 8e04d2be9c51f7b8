/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store/fail - for tests: the database fails on purpose. Only in builds with -DWAYMARK_TESTS (build/asan).
 * Touches nothing. */
#ifndef STORE_FAIL_H
#define STORE_FAIL_H

#ifdef WAYMARK_TESTS
#include <stdbool.h>

/* The nth call (1, 2 ...) from now of a statement or commit on a writing connection fails; 0: none does. */
void store_fail_after(int n);
/* Every job is run, undone and run once more, as PostgreSQL does when two collide: what a job adds up outside the database
 * must begin anew in it. Also set by WAYMARK_TEST_TWICE in the environment. */
void store_jobs_twice(bool is_on);
#endif

#endif
