/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/case_record - something that happened is recorded: judged, saved, and all that follows from it, in one
 * transaction or not at all.
 * Touches the store, rules. */
#include "gen/sql/case.h"
#include "gen/sql/guard.h"
#include "gen/sql/handover.h"
#include "work/case_room.h"
#include "work/letter.h"
#include "work/link.h"
#include "work/plan.h"

/* Words of problems are copied out of the job; so much room is made sure of before. */
enum { PROBLEM_ROOM = 64 * 1024 };

struct recording {
	const struct desk *d;
	const struct case_file *seen;           /* as the user saw it */
	const struct case_act *act;
	struct problems *out;
	int64_t seq;
	case_also *also; void *ctx;             /* NULL: nothing more */
};

/* Undoes the job when there are problems; record() knows that it is no fault. */
static const struct fault *undo(struct arena *a)
{
	return fault_new(a, FAULT_DENIED, "there are problems");
}

static const struct fault *moved_on(struct arena *a)
{
	return fault_new(a, FAULT_CONFLICT, "the case has moved on");
}

/* Does what was recorded since the form was shown stand in this act's way? */
static bool collides(const struct case_file *c, const struct case_act *act)
{
	for (size_t i = 0; i < c->event_count; i++) {
		const struct happened *e = &c->events[i];
		const struct event_kind *kind = pathway_event(c->pathway, e->name);
		if (e->seq <= act->seen_version)
			continue;
		if (e->corrects != 0 || act->corrects != 0)
			return true;
		if (kind && str_equal(kind->kind, STR("note")) && kind->sets.count == 0)
			continue;
		if (!str_is_empty(e->subject) && !str_is_empty(act->subject) && !str_equal(e->subject, act->subject))
			continue;
		return true;
	}
	return false;
}

static bool is_note(const struct event_kind *kind)
{
	return str_equal(kind->kind, STR("note")) && kind->sets.count == 0;
}

/* Files become papers of the event. */
static const struct fault *files_save(struct store *writer, struct desk *d, int64_t process_id,
				      const struct happened *now, const struct event_kind *e, const struct kept_files *files)
{
	for (size_t i = 0; i < files->count; i++)
		TRY(sql_case_document_add(writer, d->arena, &(struct case_document_add_in){ .process_id = process_id,
			.event_seq = now->seq, .kind = str_is_empty(e->paper) ? STR("other") : e->paper,
			.subject = now->subject, .name = files->at[i].name, .mime = files->at[i].mime,
			.sha256 = files->at[i].sha256, .account_id = now->account_id, .made = d->now.utc_ms }, NULL));
	return NULL;
}

const struct fault *case_event_save(struct store *writer, struct desk *d, int64_t process_id, const struct happened *now)
{
	return sql_case_event_add(writer, d->arena, &(struct case_event_add_in){ .process_id = process_id,
		.seq = now->seq, .name = now->name, .day = now->day, .subject = now->subject,
		.fields = case_answers_write(d->arena, &now->fields), .corrects = now->corrects,
		.reason = str_is_empty(now->reason) ? STR_NONE : now->reason, .account_id = now->account_id,
		.actor = now->actor, .recorded = now->recorded_ms }, NULL);
}

/* Processes that this event opens: "AR plan_made". */
static const struct fault *opens_save(struct store *writer, struct desk *d, const struct case_file *c,
				      const struct event_kind *e, const struct happened *now)
{
	for (size_t i = 0; i < e->opens.count; i++) {
		const struct pick *pick = &e->opens.at[i];
		struct str event = pick->word, pathway = str_cut(&event, ' ');
		bool holds = pathway_holds(d->arena, d->book, c->pathway, pick->when, c->events, c->event_count,
							  &c->facts, &c->state, d->now.today);
		struct happened first = { .name = event, .day = now->day, .account_id = now->account_id,
			.actor = now->actor, .recorded_ms = now->recorded_ms, .subject = STR("") };
		/* What was answered here is known there: the order that was made, the move that was planned. */
		if (str_is_empty(e->asks))
			first.fields = now->fields;
		if (holds)
			TRY(case_open_another(writer, d, c, pathway, &first, NULL));
	}
	return NULL;
}

/* A letter that cannot be made because the record lacks something stops who can mend that. It never stops a family from
 * asking or answering: their event stands, and the officer sees that no letter went. */
static const struct fault *letters_keep(struct store *writer, struct desk *d, int64_t process_id,
					const struct happened *now, const struct access_answer *by,
					struct problems *problems)
{
	struct problems lacking = { 0 };
	TRY(letter_keep(writer, d->arena, d, process_id, now, &lacking));
	if (case_is_staff(d, by))
		case_problems_copy(d->arena, problems, &lacking);
	return NULL;
}

const struct fault *case_act_save(struct store *writer, struct desk *d, int64_t process_id, const struct happened *now,
				  const struct case_act *act, const struct access_answer *by, struct problems *problems)
{
	struct case_file c;
	bool is_new_version = now->corrects != 0 && !str_equal(now->name, STR(CASE_TAKEN_BACK));
	TRY(case_event_save(writer, d, process_id, now));
	if (is_new_version)
		TRY(sql_mark_follow(writer, d->arena, &(struct mark_follow_in){ process_id, now->corrects, now->seq, d->now.utc_ms }, NULL));
	TRY(case_recompute(writer, d->arena, d->book, process_id, d->now.today));
	TRY(sql_handover_covers_settle(writer, d->arena, &(struct handover_covers_settle_in){ process_id, d->now.utc_ms }, NULL));
	TRY(case_read(writer, d->arena, d->book, process_id, STR_NONE, d->now.today, &c));
	const struct event_kind *e = pathway_event(c.pathway, now->name);
	if (e) {
		TRY(files_save(writer, d, process_id, now, e, &act->files));
		TRY(case_read_rest(writer, d->arena, d, &c));
		case_relate(d, &c);
		if (!str_is_empty(e->freezes) && now->corrects == 0)
			TRY(plan_freeze(writer, d->arena, d, process_id, e->freezes, case_event(&c, now->seq), problems));
		TRY(letters_keep(writer, d, process_id, case_event(&c, now->seq), by, problems));
		if (is_new_version)
			TRY(sql_mark_follow_letters(writer, d->arena, &(struct mark_follow_letters_in){ process_id, now->corrects, now->seq,
				d->now.utc_ms }, NULL));
		if (now->corrects == 0)
			TRY(opens_save(writer, d, &c, e, now));
		bool is_answer = str_equal(e->ask_state, STR("answered"));
		if (is_answer && d->who.kind == WHO_LINK && str_equal(d->who.link_kind, STR("adviser")))
			TRY(link_used(writer, d->arena, d));
	}
	return audit_add(writer, d->arena, d, &(struct audit_row){ .verb = now->corrects ? STR("correct") : STR("record"),
		.what = arena_printf(d->arena, "event.%.*s", STR_ARG(now->name)), .person_id = c.person_id,
		.process_id = process_id, .detail = arena_int(d->arena, now->seq), .by = *by });
}

/* A correction names an event that stands, by somebody who may correct it, and says why. */
static void correction_check(const struct desk *d, const struct case_file *c, const struct case_act *act,
			     struct problems *out)
{
	const struct happened *old = case_event(c, act->corrects);
	if (!old || !case_may_correct(d, c, old))
		case_problem(d, out, STR(""), PROBLEM_RULE, "problem.not_correctable", STR(""));
	if (str_is_empty(str_trim(act->reason)))
		case_problem(d, out, STR("reason"), PROBLEM_MISSING, "problem.reason", STR(""));
	else if (!str_is_text(act->reason) || str_count(act->reason) > 2000)
		case_problem(d, out, STR("reason"), PROBLEM_TOO_LONG, "problem.too_long",
			     book_words(d->book, STR("case.reason")));
}

/* The event that is taken back must not be all that the case stands on. */
static const struct fault *take_back(struct desk *d, const struct case_file *c, const struct case_act *act,
				     struct happened *now, struct problems *out)
{
	struct happened *left = ARENA_NEW(d->arena, struct happened, c->event_count + 1);
	size_t count = 0;
	for (size_t i = 0; i < c->event_count; i++)
		if (c->events[i].seq != act->corrects)
			left[count++] = c->events[i];
	struct case_state then = pathway_reckon(d->arena, d->book, c->pathway, left, count, &c->facts, d->now.today);
	if (date_is_none(then.start) && !date_is_none(c->state.start))
		case_problem(d, out, STR(""), PROBLEM_RULE, "problem.only_start", STR(""));
	const struct happened *old = case_event(c, act->corrects);
	*now = (struct happened){ .name = STR(CASE_TAKEN_BACK), .subject = old ? old->subject : STR(""),
		.day = old ? old->day : d->now.today, .corrects = act->corrects, .reason = str_trim(act->reason),
		.account_id = d->who.kind == WHO_ACCOUNT ? d->who.account_id : 0, .recorded_ms = d->now.utc_ms };
	return NULL;
}

static const struct fault *judge(struct store *writer, struct desk *d, const struct case_file *c,
				 const struct case_act *act, struct happened *now, struct access_answer *by,
				 struct problems *out)
{
	const struct happened *old = case_event(c, act->corrects);
	bool takes_back = act->corrects != 0 && str_equal(act->event, STR(CASE_TAKEN_BACK));
	const struct event_kind *e = pathway_event(c->pathway, takes_back && old ? old->name : act->event);
	if (!e || (old && !str_equal(old->name, e->id)))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such event");
	/* A paper that the program makes of what was looked through is never replaced by a file of somebody's own. */
	if (e->by_program && !act->by_program && !takes_back)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such event");
	*by = case_recorder(d, c, e, takes_back && old ? old->subject : act->subject);
	if (!by->is_allowed)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such event");
	if (act->corrects != 0)
		correction_check(d, c, act, out);
	if (takes_back)
		return take_back(d, c, act, now, out);
	TRY(case_act_settle(writer, d, c, e, act, now, out));
	pathway_check(d->arena, d->book, c->pathway, e, c->events, c->event_count, &c->facts, now, d->now.today, out);
	return NULL;
}

static const struct fault *record_job(struct store *writer, struct arena *a, void *ctx)
{
	struct recording *r = ctx;
	struct desk d = *r->d;
	struct case_file c;
	struct happened now;
	struct access_answer by;
	struct problems problems = { 0 };
	int64_t moved;
	d.arena = a;
	d.store = writer;
	TRY(case_read(writer, a, d.book, r->seen->id, STR_NONE, d.now.today, &c));
	TRY(case_read_rest(writer, a, &d, &c));
	case_relate(&d, &c);
	if (!case_is_seen(&d, &c))
		return fault_new(a, FAULT_ABSENT, "there is no such case");
	const struct event_kind *kind = pathway_event(c.pathway, r->act->event);
	if (c.version != r->act->seen_version && !(kind && is_note(kind) && r->act->corrects == 0) && collides(&c, r->act))
		return moved_on(a);
	TRY(judge(writer, &d, &c, r->act, &now, &by, &problems));
	now.seq = c.version + 1;
	now.actor = audit_actor(a, &d.who, &by);
	if (problems.count == 0) {
		TRY(sql_case_move_on(writer, a, &(struct case_move_on_in){ c.id, c.version }, &moved));
		if (moved == 0)
			return moved_on(a);
		TRY(case_act_save(writer, &d, c.id, &now, r->act, &by, &problems));
		if (r->act->corrects == 0 && problems.count == 0)
			TRY(case_also_save(writer, &d, &c, kind, r->act, &problems));
		if (r->also && problems.count == 0)
			TRY(r->also(writer, a, r->ctx, now.seq));
	}
	r->seq = now.seq;
	case_problems_copy(r->d->arena, r->out, &problems);
	return problems.count || r->act->only_check ? undo(a) : NULL;
}

const struct fault *case_record_with(struct desk *d, const struct case_file *c, const struct case_act *act,
				     struct problems *out, int64_t *seq, case_also *also, void *ctx)
{
	struct recording r = { .d = d, .seen = c, .act = act, .out = out, .also = also, .ctx = ctx };
	*seq = 0;
	case_arena_ready(d->arena, PROBLEM_ROOM);
	size_t before = out->count;
	const struct fault *f = store_write(d->pool, d->arena, record_job, &r);
	if (f && f->kind == FAULT_DENIED && (out->count > before || act->only_check))
		return NULL;
	if (f)
		return f;
	*seq = r.seq;
	return NULL;
}

const struct fault *case_record(struct desk *d, const struct case_file *c, const struct case_act *act,
				struct problems *out, int64_t *seq)
{
	return case_record_with(d, c, act, out, seq, NULL, NULL);
}
