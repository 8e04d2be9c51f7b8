/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/work_room - what the pages of the work list share.
 * Touches work/list. */
#ifndef WEB_WORK_ROOM_H
#define WEB_WORK_ROOM_H

#include "web/view_work.h"

/* Address of the work list with this filter. */
struct str work_address(const struct desk *d, const struct list_filter *f);
/* The filter as a sentence, the tags that take parts of it away, and the selects of the filter column. */
MUST const struct fault *work_filter_fill(struct desk *d, struct work_view *v);
/* "The family" of a holder, and "the family" in a sentence. */
struct str work_holder_label(const struct desk *d, struct str holder);
struct str work_holder(const struct desk *d, struct str holder);
/* The version of this case as the page that was sent back showed it (its field "seen-REFERENCE"); 0 when it is not there: then
 * any event since makes a conflict. */
int64_t work_seen(const struct request *r, struct arena *a, struct str reference);
/* The list with what was typed wrong (a name for a search, a choice of cases). */
MUST const struct fault *work_show(struct desk *d, const struct request *r, const struct list_filter *f,
				   const struct problems *problems, struct reply *out);

#endif
