/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/read_risk - what could go wrong for the people whose records these are, and what stands against it.
 * Touches nothing. */
#include "rulebook/reader.h"

static const char *const grade_words[] = { "low", "medium", "high", NULL };

static const struct field risk_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct risk, name), .must = true, .most = 200 },
	{ .name = "harm", .kind = TAKE_TEXT, FIELD_AT(struct risk, harm), .must = true },
	{ .name = "likelihood", .kind = TAKE_ONE_OF, FIELD_AT(struct risk, likelihood), .must = true, .words = grade_words },
	{ .name = "severity", .kind = TAKE_ONE_OF, FIELD_AT(struct risk, severity), .must = true, .words = grade_words },
	{ .name = "against", .kind = TAKE_TEXT, FIELD_AT(struct risk, against), .must = true },
	{ .name = "proof", .kind = TAKE_TEXT, FIELD_AT(struct risk, proof), .must = true },
	{ .name = "left", .kind = TAKE_TEXT, FIELD_AT(struct risk, left), .must = true },
};

static void keep(struct reader *r, const struct stanza *s, void *made)
{
	const struct risk *k = made;

	for (size_t i = 0; i < r->book->risk_count; i++)
		if (str_equal(r->book->risks[i].id, k->id))
			slip(r, s->file, s->at[0].line, "there is another risk \"%.*s\"", STR_ARG(k->id));
	PUSH_TO(r->a, r->book->risks, r->book->risk_count, r->book->risk_room, *k);
}

void read_risk_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind kinds[] = { { STANZA("risk", struct risk, id, risk_fields), .keep = keep } };

	read_stanzas(r, file, kinds, 1);
}
