/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/letter_facts - what letters can state about a case: the council, the child, who it goes to, who was asked.
 * Touches the store. */
#include "gen/sql/guard.h"
#include "gen/sql/letter.h"
#include "rules/standing.h"
#include "work/letter_room.h"

static void put(struct arena *a, struct answers *list, struct str name, struct str text)
{
	if (!str_is_empty(str_trim(text)))
		LIST_PUSH(a, list, (struct answer){ name, text });
}

void letter_facts_put(struct arena *a, struct letter_facts *f, struct str name, struct str text)
{
	put(a, &f->known, name, text);
}

static void put_over(struct arena *a, struct answers *list, struct str name, struct str text)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->at[i].name, name)) {
			list->at[i].text = text;
			return;
		}
	put(a, list, name, text);
}

static struct str on_lines(struct arena *a, struct str address, struct str postcode)
{
	struct out o = out_start(a, 100);
	while (address.at) {
		struct str line = str_trim(str_cut(&address, '\n'));
		if (line.len)
			out_printf(&o, "%s%.*s", o.len ? "\n" : "", STR_ARG(line));
	}
	struct str lines = out_str(&o);
	if (!str_is_empty(postcode) && !str_contains(lines, postcode))
		lines = arena_printf(a, "%.*s%s%.*s", STR_ARG(lines), lines.len ? "\n" : "", STR_ARG(postcode));
	return lines;
}

/* "1st Floor, Parkgate, DL1 1RU": a line each. */
static struct str lines_of(struct arena *a, struct str address)
{
	struct out o = out_start(a, address.len + 1);

	for (struct str rest = address; rest.at;) {
		if (o.len)
			out_byte(&o, '\n');
		out_add(&o, str_trim(str_cut(&rest, ',')));
	}
	return out_str(&o);
}

/* A name that two have is nobody's address. */
const struct fault *letter_facts_other(struct store *s, struct arena *a, struct letter_facts *f, const struct letter *letter)
{
	struct letter_world w = letter_facts_world(f);
	const struct code_list *known = book_codes(f->book, STR("post-address"));
	struct letter_other_rows rows;

	if (!letter->addressee)
		return NULL;
	struct str name = expr_reckon(letter->addressee, &w.names, a).text, address = STR_NONE;

	if (str_is_empty(name))
		return NULL;
	TRY(sql_letter_other(s, a, &(struct letter_other_in){ name }, &rows));
	if (rows.count == 1)
		address = on_lines(a, rows.at[0].address, rows.at[0].postcode);
	for (size_t i = 0; known && i < known->count; i++)
		if (str_equal(known->at[i].code, name))
			address = lines_of(a, known->at[i].label);
	put(a, &f->known, STR("other.address"), address);
	return NULL;
}

bool letter_facts_to(struct arena *a, struct letter_facts *f, const struct letter *letter, struct str to)
{
	struct letter_world w = letter_facts_world(f);
	struct str name;
	f->to = to;
	if (str_equal(to, STR("family")) || str_equal(to, STR("plan")))
		return true;
	if (str_equal(to, STR("other")))
		name = expr_reckon(letter->addressee, &w.names, a).text;
	else
		name = answers_get(&f->known, arena_printf(a, "%.*s.name", STR_ARG(to)));
	/* What is said to the family as "you" is said to others of the child. */
	struct str given = answers_get(&f->known, STR("child.given"));
	put_over(a, &f->known, STR("to.is_young_person"), STR("no"));
	put_over(a, &f->known, STR("to.is_family"), STR("no"));
	put_over(a, &f->known, STR("child.who"), given);
	put_over(a, &f->known, STR("child.whose"), arena_printf(a, "%.*s\xE2\x80\x99s", STR_ARG(given)));
	if (str_equal(to, STR("adviser")))
		return true;
	put_over(a, &f->known, STR("to.name"), name);
	put_over(a, &f->known, STR("to.address"), answers_get(&f->known, arena_printf(a, "%.*s.address", STR_ARG(to))));
	return !str_is_empty(name);
}

static bool somebody_acts(const struct letter_relations_rows *found)
{
	for (size_t i = 0; i < found->count; i++)
		if (found->at[i].represents)
			return true;
	return false;
}

/* Does this relation to the child, or the child's own, hold on the day for this act? */
static bool stands(struct arena *a, const struct rulebook *book, const struct letter_relations_row *r, struct date born,
		   bool is_acted_for, const char *act, struct date day)
{
	bool is_self = !r || str_equal(r->kind, STR("self")), is_parent = r && str_equal(r->kind, STR("parent"));
	struct standing_facts facts = { .born = born, .made = DATE_NONE, .acted_for = is_acted_for,
		.represents = r && r->represents, .consented = r && r->consented };
	if (!is_self && !is_parent)
		return false;
	return standing_holds(a, book, is_self ? RELATION_SELF : RELATION_PARENT, str_of(act), &facts, day);
}

const struct fault *letter_people(struct desk *d, const struct case_file *c, struct letter_people *out)
{
	struct letter_relations_rows found;
	struct date today = d->now.today;
	TRY(sql_letter_relations(d->store, d->arena, &(struct letter_relations_in){ .person_id = c->person_id, .day = today }, &found));
	bool is_acted_for = somebody_acts(&found);
	*out = (struct letter_people){ .to_young = stands(d->arena, d->book, NULL, c->born, is_acted_for, "addressed", today) };
	for (size_t i = 0; i < found.count; i++)
		LIST_PUSH(d->arena, out, ((struct letter_person){ found.at[i].id,
			stands(d->arena, d->book, &found.at[i], c->born, is_acted_for, "addressed", today),
			stands(d->arena, d->book, &found.at[i], c->born, is_acted_for, "opens", today) }));
	return NULL;
}

/* Parents, or the young person, or who acts for a young person who cannot decide (rulebook/code/consent.csv: represents; law:
 * Children and Families Act 2014 s80): then it speaks of them, not to them. The child's home stands in for an address that was not given. No address at all when one is
 * marked: both parents read the one letter, and it must not tell either where the other lives. */
static const struct fault *addressee(struct store *s, struct arena *a, const struct letter_council_row *row, bool no_address,
				     struct letter_facts *f)
{
	struct str name = STR_NONE, address = STR_NONE, home = on_lines(a, row->child_address, row->postcode);
	struct letter_relations_rows found;
	TRY(sql_letter_relations(s, a, &(struct letter_relations_in){ .person_id = row->person_id, .day = f->day }, &found));
	bool is_acted_for = somebody_acts(&found);
	bool is_young = stands(a, f->book, NULL, row->born, is_acted_for, "addressed", f->day);
	for (size_t i = 0; i < found.count; i++) {
		struct letter_relations_row *r = &found.at[i];
		if (!stands(a, f->book, r, row->born, is_acted_for, "addressed", f->day))
			continue;
		if (str_is_empty(address))
			address = on_lines(a, r->address, STR_NONE);
		name = name.at ? arena_printf(a, "%.*s and %.*s", STR_ARG(name), STR_ARG(r->name)) : r->name;
	}
	if (is_young && !name.at)
		name = arena_printf(a, "%.*s %.*s", STR_ARG(row->given), STR_ARG(row->family));
	put(a, &f->known, STR("to.name"), name);
	put(a, &f->known, STR("to.address"), no_address ? STR_NONE : str_is_empty(address) ? home : address);
	put(a, &f->known, STR("to.is_young_person"), is_young ? STR("yes") : STR("no"));
	put(a, &f->known, STR("to.is_family"), STR("yes"));
	put(a, &f->known, STR("child.who"), is_young ? STR("you") : row->given);
	put(a, &f->known, STR("child.whose"), is_young ? STR("your") : arena_printf(a, "%.*s\xE2\x80\x99s", STR_ARG(row->given)));
	return NULL;
}

static const struct fault *council(struct store *s, struct arena *a, int64_t process_id, bool no_address,
				   struct letter_facts *f)
{
	struct letter_council_rows rows;
	TRY(sql_letter_council(s, a, &(struct letter_council_in){ .process_id = process_id }, &rows));
	if (rows.count == 0)
		return fault_new(a, FAULT_ABSENT, "there is no case %lld", (long long)process_id);
	struct letter_council_row *row = &rows.at[0];
	if (no_address)
		row->child_address = row->postcode = STR_NONE;
	const struct { struct str name, text; } facts[] = {
		{ STR("case.reference"), row->reference },
		{ STR("case.received"), date_iso(a, date_is_none(f->start) ? row->opened : f->start) },
		{ STR("council.name"), row->council }, { STR("council.short_name"), row->council_short },
		{ STR("council.address"), on_lines(a, row->council_address, STR_NONE) },
		{ STR("council.phone"), row->council_phone }, { STR("council.email"), row->council_email },
		{ STR("child.name"), arena_printf(a, "%.*s %.*s", STR_ARG(row->given), STR_ARG(row->family)) },
		{ STR("child.given"), row->given }, { STR("child.born"), date_iso(a, row->born) },
		{ STR("school.name"), row->school },
		{ STR("school.address"), on_lines(a, row->school_address, row->school_postcode) }, { STR("officer.name"), row->officer },
	};
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		put(a, &f->known, facts[i].name, facts[i].text);
	struct letter_services_rows services;
	TRY(sql_letter_services(s, a, &(struct letter_services_in){ .authority = row->authority }, &services));
	for (size_t i = 0; i < services.count; i++) {
		struct letter_services_row *v = &services.at[i];
		struct str name = arena_printf(a, "%.*s.name", STR_ARG(v->kind));
		if (answers_get(&f->known, name).at)
			continue;
		put(a, &f->known, name, v->name);
		put(a, &f->known, arena_printf(a, "%.*s.phone", STR_ARG(v->kind)), v->phone);
		put(a, &f->known, arena_printf(a, "%.*s.email", STR_ARG(v->kind)), v->email);
		put(a, &f->known, arena_printf(a, "%.*s.address", STR_ARG(v->kind)), v->address);
	}
	return addressee(s, a, row, no_address, f);
}

/* A day as text; absent stays absent, which puts nothing. */
static struct str day_text(struct arena *a, struct date d)
{
	return date_is_none(d) ? STR_NONE : date_iso(a, d);
}

static const struct fault *organisation(struct store *s, struct arena *a, int64_t id, struct str *name, struct str *address)
{
	struct letter_organisation_rows rows;
	TRY(sql_letter_organisation(s, a, &(struct letter_organisation_in){ .id = id }, &rows));
	*name = rows.count ? rows.at[0].name : STR_NONE;
	*address = rows.count ? on_lines(a, rows.at[0].address, rows.at[0].postcode) : STR_NONE;
	return NULL;
}

/* The words of an answer that some form of the pathway takes from a code list. */
static struct str label_of(const void *ctx, struct str name, struct str code)
{
	const struct letter_facts *f = ctx;
	for (size_t i = 0; i < f->pathway->event_count; i++) {
		const struct form *form = f->pathway->events[i].form;
		for (size_t k = 0; form && k < form->field_count; k++)
			if (form->fields[k].codes && str_equal(form->fields[k].name, name))
				return code_label(form->fields[k].codes, code);
	}
	return STR_NONE;
}

/* Why an ask was not made after all: the latest answer `why` of an event about it. */
static struct str why_not(const struct letter_facts *f, const struct case_walk *w, struct str subject)
{
	for (size_t i = w->count; i-- > 0;) {
		struct str why = answers_get(&w->events[i].fields, STR("why"));
		if (!w->events[i].is_struck && str_equal(w->events[i].subject, subject) && why.at) {
			struct str label = label_of(f, STR("why"), why);
			return label.at ? label : why;
		}
	}
	return STR_NONE;
}

static const struct fault *asks(struct store *s, struct arena *a, const struct case_walk *w, struct str subject,
				struct letter_facts *f)
{
	const struct code_list *roles = book_codes(f->book, STR("advice"));
	for (size_t i = 0; i < f->state.ask_count; i++) {
		const struct ask_line *ask = &f->state.asks[i];
		struct letter_row row = { 0 };
		struct str name = STR_NONE, address, role = roles ? code_label(roles, ask->role) : ask->role;
		if (ask->organisation_id)
			TRY(organisation(s, a, ask->organisation_id, &name, &address));
		else    /* the family's own advice */
			name = answers_get(&f->known, STR("to.name"));
		put(a, &row.cells, STR("kind"), ask->kind);
		put(a, &row.cells, STR("subject"), ask->subject);
		put(a, &row.cells, STR("role"), ask->role);
		put(a, &row.cells, STR("role_name"), role);
		put(a, &row.cells, STR("organisation"), name);
		put(a, &row.cells, STR("state"), ask->state);
		put(a, &row.cells, STR("asked"), day_text(a, ask->asked));
		put(a, &row.cells, STR("received"), day_text(a, ask->received));
		put(a, &row.cells, STR("due"), day_text(a, ask->due));
		put(a, &row.cells, STR("answered"), day_text(a, ask->answered));
		put(a, &row.cells, STR("why"), why_not(f, w, ask->subject));
		LIST_PUSH(a, &f->asks, row);
		if (!str_is_empty(subject) && str_equal(ask->subject, subject)) {
			f->asked = ask->organisation_id;
			put(a, &f->known, STR("ask.role"), role);
			put(a, &f->known, STR("ask.organisation"), name);
			put(a, &f->known, STR("ask.is_family"), ask->organisation_id ? STR("no") : STR("yes"));
		}
	}
	return NULL;
}

/* The setting that the event (or the latest before it) names. */
static const struct fault *setting(struct store *s, struct arena *a, struct letter_facts *f)
{
	struct value v = f->walk.name(f->walk.ctx, STR("setting"));
	struct str name = STR_NONE, address = STR_NONE;
	int64_t id = 0;
	if (v.kind == VALUE_TEXT && str_to_int(str_trim(v.text), &id))
		TRY(organisation(s, a, id, &name, &address));
	put(a, &f->known, STR("setting.name"), name);
	put(a, &f->known, STR("setting.address"), address);
	return NULL;
}

static void with_event(struct arena *a, struct case_walk *w, const struct happened *event)
{
	for (size_t i = 0; event && i < w->count; i++)
		if (w->events[i].seq == event->seq)
			return;
	if (!event)
		return;
	struct happened *more = ARENA_NEW(a, struct happened, w->count + 1);
	memcpy(more, w->events, w->count * sizeof *more);
	more[w->count++] = *event;
	w->events = more;
}

/* Events that are marked keep their answers to themselves, and so do sections of the plan in the answers of others; the address when it is marked. */
static const struct fault *withhold(struct store *s, struct arena *a, int64_t process_id, struct case_walk *w, bool *no_address)
{
	struct guard_letter_rows rows;
	TRY(sql_guard_letter(s, a, &(struct guard_letter_in){ .process_id = process_id }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct str section = str_starts(rows.at[i].target, STR(CASE_SECTION)) ? str_slice(rows.at[i].target,
			sizeof CASE_SECTION - 1, rows.at[i].target.len) : STR_NONE;
		*no_address = *no_address || str_equal(rows.at[i].target, STR("address"));
		for (size_t k = 0; k < w->count; k++)
			if (str_equal(rows.at[i].target, STR("event")) && w->events[k].seq == rows.at[i].target_id)
				w->events[k].fields = (struct answers){ 0 };
			else if (section.at)
				w->events[k].fields = case_section_cut(a, pathway_event(w->pathway, w->events[k].name),
								       &w->events[k].fields, section);
	}
	return NULL;
}

const struct fault *letter_facts_load(struct store *s, struct arena *a, const struct rulebook *book, int64_t process_id,
				      const struct happened *event, struct str subject, struct date today,
				      struct letter_facts *out)
{
	struct case_walk w;
	TRY(case_walk_load(s, a, book, process_id, &w));
	with_event(a, &w, event);
	*out = (struct letter_facts){ .book = book, .pathway = w.pathway, .day = event ? event->day : today };
	out->state = pathway_reckon(a, book, w.pathway, w.events, w.count, &w.facts, out->day);
	out->start = out->state.start;
	struct answers *facts = ARENA_NEW(a, struct answers, 1);
	struct case_state *state = ARENA_NEW(a, struct case_state, 1);
	*facts = w.facts;
	*state = out->state;
	bool no_address = false;
	TRY(withhold(s, a, process_id, &w, &no_address));
	out->walk = pathway_world(a, book, w.pathway, w.events, w.count, facts, state, event, subject, out->day);
	TRY(council(s, a, process_id, no_address, out));
	TRY(asks(s, a, &w, subject, out));
	return setting(s, a, out);
}

/* Names with a dot are the letter's own, all others those of the walk. */
static struct value look(const void *ctx, struct str name)
{
	const struct letter_facts *f = ctx;
	if (!str_contains(name, STR(".")))
		return f->walk.name(f->walk.ctx, name);
	struct str text = answers_get(&f->known, name);
	return (struct value){ text.at ? VALUE_TEXT : VALUE_ABSENT, DATE_NONE, 0, text };
}

static int64_t count_of(const void *ctx, struct str name)
{
	const struct letter_facts *f = ctx;
	return f->walk.count(f->walk.ctx, name);
}

static int64_t open_of(const void *ctx, struct str kind)
{
	const struct letter_facts *f = ctx;
	return f->walk.open(f->walk.ctx, kind);
}

static int64_t all_of(const void *ctx, struct str kind)
{
	const struct letter_facts *f = ctx;
	return f->walk.all(f->walk.ctx, kind);
}

static struct value about_of(const void *ctx, struct str what, struct str of)
{
	const struct letter_facts *f = ctx;
	return f->walk.about(f->walk.ctx, what, of);
}

static bool is_row(const struct letter_row *row, struct str what, struct str kind)
{
	return str_equal(what, STR("sections")) || str_equal(answers_get(&row->cells, STR("kind")), kind);
}

/* The at-th row of that kind, or NULL; `count` gets how many there are. */
static const struct letter_row *row_of(const struct letter_facts *f, struct str what, struct str kind, size_t at,
				       size_t *count)
{
	const struct letter_rows *rows = str_equal(what, STR("sections")) ? &f->sections : &f->asks;
	const struct letter_row *found = NULL;
	*count = 0;
	for (size_t i = 0; i < rows->count; i++)
		if (is_row(&rows->at[i], what, kind) && (*count)++ == at)
			found = &rows->at[i];
	return found;
}

static size_t rows_of(const void *ctx, struct str what, struct str kind)
{
	size_t count;
	row_of(ctx, what, kind, 0, &count);
	return count;
}

static struct value row_name(const void *ctx, struct str what, struct str kind, size_t at, struct str name)
{
	size_t count;
	const struct letter_row *row = row_of(ctx, what, kind, at, &count);
	struct str text = row ? answers_get(&row->cells, name) : STR_NONE;
	return (struct value){ text.at ? VALUE_TEXT : VALUE_ABSENT, DATE_NONE, 0, text };
}

static const struct step *step_of(const void *ctx, struct str id)
{
	const struct letter_facts *f = ctx;
	return pathway_step(f->pathway, id, f->start);
}

struct letter_world letter_facts_world(const struct letter_facts *f)
{
	struct letter_world w = { .names = f->walk, .rows = rows_of, .row_name = row_name, .label = label_of,
				  .step = step_of, .day = f->day, .to = f->to };
	w.names.ctx = f;
	w.names.name = look;
	w.names.count = count_of;
	w.names.open = open_of;
	w.names.all = all_of;
	w.names.about = about_of;
	return w;
}

bool letter_holds(struct arena *a, const struct letter *letter, const struct letter_facts *f)
{
	struct letter_world w = letter_facts_world(f);
	return !letter->when || expr_is_true(letter->when, &w.names, a);
}
