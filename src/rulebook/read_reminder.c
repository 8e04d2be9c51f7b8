/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/read_reminder - who is reminded of what, and when. Read after the pathways, so that each name is proved at once.
 * Touches nothing. */
#include "rulebook/reader.h"

enum { DAYS_MOST = 90 };

static const char *const to_words[] = { "officer", "team", "family", NULL };

static const struct field reminder_fields[] = {
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct reminder, about), .must = true },
	{ .name = "words", .kind = TAKE_TEXT, FIELD_AT(struct reminder, words), .most = 200 },
	{ .name = "to", .kind = TAKE_ONE_OF, FIELD_AT(struct reminder, to), .must = true, .words = to_words },
	{ .name = "pathway", .kind = TAKE_NAME, FIELD_AT(struct reminder, pathway), .refers = REFERS_PATHWAY },
	{ .name = "steps", .kind = TAKE_NAMES, FIELD_AT(struct reminder, steps) },
	{ .name = "asks", .kind = TAKE_NAME, FIELD_AT(struct reminder, asks) },
	{ .name = "event", .kind = TAKE_NAME, FIELD_AT(struct reminder, event) },
	{ .name = "answer", .kind = TAKE_NAME, FIELD_AT(struct reminder, answer) },
	{ .name = "before", .kind = TAKE_NAMES, FIELD_AT(struct reminder, before) },
	{ .name = "at", .kind = TAKE_YES, FIELD_AT(struct reminder, at) },
	{ .name = "after", .kind = TAKE_NAMES, FIELD_AT(struct reminder, after) },
};

static void day_add(struct reader *r, const struct stanza *s, struct reminder *m, struct str word, int32_t sign)
{
	int64_t n = 0;

	if (!str_to_int(word, &n) || n < (sign ? 1 : 0) || n > DAYS_MOST)
		slip(r, s->file, s->at[0].line, "reminder \"%.*s\": \"%.*s\" is no number of days from 1 to %d", STR_ARG(m->id),
		     STR_ARG(word), DAYS_MOST);
	else if (m->day_count == sizeof m->days / sizeof *m->days)
		slip(r, s->file, s->at[0].line, "reminder \"%.*s\" has too many days", STR_ARG(m->id));
	else
		m->days[m->day_count++] = (int32_t)n * sign;
}

static void days_read(struct reader *r, const struct stanza *s, struct reminder *m)
{
	for (size_t i = 0; i < m->before.count; i++)
		day_add(r, s, m, m->before.at[i], -1);
	if (m->at)
		m->days[m->day_count++] = 0;
	for (size_t i = 0; i < m->after.count; i++)
		day_add(r, s, m, m->after.at[i], 1);
	if (m->day_count == 0)
		slip(r, s->file, s->at[0].line, "reminder \"%.*s\" has no day: before, at or after", STR_ARG(m->id));
}

static bool has_step(const struct rulebook *b, struct str pathway, struct str id)
{
	for (size_t i = 0; i < b->pathway_count; i++)
		for (size_t j = 0; (str_is_empty(pathway) || str_equal(pathway, b->pathways[i].id)) && j < b->pathways[i].step_count; j++)
			if (str_equal(b->pathways[i].steps[j].id, id))
				return true;
	return false;
}

static bool has_answer(const struct event_kind *e, struct str name)
{
	for (size_t i = 0; e->form && i < e->form->field_count; i++)
		if (str_equal(e->form->fields[i].name, name) && e->form->fields[i].type == FIELD_DATE)
			return true;
	return false;
}

static void family_prove(struct reader *r, const struct stanza *s, const struct reminder *m)
{
	const struct pathway *p = book_pathway(r->book, m->pathway);
	const struct event_kind *e = p ? pathway_event(p, m->event) : NULL;

	if (!e)
		slip(r, s->file, s->at[0].line, "reminder \"%.*s\": a reminder of a family needs its pathway and an event of it",
		     STR_ARG(m->id));
	else if (!has_answer(e, m->answer))
		slip(r, s->file, s->at[0].line, "reminder \"%.*s\": the form of event %.*s asks for no date \"%.*s\"", STR_ARG(m->id),
		     STR_ARG(m->event), STR_ARG(m->answer));
}

static void keep_reminder(struct reader *r, const struct stanza *s, void *made)
{
	struct reminder *m = made;
	bool is_officer = str_equal(m->to, STR("officer"));

	days_read(r, s, m);
	for (size_t i = 0; i < m->steps.count; i++)
		if (!has_step(r->book, m->pathway, m->steps.at[i]))
			slip(r, s->file, s->at[0].line, "reminder \"%.*s\": there is no step \"%.*s\"", STR_ARG(m->id),
			     STR_ARG(m->steps.at[i]));
	if (!is_officer && str_is_empty(m->words))
		slip(r, s->file, s->at[0].line, "reminder \"%.*s\" must say in words what is due", STR_ARG(m->id));
	if (str_equal(m->to, STR("team")) && str_is_empty(m->asks))
		slip(r, s->file, s->at[0].line, "reminder \"%.*s\" must say of which kind of ask", STR_ARG(m->id));
	if (str_equal(m->to, STR("family")))
		family_prove(r, s, m);
	PUSH_TO(r->a, r->book->reminders, r->book->reminder_count, r->book->reminder_room, *m);
}

void read_reminder_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind kinds[] = {
		{ STANZA("reminder", struct reminder, id, reminder_fields), .keep = keep_reminder },
	};

	read_stanzas(r, file, kinds, sizeof kinds / sizeof *kinds);
}
