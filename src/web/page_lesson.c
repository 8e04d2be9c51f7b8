/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_lesson - what was learned from disputes and complaints: by theme and team.
 * Touches work/lesson. Whose question: a manager's "what goes wrong again and again, and what do we change?" */
#include "gen/html/page_bundle.h"
#include "core/out.h"
#include "web/csv.h"
#include "web/html.h"
#include "web/view_bundle.h"
#include "work/lesson.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

struct filter { struct str theme; int64_t team; };

static struct filter filter_of(const struct desk *d, const struct request *r)
{
	const struct code *theme = code_find(book_codes(d->book, STR("lesson-theme")), request_query(r, STR("theme")));
	struct filter f = { .theme = theme ? theme->code : STR("") };

	if (!str_to_int(request_query(r, STR("team")), &f.team) || f.team < 0)
		f.team = 0;
	return f;
}

static struct str query_of(struct desk *d, const struct filter *f)
{
	struct out o = out_start(d->arena, 40);

	if (f->theme.len)
		out_printf(&o, "theme=%.*s", STR_ARG(f->theme));
	if (f->team)
		out_printf(&o, "%steam=%lld", o.len ? "&" : "", (long long)f->team);
	return out_str(&o);
}

static bool passes(const struct filter *f, const struct lesson *x)
{
	return (str_is_empty(f->theme) || str_equal(f->theme, x->theme)) && (!f->team || f->team == x->team);
}

static void bars_fill(struct desk *d, const struct lessons *all, struct lessons_view *v)
{
	const struct code_list *themes = book_codes(d->book, STR("lesson-theme"));

	v->bars = ARENA_NEW(d->arena, struct lesson_bar, themes->count);
	for (size_t k = 0; k < themes->count; k++) {
		int64_t n = 0;

		for (size_t i = 0; i < all->count; i++)
			n += str_equal(all->at[i].theme, themes->at[k].code);
		if (n)
			v->bars[v->bar_count++] = (struct lesson_bar){ themes->at[k].label,
				arena_printf(d->arena, "/lessons?theme=%.*s", STR_ARG(themes->at[k].code)), n,
				n * 1000 / (int64_t)all->count };
	}
}

static void option_add(struct desk *d, struct work_select *s, struct str value, struct str label, struct str chosen)
{
	for (size_t i = 0; i < s->options.count; i++)
		if (str_equal(s->options.at[i].value, value))
			return;
	LIST_PUSH(d->arena, &s->options, (struct work_option){ value, label, str_equal(value, chosen) });
}

static void selects_fill(struct desk *d, const struct lessons *all, const struct filter *f, struct lessons_view *v)
{
	const struct code_list *themes = book_codes(d->book, STR("lesson-theme"));

	v->selects[0] = (struct work_select){ .name = "theme", .label = words(d, "lesson.theme") };
	v->selects[1] = (struct work_select){ .name = "team", .label = words(d, "lesson.team") };
	for (int i = 0; i < 2; i++)
		option_add(d, &v->selects[i], STR(""), words(d, "lesson.any"), STR("-"));
	for (size_t i = 0; i < themes->count; i++)
		option_add(d, &v->selects[0], themes->at[i].code, themes->at[i].label, f->theme);
	for (size_t i = 0; i < all->count; i++)
		if (all->at[i].team)
			option_add(d, &v->selects[1], arena_int(d->arena, all->at[i].team), all->at[i].team_name, arena_int(d->arena, f->team));
}

static void entries_fill(struct desk *d, const struct lessons *all, const struct filter *f, struct lessons_view *v)
{
	const struct code_list *themes = book_codes(d->book, STR("lesson-theme"));
	struct str args[2];

	v->at = ARENA_NEW(d->arena, struct lesson_entry, all->count + 1);
	for (size_t i = 0; i < all->count; i++) {
		const struct lesson *x = &all->at[i];
		const struct pathway *p = book_pathway(d->book, x->pathway);

		if (passes(f, x))
			v->at[v->count++] = (struct lesson_entry){ code_label(themes, x->theme), x->team_name, x->text, x->change,
				x->reference, p ? p->name : x->pathway, x->day, x->change_by,
				!date_is_none(x->change_by) && x->change_by.day < d->now.today.day };
	}
	args[0] = arena_int(d->arena, (int64_t)v->count);
	args[1] = arena_int(d->arena, (int64_t)all->count);
	v->sentence = book_words_with(d->book, d->arena, STR("lesson.showing"), args, 2);
}

static void csv_write(struct desk *d, const struct lessons_view *v, struct reply *out)
{
	static const char *const heads[] = { "lesson.csv_day", "lesson.csv_theme", "lesson.csv_team", "lesson.csv_text",
					     "lesson.csv_change", "lesson.csv_by", "lesson.csv_process", "lesson.csv_reference" };

	csv_begin(d, out, "lessons.csv", heads, 8);
	for (size_t i = 0; i < v->count; i++) {
		const struct lesson_entry *x = &v->at[i];
		struct str line[8] = { date_iso(d->arena, x->day), x->theme, x->team, x->text, x->change,
				       date_iso(d->arena, x->change_by), x->pathway, x->reference };

		csv_row(out, line, 8);
	}
}

static const struct fault *lessons_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct lessons_view v = { .frame = frame_of(d, r, words(d, "lesson.title")) };
	struct filter f = filter_of(d, r);
	struct str query = query_of(d, &f);
	struct lessons all;

	if (!str_is_empty(request_query(r, STR("apply")))) {
		reply_redirect(out, d->arena, arena_printf(d->arena, "/lessons%s%.*s", query.len ? "?" : "", STR_ARG(query)));
		return NULL;
	}
	TRY(lesson_list(d, r->wants_csv, &all));
	entries_fill(d, &all, &f, &v);
	if (r->wants_csv) {
		csv_write(d, &v, out);
		return NULL;
	}
	v.has_any = all.count > 0;
	v.is_filtered = query.len > 0;
	v.csv = arena_printf(d->arena, "/lessons.csv%s%.*s", query.len ? "?" : "", STR_ARG(query));
	bars_fill(d, &all, &v);
	selects_fill(d, &all, &f, &v);
	v.frame.section = STR("lessons");
	out->body = out_start(d->arena, 65536);
	html_lessons(&out->body, &v);
	return NULL;
}
const struct page page_lessons = {
	.path = "/lessons", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = lessons_get,
};
