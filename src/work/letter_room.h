/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/letter_room - what the files of letters and plans share. Only src/work/letter*.c and plan*.c include it.
 * Touches the store. */
#ifndef WORK_LETTER_ROOM_H
#define WORK_LETTER_ROOM_H

#include "rules/letter_text.h"
#include "work/letter.h"
#include "work/plan.h"

struct letter_row { struct answers cells; };
struct letter_rows { struct letter_row *at; size_t count, room; };
/* Everything that the letters of one case and one event can ask for. */
struct letter_facts {
	const struct rulebook *book;
	const struct pathway *pathway;
	struct expr_world walk;                 /* events, answers and facts of the case */
	struct answers known;                   /* names with a dot */
	struct case_state state;
	struct letter_rows asks, sections;      /* an ask's kind is its cell "kind" */
	struct date start, day;
	int64_t asked;                          /* the organisation of the ask; 0 the family, or none */
	struct str to;                          /* the party that it goes to; absent: the first */
};
/* What a letter about `process_id` that goes with `event` (NULL: as if today) to the ask `subject` ("" none) can state.
 * FAULT_ABSENT when there is no such case. */
MUST const struct fault *letter_facts_load(struct store *s, struct arena *a, const struct rulebook *book,
					   int64_t process_id, const struct happened *event, struct str subject,
					   struct date today, struct letter_facts *out);
/* The postal address of whom `letter` goes to where that is somebody named (`addressee`): a council, an organisation, or one of
 * rulebook/code/post-address.csv. Nothing when it is none of them. */
MUST const struct fault *letter_facts_other(struct store *s, struct arena *a, struct letter_facts *f, const struct letter *letter);
/* Makes what is known that of a letter to one of its parties ("family", "school" ...; rulebook.h: letter_parties).
 *   gives   false: that party is not on the record, so it gets no letter */
bool letter_facts_to(struct arena *a, struct letter_facts *f, const struct letter *letter, struct str to);
void letter_facts_put(struct arena *a, struct letter_facts *f, struct str name, struct str text);
struct letter_world letter_facts_world(const struct letter_facts *f);
/* One letter from what is known; nothing (absent html) when there are problems. */
void letter_facts_write(struct arena *a, const struct letter *letter, const struct letter_facts *f, struct problems *out,
			struct str *title, struct str *html);
/* Does the letter's `when` hold? */
bool letter_holds(struct arena *a, const struct letter *letter, const struct letter_facts *f);

#endif
