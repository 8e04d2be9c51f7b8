/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/read_weight - how much work a case is. Read after the pathways, so that each stage is proved at once.
 * Touches nothing. */
#include "rulebook/reader.h"

enum { POINTS_MOST = 1000 };

static const struct field weight_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct case_weight, name), .must = true, .most = 100 },
	{ .name = "pathways", .kind = TAKE_NAMES, FIELD_AT(struct case_weight, pathways), .refers = REFERS_PATHWAY },
	{ .name = "stages", .kind = TAKE_NAMES, FIELD_AT(struct case_weight, stages) },
	{ .name = "needs", .kind = TAKE_NAMES, FIELD_AT(struct case_weight, needs) },
	{ .name = "settings", .kind = TAKE_NAMES, FIELD_AT(struct case_weight, settings) },
	{ .name = "points", .kind = TAKE_INT, FIELD_AT(struct case_weight, points), .must = true, .least = 1, .most = POINTS_MOST },
	{ .name = "reason", .kind = TAKE_TEXT, FIELD_AT(struct case_weight, reason), .must = true },
};

static bool is_in(const struct texts *list, struct str word)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->at[i], word))
			return true;
	return list->count == 0;
}

static bool has_stage(const struct rulebook *b, const struct case_weight *w, struct str stage)
{
	for (size_t i = 0; i < b->pathway_count; i++)
		if (is_in(&w->pathways, b->pathways[i].id) && pathway_stage(&b->pathways[i], stage))
			return true;
	return false;
}

static void codes_prove(struct reader *r, const struct stanza *s, const struct case_weight *w, const struct texts *words, const char *name)
{
	const struct code_list *list = book_codes(r->book, str_of(name));

	for (size_t i = 0; list && i < words->count; i++) {
		bool found = false;

		for (size_t k = 0; k < list->count; k++)
			found = found || str_equal(list->at[k].code, words->at[i]);
		if (!found)
			slip(r, s->file, s->at[0].line, "weight \"%.*s\": \"%.*s\" is not in code/%s.csv", STR_ARG(w->id),
			     STR_ARG(words->at[i]), name);
	}
}

static void keep_weight(struct reader *r, const struct stanza *s, void *made)
{
	struct case_weight *w = made;

	for (size_t i = 0; i < w->stages.count; i++)
		if (!has_stage(r->book, w, w->stages.at[i]))
			slip(r, s->file, s->at[0].line, "weight \"%.*s\": none of its processes has a stage \"%.*s\"", STR_ARG(w->id),
			     STR_ARG(w->stages.at[i]));
	codes_prove(r, s, w, &w->needs, "need");
	codes_prove(r, s, w, &w->settings, "setting-type");
	PUSH_TO(r->a, r->book->weights, r->book->weight_count, r->book->weight_room, *w);
}

void read_weight_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind kinds[] = {
		{ STANZA("weight", struct case_weight, id, weight_fields), .keep = keep_weight },
	};

	read_stanzas(r, file, kinds, sizeof kinds / sizeof *kinds);
}
