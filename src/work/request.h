/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/request - the public form that asks for an assessment: walked a page at a time, sent once.
 * Touches the store, work/draft, work/case. Which answer goes where is text: rulebook/code/na-request-case.csv. */
#ifndef WORK_REQUEST_H
#define WORK_REQUEST_H

#include "work/draft.h"

/* todo: not come to yet; wrong: answered, but something must be changed */
enum request_page_state { REQUEST_PAGE_TODO, REQUEST_PAGE_DONE, REQUEST_PAGE_WRONG };
struct request_page { const struct form_page *page; enum request_page_state state; };
struct request_draft {
	struct draft draft;
	const struct form *form;        /* in the words of who is asking: "you" for a young person */
	struct request_page *pages; size_t page_count, page_room;       /* those that are asked, in order */
	struct problems problems;       /* of all pages come to so far */
	bool is_ready;                  /* every page is done */
	bool is_self;                   /* a young person asks for themselves */
};
/* The form that the public walks. */
const struct form *request_public_form(const struct rulebook *book);
/* The draft behind the token. FAULT_ABSENT when there is none. */
MUST const struct fault *request_open(struct desk *d, struct str token, struct request_draft *out);
/* The page with this id when it is asked; else NULL. */
const struct request_page *request_page_of(const struct request_draft *r, struct str id);
/* Where to go from a page: an earlier one that has become wrong, else the one behind it; NULL when it was the last.
 * NULL as `id`: the first that is not done. */
const struct form_page *request_next(const struct request_draft *r, struct str id);
/* The page before it, or NULL. */
const struct form_page *request_before(const struct request_draft *r, struct str id);
/* Keeps the answers of one page, unless they have problems. `r` is as it is afterwards. */
MUST const struct fault *request_answer(struct desk *d, struct str token, struct request_draft *r, struct str page,
					const struct answers *typed, struct problems *out);
/* Keeps more files. More than REQUEST_FILES in all are a problem, and none of them is kept then. */
enum { REQUEST_FILES = 50 };
MUST const struct fault *request_files_add(struct desk *d, struct str token, struct request_draft *r,
					   const struct kept_files *files, struct problems *out);
/* Takes a file out of the draft (the n-th, from 0). */
MUST const struct fault *request_file_drop(struct desk *d, struct str token, struct request_draft *r, size_t n);
/* Makes a case of it. Sending again gives the same case.
 *   reference     of the case
 *   family_token  private token of the tracker; absent when somebody else than the family asks */
MUST const struct fault *request_send(struct desk *d, struct str token, struct problems *out, struct str *reference,
				      struct str *family_token);

/* Who asks, as a kind of relation to the child: parent, self, school (note of rulebook/code/asker.csv). */
struct str request_asker(const struct rulebook *book, const struct form *form, struct arena *a,
			 const struct answers *fields);

/* Councils that a postcode can belong to, from rulebook/code/postcode-council.csv: codes with blanks between,
 * "other" for one outside; absent when the district is not listed. */
struct str request_councils(const struct rulebook *book, struct arena *a, struct str postcode, struct str *locality);

#endif
