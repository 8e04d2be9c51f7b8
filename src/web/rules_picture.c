/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/rules_picture - the way through a process as boxes one under the other, for a picture that the page draws.
 * Touches nothing. */
#include "web/view_rules.h"

/* In units of the picture, which is RULES_PICTURE_WIDE of them wide: one is a CSS pixel on a narrow phone. */
enum { EDGE = 12, NAME_HIGH = 20, WORDS_HIGH = 16, GAP = 24, END_GAP = 10, HEAD_HIGH = 22, NAME_MOST = 28, WORDS_MOST = 39 };

/* `text` in lines of at most `most` code points, broken at blanks; a longer word has a line of its own. */
static void lines_add(struct arena *a, struct rules_box *box, struct str text, size_t most, bool is_name)
{
	struct str line = STR("");
	for (struct str word = str_word(&text); word.at; word = str_word(&text)) {
		struct str more = line.len ? arena_printf(a, "%.*s %.*s", STR_ARG(line), STR_ARG(word)) : word;
		if (line.len && str_count(more) > most) {
			LIST_PUSH(a, &box->lines, (struct rules_line){ line, 0, is_name });
			more = word;
		}
		line = more;
	}
	if (line.len)
		LIST_PUSH(a, &box->lines, (struct rules_line){ line, 0, is_name });
}

struct str rules_first_sentence(struct str text)
{
	for (size_t i = 0; i + 1 < text.len; i++)
		if (text.at[i] == '.' && text.at[i + 1] == ' ')
			return str_slice(text, 0, i + 1);
	return text;
}

static const struct step *next_step(const struct rules_view *v, const struct stage *s)
{
	for (size_t i = 0; i < v->steps.count; i++)
		if (!str_is_empty(s->next_step) && str_equal(v->steps.at[i].step->id, s->next_step))
			return v->steps.at[i].step;
	return NULL;
}

/* Places the box at `y`; gives where it ends. */
static int box_add(struct arena *a, struct rules_view *v, const struct stage *s, int y)
{
	const struct step *step = s->is_end ? NULL : next_step(v, s);
	struct rules_box box = { .y = y, .is_end = s->is_end, .is_here = v->here == s };
	int at = y + EDGE;
	if (box.is_here)
		lines_add(a, &box, v->here_words, WORDS_MOST, false);
	lines_add(a, &box, s->family_name.len ? s->family_name : s->name, NAME_MOST, true);
	if (step)
		lines_add(a, &box, rules_first_sentence(step->rule_words), WORDS_MOST, false);
	for (size_t i = 0; i < box.lines.count; i++) {
		at += box.lines.at[i].is_name ? NAME_HIGH : WORDS_HIGH;
		box.lines.at[i].y = at - 4;
	}
	box.high = at + EDGE - 4 - y;
	LIST_PUSH(a, &v->boxes, box);
	return y + box.high;
}

void rules_picture(struct arena *a, struct rules_view *v)
{
	int y = 2;
	for (size_t i = 0; i < v->stages.count; i++)
		y = box_add(a, v, v->stages.at[i], y) + (i + 1 < v->stages.count ? GAP : 0);
	if (v->ends.count > 0) {
		v->ends_y = y + GAP + HEAD_HIGH - 6;
		y += GAP + HEAD_HIGH;
	}
	for (size_t i = 0; i < v->ends.count; i++)
		y = box_add(a, v, v->ends.at[i], y) + (i + 1 < v->ends.count ? END_GAP : 0);
	v->picture_high = y + 2;
}
