/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/changes - the longest common run of words of two texts.
 * Touches nothing. source: Wagner and Fischer, The string-to-string correction problem, JACM 21 (1974) 168-173 */
#include "rules/changes.h"

enum { CELLS_MOST = 2000000 };
struct tokens { struct str *at; size_t count, room; };     /* each with the blanks behind it */

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Words, or lines, each with what blank stands behind it. */
static struct tokens cut(struct arena *a, struct str text, bool by_line)
{
	struct tokens t = { 0 };
	for (size_t at = 0; at < text.len;) {
		size_t from = at;
		while (at < text.len && (by_line ? text.at[at] != '\n' : !is_blank(text.at[at])))
			at++;
		while (at < text.len && is_blank(text.at[at]))
			at++;
		LIST_PUSH(a, &t, str_slice(text, from, at));
	}
	return t;
}

static bool is_same(struct str a, struct str b)
{
	return str_equal(str_trim(a), str_trim(b));
}

static void push(struct arena *a, struct changes *out, enum change_kind kind, struct str text)
{
	struct change *last = out->count ? &out->at[out->count - 1] : NULL;
	if (last && last->kind == kind && last->text.at + last->text.len == text.at)
		last->text.len += text.len;
	else
		LIST_PUSH(a, out, (struct change){ kind, text });
}

/* The middle, between what both have in common at their ends. */
struct middle { const struct str *before, *after; size_t n, m; };

static void walk(struct arena *a, const struct middle *s, const uint16_t *longest, struct changes *out)
{
	size_t i = 0, j = 0, width = s->m + 1;
	while (i < s->n || j < s->m) {
		if (i < s->n && j < s->m && is_same(s->before[i], s->after[j])) {
			push(a, out, CHANGE_SAME, s->after[j]);
			i++, j++;
		} else if (i < s->n && (j == s->m || longest[(i + 1) * width + j] >= longest[i * width + j + 1])) {
			push(a, out, CHANGE_OUT, s->before[i++]);
		} else {
			push(a, out, CHANGE_IN, s->after[j++]);
		}
	}
}

/* longest[i][j]: how many words `before` from i and `after` from j have in common at most. */
static void compare(struct arena *a, const struct middle *s, struct changes *out)
{
	size_t width = s->m + 1;
	uint16_t *longest = ARENA_NEW(a, uint16_t, (s->n + 1) * width);
	for (size_t i = s->n; i-- > 0;)
		for (size_t j = s->m; j-- > 0;) {
			uint16_t down = longest[(i + 1) * width + j], right = longest[i * width + j + 1];
			longest[i * width + j] = is_same(s->before[i], s->after[j]) ?
				(uint16_t)(longest[(i + 1) * width + j + 1] + 1) : down > right ? down : right;
		}
	walk(a, s, longest, out);
}

static void change_all(struct arena *a, const struct middle *s, struct changes *out)
{
	for (size_t i = 0; i < s->n; i++)
		push(a, out, CHANGE_OUT, s->before[i]);
	for (size_t j = 0; j < s->m; j++)
		push(a, out, CHANGE_IN, s->after[j]);
}

void changes_of(struct arena *a, struct str before, struct str after, struct changes *out)
{
	for (int by_line = 0; by_line < 2; by_line++) {
		struct tokens b = cut(a, before, by_line), t = cut(a, after, by_line);
		size_t head = 0, tail = 0;
		while (head < b.count && head < t.count && is_same(b.at[head], t.at[head]))
			head++;
		while (tail < b.count - head && tail < t.count - head &&
		       is_same(b.at[b.count - 1 - tail], t.at[t.count - 1 - tail]))
			tail++;
		struct middle s = { b.at + head, t.at + head, b.count - head - tail, t.count - head - tail };
		bool fits = (s.n + 1) * (s.m + 1) <= CELLS_MOST;
		if (!fits && !by_line)
			continue;
		for (size_t i = 0; i < head; i++)
			push(a, out, CHANGE_SAME, t.at[i]);
		if (fits && s.n + s.m > 0)
			compare(a, &s, out);
		else
			change_all(a, &s, out);
		for (size_t i = t.count - tail; i < t.count; i++)
			push(a, out, CHANGE_SAME, t.at[i]);
		return;
	}
}
