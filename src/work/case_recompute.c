/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/case_recompute - the computed columns and tables of a case, made from its events.
 * Touches the store, rules/pathway and jansson (fields of events). */
#include <jansson.h>

#include "gen/sql/recompute.h"
#include "work/case_room.h"
#include "work/lateness.h"
#include "work/list.h"

/* A text without escapes, between two quotes; moves `at` behind it. */
static bool plain_text(struct str s, size_t *at, struct str *out)
{
	size_t from = *at + 1, to = from;

	if (*at >= s.len || s.at[*at] != '"')
		return false;
	while (to < s.len && s.at[to] != '"') {
		if (s.at[to] == '\\' || (unsigned char)s.at[to] < 0x20)
			return false;
		to++;
	}
	*out = str_slice(s, from, to);
	*at = to + 1;
	return to < s.len;
}

/* Most answers are as case_answers_write leaves them, {"name":"text","name":"text"}, without escapes: read in place, as
 * a daily pass reads millions. False for all else; jansson says what it is. */
static bool plain_answers(struct arena *a, struct str s, struct answers *out)
{
	size_t at = 1;
	bool is_more = s.len > 2;

	if (s.len < 2 || s.at[0] != '{' || s.at[s.len - 1] != '}')
		return false;
	while (is_more) {
		struct answer answer;

		while (at < s.len && s.at[at] == ' ')
			at++;
		if (!plain_text(s, &at, &answer.name) || at >= s.len || s.at[at++] != ':')
			return false;
		while (at < s.len && s.at[at] == ' ')
			at++;
		if (!plain_text(s, &at, &answer.text) || at >= s.len)
			return false;
		LIST_PUSH(a, out, answer);
		is_more = s.at[at] == ',';
		at += is_more;
	}
	return at + 1 == s.len;
}

const struct fault *case_answers_read(struct arena *a, struct str fields, struct answers *out)
{
	if (plain_answers(a, fields, out))
		return NULL;
	out->count = 0;
	json_t *object = json_loadb(fields.at ? fields.at : "{}", fields.at ? fields.len : 2, 0, NULL);
	if (!json_is_object(object)) {
		json_decref(object);
		return fault_new(a, FAULT_STORE, "the fields of an event are not a JSON object: %.*s", STR_ARG(fields));
	}
	const char *name;
	json_t *value;
	json_object_foreach(object, name, value)
		if (json_is_string(value))
			LIST_PUSH(a, out, (struct answer){
				arena_str(a, str_of(name)),
				arena_str(a, (struct str){ json_string_value(value), json_string_length(value) }) });
	json_decref(object);
	return NULL;
}

/* What was said before the case came to another council holds no more of who has it there. */
static bool is_of_here(const struct case_file *c, size_t i)
{
	for (size_t j = i + 1; j < c->event_count; j++)
		if (!c->events[j].is_struck && str_equal(c->events[j].name, STR(CASE_MOVED)))
			return false;
	return true;
}

/* What the latest event said of `what` ("officer", "panel", "school"): the answer that the pathway says sets it. 0: none. */
static int64_t set_by(const struct case_file *c, struct str what, const struct happened **by)
{
	*by = NULL;
	for (size_t i = c->event_count; i-- > 0;) {
		const struct event_kind *kind = pathway_event(c->pathway, c->events[i].name);
		for (size_t j = 0; kind && !c->events[i].is_struck && j < kind->sets.count; j++) {
			struct str field = kind->sets.at[j], name = str_cut(&field, '=');
			int64_t id;
			if (!str_equal(name, what) || !str_to_int(answers_get(&c->events[i].fields, field.at ? field : name), &id))
				continue;
			if (!str_equal(what, STR("school")) && !is_of_here(c, i))
				return 0;
			*by = &c->events[i];
			return id;
		}
	}
	return 0;
}

/* A case is before its panel until somebody else has it. */
static int64_t panel_of(const struct case_file *c)
{
	const struct happened *by, *holder = case_event(c, c->state.holder_seq);
	int64_t panel = set_by(c, STR("panel"), &by);
	if (!by || !holder || c->state.stage->is_end)
		return 0;
	return by->day.day > holder->day.day || (by->day.day == holder->day.day && by->seq >= holder->seq) ? panel : 0;
}

static const struct fault *asks_save(struct store *writer, struct arena *a, int64_t id, const struct case_state *state)
{
	TRY(sql_recompute_asks_drop(writer, a, &(struct recompute_asks_drop_in){ .id = id }, NULL));
	for (size_t i = 0; i < state->ask_count; i++) {
		const struct ask_line *ask = &state->asks[i];
		TRY(sql_recompute_ask_add(writer, a, &(struct recompute_ask_add_in){
			.process_id = id, .subject = ask->subject, .kind = ask->kind, .role = ask->role,
			.organisation_id = ask->organisation_id, .account_id = ask->account_id, .asked = ask->asked,
			.received = ask->received, .due = ask->due, .answered = ask->answered, .state = ask->state },
			NULL));
	}
	return NULL;
}

static const struct fault *exceptions_save(struct store *writer, struct arena *a, int64_t id,
					   const struct case_state *state)
{
	TRY(sql_recompute_exceptions_drop(writer, a, &(struct recompute_exceptions_drop_in){ .id = id }, NULL));
	for (size_t i = 0; i < state->exception_count; i++) {
		const struct exception_line *line = &state->exceptions[i];
		if (line->seq == 0)
			continue;
		TRY(sql_recompute_exception_add(writer, a, &(struct recompute_exception_add_in){
			.process_id = id, .seq = line->seq, .code = line->exception->code, .step = line->step,
			.is_available = line->is_available }, NULL));
	}
	return NULL;
}

const struct fault *case_walk_load(struct store *s, struct arena *a, const struct rulebook *book, int64_t process_id,
				   struct case_walk *out)
{
	struct case_file c;
	TRY(case_read(s, a, book, process_id, STR_NONE, date_of_ms(0), &c));
	*out = (struct case_walk){ c.pathway, c.facts, c.events, c.event_count, c.officer_id };
	return NULL;
}

static const struct fault *reckon(struct store *s, struct arena *a, const struct rulebook *book, int64_t process_id,
				  struct date today, struct case_file *c, struct recompute_save_in *out)
{
	const struct happened *by;
	TRY(case_read(s, a, book, process_id, STR_NONE, today, c));
	const struct case_state *state = &c->state;
	int64_t officer = set_by(c, STR("officer"), &by), school = set_by(c, STR("school"), &by), exceptions = 0;
	bool is_open = !state->stage->is_end;
	for (size_t i = 0; i < state->exception_count; i++)
		exceptions += state->exceptions[i].seq != 0 && state->exceptions[i].is_available;
	*out = (struct recompute_save_in){
		.id = process_id, .stage = state->stage->id, .holder = state->holder.at ? state->holder : STR(""),
		.holder_since = state->holder_since, .next_step = state->next ? state->next->step->id : STR_NONE,
		.next_due = state->next && is_open ? state->next->due : DATE_NONE, .is_open = is_open,
		.closed = state->closed, .exception_count = exceptions, .decided = state->decided,
		.issued = state->issued, .outcome = state->outcome, .panel_id = panel_of(c),
		.officer_id = officer ? officer : c->officer_id, .school_id = school ? school : c->roll_school_id,
		.whole_due = state->whole, .planned = state->planned,
		.changes = is_open && !date_is_none(state->changes) ? state->changes : date_of(9999, 12, 31) };
	return NULL;
}

const struct fault *case_recompute(struct store *writer, struct arena *a, const struct rulebook *book,
				   int64_t process_id, struct date today)
{
	struct case_file c;
	struct recompute_save_in save;
	TRY(reckon(writer, a, book, process_id, today, &c, &save));
	TRY(asks_save(writer, a, process_id, &c.state));
	TRY(exceptions_save(writer, a, process_id, &c.state));
	TRY(list_words(writer, a, process_id));
	TRY(lateness_keep(writer, a, book, process_id, c.authority, c.pathway->id, &c.state));
	return sql_recompute_save(writer, a, &save, NULL);
}

static bool is_same(const struct recompute_stored_row *r, const struct recompute_save_in *s)
{
	return str_equal(r->stage, s->stage) && str_equal(r->holder, s->holder) &&
	       r->holder_since.day == s->holder_since.day && str_equal(r->next_step, s->next_step) &&
	       r->next_due.day == s->next_due.day && r->is_open == s->is_open && r->closed.day == s->closed.day &&
	       r->exception_count == s->exception_count && r->decided.day == s->decided.day &&
	       r->issued.day == s->issued.day && str_equal(r->outcome, s->outcome) && r->panel_id == s->panel_id &&
	       r->whole_due.day == s->whole_due.day && r->planned.day == s->planned.day && r->officer_id == s->officer_id && r->school_id == s->school_id;
}

enum { CASES_AN_ACT = 200 };
struct sweep { const struct rulebook *book; struct date today; int64_t after, next, cases, changed; };

static const struct fault *sweep_job(struct store *writer, struct arena *a, void *ctx)
{
	struct sweep *w = ctx;
	struct recompute_stored_rows rows;
	TRY(sql_recompute_stored(writer, a, &(struct recompute_stored_in){ w->after, CASES_AN_ACT }, &rows));
	struct arena_mark mark = arena_mark(a);
	w->next = rows.count ? rows.at[rows.count - 1].id : -1;
	w->cases = w->changed = 0;              /* a job may be run again */
	for (size_t i = 0; i < rows.count; i++) {
		struct case_file c;
		struct recompute_save_in save;
		TRY(reckon(writer, a, w->book, rows.at[i].id, w->today, &c, &save));
		w->cases++;
		if (!is_same(&rows.at[i], &save) ||
		    !str_equal(rows.at[i].late_key, lateness_key(a, w->book, c.authority, &c.state))) {
			TRY(case_recompute(writer, a, w->book, rows.at[i].id, w->today));
			w->changed++;
		}
		arena_reset(a, mark);
	}
	return NULL;
}

const struct fault *case_recompute_all(struct store_pool *pool, struct arena *a, const struct rulebook *book,
				       struct date today, int64_t *cases, int64_t *changed)
{
	struct sweep w = { .book = book, .today = today };
	*cases = *changed = 0;
	for (; w.after >= 0; w.after = w.next) {
		TRY(store_write(pool, a, sweep_job, &w));
		*cases += w.cases;
		*changed += w.changed;
	}
	return NULL;
}
