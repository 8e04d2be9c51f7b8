/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/scene - what an expression of a pathway can see: events, asks, answers, facts. Only pathway_*.c
 * include it.
 * Touches nothing. */
#ifndef RULES_SCENE_H
#define RULES_SCENE_H

#include "rules/pathway.h"

/* Names are looked for in this order: special names (start, day, subject, asked, step_from, step_due), the
 * answers just typed, days of events (the latest; of the subject first), answers of events (latest first), facts. */
struct scene {
	struct arena *a;
	const struct rulebook *book;
	const struct pathway *p;
	const struct happened **events; size_t count;   /* not struck, in order of day */
	const struct event_kind **kinds;        /* of each event; NULL for one that the pathway does not know */
	const struct scene_names *known;        /* which names any event or answer may have */
	struct asks_kept *kept;                 /* the asks of the last count asked for */
	const struct answers *facts;
	const struct answers *typed;            /* NULL: none */
	struct str subject;                     /* of the ask that is looked at; "" none */
	struct date asked;                      /* day that it was asked */
	struct date day;                        /* day of the event just typed */
	struct date step_from, step_due;        /* of the step that an exception is tested for */
	struct date start, today;
	struct date *changes;                   /* NULL, or as in struct expr_world */
	const struct case_state *state;         /* steps reckoned so far, for due() and done(); or NULL */
	bool is_in_fact; size_t fact_upto;      /* reckoning a fact: only those above it are seen */
	struct date *school_days; size_t school_day_count;
};

/* A name whose bit is not set stands in no event and no answer: most names that rules ask for are absent. */
struct scene_names { uint64_t bits[8]; };

/* The asks opened so far with the state that the events leave them in. */
struct scene_asks { struct ask_line *at; size_t count, room; };
/* goes_on: nobody keeps the list, so it may be carried on in place as the count grows. */
struct asks_kept { bool is_set, goes_on; size_t count; struct scene_asks asks; };

/* A scene of these events: struck ones are marked and left out, a correction stands where the corrected
 * one stood. */
struct scene scene_of(struct arena *a, const struct rulebook *book, const struct pathway *p,
		      struct happened *events, size_t count, const struct answers *facts, struct date today);
struct expr_world scene_world(const struct scene *s);
bool scene_is_true(const struct scene *s, const struct expr *e);   /* NULL is true */
struct date scene_date(const struct scene *s, const struct expr *e); /* NULL is absent */
struct scene_asks scene_asks(const struct scene *s);

#endif
