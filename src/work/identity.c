/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/identity - files people under keys and finds those who may be meant.
 * Touches the store and rules/match. */
#include "work/identity.h"

#include <math.h>
#include <stdlib.h>

#include "core/fold.h"
#include "gen/sql/identity.h"
#include "work/identity_room.h"

/* A key shared by more people than this tells nothing. */
enum { KEY_MOST = 200 };

struct match_person identity_compared(struct arena *a, const struct identity_person_row *row)
{
	return (struct match_person){
		.given = fold(a, row->given), .family = fold(a, row->family), .former = row->former_names, .born = row->born,
		.sex = row->sex, .postcode = identifier_tidy(a, IDENTIFIER_POSTCODE, row->postcode),
		.upn = row->upn, .former_upn = row->former_upn, .uln = row->uln, .nhs = row->nhs_number,
		.former_postcodes = row->former_postcodes,
	};
}

const struct fault *identity_load(struct store *s, struct arena *a, int64_t id, struct identity_person_row **out)
{
	struct identity_person_rows rows;

	TRY(sql_identity_person(s, a, &(struct identity_person_in){ .id = id }, &rows));
	if (rows.count == 0)
		return fault_new(a, FAULT_ABSENT, "there is no such person");
	*out = &rows.at[0];
	return NULL;
}

const struct fault *identity_file(struct store *writer, struct arena *a, int64_t person_id)
{
	struct identity_person_row *row = NULL;
	struct str keys[MATCH_KEYS_MOST];
	struct match_person p;

	TRY(identity_load(writer, a, person_id, &row));
	TRY(sql_identity_keys_drop(writer, a, &(struct identity_keys_drop_in){ .id = person_id }, NULL));
	p = identity_compared(a, row);
	for (size_t i = 0, count = match_keys(a, &p, keys); i < count; i++)
		TRY(sql_identity_key_add(writer, a, &(struct identity_key_add_in){ .key = keys[i], .id = person_id }, NULL));
	return NULL;
}

/* The rows of one key, each compared once. */
static void judge(struct arena *a, const struct match_weights *w, const struct match_person *p, int64_t but,
		  const struct identity_filed_rows *rows, struct identity_founds *out)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct identity_filed_row *r = &rows->at[i];
		bool is_seen = r->id == but;
		struct identity_person_row one = {
			.id = r->id, .given = r->given, .family = r->family, .folded = r->folded,
			.former_names = r->former_names, .born = r->born, .sex = r->sex, .postcode = r->postcode,
			.upn = r->upn, .former_upn = r->former_upn, .uln = r->uln, .nhs_number = r->nhs_number,
			.former_postcodes = r->former_postcodes,
		};
		struct match_person q = identity_compared(a, &one);
		struct identity_found f = { .person = { r->id, r->given, r->family, r->sex, r->postcode, r->locality,
							r->upn, r->born } };

		for (size_t j = 0; !is_seen && j < out->count; j++)
			is_seen = out->at[j].person.id == r->id;
		if (is_seen)
			continue;
		f.levels = match_compare(a, p, &q, w->nicknames);
		f.score = match_judge(w, &f.levels);
		f.answer = match_decide(&f.score, &f.levels);
		LIST_PUSH(a, out, f);
	}
}

static int likelier_first(const void *a, const void *b)
{
	const struct identity_found *x = a, *y = b;

	if (x->score.bits != y->score.bits)
		return x->score.bits > y->score.bits ? -1 : 1;
	return (x->person.id > y->person.id) - (x->person.id < y->person.id);
}

const struct fault *identity_seek(struct store *s, struct arena *a, const struct match_weights *w, int64_t authority,
				  const struct match_person *p, int64_t but, size_t most, struct identity_founds *out)
{
	struct str keys[MATCH_KEYS_MOST];

	for (size_t i = 0, count = match_keys(a, p, keys); i < count; i++) {
		struct identity_filed_rows rows;

		TRY(sql_identity_filed(s, a, &(struct identity_filed_in){
			.key = keys[i], .authority = authority, .most = KEY_MOST }, &rows));
		judge(a, w, p, but, &rows, out);
	}
	if (out->count > 0)
		qsort(out->at, out->count, sizeof *out->at, likelier_first);
	if (out->count > most)
		out->count = most;
	return NULL;
}

static struct str identity_levels_text(struct arena *a, const struct match_vector *v)
{
	char text[MATCH_FIELDS];

	for (int f = 0; f < MATCH_FIELDS; f++)
		text[f] = v->level[f] == MATCH_MISSING ? '-' : (char)('0' + v->level[f]);
	return arena_str(a, (struct str){ text, MATCH_FIELDS });
}

struct match_vector identity_levels_read(struct str text)
{
	struct match_vector v;

	for (size_t f = 0; f < MATCH_FIELDS; f++)
		v.level[f] = f < text.len && text.at[f] >= '0' && text.at[f] < '0' + MATCH_LEVELS ?
			     (int8_t)(text.at[f] - '0') : MATCH_MISSING;
	return v;
}

const struct fault *identity_ask(struct store *writer, struct arena *a, const struct match_weights *w, int64_t person_id,
				 int64_t now_ms, size_t *pairs)
{
	struct identity_person_row *row = NULL;
	struct identity_founds found = { 0 };
	struct match_person p;

	*pairs = 0;
	TRY(identity_load(writer, a, person_id, &row));
	p = identity_compared(a, row);
	TRY(identity_seek(writer, a, w, row->authority, &p, person_id, 50, &found));
	for (size_t i = 0; i < found.count; i++) {
		const struct identity_found *f = &found.at[i];
		int64_t other = f->person.id;

		if (f->answer == MATCH_NO)
			continue;
		TRY(sql_identity_pair_put(writer, a, &(struct identity_pair_put_in){
			.authority = row->authority, .left_id = other < person_id ? other : person_id,
			.right_id = other < person_id ? person_id : other, .levels = identity_levels_text(a, &f->levels),
			.millibits = (int64_t)lround(f->score.bits * 1000), .ppm = (int64_t)lround(f->score.chance * 1e6),
			.asked = now_ms }, NULL));
		++*pairs;
	}
	return NULL;
}
