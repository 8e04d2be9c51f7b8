/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/plan_check - what the law says against a plan, and the moment at which a version is frozen.
 * Touches the store and rules/check. */
#include "core/out.h"
#include "gen/sql/letter.h"
#include "gen/sql/plan.h"
#include "rules/check.h"
#include "rules/days.h"
#include "work/letter_room.h"
#include "work/plan_room.h"

/* An adviser of the case: an ask of kind advice, or a recorded reason why none was made. */
struct adviser { struct str role, name, author, organisation, why, state; struct date asked, received; };
struct advisers { struct adviser *at; size_t count, room; };

static const struct happened *last_about(const struct case_walk *w, struct str subject, struct str state)
{
	for (size_t i = w->count; i-- > 0;) {
		const struct event_kind *kind = pathway_event(w->pathway, w->events[i].name);
		if (!w->events[i].is_struck && kind && str_equal(w->events[i].subject, subject) &&
		    str_equal(kind->ask_state, state))
			return &w->events[i];
	}
	return NULL;
}

static struct str author_of(const struct plan_writers_rows *writers, const struct happened *e)
{
	for (size_t i = 0; e && i < writers->count; i++)
		if (writers->at[i].seq == e->seq)
			return writers->at[i].name;
	return STR_NONE;
}

/* A reason for not asking somebody who was never asked. */
static bool is_asked(const struct advisers *list, struct str role)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->at[i].role, role))
			return true;
	return false;
}

static struct str cell_of(const struct letter_row *row, struct str name)
{
	struct str text = answers_get(&row->cells, name);
	return text.at ? text : STR("");
}

static const struct fault *advisers_load(struct store *s, struct arena *a, const struct rulebook *book,
					 int64_t process_id, struct date today, struct advisers *out)
{
	struct letter_facts f;
	struct case_walk w;
	struct plan_writers_rows writers;
	TRY(letter_facts_load(s, a, book, process_id, NULL, STR(""), today, &f));
	TRY(case_walk_load(s, a, book, process_id, &w));
	pathway_reckon(a, book, w.pathway, w.events, w.count, &w.facts, today);  /* marks struck events */
	TRY(sql_plan_writers(s, a, &(struct plan_writers_in){ .process_id = process_id }, &writers));
	for (size_t i = 0; i < f.asks.count; i++) {
		const struct letter_row *row = &f.asks.at[i];
		if (!str_equal(cell_of(row, STR("kind")), STR("advice")))
			continue;
		struct str subject = cell_of(row, STR("subject"));
		LIST_PUSH(a, out, (struct adviser){
			.role = cell_of(row, STR("role")), .name = cell_of(row, STR("role_name")),
			.organisation = cell_of(row, STR("organisation")), .why = cell_of(row, STR("why")),
			.state = cell_of(row, STR("state")), .author = author_of(&writers, last_about(&w, subject, STR("answered"))),
			.asked = date_read(cell_of(row, STR("asked"))), .received = date_read(cell_of(row, STR("answered"))) });
	}
	const struct code_list *roles = book_codes(book, STR("advice"));
	for (size_t i = 0; roles && i < roles->count; i++) {
		const struct happened *e = last_about(&w, arena_printf(a, "advice-%.*s", STR_ARG(roles->at[i].code)), STR("withdrawn"));
		if (!e || is_asked(out, roles->at[i].code))
			continue;
		const struct code_list *whys = book_codes(book, STR("not-sought"));
		struct str why = answers_get(&e->fields, STR("why"));
		LIST_PUSH(a, out, (struct adviser){ .role = roles->at[i].code, .name = roles->at[i].label, .state = STR("withdrawn"),
			.why = whys && why.at ? code_label(whys, why) : STR(""), .asked = DATE_NONE, .received = DATE_NONE });
	}
	return NULL;
}

static struct str advice_line(struct arena *a, const struct rulebook *book, const struct adviser *v)
{
	struct str who = str_is_empty(v->author) || str_equal(v->author, v->organisation) ? v->organisation :
			 str_is_empty(v->organisation) ? v->author :
			 arena_printf(a, "%.*s, %.*s", STR_ARG(v->author), STR_ARG(v->organisation));
	struct str words[] = { v->name, who, date_words(a, v->asked), date_words(a, v->received), v->why };
	if (str_equal(v->state, STR("withdrawn")))
		return book_words_with(book, a, STR("plan.advice_not_sought"), words, 5);
	if (date_is_none(v->received))
		return book_words_with(book, a, STR("plan.advice_open"), words, 5);
	return book_words_with(book, a, STR("plan.advice_received"), words, 5);
}

const struct fault *plan_advice_lines(struct store *s, struct arena *a, const struct rulebook *book, int64_t process_id,
				      struct date today, struct str *out)
{
	struct advisers list = { 0 };
	struct out o = out_start(a, 400);
	TRY(advisers_load(s, a, book, process_id, today, &list));
	for (size_t i = 0; i < list.count; i++)
		out_printf(&o, "%s- %.*s", i ? "\n" : "", STR_ARG(advice_line(a, book, &list.at[i])));
	*out = o.len ? out_str(&o) : STR("");
	return NULL;
}

const struct fault *plan_advice(struct desk *d, const struct case_file *c, struct str *out)
{
	return plan_advice_lines(d->store, d->arena, d->book, c->id, d->now.today, out);
}

static void refuse(struct arena *a, const struct rulebook *book, struct problems *out, struct str field, const char *key,
		   struct str word, struct str more)
{
	problems_add(out, a, field, PROBLEM_RULE,
		     book_words_with(book, a, str_of(key), (const struct str[]){ word, more }, 2));
}

/* From Year 9 some advisers must be asked who need not be asked before. law:send-regs-2014/6(1)(g) */
static bool must_be_asked(struct str when, struct date born, struct date today)
{
	return str_equal(when, STR("always")) ||
	       (str_equal(when, STR("year9")) && !date_is_none(born) && days_school_year(born, today) >= 9);
}

/* Section K has a line for each adviser: who, when received, or why not asked. law.md section 3 */
static void check_advice(struct arena *a, const struct rulebook *book, const struct advisers *list, struct str k,
			 struct date born, struct date today, struct problems *out)
{
	const struct code_list *roles = book_codes(book, STR("advice"));
	for (size_t i = 0; i < list->count; i++) {
		const struct adviser *v = &list->at[i];
		struct str received = date_words(a, v->received);
		if (!str_contains(k, v->name))
			refuse(a, book, out, STR("section_K"), "plan.k_adviser", v->name, STR(""));
		else if (!date_is_none(v->received) && !str_contains(k, received))
			refuse(a, book, out, STR("section_K"), "plan.k_received", v->name, received);
		else if (str_equal(v->state, STR("withdrawn")) && !str_contains(k, v->why))
			refuse(a, book, out, STR("section_K"), "plan.k_why", v->name, v->why);
	}
	for (size_t i = 0; roles && i < roles->count; i++)
		if (must_be_asked(roles->at[i].note, born, today) && !is_asked(list, roles->at[i].code))
			refuse(a, book, out, STR("section_K"), "plan.k_not_asked", roles->at[i].label, STR(""));
}

/* The findings of rules/check and those that need the record (section K against the advice).
 *   fields   answers of the event that would send it; may be NULL */
static const struct fault *plan_findings(struct store *s, struct arena *a, const struct rulebook *book, int64_t process_id,
				  const struct plan_version *v, struct str state, const struct answers *fields,
				  struct date today, struct problems *out)
{
	struct answers names = { 0 };
	struct advisers advisers = { 0 };
	struct case_walk w;
	TRY(case_walk_load(s, a, book, process_id, &w));
	TRY(advisers_load(s, a, book, process_id, today, &advisers));
	struct str born = answers_get(&w.facts, STR("born"));
	bool amends = !plan_is_anew(a, book, &w, today);
	if (amends)                     /* no advice is sought anew: section K keeps that of the plan */
		LIST_PUSH(a, &names, (struct answer){ STR("amends"), STR("yes") });
	for (size_t i = 0; i < v->part_count; i++)
		LIST_PUSH(a, &names, (struct answer){ arena_printf(a, "section_%.*s", STR_ARG(v->parts[i].section)),
						      v->parts[i].body });
	for (size_t i = 0; fields && i < fields->count; i++)
		LIST_PUSH(a, &names, fields->at[i]);
	LIST_PUSH(a, &names, (struct answer){ STR("born"), born });
	LIST_PUSH(a, &names, (struct answer){ STR("on"), date_iso(a, today) });
	plan_check(a, book, state, &names, today, out);
	if (!amends)
		check_advice(a, book, &advisers, plan_part_of(v, STR("K"))->body, date_read(born), today, out);
	return NULL;
}

const struct fault *plan_proof(struct desk *d, const struct case_file *c, struct str state, const struct answers *also,
			       struct problems *out)
{
	struct plan_list list;
	TRY(plan_load(d->store, d->arena, d->book, c->id, &list));
	const struct plan_version *v = plan_writing(&list);
	if (!v && list.count)
		v = &list.at[list.count - 1];
	if (!v) {
		refuse(d->arena, d->book, out, STR(""), "plan.nothing", STR(""), STR(""));
		return NULL;
	}
	return plan_findings(d->store, d->arena, d->book, c->id, v, state, also, d->now.today, out);
}

/* A final plan without words in section I gets those of the event: the setting and its type. One with other words than the
 * letters to family and school would have is refused. */
static const struct fault *fill_setting(struct store *writer, struct arena *a, const struct rulebook *book,
					struct plan_version *v, const struct answers *fields, struct problems *out)
{
	struct plan_part *part = (struct plan_part *)plan_part_of(v, STR("I"));
	struct str type = answers_get(fields, STR("setting_type")), name = STR_NONE;
	const struct code_list *types = book_codes(book, STR("setting-type"));
	int64_t id;
	if (!part || str_is_empty(type))
		return NULL;
	if (str_to_int(str_trim(answers_get(fields, STR("setting"))), &id)) {
		struct letter_organisation_rows rows;
		TRY(sql_letter_organisation(writer, a, &(struct letter_organisation_in){ .id = id }, &rows));
		name = rows.count ? rows.at[0].name : STR_NONE;
	}
	if (!str_is_empty(part->body)) {
		if (name.at && !str_contains(part->body, name))
			refuse(a, book, out, STR("setting"), "plan.i_other", name, STR(""));
		return NULL;
	}
	struct str words[] = { types ? code_label(types, type) : type, name };
	part->body = book_words_with(book, a, name.at ? STR("plan.i_named") : STR("plan.i_type"), words, 2);
	return sql_plan_section_put(writer, a, &(struct plan_section_put_in){
		.plan_id = v->id, .section = part->section, .body = part->body, .edition = v->edition }, NULL);
}

/* Sections other than I that say something else than the draft did, as "B, F". */
static struct str changed_since(struct arena *a, const struct plan_version *draft, const struct plan_version *v)
{
	struct out o = out_start(a, 20);
	for (size_t i = 0; i < v->part_count; i++) {
		const struct plan_part *old = plan_part_of(draft, v->parts[i].section);
		if (!str_equal(v->parts[i].section, STR("I")) && old && !str_equal(old->body, v->parts[i].body))
			out_printf(&o, "%s%.*s", o.len ? ", " : "", STR_ARG(v->parts[i].section));
	}
	return o.len ? out_str(&o) : STR("");
}

/* Code of Practice 9.125, 9.77: only what follows from the family's answer or the setting may change after the draft. */
static void check_final(struct arena *a, const struct rulebook *book, const struct plan_list *list, const struct plan_version *v,
			const struct answers *fields, struct problems *out)
{
	const struct plan_version *draft = plan_draft_before(list->at, list->count, v->version);
	if (!draft) {
		refuse(a, book, out, STR(""), "plan.no_draft", STR(""), STR(""));
		return;
	}
	struct str changed = changed_since(a, draft, v);
	if (changed.len && !str_equal(answers_get(fields, STR("changes_follow")), STR("yes")))
		refuse(a, book, out, STR("changes_follow"), "plan.changes", changed, STR(""));
}

/* The amendment once more, as the version that becomes final. */
static const struct fault *draft_again(struct store *writer, struct arena *a, const struct desk *d, int64_t process_id,
				       const struct happened *event, const struct plan_list *list, struct plan_version **out)
{
	const struct plan_version *draft = plan_draft_before(list->at, list->count, 0);
	struct plan_add_rows made;
	*out = NULL;
	if (!draft)
		return NULL;
	struct plan_version *v = ARENA_NEW(a, struct plan_version, 1);
	*v = *draft;
	v->version = draft->version + 1;
	TRY(sql_plan_add(writer, a, &(struct plan_add_in){ .process_id = process_id, .version = v->version,
		.edition = v->edition, .changed = d->now.utc_ms, .account_id = event->account_id }, &made));
	v->id = made.at[0].id;
	for (size_t i = 0; i < v->part_count; i++)
		TRY(sql_plan_section_put(writer, a, &(struct plan_section_put_in){ .plan_id = v->id,
			.section = v->parts[i].section, .body = v->parts[i].body, .edition = v->edition }, NULL));
	*out = v;
	return NULL;
}

const struct fault *plan_freeze(struct store *writer, struct arena *a, const struct desk *d, int64_t process_id,
				struct str state, const struct happened *event, struct problems *out)
{
	struct plan_list list;
	struct problems found = { 0 };
	int64_t frozen = 0;
	size_t before = out->count;
	TRY(plan_load(writer, a, d->book, process_id, &list));
	bool amendment = str_equal(state, STR("amendment")), amended = str_equal(state, STR("amended"));
	struct plan_version *v = plan_writing(&list);
	if ((amendment || amended) && list.count == 0)
		return NULL;            /* a plan that is not kept here */
	if (!v && amended)
		TRY(draft_again(writer, a, d, process_id, event, &list, &v));
	if (!v && amended && list.is_base_new)
		return NULL;            /* another process of the child has changed it: a review, for a move */
	if (!v) {
		refuse(a, d->book, out, STR(""), amendment || amended ? "plan.no_changes" : "plan.nothing", STR(""), STR(""));
		return NULL;
	}
	state = amendment ? STR("draft") : amended ? STR("final") : state;
	if (str_equal(state, STR("final")))
		TRY(fill_setting(writer, a, d->book, v, &event->fields, out));
	if (str_equal(state, STR("final")) && !amended)
		check_final(a, d->book, &list, v, &event->fields, out);
	TRY(plan_findings(writer, a, d->book, process_id, v, state, &event->fields, event->day, &found));
	/* The form of the event has no sections: what is wrong with one is told for the whole form. */
	for (size_t i = 0; i < found.count; i++)
		problems_add(out, a, STR(""), found.at[i].kind, found.at[i].words);
	if (out->count > before)
		return NULL;
	TRY(sql_plan_stamp(writer, a, &(struct plan_stamp_in){ .plan_id = v->id, .edition = v->edition + 1 }, NULL));
	TRY(sql_plan_freeze_put(writer, a, &(struct plan_freeze_put_in){
		.id = v->id, .state = state, .day = event->day, .event_seq = event->seq, .edition = v->edition + 1 }, &frozen));
	check(frozen == 1);
	return NULL;
}

const struct fault *plan_page(struct desk *d, const struct case_file *c, const struct plan_version *v, struct str *html)
{
	struct letter_facts f;
	struct problems none = { 0 };
	struct str title, body;
	const struct letter *form = book_letter(d->book, STR("plan"));
	check(form != NULL);
	TRY(letter_facts_load(d->store, d->arena, d->book, c->id, NULL, STR(""), d->now.today, &f));
	letter_facts_put(d->arena, &f, STR("plan.state"),
			 book_words(d->book, arena_printf(d->arena, "plan.state_%.*s", STR_ARG(v->state))));
	letter_facts_put(d->arena, &f, STR("plan.version"), arena_int(d->arena, v->version));
	letter_facts_put(d->arena, &f, STR("plan.day"), date_iso(d->arena, v->frozen));
	for (size_t i = 0; i < c->event_count; i++)
		if (c->events[i].seq == v->event_seq && v->event_seq)
			letter_facts_put(d->arena, &f, STR("plan.signed_by"), answers_get(&c->events[i].fields, STR("signed_by")));
	for (size_t i = 0; i < v->part_count; i++) {
		struct letter_row row = { 0 };
		LIST_PUSH(d->arena, &row.cells, (struct answer){ STR("section"), v->parts[i].section });
		LIST_PUSH(d->arena, &row.cells, (struct answer){ STR("title"), v->parts[i].title });
		LIST_PUSH(d->arena, &row.cells, (struct answer){ STR("body"), v->parts[i].body });
		LIST_PUSH(d->arena, &f.sections, row);
	}
	struct letter_world w = letter_facts_world(&f);
	letter_write(d->arena, d->book, form, &w, &none, &title, &body);
	if (none.count)
		return fault_new(d->arena, FAULT_TEXT, "%.*s: %.*s", STR_ARG(none.at[0].field), STR_ARG(none.at[0].words));
	*html = letter_page(d->arena, title, body);
	return NULL;
}
