/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_home - what waits for me.
 * Touches work/list, work/choose. Whose question: "what do I do first?" */
#include "gen/html/page_work.h"
#include "web/work_room.h"
#include "work/choose.h"
#include "work/disposal.h"
#include "work/guard.h"

enum { PANELS_SHOWN = 3 };

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static bool may_see(const struct desk *d, const char *what)
{
	return access_reach(d->book, &d->who, d->now.today, STR("view"), str_of(what)).is_allowed;
}

static struct home_part *part_add(struct desk *d, struct home_view *v, const char *title, const char *empty,
				  struct str link, const char *link_words)
{
	LIST_PUSH(d->arena, &v->parts, (struct home_part){ .title = words(d, title), .empty = *empty ? words(d, empty) : STR(""),
		.link = link, .link_words = words(d, link_words) });
	return &v->parts.at[v->parts.count - 1];
}

/* A line with its count; nothing is shown for nothing. */
static void item_add(struct desk *d, struct home_part *p, struct str name, const char *hint, struct str href,
		     int64_t count, const char *tag)
{
	if (count > 0)
		LIST_PUSH(d->arena, &p->items, (struct task_view){ .name = name, .href = href, .state = arena_int(d->arena, count),
			.hint = *hint ? words(d, hint) : STR(""), .tag = str_of(tag) });
}

static struct str address_with(struct desk *d, struct list_filter f)
{
	return work_address(d, &f);
}

/* Counts of a caseload: late, due soon, waiting on others, all. */
static void caseload_add(struct desk *d, struct home_part *p, const struct list_summary *s, int64_t officer)
{
	struct list_filter f = { .officer = officer };

	f.late = true;
	item_add(d, p, words(d, "home.overdue"), "home.overdue_hint", address_with(d, f), s->late, "red");
	f.late = false;
	f.at_risk = true;
	item_add(d, p, words(d, "home.soon"), "", address_with(d, f), s->due_soon, "yellow");
	f.at_risk = false;
	for (size_t i = 0; i < s->count; i++) {
		struct str who = work_holder(d, s->at[i].holder);

		if (str_equal(s->at[i].holder, STR("council")) || str_equal(s->at[i].holder, STR("nobody")))
			continue;
		f.holder = s->at[i].holder;
		item_add(d, p, book_words_with(d->book, d->arena, STR("home.with"), &who, 1), "home.with_hint",
			 address_with(d, f), s->at[i].cases, "blue");
	}
}

static const struct fault *work_fill(struct desk *d, struct home_view *v)
{
	struct list_filter mine = { .officer = d->who.account_id }, nobody = { .unassigned = true };
	int64_t authority = list_authority(d, &(struct list_filter){ 0 });
	struct list_summary s;
	struct home_part *p;

	TRY(list_summary(d, authority, d->who.account_id, &s));
	p = part_add(d, v, "home.mine", "home.mine_none", work_address(d, &mine), "home.mine_link");
	caseload_add(d, p, &s, d->who.account_id);
	item_add(d, p, words(d, "home.all"), "", work_address(d, &mine), s.cases, "grey");
	TRY(list_summary(d, authority, 0, &s));
	p = part_add(d, v, "home.council", "home.council_none", STR("/work"), "home.council_link");
	item_add(d, p, words(d, "home.nobody"), "home.nobody_hint", work_address(d, &nobody), s.unassigned, "orange");
	caseload_add(d, p, &s, 0);
	item_add(d, p, words(d, "home.all"), "", STR("/work"), s.cases, "grey");
	struct saved_searches found;

	TRY(search_list(d, &found));
	v->has_searches = true;
	for (size_t i = 0; i < found.count; i++)
		LIST_PUSH(d->arena, &v->searches, found.at[i]);
	return NULL;
}

/* A manager looks at the council first, an officer at their own cases. */
static void council_first(struct home_view *v)
{
	struct home_part mine = v->parts.at[0];

	if (mine.items.count > 0)
		return;
	v->parts.at[0] = v->parts.at[1];
	v->parts.at[1] = mine;
}

static const struct fault *panels_fill(struct desk *d, struct home_view *v)
{
	struct choices panels = { 0 };
	struct home_part *p = part_add(d, v, "home.panels", "home.panels_none", STR("/panels"), "home.panels_link");

	for (size_t i = 0; i < d->who.membership_count; i++) {
		struct who one = d->who;

		one.memberships = &d->who.memberships[i];
		one.membership_count = 1;
		if (panels.count == 0 && access_reach(d->book, &one, d->now.today, STR("view"), STR("list.panels")).is_allowed)
			TRY(choose_panels(d, d->who.memberships[i].authority, PANELS_SHOWN, &panels));
	}
	for (size_t i = 0; i < panels.count; i++)
		LIST_PUSH(d->arena, &p->items, (struct task_view){ .name = panels.at[i].label, .hint = panels.at[i].note,
			.href = arena_printf(d->arena, "/panels/%.*s", STR_ARG(panels.at[i].code)) });
	return NULL;
}

static void asks_add(struct desk *d, struct home_view *v, const struct inbox_count *n, bool is_school)
{
	struct str to = is_school ? STR("/school") : STR("/inbox");
	struct home_part *p = is_school ? part_add(d, v, "home.school", "home.school_none", to, "home.school_link") :
					  part_add(d, v, "home.inbox", "home.inbox_none", to, "home.inbox_link");

	item_add(d, p, words(d, "home.inbox_late"), "home.overdue_hint", to, n->late, "red");
	item_add(d, p, words(d, "home.soon"), "", to, n->soon, "yellow");
	item_add(d, p, words(d, is_school ? "home.school_open" : "home.inbox_open"), "", to, n->open, "blue");
}

static const struct fault *asked_fill(struct desk *d, struct home_view *v)
{
	struct inbox_count n;

	TRY(list_inbox_count(d, &n));
	if (may_see(d, "list.inbox"))
		asks_add(d, v, &n, false);
	if (may_see(d, "list.school"))
		asks_add(d, v, &n, true);
	return NULL;
}

static bool is_family_alone(const struct desk *d)
{
	for (size_t i = 0; i < d->who.membership_count; i++) {
		const struct role *role = book_role(d->book, d->who.memberships[i].role);

		if (role && role->is_staff)
			return false;
	}
	return true;
}

static const struct fault *emergencies_fill(struct desk *d, struct home_view *v)
{
	struct home_part *p = part_add(d, v, "home.emergencies", "", STR("/emergency"), "home.break");
	int64_t waiting;

	TRY(guard_emergencies_waiting(d, &waiting));
	item_add(d, p, words(d, "home.emergency"), "home.emergency_hint", STR("/emergency/list"), waiting, "red");
	return NULL;
}

static const struct fault *disposal_fill(struct desk *d, struct home_view *v)
{
	struct home_part *p = part_add(d, v, "frame.disposal", "", STR("/disposal"), "disposal.title");
	int64_t waiting;

	TRY(disposal_waiting(d, &waiting));
	item_add(d, p, words(d, "home.disposal"), "home.disposal_hint", STR("/disposal/runs"), waiting, "orange");
	return NULL;
}

static const struct fault *home_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct home_view v = { .frame = frame_of(d, r, words(d, "home.title")) };

	if (is_family_alone(d)) {
		reply_redirect(out, d->arena, STR("/my"));
		return NULL;
	}
	v.frame.section = STR("home");
	if (may_see(d, "list.work")) {
		TRY(work_fill(d, &v));
		council_first(&v);
	}
	TRY(asked_fill(d, &v));
	if (guard_may_break(d))
		TRY(emergencies_fill(d, &v));
	if (may_see(d, "list.panels"))
		TRY(panels_fill(d, &v));
	if (may_see(d, "list.disposal"))
		TRY(disposal_fill(d, &v));
	if (may_see(d, "list.reading"))
		part_add(d, &v, "reading.title", "", STR("/reading?state=new"), "reading.home_link");
	if (may_see(d, "admin"))
		part_add(d, &v, "home.admin", "", STR("/admin"), "home.admin_link");
	if (may_see(d, "figures"))
		part_add(d, &v, "home.figures", "", STR("/figures"), "home.figures_link");
	if (may_see(d, "list.caseload"))
		part_add(d, &v, "caseload.title", "", STR("/caseload"), "caseload.lead");
	if (may_see(d, "figures"))
		part_add(d, &v, "lateness.title", "", STR("/lateness"), "lateness.link_words");
	html_home(&out->body, &v);
	return NULL;
}

const struct page page_home = { .path = "/home", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = home_get };
