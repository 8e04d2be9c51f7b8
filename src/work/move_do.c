/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/move_do - the act of a move, and the way back: one transaction each.
 * Touches the store, rules. */
#include "gen/sql/handover.h"
#include "gen/sql/case.h"
#include "gen/sql/move.h"
#include "work/address.h"
#include "work/carry_room.h"
#include "work/identity.h"
#include "work/move_room.h"

struct moving {
	const struct desk *d;
	const struct move_order *o;
	int64_t person_id, from, id;
	struct str to_name;
	struct access_answer by;
};
struct writing {                        /* one run of the job */
	struct store *writer;
	struct desk d;
	struct moving *m;
	struct move_look look;
	int64_t id, tr;                 /* the move; the process TR at the new council */
	int64_t tr_version;
};

/* One more event of a process that has `version` of them, written for this user; its columns are reckoned again. */
static const struct fault *move_write(struct store *writer, struct desk *d, int64_t process_id, int64_t version,
			       struct happened *e)
{
	int64_t moved;

	e->seq = version + 1;
	e->account_id = d->who.account_id;
	e->recorded_ms = d->now.utc_ms;
	TRY(sql_case_move_on(writer, d->arena, &(struct case_move_on_in){ process_id, version }, &moved));
	if (moved == 0)
		return fault_new(d->arena, FAULT_CONFLICT, "the case has moved on");
	return case_event_save(writer, d, process_id, e);
}

static const struct fault *noted(struct writing *w, int64_t process_id, int64_t seq, const char *what)
{
	if (w->id)                      /* a child from outside of this installation has no move in it */
		TRY(sql_move_process_add(w->writer, w->d.arena, &(struct move_process_add_in){ w->id, process_id, seq,
			str_of(what) }, NULL));
	return audit_add(w->writer, w->d.arena, &w->d, &(struct audit_row){ .verb = STR("move"), .what = STR("case"),
		.person_id = w->m->person_id, .process_id = process_id, .detail = str_of(what), .by = w->m->by });
}

static struct happened event_of(const struct writing *w, struct str name)
{
	return (struct happened){ .name = name, .day = w->d.now.today, .subject = STR(""),
				  .actor = audit_actor(w->d.arena, &w->d.who, &w->m->by) };
}

/* An open process goes along. */
static const struct fault *go(struct writing *w, const struct move_part *part)
{
	struct happened e = event_of(w, STR(CASE_MOVED));

	LIST_PUSH(w->d.arena, &e.fields, (struct answer){ STR("from"), w->look.council });
	LIST_PUSH(w->d.arena, &e.fields, (struct answer){ STR("to"), w->m->to_name });
	TRY(move_write(w->writer, &w->d, part->process_id, part->version, &e));
	TRY(sql_move_process_go(w->writer, w->d.arena, &(struct move_process_go_in){
		.id = part->process_id, .authority = w->m->o->to }, NULL));
	TRY(case_recompute(w->writer, w->d.arena, w->d.book, part->process_id, w->d.now.today));
	TRY(sql_handover_covers_settle(w->writer, w->d.arena, &(struct handover_covers_settle_in){ part->process_id,
		w->d.now.utc_ms }, NULL));
	if (part->process_id == w->look.open_tr)
		w->tr_version = e.seq;
	return noted(w, part->process_id, e.seq, "went");
}

/* The child as a new case at the new council takes it. */
static struct case_file there(const struct writing *w)
{
	return (struct case_file){ .authority = w->m->o->to, .home = w->m->o->to, .person_id = w->look.person_id,
		.child_folded = w->look.folded, .roll_school_id = w->look.school_id, .locality = STR_NONE };
}

/* An open process ends here; the same may begin there. */
static const struct fault *end(struct writing *w, const struct move_part *part)
{
	struct happened e = event_of(w, part->ends->id), first = event_of(w, STR(""));
	struct case_file c = there(w);
	int64_t id;

	LIST_PUSH(w->d.arena, &e.fields, (struct answer){ STR("text"), part->why });
	TRY(move_write(w->writer, &w->d, part->process_id, part->version, &e));
	TRY(case_recompute(w->writer, w->d.arena, w->d.book, part->process_id, w->d.now.today));
	TRY(noted(w, part->process_id, e.seq, "ended"));
	if (!part->first)
		return NULL;
	first.name = part->first->id;
	LIST_PUSH(w->d.arena, &first.fields, (struct answer){ STR("how"), part->why });
	LIST_PUSH(w->d.arena, &first.fields, (struct answer){ STR("who"), w->look.council });
	TRY(case_open_another(w->writer, &w->d, &c, part->begins->id, &first, &id));
	return id ? noted(w, id, 0, "begun") : NULL;    /* one is open there already */
}

static const struct fault *part_do(struct writing *w, const struct move_part *part)
{
	switch (part->fate) {
	case MOVE_WENT: return go(w, part);
	case MOVE_ENDED: return end(w, part);
	case MOVE_STAYED: return noted(w, part->process_id, 0, "stayed");
	default: return noted(w, part->process_id, 0, "kept");
	}
}

/* The process TR at the new council has the three events; one that was told before is not told again. */
static const struct fault *tell(struct writing *w)
{
	struct happened events[MOVE_EVENTS];
	struct case_file c = there(w);
	struct case_walk walk = { 0 };
	bool is_new = w->look.open_tr == 0;

	move_events(w->d.arena, &w->d, &w->look, w->m->o, events);
	for (int i = 0; i < MOVE_EVENTS; i++)
		events[i].actor = audit_actor(w->d.arena, &w->d.who, &w->m->by);
	events[0].account_id = w->d.who.account_id;
	events[0].recorded_ms = w->d.now.utc_ms;
	if (is_new) {
		w->tr_version = 1;
		TRY(case_open_another(w->writer, &w->d, &c, STR(MOVE_PATHWAY), &events[0], &w->tr));
		TRY(noted(w, w->tr, 0, "begun"));
	} else {
		w->tr = w->look.open_tr;
		TRY(case_walk_load(w->writer, w->d.arena, w->d.book, w->tr, &walk));
	}
	for (int i = is_new; i < MOVE_EVENTS; i++) {
		if (happened_has(walk.events, walk.count, events[i].name))
			continue;
		TRY(move_write(w->writer, &w->d, w->tr, w->tr_version++, &events[i]));
		if (!is_new)
			TRY(noted(w, w->tr, events[i].seq, "told"));
	}
	return case_recompute(w->writer, w->d.arena, w->d.book, w->tr, w->d.now.today);
}

/* The child's own row; who may be the same child is asked of the new council's records. */
static const struct fault *person_put(struct writing *w)
{
	struct match_weights weights;
	size_t pairs;
	int64_t changed;

	TRY(sql_move_person_put(w->writer, w->d.arena, &(struct move_person_put_in){ .id = w->m->person_id, .was = w->m->from,
		.authority = w->m->o->to, .address = w->m->o->address,
		.postcode = str_is_empty(w->m->o->postcode) ? STR_NONE : w->m->o->postcode }, &changed));
	if (changed == 0)
		return fault_new(w->d.arena, FAULT_CONFLICT, "the child belongs to another council");
	TRY(sql_move_pairs_drop(w->writer, w->d.arena, &(struct move_pairs_drop_in){ w->m->person_id }, NULL));
	TRY(address_note(w->writer, w->d.arena, w->m->person_id, w->m->o->moved));
	TRY(identity_file(w->writer, w->d.arena, w->m->person_id));
	TRY(identity_weights(w->writer, w->d.arena, w->d.book, &weights));
	return identity_ask(w->writer, w->d.arena, &weights, w->m->person_id, w->d.now.utc_ms, &pairs);
}

static const struct fault *move_row(struct writing *w)
{
	const struct move_order *o = w->m->o;
	struct move_add_rows made;

	TRY(sql_move_add(w->writer, w->d.arena, &(struct move_add_in){ .person_id = w->m->person_id, .from_authority = w->m->from,
		.to_authority = o->to, .aware = o->aware, .moved = o->moved, .transferred = w->d.now.today,
		.old_address = w->look.address, .old_postcode = w->look.postcode, .old_locality = w->look.locality,
		.note = str_is_empty(o->note) ? STR_NONE : o->note, .account_id = w->d.who.account_id, .made = w->d.now.utc_ms },
		&made));
	w->id = made.at[0].id;
	return NULL;
}

static const struct fault *do_job(struct store *writer, struct arena *a, void *ctx)
{
	struct moving *m = ctx;
	struct writing w = { .writer = writer, .d = *m->d, .m = m };

	w.d.arena = a;
	w.d.store = writer;
	TRY(move_reckon(writer, a, &w.d, m->person_id, m->o, &w.look));
	if (w.look.from != m->from)
		return fault_new(a, FAULT_CONFLICT, "the child belongs to another council");
	TRY(move_row(&w));
	TRY(person_put(&w));
	for (size_t i = 0; i < w.look.part_count; i++)
		TRY(part_do(&w, &w.look.parts[i]));
	if (w.look.has_plan || w.look.open_tr)
		TRY(tell(&w));
	m->id = w.id;
	return NULL;
}

static void problem(const struct desk *d, struct problems *out, const char *field, const char *key)
{
	problems_add(out, d->arena, str_of(field), PROBLEM_RULE, book_words(d->book, str_of(key)));
}

/* The council must be another one of this installation. */
static const struct fault *order_check(struct desk *d, struct moving *m, struct problems *out)
{
	struct move_council_rows rows;

	TRY(sql_move_council(d->store, d->arena, &(struct move_council_in){ m->o->to }, &rows));
	if (rows.count == 0 || m->o->to == m->from)
		problem(d, out, "to", "move.choose_council");
	else
		m->to_name = rows.at[0].name;
	if (date_is_none(m->o->aware) || m->o->aware.day > d->now.today.day)
		problem(d, out, "aware_date", "move.aware_wrong");
	if (date_is_none(m->o->moved) || m->o->moved.day > d->now.today.day)
		problem(d, out, "move_date", "move.moved_wrong");
	return NULL;
}

const struct fault *move_do(struct desk *d, const struct case_file *c, const struct move_order *o, struct problems *out,
			    int64_t *id)
{
	struct moving m = { .d = d, .o = o, .person_id = c->person_id, .from = c->home };

	*id = 0;
	m.by = case_decide(d, c, STR("move"), STR("person"), 0, STR_NONE);
	if (!m.by.is_allowed)
		return fault_new(d->arena, FAULT_ABSENT, "this user may not move the child");
	TRY(order_check(d, &m, out));
	if (out->count)
		return NULL;
	TRY(store_write(d->pool, d->arena, do_job, &m));
	*id = m.id;
	return NULL;
}

const struct fault *move_arrive(struct store *writer, struct desk *d, int64_t person_id, const struct access_answer *by,
				struct str from_name, struct str to_name)
{
	struct move_order o = { .aware = d->now.today, .moved = d->now.today };
	struct moving m = { .d = d, .o = &o, .person_id = person_id, .to_name = to_name, .by = *by };
	struct writing w = { .writer = writer, .d = *d, .m = &m };

	TRY(move_reckon(writer, d->arena, d, person_id, &o, &w.look));
	m.from = o.to = w.look.from;
	w.look.council = from_name;
	for (size_t i = 0; i < w.look.part_count; i++)
		TRY(part_do(&w, &w.look.parts[i]));
	return w.look.has_plan || w.look.open_tr ? tell(&w) : NULL;
}

/* --- the way back -------------------------------------------------------------------------------------------------- */

struct undoing { const struct desk *d; int64_t id; struct str reason; struct access_answer by; };

/* What the move wrote in a process is taken back, with the reason. */
static const struct fault *take_back(struct store *writer, struct desk *d, const struct undoing *u,
				     const struct move_parts_row *r, int64_t *version)
{
	struct happened e = { .name = STR(CASE_TAKEN_BACK), .subject = STR(""), .day = d->now.today, .corrects = r->seq,
			      .reason = u->reason, .actor = audit_actor(d->arena, &d->who, &u->by) };

	return move_write(writer, d, r->process_id, (*version)++, &e);
}

/* What was begun at the new council is closed there, when it still runs: by the event that calls it off. */
static const struct fault *call_off(struct store *writer, struct desk *d, const struct undoing *u,
				    const struct move_parts_row *r)
{
	const struct code_list *list = book_codes(d->book, STR("move"));
	struct str name = STR(MOVE_CLOSED);
	struct happened e = { .subject = STR(""), .day = d->now.today, .actor = audit_actor(d->arena, &d->who, &u->by) };

	for (size_t i = 0; list && i < list->count; i++) {
		struct str note = list->at[i].note;

		str_word(&note);
		if (!str_equal(str_word(&note), r->pathway))
			continue;
		str_word(&note);
		name = str_word(&note);
	}
	if (!r->is_open)
		return NULL;
	e.name = name;
	LIST_PUSH(d->arena, &e.fields, (struct answer){ STR("text"), u->reason });
	return move_write(writer, d, r->process_id, r->version, &e);
}

static const struct fault *part_back(struct store *writer, struct desk *d, const struct undoing *u,
				     const struct move_get_row *m, const struct move_parts_row *r, int64_t *version)
{
	bool is_begun = str_equal(r->what, STR("begun")), is_written = r->seq > 0;

	if (is_begun)
		TRY(call_off(writer, d, u, r));
	else if (is_written)
		TRY(take_back(writer, d, u, r, version));
	else
		return NULL;
	if (str_equal(r->what, STR("went")) && r->authority == m->to_authority)
		TRY(sql_move_process_go(writer, d->arena, &(struct move_process_go_in){
			.id = r->process_id, .authority = m->from_authority, .locality = m->old_locality }, NULL));
	TRY(case_recompute(writer, d->arena, d->book, r->process_id, d->now.today));
	return audit_add(writer, d->arena, d, &(struct audit_row){ .verb = STR("move"), .what = STR("case"),
		.person_id = m->person_id, .process_id = r->process_id, .detail = STR("undone"), .by = u->by });
}

static const struct fault *parts_back(struct store *writer, struct desk *d, const struct undoing *u,
				      const struct move_get_row *m)
{
	struct move_parts_rows parts;
	int64_t version = 0;

	TRY(sql_move_parts(writer, d->arena, &(struct move_parts_in){ u->id }, &parts));
	for (size_t i = 0; i < parts.count; i++) {
		if (i == 0 || parts.at[i].process_id != parts.at[i - 1].process_id)
			version = parts.at[i].version;
		TRY(part_back(writer, d, u, m, &parts.at[i], &version));
	}
	return NULL;
}

static const struct fault *undo_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct undoing *u = ctx;
	struct desk d = *u->d;
	struct move_get_rows rows;
	int64_t changed;

	d.arena = a;
	d.store = writer;
	TRY(sql_move_get(writer, a, &(struct move_get_in){ u->id }, &rows));
	const struct move_get_row *m = &rows.at[0];
	TRY(sql_move_undo_put(writer, a, &(struct move_undo_put_in){ u->id, d.now.utc_ms, d.who.account_id, u->reason },
			      &changed));
	if (changed == 0)
		return fault_new(a, FAULT_CONFLICT, "this move was put right already");
	TRY(sql_move_person_put(writer, a, &(struct move_person_put_in){ .id = m->person_id, .was = m->to_authority,
		.authority = m->from_authority, .address = m->old_address, .postcode = m->old_postcode,
		.locality = m->old_locality }, &changed));
	if (changed == 0)
		return fault_new(a, FAULT_CONFLICT, "the child has moved on");
	TRY(sql_move_pairs_drop(writer, a, &(struct move_pairs_drop_in){ m->person_id }, NULL));
	TRY(address_back(writer, a, m->person_id, m->moved, d.now.today));
	TRY(identity_file(writer, a, m->person_id));
	return parts_back(writer, &d, u, m);
}

const struct fault *move_undo(struct desk *d, int64_t id, struct str reason, struct problems *out)
{
	struct undoing u = { .d = d, .id = id, .reason = str_trim(reason) };
	struct answers typed = { 0 };
	struct move_file m;

	TRY(move_open(d, id, &m));
	if (!m.may_undo)
		return fault_new(d->arena, m.is_here ? FAULT_ABSENT : FAULT_CONFLICT, "this move cannot be put right");
	LIST_PUSH(d->arena, &typed, (struct answer){ STR("reason"), u.reason });
	form_check(d->arena, d->book, book_form(d->book, STR("move-undo")), &typed, d->now.today, out);
	if (out->count)
		return NULL;
	u.by = move_undo_by(d, &m);
	return store_write(d->pool, d->arena, undo_job, &u);
}
