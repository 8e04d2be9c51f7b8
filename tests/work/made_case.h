/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/made_case - one invented case in a fresh database, for tests of letters and plans.
 * Touches the store. */
#ifndef TESTS_WORK_MADE_CASE_H
#define TESTS_WORK_MADE_CASE_H

#include "harness.h"
#include "work/case.h"

struct made_case {
	struct store_pool *pool;
	const struct rulebook *book;
	struct house house;
	struct desk desk;               /* of the case officer */
	int64_t person, process, officer, ep, health, school;
	int64_t seq;                    /* of the last event */
};
/* Ada Roe of Liverpool, born 2015-05-20 unless said otherwise; no event yet. */
struct made_case *made_case(struct arena *a, enum store_kind kind, struct date born);
/* An event with its answers: "name=text; name=text" ("\n" in a text is a line's end). */
struct happened made_event(struct made_case *m, struct arena *a, const char *name, struct date day, const char *subject,
			   const char *fields);
/* The case as its officer sees it, as far as plans and letters look at it. */
struct case_file *made_file(struct made_case *m, struct arena *a);

#endif
