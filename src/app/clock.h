/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/clock - dated events as JSON in, the dates that follow as JSON out.
 * Touches nothing: texts come in and go out. */
#ifndef APP_CLOCK_H
#define APP_CLOCK_H

#include "core/out.h"
#include "rules/pathway.h"

/* One process as it was told: events that the pathway knows, and the rest as facts. */
struct clock_case { struct happened *events; size_t event_count, event_room; struct answers facts; };
struct clock_cases { struct clock_case *at; size_t count, room; };

/* Reads {"event": "2026-01-05", "other": ["2026-01-05", ...], "fact": "text", ...}, {"case": {...}} or
 * {"cases": [{...}, ...]}. Keys that the pathway does not know are passed over.
 * A fact of the pathway must be of its type, and its words understood.
 *   many   set true for "cases"
 *   out    what is wrong, all at once; field is the key */
void clock_read(struct arena *a, const struct rulebook *book, const struct pathway *p, struct str json, struct date today,
		struct clock_cases *cases, bool *many, struct problems *out);
/* Writes {"NA-02": "2026-02-16", ...}: every step that can be told, windows as from..to, answers, and
 * exceptions as available or not available. With `explain` each with its reasons. */
void clock_write(struct arena *a, const struct rulebook *book, const struct pathway *p, struct clock_case *c,
		 struct date today, bool explain, struct out *o);
/* Writes the pathway's rates over many: {"all_cases": "7/10 = 70.0%", ...}. */
void clock_write_rates(struct arena *a, const struct rulebook *book, const struct pathway *p,
		       const struct clock_cases *cases, struct date today, struct out *o);

#endif
