/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/days - the counting rules of law.md 2.0 that need a calendar.
 * Touches nothing. */
#include "rules/days.h"

/* More days or months than any rule has; larger numbers give no day. */
enum { COUNT_MOST = 4000000 };

static bool is_present(struct date d)
{
	return !date_is_none(d);
}

bool days_is_covered(struct calendar c, struct date d)
{
	struct ymd first, last, at;

	if (c.count == 0 || date_is_none(d))
		return false;
	first = date_ymd(c.holidays[0]);
	last = date_ymd(c.holidays[c.count - 1]);
	at = date_ymd(d);
	return at.year >= first.year && at.year <= last.year;
}

static bool is_listed(const struct date *days, size_t count, struct date d)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (days[middle].day == d.day)
			return true;
		if (days[middle].day < d.day)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

bool days_is_working(struct calendar c, struct date d)
{
	int weekday = date_weekday(d);

	return weekday != 0 && weekday != 6 && !is_listed(c.holidays, c.count, d);
}

/* In August, or from 25 December to 1 January: the tribunal's own days of rest. */
static bool is_tribunal_rest(struct date d)
{
	struct ymd p = date_ymd(d);

	return p.month == 8 || (p.month == 12 && p.day >= 25) || (p.month == 1 && p.day == 1);
}

static bool is_tribunal_working(struct calendar c, struct date d)
{
	return days_is_working(c, d) && !is_tribunal_rest(d);
}

/* The n-th day that is good, after or before `from`; ends where the table ends. */
static struct date days_step(struct calendar c, int64_t n, struct date from,
			     bool (*good)(struct calendar c, struct date d))
{
	int32_t way = n < 0 ? -1 : 1;
	int64_t left = n < 0 ? -n : n;
	struct date d = from;

	if (!days_is_covered(c, from) || left > COUNT_MOST)
		return DATE_NONE;
	while (left > 0) {
		d = date_add(d, way);
		if (!days_is_covered(c, d))
			return DATE_NONE;
		left -= good(c, d);
	}
	return d;
}

struct date days_working(struct calendar c, int64_t n, struct date from)
{
	return n < -COUNT_MOST ? DATE_NONE : days_step(c, n, from, days_is_working);
}

struct date days_working_beginning(struct calendar c, int64_t n, struct date from)
{
	if (n < 1 || !days_is_covered(c, from))
		return DATE_NONE;
	return days_working(c, days_is_working(c, from) ? n - 1 : n, from);
}

struct date days_tribunal_filing(struct calendar c, struct date d)
{
	struct ymd p;

	if (!days_is_covered(c, d))
		return DATE_NONE;
	p = date_ymd(d);
	if (p.month == 8)
		return days_working(c, 1, date_of(p.year, 8, 31));
	if (is_tribunal_rest(d))
		return days_working(c, 1, date_of(p.month == 12 ? p.year + 1 : p.year, 1, 1));
	return days_is_working(c, d) ? d : days_working(c, 1, d);
}

struct date days_tribunal_skipping(struct calendar c, struct date from, struct date to)
{
	struct date end = to;

	if (!days_is_covered(c, from) || date_is_none(to) || to.day < from.day || to.day - from.day > COUNT_MOST)
		return DATE_NONE;
	for (struct date d = from; d.day < end.day;) {
		d = date_add(d, 1);
		if (is_tribunal_rest(d))
			end = date_add(end, 1);
	}
	if (!days_is_covered(c, end))
		return DATE_NONE;
	return days_is_working(c, end) ? end : days_working(c, 1, end);
}

struct date days_tribunal_working(struct calendar c, int64_t n, struct date from)
{
	return n < -COUNT_MOST ? DATE_NONE : days_step(c, n, from, is_tribunal_working);
}

struct date days_school(const struct date *school_days, size_t count, int64_t n, struct date from)
{
	size_t after = 0, before;

	if (date_is_none(from) || n == 0 || n > COUNT_MOST || n < -COUNT_MOST)
		return n == 0 ? from : DATE_NONE;
	while (after < count && school_days[after].day <= from.day)
		after++;
	if (n > 0)
		return (uint64_t)n <= count - after ? school_days[after + (size_t)n - 1] : DATE_NONE;
	before = after;
	while (before > 0 && school_days[before - 1].day >= from.day)
		before--;
	return (uint64_t)-n <= before ? school_days[before - (size_t)-n] : DATE_NONE;
}

struct date days_add(struct date d, int64_t n)
{
	int64_t day;

	if (date_is_none(d) || n > COUNT_MOST || n < -COUNT_MOST)
		return DATE_NONE;
	day = d.day + n;
	if (day < date_of(1, 1, 1).day || day > date_of(9999, 12, 31).day)
		return DATE_NONE;
	return date_add(d, (int32_t)n);
}

struct date days_months(struct date d, int64_t n)
{
	int64_t month;
	struct ymd p;

	if (date_is_none(d) || n > COUNT_MOST || n < -COUNT_MOST)
		return DATE_NONE;
	p = date_ymd(d);
	month = (int64_t)p.year * 12 + p.month - 1 + n;
	if (month < 12 || month >= (int64_t)10000 * 12)
		return DATE_NONE;
	return date_add_months(d, (int32_t)n);
}

struct date days_months_beginning(struct date from, int64_t n)
{
	struct date end = days_months(from, n);

	if (date_is_none(end))
		return DATE_NONE;
	/* A clamped end is already the last day of the period. */
	return date_ymd(end).day == date_ymd(from).day ? days_add(end, -1) : end;
}

struct date days_birthday(struct date born, int64_t n)
{
	struct date d = n < 0 || n > 200 ? DATE_NONE : days_months(born, n * 12);

	if (is_present(d) && date_ymd(d).day != date_ymd(born).day)
		return days_add(d, 1);
	return d;
}

int64_t days_school_year(struct date born, struct date on)
{
	struct ymd b = date_ymd(born), o = date_ymd(on);
	int birth_year = b.month >= 9 ? b.year : b.year - 1;
	int year = o.month >= 9 ? o.year : o.year - 1;

	return year - birth_year - 5;
}

struct date days_last_friday_june(int64_t year)
{
	struct date d = year < 1 || year > 9999 ? DATE_NONE : date_of((int)year, 6, 30);

	return date_is_none(d) ? d : date_add(d, -((date_weekday(d) + 2) % 7));
}

struct date days_on_or_after(struct date d, int64_t month, int64_t day)
{
	struct ymd p;

	if (date_is_none(d) || month < 1 || month > 12 || day < 1 || day > 31)
		return DATE_NONE;
	p = date_ymd(d);
	/* Nine years always hold a 29 February. */
	for (int year = p.year; year < p.year + 9; year++) {
		struct date found = date_of(year, (int)month, (int)day);

		if (is_present(found) && found.day >= d.day)
			return found;
	}
	return DATE_NONE;
}
