/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/access_matrix - the access rule written out.
 * Touches nothing. */
#include "rules/access_matrix.h"

#include "rules/standing.h"

struct str access_relations(struct arena *a, uint32_t bits)
{
	struct str all = STR("");

	for (size_t i = 0; i < RELATION_COUNT; i++)
		if (bits & (1u << i))
			all = arena_printf(a, "%.*s%s%s", STR_ARG(all), all.len ? " " : "", relation_words[i]);
	return all;
}

static bool has_word(const struct texts *words, struct str word)
{
	for (size_t i = 0; i < words->count; i++)
		if (str_equal(words->at[i], word))
			return true;
	return false;
}

static bool is_there(const struct access_lines *lines, size_t from, struct str what)
{
	for (size_t i = from; i < lines->count; i++)
		if (str_equal(lines->at[i].what, what))
			return true;
	return false;
}

/* One event may belong to several pathways; it is one line. */
static void add_events(struct arena *a, const struct rulebook *book, struct access_line line, struct access_lines *out)
{
	size_t from = out->count;

	for (size_t i = 0; i < book->pathway_count; i++)
		for (size_t j = 0; j < book->pathways[i].event_count; j++) {
			const struct event_kind *e = &book->pathways[i].events[j];

			line.what = arena_printf(a, "event.%.*s", STR_ARG(e->id));
			if (has_word(&e->roles, line.role) && !is_there(out, from, line.what))
				LIST_PUSH(a, out, line);
		}
}

/* When the relations of the family among these hold. */
static struct str holds_of(struct arena *a, const struct rulebook *book, uint32_t relations, struct date on)
{
	struct str all = STR("");

	for (size_t i = 0; i < RELATION_COUNT; i++) {
		const struct standing *t = relations & (1u << i) ? standing_on(book, 1u << i, STR("opens"), on) : NULL;

		if (t)
			all = arena_printf(a, "%.*s%s%s: %.*s", STR_ARG(all), all.len ? "; " : "", relation_words[i], STR_ARG(t->why));
	}
	return all;
}

static void add_grant(struct arena *a, const struct rulebook *book, const struct grant *g, struct date on,
		      struct access_lines *out)
{
	struct access_line line = { .role = g->role, .relations = access_relations(a, g->relations), .grant = g,
				    .holds = holds_of(a, book, g->relations, on) };

	for (size_t v = 0; v < g->verbs.count; v++)
		for (size_t w = 0; w < g->whats.count; w++) {
			line.verb = g->verbs.at[v];
			line.what = g->whats.at[w];
			if (str_equal(line.verb, STR("record")) && str_equal(line.what, STR("event.*")))
				add_events(a, book, line, out);
			else
				LIST_PUSH(a, out, line);
		}
}

struct access_lines access_matrix(struct arena *a, const struct rulebook *book, struct date on)
{
	struct access_lines lines = { 0 };

	for (size_t i = 0; i < book->role_count; i++)
		for (size_t j = 0; j < book->grant_count; j++)
			if (str_equal(book->grants[j].role, book->roles[i].id) && access_rests(book, &book->grants[j], on))
				add_grant(a, book, &book->grants[j], on, &lines);
	return lines;
}

/* --- field by field --- */

struct fielding { struct arena *a; const struct rulebook *book; struct access_lines *out; };

static void add_field(const struct fielding *k, struct access_line line, struct str field, struct str cut_by)
{
	line.field = field;
	line.cut_by = cut_by;
	LIST_PUSH(k->a, k->out, line);
}

/* A field of a form that begins with the text of a section of the plan is cut by a mark on that section, too. */
static struct str cut_of(const struct fielding *k, const struct form_field *f, struct str cut_by)
{
	if (!str_starts(f->begins, STR("plan.")))
		return cut_by;
	return arena_printf(k->a, "%.*s, mark on section %.*s", STR_ARG(cut_by), STR_ARG(str_slice(f->begins, 5, f->begins.len)));
}

static bool has_field(const struct access_lines *lines, size_t from, struct str field)
{
	for (size_t i = from; i < lines->count; i++)
		if (str_equal(lines->at[i].field, field))
			return true;
	return false;
}

/* An event of one name may stand in several processes with other forms: its answers are those of all. */
static void add_event(const struct fielding *k, struct access_line line, struct str event, bool is_view)
{
	size_t from = k->out->count;
	bool is_released = is_view && (line.grant->relations & RELATION_RELEASED);
	struct str cut_by = is_view ? STR("mark on event") : STR("");

	line.what = arena_printf(k->a, "event.%.*s", STR_ARG(event));
	add_field(k, line, STR(""), STR(""));
	for (size_t i = 0; i < k->book->pathway_count; i++) {
		const struct event_kind *e = pathway_event(&k->book->pathways[i], event);
		struct str cut = e && is_released && e->public_part ? STR("mark on event, of an ask until a plan went out") : cut_by;

		for (size_t j = 0; e && e->form && j < e->form->field_count; j++)
			if (!has_field(k->out, from, e->form->fields[j].name))
				add_field(k, line, e->form->fields[j].name, is_view ? cut_of(k, &e->form->fields[j], cut) : cut);
	}
}

static void add_all_events(const struct fielding *k, struct access_line line, bool is_view)
{
	size_t from = k->out->count;

	for (size_t i = 0; i < k->book->pathway_count; i++)
		for (size_t j = 0; j < k->book->pathways[i].event_count; j++) {
			struct str event = k->book->pathways[i].events[j].id;

			if (!is_there(k->out, from, arena_printf(k->a, "event.%.*s", STR_ARG(event))))
				add_event(k, line, event, is_view);
		}
}

static void add_sections(const struct fielding *k, struct access_line line)
{
	const struct code_list *list = book_codes(k->book, STR("section"));

	for (size_t i = 0; list && i < list->count; i++) {
		struct str code = list->at[i].code;

		add_field(k, line, arena_printf(k->a, "section.%.*s", STR_ARG(code)),
			  arena_printf(k->a, "mark on section %.*s", STR_ARG(code)));
	}
}

/* Details without a thing that they need stand open with the case. */
static void add_details(const struct fielding *k, struct access_line line)
{
	for (size_t i = 0; i < k->book->details_count; i++) {
		const struct details *t = &k->book->details[i];
		struct str needs = str_is_empty(t->needs) ? STR("case") : t->needs;

		for (size_t j = 0; str_equal(needs, line.what) && j < t->fields.count; j++)
			add_field(k, line, t->fields.at[j], t->mark.at ? t->mark : STR(""));
	}
}

static void add_thing(const struct fielding *k, struct access_line line, struct str what)
{
	bool is_view = str_equal(line.verb, STR("view")) || str_equal(line.verb, STR("download"));
	bool is_paper = str_starts(what, STR("document.")) || str_starts(what, STR("letter."));

	line.what = what;
	add_field(k, line, STR(""), is_paper ? STR("mark on paper") : STR(""));
	if (is_view && (str_equal(what, STR("plan")) || str_starts(what, STR("plan."))))
		add_sections(k, line);
	if (is_view)
		add_details(k, line);
}

/* "document.*", "letter.*", "mark.*" ...: each kind of it. */
static void add_kinds(const struct fielding *k, struct access_line line, struct str head)
{
	const struct code_list *list = book_codes(k->book, head), *things = book_codes(k->book, STR("what"));
	struct str all = arena_printf(k->a, "%.*s.", STR_ARG(head));

	for (size_t i = 0; str_equal(head, STR("letter")) && i < k->book->letter_count; i++)
		add_thing(k, line, arena_printf(k->a, "%.*s%.*s", STR_ARG(all), STR_ARG(k->book->letters[i].id)));
	for (size_t i = 0; list && i < list->count; i++)
		add_thing(k, line, arena_printf(k->a, "%.*s%.*s", STR_ARG(all), STR_ARG(list->at[i].code)));
	for (size_t i = 0; things && i < things->count; i++)
		if (str_starts(things->at[i].code, all))
			add_thing(k, line, things->at[i].code);
}

static void add_line(const struct fielding *k, struct access_line line)
{
	struct str part = line.what, head = str_cut(&part, '.');
	bool is_view = str_equal(line.verb, STR("view")) || str_equal(line.verb, STR("download"));
	bool is_all = part.at && str_equal(part, STR("*"));

	if (str_equal(head, STR("event")) && part.at && is_all)
		add_all_events(k, line, is_view);
	else if (str_equal(head, STR("event")) && part.at)
		add_event(k, line, part, is_view);
	else if (is_all)
		add_kinds(k, line, head);
	else
		add_thing(k, line, line.what);
}

struct access_lines access_matrix_fields(struct arena *a, const struct rulebook *book, struct date on)
{
	struct access_lines lines = access_matrix(a, book, on), all = { 0 };
	struct fielding k = { a, book, &all };

	for (size_t i = 0; i < lines.count; i++)
		add_line(&k, lines.at[i]);
	return all;
}
