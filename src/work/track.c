/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/track - one case as the family sees it.
 * Touches the store for the names of who was asked; words come from the rulebook. */
#include "work/track.h"

#include "core/out.h"
#include "gen/sql/track.h"
#include "work/help.h"
#include "work/request.h"

/* Words of the rulebook under a key made at run time, with {1} {2} filled in; absent when there are none. */
static struct str words_of(const struct desk *d, struct str key, const struct str *args, size_t count)
{
	return map_get(&d->book->words, key) ? book_words_with(d->book, d->arena, key, args, count) : STR_NONE;
}

static struct str lower(struct arena *a, struct str s)
{
	struct out o = out_start(a, s.len + 1);
	for (size_t i = 0; i < s.len; i++)
		out_byte(&o, s.at[i] >= 'A' && s.at[i] <= 'Z' ? (char)(s.at[i] - 'A' + 'a') : s.at[i]);
	return out_str(&o);
}

struct str track_step_name(const struct desk *d, const struct step *step)
{
	struct str words = words_of(d, arena_printf(d->arena, "step.%.*s", STR_ARG(lower(d->arena, step->id))), NULL, 0);
	return words.at ? words : step->name;
}

struct str track_act_name(const struct desk *d, const struct pathway *p, const struct event_kind *e)
{
	struct str words = words_of(d, arena_printf(d->arena, "can.%.*s.%.*s", STR_ARG(lower(d->arena, p->id)), STR_ARG(e->id)), NULL, 0);

	return words.at ? words : e->form && !str_is_empty(e->form->title) ? e->form->title : e->name;
}

static struct str role_words(const struct desk *d, const struct ask_line *ask)
{
	const struct code_list *advice = book_codes(d->book, STR("advice"));
	if (str_equal(ask->kind, STR("consultation")))
		return book_words(d->book, STR("track.role.setting"));
	return advice ? code_label(advice, ask->role) : ask->role;
}

static const struct event_kind *kind_of(const struct case_file *c, const struct happened *e)
{
	return pathway_event(c->pathway, e->name);
}

/* --- who has it --- */

static bool is_waiting(const struct ask_line *ask)
{
	return !str_equal(ask->state, STR("answered")) && !str_equal(ask->state, STR("withdrawn"));
}

/* Everybody whose answer of this kind is missing: "Health, Educational psychologist". */
static struct str waiting_list(const struct desk *d, const struct case_file *c, struct str kind)
{
	struct out o = out_start(d->arena, 80);
	for (size_t i = 0; i < c->state.ask_count; i++) {
		const struct ask_line *ask = &c->state.asks[i];
		if (!str_equal(ask->kind, kind) || !is_waiting(ask))
			continue;
		if (o.len)
			out_add(&o, STR(", "));
		out_add(&o, role_words(d, ask));
	}
	return out_str(&o);
}

static void holder_fill(const struct desk *d, struct track *t)
{
	const struct case_file *c = t->c;
	struct str holder = c->state.holder, args[2] = { c->officer_name, c->authority_name };
	bool is_council = str_equal(holder, STR("council"));
	struct str key = c->state.stage->is_end ? STR("track.holder.ended")
		: is_council && str_is_empty(c->officer_name) ? STR("track.holder.council_nobody") : arena_printf(d->arena, "track.holder.%.*s", STR_ARG(holder));
	if (str_equal(holder, STR("advisers")))
		args[0] = waiting_list(d, c, STR("advice"));
	t->holder_words = words_of(d, key, args, 2);
	if (!t->holder_words.at) {
		args[0] = code_label(book_codes(d->book, STR("holder")), holder);
		t->holder_words = book_words_with(d->book, d->arena, STR("track.holder.other"), args, 1);
	}
	t->holder_since = c->state.stage->is_end ? DATE_NONE : c->state.holder_since;
	t->is_with_family = !c->state.stage->is_end && str_equal(holder, STR("family"));
}

/* --- the way --- */

/* Looks at one word of a leg (an event or a step): when it was done, by when it must be. */
static void leg_look(const struct case_file *c, struct str word, struct track_leg *leg, bool *is_open)
{
	for (size_t i = 0; i < c->event_count; i++)
		if (!c->events[i].is_struck && str_equal(c->events[i].name, word) &&
		    (date_is_none(leg->done) || c->events[i].day.day < leg->done.day))
			leg->done = c->events[i].day;
	for (size_t i = 0; i < c->state.step_count; i++) {
		const struct step_line *line = &c->state.steps[i];
		if (!str_equal(line->step->id, word) || line->state == STEP_NOT_APPLIES)
			continue;
		if (date_is_none(leg->by) || (!date_is_none(line->due) && line->due.day > leg->by.day))
			leg->by = line->due;
		leg->is_late = leg->is_late || (line->state == STEP_LATE && line->step->kind == STEP_LEGAL);
		if (line->step->kind == STEP_WINDOW ? date_is_none(line->done)
						    : line->state != STEP_DONE && line->state != STEP_DONE_LATE)
			*is_open = true;
		else if (date_is_none(leg->done) || line->done.day > leg->done.day)
			leg->done = line->done;
	}
}

static void legs_fill(const struct desk *d, struct track *t)
{
	struct str name = arena_printf(d->arena, "journey-%.*s", STR_ARG(lower(d->arena, t->c->pathway->id)));
	const struct code_list *way = book_codes(d->book, name);
	size_t last_done = 0;
	for (size_t i = 0; way && i < way->count; i++) {
		struct track_leg leg = { .name = way->at[i].label, .by = DATE_NONE, .done = DATE_NONE, .mark = TRACK_NEXT };
		struct str rest = way->at[i].code;
		bool is_open = false;
		for (struct str word; (word = str_word(&rest)).at;)
			leg_look(t->c, word, &leg, &is_open);
		if (!date_is_none(leg.done) && !is_open) {
			leg.mark = TRACK_DONE;
			last_done = i + 1;
		}
		if (t->leg_count == t->leg_room)
			arena_grow(d->arena, (void **)&t->legs, &t->leg_room, sizeof *t->legs);
		t->legs[t->leg_count++] = leg;
	}
	bool is_ended = t->c->state.stage->is_end;
	for (size_t i = 0; i < last_done; i++)
		if (t->legs[i].mark != TRACK_DONE)
			t->legs[i].mark = TRACK_PASSED;
	if (is_ended)
		t->leg_count = last_done;       /* what would have come after does not come */
	else if (last_done < t->leg_count)
		t->legs[last_done].mark = TRACK_NOW;
}

/* --- days to know --- */

static void day_add(struct arena *a, struct track *t, struct track_day day)
{
	if (t->day_count == t->day_room)
		arena_grow(a, (void **)&t->days, &t->day_room, sizeof *t->days);
	size_t at = t->day_count++;
	for (; at > 0 && t->days[at - 1].day.day > day.day.day; at--)
		t->days[at] = t->days[at - 1];
	t->days[at] = day;
}

/* The words under which a family is told a day that an event carries: words day.NAME; absent when it is not for them. */
static struct str given_words(const struct desk *d, struct str name)
{
	return words_of(d, arena_printf(d->arena, "day.%.*s", STR_ARG(name)), NULL, 0);
}

static bool is_latest(const struct case_file *c, size_t i)
{
	for (size_t j = i + 1; j < c->event_count; j++)
		if (!c->events[j].is_struck && str_equal(c->events[j].name, c->events[i].name))
			return false;
	return !c->events[i].is_struck;
}

/* Has the family done already what a window counted from this event is for? */
static bool is_answered(const struct case_file *c, const struct happened *e)
{
	for (size_t i = 0; i < c->state.step_count; i++) {
		const struct step_line *line = &c->state.steps[i];
		if (line->step->kind == STEP_WINDOW && str_equal(line->step->counted_from, e->name) &&
		    !date_is_none(line->done))
			return true;
	}
	return false;
}

/* Days that somebody gave: a last day for papers or for an answer, a panel; of the latest public event of each kind. */
static void days_given(const struct desk *d, struct track *t)
{
	const struct case_file *c = t->c;
	for (size_t i = 0; i < c->event_count; i++) {
		const struct event_kind *kind = kind_of(c, &c->events[i]);
		if (!kind || !kind->public_part || !is_latest(c, i) || is_answered(c, &c->events[i]))
			continue;
		for (size_t f = 0; f < c->events[i].fields.count; f++) {
			const struct answer *answer = &c->events[i].fields.at[f];
			struct str words = given_words(d, answer->name);
			struct date day = date_read(answer->text);
			if (words.at && !date_is_none(day) && day.day >= d->now.today.day)
				day_add(d->arena, t, (struct track_day){ .day = day, .to = DATE_NONE, .name = words,
					.is_family = true });
		}
	}
}

/* Has the family been given a day of its own for what this window allows? */
static bool is_given(const struct desk *d, const struct case_file *c, const struct step_line *line)
{
	for (size_t i = 0; i < c->event_count; i++) {
		if (!str_equal(c->events[i].name, line->step->counted_from) || !is_latest(c, i))
			continue;
		for (size_t f = 0; f < c->events[i].fields.count; f++)
			if (given_words(d, c->events[i].fields.at[f].name).at &&
			    !date_is_none(date_read(c->events[i].fields.at[f].text)))
				return true;
	}
	return false;
}

static void days_fill(const struct desk *d, struct track *t)
{
	const struct case_file *c = t->c;
	if (c->state.stage->is_end)
		return;
	days_given(d, t);
	for (size_t i = 0; i < c->state.step_count; i++) {
		const struct step_line *line = &c->state.steps[i];
		enum step_kind kind = line->step->kind;
		bool is_window = kind == STEP_WINDOW;
		if (line->state != STEP_OPEN || date_is_none(line->due) || line->due.day < d->now.today.day ||
		    line->subject.len || line->step->law.is_unverified || str_equal(line->step->who, STR("system")) ||
		    !(is_window || kind == STEP_LEGAL || kind == STEP_TARGET))
			continue;
		if (is_window && (is_given(d, c, line) || !date_is_none(line->done)))
			continue;
		day_add(d->arena, t, (struct track_day){ .day = line->due, .to = line->to,
			.name = track_step_name(d, line->step), .line = line, .is_family = is_window });
	}
}

/* --- what happened, who was asked, what is late --- */

static struct str happened_words(const struct desk *d, const struct case_file *c, const struct happened *e,
				 const struct event_kind *kind)
{
	struct str role = STR_NONE;
	for (size_t i = 0; i < c->state.ask_count; i++)
		if (e->subject.len && str_equal(c->state.asks[i].subject, e->subject))
			role = role_words(d, &c->state.asks[i]);
	struct str key = arena_printf(d->arena, "happened.%.*s.%.*s", STR_ARG(lower(d->arena, c->pathway->id)),
				      STR_ARG(e->name));
	struct str words = words_of(d, key, &role, 1);
	return words.at ? words : kind->name;
}

static void happened_fill(const struct desk *d, struct track *t)
{
	const struct case_file *c = t->c;
	for (size_t i = c->event_count; i-- > 0;) {
		const struct happened *e = &c->events[i];
		const struct event_kind *kind = kind_of(c, e);
		if (!kind || !kind->public_part || e->is_struck)
			continue;
		if (t->happened_count == t->happened_room)
			arena_grow(d->arena, (void **)&t->happened, &t->happened_room, sizeof *t->happened);
		size_t at = t->happened_count++;
		for (; at > 0 && t->happened[at - 1].day.day < e->day.day; at--)
			t->happened[at] = t->happened[at - 1];
		t->happened[at] = (struct track_happened){ e->day, happened_words(d, c, e, kind), case_came_words(d->arena, d->book, e),
			e->seq };
	}
}

static const struct fault *asked_fill(struct desk *d, struct track *t)
{
	struct track_asks_rows names;
	TRY(sql_track_asks(d->store, d->arena, &(struct track_asks_in){ .process_id = t->c->id }, &names));
	for (size_t i = 0; i < t->c->state.ask_count; i++) {
		const struct ask_line *ask = &t->c->state.asks[i];
		struct track_asked line = { .subject = ask->subject, .who = role_words(d, ask), .asked = ask->asked, .due = ask->due,
			.answered = ask->answered, .is_answered = str_equal(ask->state, STR("answered")),
			.is_consultation = str_equal(ask->kind, STR("consultation")) };
		for (size_t j = 0; j < names.count; j++)
			if (str_equal(names.at[j].subject, ask->subject))
				line.name = names.at[j].name;
		line.is_late = is_waiting(ask) && !t->c->state.stage->is_end && !date_is_none(ask->due) &&
			       ask->due.day < d->now.today.day;
		line.state = book_words(d->book, line.is_answered ? STR("track.asked.answered")
				: !is_waiting(ask) ? STR("track.asked.withdrawn")
				: line.is_late ? STR("track.asked.late") : STR("track.asked.waiting"));
		if (t->asked_count == t->asked_room)
			arena_grow(d->arena, (void **)&t->asked, &t->asked_room, sizeof *t->asked);
		t->asked[t->asked_count++] = line;
	}
	return NULL;
}

/* The council's own legal days gone by and not met; what others owe stands beside who was asked. */
static void late_fill(const struct desk *d, struct track *t)
{
	for (size_t i = 0; i < t->c->state.step_count; i++) {
		const struct step_line *line = &t->c->state.steps[i];
		if (line->step->kind != STEP_LEGAL || line->late_days <= 0 || line->subject.len ||
		    (line->state != STEP_LATE && line->state != STEP_OPEN))
			continue;
		struct str days = arena_printf(d->arena, "%d", (int)line->late_days);
		struct str how_late = book_words_with(d->book, d->arena, STR("track.late.days"), &days, 1);
		struct str args[2] = { date_words(d->arena, line->due), how_late };
		struct track_late late = { .name = track_step_name(d, line->step), .line = line,
			.words = book_words_with(d->book, d->arena, STR("track.late.open"), args, 2) };
		if (line->exception)
			late.reason = book_words_with(d->book, d->arena, STR("track.late.exception"),
						      &line->exception->name, 1);
		if (t->late_count == t->late_room)
			arena_grow(d->arena, (void **)&t->late, &t->late_room, sizeof *t->late);
		t->late[t->late_count++] = late;
	}
}

/* Did the young person ask? Told by the contacts, or, where these are not to be seen, by the form that began it. */
static bool is_self(const struct desk *d, const struct case_file *c)
{
	const struct event_kind *first = c->event_count ? kind_of(c, &c->events[0]) : NULL;
	for (size_t i = 0; i < c->contact_count; i++)
		if (str_equal(c->contacts[i].kind, STR("self")) && date_is_none(c->contacts[i].ended))
			return true;
	return first && first->form &&
	       str_equal(request_asker(d->book, first->form, d->arena, &c->events[0].fields), STR("self"));
}

const struct fault *track_make(struct desk *d, const struct case_file *c, struct track *out)
{
	const struct stage *stage = c->state.stage;
	*out = (struct track){ .c = c, .is_self = is_self(d, c), .stage_name = stage->family_name,
		.next_words = stage->family_next, .can_words = stage->family_can, .rights_words = stage->family_rights,
		.next = stage->is_end ? NULL : c->state.next };
	TRY(help_service(d, c->authority, &out->help_name, &out->help_phone));
	holder_fill(d, out);
	legs_fill(d, out);
	days_fill(d, out);
	happened_fill(d, out);
	late_fill(d, out);
	case_offers(d, c, &out->can, &out->can_count);
	return asked_fill(d, out);
}
