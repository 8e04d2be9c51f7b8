/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/bundle_room - what bundle*.c share among themselves; nobody else includes it.
 * Touches the store. */
#ifndef WORK_BUNDLE_ROOM_H
#define WORK_BUNDLE_ROOM_H

#include "core/child.h"
#include "core/out.h"
#include "work/bundle.h"
#include "work/case_room.h"

/* A paper on its way into the bundle. */
struct bundle_leaf {
	const struct bundle_paper *paper;
	struct str body;                /* HTML of a text or a picture, or of the slip that stands for pages taken out; "" */
	struct str name;                /* words blacked out */
	struct str path;                /* of a PDF: where it lies; absent */
	struct str left; int64_t left_count;    /* of a PDF: pages that stay */
	int64_t own_first, own_count;   /* pages of `body` in the rendered text, 1 .. ; 0 none */
	int64_t page;                   /* where it begins in the bundle, 1 ..; 0 comes beside */
};
struct bundle_work {
	struct desk *d;
	const struct bundle_order *o;
	struct bundle_leaf *leaves; size_t count;
	struct str folder;
	struct answers found;           /* words to black out, how often each was found */
	struct bundle_seens seen;
	int64_t hidden, pages, index_pages;
	struct str child, reference;
};
/* Notes what was done in a paper with the words; nothing when there are none. */
void bundle_seen_add(struct bundle_work *w, const struct bundle_leaf *leaf, const struct bundle_seen *seen);
/* HTML of a text paper with its heading, words blacked out. */
MUST const struct fault *bundle_text(struct bundle_work *w, struct bundle_leaf *leaf);
/* All own texts as one page of HTML, each with the bookmark "leaf N". */
struct str bundle_own(struct bundle_work *w);
struct str bundle_index(struct bundle_work *w);
/* One empty page for each of the bundle, with its number. */
struct str bundle_numbers(struct bundle_work *w);

struct str bundle_path(struct bundle_work *w, const char *name);
/* A stored content into a file. */
MUST const struct fault *bundle_content(struct bundle_work *w, struct str sha256, struct str path);
/* How many pages a PDF has. FAULT_OUTSIDE when it cannot be read. */
MUST const struct fault *bundle_count(struct bundle_work *w, struct str path, int64_t *pages);
/* A new file with these bytes. */
MUST const struct fault *bundle_file(struct bundle_work *w, struct str path, struct str bytes);
/* A program in a cage with the folder of the bundle, the only one that it may reach.
 *   most   bytes that it may say
 *   end    how it ended; may be NULL */
MUST const struct fault *bundle_run(struct bundle_work *w, const char *const *words, struct str input, size_t most, struct str *said,
				    enum child_end *end);
/* HTML to a PDF file. */
MUST const struct fault *bundle_print(struct bundle_work *w, struct str html, struct str path);
/* Where each "leaf N" begins in the rendered texts. */
MUST const struct fault *bundle_find(struct bundle_work *w, struct str path);
/* Some pages of a PDF ("1-2,4-4") as a file of their own.
 *   end   as bundle_run */
MUST const struct fault *bundle_some(struct bundle_work *w, struct str from, struct str left, struct str to, enum child_end *end);
/* A PDF without some words, in the page as in all that no reader shows, proved by two readers.
 *   from    pages alone, as bundle_some leaves them
 *   left    the pages of the whole paper that these are, as bundle_pages_left gives them: pages are told by their number in it
 *   words   one a line, as bundle_black
 *   to      a new file of the folder; there only with BUNDLE_CUT_DONE may it be used
 *   end     BUNDLE_CUT_DONE, _UNREAD, _WORDS_STAY (seen->stay: on these pages)
 * FAULT_OUTSIDE when a tool cannot be run. */
MUST const struct fault *bundle_words(struct bundle_work *w, struct str from, struct str left, struct str words, struct str to,
				      struct bundle_seen *seen, enum bundle_cut *end);
/* Index, texts and PDFs into one file with numbers and bookmarks. */
MUST const struct fault *bundle_join(struct bundle_work *w, struct str *path);

#endif
