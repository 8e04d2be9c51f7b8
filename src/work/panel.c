/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/panel - dated panels and the cases that wait for them.
 * Touches the store. */
#include "work/panel.h"

#include <stdlib.h>

#include "gen/sql/panel.h"
#include "work/audit.h"

enum { YEAR_DAYS = 366 };

/* How the user stands to what waits for a panel of this council, one set of bits a membership. */
static uint32_t *relations_to(const struct desk *d, int64_t authority)
{
	uint32_t *bits = ARENA_NEW(d->arena, uint32_t, d->who.membership_count + 1);

	for (size_t i = 0; i < d->who.membership_count; i++)
		if (d->who.memberships[i].authority == authority)
			bits[i] = RELATION_SAME_AUTHORITY | RELATION_AT_PANEL;
	return bits;
}

static struct access_answer may(const struct desk *d, const char *verb, const char *what, int64_t authority)
{
	return access_decide(d->book, &d->who, d->now.today, str_of(verb), str_of(what), relations_to(d, authority));
}

static struct panel panel_of(int64_t id, int64_t authority, struct str name, struct date day, int64_t places, int64_t booked)
{
	return (struct panel){ .id = id, .authority = authority, .name = name, .day = day, .places = places, .booked = booked };
}

static const struct fault *list_of(struct desk *d, int64_t authority, bool past, struct panels *out)
{
	struct panel_list_rows rows = { 0 };
	struct date today = d->now.today;
	struct panel_list_in in = { authority, past ? date_add(today, -YEAR_DAYS) : today,
				    past ? date_add(today, -1) : date_add(today, YEAR_DAYS) };

	TRY(sql_panel_list(d->store, d->arena, &in, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct panel_list_row *r = &rows.at[past ? rows.count - 1 - i : i];

		LIST_PUSH(d->arena, out, panel_of(r->id, r->authority, r->name, r->day, r->room, r->booked));
	}
	return NULL;
}

/* The membership with this number is the first of its council that may see panels. */
static bool is_first(const struct desk *d, size_t number)
{
	int64_t authority = d->who.memberships[number].authority;

	for (size_t i = 0; i < number; i++)
		if (d->who.memberships[i].authority == authority)
			return false;
	return may(d, "view", "list.panels", authority).is_allowed;
}

const struct fault *panel_list(struct desk *d, bool past, struct panels *out)
{
	bool is_any = false;

	*out = (struct panels){ 0 };
	for (size_t i = 0; i < d->who.membership_count; i++) {
		if (!is_first(d, i))
			continue;
		is_any = true;
		TRY(list_of(d, d->who.memberships[i].authority, past, out));
	}
	return is_any ? NULL : fault_new(d->arena, FAULT_ABSENT, "no panels for this user");
}

int64_t panel_may_make(const struct desk *d)
{
	for (size_t i = 0; i < d->who.membership_count; i++)
		if (may(d, "record", "list.panels", d->who.memberships[i].authority).is_allowed)
			return d->who.memberships[i].authority;
	return 0;
}

struct make_job { struct desk *d; struct panel_add_in in; struct access_answer by; int64_t id; };

static const struct fault *make_job(struct store *writer, struct arena *a, void *ctx)
{
	struct make_job *job = ctx;
	struct panel_add_rows rows = { 0 };

	TRY(sql_panel_add(writer, a, &job->in, &rows));
	job->id = rows.at[0].id;
	return audit_add(writer, a, job->d, &(struct audit_row){ .verb = STR("record"), .what = STR("list.panels"),
		.detail = arena_printf(a, "panel %lld", (long long)job->id), .by = job->by });
}

const struct fault *panel_make(struct desk *d, const struct answers *fields, struct problems *out, int64_t *id)
{
	struct make_job job = { .d = d, .in = { .authority = panel_may_make(d) } };

	*id = 0;
	if (!job.in.authority)
		return fault_new(d->arena, FAULT_ABSENT, "this user may make no panel");
	form_check(d->arena, d->book, book_form(d->book, STR("panel")), fields, d->now.today, out);
	if (out->count)
		return NULL;
	job.by = may(d, "record", "list.panels", job.in.authority);
	job.in.name = answers_get(fields, STR("name"));
	job.in.day = date_read(answers_get(fields, STR("day")));
	check(str_to_int(answers_get(fields, STR("places")), &job.in.room));
	TRY(store_write(d->pool, d->arena, make_job, &job));
	*id = job.id;
	return NULL;
}

/* --- one case ---------------------------------------------------------------------------------------------------- */

/* The latest answer of this name in what was not struck. */
static struct str last_answer(const struct case_walk *w, struct str name)
{
	for (size_t i = w->count; i-- > 0;) {
		struct str text = w->events[i].is_struck ? STR_NONE : answers_get(&w->events[i].fields, name);

		if (text.at)
			return text;
	}
	return STR("");
}

/* A word of a list with blanks between. */
static bool has_word(struct str list, struct str word)
{
	for (struct str w = str_word(&list); w.at; w = str_word(&list))
		if (str_equal(w, word))
			return true;
	return false;
}

/* What the panel wants to see for this purpose: an event that happened, or an answer that was given. */
static void wants_fill(struct desk *d, const struct case_walk *w, struct panel_case *c)
{
	const struct code_list *papers = book_codes(d->book, STR("panel-paper"));

	for (size_t i = 0; papers && i < papers->count; i++) {
		const struct code *p = &papers->at[i];

		if (!has_word(p->note, c->purpose))
			continue;
		bool is_there = happened_has(w->events, w->count, p->code) || !str_is_empty(last_answer(w, p->code));

		if (c->want_count == c->want_room)
			arena_grow(d->arena, (void **)&c->wants, &c->want_room, sizeof *c->wants);
		c->wants[c->want_count++] = (struct panel_paper){ p->label, is_there };
		c->missing += !is_there;
	}
}

static void advice_fill(const struct desk *d, const struct case_state *s, struct panel_case *c)
{
	for (size_t i = 0; i < s->ask_count; i++) {
		const struct ask_line *ask = &s->asks[i];

		if (!str_equal(ask->kind, STR("advice")) || str_equal(ask->state, STR("withdrawn")))
			continue;
		c->advice_all++;
		c->advice_in += !date_is_none(ask->answered);
		c->advice_late += date_is_none(ask->answered) && !date_is_none(ask->due) && ask->due.day < d->now.today.day;
	}
	c->missing += (size_t)(c->advice_all - c->advice_in);
}

static const struct fault *head_fill(struct desk *d, int64_t process_id, struct panel_case *c)
{
	struct panel_case_rows rows = { 0 };

	TRY(sql_panel_case(d->store, d->arena, &(struct panel_case_in){ process_id }, &rows));
	if (rows.count == 0)
		return fault_new(d->arena, FAULT_ABSENT, "no such case");
	const struct panel_case_row *r = &rows.at[0];
	*c = (struct panel_case){ .process_id = r->id, .reference = r->reference, .school = r->school, .officer = r->officer,
		.need = code_label(book_codes(d->book, STR("need")), r->need), .born = r->born, .due = r->next_due,
		.papers = r->papers, .child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(r->given), STR_ARG(r->family)) };
	return NULL;
}

const struct fault *panel_look(struct desk *d, int64_t process_id, struct date panel_day, struct panel_case *c)
{
	struct case_walk w;

	TRY(head_fill(d, process_id, c));
	TRY(case_walk_load(d->store, d->arena, d->book, process_id, &w));
	struct case_state s = pathway_reckon(d->arena, d->book, w.pathway, w.events, w.count, &w.facts, d->now.today);
	c->stage = s.stage ? s.stage->name : STR("");
	c->start = s.start;
	c->purpose = last_answer(&w, STR("purpose"));
	c->purpose_words = code_label(book_codes(d->book, STR("panel-purpose")), c->purpose);
	c->evidence_by = date_read(last_answer(&w, STR("evidence_by")));
	c->is_late = s.is_late;
	advice_fill(d, &s, c);
	wants_fill(d, &w, c);
	c->is_too_early = c->advice_all == 0 && !date_is_none(c->evidence_by) && !date_is_none(panel_day)
			  && panel_day.day < c->evidence_by.day;
	c->is_complete = c->missing == 0 && !c->is_too_early;
	return NULL;
}

/* --- the queue ---------------------------------------------------------------------------------------------------- */

static int by_readiness(const void *left, const void *right)
{
	const struct panel_case *a = left, *b = right;

	if (a->is_complete != b->is_complete)
		return a->is_complete ? -1 : 1;
	if (a->due.day != b->due.day)
		return a->due.day < b->due.day ? -1 : 1;
	return str_compare(a->reference, b->reference);
}

const struct fault *panel_open(struct desk *d, int64_t id, bool is_export, struct panel_queue *out)
{
	const char *verb = is_export ? "export" : "view";
	struct panel_by_id_rows panels = { 0 };
	struct panel_cases_rows cases = { 0 };

	*out = (struct panel_queue){ 0 };
	TRY(sql_panel_by_id(d->store, d->arena, &(struct panel_by_id_in){ id }, &panels));
	if (panels.count == 0)
		return fault_new(d->arena, FAULT_ABSENT, "no such panel");
	const struct panel_by_id_row *p = &panels.at[0];
	struct access_answer list = may(d, verb, "list.panels", p->authority);
	struct access_answer by = may(d, "list", "case", p->authority);
	if (!list.is_allowed || !by.is_allowed)
		return fault_new(d->arena, FAULT_ABSENT, "not a panel of this user");
	out->panel = panel_of(p->id, p->authority, p->name, p->day, p->room, p->booked);
	TRY(sql_panel_cases(d->store, d->arena, &(struct panel_cases_in){ id }, &cases));
	for (size_t i = 0; i < cases.count; i++) {
		struct panel_case c;

		TRY(panel_look(d, cases.at[i].id, p->day, &c));
		out->complete += c.is_complete;
		LIST_PUSH(d->arena, out, c);
	}
	if (out->count)
		qsort(out->at, out->count, sizeof *out->at, by_readiness);
	struct audit_shown shown = { .arena = d->arena };
	for (size_t i = 0; i < cases.count; i++)
		audit_shows_case(&shown, cases.at[i].id);
	return audit_view(d, &(struct audit_row){ .verb = str_of(verb), .what = STR("list.panels"),
		.detail = arena_printf(d->arena, "panel %lld", (long long)id), .by = by, .shown = &shown });
}

void panel_decisions(const struct desk *d, const struct case_file *c, const struct event_kind ***out, size_t *count)
{
	const struct event_kind **offers;
	size_t all, n = 0;

	case_offers(d, c, &offers, &all);
	*out = ARENA_NEW(d->arena, const struct event_kind *, all + 1);
	for (size_t i = 0; i < all; i++) {
		bool is_panel = false;

		for (size_t k = 0; k < offers[i]->roles.count; k++)
			is_panel |= str_equal(offers[i]->roles.at[k], STR("panel_member"));
		if (is_panel && !str_equal(offers[i]->kind, STR("note")))
			(*out)[n++] = offers[i];
	}
	*count = n;
}
