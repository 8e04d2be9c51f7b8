/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/out - a text that grows at its end, in an arena.
 * Touches nothing. */
#include "core/out.h"

#include <stdio.h>

struct out out_start(struct arena *a, size_t room)
{
	struct out o = { .arena = a, .room = room ? room : 256 };

	o.at = arena_take(a, o.room);
	return o;
}

static void make_room(struct out *o, size_t more)
{
	size_t room = o->room;
	char *wider;

	if (o->room - o->len >= more)
		return;
	while (room - o->len < more)
		room *= 2;
	wider = arena_take(o->arena, room);
	memcpy(wider, o->at, o->len);
	o->at = wider;
	o->room = room;
}

void out_add(struct out *o, struct str s)
{
	if (s.len == 0)
		return;
	make_room(o, s.len);
	memcpy(o->at + o->len, s.at, s.len);
	o->len += s.len;
}

void out_byte(struct out *o, char c)
{
	make_room(o, 1);
	o->at[o->len++] = c;
}

void out_int(struct out *o, int64_t n)
{
	char digits[24];
	size_t at = sizeof digits;
	uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	do {
		digits[--at] = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (n < 0)
		digits[--at] = '-';
	out_add(o, (struct str){ digits + at, sizeof digits - at });
}

void out_printf(struct out *o, const char *form, ...)
{
	va_list args;

	va_start(args, form);
	out_add(o, arena_vprintf(o->arena, form, args));
	va_end(args);
}

void out_html(struct out *o, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		struct str name;

		switch (s.at[i]) {
		case '&': name = STR("&amp;"); break;
		case '<': name = STR("&lt;"); break;
		case '>': name = STR("&gt;"); break;
		case '"': name = STR("&quot;"); break;
		case '\'': name = STR("&#39;"); break;
		default: continue;
		}
		out_add(o, str_slice(s, from, i));
		out_add(o, name);
		from = i + 1;
	}
	out_add(o, str_slice(s, from, s.len));
}

void out_json(struct out *o, struct str s)
{
	out_byte(o, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c == '"' || c == '\\') {
			out_byte(o, '\\');
			out_byte(o, (char)c);
		} else if (c < 0x20) {
			char code[8];

			snprintf(code, sizeof code, "\\u%04x", c);
			out_add(o, (struct str){ code, 6 });
		} else {
			out_byte(o, (char)c);
		}
	}
	out_byte(o, '"');
}

void out_url(struct out *o, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		    c == '-' || c == '_' || c == '.' || c == '~') {
			out_byte(o, (char)c);
		} else {
			out_byte(o, '%');
			out_byte(o, hex[c >> 4]);
			out_byte(o, hex[c & 15]);
		}
	}
}

void out_csv(struct out *o, struct str s)
{
	bool risky = s.len > 0 && str_contains(STR("=+-@\t\r"), str_slice(s, 0, 1));

	out_byte(o, '"');
	if (risky)
		out_byte(o, '\'');
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '"')
			out_byte(o, '"');
		out_byte(o, s.at[i]);
	}
	out_byte(o, '"');
}

struct str out_str(const struct out *o)
{
	return (struct str){ o->at, o->len };
}
