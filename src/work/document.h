/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/document - files: taken in as they come, kept once by what they are, given out through the rule.
 * Touches the store, a spool file beside nothing (unlinked at once), a child that looks at it (file). */
#ifndef WORK_DOCUMENT_H
#define WORK_DOCUMENT_H

#include "work/case.h"

struct keeping;         /* a file on its way in; owned by the arena */
/* most   largest size, bytes */
MUST const struct fault *document_keep_begin(struct arena *a, int64_t most, struct keeping **out);
/* Adds bytes as they come. Over the size: the rest is dropped and keep_end says so. */
MUST const struct fault *document_keep_part(struct keeping *k, struct str bytes);
/* Finds the type from the bytes, stores the content by its hash unless it is there already. What no event, draft or letter
 * takes within a day is swept (document_sweep).
 *   field, name   of the form; the name is cleaned
 *   problems      too big, empty, of a type that is not taken (rulebook/code/file-type.csv)
 *   out           in the arena; not set when there were problems */
MUST const struct fault *document_keep_end(struct keeping *k, const struct desk *d, struct str field,
					   struct str name, struct problems *problems, struct kept_file *out);
/* A file that the program has made itself is kept as it is: nobody asks whether its type or size is taken.
 *   path, name, mime   where it lies, what it is called and is */
MUST const struct fault *document_keep_file(const struct desk *d, struct str path, struct str field, struct str name,
					    struct str mime, struct kept_file *out);
/* A document of an opened case, when the rule lets the user have it; leaves an audit row (download).
 * FAULT_ABSENT otherwise. */
MUST const struct fault *document_open(struct desk *d, const struct case_file *c, int64_t id, struct case_document *out);
/* Contents kept a day ago or earlier that nothing took are gone; how many. Some hundred an act. */
MUST const struct fault *document_sweep(struct store_pool *pool, struct arena *a, int64_t now_ms, int64_t *swept);
/* Part `seq` (0 ..; 256 KiB each) of a content; absent past the end. Any reading connection. */
MUST const struct fault *document_part(struct store *s, struct arena *a, struct str sha256, int64_t seq,
				       struct str *out);

#endif
