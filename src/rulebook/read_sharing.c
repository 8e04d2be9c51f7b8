/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/read_sharing - why records are used and shared: purpose, lawful basis, parties, categories, agreement.
 * Touches nothing. */
#include "rulebook/reader.h"

static const char *const kind_words[] = { "own", "duty", "agreement", "consent", NULL };

static const struct field sharing_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct sharing, name), .must = true, .most = 200 },
	{ .name = "purpose", .kind = TAKE_TEXT, FIELD_AT(struct sharing, purpose), .must = true },
	{ .name = "kind", .kind = TAKE_ONE_OF, FIELD_AT(struct sharing, kind), .must = true, .words = kind_words },
	{ .name = "parties", .kind = TAKE_TEXT, FIELD_AT(struct sharing, parties), .must = true },
	{ .name = "categories", .kind = TAKE_TEXT, FIELD_AT(struct sharing, categories), .must = true },
	{ .name = "basis", .kind = TAKE_TEXT, FIELD_AT(struct sharing, basis), .must = true },
	{ .name = "special", .kind = TAKE_TEXT, FIELD_AT(struct sharing, special) },
	{ .name = "schedule", .kind = TAKE_TEXT, FIELD_AT(struct sharing, schedule) },
	{ .name = "reference", .kind = TAKE_TEXT, FIELD_AT(struct sharing, reference), .most = 200 },
	{ .name = "review", .kind = TAKE_DAY, FIELD_AT(struct sharing, review) },
	RULE_NOTE_FIELDS(struct sharing, law, true),
};

static void dates_prove(struct reader *r, const struct stanza *s, const struct sharing *m)
{
	bool is_agreement = str_equal(m->kind, STR("agreement"));

	if (date_is_none(m->law.valid_from))
		slip(r, s->file, s->at[0].line, "sharing \"%.*s\" must say since when: valid_from", STR_ARG(m->id));
	if (is_agreement && (str_is_empty(m->reference) || date_is_none(m->review)))
		slip(r, s->file, s->at[0].line, "sharing \"%.*s\": an agreement has a reference and a day of review", STR_ARG(m->id));
	if (!date_is_none(m->review) && !date_is_none(m->law.valid_from) && m->review.day < m->law.valid_from.day)
		slip(r, s->file, s->at[0].line, "sharing \"%.*s\": review is before valid_from", STR_ARG(m->id));
	if (!str_is_empty(m->special) && str_is_empty(m->schedule))
		slip(r, s->file, s->at[0].line,
		     "sharing \"%.*s\": what rests on article 9 says its condition of Schedule 1 too (schedule)", STR_ARG(m->id));
}

static void keep(struct reader *r, const struct stanza *s, void *made)
{
	struct sharing *m = made;
	const struct rulebook *b = r->book;

	note_finish(r, s, &m->law);
	dates_prove(r, s, m);
	for (size_t i = 0; i < b->sharing_count; i++)
		if (str_equal(b->sharings[i].id, m->id) && do_overlap(m->law.valid_from, m->law.valid_to,
				b->sharings[i].law.valid_from, b->sharings[i].law.valid_to))
			slip(r, s->file, s->at[0].line,
			     "sharing \"%.*s\" is there twice and both are in force on one day (the other is in line %d)",
			     STR_ARG(m->id), b->sharings[i].place.line);
	PUSH_TO(r->a, r->book->sharings, r->book->sharing_count, r->book->sharing_room, *m);
}

void read_sharing_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind kinds[] = { { STANZA("sharing", struct sharing, id, sharing_fields), .keep = keep } };

	read_stanzas(r, file, kinds, 1);
}
