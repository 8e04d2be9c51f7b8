/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/date - days of the proleptic Gregorian calendar, read, written and reckoned.
 * Touches nothing: no time zone, no clock. */
#ifndef CORE_DATE_H
#define CORE_DATE_H

#include <stdint.h>

#include "core/arena.h"

struct date { int32_t day; };                          /* days from 1970-01-01 */
struct now { struct date today; int64_t utc_ms; };     /* handed in, never asked for in rules */
struct ymd { int32_t year; int32_t month; int32_t day; };

#define DATE_NONE ((struct date){ INT32_MIN })

bool date_is_none(struct date d);
/* The day, or DATE_NONE when there is no such day (31 February) or the year is outside 1..9999. */
struct date date_of(int year, int month, int day);
struct ymd date_ymd(struct date d);
/* Reads YYYY-MM-DD and nothing else; DATE_NONE otherwise. */
struct date date_read(struct str iso);
/* Writes YYYY-MM-DD; absent gives "". */
struct str date_iso(struct arena *a, struct date d);
/* Writes "16 February 2026"; absent gives "". */
struct str date_words(struct arena *a, struct date d);
/* Writes "Monday 16 February 2026"; absent gives "". */
struct str date_long(struct arena *a, struct date d);
/* 0 = Sunday .. 6 = Saturday. */
int date_weekday(struct date d);
/* `n` days on (or back); absent stays absent. */
struct date date_add(struct date d, int32_t n);
/* Same day number `n` months on, the last day of a shorter month; law.md 2.0 M. */
struct date date_add_months(struct date d, int32_t n);
/* Days from a to b (b - a). Both present. */
int32_t date_between(struct date a, struct date b);
/* Whole years of age on a day; 29 February birthdays count from 1 March in common years. */
int date_age(struct date born, struct date on);
/* The day of an instant, in England (Europe/London, GMT or BST by the rule since 1996). */
struct date date_of_ms(int64_t utc_ms);
/* Minutes since midnight by the clocks in England, 0 to 1439. */
int date_minute_of_ms(int64_t utc_ms);
/* "25 November 2026, 14:05" of an instant, by the clocks in England. */
struct str date_instant(struct arena *a, int64_t utc_ms);
/* "just now", "in 3 weeks", "2 days ago", "today", seen from `today`; "" when there is no day. */
struct str date_from_now(struct arena *a, struct date d, struct date today);

#endif
