/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/case - load, decide and save for one process of one person ("the case").
 * Touches store, rules, rulebook. Every function that reads or changes a person's record asks the
 * access rule itself and leaves the audit row; pages cannot forget either.
 *
 * What is asked of the rule (verb, thing):
 *   view case            may the user open it at all
 *   view event.NAME      an event; with RELEASED when the pathway says public_part
 *   view document.KIND   a paper, and download document.KIND its bytes
 *   view contact, view ask, view audit
 *   record event.NAME    together with the `roles` of the event in the pathway; a correction needs it too, and `correct` when another recorded it
 *   share ask            give out a one-time link for an ask
 * OWN: recorded by this account. ASKED_THIS: about an ask made to the user's organisation. RELEASED of a paper: a
 * letter to the family, or older than the last plan version that went to the family. An event about an ask keeps its
 * answers to itself until then (a family sees that advice came, and reads it with the draft). */
#ifndef WORK_CASE_H
#define WORK_CASE_H

#include "rules/match.h"
#include "rules/pathway.h"
#include "work/desk.h"

struct case_contact { int64_t id, account_id; struct str kind, name, email, phone, address; struct date since, ended; };
struct case_document {
	int64_t id, event_seq, bytes, made_ms, account_id;
	struct str kind, subject, name, mime, sha256;
	struct str letter;              /* a letter that we made: which; "" other papers */
	bool is_to_family;              /* ... and it went to the family */
};
/* Who was asked, by name. */
struct case_party { struct str subject, organisation, email, account; };
/* Another case of the same child, or (not is_same_person) of a child with the same name and birth date: perhaps asked
 * for twice. */
struct case_other { int64_t id; struct str reference; const struct pathway *pathway; struct date opened;
		    bool is_open, is_same_person; };
/* What the rule must know of a case besides: marks of its parts, flags, consents, an emergency (work/guard.h). */
struct case_guard { struct str sort, word, target; int64_t target_id, made_ms; };
/* A case as one user may see it: what the rule does not let them see is not in it. */
struct case_file {
	int64_t id, person_id, version, officer_id, school_id, panel_id;
	int64_t authority;              /* the council whose process it is */
	int64_t home;                   /* the council that answers for it now: where the child lives, or its own */
	struct str reference, authority_name, authority_phone, authority_email, child_folded;
	struct str child_given, child_family, officer_name, school_name, school_setting, need, sex, locality,
		   address, postcode, upn, language;
	struct date born, opened;
	struct date cover_until;        /* last day on which somebody stands in for the officer, who is away; DATE_NONE */
	const struct pathway *pathway;
	struct answers facts;
	struct happened *events; size_t event_count;
	struct case_state state;
	struct case_contact *contacts; size_t contact_count, contact_room;
	struct case_document *documents; size_t document_count, document_room;
	struct case_party *parties; size_t party_count;
	struct case_other *others; size_t other_count;
	int64_t roll_school_id, panel_authority;
	struct case_guard *guards; size_t guard_count;
	uint32_t *relations;            /* of the user to this case, one a membership (or one for a link) */
	uint32_t lapsed;                /* relations of the family that are recorded and do not hold today (rules/standing.h) */
	struct access_answer seen_by;   /* the grant that let the user see it */
};

/* "Laura Birkwood (for Asif Merrick)": an officer as everybody reads it while `cover` ("" nobody) stands in. */
struct str case_officer_words(struct arena *a, const struct rulebook *book, struct str officer, struct str cover);

/* The case with this reference, if `d->who` may view it. `verb` ("view", "record" ...) is what they are about to do, for
 * the audit row that it leaves.
 * Faults: FAULT_ABSENT when there is none or the rule says no (never tells which), FAULT_STORE. */
MUST const struct fault *case_open(struct desk *d, struct str reference, struct str verb, struct case_file **out);
/* As case_open, by key (from a link or an inbox). */
MUST const struct fault *case_open_id(struct desk *d, int64_t process_id, struct str verb, struct case_file **out);
/* May the user do this to that part of an opened case? */
bool case_may(const struct desk *d, const struct case_file *c, struct str verb, struct str what, uint32_t also);
/* The same for what belongs to an ask ("" none) or was made by an account (0 none). */
bool case_may_of(const struct desk *d, const struct case_file *c, struct str verb, struct str what, uint32_t also,
		 struct str subject, int64_t account_id);
/* Does a mark on this paper, or on the event it came with (0 none), keep it from the user? `also`: own, released. */
bool case_is_withheld(const struct desk *d, const struct case_file *c, int64_t document_id, int64_t event_seq, struct str verb,
		      uint32_t also, struct str subject);
/* Is this paper, or the event (0 none), marked at all? What goes to a family or a tribunal leaves it out. */
bool case_is_marked(const struct case_file *c, int64_t document_id, int64_t event_seq);
/* Does a mark keep this section of the child's plan ("F") from the user, or is it marked at all? Marks on sections stand on every
 * plan of the child, in whatever process. */
bool case_section_is_withheld(const struct desk *d, const struct case_file *c, struct str section, uint32_t also);
bool case_section_is_marked(const struct case_file *c, struct str section);
/* "F" for a field of a form that begins with the text of section F; absent for any other. */
struct str case_field_section(const struct form_field *f);
/* The answers without those that hold the text of this section. In the arena. */
struct answers case_section_cut(struct arena *a, const struct event_kind *kind, const struct answers *fields, struct str section);
/* What a mark on a section of the plan names as its target: "section.F". */
#define CASE_SECTION "section."
/* May the user record this kind of event on the case now, about this ask ("" none)? */
bool case_may_record(const struct desk *d, const struct case_file *c, const struct event_kind *e, struct str subject);
/* Would the user, recording this, type what others may send themselves (book_is_sent, role: keys_in)? */
bool case_keys_in(const struct desk *d, const struct case_file *c, const struct event_kind *e, struct str subject);
/* "On paper, received 3 May 2026": how what others sent reached the council, which typed it; "" when they recorded it
 * themselves, or the council did it. */
struct str case_came_words(struct arena *a, const struct rulebook *book, const struct happened *e);
/* May the user correct what was recorded? Their own when they may record it; another's when a line says `correct`. */
bool case_may_correct(const struct desk *d, const struct case_file *c, const struct happened *e);
/* Is what the event answers in this field kept from the user, by a mark of the event or of a section of the plan? Who corrects
 * the event leaves it as it is. */
bool case_answer_is_kept(const struct desk *d, const struct case_file *c, const struct happened *e, const struct form_field *f);
/* The asks that an event may be about: those of its kind (ask_kind, else any) that are open. In the arena. */
void case_subjects(const struct desk *d, const struct case_file *c, const struct event_kind *e,
		   const struct ask_line ***out, size_t *count);
/* The event with this number, or NULL. */
const struct happened *case_event(const struct case_file *c, int64_t seq);
/* The events that this user may record on it now by hand: state.offers cut down by the rule. In the arena. */
void case_offers(const struct desk *d, const struct case_file *c, const struct event_kind ***out, size_t *count);
/* The one of them that keeps a paper of this kind, which the program makes; NULL: none may be made now. */
const struct event_kind *case_offer_of(const struct desk *d, const struct case_file *c, const char *paper);

/* A file that came with a form: its bytes are already in the database (document_keep). */
struct kept_file { struct str field, name, mime, sha256; int64_t bytes; };
struct kept_files { struct kept_file *at; size_t count, room; };

/* Answers that no form asks: how what was typed for others reached the council. */
#define CASE_CAME_BY "came.by"
#define CASE_CAME_ON "came.on"

/* Answers that no form asks: the processes in which the same was recorded in the same act; why a second process was begun. */
#define CASE_ALSO "also.cases"
#define CASE_SECOND "second.why"
/* A note that everybody who works on a case can leave; most pathways have it. */
#define CASE_NOTE "note_added"

/* Something that happened, typed by somebody. */
struct case_act {
	struct str event, subject;
	struct date day;                /* DATE_NONE: today */
	struct answers fields;
	struct kept_files files;
	/* How what others sent reached the council, when somebody there types it (code/came-by.csv; "" or "here": it did not),
	 * and when (DATE_NONE: on `day`). Kept as answers came.by and came.on. */
	struct str came; struct date came_on;
	struct str also;                /* references (commas between) of the child's processes in which it happens as well: of case_besides */
	int64_t seen_version;           /* case_file.version when the form was shown */
	bool by_program;                /* an act of the program, with what it made: the only way to record an event that says so */
	bool only_check;                /* judge it with all that follows, save nothing: seq stays 0 */
	/* Corrections only: this event takes the place of that one. Event CASE_TAKEN_BACK takes it back whole. */
	int64_t corrects; struct str reason;
	/* events that open asks: whom; one ask for each */
	struct case_ask { struct str role; int64_t organisation_id; } *asks; size_t ask_count;
};
/* The child's other open processes in which this event would happen as well (pathway text: `also`) and where the user may record
 * it now. In the arena. */
struct case_beside { struct case_file *c; const struct event_kind *event; };
struct case_besides { struct case_beside *at; size_t count, room; };
MUST const struct fault *case_besides(struct desk *d, const struct case_file *c, const struct event_kind *e, struct case_besides *out);
/* Has the process beside no such event yet? Then it is ticked at first, and taken when several cases are recorded at once. */
bool case_beside_lacks(const struct case_beside *b);
/* The child's open process of a kind of which a child has one at a time (pathway text: `second`); id 0: none stands in the way. */
struct case_running { int64_t id; struct str reference; struct date opened; };
MUST const struct fault *case_running(struct store *s, struct arena *a, const struct rulebook *book, const struct pathway *p,
				      int64_t person_id, int64_t authority, struct date today, struct case_running *out);
/* Name of the event that takes another back: it never happened. No pathway has it. */
#define CASE_TAKEN_BACK "taken_back"
/* Name of the event that brings a case to another council (work/move); its answers are `from` and `to`. No pathway has
 * it. Who had the case or sat on its panel before has it no more. */
#define CASE_MOVED "moved_area"
/* Records it, recomputes the case and its asks, makes the letters, leaves an audit row: one
 * transaction. Problems (all at once) mean that nothing was saved.
 *   seq   of the new event; 0 when there were problems
 * Faults: FAULT_CONFLICT when the case has moved on since seen_version (show what changed and keep
 * what was typed), FAULT_ABSENT, FAULT_STORE. Notes, and what was recorded about another ask than this act's, are no
 * reason for a conflict. */
MUST const struct fault *case_record(struct desk *d, const struct case_file *c, const struct case_act *act,
				     struct problems *out, int64_t *seq);

/* A new case. */
struct case_new {
	struct str pathway;             /* NA */
	int64_t authority;
	int64_t person_id;              /* 0: a new person from the following */
	struct str given, family, sex, need, address, postcode, locality, upn, language;
	struct date born;
	int64_t school_id;
	int64_t officer_id;             /* who looks after it from the start; 0 nobody yet */
	struct case_contact *contacts; size_t contact_count;
	struct case_act first;          /* the event that starts it */
	bool make_family_link;
	const struct case_file *beside; /* a case of the child that the user has opened: who may record the event there may begin it (a family); or NULL */
	struct str second_why;          /* why a second process of a kind of which a child has one at a time; "" it is none */
	bool is_another_child;          /* staff have seen case_same_people and say that it is none of them */
	/* Called last, inside the transaction; its fault undoes the whole case (a draft already sent says
	 * FAULT_CONFLICT, so that a double click makes one case). NULL: nothing. */
	const struct fault *(*also)(struct store *writer, struct arena *a, void *ctx, int64_t process_id,
				    struct str reference, struct str token);
	void *also_ctx;
};
/* Children of the council who may be meant by a new case, with how well each field agrees: same name and birth date or same UPN
 * first, then whom the matcher would ask a person about (work/identity), likeliest first. Only what the rule lets the user
 * search for (search person). chance: 0 to 1. */
struct case_same {
	int64_t person_id;
	struct str given, family, address, postcode, school, upn;
	struct date born;
	struct match_vector levels;
	double chance;
};
MUST const struct fault *case_same_people(struct desk *d, const struct case_new *n, struct case_same **out,
					  size_t *count);
/* Opens it. Staff who name no person_id where case_same_people has one get a problem ("person") until they choose or
 * say is_another_child; the public is never told, and the case shows the other to the officer (case_file.others). A second process of
 * a kind of which a child has one at a time is a problem ("second_why"): refused, or until second_why says why.
 * `reference` and, when asked for, the family's private token (given once, kept only as a
 * hash) are in the arena. Problems as case_record. */
MUST const struct fault *case_start(struct desk *d, const struct case_new *n, struct problems *out,
				    struct str *reference, struct str *token);

/* All events of a process and the facts of its person: what the state is reckoned from, whoever asks. Only for work that
 * shows nobody more than the rule lets them see (recomputing, letters). FAULT_ABSENT. */
struct case_walk {
	const struct pathway *pathway;
	struct answers facts;
	struct happened *events; size_t count;
	int64_t officer_id;
};
MUST const struct fault *case_walk_load(struct store *s, struct arena *a, const struct rulebook *book, int64_t process_id,
					struct case_walk *out);
/* Recomputes the (computed) columns and tables of a case from its events. Inside a store_write job.
 * Used by every save, by `waymark recompute` and by the demonstration area. */
MUST const struct fault *case_recompute(struct store *writer, struct arena *a, const struct rulebook *book,
					int64_t process_id, struct date today);
/* The same for all cases whose stored columns are no longer what the events say: days go by, and a stage may depend on
 * today; a new rulebook may say otherwise. Some hundred cases an act. */
MUST const struct fault *case_recompute_all(struct store_pool *pool, struct arena *a, const struct rulebook *book,
					    struct date today, int64_t *cases, int64_t *changed);
/* The answers of an event as they are kept: a JSON object of texts. FAULT_STORE when it is none. */
MUST const struct fault *case_answers_read(struct arena *a, struct str fields, struct answers *out);

#endif
