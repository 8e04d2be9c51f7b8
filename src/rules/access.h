/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/access - may this user do this to this record now, and why? The only such rule.
 * Touches nothing: who, what and how they stand to each other come in, an answer goes out. */
#ifndef RULES_ACCESS_H
#define RULES_ACCESS_H

#include "rulebook/rulebook.h"

/* How the user (in one membership) stands to the record; bits. Words in the text are the names in
 * lower case without RELATION_, e.g. same_authority. */
enum relation {
	RELATION_SAME_AUTHORITY = 1u << 0,
	RELATION_CASELOAD       = 1u << 1,  /* is the case's officer */
	RELATION_ASKED          = 1u << 2,  /* their organisation was asked on this case */
	RELATION_ASKED_THIS     = 1u << 3,  /* the record is of the ask made to their organisation */
	RELATION_ON_ROLL        = 1u << 4,  /* the child is on roll at their organisation */
	RELATION_PARENT         = 1u << 5,  /* parental responsibility, not ended */
	RELATION_SELF           = 1u << 6,  /* the young person themselves */
	RELATION_LINK           = 1u << 7,  /* holds the private link of this case */
	RELATION_OWN            = 1u << 8,  /* made it themselves */
	RELATION_RELEASED       = 1u << 9,  /* sent to the family already (letters, plan versions) */
	RELATION_AT_PANEL       = 1u << 10, /* the case is before a panel of their authority */
};

struct membership { struct str role; int64_t authority, organisation_id; };
enum who_kind { WHO_NOBODY, WHO_ACCOUNT, WHO_LINK };
/* The user of one request. */
struct who {
	enum who_kind kind;
	int64_t account_id;
	struct str name, email;
	struct membership *memberships; size_t membership_count, membership_room;
	int64_t link_process_id; struct str link_kind, link_subject, link_hash; /* of WHO_LINK */
	struct str csrf;
};

struct access_answer {
	bool is_allowed;
	const struct grant *grant;              /* the line that allowed it */
	const struct membership *membership;    /* in which role; NULL for a link */
};
/* Deny by default: allowed only when a grant names the role, the verb and the thing and every
 * relation it asks for holds.
 *   verb       "view", "record", "note", ...
 *   what       "case", "document.advice", "event.draft_served" ...
 *   relations  one set of bits per membership of `who`, in order; for a link one set */
struct access_answer access_decide(const struct rulebook *book, const struct who *who,
				   struct str verb, struct str what, const uint32_t *relations);
/* Could this user ever do `verb` to `what` under some relation? For menus and for choosing lists;
 * gives the membership and the grant, never a right by itself. */
struct access_answer access_reach(const struct rulebook *book, const struct who *who,
				  struct str verb, struct str what);

#endif
