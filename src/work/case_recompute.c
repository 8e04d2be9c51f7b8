/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/case_recompute - the computed columns and tables of a case, made from its events.
 * Touches the store, rules/pathway and jansson (fields of events). */
#include <jansson.h>

#include "gen/sql.h"
#include "work/case.h"

const struct fault *case_answers_read(struct arena *a, struct str fields, struct answers *out)
{
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

static const struct fault *events_load(struct store *s, struct arena *a, int64_t id, struct happened **out, size_t *count)
{
	struct recompute_events_rows rows;
	TRY(sql_recompute_events(s, a, &(struct recompute_events_in){ .id = id }, &rows));
	*out = ARENA_NEW(a, struct happened, rows.count + 1);
	*count = rows.count;
	for (size_t i = 0; i < rows.count; i++) {
		const struct recompute_events_row *row = &rows.at[i];
		(*out)[i] = (struct happened){ .seq = row->seq, .name = row->name, .subject = row->subject,
			.day = row->day, .corrects = row->corrects, .reason = row->reason, .actor = row->actor,
			.account_id = row->account_id, .recorded_ms = row->recorded };
		TRY(case_answers_read(a, row->fields, &(*out)[i].fields));
	}
	return NULL;
}

static void fact(struct arena *a, struct answers *facts, struct str name, struct str text)
{
	if (text.at)
		LIST_PUSH(a, facts, (struct answer){ name, text });
}

/* The last number that an event gave under a name (an account, a panel); 0 when none did. */
static int64_t last_number(const struct happened *events, size_t count, struct str name)
{
	for (size_t i = count; i-- > 0;) {
		struct str text = events[i].is_struck ? STR_NONE : answers_get(&events[i].fields, name);
		int64_t n;
		if (text.at && str_to_int(text, &n))
			return n;
	}
	return 0;
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
					   const struct case_state *state, int64_t *available)
{
	TRY(sql_recompute_exceptions_drop(writer, a, &(struct recompute_exceptions_drop_in){ .id = id }, NULL));
	*available = 0;
	for (size_t i = 0; i < state->exception_count; i++) {
		const struct exception_line *line = &state->exceptions[i];
		if (line->seq == 0)
			continue;
		*available += line->is_available;
		TRY(sql_recompute_exception_add(writer, a, &(struct recompute_exception_add_in){
			.process_id = id, .seq = line->seq, .code = line->exception->code, .step = line->step,
			.is_available = line->is_available }, NULL));
	}
	return NULL;
}

const struct fault *case_walk_load(struct store *s, struct arena *a, const struct rulebook *book, int64_t process_id,
				   struct case_walk *out)
{
	struct recompute_process_rows rows;
	TRY(sql_recompute_process(s, a, &(struct recompute_process_in){ .id = process_id }, &rows));
	if (rows.count == 0)
		return fault_new(a, FAULT_ABSENT, "there is no case %lld", (long long)process_id);
	const struct recompute_process_row *row = &rows.at[0];
	*out = (struct case_walk){ .pathway = book_pathway(book, row->pathway), .officer_id = row->officer_id };
	if (!out->pathway)
		return fault_new(a, FAULT_TEXT, "the rulebook has no pathway %.*s", STR_ARG(row->pathway));
	TRY(events_load(s, a, process_id, &out->events, &out->count));
	fact(a, &out->facts, STR("born"), date_is_none(row->born) ? STR_NONE : date_iso(a, row->born));
	fact(a, &out->facts, STR("sex"), row->sex);
	fact(a, &out->facts, STR("need"), row->need);
	fact(a, &out->facts, STR("school"), row->school);
	fact(a, &out->facts, STR("school_type"), row->school_type);
	return NULL;
}

const struct fault *case_recompute(struct store *writer, struct arena *a, const struct rulebook *book,
				   int64_t process_id, struct date today)
{
	struct case_walk w;
	TRY(case_walk_load(writer, a, book, process_id, &w));
	struct happened *events = w.events;
	size_t count = w.count;
	struct case_state state = pathway_reckon(a, book, w.pathway, events, count, &w.facts, today);
	int64_t exceptions, officer = last_number(events, count, STR("officer"));
	TRY(asks_save(writer, a, process_id, &state));
	TRY(exceptions_save(writer, a, process_id, &state, &exceptions));
	bool is_open = !state.stage->is_end;
	return sql_recompute_save(writer, a, &(struct recompute_save_in){
		.id = process_id, .stage = state.stage->id, .holder = state.holder.at ? state.holder : STR(""),
		.holder_since = state.holder_since, .next_step = state.next ? state.next->step->id : STR_NONE,
		.next_due = state.next && is_open ? state.next->due : DATE_NONE, .is_open = is_open,
		.closed = state.closed, .exception_count = exceptions, .decided = state.decided,
		.issued = state.issued, .outcome = state.outcome,
		.panel_id = str_equal(state.holder, STR("panel")) ? last_number(events, count, STR("panel")) : 0,
		.officer_id = officer ? officer : w.officer_id }, NULL);
}
