/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/spread - terms of a school year, and meetings spread over the days of them.
 * Touches nothing. */
#include "rules/spread.h"

enum { STRETCH_DAYS = 90, WEEK = 7 };

/* MM-DD in a year; DATE_NONE when it is none. */
static struct date in_year(struct arena *a, int year, struct str month_day)
{
	return date_read(arena_printf(a, "%04d-%.*s", year, STR_ARG(month_day)));
}

/* The first term that begins after `d`. */
static struct term begins_after(struct arena *a, const struct code_list *codes, struct date d)
{
	struct term next = { .from = DATE_NONE };
	int year = date_ymd(d).year;
	for (int y = year - 1; y <= year + 1; y++)
		for (size_t i = 0; i < codes->count; i++) {
			struct date from = in_year(a, y, codes->at[i].code);
			if (date_is_none(from) || from.day <= d.day || (!date_is_none(next.from) && from.day >= next.from.day))
				continue;
			next = (struct term){ .from = from, .last = in_year(a, y, codes->at[i].note),
				.name = arena_printf(a, "%.*s %d", STR_ARG(codes->at[i].label), y) };
		}
	return next;
}

size_t spread_terms(struct arena *a, const struct code_list *codes, struct date on, size_t count, struct term *out)
{
	struct term now;
	if (!codes)
		return 0;
	/* The one that `on` lies in is the last that begins on or before it. */
	now = begins_after(a, codes, date_add(on, -400));
	for (size_t i = 0; i < TERMS_MOST && !date_is_none(now.from); i++) {
		struct term next = begins_after(a, codes, now.from);
		if (next.from.day > on.day)
			break;
		now = next;
	}
	if (date_is_none(now.from))
		return 0;
	for (size_t i = 0; i < count; i++) {
		struct term next = begins_after(a, codes, now.from);
		now.until = next.from;
		out[i] = now;
		now = next;
	}
	return count;
}

/* How many meetings there are on each day, of the area by week and of each group by day. */
struct load {
	struct calendar calendar;
	const struct term *terms; size_t term_count;
	struct date first; int32_t days;
	int *week, *day;                /* day: groups * days */
	int64_t *groups; size_t group_count;
};

static bool is_school_day(const struct load *l, struct date d)
{
	if (d.day < l->first.day || d.day >= l->first.day + l->days || !days_is_covered(l->calendar, d) ||
	    !days_is_working(l->calendar, d))
		return false;
	for (size_t i = 0; i < l->term_count; i++)
		if (d.day >= l->terms[i].from.day && d.day < l->terms[i].until.day)
			return date_is_none(l->terms[i].last) || d.day <= l->terms[i].last.day;
	return l->term_count == 0;
}

static size_t group_of(struct load *l, int64_t group)
{
	for (size_t i = 0; i < l->group_count; i++)
		if (l->groups[i] == group)
			return i;
	l->groups[l->group_count] = group;
	return l->group_count++;
}

static void count_in(struct load *l, const struct meeting *m)
{
	if (m->day.day < l->first.day || m->day.day >= l->first.day + l->days)  /* none is before all others */
		return;
	int32_t at = m->day.day - l->first.day;
	l->week[at / WEEK]++;
	l->day[(int32_t)group_of(l, m->group) * l->days + at]++;
}

/* The best day from least to most; DATE_NONE when there is none. */
static struct date best(struct load *l, int64_t group, struct date least, struct date most)
{
	int32_t row = (int32_t)group_of(l, group) * l->days, fewest = INT32_MAX;
	struct date day = DATE_NONE;
	for (struct date d = least; d.day <= most.day; d = date_add(d, 1)) {
		if (!is_school_day(l, d))
			continue;
		int32_t at = d.day - l->first.day, cost = l->day[row + at] * 10000 + l->week[at / WEEK];
		if (cost <= fewest) {
			fewest = cost;
			day = d;
		}
	}
	return day;
}

static void span_of(const struct meeting *at, size_t count, struct load *l)
{
	int32_t first = INT32_MAX, last = INT32_MIN;
	for (size_t i = 0; i < count; i++) {
		first = at[i].least.day < first ? at[i].least.day : first;
		last = at[i].most.day > last ? at[i].most.day : last;
		last = at[i].least.day > last ? at[i].least.day : last;
	}
	l->first = (struct date){ first };
	l->days = count ? last - first + STRETCH_DAYS + 1 : 0;
}

void spread_meetings(struct arena *a, struct calendar calendar, const struct term *terms, size_t term_count,
		     struct meeting *at, size_t count)
{
	struct load l = { .calendar = calendar, .terms = terms, .term_count = term_count };
	span_of(at, count, &l);
	if (count == 0)
		return;
	l.week = ARENA_NEW(a, int, (size_t)l.days / WEEK + 1);
	l.groups = ARENA_NEW(a, int64_t, count);
	for (size_t i = 0; i < count; i++)
		group_of(&l, at[i].group);
	l.day = ARENA_NEW(a, int, l.group_count * (size_t)l.days);
	for (size_t i = 0; i < count; i++)
		count_in(&l, &at[i]);
	for (size_t i = 0; i < count; i++) {
		if (!date_is_none(at[i].day))
			continue;
		at[i].day = best(&l, at[i].group, at[i].least, at[i].most);
		if (date_is_none(at[i].day))
			at[i].day = best(&l, at[i].group, at[i].least, date_add(at[i].least, STRETCH_DAYS));
		count_in(&l, &at[i]);
	}
}
