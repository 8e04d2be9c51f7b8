/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/list_room - what list*.c share; nobody else includes it.
 * Touches the store. */
#ifndef WORK_LIST_ROOM_H
#define WORK_LIST_ROOM_H

#include "work/audit.h"
#include "work/list.h"

/* Whose cases a list may hold: what the rule gives one membership of the user. */
struct list_scope {
	struct who one;                 /* the user in that membership alone */
	struct access_answer by;        /* the grant of the list itself */
	int64_t authority, organisation;
	int64_t officer;                /* not 0: only this officer's */
};
/* How a case stands to the user, for the rule. */
struct list_standing {
	int64_t authority, officer_id, school_id, panel_id;
	bool is_asked;
	struct str pathway;
	int64_t began_id;               /* account that recorded its first event; 0 not known */
};
bool list_may(const struct desk *d, const struct list_scope *scope, const struct list_standing *at, const char *verb,
	      const char *what);
/* Membership number `i`, when it may see the list `what`. */
bool list_scope_of(const struct desk *d, size_t i, const char *verb, const char *what, struct list_scope *out);

/* Words of children's names in a council that somebody may have meant by `typed` (folded, one word), likeliest first; "" behind the
 * last. */
enum { LIST_NEAR_MOST = 8 };
struct list_near { struct str word[LIST_NEAR_MOST]; int score[LIST_NEAR_MOST]; size_t count; };
MUST const struct fault *list_near(struct desk *d, int64_t authority, struct str typed, struct list_near *out);

/* The columns that every list of cases has. */
struct list_columns {
	int64_t id, is_open, officer_id, cover_id;
	struct str reference, pathway, stage, next_step, holder, locality, given, family, officer, school, cover;
	struct date cover_until, opened, next_due, holder_since, born;
};
struct list_row list_row_of(const struct desk *d, const struct list_columns *c);

#endif
