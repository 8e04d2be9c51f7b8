/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/subject - a copy of everything that is held about somebody (UK GDPR article 15), as one archive that anybody can open
 * and a program can read. The request is a process (rulebook/pathway/sa.txt) on its clock.
 * Touches the store, files in a folder for a while, jansson, libarchive behind core/tar. */
#ifndef WORK_SUBJECT_H
#define WORK_SUBJECT_H

#include "work/bundle.h"
#include "work/case.h"

#define SUBJECT_PATHWAY "SA"

struct subject_rest_row;                /* gen/sql/subject.h */
/* What can be left out one by one. The person's own names, days and numbers are always in it. */
struct subject_part {
	struct str key, section, name;  /* section: a word of words subject.section_* */
	struct date day;
	bool is_out;
	struct str ground;              /* code of rulebook/code/withheld.csv; "" not said yet */
	bool is_pdf;                    /* single pages of it can be left out */
	struct str pages;               /* of a PDF that is_out: the pages that are left out, "2-3, 7"; "" all of it is */
	struct str cut;                 /* while the copy is made: the file with the pages that stay, without the words */
	struct bundle_seen seen;        /* of that file */
	struct str mark;                /* label of the mark that stands on it; "" none */
	struct case_file *c;            /* the case it is of; NULL: of the person */
	int64_t id;                     /* event number, document, plan version, contact or mark */
	int64_t as_of;                  /* ms: when the mark on it was made, when a draft plan was last changed; 0 neither */
	bool is_seen;                   /* somebody decided about it as it is now */
	bool is_shown;                  /* what stands here was decided on the page that was sent: subject_save keeps it */
};
struct subject_parts { struct subject_part *at; size_t count, room; };
struct subject {
	struct case_file *c;            /* the request */
	struct subject_parts parts;
	const struct subject_rest_row *rest; size_t rest_count; /* behind the parts of moves, marks and so on */
	struct str words;               /* blacked out wherever they stand, one a line */
	int64_t asker;                  /* account of the parent or young person who asked; 0 none, or staff opened it */
	bool is_short;                  /* marks keep parts from this user: somebody who sees all must make the copy */
	struct { struct case_file **at; size_t count, room; } cases;
};
/* May the user make one here? (the pathway offers an event whose paper is `copy`, which the rule lets them record). A flag of
 * restriction or objection keeps nobody's own record from them. */
bool subject_may(const struct desk *d, const struct case_file *c);
/* Every part with what was decided so far: what is marked, and how to reach others than who asked (who asked too when the
 * address is marked), begins as left out; so does what was marked after it was decided. FAULT_ABSENT for who may not. */
MUST const struct fault *subject_open(struct desk *d, struct case_file *c, struct subject *out);
/* Keeps what stands in the parts that were shown (is_shown: is_out, ground, pages, as_of) and words. Problems: field "ground-KEY" for
 * a shown part left out without a ground, or a ground that is none; "pages-KEY" for pages of what is not left out. */
MUST const struct fault *subject_save(struct desk *d, const struct subject *s, struct problems *out);
/* seen: each letter and paper in it, when there are words to black out; found: each of them, and how often */
struct subject_made { int64_t parts, withheld, hidden; struct bundle_seens seen; struct answers found; };
/* Reads again what is kept now, makes the archive of it and records it on the request: a draft to look through, or the copy that
 * is given, which ends the request. Problems as subject_save, of all parts; "" when is_short; for the copy that is given also
 * "ground-KEY" of the first part that nobody has looked at as it is now. "pages-KEY": a PDF that cannot be read, or has no such
 * pages, or would have none left, or from which a word cannot be taken out.
 * Faults: as case_record, FAULT_FILE. */
MUST const struct fault *subject_make(struct desk *d, struct subject *s, bool is_final, struct problems *out,
				      struct subject_made *made);

/* May this family or young person ask, seen from a case of theirs? */
bool subject_may_ask(const struct desk *d, const struct case_file *c);
/* The reference of a request that is open already; absent when there is none. */
MUST const struct fault *subject_asked(struct desk *d, const struct case_file *c, struct str *reference);
/* Opens the request. Problems: wanted. FAULT_ABSENT for who may not; FAULT_CONFLICT when one is open. */
MUST const struct fault *subject_ask(struct desk *d, const struct case_file *c, struct str wanted, struct problems *out,
				     struct str *reference);

#endif
