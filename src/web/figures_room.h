/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/figures_room - what the pages of figures share: counts, tables, bars.
 * Touches work/measure. */
#ifndef WEB_FIGURES_ROOM_H
#define WEB_FIGURES_ROOM_H

#include "web/view_figures.h"

enum { FIGURES_MOST = 6, FIGURES_YEARS = 7 };
/* A lead measure with those beside it, counted for one time. */
struct figure_family {
	const struct measure *at[FIGURES_MOST];
	struct measure_counts counts[FIGURES_MOST];
	size_t count;
};
void figure_family_of(const struct desk *d, const struct measure *lead, struct figure_family *out);
MUST const struct fault *figure_family_count(struct desk *d, struct figure_family *f, struct measure_time time);
/* "58.7%", or "5 (2)" of a measure that is two counts; a dash without any. */
struct str figure_text(struct arena *a, const struct measure *m, struct measure_count c);
/* "31 of 53"; "" of a measure that is two counts. */
struct str figure_note(struct desk *d, const struct measure *m, struct measure_count c);
/* The address of the cases behind; year 0: a measure of today. "" when the user may not open them. */
struct str figure_address(struct desk *d, const struct measure *m, int64_t authority, int year, struct str part);
/* The name of a part: of a code, a stage, a school, an officer. */
MUST const struct fault *figure_part_label(struct desk *d, const struct measure *m, struct str part, struct str *out);
/* A measure by school or officer, of the councils whose cases the user may open: most counted first. */
MUST const struct fault *figure_named_block(struct desk *d, struct figure_family *f, const struct measure_areas *areas,
					    struct figure_block *out);
/* The table and bars of a family, by council, or by part and council. */
struct figure_block figure_block_of(struct desk *d, struct figure_family *f, const struct measure_areas *areas, int year);
/* The time of a measure: the year, or for one that is of today all days. */
struct measure_time figure_time(const struct measure *m, int year);

#endif
