/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/read_regime - law that is proposed and may be tried in a test area.
 * Touches nothing. */
#include "rulebook/reader.h"

static const struct field regime_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct regime, name), .must = true, .most = 200 },
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct regime, about) },
	{ .name = "pathways", .kind = TAKE_NAMES, FIELD_AT(struct regime, pathways), .must = true,
	  .refers = REFERS_PATHWAY },
	{ .name = "in_place_of", .kind = TAKE_TEXT, FIELD_AT(struct regime, in_place_of), .most = 200 },
	{ .name = "protects", .kind = TAKE_NAME, FIELD_AT(struct regime, protects), .refers = REFERS_PATHWAY },
	RULE_NOTE_FIELDS(struct regime, law, true),
};

static void keep_regime(struct reader *r, const struct stanza *s, void *made)
{
	struct regime *regime = made;
	const struct rulebook *b = r->book;

	note_finish(r, s, &regime->law);
	if (book_regime(b, regime->id))
		slip(r, s->file, s->at[0].line, "there is another regime \"%.*s\"", STR_ARG(regime->id));
	if (regime->law.status == STATUS_IN_FORCE)
		slip(r, s->file, s->at[0].line, "a regime is proposed or not_commenced; law in force needs none");
	for (size_t i = 0; i < regime->pathways.count; i++) {
		const struct pathway *p = book_pathway(b, regime->pathways.at[i]);

		if (p && p->status != regime->law.status)
			slip(r, s->file, s->at[0].line, "pathway %.*s must have the status of its regime", STR_ARG(p->id));
	}
	for (struct str rest = regime->in_place_of, word = str_word(&rest); word.at; word = str_word(&rest))
		meet(r, s, s->at[0].line, REFERS_PATHWAY, word);
	PUSH_TO(r->a, r->book->regimes, r->book->regime_count, r->book->regime_room, *regime);
}

void read_regime_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind kinds[] = {
		{ STANZA("regime", struct regime, id, regime_fields), .keep = keep_regime, .is_head = true },
	};

	read_stanzas(r, file, kinds, sizeof kinds / sizeof *kinds);
}

const struct regime *book_regime(const struct rulebook *book, struct str id)
{
	for (size_t i = 0; i < book->regime_count; i++)
		if (str_equal(book->regimes[i].id, id))
			return &book->regimes[i];
	return NULL;
}

const struct regime *book_regime_of(const struct rulebook *book, struct str pathway)
{
	for (size_t i = 0; i < book->regime_count; i++)
		for (size_t j = 0; j < book->regimes[i].pathways.count; j++)
			if (str_equal(book->regimes[i].pathways.at[j], pathway))
				return &book->regimes[i];
	return NULL;
}
