/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_request - what the templates of the public form show. Only page_request*.c and html/family include it. */
#ifndef WEB_VIEW_REQUEST_H
#define WEB_VIEW_REQUEST_H

#include "web/web.h"
#include "work/help.h"
#include "work/request.h"

/* One line of "check your answers". */
struct request_answer_line { const struct form_page *page; struct str label, value; bool is_wrong; };
struct request_view {
	struct frame frame;
	const struct form *form;
	struct str token, address;      /* address: the whole private address of the draft */
	const struct request_draft *draft;
	const struct form_page *page;
	size_t page_number;             /* 1 .. */
	struct str fields;              /* the page's fields, made by form_show */
	bool has_files, is_from_check;
	struct request_answer_line *lines; size_t line_count, line_room;
	/* sent */
	struct str reference, link, link_token, council, due_words;
	struct date due;
	const struct help_lines *help;
};
struct back_view { struct frame frame; struct str typed; const struct problem *problem; struct help_lines help; };
struct start_view { struct frame frame; struct help_lines help; };

#endif
