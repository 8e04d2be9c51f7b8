/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/case_room - what case_*.c share among themselves; nobody else includes it.
 * Touches the store. */
#ifndef WORK_CASE_ROOM_H
#define WORK_CASE_ROOM_H

#include "gen/sql/case.h"
#include "work/audit.h"
#include "work/case.h"

/* The whole case as it stands, nothing cut away: head, events, facts, state. By key, or (0) by reference.
 * FAULT_ABSENT when there is none. */
MUST const struct fault *case_read(struct store *s, struct arena *a, const struct rulebook *book, int64_t id,
				   struct str reference, struct date today, struct case_file *out);
/* The same for who reads what is committed (d->store, not a writer): events and state from d->shelf when they are there. */
MUST const struct fault *case_read_shelf(struct desk *d, int64_t id, struct str reference, struct case_file *out);
/* Besides: contacts, papers, who was asked, what is marked and agreed. Needed before the rule is asked. */
MUST const struct fault *case_read_rest(struct store *s, struct arena *a, const struct desk *d, struct case_file *c);

/* What a move to another council does to processes of this pathway: the note of rulebook/code/move.csv. "" they go along;
 * "stays"; or "EVENT", "EVENT PATHWAY EVENT EVENT": the event that ends it here, the pathway and event with which it
 * begins again there, and the event that would call that off. */
struct str case_move_note(const struct rulebook *book, struct str pathway);
bool case_stays(const struct rulebook *book, struct str pathway);

/* How the user stands to a whole case, and to what is of an ask or of an account in it: into c->relations. */
/* Is a family's private link, made at `made_ms`, still good for a child born on this day? One from before the rights passed
 * to the young person was their parent's, unless there is none; it lasts while a parent may act for them. */
void case_relate(const struct desk *d, struct case_file *c);
/* May the user view this case at all? Fills seen_by. */
bool case_is_seen(const struct desk *d, struct case_file *c);
struct access_answer case_decide(const struct desk *d, const struct case_file *c, struct str verb, struct str what,
				 uint32_t also, struct str subject);
/* The word of the rule for an event: "event.NAME", or "note". */
struct str case_event_what(struct arena *a, const struct pathway *p, struct str event);
/* The event that took this one back, or took back what had come in its place; NULL: none. What came with it may be another child's:
 * none of it goes out by itself.
 *   seq   0: NULL */
const struct happened *case_taken_back(const struct case_file *c, int64_t seq);
/* May the user view (download) this paper of the case? */
bool case_document_may(const struct desk *d, const struct case_file *c, const struct case_document *doc, struct str verb);
/* Cuts away what the user may not see. */
void case_cut(const struct desk *d, struct case_file *c);
/* What allows this user to record this kind of event (taking back: the event that is taken back). */
struct access_answer case_recorder(const struct desk *d, const struct case_file *c, const struct event_kind *e,
				   struct str subject);
/* Is the role of this answer one of staff? */
bool case_is_staff(const struct desk *d, const struct access_answer *by);

/* An act put in order: only answers of its form, without blanks around; names of files beside their fields; what a
 * panel or an ask adds. `problems` grows. Inside the job. */
MUST const struct fault *case_act_settle(struct store *writer, struct desk *d, const struct case_file *c,
					 const struct event_kind *e, const struct case_act *act, struct happened *out,
					 struct problems *problems);
/* Saves a settled act as the case's next event with all that follows from it. Inside the job; the version has been
 * moved on. Problems: the caller undoes it all. */
MUST const struct fault *case_act_save(struct store *writer, struct desk *d, int64_t process_id,
				       const struct happened *now, const struct case_act *act,
				       const struct access_answer *by, struct problems *problems);
/* case_record, with something more in its transaction once the act is saved: `also` gets the number of the event; its fault
 * undoes all. */
typedef const struct fault *case_also(struct store *writer, struct arena *a, void *ctx, int64_t seq);
MUST const struct fault *case_record_with(struct desk *d, const struct case_file *c, const struct case_act *act,
					  struct problems *out, int64_t *seq, case_also *also, void *ctx);
/* One event as it stands, with its number; nothing is reckoned, audited or counted on. Inside the job. */
MUST const struct fault *case_event_save(struct store *writer, struct desk *d, int64_t process_id, const struct happened *now);
/* The same act in the child's processes that act->also names (case_besides). Inside the job, once the act itself is saved. */
MUST const struct fault *case_also_save(struct store *writer, struct desk *d, const struct case_file *c, const struct event_kind *e,
					const struct case_act *act, struct problems *problems);
/* Notes in the open process what would have begun a second one. Inside the job. */
MUST const struct fault *case_running_note(struct store *writer, struct desk *d, const struct case_file *c, const struct pathway *p,
					   const struct happened *first, const struct case_running *open);
/* Another case of the child, opened by an event of this one; `id` may be NULL. Where the council tries law that takes the
 * place of `pathway` on that day (rulebook/regime/: in_place_of), it is a process of that. Where a child has one of that kind
 * at a time and it is open, nothing is opened (`id` 0) and that one gets a note. */
MUST const struct fault *case_open_another(struct store *writer, struct desk *d, const struct case_file *c,
					   struct str pathway, const struct happened *first, int64_t *id);
/* A fresh reference that no case has, and its process. */
struct case_process_add_in;
MUST const struct fault *case_process_make(struct store *writer, struct arena *a, struct case_process_add_in *in,
					   int64_t *id);
/* Answers as the JSON object that case_answers_read reads. */
struct str case_answers_write(struct arena *a, const struct answers *fields);
/* A problem with words of the rulebook. */
void case_problem(const struct desk *d, struct problems *out, struct str field, enum problem_kind kind, const char *key,
		  struct str arg);
/* Problems found in a job, told to who waits: copied into the other arena. */
void case_problems_copy(struct arena *to, struct problems *out, const struct problems *from);
/* Makes sure that so much can still be taken from the arena, here and not in a job on another thread. */
void case_arena_ready(struct arena *a, size_t bytes);

#endif
