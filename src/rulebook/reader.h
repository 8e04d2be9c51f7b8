/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/reader - what the files that read and prove the rulebook share. Only the files of src/rulebook include it.
 * Touches core and rules/expr.h (to parse). */
#ifndef RULEBOOK_READER_H
#define RULEBOOK_READER_H

#include "core/stanza.h"
#include "rulebook/rulebook.h"
#include "rules/expr.h"

/* How the value of a field is read and where it goes. */
enum field_kind {
	TAKE_TEXT,      /* struct str */
	TAKE_NAME,      /* struct str of letters, digits, _ - . */
	TAKE_NAMES,     /* struct texts, blanks between */
	TAKE_INT,       /* size_t, least to most */
	TAKE_DAY,       /* struct date; DATE_NONE when not given */
	TAKE_YES,       /* bool */
	TAKE_WORD,      /* enum (as unsigned), one of `words` by its place */
	TAKE_ONE_OF,    /* struct str, one of `words` */
	TAKE_EXPR,      /* const struct expr * */
	TAKE_PICKS,     /* struct picks; may be given again and again */
	TAKE_FORM,      /* const struct form * */
	TAKE_CODES,     /* const struct code_list * */
	TAKE_RELATIONS, /* uint32_t of enum relation */
	TAKE_TAG,       /* struct str: V G K with / between */
};
/* What a name must be the name of; proved when all is read. */
enum refers {
	REFERS_NOTHING, REFERS_ROLE, REFERS_LETTER, REFERS_PATHWAY, REFERS_EXCEPTION, REFERS_STEP, REFERS_ASK,
	REFERS_NAME,    /* event, answer, fact or built-in name of the pathway */
	REFERS_HOLDER, REFERS_PAGE, REFERS_FIELD, REFERS_WHAT, REFERS_VERB, REFERS_MEASURE, REFERS_PARTS,
	REFERS_PAPER,   /* kind of document */
	REFERS_THEME,   /* of processes */
	REFERS_CAME,    /* ways to reach the council */
	REFERS_SETS,    /* officer, panel, school; or WHAT=FIELD of the event's form */
	REFERS_SHARING,
	REFERS_OPENS,   /* a process and its first event: "AR plan_made" */
};
/* One field of a stanza: a row drives reading, range, messages. */
struct field {
	const char *name;
	enum field_kind kind;
	size_t at;              /* offset in the struct */
	bool must;
	enum refers refers;
	int64_t least, most;    /* of numbers; `most` of texts in code points, 0: 8000 */
	const char *const *words;
};
#define FIELD_AT(type, member) .at = offsetof(type, member)
/* The flat fields of a struct rule_note. */
#define RULE_NOTE_FIELDS(type, member, must_cite) \
	{ .name = "cite", .kind = TAKE_TEXT, FIELD_AT(type, member.cite), .must = must_cite }, \
	{ .name = "tag", .kind = TAKE_TAG, FIELD_AT(type, member.tag), .must = must_cite }, \
	{ .name = "late", .kind = TAKE_ONE_OF, FIELD_AT(type, member.late), .words = late_words }, \
	{ .name = "status", .kind = TAKE_WORD, FIELD_AT(type, member.status), .words = status_words }, \
	{ .name = "valid_from", .kind = TAKE_DAY, FIELD_AT(type, member.valid_from) }, \
	{ .name = "valid_to", .kind = TAKE_DAY, FIELD_AT(type, member.valid_to) }
extern const char *const late_words[6], *const status_words[5];

/* A name or an expression that was met, and where: proved against the whole book afterwards. */
/* `letter` counts from 1; 0 is none. */
struct scope { size_t pathway, step, letter; const struct form *form; bool is_check; const char *const *names; };   /* names: known here besides, ended by NULL */
enum { NO_PATHWAY = SIZE_MAX, NO_STEP = SIZE_MAX };
struct met { struct str where, name; enum refers refers; const struct expr *expr; struct scope scope; };

struct reader {
	struct arena *a;
	struct rulebook *book;
	struct problems *out;
	struct scope scope;             /* of what is read now */
	struct facts check_facts;
	struct { struct met *at; size_t count, room; } met;
	struct form *form;              /* being read */
};

/* A kind of stanza: its first line is `name: id`. */
struct stanza_kind {
	const char *name;
	size_t size, id_at, place_at;
	const struct field *fields; size_t field_count;
	/* Sets what the fields need before they are read; may be NULL. */
	void (*begin)(struct reader *r, const struct stanza *s);
	/* Puts the struct in its list. `made` is in the arena. */
	void (*keep)(struct reader *r, const struct stanza *s, void *made);
	bool is_head;                   /* first of its file */
	bool may_be_empty;              /* `refuse:` of a whole form */
};
#define STANZA(name_, type, id_member, table) \
	.name = name_, .size = sizeof(type), .id_at = offsetof(type, id_member), \
	.place_at = offsetof(type, place), .fields = table, .field_count = sizeof table / sizeof *table

/* Reads one file of stanzas of these kinds into the book. */
void read_stanzas(struct reader *r, const struct rulebook_file *file, const struct stanza_kind *kinds, size_t count);
/* Adds a slip. `line` 0: of the whole file. */
void slip(struct reader *r, struct str file, int line, const char *form, ...) __attribute__((format(printf, 4, 5)));
void slip_at(struct reader *r, struct str where, const char *form, ...) __attribute__((format(printf, 3, 4)));
void meet(struct reader *r, const struct stanza *s, int line, enum refers refers, struct str name);
void meet_expr(struct reader *r, struct str where, const struct expr *e);
/* Do two spans of days, either end open when absent, have a day in common? */
bool do_overlap(struct date from, struct date to, struct date other_from, struct date other_to);
/* Finishes a note: K alone is unverified; days in order. */
void note_finish(struct reader *r, const struct stanza *s, struct rule_note *note);

/* Pushes onto a list that is three members of the book. */
#define PUSH_TO(a, at, count, room, ...) \
	do { \
		if ((count) == (room)) \
			arena_grow((a), (void **)&(at), &(room), sizeof *(at)); \
		(at)[(count)++] = (__VA_ARGS__); \
	} while (0)

/* One kind of file each (read_*.c). */
void read_code_list(struct reader *r, const struct rulebook_file *file);
void read_holidays(struct reader *r, const struct rulebook_file *file);
void read_words(struct reader *r, const struct rulebook_file *file);
void read_form_file(struct reader *r, const struct rulebook_file *file);
void read_pathway_file(struct reader *r, const struct rulebook_file *file);
void read_check_file(struct reader *r, const struct rulebook_file *file);
void read_regime_file(struct reader *r, const struct rulebook_file *file);
void read_role_file(struct reader *r, const struct rulebook_file *file);
void read_access_file(struct reader *r, const struct rulebook_file *file);
void read_letter_file(struct reader *r, const struct rulebook_file *file);
void read_message_file(struct reader *r, const struct rulebook_file *file);
void read_weight_file(struct reader *r, const struct rulebook_file *file);
void read_reminder_file(struct reader *r, const struct rulebook_file *file);
void read_measure_file(struct reader *r, const struct rulebook_file *file);
void read_fact_file(struct reader *r, const struct rulebook_file *file);
void read_import_file(struct reader *r, const struct rulebook_file *file);
void read_sharing_file(struct reader *r, const struct rulebook_file *file);
void read_risk_file(struct reader *r, const struct rulebook_file *file);
void read_retention_file(struct reader *r, const struct rulebook_file *file);
void read_watch_file(struct reader *r, const struct rulebook_file *file);
/* The body of a letter: letter/ID.html. */
void read_letter_bodies(struct reader *r, const struct rulebook_file *files, size_t count);

/* Proofs over the whole book (prove*.c). */
void prove_met(struct reader *r);
void prove_pathways(struct reader *r);
void prove_forms(struct reader *r);
void prove_messages(struct reader *r);
void prove_retentions(struct reader *r);
void prove_rest(struct reader *r);

#endif
