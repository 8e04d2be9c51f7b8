/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/access_words - lines of the access rule as people read them.
 * Touches the rulebook. */
#include "web/access_words.h"

#include "core/out.h"

struct str access_what_words(struct desk *d, struct str what)
{
	const struct code_list *things = book_codes(d->book, STR("what"));
	struct str part = what, head = str_cut(&part, '.'), whole = code_label(things, what), thing = code_label(things, head);
	const struct code_list *parts = book_codes(d->book, head);
	const struct letter *letter = book_letter(d->book, part.at ? part : STR(""));

	if (!part.at || str_equal(part, STR("*")) || !str_equal(whole, what))
		return part.at && !str_equal(whole, what) ? whole : thing;
	if (parts)
		part = code_label(parts, part);
	for (size_t i = 0; !parts && str_equal(head, STR("event")) && i < d->book->pathway_count; i++) {
		const struct event_kind *e = pathway_event(&d->book->pathways[i], part);

		if (e) {
			part = e->name;
			break;
		}
	}
	if (letter)
		part = letter->about;
	return arena_printf(d->arena, "%.*s: %.*s", STR_ARG(thing), STR_ARG(part));
}

struct str access_when_words(struct desk *d, uint32_t relations)
{
	struct out o = out_start(d->arena, 100);

	for (size_t i = 0; i < RELATION_COUNT; i++)
		if (relations & (1u << i)) {
			out_add(&o, o.len ? STR("; ") : STR(""));
			out_add(&o, book_words(d->book, arena_printf(d->arena, "impact.relation_%s", relation_words[i])));
		}
	return out_str(&o);
}
