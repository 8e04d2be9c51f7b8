/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_rules - every process in words, made from the rulebook: what happens, by when, rights. For everybody.
 * Touches the rulebook and rules/pathway. */
#include <stdlib.h>

#include "core/fold.h"
#include "core/out.h"
#include "gen/html/rules_rules.h"
#include "rules/pathway.h"
#include "web/view_rules.h"

static struct str words(const struct desk *d, const char *area, struct str key)
{
	return book_words(d->book, arena_printf(d->arena, "%s.%.*s", area, STR_ARG(key)));
}

static struct str status_key(enum rule_status status)
{
	switch (status) {
	case STATUS_PROPOSED: return STR("proposed");
	case STATUS_NOT_COMMENCED: return STR("not_commenced");
	case STATUS_EXPIRED: return STR("expired");
	default: return STR_NONE;
	}
}

/* The colour of a status; "" when it is law now. */
static struct str status_tag(enum rule_status status)
{
	return status == STATUS_IN_FORCE ? STR("") : status == STATUS_EXPIRED ? STR("grey") : STR("purple");
}

static struct str status_words(const struct desk *d, enum rule_status status)
{
	return status == STATUS_IN_FORCE ? STR("") : words(d, "rules.status", status_key(status));
}

/* Does every word of the query stand somewhere in what the process is about, what may happen in it or its limits? */
static bool is_found(struct desk *d, const struct pathway *p, struct str query)
{
	struct out all = out_start(d->arena, 4096);
	struct str text;

	out_printf(&all, "%.*s %.*s %.*s ", STR_ARG(p->id), STR_ARG(p->name), STR_ARG(p->about));
	for (size_t i = 0; i < p->step_count; i++)
		out_printf(&all, "%.*s %.*s %.*s ", STR_ARG(p->steps[i].id), STR_ARG(p->steps[i].name), STR_ARG(p->steps[i].law.cite));
	for (size_t i = 0; i < p->stage_count; i++)
		out_printf(&all, "%.*s %.*s ", STR_ARG(p->stages[i].family_name), STR_ARG(p->stages[i].family_can));
	text = fold(d->arena, out_str(&all));
	query = fold(d->arena, query);
	for (struct str word = str_word(&query); word.at; word = str_word(&query))
		if (!str_contains(text, word))
			return false;
	return true;
}

/* The processes of a theme; theme absent: those that say none. */
static void theme_add(struct desk *d, struct rules_list_view *v, struct str code, struct str name)
{
	struct rules_theme theme = { .name = name };

	for (size_t i = 0; i < d->book->pathway_count; i++) {
		const struct pathway *p = &d->book->pathways[i];

		if (str_equal(p->theme, code) && is_found(d, p, v->query))
			LIST_PUSH(d->arena, &theme, (struct rules_row){ p, p->step_count, status_tag(p->status),
							      status_words(d, p->status) });
	}
	v->found += theme.count;
	if (theme.count)
		LIST_PUSH(d->arena, v, theme);
}

static const struct fault *list_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct rules_list_view v = { .frame = frame_of(d, r, book_words(d->book, STR("rules.title"))),
				     .query = str_trim(request_query(r, STR("q"))) };

	const struct code_list *themes = book_codes(d->book, STR("theme"));

	for (size_t i = 0; themes && i < themes->count; i++)
		theme_add(d, &v, themes->at[i].code, themes->at[i].label);
	theme_add(d, &v, STR_NONE, book_words(d->book, STR("rules.theme_other")));
	html_rules_list(&out->body, &v);
	return NULL;
}
const struct page page_rules_list = {
	.path = "/rules", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = list_answer,
};

/* What the tag says of how we know: the best of its letters. */
static struct str evidence(const struct desk *d, const struct rule_note *law)
{
	return words(d, "rules.evidence", str_contains(law->tag, STR("V")) ? STR("v") :
					  str_contains(law->tag, STR("G")) ? STR("g") : STR("k"));
}

static struct str kind_words(const struct desk *d, enum step_kind kind)
{
	static const char *const keys[] = { "legal", "target", "guidance", "window", "not_before" };

	return words(d, "rules.kind", str_of(keys[kind]));
}

static bool is_now(const struct rule_note *law, struct date today)
{
	return law->status == STATUS_IN_FORCE && (date_is_none(law->valid_from) || law->valid_from.day <= today.day) &&
	       (date_is_none(law->valid_to) || today.day <= law->valid_to.day);
}

/* Names of a step's exceptions; `is_today`: without those that are over. */
static struct str exception_names(struct desk *d, const struct pathway *p, const struct step *s, bool is_today)
{
	struct str all = STR("");

	for (size_t i = 0; i < s->exceptions.count; i++) {
		const struct exception *e = pathway_exception(p, s->exceptions.at[i]);

		if (e && (!is_today || is_now(&e->law, d->now.today)))
			all = arena_printf(d->arena, "%.*s%s%.*s", STR_ARG(all), all.len ? "; " : "", STR_ARG(e->name));
	}
	return all;
}

static void exceptions_add(struct desk *d, struct rules_view *v)
{
	for (size_t i = 0; i < v->pathway->exception_count; i++) {
		const struct exception *e = &v->pathway->exceptions[i];

		if (is_now(&e->law, d->now.today) || v->pathway->status != STATUS_IN_FORCE)
			LIST_PUSH(d->arena, &v->exceptions, e);
		else
			LIST_PUSH(d->arena, &v->exceptions_over, e);
	}
}

static void steps_add(struct desk *d, struct rules_view *v)
{
	const struct pathway *p = v->pathway;

	for (size_t i = 0; i < p->step_count; i++) {
		const struct step *s = &p->steps[i];
		/* A pathway that is only proposed has no law of today: all of it is shown. */
		bool is_today = is_now(&s->law, d->now.today) || p->status != STATUS_IN_FORCE;
		struct rules_step row = { .step = s, .kind = kind_words(d, s->kind), .evidence = evidence(d, &s->law),
					  .tag = status_tag(s->law.status), .status = status_words(d, s->law.status),
					  .exceptions = exception_names(d, p, s, is_today), .is_today = is_today };

		if (is_today)
			LIST_PUSH(d->arena, &v->steps, row);
		else
			LIST_PUSH(d->arena, &v->others, row);
	}
}

static void stages_add(struct desk *d, struct rules_view *v)
{
	for (size_t i = 0; i < v->pathway->stage_count; i++) {
		const struct stage *s = &v->pathway->stages[i];

		if (s->is_end)
			LIST_PUSH(d->arena, &v->ends, s);
		else
			LIST_PUSH(d->arena, &v->stages, s);
	}
}

/* The first event whose day alone starts the process, or NULL. */
static const struct event_kind *starting(struct desk *d, const struct pathway *p, struct happened *event)
{
	for (size_t i = 0; i < p->event_count; i++) {
		struct value v;

		*event = (struct happened){ .seq = 1, .name = p->events[i].id, .day = d->now.today };
		v = pathway_value(d->arena, d->book, p, p->start, event, 1, NULL, NULL, d->now.today);
		if (v.kind == VALUE_DATE)
			return &p->events[i];
	}
	return NULL;
}

static int by_days(const void *a, const void *b)
{
	int32_t x = ((const struct rules_limit *)a)->days, y = ((const struct rules_limit *)b)->days;

	return x < y ? -1 : x > y;
}

static void limits_add(struct desk *d, struct rules_view *v)
{
	const struct pathway *p = v->pathway;
	struct happened event;
	struct case_state state;

	if (!starting(d, p, &event))
		return;
	state = pathway_reckon(d->arena, d->book, p, &event, 1, NULL, d->now.today);
	for (size_t i = 0; i < v->steps.count; i++) {
		const struct step *s = v->steps.at[i].step;
		struct value due = s->due && str_is_empty(s->per) ? pathway_value(d->arena, d->book, p, s->due, &event, 1,
				   NULL, &state, d->now.today) : (struct value){ .kind = VALUE_ABSENT };
		int32_t days = due.kind == VALUE_DATE ? date_between(event.day, due.date) : 0;

		if (days <= 0)
			continue;
		LIST_PUSH(d->arena, &v->limits, (struct rules_limit){ s, days });
		v->longest_days = days > v->longest_days ? days : v->longest_days;
	}
	if (v->limits.count > 1)
		qsort(v->limits.at, v->limits.count, sizeof *v->limits.at, by_days);
}

int rules_bar(const struct rules_view *v, const struct rules_limit *limit)
{
	return (int)((int64_t)limit->days * 1000 / v->longest_days);
}

void rules_fill(struct desk *d, const struct pathway *p, const struct stage *here, struct rules_view *v)
{
	v->pathway = p;
	v->tag = status_tag(p->status);
	v->status = status_words(d, p->status);
	v->here = here;
	v->here_words = book_words(d->book, STR("rules.here"));
	steps_add(d, v);
	exceptions_add(d, v);
	stages_add(d, v);
	limits_add(d, v);
	rules_picture(d->arena, v);
}

static const struct fault *rules_answer(struct desk *d, const struct request *r, struct reply *out)
{
	const struct pathway *p = book_pathway(d->book, r->part[0]);
	bool is_coming = str_equal(request_query(r, STR("law")), STR("proposed"));
	struct rules_view v;

	for (size_t i = 0; is_coming && i < d->book->pathway_count; i++)
		if (str_equal(d->book->pathways[i].id, r->part[0]) && d->book->pathways[i].status != STATUS_IN_FORCE)
			p = &d->book->pathways[i];
	if (!p)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such process");
	v = (struct rules_view){ .frame = frame_of(d, r, p->name) };
	v.frame.back = STR("/rules");
	rules_fill(d, p, NULL, &v);
	html_rules(&out->body, &v);
	return NULL;
}
const struct page page_rules = {
	.path = "/rules/{0}", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = rules_answer,
};
