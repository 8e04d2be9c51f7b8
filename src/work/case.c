/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/case - opening a case: read, ask the rule, cut away, leave the audit row.
 * Touches the store, rules/access. */
#include "gen/sql/case.h"
#include "work/case_room.h"

/* "There is none" and "not for you" are one answer. */
static const struct fault *not_there(struct arena *a)
{
	return fault_new(a, FAULT_ABSENT, "there is no such case");
}

/* Marks and consents are the child's; an emergency opens one case alone. */
static void guards_of_person(struct arena *a, const struct case_file *c, struct case_file *other)
{
	other->guards = ARENA_NEW(a, struct case_guard, c->guard_count + 1);
	for (size_t i = 0; i < c->guard_count; i++)
		if (!str_equal(c->guards[i].sort, STR("glass")))
			other->guards[other->guard_count++] = c->guards[i];
}

/* Other cases of the child that this user may open too, by the same rule. */
static const struct fault *others_fill(struct desk *d, struct case_file *c, struct str folded)
{
	struct case_others_rows rows;
	TRY(sql_case_others(d->store, d->arena, &(struct case_others_in){ c->home, folded, c->born, c->id }, &rows));
	c->others = ARENA_NEW(d->arena, struct case_other, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++) {
		const struct case_others_row *r = &rows.at[i];
		struct case_file other = { .id = r->id, .authority = r->authority, .officer_id = r->officer_id,
			.pathway = book_pathway(d->book, r->pathway),
			.home = case_stays(d->book, r->pathway) ? r->authority : r->home };
		if (r->person_id == c->person_id) {
			other.contacts = c->contacts;
			other.contact_count = c->contact_count;
			other.roll_school_id = c->roll_school_id;
			guards_of_person(d->arena, c, &other);
			other.born = c->born;
		}
		case_relate(d, &other);
		if (!case_is_seen(d, &other))
			continue;
		c->others[c->other_count++] = (struct case_other){ r->id, r->reference, other.pathway,
			r->opened, r->is_open != 0, r->person_id == c->person_id };
	}
	return NULL;
}

static const struct fault *read_all(struct desk *d, int64_t id, struct str reference, struct case_file *c)
{
	TRY(case_read_shelf(d, id, reference, c));
	TRY(case_read_rest(d->store, d->arena, d, c));
	case_relate(d, c);
	if (!case_is_seen(d, c))
		return not_there(d->arena);
	return others_fill(d, c, c->child_folded);
}

static const struct fault *open_either(struct desk *d, int64_t id, struct str reference, struct str verb,
				       struct case_file **out)
{
	struct case_file *c = ARENA_NEW(d->arena, struct case_file, 1);
	TRY(store_read_begin(d->store, d->arena));
	const struct fault *f = read_all(d, id, reference, c);
	store_read_end(d->store);
	if (f)
		return f;
	TRY(audit_view(d, &(struct audit_row){ .verb = verb, .what = STR("case"), .person_id = c->person_id,
		.process_id = c->id, .by = c->seen_by }));
	case_cut(d, c);
	*out = c;
	return NULL;
}

const struct fault *case_open(struct desk *d, struct str reference, struct str verb, struct case_file **out)
{
	if (str_is_empty(reference))
		return not_there(d->arena);
	return open_either(d, 0, reference, verb, out);
}

const struct fault *case_open_id(struct desk *d, int64_t process_id, struct str verb, struct case_file **out)
{
	if (process_id <= 0)
		return not_there(d->arena);
	return open_either(d, process_id, STR_NONE, verb, out);
}

const struct happened *case_event(const struct case_file *c, int64_t seq)
{
	for (size_t i = 0; seq != 0 && i < c->event_count; i++)
		if (c->events[i].seq == seq)
			return &c->events[i];
	return NULL;
}

static bool is_for_ask(const struct event_kind *e)
{
	return !str_is_empty(e->ask_kind) || !str_is_empty(e->ask_state);
}

static bool fits(const struct event_kind *e, const struct ask_line *ask)
{
	bool is_open = !str_equal(ask->state, STR("answered")) && !str_equal(ask->state, STR("withdrawn"));
	return is_open && (str_is_empty(e->ask_kind) || str_equal(e->ask_kind, ask->kind));
}

void case_subjects(const struct desk *d, const struct case_file *c, const struct event_kind *e,
		   const struct ask_line ***out, size_t *count)
{
	*out = ARENA_NEW(d->arena, const struct ask_line *, c->state.ask_count + 1);
	*count = 0;
	for (size_t i = 0; is_for_ask(e) && i < c->state.ask_count; i++)
		if (fits(e, &c->state.asks[i]) && case_may_record(d, c, e, c->state.asks[i].subject))
			(*out)[(*count)++] = &c->state.asks[i];
}

struct access_answer case_recorder(const struct desk *d, const struct case_file *c, const struct event_kind *e,
				   struct str subject)
{
	struct str what = arena_printf(d->arena, "event.%.*s", STR_ARG(e->id));
	struct access_answer by = case_decide(d, c, STR("record"), what, 0, subject);
	if (!by.is_allowed && str_equal(e->kind, STR("note")))
		by = case_decide(d, c, STR("note"), STR("case"), 0, subject);
	/* The rule knows events by name; two processes may have one of that name with other roles. */
	struct str role = by.membership ? by.membership->role
			: d->who.kind == WHO_LINK ? access_link_role(&d->who) : STR("public");
	bool is_named = false;
	for (size_t i = 0; i < e->roles.count; i++)
		is_named = is_named || str_equal(e->roles.at[i], role);
	return by.is_allowed && is_named ? by : (struct access_answer){ false, NULL, NULL };
}

bool case_keys_in(const struct desk *d, const struct case_file *c, const struct event_kind *e, struct str subject)
{
	struct access_answer by = case_recorder(d, c, e, subject);
	const struct role *role = by.is_allowed && by.membership ? book_role(d->book, by.membership->role) : NULL;

	return role && role->keys_in && book_is_sent(d->book, e);
}

struct str case_came_words(struct arena *a, const struct rulebook *book, const struct happened *e)
{
	struct str by = answers_get(&e->fields, STR(CASE_CAME_BY));
	const struct code_list *ways = book_codes(book, STR("came-by"));

	if (str_is_empty(by))
		return STR("");
	struct str args[] = { by, date_words(a, date_read(answers_get(&e->fields, STR(CASE_CAME_ON)))) };

	for (size_t i = 0; ways && i < ways->count; i++)
		if (str_equal(ways->at[i].code, by))
			args[0] = ways->at[i].label;

	return book_words_with(book, a, STR("case.came"), args, 2);
}

bool case_may_record(const struct desk *d, const struct case_file *c, const struct event_kind *e, struct str subject)
{
	return case_recorder(d, c, e, subject).is_allowed;
}

bool case_may_correct(const struct desk *d, const struct case_file *c, const struct happened *e)
{
	const struct event_kind *kind = pathway_event(c->pathway, e->name);
	if (!kind || e->is_struck || !case_may_record(d, c, kind, e->subject))
		return false;
	if (d->who.kind == WHO_ACCOUNT && e->account_id != 0 && e->account_id == d->who.account_id)
		return true;
	return case_decide(d, c, STR("correct"), case_event_what(d->arena, c->pathway, e->name), 0, e->subject).is_allowed;
}

bool case_answer_is_kept(const struct desk *d, const struct case_file *c, const struct happened *e, const struct form_field *f)
{
	bool is_own = d->who.kind == WHO_ACCOUNT && e->account_id != 0 && e->account_id == d->who.account_id;
	uint32_t also = is_own ? RELATION_OWN : 0;
	struct str section = case_field_section(f);
	return !case_decide(d, c, STR("view"), case_event_what(d->arena, c->pathway, e->name), also, e->subject).is_allowed ||
	       case_is_withheld(d, c, 0, e->seq, STR("view"), also, e->subject) ||
	       (section.at && case_section_is_withheld(d, c, section, also));
}

/* Of what may happen next, what this user may record; about an ask only when there is one that they may answer. */
static void offers(const struct desk *d, const struct case_file *c, const struct event_kind ***out, size_t *count)
{
	*out = ARENA_NEW(d->arena, const struct event_kind *, c->state.offer_count + 1);
	*count = 0;
	for (size_t i = 0; i < c->state.offer_count; i++) {
		const struct event_kind *e = c->state.offers[i];
		const struct ask_line **asks;
		size_t ask_count;
		case_subjects(d, c, e, &asks, &ask_count);
		if (is_for_ask(e) ? ask_count > 0 || (str_equal(e->ask_state, STR("withdrawn")) && case_may_record(d, c, e, STR_NONE))
				  : case_may_record(d, c, e, STR_NONE))
			(*out)[(*count)++] = e;
	}
}

void case_offers(const struct desk *d, const struct case_file *c, const struct event_kind ***out, size_t *count)
{
	size_t all;
	offers(d, c, out, &all);
	*count = 0;
	for (size_t i = 0; i < all; i++)
		if (!(*out)[i]->by_program)
			(*out)[(*count)++] = (*out)[i];
}

const struct event_kind *case_offer_of(const struct desk *d, const struct case_file *c, const char *paper)
{
	const struct event_kind **all;
	size_t count;
	offers(d, c, &all, &count);
	for (size_t i = 0; i < count; i++)
		if (str_equal(all[i]->paper, str_of(paper)))
			return all[i];
	return NULL;
}
