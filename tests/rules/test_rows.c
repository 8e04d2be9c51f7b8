/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/rows - rows of tests/cases and a small world. */
#include "rows.h"

bool row_next(struct arena *a, struct str *rest, int *line, struct row *out)
{
	struct str text = STR_NONE;

	while (rest->at) {
		text = str_trim(str_cut(rest, '\n'));
		++*line;
		if (*line > 1 && !str_is_empty(text) && text.at[0] != '#')
			break;
		text = STR_NONE;
	}
	if (!text.at)
		return false;
	*out = (struct row){ .line = *line };
	for (size_t at = 0; at <= text.len && out->count < ROW_CELLS_MOST; at++) {
		char *cell = arena_take(a, text.len + 1);
		size_t len = 0;
		bool is_quoted = at < text.len && text.at[at] == '"';

		for (at += is_quoted; at < text.len; at++) {
			if (is_quoted && text.at[at] == '"' && at + 1 < text.len && text.at[at + 1] == '"')
				at++;
			else if (is_quoted ? text.at[at] == '"' : text.at[at] == ',')
				break;
			cell[len++] = text.at[at];
		}
		at += is_quoted;
		out->cell[out->count++] = (struct str){ cell, len };
	}
	return true;
}

const struct date *rows_holidays(struct arena *a, size_t *count)
{
	struct { struct date *at; size_t count, room; } list = { 0 };
	struct str rest = test_file(a, "rulebook/holidays.csv");
	struct row row;
	int line = 0;

	while (row_next(a, &rest, &line, &row))
		LIST_PUSH(a, &list, date_read(row.cell[0]));
	*count = list.count;
	return list.at;
}

static struct value find(const void *ctx, struct str name)
{
	struct str rest = *(const struct str *)ctx;

	while (rest.at) {
		struct str value = str_cut(&rest, ';'), key = str_trim(str_cut(&value, '='));

		if (str_equal(key, name))
			return (struct value){ VALUE_TEXT, DATE_NONE, 0, str_trim(value) };
	}
	return (struct value){ VALUE_ABSENT, DATE_NONE, 0, STR_NONE };
}

struct expr_world rows_world(struct arena *a, struct str facts, struct date today)
{
	struct str *kept = ARENA_NEW(a, struct str, 1);
	struct expr_world w = { .ctx = kept, .name = find, .today = today };

	*kept = facts;
	w.holidays = rows_holidays(a, &w.holiday_count);
	return w;
}

struct str value_words(struct arena *a, struct value v)
{
	switch (v.kind) {
	case VALUE_DATE:
		return date_iso(a, v.date);
	case VALUE_INT:
		return arena_printf(a, "%lld", (long long)v.number);
	case VALUE_BOOL:
		return v.number ? STR("yes") : STR("no");
	case VALUE_TEXT:
		return arena_printf(a, "'%.*s'", STR_ARG(v.text));
	default:
		return STR("absent");
	}
}

struct happened rows_happened(struct arena *a, struct str text, int64_t seq)
{
	struct str subject = str_word(&text), name = str_cut(&subject, '/');
	struct happened e = { .seq = seq, .name = name, .subject = subject.at ? subject : STR("") };

	e.day = date_read(str_word(&text));
	for (struct str rest = str_trim(text); rest.at && rest.len > 0;) {
		struct str value = str_cut(&rest, ','), field = str_cut(&value, '=');

		LIST_PUSH(a, &e.fields, (struct answer){ str_trim(field), value });
	}
	CHECK(!date_is_none(e.day));
	return e;
}
