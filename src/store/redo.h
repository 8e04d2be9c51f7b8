/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store/redo - what was committed to a SQLite database, kept outside of it as it goes, so that the database can be made again
 * as it stood at a chosen moment: docs/decisions/0050-redo-log.md.
 * Touches SQLite, the database's write-ahead log (reading), files in the log's folder.
 *
 * The folder holds lines (000001, 000002 ...): each a whole copy (`base-MS`) and, numbered, the pages that commits changed
 * since (`SEQ-MS`), MS being the moment of the look in UTC milliseconds. A new line begins every day, and whenever it cannot
 * be proved that nothing slipped by. Beside the database, DB.redo says how far the log has come; while that file is there, no
 * program of ours moves the write-ahead log into the database but the one that keeps the log. */
#ifndef STORE_REDO_H
#define STORE_REDO_H

#include "core/fault.h"

struct redo;

struct redo_order {
	struct str address;             /* the database's file; must be there */
	struct str folder;              /* of the log; made when it is not there */
	const unsigned char *key;       /* 32 bytes that seal each file, or NULL; lives as long as the log is open */
	int64_t line_ms;                /* a new line when the last is so old */
	int64_t keep_ms;                /* a line goes when the next one is so old */
	int64_t (*clock)(void);         /* UTC milliseconds; when it was set back, the latest moment so far is used */
};
/* Begins to keep. FAULT_FILE, FAULT_STORE. The log lives in `a` and is closed by redo_close. */
MUST const struct fault *redo_open(struct arena *a, const struct redo_order *order, struct redo **out);
/* One look: keeps what was committed since the last one, on disk when it returns.
 *   scratch   for this look
 *   words     what is worth telling the operator ("a new line began: ..."), absent when nothing is */
MUST const struct fault *redo_keep(struct redo *r, struct arena *scratch, struct str *words);
void redo_close(struct redo *r);
/* From now on the database looks after its write-ahead log itself again; what was kept stays. */
void redo_forget(struct arena *a, struct str address);
/* Is a log kept of this database? */
bool redo_is_kept(struct arena *a, struct str address);

/* A stretch of time that can be restored to: from the base to the last look. */
struct redo_line { struct str name; int64_t from_ms, to_ms, looks; };
struct redo_lines { struct redo_line *at; size_t count, room; };
/* In order. FAULT_FILE when there is no such folder. */
MUST const struct fault *redo_list(struct arena *a, struct str folder, struct redo_lines *out);
/* Makes a new database at `address` as it stood at the last look at or before `to_ms` (INT64_MAX: the very last).
 *   reached_ms   the moment of that look
 * FAULT_FILE: nothing so early, a file missing or changed, another key, `address` there already; then nothing is left. */
MUST const struct fault *redo_restore(struct arena *a, struct str folder, const unsigned char *key, int64_t to_ms,
				      struct str address, int64_t *reached_ms);

#endif
