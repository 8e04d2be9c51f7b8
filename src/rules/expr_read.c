/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/expr_read - from the text of an expression to its tree.
 * Touches nothing. The language: docs/rulebook.md. */
#include "rules/expr_calls.h"
#include "rules/expr_room.h"

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_NUMBER, TOKEN_DATE, TOKEN_TEXT, TOKEN_SIGN, TOKEN_BAD };
struct token { enum token_kind kind; struct str text; size_t column; struct value value; };

struct reader {
	struct arena *a;
	struct str all, place;
	size_t at;
	struct token now;
	int nested;             /* brackets and prefixes open now */
	bool is_wrong;          /* one slip an expression is told, the first */
	struct problems *out;
};

static const struct expr *read_or(struct reader *r);

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
}

static const struct expr *wrong_at(struct reader *r, size_t column, const char *what, struct str which)
{
	if (!r->is_wrong)
		problems_add(r->out, r->a, r->place, PROBLEM_FORM,
			     arena_printf(r->a, "column %zu: %s%.*s", column, what, STR_ARG(which)));
	r->is_wrong = true;
	r->now = (struct token){ TOKEN_END, STR(""), column, { 0 } };
	r->at = r->all.len;
	return NULL;
}

static const struct expr *wrong(struct reader *r, const char *what)
{
	if (r->now.kind == TOKEN_END)
		return wrong_at(r, r->now.column, what, STR(", but the text ends here"));
	return wrong_at(r, r->now.column, what, arena_printf(r->a, ", but here is \"%.*s\"", STR_ARG(r->now.text)));
}

static bool looks_like_date(struct str rest)
{
	return rest.len >= 10 && rest.at[4] == '-' && rest.at[7] == '-' && is_digit(rest.at[5]) &&
	       is_digit(rest.at[6]) && is_digit(rest.at[8]) && is_digit(rest.at[9]) &&
	       (rest.len == 10 || !is_digit(rest.at[10]));
}

static void next_number(struct reader *r)
{
	struct str rest = str_slice(r->all, r->at, r->all.len);
	size_t len = 0;
	int64_t number = 0;

	while (len < rest.len && is_digit(rest.at[len]))
		len++;
	if (len == 4 && looks_like_date(rest)) {
		r->now.kind = TOKEN_DATE;
		len = 10;
	} else {
		r->now.kind = TOKEN_NUMBER;
	}
	r->now.text = str_slice(rest, 0, len);
	r->at += len;
	if (r->now.kind == TOKEN_DATE) {
		r->now.value = value_date(date_read(r->now.text));
		if (date_is_none(r->now.value.date))
			wrong_at(r, r->now.column, "there is no such day: ", r->now.text);
	} else if (!str_to_int(r->now.text, &number) || number > 1000000000) {
		wrong_at(r, r->now.column, "the number is too large: ", r->now.text);
	} else {
		r->now.value = value_int(number);
	}
}

static void next_text(struct reader *r)
{
	char quote = r->all.at[r->at];
	size_t end = r->at + 1;

	while (end < r->all.len && r->all.at[end] != quote)
		end++;
	if (end == r->all.len) {
		wrong_at(r, r->now.column, "the quoted text has no end", STR(""));
		return;
	}
	r->now.kind = TOKEN_TEXT;
	r->now.text = str_slice(r->all, r->at, end + 1);
	r->now.value = value_text(str_slice(r->all, r->at + 1, end));
	r->at = end + 1;
}

static void next_sign(struct reader *r)
{
	static const char *const long_signs[] = { "==", "!=", "<=", ">=", "<>" };
	struct str rest = str_slice(r->all, r->at, r->all.len);

	r->now.kind = TOKEN_SIGN;
	r->now.text = str_slice(rest, 0, 1);
	for (size_t i = 0; i < sizeof long_signs / sizeof *long_signs; i++)
		if (str_starts(rest, str_of(long_signs[i])))
			r->now.text = str_slice(rest, 0, 2);
	r->at += r->now.text.len;
	if (!strchr("()<>=!,+-*", r->now.text.at[0]) || str_equal(r->now.text, STR("!")))
		wrong_at(r, r->now.column, "this sign has no meaning here: ", r->now.text);
}

static void next(struct reader *r)
{
	char c;
	size_t from;

	while (r->at < r->all.len && strchr(" \t\r\n", r->all.at[r->at]) && r->all.at[r->at])
		r->at++;
	r->now = (struct token){ TOKEN_END, STR(""), r->at + 1, { 0 } };
	if (r->at >= r->all.len)
		return;
	c = r->all.at[r->at];
	from = r->at;
	if (is_digit(c)) {
		next_number(r);
	} else if (is_name_byte(c) && c != '.') {
		while (r->at < r->all.len && (is_name_byte(r->all.at[r->at]) || is_digit(r->all.at[r->at])))
			r->at++;
		r->now.kind = TOKEN_NAME;
		r->now.text = str_slice(r->all, from, r->at);
	} else if (c == '\'' || c == '"') {
		next_text(r);
	} else if (c == '\0') {
		wrong_at(r, r->now.column, "a zero byte has no meaning here", STR(""));
	} else {
		next_sign(r);
	}
}

static bool is_sign(const struct reader *r, const char *sign)
{
	return r->now.kind == TOKEN_SIGN && str_equal(r->now.text, str_of(sign));
}

static bool is_word(const struct reader *r, const char *word)
{
	return r->now.kind == TOKEN_NAME && str_equal(r->now.text, str_of(word));
}

static struct expr *node(struct reader *r, enum node_kind kind)
{
	struct expr *e = ARENA_NEW(r->a, struct expr, 1);

	e->kind = kind;
	e->depth = 1;
	return e;
}

/* Hangs the parts on a node; NULL when a part is missing (told already) or the tree grows too deep. */
static const struct expr *hang(struct reader *r, struct expr *e, const struct expr *const *args, size_t count)
{
	e->args = ARENA_NEW(r->a, const struct expr *, count);
	e->count = count;
	for (size_t i = 0; i < count; i++) {
		if (!args[i])
			return NULL;
		e->args[i] = args[i];
		if (args[i]->depth >= e->depth)
			e->depth = args[i]->depth + 1;
	}
	if (e->depth > EXPR_DEPTH_MOST)
		return wrong_at(r, r->now.column, "the expression is nested too deeply", STR(""));
	return e;
}

static const struct expr *read_only_name(struct reader *r, struct expr *e, const struct call *call)
{
	enum token_kind want = call->args == ARGS_STEP ? TOKEN_TEXT : TOKEN_NAME;

	if (r->now.kind != want)
		return wrong(r, call->args == ARGS_STEP ? "expected the id of a step in quotes" :
							  "expected one bare name in the brackets");
	e->name = want == TOKEN_TEXT ? r->now.value.text : r->now.text;
	next(r);
	if (!is_sign(r, ")"))
		return wrong(r, "expected \")\"");
	next(r);
	return e;
}

static const struct expr *read_call(struct reader *r, struct str name, size_t column)
{
	const struct call *call = expr_call(name);
	const struct expr *args[EXPR_ARGS_MOST];
	struct expr *e = node(r, NODE_CALL);
	size_t count = 0;

	if (!call)
		return wrong_at(r, column, "there is no function called ", name);
	e->call = call;
	next(r);
	if (call->args != ARGS_VALUES)
		return read_only_name(r, e, call);
	while (!is_sign(r, ")")) {
		if (count > 0 && !is_sign(r, ","))
			return wrong(r, "expected \",\" or \")\"");
		if (count > 0)
			next(r);
		if (count == EXPR_ARGS_MOST)
			return wrong_at(r, column, "too many values are given to ", name);
		args[count] = read_or(r);
		if (!args[count++])
			return NULL;
	}
	if (count < call->least || count > call->most)
		return wrong_at(r, column, count < call->least ? "too few values are given to " :
								"too many values are given to ", name);
	next(r);
	return hang(r, e, args, count);
}

static const struct expr *read_name(struct reader *r)
{
	struct token t = r->now;
	struct expr *e;

	next(r);
	if (is_sign(r, "("))
		return read_call(r, t.text, t.column);
	if (str_equal(t.text, STR("today")))
		return node(r, NODE_TODAY);
	if (str_equal(t.text, STR("and")) || str_equal(t.text, STR("or")))
		return wrong_at(r, t.column, "expected a value before ", t.text);
	if (str_equal(t.text, STR("true")) || str_equal(t.text, STR("false"))) {
		e = node(r, NODE_VALUE);
		e->value = value_bool(str_equal(t.text, STR("true")));
		return e;
	}
	e = node(r, NODE_NAME);
	e->name = t.text;
	return e;
}

static const struct expr *read_one(struct reader *r)
{
	const struct expr *inner;
	struct expr *e;

	if (r->now.kind == TOKEN_NAME)
		return read_name(r);
	if (r->now.kind == TOKEN_NUMBER || r->now.kind == TOKEN_DATE || r->now.kind == TOKEN_TEXT) {
		e = node(r, NODE_VALUE);
		e->value = r->now.value;
		next(r);
		return e;
	}
	if (!is_sign(r, "("))
		return wrong(r, "expected a value");
	next(r);
	inner = read_or(r);
	if (inner && !is_sign(r, ")"))
		return wrong(r, "expected \")\"");
	next(r);
	return inner;
}

/* Every way down goes through here, so that hostile nesting ends before the stack does. */
static const struct expr *read_term(struct reader *r)
{
	const struct expr *e = NULL;

	if (++r->nested > EXPR_DEPTH_MOST)
		wrong_at(r, r->now.column, "the expression is nested too deeply", STR(""));
	else if (is_sign(r, "-")) {
		next(r);
		e = read_term(r);
		e = hang(r, node(r, NODE_MINUS), &e, 1);
	} else {
		e = read_one(r);
	}
	r->nested--;
	return e;
}

static const struct expr *pair(struct reader *r, enum two two, const struct expr *left, const struct expr *right)
{
	struct expr *e = node(r, NODE_TWO);

	e->two = two;
	return hang(r, e, (const struct expr *const[]){ left, right }, 2);
}

static const struct expr *read_product(struct reader *r)
{
	const struct expr *left = read_term(r);

	while (left && is_sign(r, "*")) {
		next(r);
		left = pair(r, TWO_TIMES, left, read_term(r));
	}
	return left;
}

static const struct expr *read_sum(struct reader *r)
{
	const struct expr *left = read_product(r);

	while (left && (is_sign(r, "+") || is_sign(r, "-"))) {
		enum two two = is_sign(r, "+") ? TWO_ADD : TWO_TAKE;

		next(r);
		left = pair(r, two, left, read_product(r));
	}
	return left;
}

static const struct expr *read_compare(struct reader *r)
{
	static const struct { const char *sign; enum two two; } signs[] = {
		{ "=", TWO_EQUAL }, { "==", TWO_EQUAL }, { "!=", TWO_UNEQUAL }, { "<>", TWO_UNEQUAL },
		{ "<", TWO_LESS }, { "<=", TWO_LESS_EQUAL }, { ">", TWO_MORE }, { ">=", TWO_MORE_EQUAL },
	};
	const struct expr *left = read_sum(r);

	for (size_t i = 0; left && i < sizeof signs / sizeof *signs; i++)
		if (is_sign(r, signs[i].sign)) {
			next(r);
			return pair(r, signs[i].two, left, read_sum(r));
		}
	return left;
}

static const struct expr *read_not(struct reader *r)
{
	const struct expr *e;

	if (!is_word(r, "not"))
		return read_compare(r);
	if (++r->nested > EXPR_DEPTH_MOST)
		return wrong_at(r, r->now.column, "the expression is nested too deeply", STR(""));
	next(r);
	e = read_not(r);
	r->nested--;
	return hang(r, node(r, NODE_NOT), &e, 1);
}

static const struct expr *read_and(struct reader *r)
{
	const struct expr *left = read_not(r);

	while (left && is_word(r, "and")) {
		next(r);
		left = pair(r, TWO_AND, left, read_not(r));
	}
	return left;
}

static const struct expr *read_or(struct reader *r)
{
	const struct expr *left = read_and(r);

	while (left && is_word(r, "or")) {
		next(r);
		left = pair(r, TWO_OR, left, read_and(r));
	}
	return left;
}

const struct expr *expr_read(struct arena *a, struct str text, struct str place, struct problems *out)
{
	struct reader r = { .a = a, .all = text.at ? text : STR(""), .place = place, .out = out };
	const struct expr *e;

	if (text.len > EXPR_BYTES_MOST)
		return wrong_at(&r, EXPR_BYTES_MOST, "the expression is too long", STR(""));
	next(&r);
	e = read_or(&r);
	if (e && !r.is_wrong && r.now.kind != TOKEN_END)
		wrong(&r, "expected the end, or one of + - * < <= = != >= > and or");
	return r.is_wrong ? NULL : e;
}

void expr_references(const struct expr *e, void (*each)(void *ctx, enum reference_kind kind, struct str name),
		     void *ctx)
{
	if (e->kind == NODE_NAME || (e->kind == NODE_CALL && e->call->args == ARGS_NAME))
		each(ctx, REFERENCE_NAME, e->name);
	else if (e->kind == NODE_CALL && e->call->args == ARGS_ASK)
		each(ctx, REFERENCE_ASK, e->name);
	else if (e->kind == NODE_CALL && e->call->args == ARGS_STEP)
		each(ctx, REFERENCE_STEP, e->name);
	for (size_t i = 0; i < e->count; i++)
		expr_references(e->args[i], each, ctx);
}

bool expr_calls(const struct expr *e, const char *name)
{
	bool does = e->kind == NODE_CALL && strcmp(e->call->name, name) == 0;

	for (size_t i = 0; i < e->count && !does; i++)
		does = expr_calls(e->args[i], name);
	return does;
}

bool expr_counts_working_days(const struct expr *e)
{
	static const char *const calls[] = { "WD", "WDB", "TRIB", "TRIB_SKIP", "TWD" };
	bool counts = false;

	for (size_t i = 0; i < sizeof calls / sizeof *calls && !counts; i++)
		counts = expr_calls(e, calls[i]);
	return counts;
}

struct str expr_name_alone(const struct expr *e)
{
	return e->kind == NODE_NAME ? e->name : STR_NONE;
}

struct names_only { void (*each)(void *ctx, struct str name); void *ctx; };

static void name_only(void *ctx, enum reference_kind kind, struct str name)
{
	const struct names_only *n = ctx;

	if (kind == REFERENCE_NAME)
		n->each(n->ctx, name);
}

void expr_names(const struct expr *e, void (*each)(void *ctx, struct str name), void *ctx)
{
	struct names_only n = { each, ctx };

	expr_references(e, name_only, &n);
}
