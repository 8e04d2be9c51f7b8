/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/pathway - where a process stands: reckoned from its events and the rulebook alone.
 * Touches nothing: events, rulebook and today's date come in, state goes out. */
#ifndef RULES_PATHWAY_H
#define RULES_PATHWAY_H

#include "rulebook/rulebook.h"
#include "rules/expr.h"

/* Who was asked: an event with `asks: KIND` carries one answer for each ask that it opens, named
 * "ask.SUBJECT" with the text "ORGANISATION_ID ROLE" (e.g. ask.advice-ep = "12 ep"); later events about
 * it carry the subject. An ask is closed in the states answered and withdrawn, else open. */

/* An answer of an event's form, or a fact of the person (born, ncy, school ...). */
struct answer { struct str name, text; };
struct answers { struct answer *at; size_t count, room; };
struct str answers_get(const struct answers *list, struct str name);   /* absent when none */

struct happened {
	int64_t seq;
	struct str name, subject;
	struct date day;
	struct answers fields;
	int64_t corrects;       /* 0 or the seq that it takes the place of */
	bool is_struck;         /* corrected by a later one: not reckoned with; filled by pathway_reckon */
	struct str reason, actor, account_name;
	int64_t account_id, recorded_ms;
};

enum step_state { STEP_NOT_YET, STEP_OPEN, STEP_LATE, STEP_DONE, STEP_DONE_LATE, STEP_NOT_APPLIES };
struct step_line {
	const struct step *step;
	struct str subject;             /* of a clock per ask */
	enum step_state state;
	struct date due, to, from, done; /* from: the day counted from */
	struct date plan_to_send;       /* last working day on or before due */
	bool is_planned;                /* counted from the day asked: the real start is not known yet */
	int32_t late_days;              /* done or today after due; 0 when in time */
	const struct exception *exception; /* claimed and available: the fixed limit is lifted */
	int64_t exception_seq;
};
struct ask_line {
	struct str subject, kind, role, state;
	int64_t organisation_id, account_id;
	struct date asked, received, due, answered;
	struct date ended;              /* day it was answered or withdrawn; DATE_NONE while it is open */
};
/* One party had the process from a day on, until the next of the list has it. seq: of the event that gave it to them. */
struct hand { struct str holder; struct date from; int64_t seq; };
struct exception_line {
	const struct exception *exception;
	bool is_available;
	bool is_known;                  /* the facts it needs are there */
	struct date window_from, window_to;
	struct str step; int64_t seq;   /* where it was claimed; "" and 0 when not */
};
struct case_state {
	struct date start;
	const struct stage *stage;
	struct str holder; struct date holder_since;
	int64_t holder_seq;             /* the event that gave it to the holder; 0 none */
	struct hand *hands; size_t hand_count, hand_room;       /* all who had it, in order; the last is the holder */
	const struct step_line *next;   /* the first legal step not yet done, or NULL */
	bool is_late, is_at_risk;       /* at risk: due within 14 days, or a step before it is late */
	struct step_line *steps; size_t step_count, step_room;
	struct ask_line *asks; size_t ask_count, ask_room;
	struct exception_line *exceptions; size_t exception_count, exception_room;
	const struct event_kind **offers; size_t offer_count, offer_room; /* may happen next */
	struct date decided, issued, closed, whole, planned;
	/* The first day after today on which stage, holder, next step or outcome may be different though nothing new
	 * happens; DATE_NONE: never. Lateness is no part of it: who shows it compares the due day with today. */
	struct date changes;
	struct str outcome;
};

/* The state of a process on `today`.
 *   events   in order of seq; struck ones are marked
 *   facts    of the person and the process: born, school_type, need ... ; may be empty
 *   law      law.md 2.0, 2.1; the versions in force on the start day are used */
struct case_state pathway_reckon(struct arena *a, const struct rulebook *book,
				 const struct pathway *p, struct happened *events, size_t count,
				 const struct answers *facts, struct date today);
/* The same without what may happen next and without the exceptions that nobody claimed: for many at once. */
struct case_state pathway_stand(struct arena *a, const struct rulebook *book, const struct pathway *p,
				struct happened *events, size_t count, const struct answers *facts, struct date today);
/* What an expression of the pathway (an `answer:`, the `of` of a `rate:`) gives in this state. */
struct value pathway_value(struct arena *a, const struct rulebook *book, const struct pathway *p,
			   const struct expr *e, struct happened *events, size_t count,
			   const struct answers *facts, const struct case_state *state, struct date today);
/* Did an event of this name happen, and was not taken back? */
bool happened_has(const struct happened *events, size_t count, struct str name);
/* Does a condition of the pathway (`if` of what an event opens, `anew`, `second_while`) hold? NULL does; what is absent or "no" does not. */
bool pathway_holds(struct arena *a, const struct rulebook *book, const struct pathway *p, const struct expr *e,
		   struct happened *events, size_t count, const struct answers *facts, const struct case_state *state,
		   struct date today);
/* What a letter that goes with `event` (NULL: none) about `subject` ("" none) sees: names as everywhere, `day` the
 * event's day, its answers first. Lives in the arena. */
struct expr_world pathway_world(struct arena *a, const struct rulebook *book, const struct pathway *p,
				struct happened *events, size_t count, const struct answers *facts,
				const struct case_state *state, const struct happened *event, struct str subject,
				struct date today);
/* Does the exception's computed test hold for this step of the state (NULL: for any day)?
 *   is_known   set false when a fact that the test needs is not there (the answer is then no) */
bool pathway_exception_holds(struct arena *a, const struct rulebook *book, const struct pathway *p,
			     const struct exception *e, struct happened *events, size_t count,
			     const struct answers *facts, const struct case_state *state,
			     const struct step_line *line, struct date today, bool *is_known);
/* Late is a matter of steps that somebody must do by a day; windows and first days are only told. */
bool pathway_can_be_late(const struct step *step);
/* Is the start of the process reckoned from this event? It may begin one, and may itself be earlier than the start so far. */
bool pathway_starts(const struct pathway *p, const struct event_kind *e);
/* May `e` be recorded now with these answers? Adds the problems of its form and of its refusals.
 *   day      the day it happened; later than today is a problem */
void pathway_check(struct arena *a, const struct rulebook *book, const struct pathway *p,
		   const struct event_kind *e, struct happened *events, size_t count,
		   const struct answers *facts, const struct happened *now, struct date today,
		   struct problems *out);
/* Checks typed answers against a form alone (must, length, dates, codes). */
void form_check(struct arena *a, const struct rulebook *book, const struct form *f,
		const struct answers *typed, struct date today, struct problems *out);
/* Is a page or field of a form asked, given these answers? `when` is its own; NULL is yes. */
bool form_asks(struct arena *a, const struct rulebook *book, const struct expr *when, const struct answers *typed,
	       struct date today);
/* Last working day on or before `d`. */
struct date day_to_send(struct date d, const struct date *holidays, size_t count);

#endif
