/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/told - how a family wants to be told that something has changed: by mail, by text message, on paper.
 * Touches the store, the outbox (work/post). An address is used once a code that was sent to it was typed in. */
#ifndef WORK_TOLD_H
#define WORK_TOLD_H

#include "work/case.h"

/* The choice of d->who (an account, or whoever holds the private link) for all cases of the child. */
struct told_choice {
	struct str way, address;        /* mail, text, paper */
	struct str new_way, new_address;        /* waits for its code; absent: nothing does */
	bool reminders;
};
MUST const struct fault *told_load(struct desk *d, const struct case_file *c, struct told_choice *out);
/* Asks for another way. Paper holds at once, and so does what was proved before; else a code goes to the address.
 *   client       network address, for its limit
 *   needs_code   a code is on its way
 * Problems: no address, a way that this installation does not have, too many codes. */
MUST const struct fault *told_choose(struct desk *d, const struct case_file *c, struct str way, struct str address,
				     bool reminders, struct str client, struct problems *out, bool *needs_code);
/* The code; six digits, half an hour, five tries. */
MUST const struct fault *told_prove(struct desk *d, const struct case_file *c, struct str code, struct problems *out);

/* Who is told of a case, and how: those whose relation says so today (rulebook/access/standing.txt, act told), and whoever holds a private link
 * that still works. */
struct told_person { int64_t account_id; struct str way, address; bool reminders; };    /* account 0: the link's holder */
struct told_people {
	struct told_person *at; size_t count, room;
	bool on_paper;                  /* somebody of them is reached on paper alone */
};
MUST const struct fault *told_find(struct store *s, struct arena *a, const struct rulebook *book, struct now now,
				   int64_t person_id, int64_t process_id, struct told_people *out);

/* A letter to the family was made: each is told by the way that they chose; who chose none gets it on paper when the council
 * posts it (`by_council`: not a letter that the school sends). Inside the job that makes it. */
MUST const struct fault *told_letter(struct store *writer, struct arena *a, const struct desk *d, int64_t process_id,
				     int64_t document_id, bool by_council);

/* A letter to a school, the NHS board or somebody else: on paper, unless it says what that team is asked (`asked`, 0 for
 * every other letter) and somebody of the team signs in and finds it in the inbox. Inside the job that makes it. */
MUST const struct fault *told_service(struct store *writer, struct arena *a, const struct desk *d, int64_t process_id,
				      int64_t document_id, int64_t asked);

/* Something about the case changed that no letter says: the message `kind` (rulebook/message/) goes to everybody who is told by
 * mail or text message; who is told on paper alone gets none. Inside the job that changes it.
 *   once    tells this news from any other of the same case, so that it goes once */
MUST const struct fault *told_news(struct store *writer, struct arena *a, const struct desk *d, int64_t process_id, struct str kind,
				   struct str once);

/* Does d->who, an account, want reminders of its work? */
MUST const struct fault *told_is_quiet(struct desk *d, bool *out);
MUST const struct fault *told_set_quiet(struct desk *d, bool is_quiet);

#endif
