/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/access_matrix - the access rule written out.
 * Touches nothing. */
#include "rules/access_matrix.h"

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

static void add_grant(struct arena *a, const struct rulebook *book, const struct grant *g, struct access_lines *out)
{
	struct access_line line = { .role = g->role, .relations = access_relations(a, g->relations), .grant = g };

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
				add_grant(a, book, &book->grants[j], &lines);
	return lines;
}
