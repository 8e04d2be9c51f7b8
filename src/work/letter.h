/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/letter - statutory letters made from the record, kept once they are sent.
 * Touches the store; letter_pdf runs WeasyPrint in a child process. */
#ifndef WORK_LETTER_H
#define WORK_LETTER_H

#include "work/case.h"

/* The text of a letter for this case, complete HTML (print styles inside), from the rulebook's letter and the record.
 *   subject  the ask it goes to ("" none)
 *   event    the event it goes with (its day, its answers); NULL: as if today
 *   out      a problem for each fact that the letter must state and the record does not have: nothing is made */
MUST const struct fault *letter_make(struct desk *d, const struct case_file *c, struct str letter, struct str subject,
				     const struct happened *event, struct problems *out, struct str *html);
/* PDF/UA of such a text: tagged, with its language and its title. FAULT_OUTSIDE when it cannot be made. */
MUST const struct fault *letter_pdf(struct arena *a, struct str html, struct str *pdf);
/* Inside case_record's job, after the event was added: makes and keeps the letters of the event, as documents of the
 * case; `event->seq` is that of the event. Problems refuse the event. */
MUST const struct fault *letter_keep(struct store *writer, struct arena *a, const struct desk *d, int64_t process_id,
				     const struct happened *event, struct problems *out);
/* The same without letters that go to others alone: for a demonstration area, of which thousands would lie long past. */
MUST const struct fault *letter_keep_family(struct store *writer, struct arena *a, const struct desk *d, int64_t process_id,
					    const struct happened *event, struct problems *out);

/* Somebody who belongs to the child: do letters go to them today, and may they see the case? */
struct letter_person { int64_t relation_id; bool is_addressed, may_open; };
struct letter_people {
	struct letter_person *at; size_t count, room;
	bool to_young;                  /* letters go to the young person: over compulsory school age, and nobody acts for them */
};
/* Everybody whose relation to the child of an opened case has not ended (law: rulebook/access/standing.txt). */
MUST const struct fault *letter_people(struct desk *d, const struct case_file *c, struct letter_people *out);

/* A kept letter. */
struct kept_letter {
	int64_t id, event_seq, made_ms; /* id: of its document */
	struct str letter, title, subject, sha256, pdf_sha256, addressee;
	struct date day;
	bool is_released;               /* sent to the family */
};
struct kept_letters { struct kept_letter *at; size_t count, room; };
/* The letters of an opened case that the user may see, oldest first. */
MUST const struct fault *letter_list(struct desk *d, const struct case_file *c, struct kept_letters *out);
/* One of them; leaves an audit row (view). FAULT_ABSENT when there is none or the rule says no.
 *   html   as it was sent: a complete page; letter_inside gives what stands in its body */
MUST const struct fault *letter_open(struct desk *d, const struct case_file *c, int64_t id, struct kept_letter *out,
				     struct str *html);
/* The same as PDF, made the first time somebody wants it and then kept; leaves an audit row (download). */
MUST const struct fault *letter_open_pdf(struct desk *d, const struct case_file *c, int64_t id, struct kept_letter *out,
					 struct str *pdf);
/* The PDF of a kept letter for an envelope with a window, laid out anew and not kept. Asks no rule: for the sender of
 * work/post alone.
 *   fits  false, and no PDF: it has no postal address that a machine could post (letter_fits_window) */
MUST const struct fault *letter_for_window(struct desk *d, int64_t id, bool *fits, struct str *pdf);
/* Has the letter an address of 3 to 7 lines whose last is a postcode, none longer than the window is wide? */
bool letter_fits_window(struct arena *a, struct str html);
/* The same page with its parts where the machine expects them on the first sheet.
 *   source  GOV.UK Notify's letter specification: address 24.6-120 mm from the left and 40-66.2 mm from the top, sender
 *           right of 125 mm, text below 95 mm, nothing within 15 mm of the sides */
struct str letter_in_window(struct arena *a, struct str html);
/* What stands between <body> and </body> of a kept letter. */
struct str letter_inside(struct str html);
/* Is this page one that letter_page makes, with nothing in it that refers to anything (a picture, a link, a style of its
 * own)? For letters that come from elsewhere. */
bool letter_is_ours(struct arena *a, struct str html);
/* A complete page around a body that is safe HTML; print styles inside. */
struct str letter_page(struct arena *a, struct str title, struct str body);
/* A stored content, whole; "" when there is none. */
MUST const struct fault *letter_content_load(struct store *s, struct arena *a, struct str sha256, struct str *out);

#endif
