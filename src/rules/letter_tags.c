/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/letter_tags - the few tags that a letter may have, and where each may stand.
 * Touches nothing. No links, pictures, styles or scripts: a letter is read on paper, aloud and on screen alike. */
#include "rules/letter_room.h"

enum tag_kind { TAG_BLOCK, TAG_HEAD, TAG_PARAGRAPH, TAG_LIST, TAG_ITEM, TAG_INLINE, TAG_BREAK };
struct tag { const char *name; enum tag_kind kind; };

static const struct tag tag_rows[] = {
	{ "div", TAG_BLOCK }, { "section", TAG_BLOCK },
	{ "h2", TAG_HEAD }, { "h3", TAG_HEAD }, { "p", TAG_PARAGRAPH },
	{ "ul", TAG_LIST }, { "ol", TAG_LIST }, { "li", TAG_ITEM },
	{ "strong", TAG_INLINE }, { "em", TAG_INLINE }, { "span", TAG_INLINE }, { "br", TAG_BREAK },
};

static const struct tag *tag_of(struct str name)
{
	for (size_t i = 0; i < sizeof tag_rows / sizeof *tag_rows; i++)
		if (str_equal(name, str_of(tag_rows[i].name)))
			return &tag_rows[i];
	return NULL;
}

static const struct tag *inner(const struct tags *t)
{
	return t->count ? t->open[t->count - 1] : NULL;
}

bool tags_take_words(const struct tags *t)
{
	const struct tag *in = inner(t);
	return t->is_line || (in && in->kind != TAG_BLOCK && in->kind != TAG_LIST);
}

bool tags_take_blocks(const struct tags *t)
{
	const struct tag *in = inner(t);
	return !t->is_line && (!in || in->kind == TAG_BLOCK || in->kind == TAG_ITEM);
}

struct str tags_open_name(const struct tags *t)
{
	return t->count > t->base ? str_of(inner(t)->name) : STR_NONE;
}

static bool may_stand(const struct tags *t, const struct tag *tag)
{
	const struct tag *in = inner(t);
	switch (tag->kind) {
	case TAG_BLOCK:
		return !in || in->kind == TAG_BLOCK;
	case TAG_HEAD:
	case TAG_PARAGRAPH:
	case TAG_LIST:
		return tags_take_blocks(t);
	case TAG_ITEM:
		return in && in->kind == TAG_LIST;
	case TAG_INLINE:
	case TAG_BREAK:
		return in && tags_take_words(t);
	}
	return false;
}

static struct str open_tag(struct arena *a, struct tags *t, struct str inside)
{
	struct str rest = inside, name = str_word(&rest), more = str_trim(rest);
	const struct tag *tag = tag_of(name);
	if (!tag)
		return arena_printf(a, "a letter may not have the tag <%.*s>", STR_ARG(name));
	if (t->is_line)
		return STR("a title has no tags");
	if (more.len && !(str_starts(more, STR("class=\"")) && str_ends(more, STR("\"")) &&
			  !str_contains(str_slice(more, 7, more.len - 1), STR("\""))))
		return arena_printf(a, "<%s> may have a class and nothing else", tag->name);
	if (!may_stand(t, tag))
		return arena_printf(a, "<%s> may not stand in %s%s%s", tag->name, inner(t) ? "<" : "the letter itself",
				    inner(t) ? inner(t)->name : "", inner(t) ? ">" : "");
	if (tag->kind == TAG_BREAK)
		return STR_NONE;
	if (t->count == sizeof t->open / sizeof *t->open)
		return STR("tags stand too deep in each other");
	t->open[t->count++] = tag;
	return STR_NONE;
}

static struct str close_tag(struct arena *a, struct tags *t, struct str name)
{
	struct str open = tags_open_name(t);
	if (!open.at)
		return arena_printf(a, "</%.*s> closes what was not opened here", STR_ARG(name));
	if (!str_equal(open, name))
		return arena_printf(a, "</%.*s> stands where </%.*s> must come first", STR_ARG(name), STR_ARG(open));
	t->count--;
	return STR_NONE;
}

static bool is_entity(struct str s)
{
	static const char *const known[] = { "&amp;", "&lt;", "&gt;", "&nbsp;" };
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_starts(s, str_of(known[i])))
			return true;
	return false;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

struct str tags_walk(struct arena *a, struct tags *t, struct str html, size_t *at)
{
	for (*at = 0; *at < html.len; (*at)++) {
		struct str rest = str_slice(html, *at, html.len), wrong;
		if (html.at[*at] == '<') {
			struct str behind = str_slice(rest, 1, rest.len), inside = str_cut(&behind, '>');
			if (!behind.at)
				return STR("a tag without its > before the next hole: a hole may not stand in a tag");
			wrong = str_starts(inside, STR("/")) ? close_tag(a, t, str_slice(inside, 1, inside.len))
							     : open_tag(a, t, inside);
			if (wrong.at)
				return wrong;
			*at += inside.len + 1;
		} else if (html.at[*at] == '&' && !t->is_line && !is_entity(rest)) {
			return STR("write & as &amp;");
		} else if (!is_blank(html.at[*at]) && !tags_take_words(t)) {
			return STR("words must stand in a paragraph, a heading or a line of a list");
		}
	}
	return STR_NONE;
}
