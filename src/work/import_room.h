/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/import_room - what the files of import share; nobody else includes it.
 * Touches nothing. */
#ifndef WORK_IMPORT_ROOM_H
#define WORK_IMPORT_ROOM_H

#include "rules/match.h"
#include "work/import.h"

struct import_run {
	const struct import_order *o;
	struct import_result *out;
	struct arena *keep;             /* lives as long as the result */
	int *columns;                   /* where each column of the map stands in the file; -1 is not there */
	struct match_weights weights;
	size_t row, from, to;
	struct import_result before;    /* as it was before these rows: a job may be run again, or not be kept */
};
/* A field of the row being read, tidied as its column says; absent when empty or not in the file. */
struct str import_text(struct import_run *r, struct arena *a, const char *field);
struct date import_day(struct import_run *r, const char *field);
/* Counts the row; its words are kept when is_each, or when it is not simply new or the same.
 *   chance   as of import_said */
void import_say(struct import_run *r, enum import_what what, double chance, const char *form, ...) __attribute__((format(printf, 4, 5)));

MUST const struct fault *import_person(struct store *writer, struct arena *a, struct import_run *r);
MUST const struct fault *import_setting(struct store *writer, struct arena *a, struct import_run *r);

#endif
