/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/hands - in whose hands a process was, and for how many days, reckoned from its state alone.
 * Touches nothing.
 *
 * Days are counted at midnight: a day is of whoever has the process when it ends, so one who passes it on the same day has it
 * for no day, and the days of all parties fill the time from the first day to today without a gap. Whoever the pathway's
 * `holder` lines name has it. While an ask is open, the party that was asked has it too (rulebook/code/ask-party.csv:
 * KIND.ROLE or KIND, its party, and the holder in whose place it stands: "advisers" are those who have not answered yet). So
 * several may have it at once: the day then counts for each of them, and is told as shared. Nobody has what has ended. */
#ifndef RULES_HANDS_H
#define RULES_HANDS_H

#include "rules/pathway.h"

/* A time without a change: from its first day to (not with) `to`, DATE_NONE while it lasts. In order, without gaps. */
struct hand_piece { struct date from, to; struct str *parties; size_t count; };
struct hand_pieces { struct hand_piece *at; size_t count, room; };
/* Everything is in the arena. An ask that is not in the state (the rule cut it away) is its holder's. */
struct hand_pieces hands_pieces(struct arena *a, const struct rulebook *book, const struct case_state *s);

/* What one party had between two days: `shared` of the days others had it as well. */
struct hand_days { struct str party; int32_t days, shared; };
struct hand_table { struct hand_days *at; size_t count, room; };
/* Of the days from `from` to (not with) `to`; whoever had it first stands first. Parties of no whole day are there too. */
struct hand_table hands_days(struct arena *a, const struct hand_pieces *pieces, struct date from, struct date to);
/* The party that an ask of this kind and role is with; "" none is named. */
struct str hands_party(const struct rulebook *book, const struct ask_line *ask);

/* A time in which a step was late: party "" is the whole of it, the others who had the process then (or, of a clock of one
 * ask, who was asked; or whom the step names as its `party`). What is not late yet and not done begins after its last day, and goes on: `to` is DATE_NONE. */
struct hand_late {
	const struct step_line *line;
	struct str party;
	int64_t organisation_id;        /* of the ask; 0 */
	struct date from, to;
};
struct hand_lates { struct hand_late *at; size_t count, room; };
struct hand_lates hands_late(struct arena *a, const struct case_state *s, const struct rulebook *book);

#endif
