/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_form - one question as html/form.html shows it. Filled by web/form.c.
 * Touches nothing. */
#ifndef WEB_VIEW_FORM_H
#define WEB_VIEW_FORM_H

#include "rulebook/rulebook.h"

struct option_view { struct str id, code, label, note; bool is_chosen; };
struct field_view {
	struct str name, label, hint, error;    /* error: "" when there is none */
	struct str value;                       /* of texts */
	struct str described_by;                /* ids for aria-describedby, "" when none */
	struct str input_type, input_mode, autocomplete, width; /* of texts in one line */
	struct str asked_when;                  /* "name=code,code": shown by script only then; "" always */
	struct str only_if;                     /* the same in words, for who has no script */
	struct str day, month, year;
	struct str files_most;                  /* megabytes */
	struct str search, search_note;         /* of a picker with many rows */
	bool is_optional, is_spelt, has_search, has_count, has_legend;
	size_t most;
	struct option_view *options; size_t option_count;
};

#endif
