/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_admin - what the administrator's pages are given.
 * Touches nothing. */
#ifndef WEB_VIEW_ADMIN_H
#define WEB_VIEW_ADMIN_H

#include "web/view_part.h"
#include "web/web.h"
#include "work/admin.h"

struct admin_nav { struct crumb at[5]; size_t count; struct str here; };
struct admin_view {
	struct frame frame;
	struct admin_nav nav;
	struct admin_counts counts;
	struct admin_rules rules;
	struct table_view settings, amounts, rulebook, unverified, other;
	size_t unverified_count, other_count;
	struct str lead;
};
/* A list with a filter of selects: struct code_list gives what may be chosen. */
struct admin_choice { struct str name, label, chosen; const struct code *at; size_t count; };
struct admin_list_view {
	struct frame frame;
	struct admin_nav nav;
	struct str lead, action, csv, sentence;
	struct admin_choice choices[3]; size_t choice_count;
	struct str invite;                      /* where somebody is invited; absent: not here */
	struct str search_label, search;        /* label absent: no search */
	const struct problems *problems;        /* with the search; NULL none */
	struct table_view table;
};
struct admin_account_view {
	struct frame frame;
	struct account_row account;
	struct str roles, action, warning, button, button_kind;
	bool is_self;
};

#endif
