/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/demo_room - what demo*.c share among themselves; nobody else includes it.
 * Touches the store. */
#ifndef WORK_DEMO_ROOM_H
#define WORK_DEMO_ROOM_H

#include "core/out.h"
#include "work/demo.h"

/* One process being told. */
struct demo_walk {
	struct arena *a;
	const struct demo_texts *texts;
	const struct demo_place *place;
	const struct demo_case *c;
	const struct demo_person *who;
	struct demo_days days;
	struct demo_random random;
	int64_t officer;
	struct date today, start;       /* start: of the process; nothing in it is told before */
	struct demo_events events;
	struct out fields;
};
/* A variant of a text; fields said are those of the next event told. */
struct str demo_walk_say(struct demo_walk *w, const char *key);
void demo_walk_field(struct demo_walk *w, const char *name, struct str value);
void demo_walk_number(struct demo_walk *w, const char *name, int64_t value);
void demo_walk_day(struct demo_walk *w, const char *name, struct date value);
/* Adds an event with the fields said since the last one, on the working day on or before `day`; a day that has not come
 * drops it. Events of one day stay in the order in which they were told. */
void demo_walk_tell(struct demo_walk *w, const char *name, struct str subject, struct date day, const char *actor,
		    int64_t account);
void demo_walk_officer(struct demo_walk *w, const char *name, struct date day);

/* The lists that people are put together from. */
struct demo_lists { struct demo_table given, family, adult, streets, localities, settings; int64_t family_weight; };
/* Rows of demo/processes.csv at most; so many processes of each have their letters, the first of each borough. */
enum { DEMO_OTHERS_MOST = 100, DEMO_OTHERS_WITH_LETTERS = 3 };

/* One borough being written. */
struct demo_filling {
	const struct demo_order *order;
	struct demo_table users;
	struct demo_lists lists;
	struct demo_table others;       /* demo/processes.csv */
	int64_t others_made[DEMO_OTHERS_MOST], others_before[DEMO_OTHERS_MOST]; /* of each of its rows in this borough; before the chunk */
	struct demo_texts texts;
	struct demo_place place;
	int64_t code;
	int index;
	const struct demo_cases *cases;
	size_t from, to;                /* the chunk being written */
	size_t young;                   /* the case whose young person signs in (demo/users.csv); SIZE_MAX none */
};
/* The child of a case, as written. */
struct demo_child { const struct demo_case *c; const struct demo_person *who; int64_t person, officer; uint64_t number; };
/* A process with its events, and what they come to.
 *   which   tells processes of one child apart
 *   letters the family's letters are made too */
MUST const struct fault *demo_process_fill(struct store *writer, struct arena *a, struct demo_filling *f,
					   const struct demo_child *child, const char *pathway, uint64_t which,
					   const struct demo_events *events, bool letters, int64_t *process);
/* A version of the plan on a process: the invented sections, or (old) those of the version before with `changed` ones.
 *   e, seq   the event that sent it
 *   is_changed  sections B and F say something new
 *   is_anew a first draft, or one after a new assessment: no school is named, K lists the advice of the process
 *   next    what section I names from September; "" nothing new */
MUST const struct fault *demo_plan_fill(struct store *writer, struct arena *a, struct demo_filling *f,
					const struct demo_child *child, int64_t process, int64_t version, bool is_final,
					bool is_changed, bool is_anew, struct str next, const struct demo_event *e, int64_t seq);
/* The versions of the plan that the process sent: one for each event that freezes one (a draft, a notice of changes, a final plan). */
MUST const struct fault *demo_plan_sent(struct store *writer, struct arena *a, struct demo_filling *f, const struct demo_child *child,
					const char *pathway, int64_t process, const struct demo_events *events, struct str next);
/* Is the plan's next review so near, or just done, that its text is wanted? */
bool demo_review_is_near(const struct demo_filling *f, const struct demo_case *c, uint64_t number);
/* The rounds of review of a child with a plan: the open one, and the last when it is not long done. */
MUST const struct fault *demo_reviews_fill(struct store *writer, struct arena *a, struct demo_filling *f,
					   const struct demo_child *child);

/* Which move comes for the child next September (rulebook/code/phase.csv); "" none. */
struct str demo_transfer_phase(struct arena *a, const struct demo_filling *f, const struct demo_child *child);
/* The move to the next school or college, when it comes next September: as far as it has got. */
MUST const struct fault *demo_transfer_fill(struct store *writer, struct arena *a, struct demo_filling *f,
					    const struct demo_child *child);

/* The processes that the rows of demo/processes.csv give this child. */
MUST const struct fault *demo_others_fill(struct store *writer, struct arena *a, struct demo_filling *f,
					  const struct demo_child *child);
/* The events of one of them. */
struct demo_events demo_other_walk(struct arena *a, const struct demo_table *table, size_t row, const struct demo_texts *texts,
				   const struct demo_place *place, const struct demo_child *child, uint64_t seed, struct date today);
/* May a child of this case have one? */
bool demo_other_fits(const struct demo_table *table, size_t row, const struct demo_case *c, int64_t council);
/* Law that is proposed, switched on in the borough that has processes of it. */
MUST const struct fault *demo_regimes_fill(struct store_pool *pool, struct arena *a, const struct demo_filling *f);

#endif
