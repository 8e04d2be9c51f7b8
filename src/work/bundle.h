/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/bundle - the papers of a child's cases as one PDF for the tribunal: in order, with an index, page numbers and
 * bookmarks; what must not be told is taken out.
 * Touches the store; WeasyPrint, qpdf, mutool and pdftotext run as confined children, their files in a folder of their own. */
#ifndef WORK_BUNDLE_H
#define WORK_BUNDLE_H

#include "work/case.h"

/* text: a letter, a version of the plan, what somebody wrote on the case (a request, advice, grounds of an appeal), a plain
 * text: words can be blacked out. pages: a PDF, whole pages and words can be taken
 * out. picture: in or out. apart: of a kind that cannot be joined; the index says that it comes beside the bundle. */
enum bundle_form { BUNDLE_TEXT, BUNDLE_PAGES, BUNDLE_PICTURE, BUNDLE_APART };
struct bundle_paper {
	struct str key;                 /* names it in a form: "d12", "p3-1", "e3-4" */
	struct str name, kind, part;    /* part: of the index, from rulebook/code/bundle-part.csv */
	int64_t rank;                   /* of its part, then by day: the order to begin with */
	struct date day;
	enum bundle_form form;
	struct case_file *c;            /* the case it is of */
	int64_t document_id, plan_version, event_seq, bytes;   /* event_seq: what somebody wrote on the case itself */
	struct str sha256, mime;
	bool is_letter, is_taken_back;  /* it came with an event that was taken back */
	/* as chosen */
	bool is_in;
	int64_t order;
	struct str out;                 /* pages to take out: "2-3, 7"; "" none */
};
struct bundle_papers { struct bundle_paper *at; size_t count, room; };
/* May the user make one for this case? (an event of its pathway has the paper kind `bundle` or `bundle-draft`) */
bool bundle_may(const struct desk *d, const struct case_file *c);
/* Every paper of all cases of the child that this user may open, in the order to begin with; what came with an event that was taken
 * back is not in (is_in) until somebody takes it in. An audit row for each case. */
MUST const struct fault *bundle_papers(struct desk *d, struct case_file *c, struct bundle_papers *out);

struct bundle_order {
	struct bundle_papers *papers;   /* those that are in are taken, by `order` */
	struct str hide;                /* words to black out, one a line */
	struct str why;                 /* why something was taken out: printed in its place */
	bool is_final;                  /* goes to the tribunal and the family; else a draft to look through */
};
/* What was done in one paper with the words to black out. is_read: false for what no program reads the words of. Pages by their
 * number in the whole paper, "2-3, 7". */
struct bundle_seen {
	struct str name;                /* with those words blacked out */
	bool is_read;
	int64_t places;
	struct str bare;                /* of a PDF: pages without a text, scans perhaps; "" none */
	struct answers found;           /* of a PDF: each word, and how often it stood there */
	struct str stay;                /* of a PDF: pages on which a word cannot be taken out; "" none */
};
struct bundle_seens { struct bundle_seen *at; size_t count, room; };
/* not_found: words that were nowhere; seen: each paper of the bundle, when there were words */
struct bundle_made { int64_t papers, pages, hidden; struct str not_found; struct bundle_seens seen; };
/* Makes it and records it on the case with its file (event bundle_draft or bundle_final).
 *   out   nothing chosen; pages that are not there; a PDF that cannot be read, or from which a word cannot be taken (field: its
 *         key): nothing is made
 * Faults: as case_record; FAULT_OUTSIDE when WeasyPrint, qpdf or mutool fail. */
MUST const struct fault *bundle_make(struct desk *d, struct case_file *c, const struct bundle_order *o, struct problems *out,
				     struct bundle_made *made);

/* A stored PDF without some of its pages and some words, as a bundle has it: its other pages alone come along, no script, form or
 * attachment.
 *   folder   of the caller's own (file_folder)
 *   out      pages to take out: "2-3, 7"; "" none
 *   words    one a line, looked for without regard to case, accents and ends of lines; "" none
 *   path     where it lies, in the folder
 *   seen     its name is not set
 *   end      anything but BUNDLE_CUT_DONE: there is no such file */
enum bundle_cut { BUNDLE_CUT_DONE, BUNDLE_CUT_UNREAD, BUNDLE_CUT_NO_SUCH_PAGES, BUNDLE_CUT_NOTHING_LEFT, BUNDLE_CUT_WORDS_STAY };
MUST const struct fault *bundle_cut(struct desk *d, struct str folder, struct str sha256, struct str out, struct str words,
				    struct str *path, struct bundle_seen *seen, enum bundle_cut *end);
/* Text with each of `words` (one a line) taken out, whatever its case; hidden and each as bundle_black. */
struct str bundle_black_text(struct arena *a, struct str text, struct str words, int64_t *hidden, struct answers *each);
/* A word was found so often more. */
void bundle_found(struct arena *a, struct answers *found, struct str word, int64_t count);
/* So were all of `more`. */
void bundle_found_all(struct arena *a, struct answers *found, const struct answers *more);
/* The words of `found` that were nowhere, "a, b"; "" none. */
struct str bundle_nowhere(struct arena *a, const struct answers *found);

/* Exposed for tests: words blacked out in the text of a page, tags and what stands in them left alone. Each of `words` is
 * looked for without regard to case.
 *   hidden   how often; per line of `words` when `each` is not NULL */
struct str bundle_black(struct arena *a, struct str html, struct str words, int64_t *hidden, struct answers *each);
/* "2-3, 7" of a paper with `pages` pages: what stays, in the words of qpdf ("1,4-6,8-z"; "" nothing stays).
 * False when it is no list of pages of it. */
bool bundle_pages_left(struct arena *a, struct str out, int64_t pages, struct str *left, int64_t *count);

#endif
