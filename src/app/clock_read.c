/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/clock_read - dated events from JSON.
 * Touches nothing. */
#include <jansson.h>

#include "app/clock.h"

/* A process with more events than this is no process; reckoning grows with their square. */
enum { CASES_MOST = 1000000, DAYS_MOST = 500 };

struct reading {
	struct arena *a; const struct rulebook *book; const struct pathway *p;
	struct date today; struct problems *out; struct str where;
};

static void wrong(struct reading *r, struct str key, const char *words, struct str what)
{
	problems_add(r->out, r->a, arena_printf(r->a, "%.*s%s%.*s", STR_ARG(r->where),
					       str_is_empty(r->where) || str_is_empty(key) ? "" : ": ", STR_ARG(key)), PROBLEM_FORM,
		     arena_printf(r->a, "%s%.*s", words, STR_ARG(what)));
}

static struct str text_of(const json_t *v)
{
	return (struct str){ json_string_value(v), json_string_length(v) };
}

static void add_event(struct reading *r, struct str key, const json_t *v, struct clock_case *c)
{
	struct date day = json_is_string(v) ? date_read(text_of(v)) : DATE_NONE;

	if (json_is_null(v))
		return;
	if (!json_is_string(v))
		wrong(r, key, "must be a day in quotes, like \"2026-01-05\"", STR(""));
	else if (date_is_none(day))
		wrong(r, key, "there is no such day: ", arena_str(r->a, text_of(v)));
	else if (c->event_count == DAYS_MOST)
		wrong(r, key, "too many days are given", STR(""));
	else {
		if (c->event_count == c->event_room)
			arena_grow(r->a, (void **)&c->events, &c->event_room, sizeof *c->events);
		c->events[c->event_count] = (struct happened){ .seq = (int64_t)c->event_count + 1, .name = key,
							       .subject = STR(""), .day = day };
		c->event_count++;
	}
}

struct wanted { struct str name; bool is_in; };

static void is_wanted(void *ctx, struct str name)
{
	struct wanted *w = ctx;

	w->is_in = w->is_in || str_equal(w->name, name);
}

/* Does any rule of the pathway ask for this name? */
static bool asks_for(const struct pathway *p, struct str name)
{
	struct wanted w = { name, false };
	const struct expr *all[6];

	for (size_t i = 0; i < p->step_count; i++) {
		const struct step *s = &p->steps[i];

		all[0] = s->due;
		all[1] = s->to;
		all[2] = s->done;
		all[3] = s->applies;
		for (size_t j = 0; j < 4; j++)
			if (all[j])
				expr_names(all[j], is_wanted, &w);
	}
	for (size_t i = 0; i < p->exception_count; i++)
		if (p->exceptions[i].available)
			expr_names(p->exceptions[i].available, is_wanted, &w);
	for (size_t i = 0; i < p->answer_count; i++)
		expr_names(p->answers[i].value, is_wanted, &w);
	return w.is_in;
}

static bool has_shape_of_day(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (i == 4 || i == 7 ? s.at[i] != '-' : s.at[i] < '0' || s.at[i] > '9')
			return false;
	return s.len == 10;
}

static struct str single_text(struct reading *r, const json_t *v)
{
	if (json_is_string(v))
		return arena_str(r->a, text_of(v));
	if (json_is_integer(v))
		return arena_int(r->a, json_integer_value(v));
	if (json_is_real(v))
		return arena_printf(r->a, "%g", json_real_value(v));
	if (json_is_boolean(v))
		return json_is_true(v) ? STR("yes") : STR("no");
	return STR_NONE;
}

/* Texts, numbers and yes or no; lists become texts with commas. What is nested deeper is no fact. */
static struct str fact_text(struct reading *r, const json_t *v)
{
	struct out o = out_start(r->a, 0);

	if (!json_is_array(v))
		return single_text(r, v);
	for (size_t i = 0; i < json_array_size(v); i++) {
		struct str one = single_text(r, json_array_get(v, i));

		if (!one.at)
			return STR_NONE;
		out_add(&o, i ? STR(",") : STR(""));
		out_add(&o, one);
	}
	return out_str(&o);
}

/* Is this a text that the rulebook takes for the fact? Adds the problem when it is not. */
static bool is_of_type(struct reading *r, const struct fact *f, struct str text)
{
	bool all = true;
	int64_t n;

	switch (f->type) {
	case FACT_TEXT:
		return true;
	case FACT_DAY:
		if (!date_is_none(date_read(text)))
			return true;
		wrong(r, f->id, "there is no such day: ", text);
		return false;
	case FACT_DAYS:
		for (struct str rest = text; rest.at;) {
			struct str part = str_cut(&rest, ',');

			for (struct str day = str_word(&part); day.at; day = str_word(&part))
				if (date_is_none(date_read(day))) {
					wrong(r, f->id, "there is no such day: ", day);
					all = false;
				}
		}
		return all;
	case FACT_NUMBER:
		if (str_to_int(text, &n) && (f->most == 0 || (n >= (int64_t)f->least && n <= (int64_t)f->most)))
			return true;
		wrong(r, f->id, "must be a whole number", f->most == 0 ? STR("") :
		      arena_printf(r->a, " from %zu to %zu", f->least, f->most));
		return false;
	case FACT_YESNO:
		if (str_equal(text, STR("yes")) || str_equal(text, STR("no")) || str_equal(text, STR("true")) ||
		    str_equal(text, STR("false")) || str_equal(text, STR("1")) || str_equal(text, STR("0")))
			return true;
		wrong(r, f->id, "must be yes or no", STR(""));
		return false;
	}
	return false;
}

/* Words that no rule takes up would leave dates out without a sign. */
static void check_understood(struct reading *r, struct clock_case *c)
{
	for (size_t i = 0; i < c->facts.count; i++) {
		const struct fact *f = pathway_fact(r->p, c->facts.at[i].name);
		struct value v;

		if (!f || !f->understood || str_is_empty(c->facts.at[i].text))
			continue;
		v = pathway_value(r->a, r->book, r->p, f->understood, c->events, c->event_count, &c->facts, NULL, r->today);
		if (v.kind != VALUE_BOOL || !v.number)
			wrong(r, f->id, "is not understood: ", arena_printf(r->a, "%.*s. It says: %.*s",
			      STR_ARG(c->facts.at[i].text), STR_ARG(f->name)));
	}
}

static void add_fact(struct reading *r, struct str key, const json_t *v, struct clock_case *c)
{
	const struct fact *f = pathway_fact(r->p, key);
	struct str text = fact_text(r, v);

	if (f && !text.at && !json_is_null(v))
		wrong(r, key, "must be a text, a number, yes or no, or a list of them", STR(""));
	else if (f && !str_is_empty(text) && !is_of_type(r, f, text))
		return;
	else if (has_shape_of_day(text) && date_is_none(date_read(text)) &&
	    (r->p->event_count == 0 || asks_for(r->p, key)))
		wrong(r, key, "there is no such day: ", text);
	else if (text.at)
		LIST_PUSH(r->a, &c->facts, (struct answer){ key, text });
}

static void read_case(struct reading *r, const json_t *object, struct clock_cases *cases)
{
	struct clock_case c = { 0 };
	const char *name;
	json_t *v;

	json_object_foreach((json_t *)object, name, v) {
		struct str key = arena_str(r->a, str_of(name));

		if (!pathway_event(r->p, key)) {
			add_fact(r, key, v, &c);
		} else if (json_is_array(v) && json_array_size(v) <= DAYS_MOST) {
			for (size_t i = 0; i < json_array_size(v); i++)
				add_event(r, key, json_array_get(v, i), &c);
		} else {
			add_event(r, key, v, &c);
		}
	}
	check_understood(r, &c);
	LIST_PUSH(r->a, cases, c);
}

static void read_list(struct reading *r, const json_t *list, struct clock_cases *cases)
{
	if (json_array_size(list) > CASES_MOST) {
		wrong(r, STR("cases"), "are too many", STR(""));
		return;
	}
	for (size_t i = 0; i < json_array_size(list); i++) {
		r->where = arena_printf(r->a, "case %zu", i + 1);
		if (json_is_object(json_array_get(list, i)))
			read_case(r, json_array_get(list, i), cases);
		else
			wrong(r, STR(""), "must be an object", STR(""));
	}
}

void clock_read(struct arena *a, const struct rulebook *book, const struct pathway *p, struct str json, struct date today,
		struct clock_cases *cases, bool *many, struct problems *out)
{
	struct reading r = { a, book, p, today, out, STR("") };
	json_error_t error;
	json_t *all = json_loadb(json.at ? json.at : "", json.len, JSON_REJECT_DUPLICATES, &error);
	const json_t *list;

	*many = false;
	if (!all) {
		problems_add(out, a, arena_printf(a, "line %d, column %d", error.line, error.column), PROBLEM_FORM,
			     arena_printf(a, "this is no JSON: %s", error.text));
		return;
	}
	list = json_object_get(all, "cases");
	if (!json_is_object(all)) {
		wrong(&r, STR(""), "the events must be one JSON object, like {\"request_received\": \"2026-01-05\"}", STR(""));
	} else if (json_is_array(list)) {
		*many = true;
		read_list(&r, list, cases);
	} else {
		const json_t *one = json_object_get(all, "case");

		read_case(&r, json_is_object(one) ? one : all, cases);
	}
	json_decref(all);
}
