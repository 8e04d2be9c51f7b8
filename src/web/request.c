/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/request - the head of a request as pages see it: path, query, cookies.
 * Touches nothing. */
#include "web/read.h"

enum { QUERY_MOST = 200 };

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Bytes with %XX (and + as a blank, when `has_plus`) undone; absent when a % is not followed by two digits. */
static struct str read_percent(struct arena *a, struct str s, bool has_plus)
{
	char *at = arena_take(a, s.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c == '%') {
			int high = i + 1 < s.len ? hex(s.at[i + 1]) : -1, low = i + 2 < s.len ? hex(s.at[i + 2]) : -1;

			if (high < 0 || low < 0)
				return STR_NONE;
			c = (char)(high * 16 + low);
			i += 2;
		} else if (c == '+' && has_plus) {
			c = ' ';
		}
		at[len++] = c;
	}
	return (struct str){ at, len };
}

bool read_pairs(struct arena *a, struct str text, size_t most, struct typed **at, size_t *count, size_t *room)
{
	struct { struct typed *at; size_t count, room; } list = { *at, *count, *room };

	while (text.len) {
		struct str value = str_cut(&text, '&'), name = str_cut(&value, '=');

		if (name.len == 0 && !value.at)
			continue;
		if (list.count == most)
			return false;
		name = read_percent(a, name, true);
		value = value.at ? read_percent(a, value, true) : STR("");
		if (!name.at || !str_is_text(name))
			continue;
		bool is_good = value.at && str_is_text(value);

		LIST_PUSH(a, &list, (struct typed){ .name = name, .value = is_good ? value : STR(""),
						    .is_bad_text = !is_good });
	}
	*at = list.at;
	*count = list.count;
	*room = list.room;
	return true;
}

/* Parts between slashes are decoded one by one, so a slash inside a part is refused and not taken for another. */
static bool read_path(struct arena *a, struct str path, struct str *out)
{
	struct out o = out_start(a, path.len + 1);
	struct str rest = str_slice(path, 1, path.len);

	do {
		struct str part = read_percent(a, str_cut(&rest, '/'), false);

		if (!part.at || !str_is_text(part) || memchr(part.at, '/', part.len) || memchr(part.at, '\n', part.len) ||
		    str_equal(part, STR(".")) || str_equal(part, STR("..")))
			return false;
		out_byte(&o, '/');
		out_add(&o, part);
	} while (rest.at);
	*out = out_str(&o);
	return true;
}

struct str read_cookie(const struct head *h, const char *name)
{
	struct str found = STR_NONE;

	for (size_t i = 0; i < h->count; i++) {
		struct str rest = h->at[i].value;

		if (!head_name_is(h->at[i].name, "cookie"))
			continue;
		while (rest.at) {
			struct str value = str_trim(str_cut(&rest, ';')), key = str_cut(&value, '=');

			if (!value.at || !str_equal(key, str_of(name)))
				continue;
			if (found.at)
				return STR("");
			found = value;
		}
	}
	return found.at ? found : STR("");
}

int read_head(struct arena *a, const struct head *h, struct request *out)
{
	struct str query = h->target, path = str_cut(&query, '?');

	out->method = str_equal(h->method, STR("POST")) ? METHOD_POST : METHOD_GET;
	if (!read_path(a, path, &out->path))
		return 400;
	out->query = query.at ? query : STR("");
	out->address_sent = h->target;
	out->host = head_value(h, "host");
	out->origin = head_value(h, "origin");
	out->fetch_site = head_value(h, "sec-fetch-site");
	if (!read_pairs(a, out->query, QUERY_MOST, &out->query_at, &out->query_count, &out->query_room))
		return 400;
	return 0;
}

static struct str value_of(const struct typed *at, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(at[i].name, name))
			return at[i].value;
	return STR("");
}

struct str request_query(const struct request *r, struct str name)
{
	return value_of(r->query_at, r->query_count, name);
}

struct date request_day(const struct desk *d, const struct request *r, struct str name, struct date other, const char *bad,
			struct problems *out)
{
	struct str typed = request_query(r, name);
	struct date day = date_read(typed);

	if (str_is_empty(typed))
		return other;
	if (date_is_none(day) || day.day < date_of(2000, 1, 1).day || day.day > date_of(2199, 12, 31).day) {
		problems_add(out, d->arena, name, PROBLEM_FORM, book_words(d->book, str_of(bad)));
		return other;
	}
	return day;
}

struct str request_form(const struct request *r, struct str name)
{
	return value_of(r->form_at, r->form_count, name);
}
