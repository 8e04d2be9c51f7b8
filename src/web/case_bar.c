/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/case_bar - the case that stands above each page about it.
 * Touches work/case. */
#include "web/case_bar.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

/* The party that has it, in words of code/holder.csv or of the pathway. */
static struct str case_holder_words(const struct desk *d, const struct case_file *c)
{
	const struct code_list *holders = book_codes(d->book, STR("holder"));
	return holders ? code_label(holders, c->state.holder) : c->state.holder;
}

struct str case_role_words(const struct desk *d, struct str actor)
{
	const struct role *role = book_role(d->book, actor);
	return role ? role->name : actor;
}

static const struct case_party *party_of(const struct case_file *c, struct str subject)
{
	for (size_t i = 0; i < c->party_count; i++)
		if (str_equal(c->parties[i].subject, subject))
			return &c->parties[i];
	return NULL;
}

struct str case_ask_words(const struct desk *d, const struct case_file *c, const struct ask_line *ask)
{
	const struct code_list *roles = book_codes(d->book, ask->kind);
	const struct case_party *party = party_of(c, ask->subject);
	struct str role = roles ? code_label(roles, ask->role) : STR("");
	if (!party || str_is_empty(party->organisation))
		return str_is_empty(role) ? ask->role : role;
	return str_is_empty(role) ? party->organisation
				  : arena_printf(d->arena, "%.*s: %.*s", STR_ARG(role), STR_ARG(party->organisation));
}

enum { TABS_MOST = 8 };

static void notes_fill(struct desk *d, const struct case_file *c, struct case_bar *bar)
{
	const struct code_list *flags = book_codes(d->book, STR("flag"));
	bool is_emergency = c->seen_by.grant && (c->seen_by.grant->relations & RELATION_EMERGENCY) != 0;

	bar->notes = ARENA_NEW(d->arena, struct str, c->guard_count + 1);
	if (is_emergency)
		bar->notes[bar->note_count++] = words(d, "emergency.banner");
	for (size_t i = 0; flags && c->seen_by.membership && i < c->guard_count; i++)
		for (size_t k = 0; str_equal(c->guards[i].target, STR("record")) && k < flags->count; k++)
			if (str_equal(flags->at[k].code, c->guards[i].word))
				bar->notes[bar->note_count++] = arena_printf(d->arena, "%.*s. %.*s", STR_ARG(flags->at[k].label),
									     STR_ARG(flags->at[k].note));
}

static void tab_add(struct desk *d, struct case_bar *bar, struct crumb *tabs, const char *path, const char *key)
{
	tabs[bar->tab_count++] = (struct crumb){ arena_printf(d->arena, "%.*s%s", STR_ARG(bar->base), path), words(d, key) };
}

struct case_bar case_bar_of(struct desk *d, const struct case_file *c)
{
	struct arena *a = d->arena;
	struct crumb *tabs = ARENA_NEW(a, struct crumb, TABS_MOST);
	struct case_bar bar = { .reference = c->reference, .born = c->born, .tabs = tabs,
		.base = arena_printf(a, "/cases/%.*s", STR_ARG(c->reference)),
		.child = arena_printf(a, "%.*s %.*s", STR_ARG(c->child_given), STR_ARG(c->child_family)),
		.stage = c->state.stage ? c->state.stage->name : STR(""), .holder = case_holder_words(d, c) };
	bool sees_plan = case_may(d, c, STR("view"), STR("plan.draft"), RELATION_RELEASED) ||
			 case_may(d, c, STR("view"), STR("plan.final"), RELATION_RELEASED) ||
			 case_may(d, c, STR("view"), STR("plan"), 0);
	bar.plan = arena_printf(a, "%.*s/plan", STR_ARG(bar.base));
	bar.letters = arena_printf(a, "%.*s/letters", STR_ARG(bar.base));
	tab_add(d, &bar, tabs, "", "case.tab_case");
	tab_add(d, &bar, tabs, "/timeline", "case.tab_timeline");
	tab_add(d, &bar, tabs, "/documents", "case.tab_documents");
	if (c->contact_count)
		tab_add(d, &bar, tabs, "/people", "case.tab_people");
	if (sees_plan)
		tab_add(d, &bar, tabs, "/plan", "case.tab_plan");
	if (case_may(d, c, STR("record"), STR("case"), 0))
		tab_add(d, &bar, tabs, "/letters", "case.tab_letters");
	if (case_may(d, c, STR("view"), STR("audit"), 0))
		tab_add(d, &bar, tabs, "/audit", "case.tab_audit");
	if (case_may(d, c, STR("view"), STR("mark"), 0))
		tab_add(d, &bar, tabs, "/privacy", "case.tab_privacy");
	notes_fill(d, c, &bar);
	return bar;
}

/* Where the user came from: the work list, or the page where their role begins. */
static struct crumb way_back(const struct desk *d)
{
	if (access_reach(d->book, &d->who, d->now.today, STR("view"), STR("list.work")).is_allowed)
		return (struct crumb){ STR("/work"), words(d, "frame.work") };
	for (size_t i = 0; i < d->who.membership_count; i++) {
		const struct role *role = book_role(d->book, d->who.memberships[i].role);
		if (role && role->is_staff && !str_is_empty(role->home))
			return (struct crumb){ role->home, words(d, "frame.home") };
	}
	return (struct crumb){ STR("/my"), words(d, "frame.my") };
}

struct frame case_frame_of(struct desk *d, const struct request *r, const struct case_file *c, struct str title)
{
	struct frame f = frame_of(d, r, title);
	struct crumb *way = ARENA_NEW(d->arena, struct crumb, 2);
	way[0] = way_back(d);
	way[1] = (struct crumb){ arena_printf(d->arena, "/cases/%.*s", STR_ARG(c->reference)),
				 arena_printf(d->arena, "%.*s %.*s", STR_ARG(c->child_given), STR_ARG(c->child_family)) };
	f.section = STR("work");
	f.crumbs = way;
	f.crumb_count = 2;
	f.is_wide = true;
	return f;
}
