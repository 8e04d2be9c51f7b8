/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/case - load, decide and save for one process of one person ("the case").
 * Touches store, rules, rulebook. Every function that reads or changes a person's record asks the
 * access rule itself and leaves the audit row; pages cannot forget either. */
#ifndef WORK_CASE_H
#define WORK_CASE_H

#include "rules/pathway.h"
#include "work/desk.h"

struct case_contact { int64_t id, account_id; struct str kind, name, email, phone, address; struct date since, ended; };
struct case_document {
	int64_t id, event_seq, bytes, made_ms, account_id;
	struct str kind, subject, name, mime, sha256;
};
/* A case as one user may see it: what the rule does not let them see is not in it. */
struct case_file {
	int64_t id, person_id, version, officer_id, school_id, panel_id;
	int64_t authority;
	struct str reference, authority_name, authority_phone, authority_email;
	struct str child_given, child_family, officer_name, school_name, school_setting, need, sex, locality,
		   address, postcode, upn, language;
	struct date born, opened;
	const struct pathway *pathway;
	struct answers facts;
	struct happened *events; size_t event_count;
	struct case_state state;
	struct case_contact *contacts; size_t contact_count, contact_room;
	struct case_document *documents; size_t document_count, document_room;
	uint32_t *relations;            /* of the user to this case, one a membership (or one for a link) */
	struct access_answer seen_by;   /* the grant that let the user see it */
};

/* The case with this reference, for `d->who` doing `verb` ("view", "record" ...). Leaves an audit row.
 * Faults: FAULT_ABSENT when there is none or the rule says no (never tells which), FAULT_STORE. */
MUST const struct fault *case_open(struct desk *d, struct str reference, struct str verb, struct case_file **out);
/* As case_open, by key (from a link or an inbox). */
MUST const struct fault *case_open_id(struct desk *d, int64_t process_id, struct str verb, struct case_file **out);
/* May the user do this to that part of an opened case? */
bool case_may(const struct desk *d, const struct case_file *c, struct str verb, struct str what, uint32_t also);
/* The events that this user may record on it now: state.offers cut down by the rule. In the arena. */
void case_offers(const struct desk *d, const struct case_file *c, const struct event_kind ***out, size_t *count);

/* A file that came with a form: its bytes are already in the database (document_keep). */
struct kept_file { struct str field, name, mime, sha256; int64_t bytes; };
struct kept_files { struct kept_file *at; size_t count, room; };

/* Something that happened, typed by somebody. */
struct case_act {
	struct str event, subject;
	struct date day;                /* DATE_NONE: today */
	struct answers fields;
	struct kept_files files;
	int64_t seen_version;           /* case_file.version when the form was shown */
	int64_t corrects; struct str reason;    /* corrections only */
	/* events that open asks: whom; one ask for each */
	struct { struct str role; int64_t organisation_id; } *asks; size_t ask_count;
};
/* Records it, recomputes the case and its asks, makes the letters, leaves an audit row: one
 * transaction. Problems (all at once) mean that nothing was saved.
 *   seq   of the new event; 0 when there were problems
 * Faults: FAULT_CONFLICT when the case has moved on since seen_version (show what changed and keep
 * what was typed), FAULT_ABSENT, FAULT_STORE. */
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
	struct case_contact *contacts; size_t contact_count;
	struct case_act first;          /* the event that starts it */
	bool make_family_link;
	/* Called last, inside the transaction; its fault undoes the whole case (a draft already sent says
	 * FAULT_CONFLICT, so that a double click makes one case). NULL: nothing. */
	const struct fault *(*also)(struct store *writer, struct arena *a, void *ctx, int64_t process_id,
				    struct str reference, struct str token);
	void *also_ctx;
};
/* Opens it. `reference` and, when asked for, the family's private token (given once, kept only as a
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
/* The answers of an event as they are kept: a JSON object of texts. FAULT_STORE when it is none. */
MUST const struct fault *case_answers_read(struct arena *a, struct str fields, struct answers *out);

#endif
