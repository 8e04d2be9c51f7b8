/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/carry - a child's record in one file, for a council outside of this installation: written, and taken in.
 * Touches the store, files, libarchive behind core/tar. The file is a tar: record.json, then papers/SHA256. */
#ifndef WORK_CARRY_H
#define WORK_CARRY_H

#include "work/case.h"

struct carry_counts { int64_t processes, events, papers; };
/* Writes all that goes with the child of this case: what a move would take along (rulebook/code/move.csv; what stays is
 * left out). The user must be one who may move the child. An audit row for each process (export).
 *   path   a new file, not sealed
 * Faults: FAULT_ABSENT, FAULT_FILE, FAULT_STORE. */
MUST const struct fault *carry_out(struct desk *d, struct str reference, struct str path, struct carry_counts *out);
/* Takes such a file in for a council, all or nothing: a new child (who may be one that is known is asked of a person), its
 * finished and open processes, plans and papers; what ends by a move ends, and the clocks of the new council begin.
 *   authority  of the user, who must be one who may move children there
 *   out        each thing that is wrong with the file, with its place ("processes[2].events[4].day")
 *   reference  of the newest process; absent when there were problems */
MUST const struct fault *carry_in(struct desk *d, int64_t authority, struct str path, struct problems *out,
				  struct carry_counts *counts, struct str *reference);

#endif
