/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/pathway_scene - what an expression of a pathway can see.
 * Touches nothing. */
#include "rules/scene.h"

struct str answers_get(const struct answers *list, struct str name)
{
	for (size_t i = 0; list && i < list->count; i++)
		if (str_equal(list->at[i].name, name))
			return list->at[i].text;
	return STR_NONE;
}

static bool may_be_known(const struct scene *s, struct str name)
{
	uint64_t bit = str_hash(name) % 512;

	return s->known->bits[bit / 64] >> (bit % 64) & 1;
}

static void know(struct scene_names *names, struct str name)
{
	uint64_t bit = str_hash(name) % 512;

	names->bits[bit / 64] |= (uint64_t)1 << (bit % 64);
}

/* The latest event of this name (of the scene's subject, when it has one), or NULL. */
static const struct happened *scene_event(const struct scene *s, struct str name)
{
	const struct happened *general = NULL;

	for (size_t i = s->count; i-- > 0;) {
		const struct happened *e = s->events[i];

		if (!str_equal(e->name, name))
			continue;
		if (str_is_empty(s->subject) || str_equal(e->subject, s->subject))
			return e;
		if (str_is_empty(e->subject) && !general)
			general = e;
	}
	return general;
}

static struct value special(const struct scene *s, struct str name, bool *found)
{
	*found = true;
	if (str_equal(name, STR("start")))
		return value_date(s->start);
	if (str_equal(name, STR("asked")))
		return value_date(s->asked);
	if (str_equal(name, STR("step_from")))
		return value_date(s->step_from);
	if (str_equal(name, STR("step_due")))
		return value_date(s->step_due);
	if (str_equal(name, STR("subject")) && !str_is_empty(s->subject))
		return value_known(s->subject);
	if (str_equal(name, STR("day")) && !date_is_none(s->day))
		return value_date(s->day);
	/* The stage is known to what is reckoned after it: offers, refusals, exceptions. */
	if (str_equal(name, STR("stage")))
		return value_known(s->state && s->state->stage ? s->state->stage->id : STR_NONE);
	if (str_equal(name, STR("is_ended")))
		return (struct value){ VALUE_BOOL, DATE_NONE, s->state && s->state->stage && s->state->stage->is_end,
				       STR_NONE };
	*found = false;
	return value_date(DATE_NONE);
}

static struct value look(const void *ctx, struct str name);

/* A fact that was told, or that the pathway reckons from the facts above it. */
static struct value fact_value(const struct scene *s, struct str name)
{
	struct str text = answers_get(s->facts, name);
	size_t upto = s->is_in_fact ? s->fact_upto : s->p->facts.count;
	struct scene above = *s;
	struct expr_world w;

	for (size_t i = 0; !text.at && i < upto; i++) {
		const struct fact *f = &s->p->facts.at[i];

		if (!f->value || !str_equal(f->id, name))
			continue;
		above.is_in_fact = true;
		above.fact_upto = i;
		w = scene_world(&above);
		return expr_reckon(f->value, &w, s->a);
	}
	return value_known(text);
}

static struct value look(const void *ctx, struct str name)
{
	const struct scene *s = ctx;
	const struct happened *e;
	struct str text;
	bool found;
	struct value v = special(s, name, &found);

	if (found)
		return v;
	text = answers_get(s->typed, name);
	if (text.at)
		return value_known(text);
	if (!may_be_known(s, name))
		return fact_value(s, name);
	e = scene_event(s, name);
	if (e)
		return value_date(e->day);
	for (size_t i = s->count; i-- > 0;) {
		if (!str_is_empty(s->subject) && !str_is_empty(s->events[i]->subject) &&
		    !str_equal(s->events[i]->subject, s->subject))
			continue;
		text = answers_get(&s->events[i]->fields, name);
		if (text.at)
			return value_known(text);
	}
	return fact_value(s, name);
}

static int64_t count_of(const void *ctx, struct str name)
{
	const struct scene *s = ctx;
	int64_t found = 0;

	for (size_t i = 0; i < s->count; i++)
		found += str_equal(s->events[i]->name, name);
	return found;
}

static bool ask_is_open(const struct ask_line *ask)
{
	return !str_equal(ask->state, STR("answered")) && !str_equal(ask->state, STR("withdrawn"));
}

static struct ask_line *ask_of(struct scene_asks *asks, struct str subject)
{
	for (size_t i = 0; i < asks->count; i++)
		if (str_equal(asks->at[i].subject, subject))
			return &asks->at[i];
	return NULL;
}

static void open_asks(const struct scene *s, const struct happened *e, struct str kind, struct scene_asks *asks)
{
	for (size_t i = 0; i < e->fields.count; i++) {
		struct str rest = e->fields.at[i].text, name = e->fields.at[i].name;
		struct ask_line ask = { .kind = kind, .state = STR("asked"), .asked = e->day,
					.received = DATE_NONE, .due = DATE_NONE, .answered = DATE_NONE, .ended = DATE_NONE };
		struct ask_line *old;

		if (!str_starts(name, STR("ask.")))
			continue;
		ask.subject = str_slice(name, 4, name.len);
		if (!str_to_int(str_word(&rest), &ask.organisation_id))
			ask.organisation_id = 0;
		ask.role = str_word(&rest);
		if (str_is_empty(ask.role))
			ask.role = kind;
		old = ask_of(asks, ask.subject);
		if (old)
			*old = ask;
		else
			LIST_PUSH(s->a, asks, ask);
	}
}

static void move_ask(struct ask_line *ask, const struct happened *e, struct str state)
{
	ask->state = state;
	if (str_equal(state, STR("received")))
		ask->received = e->day;
	if (str_equal(state, STR("accepted")))
		ask->account_id = e->account_id;
	if (str_equal(state, STR("answered")))
		ask->answered = e->day;
	ask->ended = ask_is_open(ask) ? DATE_NONE : e->day;
}

struct scene_asks scene_asks(const struct scene *s)
{
	struct scene_asks asks = { 0 };
	size_t from = 0;

	/* As events are added the asks go on from where they stood; looking back begins anew. */
	if (s->kept->is_set && s->kept->count == s->count)
		return s->kept->asks;
	if (s->kept->goes_on && s->kept->count < s->count) {
		from = s->kept->count;
		asks = s->kept->asks;
	}
	for (size_t i = from; i < s->count; i++) {
		const struct happened *e = s->events[i];
		const struct event_kind *kind = s->kinds[i];
		struct ask_line *ask;

		if (!kind)
			continue;
		if (!str_is_empty(kind->asks))
			open_asks(s, e, kind->asks, &asks);
		ask = str_is_empty(kind->ask_state) ? NULL : ask_of(&asks, e->subject);
		if (ask)
			move_ask(ask, e, kind->ask_state);
	}
	*s->kept = (struct asks_kept){ true, s->kept->goes_on, s->count, asks };
	return asks;
}

static int64_t asks_in(const void *ctx, struct str kind, bool only_open)
{
	struct scene_asks asks = scene_asks(ctx);
	int64_t found = 0;

	for (size_t i = 0; i < asks.count; i++)
		found += str_equal(asks.at[i].kind, kind) && (!only_open || ask_is_open(&asks.at[i]));
	return found;
}

static int64_t asks_open(const void *ctx, struct str kind)
{
	return asks_in(ctx, kind, true);
}

static int64_t asks_all(const void *ctx, struct str kind)
{
	return asks_in(ctx, kind, false);
}

/* due('STEP') and done('STEP') see the steps written above the one that asks. */
static struct value about(const void *ctx, struct str what, struct str of)
{
	const struct scene *s = ctx;

	if (str_equal(what, STR("first"))) {
		for (size_t i = 0; i < s->count; i++)
			if (str_equal(s->events[i]->name, of) &&
			    (str_is_empty(s->subject) || str_is_empty(s->events[i]->subject) ||
			     str_equal(s->events[i]->subject, s->subject)))
				return value_date(s->events[i]->day);
		return value_date(DATE_NONE);
	}
	for (size_t i = 0; s->state && i < s->state->step_count; i++) {
		const struct step_line *line = &s->state->steps[i];

		if (str_equal(line->step->id, of) &&
		    (str_is_empty(s->subject) || str_equal(line->subject, s->subject)))
			return value_date(str_equal(what, STR("due")) ? line->due : line->done);
	}
	return value_date(DATE_NONE);
}

struct expr_world scene_world(const struct scene *s)
{
	return (struct expr_world){
		.ctx = s, .name = look, .count = count_of, .open = asks_open, .all = asks_all, .about = about,
		.holidays = s->book->holidays, .holiday_count = s->book->holiday_count,
		.school_days = s->school_days, .school_day_count = s->school_day_count, .today = s->today, .changes = s->changes,
	};
}

bool scene_is_true(const struct scene *s, const struct expr *e)
{
	struct expr_world w = scene_world(s);

	return !e || expr_is_true(e, &w, s->a);
}

struct date scene_date(const struct scene *s, const struct expr *e)
{
	struct expr_world w = scene_world(s);

	return e ? expr_date(e, &w, s->a) : DATE_NONE;
}

/* Marks what later events correct and gives each event its place: the seq of the first of its chain. */
static int64_t *places(struct arena *a, struct happened *events, size_t count)
{
	int64_t *place = ARENA_NEW(a, int64_t, count + 1);

	for (size_t i = 0; i < count; i++)
		events[i].is_struck = false;
	for (size_t i = 0; i < count; i++) {
		place[i] = events[i].seq;
		for (size_t j = 0; j < i && events[i].corrects != 0; j++)
			if (events[j].seq == events[i].corrects) {
				events[j].is_struck = true;
				place[i] = place[j];
			}
	}
	return place;
}

struct days { struct date *at; size_t count, room; };

/* Keeps the days in order, each once. */
static void put_day(struct arena *a, struct days *list, struct date d)
{
	size_t at = list->count;

	while (at > 0 && list->at[at - 1].day > d.day)
		at--;
	if (at > 0 && list->at[at - 1].day == d.day)
		return;
	LIST_PUSH(a, list, d);
	for (size_t i = list->count - 1; i > at; i--)
		list->at[i] = list->at[i - 1];
	list->at[at] = d;
}

/* The school's own days: the fact school_days, dates with blanks or commas between. */
static void read_school_days(struct scene *s)
{
	struct days list = { 0 };
	struct str rest = answers_get(s->facts, STR("school_days"));

	while (rest.at) {
		struct str part = str_cut(&rest, ',');

		for (struct str word = str_word(&part); word.at; word = str_word(&part)) {
			struct date d = date_read(word);

			if (!date_is_none(d))
				put_day(s->a, &list, d);
		}
	}
	s->school_days = list.at;
	s->school_day_count = list.count;
}

static const struct scene_names *names_of(struct arena *a, const struct scene *s)
{
	struct scene_names *names = ARENA_NEW(a, struct scene_names, 1);

	for (size_t i = 0; i < s->count; i++) {
		know(names, s->events[i]->name);
		for (size_t j = 0; j < s->events[i]->fields.count; j++)
			know(names, s->events[i]->fields.at[j].name);
	}
	return names;
}

struct scene scene_of(struct arena *a, const struct rulebook *book, const struct pathway *p,
		      struct happened *events, size_t count, const struct answers *facts, struct date today)
{
	int64_t *place = places(a, events, count);
	int64_t *order = ARENA_NEW(a, int64_t, count + 1);
	struct scene s = { .a = a, .book = book, .p = p, .facts = facts, .today = today, .asked = DATE_NONE,
			   .day = DATE_NONE, .step_from = DATE_NONE, .step_due = DATE_NONE, .start = DATE_NONE };

	s.events = ARENA_NEW(a, const struct happened *, count + 1);
	for (size_t i = 0; i < count; i++) {
		size_t at = s.count;

		if (events[i].is_struck)
			continue;
		while (at > 0 && (s.events[at - 1]->day.day > events[i].day.day ||
				  (s.events[at - 1]->day.day == events[i].day.day && order[at - 1] > place[i]))) {
			s.events[at] = s.events[at - 1];
			order[at] = order[at - 1];
			at--;
		}
		s.events[at] = &events[i];
		order[at] = place[i];
		s.count++;
	}
	s.known = names_of(a, &s);
	s.kept = ARENA_NEW(a, struct asks_kept, 1);
	s.kinds = ARENA_NEW(a, const struct event_kind *, s.count + 1);
	for (size_t i = 0; i < s.count; i++)
		s.kinds[i] = pathway_event(p, s.events[i]->name);
	read_school_days(&s);
	s.start = scene_date(&s, p->start);
	return s;
}
