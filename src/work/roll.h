/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/roll - what being on roll at a school tells the school of.
 * Touches the rulebook. */
#ifndef WORK_ROLL_H
#define WORK_ROLL_H

#include "rulebook/rulebook.h"

/* Does the school of the child hear of processes of this pathway? Of those in code/told-to-school.csv alone; of others (code/kept-from-
 * school.csv says why) only when it was asked about one, or by whoever of it began one.
 *   pathway   absent: something of the child that is of no process */
bool roll_counts(const struct rulebook *book, struct str pathway);

#endif
