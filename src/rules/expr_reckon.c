/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/expr_reckon - from the tree of an expression to its value.
 * Touches nothing. What is absent stays absent; a comparison with it does not hold. */
#include "rules/expr_room.h"

struct value value_absent(void)
{
	return (struct value){ VALUE_ABSENT, DATE_NONE, 0, STR_NONE };
}

struct value value_date(struct date d)
{
	return date_is_none(d) ? value_absent() : (struct value){ VALUE_DATE, d, 0, STR_NONE };
}

struct value value_known(struct str text)
{
	return str_is_empty(text) ? value_absent() : (struct value){ VALUE_TEXT, DATE_NONE, 0, text };
}

struct value value_int(int64_t n)
{
	return (struct value){ VALUE_INT, DATE_NONE, n, STR_NONE };
}

struct value value_bool(bool b)
{
	return (struct value){ VALUE_BOOL, DATE_NONE, b, STR_NONE };
}

struct value value_text(struct str s)
{
	return s.at ? (struct value){ VALUE_TEXT, DATE_NONE, 0, s } : value_absent();
}

struct date value_as_date(struct value v)
{
	if (v.kind == VALUE_TEXT)
		return date_read(str_trim(v.text));
	return v.kind == VALUE_DATE ? v.date : DATE_NONE;
}

bool value_as_int(struct value v, int64_t *out)
{
	if (v.kind == VALUE_TEXT)
		return str_to_int(str_trim(v.text), out);
	*out = v.number;
	return v.kind == VALUE_INT || v.kind == VALUE_BOOL;
}

bool value_is_there(struct value v)
{
	return v.kind == VALUE_TEXT ? !str_is_empty(str_trim(v.text)) : v.kind != VALUE_ABSENT;
}

bool value_is_true(struct value v)
{
	switch (v.kind) {
	case VALUE_ABSENT:
		return false;
	case VALUE_DATE:
		return true;
	case VALUE_INT:
	case VALUE_BOOL:
		return v.number != 0;
	case VALUE_TEXT:
		return !str_is_empty(v.text) && !str_equal(v.text, STR("no")) && !str_equal(v.text, STR("false"));
	}
	return false;
}

static int compare_int(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

bool value_compare(struct value a, struct value b, int *out)
{
	int64_t m, n;

	if (a.kind == VALUE_ABSENT || b.kind == VALUE_ABSENT)
		return false;
	if (a.kind == VALUE_DATE || b.kind == VALUE_DATE) {
		struct date c = value_as_date(a), d = value_as_date(b);

		*out = compare_int(c.day, d.day);
		return !date_is_none(c) && !date_is_none(d);
	}
	if (a.kind == VALUE_BOOL || b.kind == VALUE_BOOL) {
		*out = compare_int(value_is_true(a), value_is_true(b));
		return true;
	}
	if (a.kind == VALUE_INT || b.kind == VALUE_INT) {
		if (!value_as_int(a, &m) || !value_as_int(b, &n))
			return false;
		*out = compare_int(m, n);
		return true;
	}
	*out = str_compare(a.text, b.text);
	return true;
}

/* Numbers stay small enough that no sum or product of two overflows. */
static struct value small_int(int64_t n)
{
	return n > 2000000000 || n < -2000000000 ? value_absent() : value_int(n);
}

static struct value add(struct value a, struct value b, int sign)
{
	int64_t m, n;

	if (a.kind == VALUE_ABSENT || b.kind == VALUE_ABSENT)
		return value_absent();
	if (sign < 0 && !date_is_none(value_as_date(a)) && !date_is_none(value_as_date(b)))
		return value_int(date_between(value_as_date(b), value_as_date(a)));
	if (!date_is_none(value_as_date(a)) && value_as_int(b, &n)) {
		struct date d = value_as_date(a);
		int64_t day = n < -4000000 || n > 4000000 ? INT64_MAX : d.day + sign * n;

		if (day < date_of(1, 1, 1).day || day > date_of(9999, 12, 31).day)
			return value_absent();
		return value_date((struct date){ (int32_t)day });
	}
	if (sign > 0 && !date_is_none(value_as_date(b)) && value_as_int(a, &m))
		return add(b, a, 1);
	if (value_as_int(a, &m) && value_as_int(b, &n))
		return small_int(small_int(m).kind && small_int(n).kind ? m + sign * n : INT64_MAX);
	return value_absent();
}

static struct value times(struct value a, struct value b)
{
	int64_t m, n;

	if (!value_as_int(a, &m) || !value_as_int(b, &n) || !small_int(m).kind || !small_int(n).kind)
		return value_absent();
	return small_int(m * n);
}

static struct value compare(enum two two, struct value a, struct value b)
{
	int c;

	if (!value_compare(a, b, &c))
		return value_bool(false);
	switch (two) {
	case TWO_EQUAL:
		return value_bool(c == 0);
	case TWO_UNEQUAL:
		return value_bool(c != 0);
	case TWO_LESS:
		return value_bool(c < 0);
	case TWO_LESS_EQUAL:
		return value_bool(c <= 0);
	case TWO_MORE:
		return value_bool(c > 0);
	default:
		return value_bool(c >= 0);
	}
}

static void changes_on(const struct expr_world *w, struct date d)
{
	if (w->changes && !date_is_none(d) && d.day > w->today.day &&
	    (date_is_none(*w->changes) || d.day < w->changes->day))
		*w->changes = d;
}

static bool is_comparison(enum two two)
{
	return two != TWO_AND && two != TWO_OR && two != TWO_ADD && two != TWO_TAKE && two != TWO_TIMES;
}

/* A comparison of today with a day turns on that day or the one after it. */
static struct value compare_today(const struct expr *e, const struct expr_world *w, struct arena *a)
{
	bool is_left = e->args[0]->kind == NODE_TODAY;
	struct value now = value_date(w->today), other = expr_reckon(e->args[is_left ? 1 : 0], w, a);
	struct date d = value_as_date(other);

	changes_on(w, d);
	changes_on(w, date_is_none(d) ? d : date_add(d, 1));
	return is_left ? compare(e->two, now, other) : compare(e->two, other, now);
}

static struct value reckon_two(const struct expr *e, const struct expr_world *w, struct arena *a)
{
	struct value left, right;

	if (is_comparison(e->two) && (e->args[0]->kind == NODE_TODAY) != (e->args[1]->kind == NODE_TODAY))
		return compare_today(e, w, a);
	left = expr_reckon(e->args[0], w, a);
	if (e->two == TWO_AND && !value_is_true(left))
		return value_bool(false);
	if (e->two == TWO_OR && value_is_true(left))
		return value_bool(true);
	right = expr_reckon(e->args[1], w, a);
	switch (e->two) {
	case TWO_AND:
	case TWO_OR:
		return value_bool(value_is_true(right));
	case TWO_ADD:
		return add(left, right, 1);
	case TWO_TAKE:
		return add(left, right, -1);
	case TWO_TIMES:
		return times(left, right);
	default:
		return compare(e->two, left, right);
	}
}

static struct value reckon_call(const struct expr *e, const struct expr_world *w, struct arena *a)
{
	struct value args[EXPR_ARGS_MOST];
	size_t count = e->count;

	if (e->call->args != ARGS_VALUES) {
		args[0] = value_text(e->name);
		return e->call->run(e->call, w, a, args, 1);
	}
	for (size_t i = 0; i < count; i++)
		args[i] = expr_reckon(e->args[i], w, a);
	return e->call->run(e->call, w, a, args, count);
}

struct value expr_reckon(const struct expr *e, const struct expr_world *w, struct arena *a)
{
	struct value v;

	switch (e->kind) {
	case NODE_VALUE:
		return e->value;
	case NODE_NAME:
		v = w->name ? w->name(w->ctx, e->name) : value_absent();
		/* An answer of a form is a text; one that is a day is a day from here on. */
		return v.kind == VALUE_TEXT && !date_is_none(value_as_date(v)) ? value_date(value_as_date(v)) : v;
	case NODE_TODAY:
		changes_on(w, date_add(w->today, 1));
		return value_date(w->today);
	case NODE_CALL:
		return reckon_call(e, w, a);
	case NODE_NOT:
		return value_bool(!value_is_true(expr_reckon(e->args[0], w, a)));
	case NODE_MINUS:
		v = expr_reckon(e->args[0], w, a);
		return times(v, value_int(-1));
	case NODE_TWO:
		return reckon_two(e, w, a);
	}
	return value_absent();
}

bool expr_is_true(const struct expr *e, const struct expr_world *w, struct arena *a)
{
	return value_is_true(expr_reckon(e, w, a));
}

struct date expr_date(const struct expr *e, const struct expr_world *w, struct arena *a)
{
	return value_as_date(expr_reckon(e, w, a));
}
