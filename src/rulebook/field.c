/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/field - a stanza becomes a struct, driven by a table of fields.
 * Touches nothing. */
#include "rulebook/reader.h"

enum { TEXT_MOST = 8000 };

const char *const relation_words[RELATION_COUNT] = {
	"same_authority", "caseload", "asked", "asked_this", "on_roll", "parent", "self", "link", "own", "released",
	"at_panel", "former", "emergency", "consented",
};
const char *const late_words[6] = { "L1", "L2", "L3", "L4", "L5", NULL };
const char *const status_words[5] = { "in_force", "not_commenced", "proposed", "expired", NULL };

void slip_at(struct reader *r, struct str where, const char *form, ...)
{
	va_list args;

	va_start(args, form);
	problems_add(r->out, r->a, where, PROBLEM_FORM, arena_vprintf(r->a, form, args));
	va_end(args);
}

void slip(struct reader *r, struct str file, int line, const char *form, ...)
{
	va_list args;

	va_start(args, form);
	problems_add(r->out, r->a, line ? stanza_place(r->a, file, line) : file, PROBLEM_FORM,
		     arena_vprintf(r->a, form, args));
	va_end(args);
}

static bool is_plain_name(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!(s.at[i] >= 'a' && s.at[i] <= 'z') && !(s.at[i] >= 'A' && s.at[i] <= 'Z') &&
		    !(s.at[i] >= '0' && s.at[i] <= '9') && !strchr("_-.", s.at[i]))
			return false;
	return s.len > 0 && s.len <= 80;
}

void meet(struct reader *r, const struct stanza *s, int line, enum refers refers, struct str name)
{
	if (refers != REFERS_NOTHING)
		LIST_PUSH(r->a, &r->met, (struct met){ stanza_place(r->a, s->file, line), name, refers, NULL, r->scope });
}

void meet_expr(struct reader *r, struct str where, const struct expr *e)
{
	LIST_PUSH(r->a, &r->met, (struct met){ where, STR_NONE, REFERS_NOTHING, e, r->scope });
}

void note_finish(struct reader *r, const struct stanza *s, struct rule_note *note)
{
	note->is_unverified = str_equal(note->tag, STR("K"));
	if (!date_is_none(note->valid_from) && !date_is_none(note->valid_to) &&
	    note->valid_to.day < note->valid_from.day)
		slip(r, s->file, s->at[0].line, "valid_to is before valid_from");
}

/* "one, two, three" of a list ended by NULL. */
static struct str listed(struct arena *a, const char *const *words)
{
	struct str all = STR("");

	for (size_t i = 0; words[i]; i++)
		all = arena_printf(a, "%.*s%s%s", STR_ARG(all), i ? " " : "", words[i]);
	return all;
}

static int word_at(const char *const *words, struct str value)
{
	for (int i = 0; words[i]; i++)
		if (str_equal(value, str_of(words[i])))
			return i;
	return -1;
}

/* One line being read into one field. */
struct taking { struct reader *r; const struct stanza *s; const struct stanza_line *line; const struct field *f; };

static void wrong(const struct taking *t, const char *want, struct str more)
{
	slip(t->r, t->s->file, t->line->line, "%s: \"%.*s\" is not right here; expected %s%.*s", t->f->name,
	     STR_ARG(t->line->value), want, STR_ARG(more));
}

static void take_text(const struct taking *t, struct str *to)
{
	size_t most = t->f->most ? (size_t)t->f->most : TEXT_MOST;

	if (str_count(t->line->value) > most)
		slip(t->r, t->s->file, t->line->line, "%s: the text is longer than %zu characters", t->f->name, most);
	*to = t->line->value;
}

static void take_name(const struct taking *t, struct str *to)
{
	*to = t->line->value;
	if (!is_plain_name(*to))
		wrong(t, "a name of letters, digits, _ - and .", STR(""));
	else
		meet(t->r, t->s, t->line->line, t->f->refers, *to);
}

static void take_names(const struct taking *t, struct texts *to)
{
	struct str rest = t->line->value;

	for (struct str word = str_word(&rest); word.at; word = str_word(&rest)) {
		for (size_t i = 0; i < to->count; i++)
			if (str_equal(to->at[i], word))
				slip(t->r, t->s->file, t->line->line, "%s: \"%.*s\" is there twice", t->f->name,
				     STR_ARG(word));
		meet(t->r, t->s, t->line->line, t->f->refers, word);
		LIST_PUSH(t->r->a, to, word);
	}
}

static void take_int(const struct taking *t, size_t *to)
{
	int64_t n;

	if (!str_to_int(t->line->value, &n) || n < t->f->least || n > t->f->most)
		wrong(t, "a whole number", arena_printf(t->r->a, " from %lld to %lld", (long long)t->f->least,
							 (long long)t->f->most));
	else
		*to = (size_t)n;
}

static void take_day(const struct taking *t, struct date *to)
{
	*to = date_read(t->line->value);
	if (date_is_none(*to))
		wrong(t, "a day that exists, as YYYY-MM-DD", STR(""));
}

static void take_yes(const struct taking *t, bool *to)
{
	*to = str_equal(t->line->value, STR("yes"));
	if (!*to && !str_equal(t->line->value, STR("no")))
		wrong(t, "yes or no", STR(""));
}

static void take_one_of(const struct taking *t, struct str *to)
{
	*to = t->line->value;
	if (word_at(t->f->words, *to) < 0)
		wrong(t, "one of: ", listed(t->r->a, t->f->words));
}

static void take_word(const struct taking *t, void *to)
{
	int at = word_at(t->f->words, t->line->value);
	unsigned value = at < 0 ? 0 : (unsigned)at;

	if (at < 0)
		wrong(t, "one of: ", listed(t->r->a, t->f->words));
	memcpy(to, &value, sizeof value);
}

static void take_expr(const struct taking *t, struct str text, const struct expr **to)
{
	struct str where = stanza_place(t->r->a, t->s->file, t->line->line);
	struct problems slips = { 0 };

	*to = expr_read(t->r->a, text, where, &slips);
	for (size_t i = 0; i < slips.count; i++)
		slip_at(t->r, where, "%s: %.*s", t->f->name, STR_ARG(slips.at[i].words));
	if (*to)
		meet_expr(t->r, where, *to);
}

/* "WORD", "WORD if CONDITION"; an event that opens a process says two words: "AR plan_made if CONDITION". */
static void take_pick(const struct taking *t, struct picks *to)
{
	struct str rest = t->line->value, word = str_word(&rest), joint = str_word(&rest);
	struct pick p = { .word = word };
	bool is_pair = t->f->refers == REFERS_OPENS;

	if (is_pair && joint.at) {
		p.word = arena_printf(t->r->a, "%.*s %.*s", STR_ARG(word), STR_ARG(joint));
		joint = str_word(&rest);
	}
	if (!is_plain_name(word) || (joint.at && !str_equal(joint, STR("if")))) {
		wrong(t, is_pair ? "a process, the event that starts it, and perhaps \"if\" and a condition" :
				   "a word, or a word, \"if\" and a condition", STR(""));
		return;
	}
	if (!is_pair && to->count > 0 && !to->at[to->count - 1].when)
		slip(t->r, t->s->file, t->line->line,
		     "%s: this line is never reached: the one above it has no condition", t->f->name);
	if (joint.at)
		take_expr(t, str_trim(rest), &p.when);
	meet(t->r, t->s, t->line->line, t->f->refers, p.word);
	LIST_PUSH(t->r->a, to, p);
}

static void take_form(const struct taking *t, const struct form **to)
{
	*to = book_form(t->r->book, t->line->value);
	if (!*to)
		slip(t->r, t->s->file, t->line->line, "%s: there is no form \"%.*s\"", t->f->name, STR_ARG(t->line->value));
}

static void take_codes(const struct taking *t, const struct code_list **to)
{
	*to = book_codes(t->r->book, t->line->value);
	if (!*to)
		slip(t->r, t->s->file, t->line->line, "%s: there is no code list \"%.*s\" (code/%.*s.csv)", t->f->name,
		     STR_ARG(t->line->value), STR_ARG(t->line->value));
}

static void take_relations(const struct taking *t, uint32_t *to)
{
	struct str rest = t->line->value;

	for (struct str word = str_word(&rest); word.at; word = str_word(&rest)) {
		int bit = RELATION_COUNT - 1;

		while (bit >= 0 && !str_equal(word, str_of(relation_words[bit])))
			bit--;
		if (bit < 0)
			slip(t->r, t->s->file, t->line->line, "%s: there is no relation \"%.*s\"", t->f->name,
			     STR_ARG(word));
		else
			*to |= 1u << bit;
	}
}

static void take_tag(const struct taking *t, struct str *to)
{
	struct str rest = *to = t->line->value;

	do {
		struct str part = str_cut(&rest, '/');

		if (part.len != 1 || !strchr("VGK", part.at[0])) {
			wrong(t, "V (read in the law), G (guidance) or K (known, not verified), with / between", STR(""));
			return;
		}
	} while (rest.at);
}

static void take(const struct taking *t, char *made)
{
	void *to = made + t->f->at;

	switch (t->f->kind) {
	case TAKE_TEXT: take_text(t, to); break;
	case TAKE_NAME: take_name(t, to); break;
	case TAKE_NAMES: take_names(t, to); break;
	case TAKE_INT: take_int(t, to); break;
	case TAKE_DAY: take_day(t, to); break;
	case TAKE_YES: take_yes(t, to); break;
	case TAKE_WORD: take_word(t, to); break;
	case TAKE_ONE_OF: take_one_of(t, to); break;
	case TAKE_EXPR: take_expr(t, t->line->value, to); break;
	case TAKE_PICKS: take_pick(t, to); break;
	case TAKE_FORM: take_form(t, to); break;
	case TAKE_CODES: take_codes(t, to); break;
	case TAKE_RELATIONS: take_relations(t, to); break;
	case TAKE_TAG: take_tag(t, to); break;
	}
}

static const struct field *field_of(const struct stanza_kind *k, struct str name)
{
	for (size_t i = 0; i < k->field_count; i++)
		if (str_equal(name, str_of(k->fields[i].name)))
			return &k->fields[i];
	return NULL;
}

static void unknown(struct reader *r, const struct stanza_kind *k, const struct stanza *s, const struct stanza_line *l)
{
	struct str all = STR("");

	for (size_t i = 0; i < k->field_count; i++)
		all = arena_printf(r->a, "%.*s %s", STR_ARG(all), k->fields[i].name);
	slip(r, s->file, l->line, "no field is called \"%.*s\"; a %s has:%.*s", STR_ARG(l->name), k->name, STR_ARG(all));
}

static bool is_given(const struct stanza *s, size_t before, const char *name)
{
	for (size_t i = 1; i < before; i++)
		if (str_equal(s->at[i].name, str_of(name)))
			return true;
	return false;
}

static void fill(struct reader *r, const struct stanza_kind *k, const struct stanza *s, char *made)
{
	for (size_t i = 0; i < k->field_count; i++) {
		const struct field *f = &k->fields[i];

		if (f->kind == TAKE_DAY)
			memcpy(made + f->at, &DATE_NONE, sizeof DATE_NONE);
		if (f->must && !is_given(s, s->count, f->name))
			slip(r, s->file, s->at[0].line, "%s \"%.*s\" has no \"%s\"", k->name, STR_ARG(s->at[0].value), f->name);
	}
	for (size_t i = 1; i < s->count; i++) {
		const struct stanza_line *line = &s->at[i];
		const struct field *f = field_of(k, line->name);

		if (!f)
			unknown(r, k, s, line);
		else if (f->kind != TAKE_PICKS && is_given(s, i, f->name))
			slip(r, s->file, line->line, "\"%s\" is given twice", f->name);
		else if (line->value.len == 0)
			slip(r, s->file, line->line, "\"%s\" is empty; leave the line out", f->name);
		else
			take(&(struct taking){ r, s, line, f }, made);
	}
}

static const struct stanza_kind *kind_of(const struct stanza_kind *kinds, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(name, str_of(kinds[i].name)))
			return &kinds[i];
	return NULL;
}

static void read_one(struct reader *r, const struct stanza_kind *k, const struct stanza *s)
{
	char *made = arena_take(r->a, k->size);
	struct str id = s->at[0].value;
	struct place place = { s->file, s->at[0].line };

	if (!is_plain_name(id) && !(id.len == 0 && k->may_be_empty))
		slip(r, s->file, s->at[0].line, "%s: \"%.*s\" is no name of letters, digits, _ - and .", k->name,
		     STR_ARG(id));
	memcpy(made + k->id_at, &id, sizeof id);
	memcpy(made + k->place_at, &place, sizeof place);
	if (k->begin)
		k->begin(r, s);
	fill(r, k, s, made);
	k->keep(r, s, made);
}

void read_stanzas(struct reader *r, const struct rulebook_file *file, const struct stanza_kind *kinds, size_t count)
{
	struct stanzas all = stanza_read(r->a, file->name, file->text, r->out);
	struct str names = STR("");
	bool has_head = false, needs_head = false;

	for (size_t i = 0; i < count; i++) {
		names = arena_printf(r->a, "%.*s %s:", STR_ARG(names), kinds[i].name);
		needs_head = needs_head || kinds[i].is_head;
	}
	for (size_t i = 0; i < all.count; i++) {
		const struct stanza *s = &all.at[i];
		const struct stanza_kind *k = kind_of(kinds, count, s->at[0].name);

		if (!k) {
			slip(r, s->file, s->at[0].line, "a stanza cannot begin with \"%.*s:\" here; expected one of:%.*s",
			     STR_ARG(s->at[0].name), STR_ARG(names));
			continue;
		}
		if (needs_head && !has_head && !k->is_head) {
			slip(r, s->file, s->at[0].line, "the file must begin with the stanza \"%s:\"", kinds[0].name);
			return;
		}
		has_head = has_head || k->is_head;
		read_one(r, k, s);
	}
}
