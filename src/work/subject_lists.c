/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/subject_lists - the lists of a copy: what was agreed to, what people were told, who looked, moves, joined records,
 * emergencies, marks, drafts.
 * Touches the store, jansson. */
#include "gen/sql/guard.h"
#include "gen/sql/subject.h"
#include "work/post.h"
#include "work/subject_copy.h"
#include "work/track.h"

static const struct fault *consents_write(struct copy *w)
{
	struct consent_list_rows rows;
	json_t *list = copy_list(w, "consents");

	if (!copy_has(w, "consents"))
		return NULL;
	TRY(sql_consent_list(w->d->store, w->a, &(struct consent_list_in){ w->s->c->person_id }, &rows));
	copy_tag(w, "h2", copy_words(w, "subject.section_consents"));
	for (size_t i = 0; i < rows.count; i++) {
		json_t *one = json_object();
		struct str label = code_label(book_codes(w->d->book, STR("consent")), rows.at[i].kind);

		json_array_append_new(list, one);
		copy_text(w, one, "kind", rows.at[i].kind);
		copy_text(w, one, "note", rows.at[i].note);
		copy_day(w, one, "since", rows.at[i].since);
		copy_day(w, one, "ended", rows.at[i].ended);
		copy_tag(w, "p", arena_printf(w->a, "%.*s. %.*s %.*s", STR_ARG(label), STR_ARG(date_words(w->a, rows.at[i].since)),
					 STR_ARG(date_words(w->a, rows.at[i].ended))));
		copy_row(w, copy_words(w, "subject.said"), rows.at[i].note);
	}
	return NULL;
}

/* What a message said. Its one-time address is gone, or is for the one whom it was sent to. */
static const struct fault *said(struct copy *w, const struct subject_messages_row *r, json_t *to)
{
	struct answers holes = { 0 };
	struct post_text text;

	TRY(case_answers_read(w->a, r->holes, &holes));
	text = post_write(w->a, w->d->book, w->d->house, r->kind, r->way, &holes, STR(""));
	copy_text(w, to, "subject", text.subject);
	copy_text(w, to, "text", text.text);
	copy_row(w, str_is_empty(text.subject) ? copy_words(w, "subject.said") : text.subject, text.text);
	return NULL;
}

static const struct fault *messages_write(struct copy *w)
{
	struct subject_messages_rows rows;
	json_t *list = copy_list(w, "messages");

	if (!copy_has(w, "messages"))
		return NULL;
	TRY(sql_subject_messages(w->d->store, w->a, &(struct subject_messages_in){ w->s->c->person_id }, &rows));
	copy_tag(w, "h2", copy_words(w, "subject.section_messages"));
	for (size_t i = 0; i < rows.count; i++) {
		const struct subject_messages_row *r = &rows.at[i];
		const struct message *m = book_message(w->d->book, r->kind);
		struct str line[] = { date_iso(w->a, date_of_ms(r->made)), m ? m->about : r->kind, r->way, r->state };
		json_t *one = json_object();

		json_array_append_new(list, one);
		copy_text(w, one, "kind", r->kind);
		copy_text(w, one, "way", r->way);
		copy_text(w, one, "day", line[0]);
		copy_text(w, one, "state", r->state);
		copy_cells(w, &w->messages, line, 4);
		copy_tag(w, "p", arena_printf(w->a, "%.*s: %.*s (%.*s, %.*s)", STR_ARG(date_words(w->a, date_of_ms(r->made))), STR_ARG(line[1]),
					 STR_ARG(r->way), STR_ARG(r->state)));
		TRY(said(w, r, one));
	}
	return NULL;
}

/* As the family reads it on its own page: days and roles, no names of staff. */
static const struct fault *looked_write(struct copy *w)
{
	struct desk as = *w->d;
	json_t *list = copy_list(w, "looked");

	if (!copy_has(w, "looked"))
		return NULL;
	as.who.account_id = w->s->asker;
	copy_tag(w, "h2", copy_words(w, "subject.section_looked"));
	for (size_t k = 0; k < w->s->cases.count; k++) {
		struct track_seen *seen;
		size_t count;

		TRY(track_seen(&as, w->s->cases.at[k], &seen, &count));
		for (size_t i = 0; i < count; i++) {
			struct str line[] = { w->s->cases.at[k]->reference, date_iso(w->a, seen[i].day), seen[i].who, seen[i].did,
				arena_int(w->a, seen[i].times) };
			json_t *one = json_object();

			json_array_append_new(list, one);
			copy_text(w, one, "process", line[0]);
			copy_text(w, one, "day", line[1]);
			copy_text(w, one, "who", line[2]);
			copy_text(w, one, "did", line[3]);
			json_object_set_new(one, "times", json_integer(seen[i].times));
			copy_cells(w, &w->looked, line, 5);
			copy_tag(w, "p", arena_printf(w->a, "%.*s: %.*s, %.*s", STR_ARG(date_words(w->a, seen[i].day)), STR_ARG(seen[i].who),
						 STR_ARG(seen[i].did)));
		}
	}
	return NULL;
}

/* --- the rest ------------------------------------------------------------------------------------------------------- */

/* Answers of a form that was not sent, by their questions. */
static const struct fault *draft_words(struct copy *w, const struct subject_rest_row *r, struct str *out)
{
	const struct form *form = book_form(w->d->book, r->kind);
	struct out o = out_start(w->a, 256);
	struct answers all = { 0 };

	TRY(case_answers_read(w->a, r->words, &all));
	for (size_t i = 0; i < all.count; i++) {
		struct str label = all.at[i].name;

		for (size_t k = 0; form && k < form->field_count; k++)
			if (str_equal(form->fields[k].name, label))
				label = form->fields[k].label;
		out_printf(&o, "%.*s: %.*s\n", STR_ARG(label), STR_ARG(all.at[i].text));
	}
	*out = out_str(&o);
	return NULL;
}

static const struct fault *line_write(struct copy *w, const struct subject_rest_row *r, json_t *list)
{
	struct str kind = subject_rest_kind(w->d, r), text = r->words, section = book_words(w->d->book, arena_printf(w->a,
		"subject.section_%.*s", STR_ARG(r->section))), address = copy_has(w, "address") ? str_trim(r->address) : STR("");
	struct date from = date_of_ms(r->made), to = r->ended ? date_of_ms(r->ended) : DATE_NONE;
	json_t *one = json_object();

	if (str_equal(r->section, STR("drafts")))
		TRY(draft_words(w, r, &text));
	struct str line[] = { section, date_iso(w->a, from), date_iso(w->a, to), kind, r->name, str_trim(text), address };

	json_array_append_new(list, one);
	copy_day(w, one, "day", from);
	copy_day(w, one, "ended", to);
	copy_text(w, one, "kind", kind);
	copy_text(w, one, "name", r->name);
	copy_text(w, one, "words", line[5]);
	copy_text(w, one, "address", address);
	copy_cells(w, &w->also, line, sizeof line / sizeof *line);
	copy_tag(w, "h3", arena_printf(w->a, "%.*s. %.*s %.*s", STR_ARG(date_words(w->a, from)), STR_ARG(kind), STR_ARG(r->name)));
	copy_row(w, copy_words(w, "subject.ended"), date_words(w->a, to));
	copy_row(w, copy_words(w, "subject.said"), line[5]);
	copy_row(w, copy_words(w, "case.address"), address);
	return NULL;
}

/* Sorted by section. */
static const struct fault *rest_write(struct copy *w)
{
	struct str section = STR("");
	json_t *list = NULL;

	for (size_t i = 0; i < w->s->rest_count; i++) {
		const struct subject_rest_row *r = &w->s->rest[i];

		if (!str_equal(r->section, section)) {
			section = r->section;
			list = copy_list(w, arena_cstr(w->a, section));
			copy_tag(w, "h2", book_words(w->d->book, arena_printf(w->a, "subject.section_%.*s", STR_ARG(section))));
		}
		if (copy_has(w, subject_rest_key(w->a, w->s, i).at))
			TRY(line_write(w, r, list));
	}
	return NULL;
}

const struct fault *copy_lists(struct copy *w)
{
	TRY(consents_write(w));
	TRY(messages_write(w));
	TRY(looked_write(w));
	return rest_write(w);
}
