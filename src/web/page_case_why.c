/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_case_why - why a date is what it is: rule, day counted from, days left out, exceptions.
 * Touches work/case, rules. */
#include "gen/html/page_case_parts.h"
#include "rules/days.h"
#include "web/page_case.h"

/* A rule that counts working days cannot be told without a calendar; one that counts every day can. */
static bool counts_working(const struct desk *d, const struct case_file *c, const struct step_line *line)
{
	struct rulebook bare = *d->book;
	if (!line->step->due || !str_is_empty(line->subject))
		return false;
	bare.holiday_count = 0;
	struct value with = pathway_value(d->arena, d->book, c->pathway, line->step->due, c->events, c->event_count,
					  &c->facts, &c->state, d->now.today);
	struct value without = pathway_value(d->arena, &bare, c->pathway, line->step->due, c->events, c->event_count,
					     &c->facts, &c->state, d->now.today);
	return with.kind == VALUE_DATE && without.kind == VALUE_ABSENT;
}

static void skipped_fill(const struct desk *d, struct case_why_view *v)
{
	const struct step_line *line = v->line->line;
	v->holidays = ARENA_NEW(d->arena, struct date, d->book->holiday_count + 1);
	if (!v->counts_working || date_is_none(line->from))
		return;
	for (int32_t day = line->from.day + 1; day <= line->due.day; day++)
		v->weekend_days += date_weekday((struct date){ day }) % 6 == 0;
	for (size_t i = 0; i < d->book->holiday_count; i++)
		if (d->book->holidays[i].day > line->from.day && d->book->holidays[i].day <= line->due.day)
			v->holidays[v->holiday_count++] = d->book->holidays[i];
}

static void exceptions_fill(const struct desk *d, const struct case_file *c, struct case_why_view *v)
{
	const struct step *step = v->line->line->step;
	const struct event_kind **offers;
	size_t count;
	v->may = ARENA_NEW(d->arena, const struct exception *, step->exceptions.count + 1);
	for (size_t i = 0; i < step->exceptions.count; i++) {
		const struct exception *e = pathway_exception(c->pathway, step->exceptions.at[i]);
		if (e)
			v->may[v->may_count++] = e;
	}
	case_offers(d, c, &offers, &count);
	for (size_t i = 0; i < count; i++)
		if (str_equal(offers[i]->kind, STR("exception")))
			v->claim = arena_printf(d->arena, "%.*s/do/%.*s", STR_ARG(v->bar.base), STR_ARG(offers[i]->id));
}

static const struct fault *why_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_view case_view;
	struct case_why_view v = { .claim = STR("") };
	struct str about = request_query(r, STR("about"));
	TRY(case_view_open(d, r, STR(""), &case_view));
	case_clock_fill(d, &case_view);
	for (size_t i = 0; i < case_view.clock_count && !v.line; i++)
		if (str_equal(case_view.clock[i].line->step->id, r->part[1]) &&
		    str_equal(case_view.clock[i].line->subject, about))
			v.line = &case_view.clock[i];
	if (!v.line)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such step");
	v.frame = case_frame_of(d, r, case_view.c, v.line->name);
	v.bar = case_view.bar;
	v.today = d->now.today;
	v.counts_working = counts_working(d, case_view.c, v.line->line);
	skipped_fill(d, &v);
	exceptions_fill(d, case_view.c, &v);
	out->body = out_start(d->arena, 32768);
	html_case_why(&out->body, &v);
	return NULL;
}
const struct page page_case_why = {
	.path = "/cases/{0}/why/{1}", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = why_answer,
};
