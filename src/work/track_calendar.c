/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/track_calendar - the days to know of a case as a calendar. No name of anybody in it.
 * Touches nothing. */
#include "core/ical.h"
#include "work/track.h"

struct str track_calendar(struct arena *a, const struct track *t, struct now now, struct str uid_host)
{
	struct out o = out_start(a, 1024);
	ical_begin(&o);
	for (size_t i = 0; i < t->day_count; i++) {
		const struct track_day *day = &t->days[i];
		struct str what = day->line ? day->line->step->id : day->name;
		struct str rule = day->line ? arena_printf(a, "%.*s\n%.*s\n", STR_ARG(day->line->step->rule_words),
							   STR_ARG(day->line->step->law.cite)) : STR("");
		ical_day(&o, now.utc_ms, &(struct ical_day){
			.uid = arena_printf(a, "%.*s-%016llx@%.*s", STR_ARG(t->c->reference),
					    (unsigned long long)str_hash(what), STR_ARG(uid_host)),
			.summary = day->name, .day = day->day, .to = day->to,
			.description = arena_printf(a, "%.*s%.*s", STR_ARG(rule), STR_ARG(t->c->reference)) });
	}
	ical_end(&o);
	return out_str(&o);
}
