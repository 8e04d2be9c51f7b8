/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/case_beside - what the processes of one child have to do with each other: an act that happens in another one as well, and
 * a second one of a kind of which a child has one at a time.
 * Touches the store, rules/pathway. */
#include "work/case_room.h"

static bool is_offered(const struct case_state *s, const struct event_kind *e)
{
	for (size_t i = 0; i < s->offer_count; i++)
		if (s->offers[i] == e)
			return true;
	return false;
}

/* The process beside, when the act can be recorded there now and by this user. */
static const struct fault *beside_add(struct desk *d, int64_t id, struct str event, struct case_besides *out)
{
	struct case_beside b = { .c = ARENA_NEW(d->arena, struct case_file, 1) };

	TRY(case_read(d->store, d->arena, d->book, id, STR_NONE, d->now.today, b.c));
	TRY(case_read_rest(d->store, d->arena, d, b.c));
	case_relate(d, b.c);
	b.event = pathway_event(b.c->pathway, event);
	if (b.event && case_is_seen(d, b.c) && is_offered(&b.c->state, b.event) && case_may_record(d, b.c, b.event, STR_NONE))
		LIST_PUSH(d->arena, out, b);
	return NULL;
}

const struct fault *case_besides(struct desk *d, const struct case_file *c, const struct event_kind *e, struct case_besides *out)
{
	*out = (struct case_besides){ 0 };
	for (size_t i = 0; i < e->also.count; i++) {
		const struct pick *pick = &e->also.at[i];
		struct str event = pick->word, pathway = str_cut(&event, ' ');
		struct case_open_of_rows rows;

		if (!pathway_holds(d->arena, d->book, c->pathway, pick->when, c->events, c->event_count, &c->facts,
						 &c->state, d->now.today))
			continue;
		TRY(sql_case_open_of(d->store, d->arena, &(struct case_open_of_in){ c->person_id, c->authority, pathway }, &rows));
		for (size_t k = 0; k < rows.count; k++)
			if (rows.at[k].id != c->id)
				TRY(beside_add(d, rows.at[k].id, event, out));
	}
	return NULL;
}

bool case_beside_lacks(const struct case_beside *b)
{
	return !happened_has(b->c->events, b->c->event_count, b->event->id);
}

static const struct case_beside *beside_of(const struct case_besides *list, struct str reference)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->at[i].c->reference, reference))
			return &list->at[i];
	return NULL;
}

/* The same act there. What stands in its way there is told with the name of that process: whoever records it can say that it
 * does not count for that one. */
static const struct fault *act_there(struct store *writer, struct desk *d, const struct case_file *c, const struct case_act *act,
				     const struct case_beside *b, struct problems *problems)
{
	struct access_answer by = case_recorder(d, b->c, b->event, STR_NONE);
	struct case_act there = { .event = b->event->id, .day = act->day, .fields = act->fields, .files = act->files, .came = act->came,
				  .came_on = act->came_on, .also = c->reference };
	struct problems found = { 0 };
	struct happened now;
	int64_t moved = 0;

	TRY(case_act_settle(writer, d, b->c, b->event, &there, &now, &found));
	pathway_check(d->arena, d->book, b->c->pathway, b->event, b->c->events, b->c->event_count, &b->c->facts, &now, d->now.today,
		      &found);
	if (found.count == 0) {
		now.seq = b->c->version + 1;
		now.actor = audit_actor(d->arena, &d->who, &by);
		TRY(sql_case_move_on(writer, d->arena, &(struct case_move_on_in){ b->c->id, b->c->version }, &moved));
		check(moved == 1);      /* read in this very transaction */
		TRY(case_act_save(writer, d, b->c->id, &now, &there, &by, &found));
	}
	for (size_t i = 0; i < found.count; i++)
		problems_add(problems, d->arena, STR("also"), found.at[i].kind, book_words_with(d->book, d->arena, STR("problem.also"),
			(const struct str[]){ b->c->pathway->name, b->c->reference, found.at[i].words }, 3));
	return NULL;
}

const struct fault *case_also_save(struct store *writer, struct desk *d, const struct case_file *c, const struct event_kind *e,
				   const struct case_act *act, struct problems *problems)
{
	struct case_besides list;
	struct str rest = act->also;

	if (str_is_empty(rest))
		return NULL;
	TRY(case_besides(d, c, e, &list));
	while (rest.at) {
		struct str reference = str_trim(str_cut(&rest, ','));
		const struct case_beside *b = beside_of(&list, reference);

		if (b)
			TRY(act_there(writer, d, c, act, b, problems));
		else
			case_problem(d, problems, STR("also"), PROBLEM_RANGE, "problem.also_gone", reference);
	}
	return NULL;
}

const struct fault *case_running(struct store *s, struct arena *a, const struct rulebook *book, const struct pathway *p,
				 int64_t person_id, int64_t authority, struct date today, struct case_running *out)
{
	struct case_open_of_rows rows;

	*out = (struct case_running){ .reference = STR_NONE, .opened = DATE_NONE };
	if (str_is_empty(p->second) || person_id == 0)
		return NULL;
	TRY(sql_case_open_of(s, a, &(struct case_open_of_in){ person_id, authority, p->id }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct case_walk w;

		TRY(case_walk_load(s, a, book, rows.at[i].id, &w));
		if (!pathway_holds(a, book, w.pathway, p->second_while, w.events, w.count, &w.facts, NULL, today))
			continue;
		*out = (struct case_running){ rows.at[i].id, rows.at[i].reference, rows.at[i].opened };
		return NULL;
	}
	return NULL;
}

/* What another process would have begun is noted in the one that is open; what began on the same day is the same thing. */
const struct fault *case_running_note(struct store *writer, struct desk *d, const struct case_file *c, const struct pathway *p,
				      const struct happened *first, const struct case_running *open)
{
	const struct event_kind *wanted = pathway_event(p, first->name);
	struct str words[] = { wanted ? wanted->name : first->name, c->reference, date_words(d->arena, first->day) };
	struct case_file there;
	int64_t moved = 0;
	struct happened note = { .name = STR(CASE_NOTE), .day = d->now.today, .subject = STR(""), .account_id = first->account_id,
				 .actor = first->actor, .recorded_ms = first->recorded_ms };

	if (open->opened.day == first->day.day || !pathway_event(p, STR(CASE_NOTE)))
		return NULL;
	TRY(case_read(writer, d->arena, d->book, open->id, STR_NONE, d->now.today, &there));
	LIST_PUSH(d->arena, &note.fields, (struct answer){ STR("text"), book_words_with(d->book, d->arena, STR("case.second_note"), words, 3) });
	TRY(sql_case_move_on(writer, d->arena, &(struct case_move_on_in){ there.id, there.version }, &moved));
	check(moved == 1);
	note.seq = there.version + 1;
	TRY(case_event_save(writer, d, there.id, &note));
	return audit_add(writer, d->arena, d, &(struct audit_row){ .verb = STR("record"), .what = STR("note"),
		.person_id = there.person_id, .process_id = there.id,
		.detail = arena_int(d->arena, there.version + 1) });
}
