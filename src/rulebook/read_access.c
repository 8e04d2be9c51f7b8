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
const char *const standing_names[] = { "born", "made", "consented", "represents", "acted_for", "has_parent", "parent_may", NULL };
const char *const standing_acts[] = { "opens", "told", "addressed", "invited", NULL };
static const struct field standing_fields[] = {
	{ .name = "relation", .kind = TAKE_RELATIONS, FIELD_AT(struct standing, relation), .must = true },
	{ .name = "acts", .kind = TAKE_NAMES, FIELD_AT(struct standing, acts), .must = true },
	{ .name = "when", .kind = TAKE_EXPR, FIELD_AT(struct standing, when) },
	{ .name = "why", .kind = TAKE_TEXT, FIELD_AT(struct standing, why), .must = true, .most = 300 },
	RULE_NOTE_FIELDS(struct standing, law, true),
};
const char *const detail_fields[] = { "person.upn", "person.address", "person.postcode", "person.locality", "person.language",
	"person.sex", "contact.name", "contact.email", "contact.phone", "contact.address", NULL };
static const struct field details_fields[] = {
	{ .name = "fields", .kind = TAKE_NAMES, FIELD_AT(struct details, fields), .must = true },
	{ .name = "needs", .kind = TAKE_NAME, FIELD_AT(struct details, needs), .refers = REFERS_WHAT },
	{ .name = "mark", .kind = TAKE_NAME, FIELD_AT(struct details, mark), .refers = REFERS_WHAT },
	{ .name = "own", .kind = TAKE_YES, FIELD_AT(struct details, own) },
	{ .name = "why", .kind = TAKE_TEXT, FIELD_AT(struct details, why), .must = true, .most = 300 },
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

static void begin_standing(struct reader *r, const struct stanza *s)
{
	(void)s;
	r->scope = (struct scope){ .pathway = NO_PATHWAY, .step = NO_STEP, .names = standing_names };
}

static bool is_word(const char *const *words, struct str word)
{
	for (size_t i = 0; words[i]; i++)
		if (str_equal(word, str_of(words[i])))
			return true;
	return false;
}

/* Two that say something of one relation and act must never be law on one day. */
static void prove_alone(struct reader *r, const struct stanza *s, const struct standing *t)
{
	for (size_t i = 0; i < r->book->standing_count; i++) {
		const struct standing *o = &r->book->standings[i];

		for (size_t j = 0; j < t->acts.count; j++)
			if (standing_says(o, t->relation, t->acts.at[j]) &&
			    t->law.status == STATUS_IN_FORCE && o->law.status == STATUS_IN_FORCE &&
			    do_overlap(t->law.valid_from, t->law.valid_to, o->law.valid_from, o->law.valid_to))
				slip(r, s->file, s->at[0].line, "standing \"%.*s\": \"%.*s\" of line %d says when this relation %.*s, too, and both are in force on one day",
				     STR_ARG(t->id), STR_ARG(o->id), o->place.line, STR_ARG(t->acts.at[j]));
	}
}

static void keep_standing(struct reader *r, const struct stanza *s, void *made)
{
	struct standing *t = made;

	note_finish(r, s, &t->law);
	if (t->relation != RELATION_PARENT && t->relation != RELATION_SELF && t->relation != RELATION_LINK)
		slip(r, s->file, s->at[0].line, "standing \"%.*s\": relation is one of: parent, self, link", STR_ARG(t->id));
	for (size_t i = 0; i < t->acts.count; i++)
		if (!is_word(standing_acts, t->acts.at[i]))
			slip(r, s->file, s->at[0].line, "standing \"%.*s\": \"%.*s\" is no act; acts are opens, told, addressed, invited",
			     STR_ARG(t->id), STR_ARG(t->acts.at[i]));
	prove_alone(r, s, t);
	PUSH_TO(r->a, r->book->standings, r->book->standing_count, r->book->standing_room, *t);
	r->scope = (struct scope){ .pathway = NO_PATHWAY, .step = NO_STEP };
}

static void keep_details(struct reader *r, const struct stanza *s, void *made)
{
	const struct details *t = made;

	for (size_t i = 0; i < t->fields.count; i++)
		if (!is_word(detail_fields, t->fields.at[i]))
			slip(r, s->file, s->at[0].line, "details \"%.*s\": no field is called \"%.*s\"; rulebook/access/details.txt names them",
			     STR_ARG(t->id), STR_ARG(t->fields.at[i]));
	if (!str_is_empty(t->mark) && !str_starts(t->mark, STR("mark.")))
		slip(r, s->file, s->at[0].line, "details \"%.*s\": mark is mark.WORD, with a word of code/mark.csv", STR_ARG(t->id));
	PUSH_TO(r->a, r->book->details, r->book->details_count, r->book->details_room, *t);
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
	static const struct stanza_kind kinds[] = {
		{ STANZA("grant", struct grant, id, grant_fields), .keep = keep_grant },
		{ STANZA("standing", struct standing, id, standing_fields), .begin = begin_standing, .keep = keep_standing },
		{ STANZA("details", struct details, id, details_fields), .keep = keep_details },
	};

	read_stanzas(r, file, kinds, sizeof kinds / sizeof *kinds);
}

void read_measure_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind kinds[] = {
		{ STANZA("measure", struct measure, id, measure_fields), .keep = keep_measure },
	};

	read_stanzas(r, file, kinds, 1);
}
