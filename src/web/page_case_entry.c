/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_case_entry - what happened on a case, in words.
 * Touches work/case, web/form (answers in words). */
#include "web/form.h"
#include "web/page_case.h"

struct str case_event_title(struct desk *d, const struct case_file *c, const struct happened *e)
{
	const struct event_kind *kind = pathway_event(c->pathway, e->name);
	struct str name = kind ? kind->name : str_equal(e->name, STR(CASE_TAKEN_BACK))
				? book_words(d->book, STR("case.taken_back")) : str_equal(e->name, STR(CASE_MOVED))
				? book_words(d->book, STR("move.area_changed")) : e->name;
	for (size_t i = 0; e->subject.len && i < c->state.ask_count; i++)
		if (str_equal(c->state.asks[i].subject, e->subject))
			return arena_printf(d->arena, "%.*s: %.*s", STR_ARG(name),
					    STR_ARG(case_ask_words(d, c, &c->state.asks[i])));
	return name;
}

static struct str who_words(struct desk *d, const struct happened *e)
{
	struct str role = case_role_words(d, e->actor);
	if (str_is_empty(e->account_name))
		return role;
	return arena_printf(d->arena, "%.*s (%.*s)", STR_ARG(e->account_name), STR_ARG(role));
}

struct str case_paper_name(const struct rulebook *book, const struct case_document *paper)
{
	const struct letter *letter = str_is_empty(paper->letter) ? NULL : book_letter(book, paper->letter);

	return letter ? letter->about : paper->name;
}

/* Whom an event asked. */
static struct str asked_words(struct desk *d, const struct case_file *c, const struct happened *e)
{
	struct out o = out_start(d->arena, 80);
	for (size_t i = 0; i < e->fields.count; i++) {
		struct str name = e->fields.at[i].name;
		if (!str_starts(name, STR("ask.")))
			continue;
		for (size_t j = 0; j < c->state.ask_count; j++) {
			if (!str_equal(c->state.asks[j].subject, str_slice(name, 4, name.len)))
				continue;
			if (o.len)
				out_add(&o, STR("\n"));
			out_add(&o, case_ask_words(d, c, &c->state.asks[j]));
		}
	}
	return out_str(&o);
}

static void answer_add(struct arena *a, struct case_entry *out, struct str label, struct str text)
{
	if (out->answer_count == out->answer_room)
		arena_grow(a, (void **)&out->answers, &out->answer_room, sizeof *out->answers);
	out->answers[out->answer_count++] = (struct entry_answer){ label, text };
}

static void papers_fill(struct desk *d, const struct case_file *c, struct case_entry *out)
{
	out->papers = ARENA_NEW(d->arena, const struct case_document *, c->document_count + 1);
	for (size_t i = 0; i < c->document_count; i++)
		if (c->documents[i].event_seq == out->e->seq)
			out->papers[out->paper_count++] = &c->documents[i];
}

/* Who corrected it, when and why. */
static struct str corrected_words(struct desk *d, const struct case_file *c, const struct happened *e)
{
	for (size_t i = 0; i < c->event_count; i++) {
		const struct happened *by = &c->events[i];
		struct str args[3] = { date_words(d->arena, date_of_ms(by->recorded_ms)), who_words(d, by), by->reason };
		if (by->corrects == e->seq)
			return case_words_with(d, str_equal(by->name, STR(CASE_TAKEN_BACK)) ? "case.was_taken_back"
					       : "case.was_corrected", args, 3);
	}
	return book_words(d->book, STR("case.was_struck"));
}

const struct fault *case_entry_fill(struct desk *d, const struct case_view *v, const struct happened *e,
				    struct case_entry *out)
{
	const struct case_file *c = v->c;
	const struct event_kind *kind = pathway_event(c->pathway, e->name);
	struct out o = out_start(d->arena, 64);
	*out = (struct case_entry){ .e = e, .title = case_event_title(d, c, e), .by = who_words(d, e),
				    .recorded = case_when_ms(&o, e->recorded_ms), .about = kind ? kind->about : STR("") };
	struct str came = case_came_words(d->arena, d->book, e);
	if (came.len)
		answer_add(d->arena, out, book_words(d->book, STR("case.came_label")), came);
	static const struct { const char *name, *label; } unasked[] = {
		{ CASE_ALSO, "case.also_label" }, { CASE_SECOND, "case.second_label" },
	};
	for (size_t i = 0; i < sizeof unasked / sizeof *unasked; i++) {
		struct str text = answers_get(&e->fields, str_of(unasked[i].name));
		if (!str_is_empty(text))
			answer_add(d->arena, out, book_words(d->book, str_of(unasked[i].label)), text);
	}
	for (size_t i = 0; kind && kind->form && i < kind->form->field_count; i++) {
		const struct form_field *f = &kind->form->fields[i];
		struct str value = answers_get(&e->fields, f->name), text;
		if (str_is_empty(value) || f->type == FIELD_FILE)
			continue;
		TRY(choose_answer(d, f, value, &text));
		answer_add(d->arena, out, f->label, text);
	}
	if (str_equal(e->name, STR(CASE_MOVED))) {
		answer_add(d->arena, out, book_words(d->book, STR("move.from")), answers_get(&e->fields, STR("from")));
		answer_add(d->arena, out, book_words(d->book, STR("move.to")), answers_get(&e->fields, STR("to")));
	}
	struct str asked = asked_words(d, c, e);
	if (asked.len)
		answer_add(d->arena, out, book_words(d->book, STR("case.asked_whom")), asked);
	papers_fill(d, c, out);
	if (e->is_struck)
		out->corrected = corrected_words(d, c, e);
	else if (case_may_correct(d, c, e))
		out->correct = arena_printf(d->arena, "%.*s/correct/%lld", STR_ARG(v->bar.base), (long long)e->seq);
	return NULL;
}

/* In order of the day it happened, newest first; what came on one day in the order of recording. */
static void sort(const struct case_file *c, const struct happened **at)
{
	for (size_t i = 0; i < c->event_count; i++) {
		size_t j = i;
		for (; j > 0 && at[j - 1]->day.day <= c->events[i].day.day; j--)
			at[j] = at[j - 1];
		at[j] = &c->events[i];
	}
}

const struct fault *case_entries_fill(struct desk *d, struct case_view *v, size_t most)
{
	const struct case_file *c = v->c;
	const struct happened **at = ARENA_NEW(d->arena, const struct happened *, c->event_count + 1);
	sort(c, at);
	v->entries = ARENA_NEW(d->arena, struct case_entry, c->event_count + 1);
	v->entry_count = c->event_count;
	v->shown = most && most < c->event_count ? most : c->event_count;
	for (size_t i = 0; i < v->shown; i++)
		TRY(case_entry_fill(d, v, at[i], &v->entries[i]));
	return NULL;
}

struct str case_did_words(const struct case_view *v, const struct case_seen *s)
{
	struct desk *d = v->frame.desk;
	struct str key = arena_printf(d->arena, "case.did_%.*s", STR_ARG(s->verb));
	struct str args[2] = { s->verb, s->what };
	if (!map_get(&d->book->words, key))
		return case_words_with(d, "case.did_other", args, 2);
	if (str_starts(s->what, STR("event."))) {
		struct happened e = { .name = str_slice(s->what, 6, s->what.len), .subject = STR("") };
		args[0] = case_event_title(d, v->c, &e);
	}
	return book_words_with(d->book, d->arena, key, args, 1);
}
