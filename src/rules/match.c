/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/match - compares two records field by field, and files a record under keys.
 * Touches nothing. */
#include "rules/match.h"
#include "rules/sound.h"

/* Names at least so alike (thousandths) count as slips of each other. */
enum { ALIKE = 880 };

static bool is_alike(struct arena *a, struct str x, struct str y)
{
	struct str code = sound_code(a, x);

	return sound_likeness(x, y) >= ALIKE || (!str_is_empty(code) && str_equal(code, sound_code(a, y)));
}

bool match_is_short_form(struct match_nicknames list, struct str x, struct str y)
{
	for (size_t i = 0; i < list.count; i++)
		for (size_t j = 0; str_equal(list.at[i].name, x) && j < list.count; j++)
			if (str_equal(list.at[j].name, y) && str_equal(list.at[i].group, list.at[j].group))
				return true;
	return false;
}

/* The first of the names: middle names are left out where the other record has none. */
static struct str first_name(struct str names)
{
	struct str word = str_word(&names);

	return word.at ? word : STR("");
}

static int8_t compare_given(struct arena *a, struct str x, struct str y, struct match_nicknames nicknames)
{
	if (str_is_empty(x) || str_is_empty(y))
		return MATCH_MISSING;
	if (str_equal(x, y))
		return 3;
	x = first_name(x);
	y = first_name(y);
	if (str_equal(x, y) || (x.len == 1 && str_starts(y, x)) || (y.len == 1 && str_starts(x, y)) ||
	    match_is_short_form(nicknames, x, y))
		return 2;
	return is_alike(a, x, y) ? 1 : 0;
}

/* Is one of the words (between blanks or hyphens) of x the whole of y or one of its words? */
static bool shares_part(struct str x, struct str y)
{
	for (size_t from = 0, i = 0; i <= x.len; i++) {
		if (i < x.len && x.at[i] != ' ' && x.at[i] != '-')
			continue;
		for (size_t start = 0, j = 0; i - from > 2 && j <= y.len; j++) {
			if (j < y.len && y.at[j] != ' ' && y.at[j] != '-')
				continue;
			if (str_equal(str_slice(x, from, i), str_slice(y, start, j)))
				return true;
			start = j + 1;
		}
		from = i + 1;
	}
	return false;
}

static int8_t compare_family(struct arena *a, const struct match_person *x, const struct match_person *y)
{
	if (str_is_empty(x->family) || str_is_empty(y->family))
		return MATCH_MISSING;
	if (str_equal(x->family, y->family))
		return 3;
	if (shares_part(x->family, y->family) || shares_part(x->former, y->family) ||
	    shares_part(x->family, y->former) ||
	    (str_equal(x->family, y->given) && str_equal(x->given, y->family)))
		return 2;
	return is_alike(a, x->family, y->family) ? 1 : 0;
}

static int digits_that_differ(struct date x, struct date y)
{
	struct ymd p = date_ymd(x), q = date_ymd(y);
	int parts[3][2] = { { p.year, q.year }, { p.month, q.month }, { p.day, q.day } }, count = 0;

	for (int i = 0; i < 3; i++)
		for (int left = parts[i][0], right = parts[i][1]; left || right; left /= 10, right /= 10)
			count += left % 10 != right % 10;
	return count;
}

static int8_t compare_born(struct date x, struct date y)
{
	struct ymd p, q;

	if (date_is_none(x) || date_is_none(y))
		return MATCH_MISSING;
	if (x.day == y.day)
		return 3;
	p = date_ymd(x);
	q = date_ymd(y);
	if ((p.year == q.year && p.day == q.month && p.month == q.day) || digits_that_differ(x, y) == 1)
		return 2;
	return (p.year == q.year) + (p.month == q.month) + (p.day == q.day) == 2 ? 1 : 0;
}

static bool lived_at(struct str former, struct str postcode)
{
	while (former.at)
		if (str_equal(str_cut(&former, '|'), postcode))
			return true;
	return false;
}

static int8_t compare_postcode(const struct match_person *x, const struct match_person *y)
{
	struct str rest_x = x->postcode, rest_y = y->postcode;

	if (str_is_empty(x->postcode) || str_is_empty(y->postcode))
		return MATCH_MISSING;
	if (str_equal(x->postcode, y->postcode))
		return 2;
	if (lived_at(x->former_postcodes, y->postcode) || lived_at(y->former_postcodes, x->postcode))
		return 1;
	return str_equal(str_cut(&rest_x, ' '), str_cut(&rest_y, ' ')) ? 1 : 0;
}

static bool same(struct str x, struct str y)
{
	return !str_is_empty(x) && str_equal(x, y);
}

static bool both(struct str x, struct str y)
{
	return !str_is_empty(x) && !str_is_empty(y);
}

static int8_t compare_number(const struct match_person *x, const struct match_person *y)
{
	if (same(x->upn, y->upn) || same(x->upn, y->former_upn) || same(x->former_upn, y->upn) ||
	    same(x->uln, y->uln) || same(x->nhs, y->nhs))
		return 1;
	return both(x->upn, y->upn) || both(x->uln, y->uln) || both(x->nhs, y->nhs) ? 0 : MATCH_MISSING;
}

struct match_vector match_compare(struct arena *scratch, const struct match_person *a, const struct match_person *b,
				  struct match_nicknames nicknames)
{
	struct arena_mark mark = arena_mark(scratch);
	struct match_vector v = { .level = {
		[MATCH_GIVEN] = compare_given(scratch, a->given, b->given, nicknames),
		[MATCH_FAMILY] = compare_family(scratch, a, b),
		[MATCH_BORN] = compare_born(a->born, b->born),
		[MATCH_SEX] = str_is_empty(a->sex) || str_is_empty(b->sex) ? MATCH_MISSING :
			      str_equal(a->sex, b->sex),
		[MATCH_POSTCODE] = compare_postcode(a, b),
		[MATCH_NUMBER] = compare_number(a, b),
	} };

	arena_reset(scratch, mark);
	return v;
}

/* A list of keys that leaves out what is empty and what is full. */
struct filing { struct arena *a; struct str *keys; size_t count; };

static void file_under(struct filing *f, char kind, struct str one, struct str two)
{
	if (f->count < MATCH_KEYS_MOST && !str_is_empty(one))
		f->keys[f->count++] = arena_printf(f->a, "%c:%.*s:%.*s", kind, STR_ARG(one), STR_ARG(two));
}

/* Sound of each family name with the month of birth, and with the year and the first letter of the given name. */
static void file_names(struct filing *f, const struct match_person *p, struct str names)
{
	struct ymd born = date_is_none(p->born) ? (struct ymd){ 0, 0, 0 } : date_ymd(p->born);
	struct str month = arena_printf(f->a, "%d-%02d", born.year, born.month);
	struct str initial = arena_printf(f->a, "%d%.*s", born.year, STR_ARG(str_slice(p->given, 0, 1)));

	for (struct str name = str_word(&names); name.at; name = str_word(&names)) {
		struct str code = sound_code(f->a, name);

		file_under(f, 'f', code, month);
		file_under(f, 'y', code, initial);
	}
}

size_t match_keys(struct arena *a, const struct match_person *p, struct str keys[MATCH_KEYS_MOST])
{
	struct filing f = { a, keys, 0 };

	file_under(&f, 'u', p->upn, STR(""));
	file_under(&f, 'u', p->former_upn, STR(""));
	file_under(&f, 'l', p->uln, STR(""));
	file_under(&f, 'n', p->nhs, STR(""));
	if (!date_is_none(p->born))
		file_under(&f, 'g', sound_code(a, first_name(p->given)), date_iso(a, p->born));
	file_under(&f, 'p', p->postcode, str_slice(p->given, 0, 1));
	file_names(&f, p, p->family);
	file_names(&f, p, p->former);
	for (struct str rest = p->former_postcodes; rest.at;)
		file_under(&f, 'p', str_cut(&rest, '|'), str_slice(p->given, 0, 1));
	return f.count;
}
