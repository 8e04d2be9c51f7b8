/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/choose - what a person may pick from in a form: organisations, accounts, panels.
 * Touches the store. Names of places and of staff, nothing about a child. */
#ifndef WORK_CHOOSE_H
#define WORK_CHOOSE_H

#include "work/desk.h"

/* code: the row's id as text; note: what tells two of one name apart (a town, a role, a day). */
struct choice { struct str code, label, note; };
/* total   how many there are, of which the first `most` are given */
struct choices { struct choice *at; size_t count, room; int64_t total; };

/* Open organisations by name.
 *   authority   0: any
 *   kinds       words of rulebook/code/organisation-kind.csv, blanks between; empty: any
 *   search      a part of the name; empty: any */
MUST const struct fault *choose_organisations(struct desk *d, int64_t authority, struct str kinds, struct str search,
					      int64_t most, struct choices *out);
/* Accounts of staff who have one of the roles in this authority. */
MUST const struct fault *choose_accounts(struct desk *d, int64_t authority, struct str roles, struct str search,
					 int64_t most, struct choices *out);
/* Panels from today on, first first; the note is the day and how many places are left. */
MUST const struct fault *choose_panels(struct desk *d, int64_t authority, int64_t most, struct choices *out);
/* The label of one of them by its code; absent when there is none. kind: organisation, account, panel */
MUST const struct fault *choose_label(struct desk *d, struct str kind, struct str code, struct str *out);
/* An answer to a question as a person reads it: "16 February 2026", "Yes", the labels of codes, the name of a place; what is none
 * of these as it was typed. */
MUST const struct fault *choose_answer(struct desk *d, const struct form_field *field, struct str value, struct str *out);

#endif
