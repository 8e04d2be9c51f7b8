/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/shelf - what was read and reckoned of cases, kept while it holds.
 * Touches threads. A case's events are append-only and each moves its version on, so events and state are the same as
 * long as version, day and facts are. Whatever else changes an event must move the version on too. */
#ifndef WORK_SHELF_H
#define WORK_SHELF_H

#include "work/case.h"

struct shelf;
/* Room for so many cases, in the arena's memory and of its life; shared by all threads of one database. What is kept of a
 * case takes some 20 KB. */
struct shelf *shelf_start(struct arena *a, size_t cases);

/* Fills pathway, events and state of a case whose head and facts are there, when they are kept for this version and day.
 * What the texts point to lives as long as the arena; the arrays are the caller's own. */
bool shelf_get(struct shelf *shelf, struct arena *a, const struct rulebook *book, struct date today, struct case_file *c);
/* Keeps them. Only of a case that was read as it is committed: what a writer sees may never come to be. */
void shelf_put(struct shelf *shelf, const struct rulebook *book, struct date today, const struct case_file *c);

#endif
