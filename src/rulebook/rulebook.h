/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook - everything that the program knows of SEND, read from text once and then constant.
 * Touches core only. Text forms: docs/rulebook.md. */
#ifndef RULEBOOK_RULEBOOK_H
#define RULEBOOK_RULEBOOK_H

#include "core/date.h"
#include "core/fault.h"
#include "core/map.h"

/* Where a thing stands in the text: for messages. */
struct place { struct str file; int line; };

struct expr;   /* a parsed expression; rules/expr.h reckons it */

struct texts { struct str *at; size_t count, room; };

/* A code list: rulebook/code/NAME.csv with columns code,label[,more ...]. */
struct code { struct str code, label, note; };
struct code_list { struct str name; struct code *at; size_t count, room; };

enum field_type {
	FIELD_TEXT, FIELD_LONG, FIELD_DATE, FIELD_CHOICE, FIELD_CHOICES, FIELD_YESNO, FIELD_INT,
	FIELD_FILE, FIELD_ORGANISATION, FIELD_ACCOUNT, FIELD_PANEL, FIELD_EMAIL, FIELD_PHONE,
	FIELD_POSTCODE,
};
/* One question. A page of a form that is walked one thing at a time is all fields with one `page`. */
struct form_field {
	struct str name, label, help, page;
	enum field_type type;
	const struct code_list *codes;      /* of choice and choices */
	struct str codes_of;                /* organisation kinds or advice kind that may be picked */
	bool must;
	size_t most;                        /* longest answer in code points; numbers: largest */
	const struct expr *when;            /* asked only when true; NULL always */
	struct str begins;                  /* what stands in it at first: "plan.B", a section, or the name of an
					     * answer given before; "" nothing */
	struct place place;
};
struct form_page { struct str id, title, about; const struct expr *when; };
struct form_refuse { const struct expr *when; struct str field, words, cite; struct place place; };
struct form {
	struct str id, title, about, submit;
	struct form_page *pages; size_t page_count, page_room;
	struct form_field *fields; size_t field_count, field_room;
	struct form_refuse *refuses; size_t refuse_count, refuse_room;
	struct place place;
};

enum rule_status { STATUS_IN_FORCE, STATUS_NOT_COMMENCED, STATUS_PROPOSED, STATUS_EXPIRED };
enum step_kind { STEP_LEGAL, STEP_TARGET, STEP_GUIDANCE, STEP_WINDOW, STEP_NOT_BEFORE };
/* What each rule of law carries (law.md section 5). */
struct rule_note {
	struct str cite;        /* "r5(1) SEND Regulations 2014" */
	struct str tag;         /* V, G, K or V/G ...; K means unverified */
	struct str late;        /* L1 .. L5 */
	enum rule_status status;
	struct date valid_from, valid_to;
	bool is_unverified;     /* the tag has K alone: never printed as law */
};
/* A choice of words by condition, the first that is true; the last has no condition. */
struct pick { const struct expr *when; struct str word; };
struct picks { struct pick *at; size_t count, room; };

struct step {
	struct str id, name, who, rule_words, note;
	enum step_kind kind;
	const struct expr *due;         /* the last day (or first allowed day for STEP_NOT_BEFORE) */
	const struct expr *to;          /* windows: `due` .. `to` */
	const struct expr *done;        /* day it was done; absent until then; NULL cannot be done */
	const struct expr *applies;     /* NULL always */
	struct str from_words;          /* "the day the request was received" */
	struct str counted_from;        /* event or name whose day it is counted from, for "why" */
	struct str per;                 /* ask kind: one clock for each ask of it; "" once a process */
	struct str party;               /* who has this step, whoever has the process; "" who has the process */
	struct texts exceptions;        /* codes that may be claimed */
	const struct expr *selected_by; /* the day that picks the version; NULL: as the pathway says */
	struct rule_note law;
	struct place place;
};
struct exception {
	struct str code, name, about;
	const struct expr *available;   /* the computed test */
	const struct expr *window_from, *window_to;
	struct str needs;               /* event or field names that its form asks */
	const struct form *form;
	struct rule_note law;
	struct place place;
};
struct event_kind {
	struct str id, name, about;     /* about: what recording it means, in words */
	struct texts roles;             /* who may record: words of the access rule, e.g. case_officer */
	const struct expr *when;        /* offered only then; NULL always */
	const struct form *form;        /* NULL: only the day is asked */
	struct picks holder;            /* who has it afterwards; none keeps */
	struct str asks;                /* opens asks of this kind (advice, consultation) */
	struct str ask_state;           /* moves its ask to this state (received, accepted, answered) */
	struct texts letters;           /* letters made when it is recorded */
	struct str date_words;          /* label of its day */
	struct str kind;                /* "act" (default), "note", "fact" (an outside fact), "exception" */
	struct picks opens;             /* all that hold: "AR plan_made" is the pathway opened and the event
					 * that starts it, on the same day */
	struct picks also;              /* it happens in the child's other open process as well, in the same act, unless the user says
					 * no: "PT meeting" is that process and its event; all that hold */
	struct str freezes;             /* draft, final; amendment, amended: the same of a plan that is changed */
	struct str ask_kind;            /* kind of the ask that it must be about; "" none, or any when ask_state is set */
	struct str paper;               /* kind of its files (code/document.csv); "" other */
	/* Answers of its form that set what stands on the case: officer, panel, school. FIELD or WHAT=FIELD. */
	struct texts sets;
	struct str came;                /* how it mostly reaches the council (code/came-by.csv): filled in at first; "" nothing is */
	bool public_part;               /* the family's tracker lists it */
	bool by_program;                /* only the act of the program that makes its paper may record it, for who may; nobody by hand */
	struct place place;
};
struct stage {
	struct str id, name;            /* as staff see it */
	const struct expr *when;        /* the last stage that is true is the stage */
	struct str next_step;           /* step id that comes next */
	struct str family_name, family_next, family_can, family_rights;
	bool is_end;
	struct str outcome;             /* of an end: issued, refused, not_issued, withdrawn ... */
	struct place place;
};
/* Something reckoned that is no step: "elapsed", "ncy", "may refuse". `answer:` in the text. */
struct worked { struct str id, name; const struct expr *value; struct rule_note law; struct place place; };
/* A share of many processes: of those where `of` holds, the ones where `counts` holds. `rate:` in the text. */
struct rate { struct str id, name; const struct expr *of, *counts; struct rule_note law; struct place place; };
/* A fact that expressions may ask for and that no event or form carries: rulebook/fact/ for those of every person,
 * `fact:` in a pathway or in the checks for its own. With `value` it is reckoned from what is known, when it was not
 * told; it may use the facts above it. */
enum fact_type { FACT_TEXT, FACT_DAY, FACT_DAYS, FACT_NUMBER, FACT_YESNO };
struct fact {
	struct str id, name, about;
	const struct expr *value;
	enum fact_type type;            /* what may be told for it */
	size_t least, most;             /* of a number; most 0: any */
	const struct expr *understood;  /* holds when the words told for it mean something; NULL: any do */
	struct place place;
};
struct facts { struct fact *at; size_t count, room; };
struct pathway {
	struct str id, name, about;
	struct str theme;               /* code/theme.csv: what families look for it under; absent: nothing of theirs */
	const struct expr *start;
	const struct expr *selected_by; /* the day that picks versions of rules; NULL: the start day */
	struct str start_words;
	const struct expr *decided, *issued; /* days that lists and measures show; NULL: none */
	const struct expr *whole;       /* last day for the whole process, to plan by; NULL: none */
	const struct expr *planned;     /* day of its meeting: held, booked or planned; NULL: it has none */
	/* May a child have a second one while one is open? "" any number; "reason": who starts it says why; "refused": never.
	 * What the program would start itself is then left, and both are noted. */
	struct str second;
	const struct expr *second_while; /* an open one stands in the way only while this holds; NULL: as long as it is open */
	/* Is the child's plan written anew here: no school named yet, this process's advice in K? NULL: unless it is of those that
	 * freeze an amendment. */
	const struct expr *anew;
	struct step *steps; size_t step_count, step_room;
	struct event_kind *events; size_t event_count, event_room;
	struct stage *stages; size_t stage_count, stage_room;
	struct exception *exceptions; size_t exception_count, exception_room;
	struct worked *answers; size_t answer_count, answer_room;
	struct rate *rates; size_t rate_count, rate_room;
	struct facts facts;             /* of its own */
	enum rule_status status;
	struct date valid_from, valid_to;
	struct place place;
};

/* How a user (in one membership) stands to a record; bits. Words in the text are the names in lower case without
 * RELATION_, e.g. same_authority (relation_words, in this order). */
enum relation {
	RELATION_SAME_AUTHORITY = 1u << 0,
	RELATION_CASELOAD       = 1u << 1,  /* is the case's officer */
	RELATION_ASKED          = 1u << 2,  /* their organisation was asked on this case */
	RELATION_ASKED_THIS     = 1u << 3,  /* the record is of the ask made to their organisation */
	RELATION_ON_ROLL        = 1u << 4,  /* the child is on roll at their organisation */
	RELATION_PARENT         = 1u << 5,  /* parental responsibility, not ended */
	RELATION_SELF           = 1u << 6,  /* the young person themselves */
	RELATION_LINK           = 1u << 7,  /* holds the private link of this case */
	RELATION_OWN            = 1u << 8,  /* made it themselves */
	RELATION_RELEASED       = 1u << 9,  /* sent to the family already (letters, plan versions) */
	RELATION_AT_PANEL       = 1u << 10, /* the case is before a panel of their authority */
	RELATION_FORMER         = 1u << 11, /* their council had it until the child moved to another one */
	RELATION_EMERGENCY      = 1u << 12, /* they opened it in an emergency, with a reason, and the time is not over */
	RELATION_CONSENTED      = 1u << 13, /* the family lets their service see it */
};
enum { RELATION_COUNT = 14 };
extern const char *const relation_words[RELATION_COUNT];

/* Law that is proposed and may be tried in a test area: rulebook/regime/. Its pathways carry its status. */
struct regime {
	struct str id, name, about;
	struct texts pathways;          /* processes of it */
	struct str in_place_of;         /* "AR XR": what is started as AR today would be XR; pairs, one after the other */
	struct str protects;            /* pathway whose answers say what a person keeps */
	struct rule_note law;
	struct place place;
};

/* Why records are used and with whom they are shared, by what right: rulebook/sharing/. A line of the access rule may cite
 * one; while it is not in force, what it is cited for is not given. */
struct sharing {
	struct str id, name, purpose;
	struct str kind;                /* own (the council's own work), duty (law demands it), agreement (with a reference and a
					 * day of review), consent (the person says so) */
	struct str parties, categories; /* with whom; which data */
	struct str basis;               /* UK GDPR article 6(1), in words */
	struct str special;             /* article 9(2), for health and the like */
	struct str schedule;            /* Data Protection Act 2018 Schedule 1: condition */
	struct str reference;           /* of the agreement */
	struct date review;
	struct rule_note law;           /* cite: the duty or power */
	struct place place;
};

/* What could go wrong for the people whose records these are: rulebook/risk/. Grades are low, medium, high, with what stands
 * against it; left: what remains all the same. */
struct risk { struct str id, name, harm, likelihood, severity, against, proof, left; struct place place; };

/* The access rule, one line of it (rulebook/access/). */
struct grant {
	struct str id, role;            /* role: a role word, "family", "young_person", "link", "public" */
	struct texts verbs, whats;      /* view record note ... ; case document.advice document.* ... */
	uint32_t relations;             /* all of these must hold: bits of enum relation in rules/access.h */
	struct str under;               /* what it rests on: a sharing; "" nothing is cited */
	struct str why;                 /* in words: "because the case belongs to your council" */
	struct place place;
};
/* When a relation of the family holds, by age and by who can decide (rulebook/access/standing.txt). */
struct standing {
	struct str id;
	uint32_t relation;              /* one bit: parent, self or link */
	struct texts acts;              /* opens told addressed invited */
	const struct expr *when;        /* NULL always */
	struct str why;                 /* in words, after "holds": "until the child's ..." */
	struct rule_note law;
	struct place place;
};
extern const char *const standing_names[];      /* what `when` may ask for; ended by NULL */
extern const char *const standing_acts[];       /* ended by NULL */
/* Fields of a record that are cut by themselves (rulebook/access/details.txt). */
struct details {
	struct str id;
	struct texts fields;            /* of detail_fields */
	struct str needs;               /* the thing that must be allowed to be viewed; "" none */
	struct str mark;                /* "mark.address": where it stands, that must be allowed, too; "" none */
	bool own;                       /* what is the user's own stays */
	struct str why;
	struct place place;
};
extern const char *const detail_fields[];       /* person.NAME, contact.NAME; ended by NULL */
struct role {
	struct str id, name, about, home;
	bool is_staff;
	bool sends;                     /* what it records may come to the council on paper as well */
	bool keys_in;                   /* ... and is then typed in by this one */
	struct place place;
};

/* A letter: rulebook/letter/ID.txt and its body ID.html, a template (rules/letter_text.h, docs/rulebook.md). */
struct letter_text;
/* Something the letter must state; without it nothing is made. `must:` in the text: `value` must be there (standard:
 * the id as a name), or `part` must be printed. */
struct letter_must { struct str id, words, cite, part; const struct expr *value; struct place place; };
struct letter {
	struct str id, title, about;    /* title: a template without tags */
	struct str pathway;             /* whose events, answers and facts its expressions may ask for */
	struct texts to;                /* who gets one each: `letter_parties`, or "plan" alone (no head, no sign-off) */
	struct str from;                /* "" the council; else parts head-from-FROM and sign-from-FROM stand around it */
	const struct expr *addressee;   /* name of whom it goes to where `to` is other; NULL else */
	struct texts parts;             /* parts that it must take in, with what they must state */
	struct str per;                 /* ask kind: one letter for each ask that the event opened; "" one */
	const struct expr *when;        /* made only then; NULL always */
	struct letter_must *musts; size_t must_count, must_room;
	struct str body;                /* text of ID.html */
	const struct letter_text *text, *title_text;   /* read and proved */
	struct rule_note law;
	struct place place;
};
/* A part that letters share: `part: ID` in letter/parts.txt, its text letter/part/ID.html. One whose tag is K alone,
 * or that is not in force on the day of the letter, is left out: it is never printed as law. */
struct letter_part {
	struct str id, about;
	struct str says;                /* in words, for whoever reads that it is missing: "the right to appeal" */
	struct letter_must *musts; size_t must_count, must_room;        /* of each letter that names it under `parts` */
	const struct letter_text *text;
	struct rule_note law;
	struct place place;
};
/* Who a letter may go to, ended by NULL. "adviser": whom an ask goes to; "other": whom `addressee` names; those behind it
 * are of the record: the child's school, the setting of section I, services of the council. One of these that is not on
 * the record gets no letter. */
extern const char *const letter_parties[];

/* A message that leaves the system: rulebook/message/. Its holes {reference} take only words of `message_holes`, of which
 * none is about a person: so no message can name a child. */
struct message {
	struct str id, about;
	struct str subject, text;       /* of a mail */
	struct str brief;               /* as a text message; "" it is never sent as one */
	struct texts must;              /* holes that each text must have: without the link a message is of no use */
	struct place place;
};
extern const char *const message_holes[];       /* ended by NULL */

/* When somebody is reminded of what: rulebook/reminder/. Days from the due day: -7 a week before, 0 on it, 7 a week after. */
struct reminder {
	struct str id, about, words;    /* words: of the line in the mail; "" the step's name */
	struct str to;                  /* officer: of the case's next step; team: of an ask made to it; family */
	struct str pathway;             /* "" any */
	struct texts steps;             /* officer: only these; none any */
	struct str asks;                /* team: kind of the ask */
	struct str event, answer;       /* family: the event that gave them a day, the answer that has it */
	struct texts before, after;     /* days, as written */
	bool at;
	int32_t days[8]; size_t day_count;      /* read from the three above */
	struct place place;
};

/* How much work a case is: the points of all that fit are added (rules/weight.h). rulebook/weight/. */
struct case_weight {
	struct str id, name, reason;
	struct texts pathways, stages, needs, settings;         /* none: any */
	size_t points;
	struct place place;
};

/* A check over the sections of a plan (law.md section 3). */
struct plan_check {
	struct str id, state;           /* state: draft, final or both */
	struct str section;
	const struct expr *refuse;
	struct str words, cite, tag;
	struct place place;
};

/* A figure: two counts of each council, and the cases behind them. Its statements are sql/measure/ID.sql and
 * sql/measure/ID_cases.sql (docs/measures.md). */
struct measure {
	struct str id, name, numerator, denominator, about, source;
	struct str beside;              /* shown beside this measure, never alone; "" it leads a table */
	struct str parts;               /* what its rows are cut by: a code list, stage.PATHWAY, school, officer; "" by
					 * council alone */
	bool is_now;                    /* of today, not of a year */
	bool is_count;                  /* two counts that are no rate: no per cent is shown */
	struct rule_note law;
	struct place place;
};

/* How the columns of somebody else's file become fields of ours: rulebook/import/ID.txt. */
struct import_column {
	struct str id;                  /* our field: given, family, born, upn ... */
	struct str from;                /* names that the column may have in the file, with | between */
	struct str as;                  /* text day upn uln nhs postcode urn code */
	struct str values;              /* what the file writes for our codes: "M=male | F=female" */
	const struct code_list *codes;  /* of `as: code` */
	bool must;
	struct place place;
};
struct import_map {
	struct str id, kind, about;     /* kind: people, settings */
	struct import_column *columns; size_t column_count, column_room;
	struct place place;
};

/* How long a kind of record is kept: rulebook/retention/. The first rule of its kind that takes a record is its rule
 * (rules/retention.h). */
struct retention {
	struct str id, name, about;
	struct str of;                  /* case: a process with all that hangs on it; person: who never had one */
	struct texts pathways;          /* of cases: only these; none any */
	const struct expr *when;        /* only then; NULL always */
	const struct expr *from;        /* the day from which it is counted */
	struct str from_words;          /* "the day of birth" */
	size_t years;                   /* kept so many years from then: gone at the earliest on that day of the year */
	size_t least;                   /* a council's own period may not be shorter; 0: any from 1 */
	struct str basis;               /* law, guidance, council ("council policy, standard value") */
	struct str reason;              /* why so long, in words */
	struct rule_note law;
	struct place place;
};
extern const char *const retention_names[];     /* what `when` and `from` may ask for; ended by NULL */

/* What in a day's reading of records by one member of staff is worth a second look: rulebook/watch/. */
struct watch {
	struct str id, name, about;
	const struct expr *when;        /* over watch_names, numbers of that day */
	struct place place;
};
/* Ended by NULL, in the order of struct reading_day (work/reading.h). */
extern const char *const watch_names[];

struct rulebook {
	struct arena *arena;
	struct pathway *pathways; size_t pathway_count, pathway_room;
	struct form **forms; size_t form_count, form_room;
	struct code_list *codes; size_t code_count, code_room;
	struct regime *regimes; size_t regime_count, regime_room;
	struct role *roles; size_t role_count, role_room;
	struct grant *grants; size_t grant_count, grant_room;
	struct standing *standings; size_t standing_count, standing_room;
	struct details *details; size_t details_count, details_room;
	struct letter *letters; size_t letter_count, letter_room;
	struct letter_part *letter_parts; size_t letter_part_count, letter_part_room;
	struct reminder *reminders; size_t reminder_count, reminder_room;
	struct case_weight *weights; size_t weight_count, weight_room;
	struct message *messages; size_t message_count, message_room;
	struct plan_check *plan_checks; size_t plan_check_count, plan_check_room;
	struct measure *measures; size_t measure_count, measure_room;
	struct import_map *imports; size_t import_count, import_room;
	struct sharing *sharings; size_t sharing_count, sharing_room;
	struct risk *risks; size_t risk_count, risk_room;
	struct retention *retentions; size_t retention_count, retention_room;
	struct watch *watches; size_t watch_count, watch_room;
	struct facts facts;             /* of every person and process */
	struct date *holidays; size_t holiday_count, holiday_room;   /* sorted */
	struct map words;               /* key -> struct str * */
	struct map by_name;             /* "pathway:NA", "form:na-request", "code:need" ... */
};

/* One file of rulebook text: its name ("pathway/na.txt") and its bytes. */
struct rulebook_file { struct str name, text; };

/* Reads and proves a whole rulebook. All slips are found at once: `out` gets one problem a slip,
 * field = "file:line", words = what is wrong and what would be right.
 *   files   any order; bytes must outlive the book
 *   gives   the book, or NULL when out->count > 0 */
const struct rulebook *rulebook_read(struct arena *a, const struct rulebook_file *files,
				     size_t count, struct problems *out);
/* The text that is built into the program (gen/rulebook_text.c). */
extern const struct rulebook_file rulebook_built_in[];
extern const size_t rulebook_built_in_count;
/* All files of a folder, names relative to it. Faults: FAULT_FILE. */
MUST const struct fault *rulebook_folder(struct arena *a, struct str folder,
					 struct rulebook_file **files, size_t *count);

/* Look-ups; NULL when there is none. */
/* Of several versions of a pathway (same id, other status or dates): the newest in force; when none is, the first. */
const struct pathway *book_pathway(const struct rulebook *book, struct str id);
/* The version in force on a day; with `proposed` a version that is proposed or not commenced for that day comes first
 * (an area that tries coming law). NULL when there is none. */
const struct pathway *book_pathway_on(const struct rulebook *book, struct str id, struct date on, bool proposed);
const struct form *book_form(const struct rulebook *book, struct str id);
const struct code_list *book_codes(const struct rulebook *book, struct str name);
const struct regime *book_regime(const struct rulebook *book, struct str id);
/* The regime that this pathway is of; NULL: the law in force. */
const struct regime *book_regime_of(const struct rulebook *book, struct str pathway);
const struct role *book_role(const struct rulebook *book, struct str id);
/* May somebody outside of the council record this event (a note is everybody's own)? Then it may also come on paper. */
bool book_is_sent(const struct rulebook *book, const struct event_kind *e);
const struct import_map *book_import(const struct rulebook *book, struct str id);
const struct letter *book_letter(const struct rulebook *book, struct str id);
/* Several versions of one id differ in their dates: the first; the one that is in force on a day (NULL none is). */
const struct sharing *book_sharing(const struct rulebook *book, struct str id);
const struct sharing *book_sharing_on(const struct rulebook *book, struct str id, struct date on);
/* Is this standing about the relation (one bit) and the act? */
bool standing_says(const struct standing *t, uint32_t relation, struct str act);
/* Is what carries this note in force on the day? */
bool rule_is_on(const struct rule_note *note, struct date on);
/* The first of this id; several versions differ in their dates. */
const struct retention *book_retention(const struct rulebook *book, struct str id);
const struct watch *book_watch(const struct rulebook *book, struct str id);
const struct measure *book_measure(const struct rulebook *book, struct str id);
const struct message *book_message(const struct rulebook *book, struct str id);
const struct letter_part *book_letter_part(const struct rulebook *book, struct str id);
const struct event_kind *pathway_event(const struct pathway *p, struct str id);
const struct fact *pathway_fact(const struct pathway *p, struct str id);        /* its own, not those of every person */
/* The version of a step in force on `on` (the start event's day). */
const struct step *pathway_step(const struct pathway *p, struct str id, struct date on);
/* A step of a process by its id, whatever its version: for its name. */
const struct step *book_step(const struct rulebook *book, struct str pathway, struct str id);
const struct stage *pathway_stage(const struct pathway *p, struct str id);
const struct exception *pathway_exception(const struct pathway *p, struct str code);
/* The label of a code, or the code itself when it is not listed. */
/* NULL: it is not in the list, or there is no list. */
const struct code *code_find(const struct code_list *list, struct str code);
struct str code_label(const struct code_list *list, struct str code);
/* Words shown to a person; a missing key is a bug that rulebook_read refuses (keys are in gen/words.h). */
struct str book_words(const struct rulebook *book, struct str key);
/* The same with {1} {2} ... filled in from `args`. */
struct str book_words_with(const struct rulebook *book, struct arena *a, struct str key,
			   const struct str *args, size_t count);

#endif
