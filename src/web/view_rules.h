/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_rules - what the pages of the rules in words are given.
 * Touches nothing. */
#ifndef WEB_VIEW_RULES_H
#define WEB_VIEW_RULES_H

#include "web/web.h"

struct rules_row { const struct pathway *pathway; size_t steps; struct str tag, status; };
struct rules_theme { struct str name; struct rules_row *at; size_t count, room; };
struct rules_list_view {
	struct frame frame;
	struct rules_theme *at; size_t count, room;     /* with the processes that hold every word of `query`; none is empty */
	size_t found;                                   /* processes in all */
	struct str query;
};

/* A limit that follows from the day of the start alone. days: were today the start; its length is told by the rule's
 * own words, for working days and what rolls on give other days from another start. */
struct rules_limit { const struct step *step; int32_t days; };
struct rules_step {
	const struct step *step;
	struct str kind, evidence, tag, status;         /* words; tag: colour of the status, "" when it is law */
	struct str exceptions;                          /* names, with commas between */
	bool is_today;                                  /* the version of today */
};
struct rules_exceptions { const struct exception **at; size_t count, room; };
/* A box of the picture: a stage of the process. Units: RULES_PICTURE_WIDE across. */
enum { RULES_PICTURE_WIDE = 320 };
struct rules_line { struct str text; int y; bool is_name; };
struct rules_box {
	int y, high;
	bool is_end, is_here;
	struct { struct rules_line *at; size_t count, room; } lines;
};
struct rules_view {
	struct frame frame;
	const struct pathway *pathway;
	struct str tag, status;
	struct { struct rules_limit *at; size_t count, room; } limits;
	int32_t longest_days;
	struct { const struct stage **at; size_t count, room; } stages, ends;
	struct { struct rules_step *at; size_t count, room; } steps, others;    /* others: earlier and coming law */
	struct rules_exceptions exceptions, exceptions_over;    /* of today; those of a time that is over */
	const struct stage *here;       /* where the reader's own case stands; NULL: no case */
	struct str here_words;
	struct { struct rules_box *at; size_t count, room; } boxes;
	int picture_high, ends_y;       /* ends_y: of the words above the ends; 0 none */
};
/* All about a process for its page but the frame: `here` is the stage of the reader's own case, or NULL. */
void rules_fill(struct desk *d, const struct pathway *p, const struct stage *here, struct rules_view *v);
/* Places the boxes of the picture, from stages and ends. */
void rules_picture(struct arena *a, struct rules_view *v);
/* The first sentence of a rule: enough for a picture, all of it stands in the list below. */
struct str rules_first_sentence(struct str text);
/* Width of a limit's bar, of 1000. */
int rules_bar(const struct rules_view *v, const struct rules_limit *limit);

#endif
