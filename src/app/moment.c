/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/moment - an instant as operators write it.
 * Touches core. */
#include "app/moment.h"

enum { DAY_MS = 24 * 60 * 60 * 1000 };

struct str moment_write(struct arena *a, int64_t utc_ms)
{
	struct date day = { (int32_t)(utc_ms / DAY_MS) };
	int ms = (int)(utc_ms % DAY_MS);

	return arena_printf(a, "%.*sT%02d:%02d:%02d.%03dZ", STR_ARG(date_iso(a, day)), ms / 3600000, ms / 60000 % 60, ms / 1000 % 60, ms % 1000);
}

/* Exactly `len` digits, at most `most`. */
static bool digits(struct str text, size_t from, size_t len, int64_t most, int64_t *out)
{
	*out = 0;
	for (size_t i = from; i < from + len; i++) {
		if (i >= text.len || text.at[i] < '0' || text.at[i] > '9')
			return false;
		*out = *out * 10 + (text.at[i] - '0');
	}
	return *out <= most;
}

/* ":30", ":30.123" or nothing */
static bool seconds_read(struct str text, int64_t *ms)
{
	int64_t second = 0, part = 0;

	*ms = 0;
	if (text.len == 0)
		return true;
	if (text.at[0] != ':' || !digits(text, 1, 2, 59, &second))
		return false;
	if (text.len != 3 && (text.len != 7 || text.at[3] != '.' || !digits(text, 4, 3, 999, &part)))
		return false;
	*ms = second * 1000 + part;
	return true;
}

bool moment_read(struct str text, int64_t *utc_ms)
{
	struct date day = date_read(str_slice(text, 0, 10));
	int64_t hour, minute, ms;

	if (text.len > 0 && text.at[text.len - 1] == 'Z')
		text.len--;
	if (date_is_none(day) || text.len < 16 || (text.at[10] != 'T' && text.at[10] != ' ') || text.at[13] != ':' ||
	    !digits(text, 11, 2, 23, &hour) || !digits(text, 14, 2, 59, &minute) || !seconds_read(str_slice(text, 16, text.len), &ms))
		return false;
	*utc_ms = day.day * (int64_t)DAY_MS + hour * 3600000 + minute * 60000 + ms;
	return true;
}
