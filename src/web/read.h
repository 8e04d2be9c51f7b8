/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/read - a head and a body as the struct request that pages see.
 * Touches work/document: files go to the disk part by part, never into memory. */
#ifndef WEB_READ_H
#define WEB_READ_H

#include "core/fault.h"
#include "web/head.h"
#include "web/web.h"

/* Reads name=value&... ; false when there are more than `most`. A value that is no good UTF-8 text comes as "" with
 * is_bad_text; a name like that is left out, because no page asks for it. */
bool read_pairs(struct arena *a, struct str text, size_t most, struct typed **at, size_t *count, size_t *room);
/* Path, query, cookies. What it keeps is in the arena or borrowed from the head.
 * Gives 0, or the status of a refusal (400). */
int read_head(struct arena *a, const struct head *h, struct request *out);
/* The value of a cookie; "" when it was not sent, or twice. */
struct str read_cookie(const struct head *h, const char *name);

/* A body that comes in parts: application/x-www-form-urlencoded or multipart/form-data. */
struct body;
enum {
	BODY_TEXT_MOST = 1 << 20,       /* all typed text of one form */
	BODY_FIELDS_MOST = 2000,
	BODY_FILES_MOST = 20,
};
/*   type      Content-Type as sent
 *   bytes     Content-Length
 *   refused   status when it cannot be taken: 413, 415, 400; 0 when it can */
struct body *body_start(struct arena *a, struct str type, int64_t bytes, int64_t file_most, int *refused);
/* The next bytes; what follows a refusal is dropped. */
void body_part(struct body *b, struct str bytes);
/* All bytes are there: the fields stand in r->form, files in body_files_keep.
 *   refused   400 or 413
 * Faults: FAULT_FILE when a file could not be put on the disk. */
MUST const struct fault *body_end(struct body *b, struct request *r, int *refused);
/* Did it hold fields for files, even empty ones? */
bool body_has_files(const struct body *b);
/* Stores the files of a request that may be answered and hangs them on its fields; one that is not taken has
 * `refused` words there instead. NULL is fine. Faults: FAULT_STORE, FAULT_FILE. */
MUST const struct fault *body_files_keep(struct body *b, struct desk *d, struct request *r);

#endif
