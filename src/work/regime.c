/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/regime - which law a process goes by.
 * Touches the store, rules/pathway. What has started keeps its law: nothing here changes a case. */
#include "core/out.h"
#include "gen/sql/regime.h"
#include "work/regime.h"

const struct fault *regime_trials(struct store *s, struct arena *a, struct regime_trials *out)
{
	struct regime_list_rows rows;

	TRY(sql_regime_list(s, a, &rows));
	*out = (struct regime_trials){ 0 };
	for (size_t i = 0; i < rows.count; i++)
		LIST_PUSH(a, out, (struct regime_trial){ rows.at[i].authority, rows.at[i].authority_name, rows.at[i].name,
							 rows.at[i].valid_from, rows.at[i].valid_to });
	return NULL;
}

static const struct regime_trial *trial_on(const struct regime_trials *trials, int64_t authority, struct str name,
					   struct date on)
{
	for (size_t i = 0; i < trials->count; i++) {
		const struct regime_trial *t = &trials->at[i];

		if (t->authority == authority && str_equal(t->name, name) && t->valid_from.day <= on.day &&
		    (date_is_none(t->valid_to) || on.day <= t->valid_to.day))
			return t;
	}
	return NULL;
}

bool regime_is_on(const struct regime_trials *trials, int64_t authority, struct str name, struct date on)
{
	return trial_on(trials, authority, name, on) != NULL;
}

const struct fault *regime_allows(struct store *s, struct arena *a, const struct rulebook *book, const struct pathway *p,
				  int64_t authority, struct date on, bool *out)
{
	const struct regime *regime = p ? book_regime_of(book, p->id) : NULL;
	struct regime_trials trials;

	*out = p && p->status == STATUS_IN_FORCE;
	if (*out || !regime)
		return NULL;
	TRY(regime_trials(s, a, &trials));
	*out = regime_is_on(&trials, authority, regime->id, on);
	return NULL;
}

struct switched { int64_t authority, changed; struct str name; struct date day; };

static const struct fault *on_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct switched *w = ctx;

	return sql_regime_put(writer, a, &(struct regime_put_in){ .authority = w->authority, .name = w->name,
			      .valid_from = w->day, .recorded = (int64_t)w->day.day * 86400000 }, NULL);
}

static const struct fault *off_job(struct store *writer, struct arena *a, void *ctx)
{
	struct switched *w = ctx;

	return sql_regime_end(writer, a, &(struct regime_end_in){ w->authority, w->name, w->day }, &w->changed);
}

const struct fault *regime_switch_on(struct store_pool *pool, struct arena *a, int64_t authority, struct str name,
				     struct date from)
{
	struct switched w = { authority, 0, name, from };

	return store_write(pool, a, on_job, &w);
}

const struct fault *regime_switch_off(struct store_pool *pool, struct arena *a, int64_t authority, struct str name,
				      struct date to, int64_t *changed)
{
	struct switched w = { authority, 0, name, to };

	TRY(store_write(pool, a, off_job, &w));
	*changed = w.changed;
	return NULL;
}

/* "AR XR SS ISP": what is started as the first would be the second. */
static struct str takes_place_of(const struct regime *r, struct str pathway)
{
	struct str rest = r->in_place_of;

	for (struct str old = str_word(&rest), now = str_word(&rest); now.at; old = str_word(&rest), now = str_word(&rest))
		if (str_equal(old, pathway))
			return now;
	return STR_NONE;
}

const struct fault *regime_instead(struct store *s, struct arena *a, const struct rulebook *book, struct str pathway,
				   struct str event, int64_t authority, struct date on, struct str *out)
{
	struct regime_trials trials;

	*out = pathway;
	TRY(regime_trials(s, a, &trials));
	for (size_t i = 0; i < book->regime_count; i++) {
		const struct regime *r = &book->regimes[i];
		struct str now = takes_place_of(r, pathway);
		const struct pathway *p = now.at ? book_pathway(book, now) : NULL;
		const struct event_kind *e = p ? pathway_event(p, event) : NULL;

		if (e && pathway_starts(p, e) && regime_is_on(&trials, authority, r->id, on))
			*out = now;
	}
	return NULL;
}

static struct str name_of(const struct rulebook *book, struct str pathway)
{
	const struct pathway *p = book_pathway(book, pathway);

	return p ? p->name : pathway;
}

/* Steps of a process begun on `began` whose rule is another one for what begins on `on`: "Appeal to the tribunal; Answer ...". */
static struct str changed_since(struct arena *a, const struct pathway *p, struct date began, struct date on)
{
	struct out names = out_start(a, 256);

	for (size_t i = 0; p && i < p->step_count; i++) {
		const struct step *then = &p->steps[i];

		if (pathway_step(p, then->id, began) == then && pathway_step(p, then->id, on) != then)
			out_printf(&names, "%s%.*s", names.len ? "; " : "", STR_ARG(then->name));
	}
	return out_str(&names);
}

static struct str why_in_force(struct arena *a, const struct rulebook *book, const struct regime_trials *trials,
			       const struct regime_person_row *p, struct date on)
{
	struct str day = date_words(a, p->opened), as = name_of(book, p->pathway);

	for (size_t i = 0; i < book->regime_count; i++) {
		const struct regime *r = &book->regimes[i];
		const struct regime_trial *t = trial_on(trials, p->authority, r->id, on);
		struct str now = takes_place_of(r, p->pathway);

		if (now.at && t && p->opened.day < t->valid_from.day)
			return book_words_with(book, a, STR("regime.why_before"), (struct str[]){ day, r->name,
					       date_words(a, t->valid_from), name_of(book, now) }, 4);
		if (now.at && t)
			return book_words_with(book, a, STR("regime.why_beside"), (struct str[]){ r->name, as, day,
					       name_of(book, now) }, 4);
	}
	struct str changed = changed_since(a, book_pathway(book, p->pathway), p->opened, on);
	return changed.len ? book_words_with(book, a, STR("regime.why_changed"), (struct str[]){ day, changed }, 2) :
		book_words_with(book, a, STR("regime.why_day"), &day, 1);
}

static struct regime_line line_of(struct arena *a, const struct rulebook *book, const struct regime_trials *trials,
				  const struct regime_person_row *p, struct date on)
{
	struct regime_line line = { .reference = p->reference, .pathway = p->pathway, .started = p->opened,
				    .is_open = p->is_open != 0, .regime = book_regime_of(book, p->pathway) };

	if (!line.regime)
		line.why = why_in_force(a, book, trials, p, on);
	else if (regime_is_on(trials, p->authority, line.regime->id, p->opened))
		line.why = book_words(book, STR("regime.why_tried"));
	else
		line.why = book_words(book, STR("regime.why_not_tried"));
	return line;
}

static struct str value_words(struct arena *a, struct value v)
{
	switch (v.kind) {
	case VALUE_DATE:
		return date_iso(a, v.date);
	case VALUE_INT:
		return arena_int(a, v.number);
	case VALUE_BOOL:
		return v.number ? STR("yes") : STR("no");
	default:
		return v.text;
	}
}

static void fact(struct arena *a, struct answers *facts, struct str name, struct str text)
{
	if (!str_is_empty(text))
		LIST_PUSH(a, facts, (struct answer){ name, text });
}

static void event(struct happened *events, size_t *count, struct str name, struct date day)
{
	if (!date_is_none(day)) {
		events[*count] = (struct happened){ .seq = (int64_t)*count + 1, .name = name, .subject = STR(""), .day = day };
		++*count;
	}
}

/* What the answers and the dated steps of the regime's protecting pathway say of this person. */
static const struct fault *keeps(struct store *s, struct arena *a, const struct rulebook *book, const struct regime *r,
				 const struct regime_person_row *p, struct date on, struct regime_view *out)
{
	const struct pathway *way = book_pathway(book, r->protects);
	struct regime_plan_day_rows plan;
	struct answers facts = { 0 };
	struct happened events[2];
	struct case_state state;
	size_t count = 0;

	if (!way)
		return NULL;
	TRY(sql_regime_plan_day(s, a, &(struct regime_plan_day_in){ p->id, on }, &plan));
	if (plan.count == 0 || date_is_none(plan.at[0].made))
		return NULL;
	event(events, &count, STR("plan_made"), plan.at[0].made);
	event(events, &count, STR("last_reviewed"), plan.at[0].reviewed);
	fact(a, &facts, STR("born"), date_iso(a, p->born));
	fact(a, &facts, STR("school"), p->school);
	fact(a, &facts, STR("school_type"), p->school_type);
	fact(a, &facts, STR("on"), date_iso(a, on));
	state = pathway_reckon(a, book, way, events, count, &facts, on);
	for (size_t i = 0; i < way->answer_count; i++) {
		const struct worked *w = &way->answers[i];
		struct str value = value_words(a, pathway_value(a, book, way, w->value, events, count, &facts, &state, on));

		if (value.at)
			LIST_PUSH(a, &out->kept, (struct regime_kept){ w->id, w->name, value, r });
	}
	for (size_t i = 0; i < state.step_count; i++)
		if (!date_is_none(state.steps[i].due))
			LIST_PUSH(a, &out->kept, (struct regime_kept){ state.steps[i].step->id, state.steps[i].step->name,
				  date_iso(a, state.steps[i].due), r });
	return NULL;
}

const struct fault *regime_look(struct store *s, struct arena *a, const struct rulebook *book, struct str reference,
				int64_t person_id, struct date on, struct regime_view *out)
{
	struct regime_person_rows rows;
	struct regime_trials trials;

	*out = (struct regime_view){ 0 };
	TRY(regime_trials(s, a, &trials));
	TRY(sql_regime_person(s, a, &(struct regime_person_in){ reference.at ? reference : STR(""), person_id }, &rows));
	if (rows.count == 0)
		return fault_new(a, FAULT_ABSENT, "there is no such case or person");
	for (size_t i = 0; i < rows.count; i++)
		if (rows.at[i].opened.day <= on.day)
			LIST_PUSH(a, &out->lines, line_of(a, book, &trials, &rows.at[i], on));
	for (size_t i = 0; i < book->regime_count; i++)
		if (!str_is_empty(book->regimes[i].protects))
			TRY(keeps(s, a, book, &book->regimes[i], &rows.at[rows.count - 1], on, out));
	return NULL;
}
