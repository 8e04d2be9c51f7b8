/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/post_room - what post*.c share; nobody else includes it.
 * Touches the store. */
#ifndef WORK_POST_ROOM_H
#define WORK_POST_ROOM_H

#include "core/mail.h"
#include "gen/sql/post.h"
#include "work/post.h"

enum { POST_MINUTE_MS = 60 * 1000 };

/* "wm.12.0123456789abcdef0123": what a carrier calls a message, so that nobody outside can make one up. */
struct str post_name(struct arena *a, const struct house *house, int64_t id);
/* The message of such a name; 0 when it is none of ours. */
int64_t post_of_name(struct arena *a, const struct house *house, struct str name);

/* What a carrier said. */
struct post_answer { struct mail_result result; struct str outside_id; };
/* By GOV.UK Notify. `pdf` of a letter, else absent. */
struct post_answer post_notify(struct desk *d, const struct post_claim_row *m, const struct post_text *text, struct str pdf);
/* What became of one. state: "delivered", "bounced", "" not known yet; is_there false: Notify never got it. */
struct post_fate { struct str state, why, outside_id; bool is_there, is_answered; };
struct post_fate post_notify_fate(struct desk *d, int64_t id, struct str outside_id);
/* What Notify's answer says (its bytes come from outside). */
struct post_fate post_fate_read(struct arena *a, struct str json);

/* The end of a message that did not arrive; inside a job. A letter that it told of goes on paper instead; a letter on paper
 * waits for a hand to post it. */
struct post_end { int64_t id, authority, process_id, person_id, document_id; struct str state, why, way; };
MUST const struct fault *post_lost(struct store *writer, struct arena *a, const struct desk *d, const struct post_end *end);

#endif
