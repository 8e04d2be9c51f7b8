/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/transfer_room - what page_transfer*.c share among themselves.
 * Touches work/transfer. */
#ifndef WEB_TRANSFER_ROOM_H
#define WEB_TRANSFER_ROOM_H

#include "web/view_transfer.h"

struct str transfer_words_with(const struct desk *d, const char *key, const struct str *args, size_t count);
struct str transfer_phase_name(const struct desk *d, struct str phase);
struct str transfer_address(struct desk *d, const struct transfer_filter *f);
void transfer_tabs(struct desk *d, int64_t year, struct crumb tabs[2]);
/* As transfer_query_read; a year that is no sense is the one that is worked on. */
void transfer_filter_read(struct desk *d, struct str query, struct transfer_filter *f);
MUST const struct fault *transfer_show(struct desk *d, const struct request *r, const struct transfer_filter *f,
				       const struct problems *problems, struct reply *out);

#endif
