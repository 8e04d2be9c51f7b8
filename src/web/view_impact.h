/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_impact - what the data-protection impact page is given.
 * Touches nothing. */
#ifndef WEB_VIEW_IMPACT_H
#define WEB_VIEW_IMPACT_H

#include "web/view_part.h"
#include "web/web.h"

struct impact_part { struct str id, about, csv; struct table_view table; bool as_cards; };
struct impact_view { struct frame frame; struct impact_part parts[4]; };

#endif
