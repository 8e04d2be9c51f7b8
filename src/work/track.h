/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/track - one case as the family sees it: where is it, who has it, what comes next and by when.
 * Touches the store (names of who was asked, audit rows); the rest is reckoned from an opened case. */
#ifndef WORK_TRACK_H
#define WORK_TRACK_H

#include "work/case.h"

/* A part of the way, from rulebook/code/journey-PATHWAY.csv. passed: the case went on without it. */
enum track_mark { TRACK_DONE, TRACK_PASSED, TRACK_NOW, TRACK_NEXT };
struct track_leg { struct str name; enum track_mark mark; struct date by, done; bool is_late; };
/* A day to know: of a rule (step) or given by somebody (step is NULL: a meeting, a day for papers). */
struct track_day { struct date day, to; struct str name; const struct step_line *line; bool is_family; };
struct track_happened { struct date day; struct str words, came; int64_t seq; };  /* came: on paper; "" no */
struct track_asked {
	struct str subject, who, name, state;   /* who: "Educational psychologist"; name: the team or school; in words */
	struct date asked, due, answered;
	bool is_late, is_answered, is_consultation;
};
/* Somebody's reading or changing on one day. */
struct track_seen { struct date day; struct str who, did; int64_t times; bool is_family; };
struct track_late { struct str name, words, reason; const struct step_line *line; };

struct track {
	const struct case_file *c;
	bool is_self;                   /* the young person asked: "you" */
	struct str stage_name, next_words, can_words, rights_words;
	struct str holder_words;        /* "Asif Merrick at Liverpool Council has it" */
	struct date holder_since;
	bool is_with_family;
	const struct step_line *next;   /* the legal step that comes next, or NULL */
	struct track_leg *legs; size_t leg_count, leg_room;
	struct track_day *days; size_t day_count, day_room;             /* today or later, first comes first */
	struct track_happened *happened; size_t happened_count, happened_room; /* newest first */
	struct track_asked *asked; size_t asked_count, asked_room;
	struct track_late *late; size_t late_count, late_room;
	const struct event_kind **can; size_t can_count;                /* what they may record now */
	struct str help_name, help_phone;       /* the free advice service of the area */
};
/* The view of a case that case_open gave. Everything is in the arena. */
MUST const struct fault *track_make(struct desk *d, const struct case_file *c, struct track *out);
/* A step as a family reads it: words step.ID, or the step's own name. */
struct str track_step_name(const struct desk *d, const struct step *step);
/* What a family may do, as its button says it: words can.PATHWAY.EVENT, the title of its form, or the event's name. */
struct str track_act_name(const struct desk *d, const struct pathway *p, const struct event_kind *e);
/* Who opened or changed the record, newest day first. */
MUST const struct fault *track_seen(struct desk *d, const struct case_file *c, struct track_seen **out, size_t *count);
/* The days to know as an iCalendar file; no name in it. `uid_host` tells calendars of installations apart. */
struct str track_calendar(struct arena *a, const struct track *t, struct now now, struct str uid_host);

#endif
