/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/ical - days as an iCalendar file (RFC 5545).
 * Touches nothing. */
#include "core/ical.h"

#include <string.h>

enum { FOLD_AT = 73 };  /* bytes of a line, without its end; RFC 5545 3.1 says 75 at most */

/* One property, folded between code points. */
static void line_add(struct out *o, struct str text)
{
	size_t on_line = 0;
	for (size_t i = 0; i < text.len;) {
		size_t len = 1;
		while (i + len < text.len && ((unsigned char)text.at[i + len] & 0xc0) == 0x80)
			len++;
		if (on_line + len > FOLD_AT) {
			out_add(o, STR("\r\n "));
			on_line = 1;
		}
		out_add(o, str_slice(text, i, i + len));
		on_line += len;
		i += len;
	}
	out_add(o, STR("\r\n"));
}

/* NAME:text with the bytes escaped that iCalendar keeps for itself. */
static void text_add(struct arena *a, struct out *o, const char *name, struct str text)
{
	struct out line = out_start(a, text.len + 40);
	out_printf(&line, "%s:", name);
	for (size_t i = 0; i < text.len; i++) {
		if (strchr("\\;,", text.at[i]))
			out_byte(&line, '\\');
		if (text.at[i] == '\n')
			out_add(&line, STR("\\n"));
		else if (text.at[i] != '\r')
			out_byte(&line, text.at[i]);
	}
	line_add(o, out_str(&line));
}

static void day_line(struct out *o, const char *name, struct date day)
{
	struct ymd at = date_ymd(day);
	out_printf(o, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, (int)at.year, (int)at.month, (int)at.day);
}

static void stamp_line(struct out *o, int64_t utc_ms)
{
	struct date day = { (int32_t)(utc_ms / 86400000) };
	struct ymd at = date_ymd(day);
	int64_t second = utc_ms / 1000 % 86400;
	out_printf(o, "DTSTAMP:%04d%02d%02dT%02d%02d%02dZ\r\n", (int)at.year, (int)at.month, (int)at.day,
		   (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

void ical_begin(struct out *o)
{
	out_add(o, STR("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Waymark//Waymark//EN\r\nCALSCALE:GREGORIAN\r\n"));
}

void ical_day(struct out *o, int64_t utc_ms, const struct ical_day *day)
{
	out_add(o, STR("BEGIN:VEVENT\r\n"));
	text_add(o->arena, o, "UID", day->uid);
	stamp_line(o, utc_ms);
	day_line(o, "DTSTART", day->day);
	day_line(o, "DTEND", date_add(date_is_none(day->to) ? day->day : day->to, 1));
	text_add(o->arena, o, "SUMMARY", day->summary);
	text_add(o->arena, o, "DESCRIPTION", day->description);
	out_add(o, STR("TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"));
}

void ical_end(struct out *o)
{
	out_add(o, STR("END:VCALENDAR\r\n"));
}
