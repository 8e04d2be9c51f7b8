/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/letter - statutory letters made from the record.
 * Touches the store; letter_pdf runs WeasyPrint in a child process. */
#ifndef WORK_LETTER_H
#define WORK_LETTER_H

#include "work/case.h"

/* The text of a letter for this case, complete HTML (print styles inside), from the rulebook's letter and the record.
 *   event    the event it goes with (its day, its answers); NULL: as if today
 *   out      a problem for each fact that the letter must state and the record does not have: nothing is made */
MUST const struct fault *letter_make(struct desk *d, const struct case_file *c, struct str letter,
				     const struct happened *event, struct problems *out, struct str *html);
/* PDF/UA of such a text. FAULT_OUTSIDE when it cannot be made. */
MUST const struct fault *letter_pdf(struct arena *a, struct str html, struct str *pdf);
/* Inside case_record's job: makes and keeps the letters of the event just recorded, as documents of the case. */
MUST const struct fault *letter_keep(struct store *writer, struct arena *a, struct desk *d, struct case_file *c,
				     const struct happened *event, struct problems *out);

#endif
