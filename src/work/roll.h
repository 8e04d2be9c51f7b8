/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/roll - what being on roll at a school tells the school of.
 * Touches the rulebook. */
#ifndef WORK_ROLL_H
#define WORK_ROLL_H

#include "rulebook/rulebook.h"

/* Does the school of the child hear of processes of this pathway? Not of those in code/kept-from-school.csv, unless it was
 * asked about one. */
bool roll_counts(const struct rulebook *book, struct str pathway);

#endif
