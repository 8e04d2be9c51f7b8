/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/expr_calls - the functions of the expression language, one row each.
 * Touches nothing. Each is told in docs/rulebook.md; counting rules are law.md 2.0. */
#include "rules/days.h"
#include "rules/expr_room.h"

enum op { OP_W, OP_D, OP_DB, OP_WD, OP_WDB, OP_M, OP_MB, OP_TWD, OP_SD, OP_AGE, OP_BEFORE, OP_TRIB,
	OP_YEAR, OP_MONTH, OP_DAY, OP_WEEKDAY, OP_FRIDAY, OP_LEAST, OP_MOST, OP_COUNT, OP_OPEN, OP_ALL,
	OP_DAYS, OP_YEARS, OP_NCY, OP_ITEMS, OP_DATED, OP_NUMBERED, OP_SKIP };

static struct calendar calendar(const struct expr_world *w)
{
	return (struct calendar){ w->holidays, w->holiday_count };
}

/* X(n, e): n of something from a day. */
static struct value run_count_on(const struct call *c, const struct expr_world *w, struct arena *a,
				 const struct value *args, size_t count)
{
	struct date e = value_as_date(args[1]);
	int64_t n;

	(void)a;
	(void)count;
	if (!value_as_int(args[0], &n) || date_is_none(e) || n > 100000 || n < -100000)
		return value_absent();
	switch (c->op) {
	case OP_W:
		return value_date(days_add(e, n * 7));
	case OP_D:
		return value_date(days_add(e, n));
	case OP_DB:
		return value_date(days_add(e, n - 1));
	case OP_WD:
		return value_date(days_working(calendar(w), n, e));
	case OP_WDB:
		return value_date(days_working_beginning(calendar(w), n, e));
	case OP_M:
		return value_date(days_months(e, n));
	case OP_MB:
		return value_date(days_months_beginning(e, n));
	case OP_TWD:
		return value_date(days_tribunal_working(calendar(w), n, e));
	case OP_SD:
		return value_date(days_school(w->school_days, w->school_day_count, n, e));
	default:
		return value_date(days_birthday(e, n));
	}
}

/* X(d): of one day. */
static struct value run_one_day(const struct call *c, const struct expr_world *w, struct arena *a,
				const struct value *args, size_t count)
{
	struct date d = value_as_date(args[0]);

	(void)a;
	(void)count;
	if (date_is_none(d))
		return value_absent();
	switch (c->op) {
	case OP_BEFORE:
		return value_date(days_add(d, -1));
	case OP_TRIB:
		return value_date(days_tribunal_filing(calendar(w), d));
	case OP_YEAR:
		return value_int(date_ymd(d).year);
	case OP_MONTH:
		return value_int(date_ymd(d).month);
	case OP_DAY:
		return value_int(date_ymd(d).day);
	default:
		return value_int(date_weekday(d) == 0 ? 7 : date_weekday(d));
	}
}

/* X(a, b): of two days. */
static struct value run_two_days(const struct call *c, const struct expr_world *w, struct arena *a,
				 const struct value *args, size_t count)
{
	struct date from = value_as_date(args[0]), to = value_as_date(args[1]);

	(void)a;
	(void)count;
	if (date_is_none(from) || date_is_none(to))
		return value_absent();
	if (c->op == OP_SKIP)
		return value_date(days_tribunal_skipping(calendar(w), from, to));
	if (c->op == OP_DAYS)
		return value_int(date_between(from, to));
	return value_int(c->op == OP_YEARS ? date_age(from, to) : days_school_year(from, to));
}

static struct value run_friday(const struct call *c, const struct expr_world *w, struct arena *a,
			       const struct value *args, size_t count)
{
	int64_t year;

	(void)c;
	(void)w;
	(void)a;
	(void)count;
	return value_as_int(args[0], &year) ? value_date(days_last_friday_june(year)) : value_absent();
}

/* date(y, m, d); date(y, 2, 29) is absent in a common year. */
static struct value run_date(const struct call *c, const struct expr_world *w, struct arena *a,
			     const struct value *args, size_t count)
{
	int64_t y, m, d;

	(void)c;
	(void)w;
	(void)a;
	(void)count;
	if (!value_as_int(args[0], &y) || !value_as_int(args[1], &m) || !value_as_int(args[2], &d) ||
	    y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31)
		return value_absent();
	return value_date(date_of((int)y, (int)m, (int)d));
}

static struct value run_on_or_after(const struct call *c, const struct expr_world *w, struct arena *a,
				    const struct value *args, size_t count)
{
	int64_t m, d;

	(void)c;
	(void)w;
	(void)a;
	(void)count;
	if (!value_as_int(args[1], &m) || !value_as_int(args[2], &d))
		return value_absent();
	return value_date(days_on_or_after(value_as_date(args[0]), m, d));
}

/* The least or most of what is there; absent only when nothing is. */
static struct value run_extreme(const struct call *c, const struct expr_world *w, struct arena *a,
				const struct value *args, size_t count)
{
	struct value best = value_absent();
	int order;

	(void)w;
	(void)a;
	for (size_t i = 0; i < count; i++) {
		if (!value_is_there(args[i]))
			continue;
		if (best.kind == VALUE_ABSENT ||
		    (value_compare(args[i], best, &order) && (c->op == OP_LEAST ? order < 0 : order > 0)))
			best = args[i];
	}
	return best;
}

static struct value run_first_of(const struct call *c, const struct expr_world *w, struct arena *a,
				 const struct value *args, size_t count)
{
	(void)c;
	(void)w;
	(void)a;
	for (size_t i = 0; i < count; i++)
		if (value_is_there(args[i]))
			return args[i];
	return value_absent();
}

static struct value run_if(const struct call *c, const struct expr_world *w, struct arena *a,
			   const struct value *args, size_t count)
{
	(void)c;
	(void)w;
	(void)a;
	if (value_is_true(args[0]))
		return args[1];
	return count > 2 ? args[2] : value_absent();
}

static struct value run_has(const struct call *c, const struct expr_world *w, struct arena *a,
			    const struct value *args, size_t count)
{
	(void)c;
	(void)w;
	(void)a;
	(void)count;
	return value_bool(value_is_there(args[0]));
}

/* count(NAME), open(KIND), all(KIND): asked of the world. */
static struct value run_ask_world(const struct call *c, const struct expr_world *w, struct arena *a,
				  const struct value *args, size_t count)
{
	int64_t (*how)(const void *ctx, struct str name) = c->op == OP_COUNT ? w->count :
							   c->op == OP_OPEN ? w->open : w->all;

	(void)a;
	(void)count;
	return value_int(how ? how(w->ctx, args[0].text) : 0);
}

static struct value run_about(const struct call *c, const struct expr_world *w, struct arena *a,
			      const struct value *args, size_t count)
{
	(void)a;
	(void)count;
	return w->about ? w->about(w->ctx, str_of(c->name), args[0].text) : value_absent();
}

/* one_of(x, 'a', 'b' ...) */
static struct value run_one_of(const struct call *c, const struct expr_world *w, struct arena *a,
			       const struct value *args, size_t count)
{
	int order;

	(void)c;
	(void)w;
	(void)a;
	for (size_t i = 1; i < count; i++)
		if (value_compare(args[0], args[i], &order) && order == 0)
			return value_bool(true);
	return value_bool(false);
}

static char folded(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool mentions(struct str text, struct str part)
{
	for (size_t at = 0; part.len > 0 && at + part.len <= text.len; at++) {
		size_t same = 0;

		while (same < part.len && folded(text.at[at + same]) == folded(part.at[same]))
			same++;
		if (same == part.len)
			return true;
	}
	return false;
}

/* mentions(text, 'a', 'b' ...): any of them stands in it, capital or not */
static struct value run_mentions(const struct call *c, const struct expr_world *w, struct arena *a,
				 const struct value *args, size_t count)
{
	(void)c;
	(void)w;
	(void)a;
	for (size_t i = 1; i < count; i++)
		if (args[0].kind == VALUE_TEXT && args[i].kind == VALUE_TEXT &&
		    mentions(args[0].text, args[i].text))
			return value_bool(true);
	return value_bool(false);
}

static bool has_digits(struct str s, size_t run)
{
	size_t now = 0;

	for (size_t i = 0; i < s.len; i++) {
		now = s.at[i] >= '0' && s.at[i] <= '9' ? now + 1 : 0;
		if (now == run)
			return true;
	}
	return false;
}

static bool item_counts(const struct call *c, struct str item)
{
	return c->op == OP_ITEMS || (c->op == OP_DATED ? has_digits(item, 4) : has_digits(item, 1));
}

/* A line that opens a new item: a dash, a star, a bullet, or a number with a dot or bracket. */
static bool opens_item(struct str line, struct str *rest)
{
	size_t at = 0;

	while (at < line.len && at < 3 && line.at[at] >= '0' && line.at[at] <= '9')
		at++;
	if (at > 0 && at < line.len && (line.at[at] == '.' || line.at[at] == ')'))
		at++;
	else if (line.len > 1 && (line.at[0] == '-' || line.at[0] == '*') && line.at[1] == ' ')
		at = 1;
	else if (str_starts(line, STR("\xe2\x80\xa2")))
		at = 3;
	else
		at = 0;
	*rest = str_slice(line, at, line.len);
	return at > 0;
}

/* items(text), items_with_date(text), items_with_number(text): bullets and paragraphs of a text. A lone
 * line that ends in a colon is a heading and no item. */
static struct value run_items(const struct call *c, const struct expr_world *w, struct arena *a,
			      const struct value *args, size_t count)
{
	struct str rest = args[0].text;
	bool is_in = false, is_good = false;
	int64_t found = 0;

	(void)w;
	(void)a;
	(void)count;
	while (args[0].kind == VALUE_TEXT && rest.at) {
		struct str line = str_trim(str_cut(&rest, '\n')), body;
		bool is_new = opens_item(line, &body);

		if (is_in && (is_new || str_is_empty(line))) {
			found += is_good;
			is_in = is_good = false;
		}
		if (str_is_empty(line) || (!is_in && str_ends(line, STR(":"))))
			continue;
		is_in = true;
		is_good = is_good || item_counts(c, body);
	}
	return value_int(found + (is_in && is_good));
}

/* The label that a line begins with: letters and digits, at least one digit, at most 4 in all: B1, 12, b2. */
static struct str label_of(struct str line)
{
	size_t at = 0, digits = 0;

	if (str_starts(line, STR("- ")) || str_starts(line, STR("* ")))
		line = str_trim(str_slice(line, 2, line.len));
	while (at < line.len && ((line.at[at] >= '0' && line.at[at] <= '9') || (folded(line.at[at]) >= 'a' &&
				 folded(line.at[at]) <= 'z'))) {
		digits += line.at[at] >= '0' && line.at[at] <= '9';
		at++;
	}
	if (digits == 0 || at > 4 || at == line.len || !strchr(".):, ", line.at[at]))
		return STR_NONE;
	return str_slice(line, 0, at);
}

static bool is_word_byte(char c)
{
	return (c >= '0' && c <= '9') || (folded(c) >= 'a' && folded(c) <= 'z');
}

static bool has_word(struct str text, struct str word)
{
	for (size_t at = 0; at + word.len <= text.len; at++) {
		struct str rest = str_slice(text, at, at + word.len);

		if ((at == 0 || !is_word_byte(text.at[at - 1])) && mentions(rest, word) &&
		    (at + word.len == text.len || !is_word_byte(text.at[at + word.len])))
			return true;
	}
	return false;
}

/* unmatched(needs, help): labels at the beginning of lines of `needs` (B1, 2.) that `help` does not mention. */
static struct value run_unmatched(const struct call *c, const struct expr_world *w, struct arena *a,
				  const struct value *args, size_t count)
{
	struct str rest = args[0].text, help = args[1].kind == VALUE_TEXT ? args[1].text : STR("");
	int64_t found = 0;

	(void)c, (void)w, (void)a, (void)count;
	while (args[0].kind == VALUE_TEXT && rest.at) {
		struct str label = label_of(str_trim(str_cut(&rest, '\n')));

		found += label.at && !has_word(help, label);
	}
	return value_int(found);
}

static const struct call calls[] = {
	{ "W", 2, 2, ARGS_VALUES, run_count_on, OP_W },
	{ "D", 2, 2, ARGS_VALUES, run_count_on, OP_D },
	{ "DB", 2, 2, ARGS_VALUES, run_count_on, OP_DB },
	{ "WD", 2, 2, ARGS_VALUES, run_count_on, OP_WD },
	{ "WDB", 2, 2, ARGS_VALUES, run_count_on, OP_WDB },
	{ "M", 2, 2, ARGS_VALUES, run_count_on, OP_M },
	{ "MB", 2, 2, ARGS_VALUES, run_count_on, OP_MB },
	{ "TWD", 2, 2, ARGS_VALUES, run_count_on, OP_TWD },
	{ "SD", 2, 2, ARGS_VALUES, run_count_on, OP_SD },
	{ "age", 2, 2, ARGS_VALUES, run_count_on, OP_AGE },
	{ "BEFORE", 1, 1, ARGS_VALUES, run_one_day, OP_BEFORE },
	{ "TRIB", 1, 1, ARGS_VALUES, run_one_day, OP_TRIB },
	{ "year", 1, 1, ARGS_VALUES, run_one_day, OP_YEAR },
	{ "month", 1, 1, ARGS_VALUES, run_one_day, OP_MONTH },
	{ "day_of_month", 1, 1, ARGS_VALUES, run_one_day, OP_DAY },
	{ "weekday", 1, 1, ARGS_VALUES, run_one_day, OP_WEEKDAY },
	{ "TRIB_SKIP", 2, 2, ARGS_VALUES, run_two_days, OP_SKIP },
	{ "days", 2, 2, ARGS_VALUES, run_two_days, OP_DAYS },
	{ "years", 2, 2, ARGS_VALUES, run_two_days, OP_YEARS },
	{ "ncy", 2, 2, ARGS_VALUES, run_two_days, OP_NCY },
	{ "last_friday_june", 1, 1, ARGS_VALUES, run_friday, OP_FRIDAY },
	{ "date", 3, 3, ARGS_VALUES, run_date, 0 },
	{ "on_or_after", 3, 3, ARGS_VALUES, run_on_or_after, 0 },
	{ "earliest", 1, EXPR_ARGS_MOST, ARGS_VALUES, run_extreme, OP_LEAST },
	{ "min", 1, EXPR_ARGS_MOST, ARGS_VALUES, run_extreme, OP_LEAST },
	{ "latest", 1, EXPR_ARGS_MOST, ARGS_VALUES, run_extreme, OP_MOST },
	{ "max", 1, EXPR_ARGS_MOST, ARGS_VALUES, run_extreme, OP_MOST },
	{ "first_of", 1, EXPR_ARGS_MOST, ARGS_VALUES, run_first_of, 0 },
	{ "coalesce", 1, EXPR_ARGS_MOST, ARGS_VALUES, run_first_of, 0 },
	{ "if", 2, 3, ARGS_VALUES, run_if, 0 },
	{ "has", 1, 1, ARGS_VALUES, run_has, 0 },
	{ "one_of", 2, EXPR_ARGS_MOST, ARGS_VALUES, run_one_of, 0 },
	{ "mentions", 2, EXPR_ARGS_MOST, ARGS_VALUES, run_mentions, 0 },
	{ "items", 1, 1, ARGS_VALUES, run_items, OP_ITEMS },
	{ "items_with_date", 1, 1, ARGS_VALUES, run_items, OP_DATED },
	{ "items_with_number", 1, 1, ARGS_VALUES, run_items, OP_NUMBERED },
	{ "unmatched", 2, 2, ARGS_VALUES, run_unmatched, 0 },
	{ "count", 1, 1, ARGS_NAME, run_ask_world, OP_COUNT },
	{ "first", 1, 1, ARGS_NAME, run_about, 0 },
	{ "open", 1, 1, ARGS_ASK, run_ask_world, OP_OPEN },
	{ "all", 1, 1, ARGS_ASK, run_ask_world, OP_ALL },
	{ "due", 1, 1, ARGS_STEP, run_about, 0 },
	{ "done", 1, 1, ARGS_STEP, run_about, 0 },
};

const struct call *expr_call(struct str name)
{
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		if (str_equal(str_of(calls[i].name), name))
			return &calls[i];
	return NULL;
}

bool expr_is_built_in_name(struct str name)
{
	static const char *const names[] = { "start", "day", "subject", "asked", "step_from", "step_due", "stage",
					     "is_ended" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_equal(str_of(names[i]), name))
			return true;
	return false;
}
