/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/measure - figures as two counts, and the cases behind each.
 * Touches the store and the access rule. A measure is text (rulebook/measure/) and two statements (sql/measure/): no
 * measure has C of its own. */
#ifndef WORK_MEASURE_H
#define WORK_MEASURE_H

#include "work/desk.h"

/* A calendar year; of a measure that is of today: every day. */
struct measure_time { struct date since, until; };
struct measure_time measure_year(int year);
struct measure_time measure_ever(void);

/* A rate stays two counts until it is shown. */
struct measure_count { int64_t authority; struct str part; int64_t top, bottom; };
struct measure_counts { struct measure_count *at; size_t count, room; };
/* By council and part. FAULT_ABSENT: the user may see no figures. No audit row: nobody is named. */
MUST const struct fault *measure_count(struct desk *d, const struct measure *m, struct measure_time time,
				       struct measure_counts *out);
/* Sums over the councils and parts that match (0 and "": all). */
struct measure_count measure_sum(const struct measure_counts *counts, int64_t authority, struct str part);

struct measure_case { struct str reference, given, family, part; struct date begun, ended, due; bool is_top; };
struct measure_cases { struct measure_case *at; size_t count, room; };
struct measure_query {
	int64_t authority;
	struct str part;                /* "": all */
	struct measure_time time;
	int in_top;                     /* 1 those of the numerator, 0 the others, -1 all */
	int64_t page, page_rows;        /* page from 1; page_rows 0: all */
};
/* The cases behind a figure of a council; leaves an audit row (verb: view, or export for a table).
 * FAULT_ABSENT when the user may not see the cases of this council. */
MUST const struct fault *measure_cases(struct desk *d, const struct measure *m, const struct measure_query *q,
				       struct str verb, struct measure_cases *out);
/* Every measure of the rulebook has its statements in this program: a problem, named by file and line, for each that has
 * none. */
void measure_prove(const struct rulebook *book, struct arena *a, struct problems *out);
/* What lets this user see (verb) the cases behind figures of the council, and whether. */
struct access_answer measure_opener(const struct desk *d, int64_t authority, struct str verb);
/* May this user see the cases behind figures of the council? */
bool measure_may_open(const struct desk *d, int64_t authority);
/* The process whose stages are the parts ("stage.NA"), or NULL. */
const struct pathway *measure_pathway(const struct rulebook *book, const struct measure *m);
/* A part in words: of its code list, or the name of the stage. */
/* Are its parts schools or officers, many and by their ids? */
bool measure_is_named(const struct measure *m);
struct str measure_part_label(const struct rulebook *book, const struct measure *m, struct str part);

struct measure_area { int64_t authority; struct str name; };
struct measure_areas { struct measure_area *at; size_t count, room; };
/* The councils of this installation, by name. */
MUST const struct fault *measure_areas(struct desk *d, struct measure_areas *out);

#endif
