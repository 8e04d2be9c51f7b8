/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/date - days of the proleptic Gregorian calendar.
 * Touches nothing. Day-number arithmetic after H. Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms" (days_from_civil, civil_from_days). */
#include "core/date.h"

static const char *const month_names[] = { "January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December" };
static const char *const weekday_names[] = { "Sunday", "Monday", "Tuesday", "Wednesday",
	"Thursday", "Friday", "Saturday" };

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_len(int year, int month)
{
	static const int len[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : len[month - 1];
}

bool date_is_none(struct date d)
{
	return d.day == INT32_MIN;
}

struct date date_of(int year, int month, int day)
{
	int y, era, yoe, doy, doe;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > month_len(year, month))
		return DATE_NONE;
	y = year - (month <= 2);
	era = y / 400;
	yoe = y - era * 400;
	doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return (struct date){ era * 146097 + doe - 719468 };
}

struct ymd date_ymd(struct date d)
{
	int z = d.day + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;
	int month = mp < 10 ? mp + 3 : mp - 9;

	return (struct ymd){ yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1 };
}

struct date date_read(struct str iso)
{
	int part[3] = { 0, 0, 0 };
	int at = 0;

	if (iso.len != 10 || iso.at[4] != '-' || iso.at[7] != '-')
		return DATE_NONE;
	for (size_t i = 0; i < iso.len; i++) {
		if (i == 4 || i == 7) {
			at++;
			continue;
		}
		if (iso.at[i] < '0' || iso.at[i] > '9')
			return DATE_NONE;
		part[at] = part[at] * 10 + (iso.at[i] - '0');
	}
	return date_of(part[0], part[1], part[2]);
}

struct str date_iso(struct arena *a, struct date d)
{
	struct ymd p = date_ymd(d);

	return date_is_none(d) ? STR("") : arena_printf(a, "%04d-%02d-%02d", p.year, p.month, p.day);
}

struct str date_words(struct arena *a, struct date d)
{
	struct ymd p = date_ymd(d);

	if (date_is_none(d))
		return STR("");
	return arena_printf(a, "%d %s %d", p.day, month_names[p.month - 1], p.year);
}

struct str date_long(struct arena *a, struct date d)
{
	struct str words = date_words(a, d);

	if (date_is_none(d))
		return words;
	return arena_printf(a, "%s %.*s", weekday_names[date_weekday(d)], STR_ARG(words));
}

int date_weekday(struct date d)
{
	int w = (d.day + 4) % 7;

	return w < 0 ? w + 7 : w;
}

struct date date_add(struct date d, int32_t n)
{
	int32_t day;

	if (date_is_none(d) || __builtin_add_overflow(d.day, n, &day))
		return DATE_NONE;
	return (struct date){ day };
}

struct date date_add_months(struct date d, int32_t n)
{
	struct ymd p = date_ymd(d);
	int64_t months = (int64_t)p.year * 12 + p.month - 1 + n;
	int year, month;

	if (date_is_none(d) || months < 12 || months >= 120000)
		return DATE_NONE;
	year = (int)(months / 12);
	month = (int)(months % 12) + 1;
	return date_of(year, month, p.day < month_len(year, month) ? p.day : month_len(year, month));
}

int32_t date_between(struct date a, struct date b)
{
	return b.day - a.day;
}

int date_age(struct date born, struct date on)
{
	struct ymd b = date_ymd(born), o = date_ymd(on);

	if (b.month == 2 && b.day == 29 && !is_leap(o.year)) {
		b.month = 3;
		b.day = 1;
	}
	return o.year - b.year - (o.month < b.month || (o.month == b.month && o.day < b.day));
}

static struct date last_sunday(int year, int month)
{
	struct date d = date_of(year, month, 31);

	return date_add(d, -date_weekday(d));
}

/* Milliseconds by the clocks in England. */
static int64_t local_ms(int64_t utc_ms)
{
	const int64_t day_ms = 86400000, hour_ms = 3600000;
	int64_t day = utc_ms / day_ms - (utc_ms % day_ms < 0);
	struct ymd p = date_ymd((struct date){ (int32_t)day });
	int64_t on = last_sunday(p.year, 3).day * day_ms + hour_ms;
	int64_t off = last_sunday(p.year, 10).day * day_ms + hour_ms;

	return utc_ms >= on && utc_ms < off ? utc_ms + hour_ms : utc_ms;
}

struct date date_of_ms(int64_t utc_ms)
{
	const int64_t day_ms = 86400000, local = local_ms(utc_ms);

	return (struct date){ (int32_t)(local / day_ms - (local % day_ms < 0)) };
}

int date_minute_of_ms(int64_t utc_ms)
{
	return (int)(((local_ms(utc_ms) / 60000) % 1440 + 1440) % 1440);
}

struct str date_instant(struct arena *a, int64_t utc_ms)
{
	struct str day = date_words(a, date_of_ms(utc_ms));
	int minutes = date_minute_of_ms(utc_ms);

	return arena_printf(a, "%.*s, %02d:%02d", STR_ARG(day), minutes / 60, minutes % 60);
}

struct str date_from_now(struct arena *a, struct date d, struct date today)
{
	int32_t days = date_is_none(d) ? 0 : date_between(today, d);
	int32_t size = days < 0 ? -days : days;
	int32_t count = size < 14 ? size : size < 70 ? size / 7 : size < 730 ? size * 12 / 365 : size / 365;
	const char *unit = size < 14 ? "day" : size < 70 ? "week" : size < 730 ? "month" : "year";
	const char *many = count == 1 ? "" : "s";

	if (date_is_none(d))
		return STR("");
	if (days == 0)
		return STR("today");
	if (days == 1)
		return STR("tomorrow");
	if (days == -1)
		return STR("yesterday");
	return days > 0 ? arena_printf(a, "in %d %s%s", count, unit, many)
			: arena_printf(a, "%d %s%s ago", count, unit, many);
}
