/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/expr_room - what the three files of the expression language share. Only expr_*.c include it.
 * Touches nothing. */
#ifndef RULES_EXPR_ROOM_H
#define RULES_EXPR_ROOM_H

#include "rules/expr.h"

/* Deeper trees and longer texts are refused, so that reckoning needs little stack. */
enum { EXPR_DEPTH_MOST = 80, EXPR_BYTES_MOST = 8000, EXPR_ARGS_MOST = 24 };

enum node_kind { NODE_VALUE, NODE_NAME, NODE_TODAY, NODE_CALL, NODE_NOT, NODE_MINUS, NODE_TWO };
enum two { TWO_AND, TWO_OR, TWO_ADD, TWO_TAKE, TWO_TIMES, TWO_EQUAL, TWO_UNEQUAL, TWO_LESS,
	TWO_LESS_EQUAL, TWO_MORE, TWO_MORE_EQUAL };

/* What the arguments of a function are. */
enum args_kind {
	ARGS_VALUES,    /* expressions */
	ARGS_NAME,      /* one event or answer, by its bare name */
	ARGS_ASK,       /* one kind of ask, by its bare name */
	ARGS_STEP,      /* one step id, as a text: due('AR-01') */
};
struct call;
typedef struct value (*call_run)(const struct call *c, const struct expr_world *w, struct arena *a,
				 const struct value *args, size_t count);
struct call { const char *name; size_t least, most; enum args_kind args; call_run run; int op; };
/* The function of this name, or NULL. */
const struct call *expr_call(struct str name);

struct expr {
	enum node_kind kind;
	enum two two;
	int depth;
	struct value value;
	struct str name;                /* of a name; the only argument of ARGS_NAME, _ASK, _STEP */
	const struct call *call;
	const struct expr **args; size_t count;
};

/* Values of each kind, and a value read as a kind: a text that is a day or a whole number will do. */
struct value value_absent(void);
struct value value_int(int64_t n);
struct value value_text(struct str s);
struct date value_as_date(struct value v);
bool value_as_int(struct value v, int64_t *out);
bool value_is_true(struct value v);
bool value_is_there(struct value v);
/* Negative, 0, positive; false when the two cannot be compared (then no comparison holds). */
bool value_compare(struct value a, struct value b, int *out);

#endif
