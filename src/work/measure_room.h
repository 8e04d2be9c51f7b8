/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/measure_room - what work/measure.c and the made gen/measures.c share.
 * Touches the store. */
#ifndef WORK_MEASURE_ROOM_H
#define WORK_MEASURE_ROOM_H

#include "work/measure.h"

/* What every statement of a measure takes and gives; the names of its parameters and columns are these. */
struct measure_count_in { struct date since, until, today; };
struct measure_cases_in {
	int64_t authority; struct str part; struct date since, until, today; int64_t in_top, skip, most;
};
struct measure_statement {
	const char *id;
	const struct fault *(*count)(struct store *s, struct arena *a, const struct measure_count_in *in,
				     struct measure_counts *out);
	const struct fault *(*cases)(struct store *s, struct arena *a, const struct measure_cases_in *in,
				     struct measure_cases *out);
};
/* Ended by an id of NULL (gen/measures.c). */
extern const struct measure_statement measure_statements[];

/* The two functions of one measure: its own rows become those of every measure. */
#define MEASURE(ID) \
	static const struct fault *count_##ID(struct store *s, struct arena *a, const struct measure_count_in *in, \
					      struct measure_counts *out) \
	{ \
		struct ID##_rows rows; \
		TRY(sql_##ID(s, a, &(struct ID##_in){ .since = in->since, .until = in->until, .today = in->today }, &rows)); \
		for (size_t i = 0; i < rows.count; i++) \
			LIST_PUSH(a, out, (struct measure_count){ rows.at[i].authority, rows.at[i].part, rows.at[i].top, \
								   rows.at[i].bottom }); \
		return NULL; \
	} \
	static const struct fault *cases_##ID(struct store *s, struct arena *a, const struct measure_cases_in *in, \
					      struct measure_cases *out) \
	{ \
		struct ID##_cases_rows rows; \
		TRY(sql_##ID##_cases(s, a, &(struct ID##_cases_in){ \
			.authority = in->authority, .part = in->part, .since = in->since, .until = in->until, \
			.today = in->today, .in_top = in->in_top, .skip = in->skip, .most = in->most }, &rows)); \
		for (size_t i = 0; i < rows.count; i++) \
			LIST_PUSH(a, out, (struct measure_case){ \
				rows.at[i].reference, rows.at[i].given, rows.at[i].family, rows.at[i].part, \
				rows.at[i].begun, rows.at[i].ended, rows.at[i].due, rows.at[i].is_top != 0 }); \
		return NULL; \
	}

#endif
