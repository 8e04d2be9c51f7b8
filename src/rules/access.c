/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/access - the one rule of who may do what.
 * Touches nothing; the grants are text in rulebook/access/. */
#include "rules/access.h"

/* Does a granted thing take in this one? "document.*" takes in every "document.KIND", not "document". */
static bool access_covers(struct str granted, struct str what)
{
	if (str_equal(granted, what))
		return true;
	return granted.len > 2 && str_ends(granted, STR(".*")) &&
	       str_starts(what, str_slice(granted, 0, granted.len - 1)) && what.len > granted.len - 1;
}

static bool has_word(const struct texts *words, struct str word)
{
	for (size_t i = 0; i < words->count; i++)
		if (str_equal(words->at[i], word))
			return true;
	return false;
}

/* An event says itself which roles may record it; a grant for events never goes beyond that. */
static bool may_record(const struct rulebook *book, struct str role, struct str verb, struct str what)
{
	if (!str_equal(verb, STR("record")) || !str_starts(what, STR("event.")))
		return true;
	for (size_t i = 0; i < book->pathway_count; i++) {
		const struct event_kind *e = pathway_event(&book->pathways[i], str_slice(what, 6, what.len));

		if (e && has_word(&e->roles, role))
			return true;
	}
	return false;
}

bool access_grants(const struct rulebook *book, const struct grant *g, struct str verb, struct str what)
{
	if (!has_word(&g->verbs, verb))
		return false;
	for (size_t i = 0; i < g->whats.count; i++)
		if (access_covers(g->whats.at[i], what))
			return may_record(book, g->role, verb, what);
	return false;
}

bool access_rests(const struct rulebook *book, const struct grant *g, struct date on)
{
	return str_is_empty(g->under) || book_sharing_on(book, g->under, on) != NULL;
}

/* The first grant for this role whose relations all hold and that rests on something in force. */
static const struct grant *grant_for(const struct rulebook *book, struct str role, struct date on, struct str verb,
				     struct str what, uint32_t relations)
{
	for (size_t i = 0; i < book->grant_count; i++) {
		const struct grant *g = &book->grants[i];

		if (str_equal(g->role, role) && (g->relations & relations) == g->relations &&
		    access_grants(book, g, verb, what) && access_rests(book, g, on))
			return g;
	}
	return NULL;
}

struct str access_link_role(const struct who *who)
{
	return str_equal(who->link_kind, STR("adviser")) ? STR("link_adviser") : STR("link_family");
}

static struct access_answer answer(const struct grant *g, const struct membership *m)
{
	return (struct access_answer){ g != NULL, g, g ? m : NULL };
}

/* `relations` NULL: under any. */
static struct access_answer decide(const struct rulebook *book, const struct who *who, struct date on, struct str verb,
				   struct str what, const uint32_t *relations)
{
	const struct grant *g = NULL;

	for (size_t i = 0; who->kind == WHO_ACCOUNT && i < who->membership_count; i++) {
		const struct membership *m = &who->memberships[i];

		g = grant_for(book, m->role, on, verb, what, relations ? relations[i] : UINT32_MAX);
		if (g)
			return answer(g, m);
	}
	if (who->kind == WHO_LINK)
		g = grant_for(book, access_link_role(who), on, verb, what, relations ? relations[0] : UINT32_MAX);
	if (!g)
		g = grant_for(book, STR("public"), on, verb, what, 0);
	return answer(g, NULL);
}

struct access_answer access_decide(const struct rulebook *book, const struct who *who, struct date on, struct str verb,
				   struct str what, const uint32_t *relations)
{
	static const uint32_t none[1];

	if (!relations && who->kind == WHO_ACCOUNT && who->membership_count > 0)
		return answer(grant_for(book, STR("public"), on, verb, what, 0), NULL);
	return decide(book, who, on, verb, what, relations ? relations : none);
}

struct access_answer access_reach(const struct rulebook *book, const struct who *who, struct date on, struct str verb,
				  struct str what)
{
	return decide(book, who, on, verb, what, NULL);
}
