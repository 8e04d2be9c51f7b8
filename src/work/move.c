/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/move - what a move to another council would do to the record of a child.
 * Touches the store, rules/pathway. */
#include "gen/sql/move.h"
#include "work/move_room.h"

bool move_may(const struct desk *d, const struct case_file *c)
{
	return case_may(d, c, STR("move"), STR("person"), 0);
}

/* What becomes of a process, from the text. */
static void fate_of(const struct desk *d, bool is_open, struct move_part *part)
{
	const struct code_list *list = book_codes(d->book, STR("move"));
	struct str note = case_move_note(d->book, part->pathway->id), word = str_word(&note);

	part->fate = !is_open ? MOVE_KEPT : str_is_empty(word) ? MOVE_WENT
		   : str_equal(word, STR("stays")) ? MOVE_STAYED : MOVE_ENDED;
	if (is_open && !str_is_empty(word))
		part->why = code_label(list, part->pathway->id);
	if (part->fate != MOVE_ENDED)
		return;
	part->ends = pathway_event(part->pathway, word);
	part->begins = book_pathway(d->book, str_word(&note));
	part->first = part->begins ? pathway_event(part->begins, str_word(&note)) : NULL;
	if (!part->ends)                /* a version of the pathway without it: it goes along */
		part->fate = MOVE_WENT;
}

static const struct fault *parts_fill(struct store *s, struct arena *a, const struct desk *d, struct move_look *look)
{
	struct move_processes_rows rows;

	TRY(sql_move_processes(s, a, &(struct move_processes_in){ look->person_id }, &rows));
	look->parts = ARENA_NEW(a, struct move_part, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++) {
		const struct move_processes_row *r = &rows.at[i];
		const struct pathway *p = book_pathway(d->book, r->pathway);
		struct move_part *part = &look->parts[look->part_count];

		if (!p)
			return fault_new(a, FAULT_TEXT, "the rulebook has no pathway %.*s", STR_ARG(r->pathway));
		if (r->authority != look->from)         /* another council's own, from an earlier move */
			continue;
		*part = (struct move_part){ .process_id = r->id, .version = r->version, .reference = r->reference, .pathway = p,
			.opened = r->opened, .why = STR("") };
		fate_of(d, r->is_open != 0, part);
		if (part->fate == MOVE_WENT && str_equal(p->id, STR(MOVE_PATHWAY)))
			look->open_tr = r->id;
		look->part_count++;
	}
	return NULL;
}

void move_events(struct arena *a, const struct desk *d, const struct move_look *look, const struct move_order *o,
		 struct happened out[MOVE_EVENTS])
{
	static const char *const names[MOVE_EVENTS] = { MOVE_AWARE, MOVE_MOVED, MOVE_DONE };
	struct date days[MOVE_EVENTS] = { o->aware, o->moved, d->now.today };

	for (int i = 0; i < MOVE_EVENTS; i++)
		out[i] = (struct happened){ .name = str_of(names[i]), .day = days[i], .subject = STR("") };
	LIST_PUSH(a, &out[0].fields, (struct answer){ STR("moved_from"), STR("england") });
	if (!date_is_none(look->made))
		LIST_PUSH(a, &out[2].fields, (struct answer){ STR("plan_made"), date_iso(a, look->made) });
	if (!date_is_none(look->reviewed))
		LIST_PUSH(a, &out[2].fields, (struct answer){ STR("last_reviewed"), date_iso(a, look->reviewed) });
}

/* The legal dates that these events give the new council. */
static void clocks_of(struct arena *a, const struct desk *d, const struct pathway *p, struct happened *events, size_t count,
		      const struct answers *facts, struct move_look *look)
{
	struct case_state state = pathway_stand(a, d->book, p, events, count, facts, d->now.today);

	for (size_t i = 0; i < state.step_count; i++) {
		const struct step_line *line = &state.steps[i];
		bool is_law = line->step->kind == STEP_LEGAL && !date_is_none(line->due) && line->due.day >= d->now.today.day &&
			      date_is_none(line->done) && line->step->done;

		if (!is_law)
			continue;
		if (look->clock_count == look->clock_room)
			arena_grow(a, (void **)&look->clocks, &look->clock_room, sizeof *look->clocks);
		look->clocks[look->clock_count++] = (struct move_clock){ p, line->step, line->due };
	}
}

static void clocks_fill(struct arena *a, const struct desk *d, const struct move_order *o, struct move_look *look)
{
	struct happened events[MOVE_EVENTS];
	struct answers facts = { 0 };
	const struct pathway *tr = book_pathway(d->book, STR(MOVE_PATHWAY));

	LIST_PUSH(a, &facts, (struct answer){ STR("born"), date_iso(a, look->born) });
	move_events(a, d, look, o, events);
	if (look->has_plan && tr)
		clocks_of(a, d, tr, events, MOVE_EVENTS, &facts, look);
	for (size_t i = 0; i < look->part_count; i++) {
		struct happened first = { .day = d->now.today, .subject = STR("") };

		if (!look->parts[i].first)
			continue;
		first.name = look->parts[i].first->id;
		clocks_of(a, d, look->parts[i].begins, &first, 1, &facts, look);
	}
}

const struct fault *move_reckon(struct store *s, struct arena *a, const struct desk *d, int64_t person_id,
				const struct move_order *o, struct move_look *out)
{
	struct move_person_rows person;
	struct move_plan_days_rows days;

	TRY(sql_move_person(s, a, &(struct move_person_in){ person_id }, &person));
	if (person.count == 0)
		return fault_new(a, FAULT_ABSENT, "there is no such person");
	const struct move_person_row *p = &person.at[0];
	*out = (struct move_look){ .person_id = p->id, .from = p->authority, .school_id = p->school_id, .folded = p->folded,
		.child = arena_printf(a, "%.*s %.*s", STR_ARG(p->given), STR_ARG(p->family)), .council = p->council,
		.address = p->address, .postcode = p->postcode, .locality = p->locality, .born = p->born };
	TRY(sql_move_plan_days(s, a, &(struct move_plan_days_in){ person_id }, &days));
	out->made = days.at[0].made;
	out->reviewed = days.at[0].reviewed;
	out->has_plan = !date_is_none(out->made) && (date_is_none(days.at[0].ended) || days.at[0].ended.day < days.at[0].newest.day);
	TRY(parts_fill(s, a, d, out));
	clocks_fill(a, d, o, out);
	return NULL;
}

const struct fault *move_look(struct desk *d, const struct case_file *c, const struct move_order *o, struct move_look *out)
{
	if (!move_may(d, c))
		return fault_new(d->arena, FAULT_ABSENT, "this user may not move the child");
	return move_reckon(d->store, d->arena, d, c->person_id, o, out);
}

/* --- lists --------------------------------------------------------------------------------------------------------- */

enum { MOVES_MOST = 500 };

static struct access_answer may_list(const struct desk *d)
{
	return access_reach(d->book, &d->who, d->now.today, STR("view"), STR("list.moves"));
}

const struct fault *move_list(struct desk *d, bool is_export, struct moves *out)
{
	struct access_answer by = may_list(d);
	struct move_list_rows rows;

	*out = (struct moves){ 0 };
	if (!by.is_allowed || !by.membership)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	int64_t here = by.membership->authority;
	TRY(sql_move_list(d->store, d->arena, &(struct move_list_in){ here, MOVES_MOST }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct move_list_row *r = &rows.at[i];
		bool is_in = r->to_authority == here;

		LIST_PUSH(d->arena, out, (struct move_row){ .id = r->id, .from = r->from_name, .to = r->to_name, .born = r->born,
			.child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(r->given), STR_ARG(r->family)), .moved = r->moved,
			.transferred = r->transferred, .is_in = is_in, .is_undone = r->undone != 0,
			.due = is_in ? r->next_due : DATE_NONE, .reference = is_in ? r->reference : STR(""),
			.is_late = is_in && !date_is_none(r->next_due) && r->next_due.day < d->now.today.day });
	}
	struct audit_shown shown = { .arena = d->arena };
	for (size_t i = 0; i < rows.count; i++)
		audit_shows_person(&shown, rows.at[i].person_id);
	return audit_view(d, &(struct audit_row){ .verb = is_export ? STR("export") : STR("view"), .what = STR("list.moves"), .by = by, .shown = &shown });
}

/* A part is told of with what became of it; events alone ("told") are no part. */
static bool fate_read(struct str what, enum move_fate *out)
{
	static const char *const words[] = { "went", "ended", "stayed", "kept", "begun" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_equal(what, str_of(words[i]))) {
			*out = (enum move_fate)i;
			return true;
		}
	return false;
}

static const struct fault *file_parts(struct desk *d, struct move_file *m)
{
	struct move_parts_rows rows;

	TRY(sql_move_parts(d->store, d->arena, &(struct move_parts_in){ m->id }, &rows));
	m->parts = ARENA_NEW(d->arena, struct move_part, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++) {
		struct move_part part = { .process_id = rows.at[i].process_id, .reference = rows.at[i].reference,
			.opened = rows.at[i].opened, .pathway = book_pathway(d->book, rows.at[i].pathway), .why = STR("") };

		if (fate_read(rows.at[i].what, &part.fate) && part.pathway)
			m->parts[m->part_count++] = part;
	}
	return NULL;
}

/* Either council may say that a move was wrong: the one that sent the child by mistake, and the one that has them. */
struct access_answer move_undo_by(const struct desk *d, const struct move_file *m)
{
	uint32_t *relations = ARENA_NEW(d->arena, uint32_t, d->who.membership_count + 1);

	for (size_t i = 0; i < d->who.membership_count; i++)
		relations[i] = d->who.memberships[i].authority == m->to || d->who.memberships[i].authority == m->from
			? RELATION_SAME_AUTHORITY : 0;
	return access_decide(d->book, &d->who, d->now.today, STR("move"), STR("person"), relations);
}

const struct fault *move_open(struct desk *d, int64_t id, struct move_file *out)
{
	struct access_answer by = may_list(d);
	struct move_get_rows rows = { 0 };

	if (by.is_allowed && by.membership)
		TRY(sql_move_get(d->store, d->arena, &(struct move_get_in){ id }, &rows));
	const struct move_get_row *r = rows.count ? &rows.at[0] : NULL;
	if (!r || (r->from_authority != by.membership->authority && r->to_authority != by.membership->authority))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such move");
	*out = (struct move_file){ .id = id, .person_id = r->person_id, .from = r->from_authority, .to = r->to_authority,
		.made_ms = r->made, .from_name = r->from_name, .to_name = r->to_name, .note = r->note, .officer = r->officer,
		.undone_by = r->undone_name, .reason = r->reason, .born = r->born, .aware = r->aware, .moved = r->moved,
		.transferred = r->transferred, .undone = r->undone ? date_of_ms(r->undone) : DATE_NONE,
		.child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(r->given), STR_ARG(r->family)) };
	out->is_here = !r->undone && r->home == r->to_authority;
	out->may_undo = out->is_here && move_undo_by(d, out).is_allowed;
	TRY(file_parts(d, out));
	return audit_view(d, &(struct audit_row){ .verb = STR("view"), .what = STR("list.moves"), .person_id = r->person_id,
		.by = by });
}
