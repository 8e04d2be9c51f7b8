/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/rows - the rows of tests/cases, and a small world for expressions. */
#ifndef TESTS_RULES_ROWS_H
#define TESTS_RULES_ROWS_H

#include "harness.h"
#include "rules/pathway.h"

enum { ROW_CELLS_MOST = 8 };
struct row { struct str cell[ROW_CELLS_MOST]; size_t count; int line; };
/* The next row of a CSV text after its heading, moving `*rest` and `*line`; false at the end. Cells may stand
 * in double quotes, with a quote doubled inside. Empty lines and lines that begin with # are passed over. */
bool row_next(struct arena *a, struct str *rest, int *line, struct row *out);
/* The bank holidays of rulebook/holidays.csv. */
const struct date *rows_holidays(struct arena *a, size_t *count);
/* A world that knows names from "name=value; name=value" (a value is a text), the holidays and `today`. */
struct expr_world rows_world(struct arena *a, struct str facts, struct date today);
/* "meeting 2026-02-02 place=Hall,kind=open" as the seq-th event; "advice_received/advice-ep 2026-02-02" is about that ask. */
struct happened rows_happened(struct arena *a, struct str text, int64_t seq);
/* A value as a text: 2026-01-05, 12, yes, no, 'text', absent. */
struct str value_words(struct arena *a, struct value v);

#endif
