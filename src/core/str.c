/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/str - borrowed UTF-8 text with its length.
 * Touches nothing. */
#include "core/str.h"

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_of(const char *text)
{
	return text ? (struct str){ text, strlen(text) } : STR_NONE;
}

bool str_is_empty(struct str s)
{
	return s.len == 0;
}

int str_compare(struct str a, struct str b)
{
	size_t both = a.len < b.len ? a.len : b.len;
	int order = both ? memcmp(a.at, b.at, both) : 0;

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str with)
{
	return s.len >= with.len && (with.len == 0 || memcmp(s.at, with.at, with.len) == 0);
}

bool str_ends(struct str s, struct str with)
{
	return s.len >= with.len &&
	       (with.len == 0 || memcmp(s.at + s.len - with.len, with.at, with.len) == 0);
}

bool str_contains(struct str s, struct str part)
{
	if (part.len == 0)
		return true;
	while (s.len >= part.len) {
		const char *at = memchr(s.at, part.at[0], s.len - part.len + 1);

		if (!at)
			return false;
		if (memcmp(at, part.at, part.len) == 0)
			return true;
		s = str_slice(s, (size_t)(at - s.at) + 1, s.len);
	}
	return false;
}

struct str str_trim(struct str s)
{
	while (s.len > 0 && is_blank(s.at[0])) {
		s.at++;
		s.len--;
	}
	while (s.len > 0 && is_blank(s.at[s.len - 1]))
		s.len--;
	return s;
}

struct str str_cut(struct str *rest, char sep)
{
	struct str head = *rest;
	const char *found = rest->len ? memchr(rest->at, sep, rest->len) : NULL;

	if (!found) {
		*rest = STR_NONE;
		return head;
	}
	head.len = (size_t)(found - head.at);
	rest->at = found + 1;
	rest->len -= head.len + 1;
	return head;
}

struct str str_word(struct str *rest)
{
	struct str s = *rest;
	struct str word;

	while (s.len > 0 && is_blank(s.at[0])) {
		s.at++;
		s.len--;
	}
	word = (struct str){ s.at, 0 };
	while (word.len < s.len && !is_blank(s.at[word.len]))
		word.len++;
	*rest = (struct str){ s.at ? s.at + word.len : NULL, s.len - word.len };
	return word.len ? word : STR_NONE;
}

struct str str_slice(struct str s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from > to)
		from = to;
	return s.at ? (struct str){ s.at + from, to - from } : STR_NONE;
}

bool str_to_int(struct str s, int64_t *out)
{
	bool minus = s.len > 0 && s.at[0] == '-';
	int64_t value = 0;

	if (s.len == (minus ? 1u : 0u) || s.len > 20)
		return false;
	for (size_t i = minus ? 1 : 0; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return false;
		if (__builtin_mul_overflow(value, 10, &value) ||
		    __builtin_sub_overflow(value, s.at[i] - '0', &value))
			return false;
	}
	if (!minus && value == INT64_MIN)
		return false;
	*out = minus ? value : -value;
	return true;
}

/* Length of the well-formed sequence at `p` with `left` bytes to come, or 0. */
static size_t sequence_len(const unsigned char *p, size_t left)
{
	size_t len = p[0] < 0x80 ? 1 : p[0] < 0xC2 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3
		   : p[0] < 0xF5 ? 4 : 0;

	if (len == 0 || len > left)
		return 0;
	for (size_t i = 1; i < len; i++)
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) ||
	    (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
		return 0;
	return len;
}

bool str_is_text(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.at;

	for (size_t i = 0; i < s.len;) {
		size_t len = sequence_len(p + i, s.len - i);

		if (len == 0)
			return false;
		if (p[i] == 0x7F || (p[i] < 0x20 && p[i] != '\t' && p[i] != '\n' && p[i] != '\r'))
			return false;
		if (len == 2 && p[i] == 0xC2 && p[i + 1] < 0xA0)
			return false;
		i += len;
	}
	return true;
}

size_t str_count(struct str s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.len; i++)
		count += ((unsigned char)s.at[i] & 0xC0) != 0x80;
	return count;
}

uint64_t str_hash(struct str s)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < s.len; i++)
		hash = (hash ^ (unsigned char)s.at[i]) * 1099511628211u;
	return hash;
}
