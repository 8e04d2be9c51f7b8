/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/list_query - a filter of the work list as the query string of its address, and back.
 * Touches nothing. */
#include "core/digest.h"
#include "core/out.h"
#include "work/list.h"

enum { VALUE_MOST = 200, SEALED_MOST = 600 };
enum kind { NUMBER, WORD, YES, SEALED };

static const struct { const char *name; enum kind kind; size_t offset; } parts[] = {
	{ "authority", NUMBER, offsetof(struct list_filter, authority) },
	{ "officer", NUMBER, offsetof(struct list_filter, officer) },
	{ "unassigned", YES, offsetof(struct list_filter, unassigned) },
	{ "late", YES, offsetof(struct list_filter, late) },
	{ "at_risk", YES, offsetof(struct list_filter, at_risk) },
	{ "holder", WORD, offsetof(struct list_filter, holder) },
	{ "stage", WORD, offsetof(struct list_filter, stage) },
	{ "step", WORD, offsetof(struct list_filter, step) },
	{ "school", NUMBER, offsetof(struct list_filter, school) },
	{ "locality", WORD, offsetof(struct list_filter, locality) },
	{ "panel", NUMBER, offsetof(struct list_filter, panel) },
	{ "own", YES, offsetof(struct list_filter, own) },
	{ "closed", YES, offsetof(struct list_filter, closed) },
	{ "search", SEALED, offsetof(struct list_filter, search) },
	{ "sort", WORD, offsetof(struct list_filter, sort) },
	{ "page", NUMBER, offsetof(struct list_filter, page) },
};
static const size_t part_count = sizeof parts / sizeof *parts;

static int hex_of(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* %41 and + undone; what is no text is empty. */
static struct str decoded(struct arena *a, struct str s)
{
	char *at = arena_take(a, s.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < s.len; i++) {
		int high = s.at[i] == '%' && i + 2 < s.len ? hex_of(s.at[i + 1]) : -1;
		int low = high >= 0 ? hex_of(s.at[i + 2]) : -1;

		at[len++] = low >= 0 ? (char)(high * 16 + low) : s.at[i] == '+' ? ' ' : s.at[i];
		i += low >= 0 ? 2 : 0;
	}
	struct str text = str_trim((struct str){ at, len });

	return str_is_text(text) && text.len <= SEALED_MOST ? text : STR("");
}

/* Sealed with it, so that nothing else that this key has sealed can be read by putting it into an address. */
static const char search_mark[] = "search:";

struct str search_seal(const struct desk *d, struct str typed)
{
	if (str_is_empty(typed))
		return STR("");
	struct str marked = arena_printf(d->arena, "%s%.*s", search_mark, STR_ARG(typed));

	return arena_printf(d->arena, "~%.*s", STR_ARG(digest_seal(d->arena, d->house->key, marked)));
}

struct str search_open(const struct desk *d, struct str told)
{
	if (!str_starts(told, STR("~")))
		return told;
	struct str marked = digest_open(d->arena, d->house->key, str_slice(told, 1, told.len));
	struct str typed = str_slice(marked, sizeof search_mark - 1, marked.len);

	return str_starts(marked, str_of(search_mark)) && str_is_text(typed) ? typed : STR("");
}

static void part_set(const struct desk *d, struct list_filter *f, size_t i, struct str value)
{
	void *place = (char *)f + parts[i].offset;
	int64_t n;

	if (parts[i].kind == SEALED)
		value = search_open(d, value);
	if (parts[i].kind == WORD || parts[i].kind == SEALED)
		*(struct str *)place = str_is_empty(value) || value.len > VALUE_MOST ? STR_NONE : value;
	else if (parts[i].kind == YES)
		*(bool *)place = str_equal(value, STR("yes"));
	else
		*(int64_t *)place = str_to_int(value, &n) && n > 0 && n <= INT32_MAX ? n : 0;
	if (str_equal(str_of(parts[i].name), STR("officer")) && str_equal(value, STR("nobody")))
		f->unassigned = true;
}

/* What was read or typed makes sense together. */
static void settle(struct list_filter *f)
{
	if (!str_equal(f->sort, STR("name")) && !str_equal(f->sort, STR("newest")))
		f->sort = STR_NONE;
	if (f->page == 1)
		f->page = 0;
	if (f->unassigned)
		f->officer = 0;
}

void list_query_read(const struct desk *d, struct str query, struct list_filter *out)
{
	*out = (struct list_filter){ 0 };
	while (query.at) {
		struct str pair = str_cut(&query, '&'), name = str_cut(&pair, '=');

		for (size_t i = 0; i < part_count; i++)
			if (str_equal(name, str_of(parts[i].name)))
				part_set(d, out, i, pair.at ? decoded(d->arena, pair) : STR(""));
	}
	settle(out);
}

void list_query_typed(const struct desk *d, list_query_asks *value_of, const void *form, struct list_filter *out)
{
	*out = (struct list_filter){ 0 };
	for (size_t i = 0; i < part_count; i++)
		part_set(d, out, i, str_trim(value_of(form, str_of(parts[i].name))));
	out->page = 0;
	settle(out);
}

static void part_begin(struct out *o, const char *name)
{
	if (o->len)
		out_byte(o, '&');
	out_add(o, str_of(name));
	out_byte(o, '=');
}

struct str list_query_write(const struct desk *d, const struct list_filter *f)
{
	struct out o = out_start(d->arena, 0);

	for (size_t i = 0; i < part_count; i++) {
		const void *place = (const char *)f + parts[i].offset;

		if (parts[i].kind == WORD && !str_is_empty(*(const struct str *)place)) {
			part_begin(&o, parts[i].name);
			out_url(&o, *(const struct str *)place);
		} else if (parts[i].kind == SEALED && !str_is_empty(*(const struct str *)place)) {
			part_begin(&o, parts[i].name);
			out_url(&o, search_seal(d, *(const struct str *)place));
		} else if (parts[i].kind == YES && *(const bool *)place) {
			part_begin(&o, parts[i].name);
			out_add(&o, STR("yes"));
		} else if (parts[i].kind == NUMBER && *(const int64_t *)place > 0) {
			part_begin(&o, parts[i].name);
			out_int(&o, *(const int64_t *)place);
		}
	}
	return out_str(&o);
}
