/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_figures - what the pages of figures are given.
 * Touches nothing. */
#ifndef WEB_VIEW_FIGURES_H
#define WEB_VIEW_FIGURES_H

#include "web/view_part.h"
#include "web/web.h"
#include "work/measure.h"

/* One bar of a chart: text says what it shows; tenths: per mille of its whole. */
struct figure_bar { struct str label, measure, text; int64_t mille; bool is_second; };
struct figure_bars { struct figure_bar *at; size_t count, room; };
/* A measure with those beside it: their definitions, one table, its bars. */
struct figure_block {
	const struct measure *lead;
	struct table_view table;
	struct figure_bars bars;
	struct { const struct measure **at; size_t count, room; } measures;
	bool has_two;                           /* the bars show two rates */
};
struct figures_view {
	struct frame frame;
	int year;
	struct str csv, lead;
	struct { struct crumb *at; size_t count, room; } named;         /* figures with a page of their own */
	struct crumb years[8]; size_t year_count;
	struct str here;
	struct { struct figure_block *at; size_t count, room; } blocks;
};
struct figure_cases_view {
	struct frame frame;
	const struct measure *measure;
	struct str sentence, csv, base;
	struct table_view table;
	int64_t page, pages;
};

#endif
