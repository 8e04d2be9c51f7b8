/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/ical - days as an iCalendar file (RFC 5545).
 * Touches nothing. */
#ifndef CORE_ICAL_H
#define CORE_ICAL_H

#include "core/date.h"
#include "core/out.h"

/* A whole day, or (to not DATE_NONE) the days to `to`; uid says across readings that it is the same one. */
struct ical_day { struct str uid, summary, description; struct date day, to; };
/* A calendar: begin, its days, end. utc_ms: now. */
void ical_begin(struct out *o);
void ical_day(struct out *o, int64_t utc_ms, const struct ical_day *day);
void ical_end(struct out *o);

#endif
