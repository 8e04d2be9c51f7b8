/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store/job - a job's own ground: what stops inside it becomes its fault and hurts nobody else.
 * Touches core. */
#include <stdatomic.h>
#include <stdlib.h>

#include "store/fail.h"
#include "store/room.h"

const struct fault *fault_copy(struct arena *a, const struct fault *f)
{
	return f ? fault_new(a, f->kind, "%.*s", STR_ARG(f->words)) : NULL;
}

const struct fault *job_run(struct store *s, struct arena *own, store_job job, void *ctx)
{
	struct bail bail = { .why = NULL };
	const struct fault *f;
	arena_bail(own, &bail);
	struct bail *before = check_bail(&bail);
	if (setjmp(bail.there) == 0) {
		f = job(s, own, ctx);
	} else {
		/* The arena may be full: the words stand in a fault of the process. */
		static const char words[] = "the change was stopped by a fault in the program";
		static const struct fault stopped = { FAULT_STORE, { words, sizeof words - 1 } };
		f = &stopped;
	}
	check_bail(before);
	arena_bail(own, NULL);
	return f;
}

#ifdef WAYMARK_TESTS
static atomic_int fail_after;

void store_fail_after(int n)
{
	atomic_store(&fail_after, n);
}

bool store_fails_here(struct store *s)
{
	if (!s->is_writer || atomic_load(&fail_after) == 0)
		return false;
	return atomic_fetch_sub(&fail_after, 1) == 1;
}

static atomic_int twice;        /* 0: not asked yet */

void store_jobs_twice(bool is_on)
{
	atomic_store(&twice, is_on ? 1 : -1);
}

bool store_job_again(int tries)
{
	if (atomic_load(&twice) == 0)
		store_jobs_twice(getenv("WAYMARK_TEST_TWICE") != NULL);
	return tries == 1 && atomic_load(&twice) > 0;
}
#else
bool store_fails_here(struct store *s)
{
	(void)s;
	return false;
}

bool store_job_again(int tries)
{
	(void)tries;
	return false;
}
#endif
