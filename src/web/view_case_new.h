/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_case_new - what the pages that open a case show. Only page_case_new.c and html/page/case_new.html include it.
 * Touches nothing. */
#ifndef WEB_VIEW_CASE_NEW_H
#define WEB_VIEW_CASE_NEW_H

#include "web/web.h"

/* One that is open already for the child, of which there is one at a time: in words, and where it is. */
struct case_new_running { struct str words, more, brief, reference, href; bool is_refused; };
struct case_new_choice { struct str pathway, name, about, href; struct case_new_running running; };
/* child: for whom, in words; absent when a child is yet to be named. */
struct case_new_choice_view { struct frame frame; struct str child; struct case_new_choice *at; size_t count; };
/* reference: of the case from whose page it is opened. */
struct case_new_view { struct frame frame; struct str child, reference, caption, fields, action, back; bool has_files; struct case_new_running running; };

#endif
