/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_page - what the pages that stand alone are given.
 * Touches nothing. */
#ifndef WEB_VIEW_PAGE_H
#define WEB_VIEW_PAGE_H

#include "core/str.h"

struct failure_view { struct str title, words, more, reference; bool has_reference; };

#endif
