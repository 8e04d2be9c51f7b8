/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/expr - the small language in which the rulebook says dates and conditions.
 * Touches nothing: what is known comes in, a value goes out. Language: docs/rulebook.md. */
#ifndef RULES_EXPR_H
#define RULES_EXPR_H

#include "core/date.h"
#include "core/fault.h"

enum value_kind { VALUE_ABSENT, VALUE_DATE, VALUE_INT, VALUE_BOOL, VALUE_TEXT };
struct value { enum value_kind kind; struct date date; int64_t number; struct str text; };
/* Values for a world to answer with; DATE_NONE is absent. */
struct value value_date(struct date d);
struct value value_known(struct str text);      /* an empty text is absent */
struct value value_bool(bool b);

/* What an expression can ask for. Each may be NULL; `ctx` is handed through. */
struct expr_world {
	const void *ctx;
	/* A bare name: an event's day, a form answer, a fact. */
	struct value (*name)(const void *ctx, struct str name);
	/* count(NAME) */
	int64_t (*count)(const void *ctx, struct str name);
	/* open(KIND), all(KIND): asks of a kind still open, asks in all */
	int64_t (*open)(const void *ctx, struct str kind);
	int64_t (*all)(const void *ctx, struct str kind);
	/* first(NAME): the earliest day of an event; due('STEP'), done('STEP'): days of another step.
	 * `what` is the function's name. */
	struct value (*about)(const void *ctx, struct str what, struct str of);
	const struct date *holidays; size_t holiday_count;      /* sorted */
	const struct date *school_days; size_t school_day_count; /* sorted; for SD */
	struct date today;
	/* Not NULL: becomes the first day after `today` on which what was reckoned may be different, when that is
	 * sooner than what stands there. */
	struct date *changes;
};

struct expr;
/* Parses; on a slip gives NULL and adds a problem (field = `place`, words say what and where). */
const struct expr *expr_read(struct arena *a, struct str text, struct str place, struct problems *out);
struct value expr_reckon(const struct expr *e, const struct expr_world *world, struct arena *a);
bool expr_is_true(const struct expr *e, const struct expr_world *world, struct arena *a);
struct date expr_date(const struct expr *e, const struct expr_world *world, struct arena *a);
/* Calls `each` for every bare name in it (for proofs and for "why"). */
void expr_names(const struct expr *e, void (*each)(void *ctx, struct str name), void *ctx);
/* The same for all that it refers to: names of events, answers and facts; kinds of ask; step ids. */
enum reference_kind { REFERENCE_NAME, REFERENCE_ASK, REFERENCE_STEP };
void expr_references(const struct expr *e, void (*each)(void *ctx, enum reference_kind kind, struct str name),
		     void *ctx);
/* Does it count working days somewhere (WD, WDB, TRIB, TWD ...)? Then days off between its dates were passed over. */
bool expr_counts_working_days(const struct expr *e);
/* The name when the expression is nothing else; absent for any other. */
struct str expr_name_alone(const struct expr *e);
/* True for the names that every pathway knows without saying so: start day subject asked step_from step_due stage
 * is_ended. */
bool expr_is_built_in_name(struct str name);

#endif
