/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_case_new - what the pages that open a case show. Only page_case_new.c and html/page/case_new.html include it.
 * Touches nothing. */
#ifndef WEB_VIEW_CASE_NEW_H
#define WEB_VIEW_CASE_NEW_H

#include "web/web.h"

struct case_new_choice { struct str pathway, name, about, href; };
struct case_new_choice_view { struct frame frame; struct case_new_choice *at; size_t count; };
struct case_new_view { struct frame frame; struct str caption, fields, action; bool has_files; };

#endif
