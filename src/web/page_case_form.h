/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_case_form - the form of an event on a case: its own questions, and those that every event asks (day, which
 * request, who is asked, why corrected).
 * Touches work/case, web/form. */
#ifndef WEB_PAGE_CASE_FORM_H
#define WEB_PAGE_CASE_FORM_H

#include "web/form.h"
#include "web/page_case.h"

struct case_form {
	const struct event_kind *event;
	struct form form;               /* all of it, for form_show and form_read */
	struct form extra;              /* only what was added to the event's own form */
	struct answers values;
	struct kept_files files;
	struct problems problems;
	const struct happened *corrects;        /* NULL: it is no correction */
	struct case_besides besides;    /* processes in which it can count as well; field "also" names the ticked ones */
	bool keeps;                     /* of what is corrected something is kept from the user: it is not asked for */
};
/* Sets it up for an event (correcting `old`, or NULL). */
MUST const struct fault *case_form_begin(struct desk *d, const struct case_file *c, const struct event_kind *event,
					 const struct happened *old, struct case_form *out);
/* Adds to `form` how what others sent reached the council, and when: "came" and "came_on". */
void case_came_add(struct desk *d, struct form *form);
/* What was typed; false when the person only looked something up. */
bool case_form_read(struct desk *d, const struct request *r, struct case_form *f);
/* As an act: what was added becomes day, subject, asks, reason. Its own slips go to problems. */
struct case_act case_form_act(struct desk *d, struct case_form *f, int64_t seen_version);
MUST const struct fault *case_form_show(struct desk *d, const struct case_file *c, const struct case_form *f,
					struct str *html);
/* All that was typed as hidden fields, to send it once more. */
struct str case_form_carried(struct desk *d, const struct request *r, const struct case_form *f);

#endif
