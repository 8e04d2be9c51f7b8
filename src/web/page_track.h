/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_track - what the pages of one case of a family share; page_track*.c, page_my.c and page_claim.c include it.
 * Each page stands at two addresses: /track/TOKEN... for the private link and /my/REFERENCE... for an account. */
#ifndef WEB_PAGE_TRACK_H
#define WEB_PAGE_TRACK_H

#include "web/view_track.h"

/* How the family came in: by private link or by account. */
enum track_way { TRACK_BY_LINK, TRACK_BY_ACCOUNT };
/* Opens the case of the address for `verb`. NULL in `*out` and the reply answered when the link does not work. */
MUST const struct fault *track_open(struct desk *d, const struct request *r, enum track_way way, struct str verb,
				    struct case_file **out, struct reply *reply);
/* The view that every page of the case begins with; `back` leads to the first page when `is_sub`. */
struct track_view track_view_of(struct desk *d, const struct request *r, enum track_way way, const struct track *t,
				struct str title, bool is_sub);
MUST const struct fault *track_do_show(struct desk *d, const struct request *r, enum track_way way, struct reply *out);
MUST const struct fault *track_do_post(struct desk *d, const struct request *r, enum track_way way, struct reply *out);
MUST const struct fault *track_lost(struct desk *d, const struct request *r, struct reply *out);

/* An answer at both addresses: NAME_by_link and NAME_by_account. */
#define TRACK_BOTH_WAYS(name) \
	static const struct fault *name##_by_link(struct desk *d, const struct request *r, struct reply *out) \
	{ \
		return name(d, r, TRACK_BY_LINK, out); \
	} \
	static const struct fault *name##_by_account(struct desk *d, const struct request *r, struct reply *out) \
	{ \
		return name(d, r, TRACK_BY_ACCOUNT, out); \
	}

#endif
