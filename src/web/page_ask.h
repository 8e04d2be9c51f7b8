/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_ask - what page_ask.c (the page of an ask) and page_ask_do.c (its acts) share.
 * Each page stands at two addresses: /asks/REFERENCE/SUBJECT... for an account, /answer/TOKEN... for a one-time link. */
#ifndef WEB_PAGE_ASK_H
#define WEB_PAGE_ASK_H

#include "web/view_ask.h"

enum ask_way { ASK_BY_ACCOUNT, ASK_BY_LINK };
/* Opens the case of the address and finds the ask in it. FAULT_ABSENT when the rule does not show it. */
MUST const struct fault *ask_open(struct desk *d, const struct request *r, enum ask_way way, struct str verb,
				  struct ask_view *out);
/* May this be recorded about the ask now, by this user, and does it make sense where the ask stands? */
bool ask_offers(const struct desk *d, const struct ask_view *v, const struct event_kind *e);
/* What the one who was asked reads in place of the event's name: words do.EVENT, else the name. */
struct str ask_act_words(const struct desk *d, const struct event_kind *e);
/* What came of sharing it: the address just made, or what was typed and is wrong. All may be absent. */
struct ask_shared { struct str address, mail_to; const struct problems *problems; };
/* In place of "not found", for who comes back with a one-time address that has done its work. */
MUST const struct fault *ask_was_answered(struct desk *d, const struct request *r, struct reply *out);

#endif
