/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_bulk - what the pages are given on which one thing is recorded on several cases.
 * Touches nothing. */
#ifndef WEB_VIEW_BULK_H
#define WEB_VIEW_BULK_H

#include "web/view_case.h"

/* One case: it takes part unless `why_not` says what stands in the way. */
struct bulk_line {
	struct str reference, child, school, why_not;
	struct str also, also_words;    /* the child's other processes in which it counts as well: references with commas; in words */
	int64_t version;                /* of the case as it is shown: it goes with the form, so that what changed since is seen */
	bool is_changed;                /* it changed since it was shown, and nothing was recorded */
};
/* What may be recorded, and on how many of the cases. */
struct bulk_choice { struct str event, name, about, count; };
enum bulk_stage { BULK_CHOOSE, BULK_FORM, BULK_CHECK, BULK_DONE };
struct bulk_view {
	struct frame frame;
	enum bulk_stage stage;
	struct bulk_line *lines; size_t line_count, good_count, changed_count;
	struct { struct bulk_choice *at; size_t count, room; } choices;
	struct str event, fields, carried, submit, note, from, back, sentence;
	bool has_files;
	struct { struct entry_answer *at; size_t count, room; } answers;
};

#endif
