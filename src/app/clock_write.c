/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/clock_write - the dates that follow, as JSON.
 * Touches nothing. */
#include "app/clock.h"

struct writing {
	struct arena *a; const struct rulebook *book; const struct pathway *p;
	struct clock_case *c; struct case_state state; struct date today; struct out *o;
	bool explain, is_first;
};

static void key(struct writing *w, struct str name)
{
	out_add(w->o, w->is_first ? STR("\n  ") : STR(",\n  "));
	w->is_first = false;
	out_json(w->o, name);
	out_add(w->o, STR(": "));
}

static void pair(struct writing *w, struct str name, struct str text)
{
	key(w, name);
	out_json(w->o, text);
}

static void part(struct writing *w, bool *is_first, const char *name, struct str text)
{
	if (str_is_empty(text))
		return;
	out_add(w->o, *is_first ? STR("{") : STR(", "));
	*is_first = false;
	out_json(w->o, str_of(name));
	out_add(w->o, STR(": "));
	out_json(w->o, text);
}

static void number_part(struct writing *w, const char *name, int64_t n)
{
	out_add(w->o, STR(", "));
	out_json(w->o, str_of(name));
	out_add(w->o, STR(": "));
	out_int(w->o, n);
}

static struct str status_words(enum rule_status status)
{
	static const char *const words[] = { "in_force", "not_commenced", "proposed", "expired" };

	return str_of(words[status]);
}

static struct str state_words(enum step_state state)
{
	static const char *const words[] = { "not_yet", "open", "late", "done", "done_late", "not_applies" };

	return str_of(words[state]);
}

static struct str span(struct writing *w, struct date from, struct date to)
{
	struct str first = date_iso(w->a, from), last = date_iso(w->a, to);

	return date_is_none(to) ? first : arena_printf(w->a, "%.*s..%.*s", STR_ARG(first), STR_ARG(last));
}

static void note_parts(struct writing *w, bool *is_first, const struct rule_note *law)
{
	part(w, is_first, "cite", law->cite);
	part(w, is_first, "tag", law->tag);
	part(w, is_first, "status", status_words(law->status));
	part(w, is_first, "valid_from", date_iso(w->a, law->valid_from));
	part(w, is_first, "valid_to", date_iso(w->a, law->valid_to));
	if (law->is_unverified)
		part(w, is_first, "unverified", STR("yes"));
}

/* The event that the days are counted from; the start is one of several events. */
static struct str counted_from(const struct writing *w, const struct step_line *line)
{
	if (!str_equal(line->step->counted_from, STR("start")))
		return line->step->counted_from;
	for (size_t i = 0; i < w->c->event_count; i++)
		if (!w->c->events[i].is_struck && w->c->events[i].day.day == line->from.day)
			return w->c->events[i].name;
	return line->step->counted_from;
}

/* Days off from Monday to Friday that a count of working days has passed over, with commas between. */
static struct str not_counted(const struct writing *w, const struct step_line *line)
{
	int32_t one = line->from.day, other = line->due.day, last = one > other ? one : other, first = one + other - last;
	struct str days = STR("");

	if (date_is_none(line->from) || date_is_none(line->due) || !line->step->due || !expr_counts_working_days(line->step->due))
		return days;
	for (size_t i = 0; i < w->book->holiday_count; i++) {
		struct date d = w->book->holidays[i];

		if (d.day >= first && d.day <= last && date_weekday(d) % 6 != 0)
			days = arena_printf(w->a, "%.*s%s%.*s", STR_ARG(days), days.len ? ", " : "", STR_ARG(date_iso(w->a, d)));
	}
	return days;
}

static void explain_step(struct writing *w, const struct step_line *line)
{
	const struct step *step = line->step;
	bool is_first = true;

	part(w, &is_first, "due", span(w, line->due, line->to));
	part(w, &is_first, "name", step->name);
	part(w, &is_first, "who", step->who);
	part(w, &is_first, "rule", step->rule_words);
	note_parts(w, &is_first, &step->law);
	part(w, &is_first, "counted_from", counted_from(w, line));
	part(w, &is_first, "from_words", step->from_words);
	part(w, &is_first, "from", date_iso(w->a, line->from));
	part(w, &is_first, "not_counted", not_counted(w, line));
	part(w, &is_first, "plan_to_send", date_iso(w->a, line->plan_to_send));
	part(w, &is_first, "done", date_iso(w->a, line->done));
	part(w, &is_first, "state", state_words(line->state));
	part(w, &is_first, "if_late", step->law.late);
	part(w, &is_first, "note", step->note);
	if (!date_is_none(line->from))
		number_part(w, "days", date_between(line->from, line->due));
	if (line->late_days > 0)
		number_part(w, "late_days", line->late_days);
	out_byte(w->o, '}');
}

static void write_steps(struct writing *w)
{
	for (size_t i = 0; i < w->state.step_count; i++) {
		const struct step_line *line = &w->state.steps[i];

		if (date_is_none(line->due))
			continue;
		if (w->explain) {
			key(w, line->step->id);
			explain_step(w, line);
		} else {
			pair(w, line->step->id, span(w, line->due, line->to));
		}
	}
}

static struct str availability(bool is_available)
{
	return is_available ? STR("available") : STR("not available");
}

static void write_exception(struct writing *w, const struct exception_line *line)
{
	const struct exception *e = line->exception;
	bool is_first = true;

	if (!w->explain) {
		pair(w, e->code, availability(line->is_available));
		return;
	}
	key(w, e->code);
	part(w, &is_first, "answer", availability(line->is_available));
	part(w, &is_first, "name", e->name);
	part(w, &is_first, "about", e->about);
	note_parts(w, &is_first, &e->law);
	if (e->window_from)
		part(w, &is_first, "window", date_is_none(line->window_from) ? STR("none") :
					     span(w, line->window_from, line->window_to));
	out_byte(w->o, '}');
}

static bool lists(const struct step *step, struct str code)
{
	for (size_t i = 0; i < step->exceptions.count; i++)
		if (str_equal(step->exceptions.at[i], code))
			return true;
	return false;
}

static void write_per_step(struct writing *w, const struct exception *e)
{
	for (size_t i = 0; i < w->state.step_count; i++) {
		const struct step_line *line = &w->state.steps[i];
		bool is_known, is_available;

		if (date_is_none(line->due) || !lists(line->step, e->code))
			continue;
		is_available = pathway_exception_holds(w->a, w->book, w->p, e, w->c->events, w->c->event_count,
						       &w->c->facts, &w->state, line, w->today, &is_known);
		if (is_known)
			pair(w, arena_printf(w->a, "%.*s.%.*s", STR_ARG(line->step->id), STR_ARG(e->code)),
			     availability(is_available));
	}
}

static void write_exceptions(struct writing *w)
{
	bool has_window = false;

	for (size_t i = 0; i < w->state.exception_count; i++) {
		const struct exception_line *line = &w->state.exceptions[i];

		if (!line->is_known || line->seq != 0)
			continue;
		write_exception(w, line);
		write_per_step(w, line->exception);
		if (line->exception->window_from && !has_window)
			pair(w, STR("window"), date_is_none(line->window_from) ? STR("none") :
					       span(w, line->window_from, line->window_to));
		has_window = has_window || line->exception->window_from;
	}
}

static void write_answers(struct writing *w)
{
	for (size_t i = 0; i < w->p->answer_count; i++) {
		const struct worked *answer = &w->p->answers[i];
		struct value v = pathway_value(w->a, w->book, w->p, answer->value, w->c->events, w->c->event_count,
					       &w->c->facts, &w->state, w->today);

		if (v.kind == VALUE_ABSENT)
			continue;
		key(w, answer->id);
		if (v.kind == VALUE_INT)
			out_int(w->o, v.number);
		else if (v.kind == VALUE_DATE)
			out_json(w->o, date_iso(w->a, v.date));
		else
			out_json(w->o, v.kind == VALUE_TEXT ? v.text : v.number ? STR("yes") : STR("no"));
	}
}

void clock_write(struct arena *a, const struct rulebook *book, const struct pathway *p, struct clock_case *c,
		 struct date today, bool explain, struct out *o)
{
	struct writing w = { .a = a, .book = book, .p = p, .c = c, .today = today, .o = o, .explain = explain,
			     .is_first = true };

	w.state = pathway_reckon(a, book, p, c->events, c->event_count, &c->facts, today);
	out_byte(o, '{');
	write_steps(&w);
	write_answers(&w);
	write_exceptions(&w);
	out_add(o, w.is_first ? STR("}\n") : STR("\n}\n"));
}

static bool holds(struct arena *a, const struct rulebook *book, const struct pathway *p, const struct expr *e,
		  struct clock_case *c, struct date today)
{
	struct value v = pathway_value(a, book, p, e, c->events, c->event_count, &c->facts, NULL, today);

	return v.kind == VALUE_BOOL && v.number;
}

void clock_write_rates(struct arena *a, const struct rulebook *book, const struct pathway *p,
		       const struct clock_cases *cases, struct date today, struct out *o)
{
	struct writing w = { .a = a, .o = o, .is_first = true };

	out_byte(o, '{');
	for (size_t i = 0; i < p->rate_count; i++) {
		long long top = 0, bottom = 0, tenths;

		for (size_t j = 0; j < cases->count; j++) {
			bool is_in = holds(a, book, p, p->rates[i].of, &cases->at[j], today);

			bottom += is_in;
			top += is_in && holds(a, book, p, p->rates[i].counts, &cases->at[j], today);
		}
		tenths = bottom > 0 ? (top * 2000 + bottom) / (2 * bottom) : 0;
		pair(&w, p->rates[i].id, bottom == 0 ? STR("0/0") :
		     arena_printf(a, "%lld/%lld = %lld.%lld%%", top, bottom, tenths / 10, tenths % 10));
	}
	out_add(o, w.is_first ? STR("}\n") : STR("\n}\n"));
}
