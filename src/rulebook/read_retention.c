/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/read_retention - how long each kind of record is kept, from when, and by what right.
 * Touches nothing. */
#include "rulebook/reader.h"

enum { YEARS_MOST = 150 };

const char *const retention_names[] = { "born", "opened", "closed", "last", "outcome", "had_plan", NULL };
static const char *const of_words[] = { "case", "person", NULL }, *const basis_words[] = { "law", "guidance", "council", NULL };

static const struct field retention_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct retention, name), .must = true, .most = 200 },
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct retention, about), .must = true },
	{ .name = "of", .kind = TAKE_ONE_OF, FIELD_AT(struct retention, of), .must = true, .words = of_words },
	{ .name = "pathways", .kind = TAKE_NAMES, FIELD_AT(struct retention, pathways), .refers = REFERS_PATHWAY },
	{ .name = "when", .kind = TAKE_EXPR, FIELD_AT(struct retention, when) },
	{ .name = "from", .kind = TAKE_EXPR, FIELD_AT(struct retention, from), .must = true },
	{ .name = "from_words", .kind = TAKE_TEXT, FIELD_AT(struct retention, from_words), .must = true, .most = 200 },
	{ .name = "years", .kind = TAKE_INT, FIELD_AT(struct retention, years), .must = true, .least = 1, .most = YEARS_MOST },
	{ .name = "least", .kind = TAKE_INT, FIELD_AT(struct retention, least), .least = 1, .most = YEARS_MOST },
	{ .name = "basis", .kind = TAKE_ONE_OF, FIELD_AT(struct retention, basis), .must = true, .words = basis_words },
	{ .name = "reason", .kind = TAKE_TEXT, FIELD_AT(struct retention, reason), .must = true },
	RULE_NOTE_FIELDS(struct retention, law, true),
};

static void begin(struct reader *r, const struct stanza *s)
{
	(void)s;
	r->scope = (struct scope){ .pathway = NO_PATHWAY, .step = NO_STEP, .names = retention_names };
}

static void keep(struct reader *r, const struct stanza *s, void *made)
{
	struct retention *t = made;
	const struct rulebook *b = r->book;
	bool is_case = str_equal(t->of, STR("case"));

	note_finish(r, s, &t->law);
	if (t->least > t->years)
		slip(r, s->file, s->at[0].line, "retention \"%.*s\": %zu years is less than the least of %zu", STR_ARG(t->id),
		     t->years, t->least);
	if (str_equal(t->basis, STR("law")) && t->least == 0)
		slip(r, s->file, s->at[0].line, "retention \"%.*s\": a period that law fixes needs \"least\"", STR_ARG(t->id));
	if (!is_case && t->pathways.count)
		slip(r, s->file, s->at[0].line, "retention \"%.*s\": only cases have pathways", STR_ARG(t->id));
	for (size_t i = 0; i < b->retention_count; i++)
		if (str_equal(b->retentions[i].id, t->id) && do_overlap(t->law.valid_from, t->law.valid_to,
				b->retentions[i].law.valid_from, b->retentions[i].law.valid_to))
			slip(r, s->file, s->at[0].line,
			     "retention \"%.*s\" is there twice and both are in force on one day (the other is in line %d)",
			     STR_ARG(t->id), b->retentions[i].place.line);
	PUSH_TO(r->a, r->book->retentions, r->book->retention_count, r->book->retention_room, *t);
	r->scope = (struct scope){ .pathway = NO_PATHWAY, .step = NO_STEP };
}

void read_retention_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind kinds[] = {
		{ STANZA("retention", struct retention, id, retention_fields), .begin = begin, .keep = keep },
	};

	read_stanzas(r, file, kinds, 1);
}

static bool takes_all(const struct retention *t, const char *of)
{
	return str_equal(t->of, str_of(of)) && t->pathways.count == 0 && !t->when && t->law.status == STATUS_IN_FORCE &&
	       date_is_none(t->law.valid_to);
}

/* No record is without a rule: of each kind, one takes all that the others leave. */
void prove_retentions(struct reader *r)
{
	for (size_t k = 0; of_words[k]; k++) {
		bool is_there = false;

		for (size_t i = 0; i < r->book->retention_count; i++)
			is_there = is_there || takes_all(&r->book->retentions[i], of_words[k]);
		if (!is_there)
			slip(r, STR("retention/"), 0, "no rule in force without an end takes every %s: one must have neither "
			     "\"pathways\" nor \"when\"", of_words[k]);
	}
}
