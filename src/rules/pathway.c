/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/pathway - where a process stands.
 * Touches nothing. No process is named here: all that differs between them is text. */
#include "rules/days.h"
#include "rules/scene.h"

/* A step due within so many days is at risk. */
enum { RISK_DAYS = 14 };

struct date day_to_send(struct date d, const struct date *holidays, size_t count)
{
	struct calendar c = { holidays, count };

	if (!days_is_covered(c, d))
		return DATE_NONE;
	return days_is_working(c, d) ? d : days_working(c, -1, d);
}

/* The day that picks the versions of rules: as the text says, else the start, else the first thing known. */
static struct date version_day(const struct scene *s)
{
	struct date on = scene_date(s, s->p->selected_by);

	if (!date_is_none(on))
		return on;
	if (!date_is_none(s->start))
		return s->start;
	return s->count > 0 ? s->events[0]->day : s->today;
}

bool pathway_can_be_late(const struct step *step)
{
	return step->done && step->kind != STEP_WINDOW && step->kind != STEP_NOT_BEFORE;
}

static enum step_state state_of(const struct scene *s, struct step_line *line)
{
	const struct step *step = line->step;

	if (!date_is_none(line->done)) {
		if (pathway_can_be_late(step) && !date_is_none(line->due) && line->done.day > line->due.day) {
			line->late_days = date_between(line->due, line->done);
			return line->exception ? STEP_DONE : STEP_DONE_LATE;
		}
		return STEP_DONE;
	}
	if (!scene_is_true(s, step->applies))
		return STEP_NOT_APPLIES;
	if (date_is_none(line->due))
		return step->done && !date_is_none(line->from) ? STEP_OPEN : STEP_NOT_YET;
	if (!pathway_can_be_late(step)) {
		struct date end = date_is_none(line->to) ? line->due : line->to;

		return s->today.day > end.day ? STEP_DONE : STEP_OPEN;
	}
	if (s->today.day <= line->due.day)
		return STEP_OPEN;
	line->late_days = date_between(line->due, s->today);
	return line->exception ? STEP_OPEN : STEP_LATE;
}

static bool lists(const struct texts *list, struct str word)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->at[i], word))
			return true;
	return false;
}

/* Does the test hold when asked with the time of this step (NULL: of none) and (when claimed) the claim's own answers? */
static bool holds(const struct scene *s, const struct exception *e, const struct happened *claim,
		  const struct step_line *line, bool *is_known)
{
	struct scene with = *s;
	struct str rest = e->needs;

	with.step_from = line ? line->from : DATE_NONE;
	with.step_due = line ? line->due : DATE_NONE;
	with.typed = claim ? &claim->fields : s->typed;
	*is_known = true;
	for (struct str word = str_word(&rest); word.at; word = str_word(&rest)) {
		struct expr_world w = scene_world(&with);

		if (w.name(w.ctx, word).kind == VALUE_ABSENT)
			*is_known = false;
	}
	return *is_known && e->available && scene_is_true(&with, e->available);
}

static const struct exception *exception_of(const struct scene *s, size_t event)
{
	const struct event_kind *kind = s->kinds[event];

	if (!kind || !str_equal(kind->kind, STR("exception")))
		return NULL;
	return pathway_exception(s->p, answers_get(&s->events[event]->fields, STR("code")));
}

static bool is_about(const struct happened *claim, const struct step_line *line)
{
	struct str step = answers_get(&claim->fields, STR("step"));

	return (str_is_empty(step) || str_equal(step, line->step->id)) &&
	       (str_is_empty(claim->subject) || str_equal(claim->subject, line->subject));
}

/* An exception lifts the fixed limit only where it was claimed, may be claimed, and its test holds. */
static void claim_exceptions(const struct scene *s, struct step_line *line)
{
	bool is_known;

	for (size_t i = 0; i < s->count; i++) {
		const struct exception *e = exception_of(s, i);

		if (e && lists(&line->step->exceptions, e->code) && is_about(s->events[i], line) &&
		    holds(s, e, s->events[i], line, &is_known)) {
			line->exception = e;
			line->exception_seq = s->events[i]->seq;
		}
	}
}

/* Areas that count the day of receipt as day 1 are warned a day earlier; the breach stays where it is. */
static bool warns_early(const struct scene *s, const struct step *step)
{
	return step->kind == STEP_LEGAL && str_equal(step->counted_from, STR("start")) &&
	       str_equal(answers_get(s->facts, STR("receipt_is_day_one")), STR("yes"));
}

static void add_step(const struct scene *s, const struct step *step, struct case_state *state)
{
	struct step_line line = { .step = step, .subject = s->subject };
	struct expr_world w = scene_world(s);
	struct value from = { VALUE_ABSENT, DATE_NONE, 0, STR_NONE };

	if (!str_is_empty(step->counted_from))
		from = w.name(w.ctx, step->counted_from);
	line.due = scene_date(s, step->due);
	line.to = scene_date(s, step->to);
	line.done = scene_date(s, step->done);
	line.from = from.kind == VALUE_DATE ? from.date :
		    from.kind == VALUE_TEXT ? date_read(from.text) : DATE_NONE;
	if (date_is_none(line.from) && !date_is_none(s->asked)) {
		line.from = s->asked;
		line.is_planned = true;
	}
	line.plan_to_send = day_to_send(warns_early(s, step) ? days_add(line.due, -1) : line.due,
					s->book->holidays, s->book->holiday_count);
	claim_exceptions(s, &line);
	line.state = state_of(s, &line);
	if (state->step_count == state->step_room)
		arena_grow(s->a, (void **)&state->steps, &state->step_room, sizeof *state->steps);
	state->steps[state->step_count++] = line;
}

static bool is_in_force(const struct scene *s, const struct step *step, struct date on)
{
	struct date own = scene_date(s, step->selected_by);

	if (!date_is_none(own))
		on = own;
	/* What is not yet law is reckoned only within a process that is itself not yet law: who asks for it knows. */
	if ((step->law.status == STATUS_PROPOSED || step->law.status == STATUS_NOT_COMMENCED) &&
	    step->law.status != s->p->status)
		return false;
	return (date_is_none(step->law.valid_from) || step->law.valid_from.day <= on.day) &&
	       (date_is_none(step->law.valid_to) || on.day <= step->law.valid_to.day);
}

/* One clock a process, or one for each ask of its kind; without any ask the general one. */
static void reckon_step(struct scene *s, const struct step *step, struct case_state *state)
{
	bool has_ask = false;

	for (size_t i = 0; !str_is_empty(step->per) && i < state->ask_count; i++) {
		struct ask_line *ask = &state->asks[i];

		if (!str_equal(ask->kind, step->per))
			continue;
		has_ask = true;
		s->subject = ask->subject;
		s->asked = ask->asked;
		add_step(s, step, state);
		if (date_is_none(ask->due))
			ask->due = state->steps[state->step_count - 1].due;
	}
	s->subject = STR_NONE;
	s->asked = DATE_NONE;
	if (!has_ask)
		add_step(s, step, state);
}

static const struct stage *stage_of(const struct scene *s)
{
	const struct stage *found = NULL;

	for (size_t i = 0; i < s->p->stage_count; i++)
		if (scene_is_true(s, s->p->stages[i].when))
			found = &s->p->stages[i];
	return found;
}

static void hand_push(const struct scene *s, struct case_state *state)
{
	if (state->hand_count == state->hand_room)
		arena_grow(s->a, (void **)&state->hands, &state->hand_room, sizeof *state->hands);
	state->hands[state->hand_count++] = (struct hand){ state->holder, state->holder_since, state->holder_seq };
}

/* Walks the events in order: each may hand the case on, judged by what was known then. */
static void reckon_holder(const struct scene *s, struct case_state *state)
{
	struct scene then = *s;
	struct asks_kept kept = { .goes_on = true };

	then.kept = &kept;
	state->holder_since = DATE_NONE;
	for (size_t i = 0; i < s->count; i++) {
		const struct event_kind *kind = s->kinds[i];

		then.count = i + 1;
		for (size_t j = 0; kind && j < kind->holder.count; j++) {
			const struct pick *pick = &kind->holder.at[j];

			if (!scene_is_true(&then, pick->when))
				continue;
			if (!str_equal(state->holder, pick->word)) {
				state->holder = pick->word;
				state->holder_since = s->events[i]->day;
				state->holder_seq = s->events[i]->seq;
				hand_push(s, state);
			}
			break;
		}
	}
}

static void push_exception(const struct scene *s, struct case_state *state, struct exception_line line)
{
	if (state->exception_count == state->exception_room)
		arena_grow(s->a, (void **)&state->exceptions, &state->exception_room, sizeof line);
	state->exceptions[state->exception_count++] = line;
}

/* The line of an exception, for one claim or for none. */
static struct exception_line exception_line(const struct scene *s, const struct case_state *state,
					    const struct exception *e, const struct happened *claim)
{
	struct exception_line line = { .exception = e, .step = STR("") };
	struct scene with = *s;

	if (claim) {
		line.step = answers_get(&claim->fields, STR("step"));
		line.seq = claim->seq;
		with.typed = &claim->fields;
	}
	for (size_t i = 0; i < state->step_count; i++) {
		const struct step_line *step = &state->steps[i];
		bool is_known = false;

		if (!lists(&step->step->exceptions, e->code) || (claim && !is_about(claim, step)))
			continue;
		line.is_available = holds(s, e, claim, step, &is_known) || line.is_available;
		line.is_known = line.is_known || is_known;
	}
	line.window_from = scene_date(&with, e->window_from);
	line.window_to = scene_date(&with, e->window_to);
	return line;
}

static void reckon_exceptions(const struct scene *s, bool all, struct case_state *state)
{
	for (size_t i = 0; all && i < s->p->exception_count; i++)
		push_exception(s, state, exception_line(s, state, &s->p->exceptions[i], NULL));
	for (size_t i = 0; i < s->count; i++) {
		const struct exception *e = exception_of(s, i);

		if (e)
			push_exception(s, state, exception_line(s, state, e, s->events[i]));
	}
}

static bool comes_first(const struct step_line *a, const struct step_line *b)
{
	if (!b)
		return true;
	if (date_is_none(a->due) || date_is_none(b->due))
		return date_is_none(b->due) && !date_is_none(a->due);
	return a->due.day < b->due.day;
}

/* What comes next and whether it is late. In an ended process nothing is open any more. */
static void reckon_next(const struct scene *s, struct case_state *state, struct date today)
{
	bool is_ended = state->stage && state->stage->is_end;
	bool is_law = s->p->status == STATUS_IN_FORCE || s->p->status == STATUS_EXPIRED;        /* what an area only tries breaks no law */

	for (size_t i = 0; i < state->step_count; i++) {
		struct step_line *line = &state->steps[i];
		bool is_open = line->state == STEP_OPEN || line->state == STEP_LATE;

		if (is_ended && (is_open || line->state == STEP_NOT_YET)) {
			line->state = STEP_NOT_APPLIES;
			line->late_days = 0;
			is_open = false;
		}
		if (line->state == STEP_LATE && line->step->kind == STEP_LEGAL && is_law)
			state->is_late = true;
		if (line->state == STEP_LATE)
			state->is_at_risk = true;
		if (is_open && line->step->kind == STEP_LEGAL && line->step->done && comes_first(line, state->next))
			state->next = line;
	}
	if (state->next && !date_is_none(state->next->due) && state->next->due.day - today.day <= RISK_DAYS)
		state->is_at_risk = true;
}

static void reckon_offers(const struct scene *s, struct case_state *state)
{
	for (size_t i = 0; i < s->p->event_count; i++) {
		if (!scene_is_true(s, s->p->events[i].when))
			continue;
		if (state->offer_count == state->offer_room)
			arena_grow(s->a, (void **)&state->offers, &state->offer_room, sizeof *state->offers);
		state->offers[state->offer_count++] = &s->p->events[i];
	}
}

/* The day an ended process ended: the day of the event that first made this stage true. */
static struct date closed_on(const struct scene *s, const struct stage *stage)
{
	struct scene then = *s;
	struct asks_kept kept = { .goes_on = true };

	then.kept = &kept;
	for (size_t i = 0; i < s->count; i++) {
		then.count = i + 1;
		if (stage_of(&then) == stage)
			return s->events[i]->day;
	}
	return DATE_NONE;
}

/* When the versions are picked by today's date, they may change where one begins or ends. */
static void versions_change(const struct pathway *p, struct date today, struct date *changes)
{
	for (size_t i = 0; i < p->step_count; i++) {
		struct date days[2] = { p->steps[i].law.valid_from, date_add(p->steps[i].law.valid_to, 1) };

		for (size_t j = 0; j < 2; j++)
			if (!date_is_none(days[j]) && days[j].day > today.day &&
			    (date_is_none(*changes) || days[j].day < changes->day))
				*changes = days[j];
	}
}

/* all: also what may happen next and which exceptions could be claimed */
static struct case_state reckon(struct arena *a, const struct rulebook *book, const struct pathway *p,
				struct happened *events, size_t count, const struct answers *facts, struct date today,
				bool all)
{
	struct scene s = scene_of(a, book, p, events, count, facts, today);
	struct scene_asks asks = scene_asks(&s);
	struct case_state state = { .start = s.start, .holder = STR(""), .closed = DATE_NONE, .outcome = STR("") };
	struct date by_today = DATE_NONE, on;

	state.changes = DATE_NONE;
	s.changes = &by_today;
	on = version_day(&s);
	if (!date_is_none(by_today))
		versions_change(p, today, &state.changes);
	s.changes = &state.changes;
	state.asks = asks.at;
	state.ask_count = asks.count;
	state.ask_room = asks.room;
	s.state = &state;
	for (size_t i = 0; i < p->step_count; i++)
		if (is_in_force(&s, &p->steps[i], on))
			reckon_step(&s, &p->steps[i], &state);
	state.stage = stage_of(&s);
	reckon_holder(&s, &state);
	reckon_exceptions(&s, all, &state);
	reckon_next(&s, &state, today);
	s.changes = NULL;
	if (all)
		reckon_offers(&s, &state);
	s.changes = &state.changes;
	state.decided = scene_date(&s, p->decided);
	state.issued = scene_date(&s, p->issued);
	state.whole = scene_date(&s, p->whole);
	state.planned = scene_date(&s, p->planned);
	if (state.stage && state.stage->is_end) {
		state.outcome = state.stage->outcome;
		state.closed = closed_on(&s, state.stage);
	}
	return state;
}

struct case_state pathway_reckon(struct arena *a, const struct rulebook *book, const struct pathway *p,
				 struct happened *events, size_t count, const struct answers *facts,
				 struct date today)
{
	return reckon(a, book, p, events, count, facts, today, true);
}

struct case_state pathway_stand(struct arena *a, const struct rulebook *book, const struct pathway *p,
				struct happened *events, size_t count, const struct answers *facts, struct date today)
{
	return reckon(a, book, p, events, count, facts, today, false);
}

bool pathway_exception_holds(struct arena *a, const struct rulebook *book, const struct pathway *p,
			     const struct exception *e, struct happened *events, size_t count,
			     const struct answers *facts, const struct case_state *state,
			     const struct step_line *line, struct date today, bool *is_known)
{
	struct scene s = scene_of(a, book, p, events, count, facts, today);

	s.state = state;
	if (line)
		s.subject = line->subject;
	return holds(&s, e, NULL, line, is_known);
}

struct value pathway_value(struct arena *a, const struct rulebook *book, const struct pathway *p,
			   const struct expr *e, struct happened *events, size_t count,
			   const struct answers *facts, const struct case_state *state, struct date today)
{
	struct scene s = scene_of(a, book, p, events, count, facts, today);
	struct expr_world w;

	s.state = state;
	w = scene_world(&s);
	return expr_reckon(e, &w, a);
}

bool happened_has(const struct happened *events, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (!events[i].is_struck && str_equal(events[i].name, name))
			return true;
	return false;
}

bool pathway_holds(struct arena *a, const struct rulebook *book, const struct pathway *p, const struct expr *e,
		   struct happened *events, size_t count, const struct answers *facts, const struct case_state *state,
		   struct date today)
{
	struct scene s = scene_of(a, book, p, events, count, facts, today);

	s.state = state;
	return scene_is_true(&s, e);
}

struct expr_world pathway_world(struct arena *a, const struct rulebook *book, const struct pathway *p,
				struct happened *events, size_t count, const struct answers *facts,
				const struct case_state *state, const struct happened *event, struct str subject,
				struct date today)
{
	struct scene *s = ARENA_NEW(a, struct scene, 1);

	*s = scene_of(a, book, p, events, count, facts, today);
	s->state = state;
	s->subject = subject;
	s->day = event ? event->day : today;
	s->typed = event ? &event->fields : NULL;
	for (size_t i = 0; i < state->ask_count; i++)
		if (!str_is_empty(subject) && str_equal(state->asks[i].subject, subject))
			s->asked = state->asks[i].asked;
	return scene_world(s);
}
