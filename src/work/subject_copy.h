/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/subject_copy - what the files that write a copy of what is held share; nobody else includes it.
 * Touches jansson. Whatever goes through copy_plain, _text and _cells has the words of the request blacked out. */
#ifndef WORK_SUBJECT_COPY_H
#define WORK_SUBJECT_COPY_H

#include <jansson.h>

#include "core/out.h"
#include "work/subject_room.h"

/* A copy that is being written: the page to read, the tree for programs, the tables. */
struct copy {
	struct desk *d;
	struct arena *a;
	const struct subject *s;
	struct out html;
	json_t *root;
	struct out papers, happened, messages, looked, also, withheld;  /* tables */
	struct subject_made *made;
};
struct str copy_words(const struct copy *w, const char *key);
/* Nothing is put for an empty text or an absent day. */
void copy_text(const struct copy *w, json_t *to, const char *name, struct str text);
void copy_day(const struct copy *w, json_t *to, const char *name, struct date day);
json_t *copy_list(const struct copy *w, const char *name);
void copy_tag(struct copy *w, const char *name, struct str text);
void copy_row(struct copy *w, struct str name, struct str value);
void copy_cells(struct copy *w, struct out *o, const struct str *all, size_t count);
/* Is there such a part, and is it not left out? */
bool copy_has(const struct copy *w, const char *key);
/* Consents, messages, who looked, and the rest (sql/subject/subject_rest.sql). */
MUST const struct fault *copy_lists(struct copy *w);

#endif
