/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_law - which rules each process of a child goes by on a day, and why.
 * Touches work/regime. Whose question: an officer's or a manager's, when law has changed or is tried: "the old rules or the new?" */
#include "gen/html/page_law.h"
#include "web/admin_room.h"
#include "web/csv.h"
#include "work/regime.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

/* What stands on the case page: this case and those of the child beside it. */
static bool is_shown(const struct case_file *c, struct str reference)
{
	if (str_equal(c->reference, reference))
		return true;
	for (size_t i = 0; i < c->other_count; i++)
		if (c->others[i].is_same_person && str_equal(c->others[i].reference, reference))
			return true;
	return false;
}

static void lines_fill(struct desk *d, const struct case_file *c, const struct regime_view *found, struct sheet *s)
{
	for (size_t i = 0; i < found->lines.count; i++) {
		const struct regime_line *l = &found->lines.at[i];
		const struct pathway *p = book_pathway(d->book, l->pathway);
		struct str cells[] = { p ? p->name : l->pathway, l->reference, date_words(d->arena, l->started),
			words(d, l->is_open ? "regime.open" : "regime.ended"),
			l->regime ? l->regime->name : words(d, "regime.in_force"), l->why };

		if (is_shown(c, l->reference))
			sheet_row(s, cells);
	}
}

static struct table_view kept_table(struct desk *d, const struct regime_view *found)
{
	static const char *const heads[] = { "regime.kept_what", "regime.kept_value", "regime.kept_rules" };
	struct admin_table t = admin_table(d, heads, 3);

	for (size_t i = 0; i < found->kept.count; i++) {
		struct date day = date_read(found->kept.at[i].value);

		admin_cell(d, &t, found->kept.at[i].name);
		admin_cell(d, &t, date_is_none(day) ? found->kept.at[i].value : date_words(d->arena, day));
		admin_cell(d, &t, found->kept.at[i].regime->name);
	}
	struct table_view view = admin_table_view(&t, words(d, "regime.kept"));

	view.is_caption_hidden = true;
	return view;
}

static const struct fault *law_get(struct desk *d, const struct request *r, struct reply *out)
{
	static const char *const heads[] = { "regime.process", "regime.reference", "regime.started", "regime.state",
					     "regime.rules", "regime.why" };
	struct problems problems = { 0 };
	struct regime_view found;
	struct case_file *c;

	TRY(case_open(d, r->part[0], STR("view"), &c));
	struct law_view v = { .frame = case_frame_of(d, r, c, words(d, "regime.title")), .bar = case_bar_of(d, c),
			      .on = request_day(d, r, STR("on"), d->now.today, "regime.bad_day", &problems) };
	TRY(regime_look(d->store, d->arena, d->book, c->reference, 0, v.on, &found));
	struct request as = *r;

	as.wants_csv = csv_is_wanted(r, &problems, out);
	struct sheet s = sheet_of(d, &as, out, "law.csv", heads, 6);

	lines_fill(d, c, &found, &s);
	if (s.csv)
		return NULL;
	struct str day = date_words(d->arena, v.on);

	v.frame.problems = &problems;
	v.lines = admin_table_view(&s.table, book_words_with(d->book, d->arena, STR("regime.lines"), &day, 1));
	/* What somebody keeps tells of their plan, which may be of a process that the user does not see. */
	if (case_may(d, c, STR("view"), STR("plan.final"), RELATION_RELEASED))
		v.kept = kept_table(d, &found);
	v.csv = arena_printf(d->arena, "%.*s/law.csv?on=%.*s", STR_ARG(v.bar.base), STR_ARG(date_iso(d->arena, v.on)));
	html_law(&out->body, &v);
	return NULL;
}

const struct page page_law = { .path = "/cases/{0}/law", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = law_get };
