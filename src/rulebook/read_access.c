/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/read_access - roles, grants and measures.
 * Touches nothing. */
#include "rulebook/reader.h"

static const struct field role_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct role, name), .must = true, .most = 100 },
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct role, about) },
	{ .name = "is_staff", .kind = TAKE_YES, FIELD_AT(struct role, is_staff), .must = true },
	{ .name = "sends", .kind = TAKE_YES, FIELD_AT(struct role, sends) },
	{ .name = "keys_in", .kind = TAKE_YES, FIELD_AT(struct role, keys_in) },
	{ .name = "home", .kind = TAKE_TEXT, FIELD_AT(struct role, home), .most = 100 },
};
static const struct field grant_fields[] = {
	{ .name = "role", .kind = TAKE_NAME, FIELD_AT(struct grant, role), .must = true, .refers = REFERS_ROLE },
	{ .name = "verbs", .kind = TAKE_NAMES, FIELD_AT(struct grant, verbs), .must = true, .refers = REFERS_VERB },
	{ .name = "whats", .kind = TAKE_NAMES, FIELD_AT(struct grant, whats), .must = true, .refers = REFERS_WHAT },
	{ .name = "relations", .kind = TAKE_RELATIONS, FIELD_AT(struct grant, relations) },
	{ .name = "under", .kind = TAKE_NAME, FIELD_AT(struct grant, under), .refers = REFERS_SHARING },
	{ .name = "why", .kind = TAKE_TEXT, FIELD_AT(struct grant, why), .must = true, .most = 300 },
};
static const struct field measure_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct measure, name), .must = true, .most = 200 },
	{ .name = "numerator", .kind = TAKE_TEXT, FIELD_AT(struct measure, numerator), .must = true },
	{ .name = "denominator", .kind = TAKE_TEXT, FIELD_AT(struct measure, denominator), .must = true },
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct measure, about) },
	{ .name = "source", .kind = TAKE_TEXT, FIELD_AT(struct measure, source), .must = true },
	{ .name = "beside", .kind = TAKE_NAME, FIELD_AT(struct measure, beside), .refers = REFERS_MEASURE },
	{ .name = "parts", .kind = TAKE_NAME, FIELD_AT(struct measure, parts), .refers = REFERS_PARTS },
	{ .name = "is_now", .kind = TAKE_YES, FIELD_AT(struct measure, is_now) },
	{ .name = "is_count", .kind = TAKE_YES, FIELD_AT(struct measure, is_count) },
	RULE_NOTE_FIELDS(struct measure, law, true),
};

static void keep_role(struct reader *r, const struct stanza *s, void *made)
{
	const struct role *role = made;

	if (book_role(r->book, role->id))
		slip(r, s->file, s->at[0].line, "there is another role \"%.*s\"", STR_ARG(role->id));
	PUSH_TO(r->a, r->book->roles, r->book->role_count, r->book->role_room, *role);
}

static void keep_grant(struct reader *r, const struct stanza *s, void *made)
{
	const struct grant *g = made;
	const struct rulebook *b = r->book;

	for (size_t i = 0; i < b->grant_count; i++)
		if (str_equal(b->grants[i].id, g->id))
			slip(r, s->file, s->at[0].line, "there is another grant \"%.*s\"", STR_ARG(g->id));
	PUSH_TO(r->a, r->book->grants, r->book->grant_count, r->book->grant_room, *g);
}

static void keep_measure(struct reader *r, const struct stanza *s, void *made)
{
	struct measure *m = made;
	const struct rulebook *b = r->book;

	note_finish(r, s, &m->law);
	for (size_t i = 0; i < b->measure_count; i++)
		if (str_equal(b->measures[i].id, m->id))
			slip(r, s->file, s->at[0].line, "there is another measure \"%.*s\"", STR_ARG(m->id));
	PUSH_TO(r->a, r->book->measures, r->book->measure_count, r->book->measure_room, *m);
}

void read_role_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind kinds[] = { { STANZA("role", struct role, id, role_fields), .keep = keep_role } };

	read_stanzas(r, file, kinds, 1);
}

void read_access_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind kinds[] = { { STANZA("grant", struct grant, id, grant_fields), .keep = keep_grant } };

	read_stanzas(r, file, kinds, 1);
}

void read_measure_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind kinds[] = {
		{ STANZA("measure", struct measure, id, measure_fields), .keep = keep_measure },
	};

	read_stanzas(r, file, kinds, 1);
}
