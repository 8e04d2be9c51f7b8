/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_case_why - why a date is what it is: rule, day counted from, days left out, exceptions.
 * Touches work/case, rules. */
#include "gen/html/page_case_parts.h"
#include "rules/expr_calls.h"
#include "web/page_case.h"

/* Is it a day of August or from 25 December to 1 January, which a tribunal does not count? */
static bool is_tribunal_off(struct date day)
{
	struct ymd at = date_ymd(day);

	return at.month == 8 || (at.month == 12 && at.day >= 25) || (at.month == 1 && at.day == 1);
}

/* How the days between were counted: by the functions of the rule (docs/rulebook.md). */
static enum case_why_days days_of(const struct step *step)
{
	return !step->due ? WHY_EVERY_DAY : expr_calls(step->due, "TWD") ? WHY_TRIBUNAL_DAYS :
		expr_calls(step->due, "WD") || expr_calls(step->due, "WDB") ? WHY_WORKING_DAYS :
		expr_calls(step->due, "SD") ? WHY_SCHOOL_DAYS : expr_calls(step->due, "TRIB_SKIP") ? WHY_SKIPS : expr_calls(step->due, "TRIB") ? WHY_ROLLS : WHY_EVERY_DAY;
}

static void skipped_fill(const struct desk *d, struct case_why_view *v)
{
	const struct step_line *line = v->line->line;
	bool is_tribunal = v->days == WHY_TRIBUNAL_DAYS;
	v->holidays = ARENA_NEW(d->arena, struct date, d->book->holiday_count + 1);
	if ((v->days != WHY_WORKING_DAYS && !is_tribunal) || date_is_none(line->from))
		return;
	for (int32_t day = line->from.day + 1; day <= line->due.day; day++)
		v->weekend_days += date_weekday((struct date){ day }) % 6 == 0 && !(is_tribunal && is_tribunal_off((struct date){ day }));
	for (size_t i = 0; i < d->book->holiday_count; i++)
		if (d->book->holidays[i].day > line->from.day && d->book->holidays[i].day <= line->due.day &&
		    !(is_tribunal && is_tribunal_off(d->book->holidays[i])))
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
	v.days = str_is_empty(v.line->line->subject) ? days_of(v.line->line->step) : WHY_EVERY_DAY;
	skipped_fill(d, &v);
	exceptions_fill(d, case_view.c, &v);
	out->body = out_start(d->arena, 32768);
	html_case_why(&out->body, &v);
	return NULL;
}
const struct page page_case_why = {
	.path = "/cases/{0}/why/{1}", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = why_answer,
};
