/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_identity - what the pages of records that may be one child are given.
 * Touches nothing. */
#ifndef WEB_VIEW_IDENTITY_H
#define WEB_VIEW_IDENTITY_H

#include "web/view_part.h"
#include "web/web.h"

struct identity_queue_view { struct frame frame; struct table_view table; bool is_both; };
struct identity_pair_view { struct frame frame; struct table_view table; struct str address, likely; };
struct identity_joined_row { int64_t id; struct str kept, gone; struct date made; };
struct identity_merges_view { struct frame frame; struct identity_joined_row *rows; size_t count; };

#endif
