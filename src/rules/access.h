/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/access - may this user do this to this record now, and why? The only such rule.
 * Touches nothing: who, what and how they stand to each other come in, an answer goes out. */
#ifndef RULES_ACCESS_H
#define RULES_ACCESS_H

#include "rulebook/rulebook.h"

struct membership { struct str role; int64_t authority, organisation_id; };
enum who_kind { WHO_NOBODY, WHO_ACCOUNT, WHO_LINK };
/* The user of one request. */
struct who {
	enum who_kind kind;
	int64_t account_id;
	struct str name, email;
	struct membership *memberships; size_t membership_count, membership_room;
	int64_t link_process_id; struct str link_kind, link_subject, link_hash; int64_t link_made_ms; /* of WHO_LINK */
	struct str csrf;
	int64_t proved_ms;              /* when a password or a code was last given in this session; 0 never */
};

struct access_answer {
	bool is_allowed;
	const struct grant *grant;              /* the line that allowed it */
	const struct membership *membership;    /* in which role; NULL for a link */
};
/* Deny by default: allowed only when a grant names the role, the verb and the thing and every
 * relation it asks for holds; what it rests on (`under`) must be in force.
 *   on         the day on which it is asked
 *   verb       "view", "record", "note", ...
 *   what       "case", "document.advice", "event.draft_served" ...
 *   relations  one set of bits per membership of `who`, in order; for a link one set */
struct access_answer access_decide(const struct rulebook *book, const struct who *who, struct date on,
				   struct str verb, struct str what, const uint32_t *relations);
/* Could this user ever do `verb` to `what` under some relation? For menus and for choosing lists;
 * gives the membership and the grant, never a right by itself. */
struct access_answer access_reach(const struct rulebook *book, const struct who *who, struct date on,
				  struct str verb, struct str what);
/* Does this grant name the verb and the thing (an event: and may its role record it)? Relations are not looked at. */
bool access_grants(const struct rulebook *book, const struct grant *g, struct str verb, struct str what);
/* Is what the grant rests on in force on the day? One that cites nothing rests on the council's own duties. */
bool access_rests(const struct rulebook *book, const struct grant *g, struct date on);
/* The role of the holder of a link: link_family or link_adviser. */
struct str access_link_role(const struct who *who);

#endif
