/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/post_list - letters that wait for the post, and what became of all that was sent.
 * Touches the store. Asks the access rule: `list.post` for a council, `contact` of a case, `admin` for all. */
#ifndef WORK_POST_LIST_H
#define WORK_POST_LIST_H

#include "work/case.h"

enum { POST_PAPERS_MOST = 100, POST_LOG_MOST = 500 };

/* Who puts a letter in the post. */
enum post_way { POST_BY_HAND, POST_BY_NOTIFY };
/* A letter on paper. `why`: of one that Notify did not take, what stood in the way; "" otherwise. */
struct post_paper {
	int64_t id, document_id, process_id, person_id, made_ms, sent_ms;
	struct str reference, child, letter, title, addressee, sha256, why;
	struct date day;
	enum post_way way;
};
struct post_papers { struct post_paper *at; size_t count, room; int64_t authority, total; };
/* The first POST_PAPERS_MOST letters of the user's council that wait, oldest first, or were posted, newest first; what the rule does not
 * let them see is left out.
 *   is_export   as a spreadsheet, which leaves the program
 * FAULT_ABSENT when they have no such list. */
MUST const struct fault *post_papers(struct desk *d, bool posted, bool is_export, struct post_papers *out);
/* Those of the ids that wait for a hand, in one page for the printer, each letter on a page of its own. Leaves an audit row each.
 * Problem ("letter"): none of them waits any more. */
MUST const struct fault *post_papers_print(struct desk *d, const int64_t *ids, size_t count, struct problems *out,
					   struct str *pdf);
/* They are in the post now. `done` says how many of them were waiting. Leaves an audit row each. */
MUST const struct fault *post_papers_posted(struct desk *d, const int64_t *ids, size_t count, int64_t *done);

/* A line of the log. `address` is whole for a case and masked ("j...@example.org") in a list. */
struct post_line {
	int64_t id, document_id, made_ms, sent_ms, tries;
	struct str kind, way, address, state, why, reference, subject;
};
struct post_lines { struct post_line *at; size_t count, room; int64_t total; };
struct post_filter { struct str state, way, kind; };
/* What was sent about a case. */
MUST const struct fault *post_log_case(struct desk *d, const struct case_file *c, struct post_lines *out);
/* What was sent by the user's council. */
MUST const struct fault *post_log_council(struct desk *d, const struct post_filter *f, struct post_lines *out);
/* All of the installation, mails about accounts too; for the administrator. */
MUST const struct fault *post_log_all(struct desk *d, const struct post_filter *f, struct post_lines *out);

#endif
