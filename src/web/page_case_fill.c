/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_case_fill - a case in the words of its pages: clock, asks, what may happen next.
 * Touches work/case, the rulebook. */
#include "rules/days.h"
#include "web/page_case.h"

struct str case_words_with(const struct desk *d, const char *key, const struct str *args, size_t count)
{
	return book_words_with(d->book, d->arena, str_of(key), args, count);
}

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

struct str case_from_now(const struct case_view *v, struct date day)
{
	return date_from_now(v->frame.desk->arena, day, v->today);
}

struct str case_when_ms(struct out *o, int64_t ms)
{
	struct date day = date_of_ms(ms);
	/* The hour in England: what is left of the day after its own midnight there. */
	int64_t into = ms % 86400000, hours = 0;
	if (date_of_ms(ms - into + 86400000 - 1800000).day != date_of_ms(ms - into).day)
		hours = 1;              /* summer time: the day there begins an hour before UTC's */
	into += hours * 3600000;
	return arena_printf(o->arena, "%.*s, %02d:%02d", STR_ARG(date_words(o->arena, day)),
			    (int)(into / 3600000 % 24), (int)(into / 60000 % 60));
}

/* "Reception", "Year 5"; "" when the child is not of school age. */
static struct str school_year(const struct desk *d, const struct case_file *c)
{
	int64_t year = days_school_year(c->born, d->now.today);
	struct str n = arena_printf(d->arena, "%d", (int)year);
	if (year == 0)
		return words(d, "case.reception");
	return year > 0 && year <= 14 ? case_words_with(d, "case.year", &n, 1) : STR("");
}

/* Everybody whose answer is missing. */
static struct str waiting_for(struct desk *d, const struct case_file *c)
{
	struct out o = out_start(d->arena, 80);
	for (size_t i = 0; i < c->state.ask_count; i++) {
		const struct ask_line *ask = &c->state.asks[i];
		if (str_equal(ask->state, STR("answered")) || str_equal(ask->state, STR("withdrawn")))
			continue;
		if (o.len)
			out_add(&o, STR("; "));
		out_add(&o, case_ask_words(d, c, ask));
	}
	return out_str(&o);
}

const struct fault *case_view_open(struct desk *d, const struct request *r, struct str title, struct case_view *v)
{
	struct case_file *c;
	TRY(case_open(d, r->part[0], STR("view"), &c));
	const struct code_list *needs = book_codes(d->book, STR("need"));
	*v = (struct case_view){ .c = c, .today = d->now.today, .bar = case_bar_of(d, c), .school = c->school_name,
				 .officer = c->officer_name, .need = needs ? code_label(needs, c->need) : c->need };
	v->frame = case_frame_of(d, r, c, str_is_empty(title) ? v->bar.child : title);
	v->age = arena_printf(d->arena, "%d", date_age(c->born, d->now.today));
	v->year = school_year(d, c);
	v->waiting = waiting_for(d, c);
	v->holder_since = date_is_none(c->state.holder_since) ? STR("")
		: date_from_now(d->arena, c->state.holder_since, d->now.today);
	return NULL;
}

static const struct ask_line *ask_of(const struct case_file *c, struct str subject)
{
	for (size_t i = 0; subject.len && i < c->state.ask_count; i++)
		if (str_equal(c->state.asks[i].subject, subject))
			return &c->state.asks[i];
	return NULL;
}

static struct str late_words(const struct desk *d, const struct step_line *line)
{
	struct str days = arena_printf(d->arena, "%d", (int)line->late_days);
	if (line->late_days <= 0)
		return STR("");
	return case_words_with(d, "common.late_days", &days, 1);
}

/* What the letters of an evidence tag mean: V read in the law, G guidance, K known but not checked. */
static struct str tag_words(const struct desk *d, const struct rule_note *law)
{
	if (law->is_unverified)
		return words(d, "case.tag_k");
	if (str_contains(law->tag, STR("V")))
		return words(d, str_contains(law->tag, STR("K")) ? "case.tag_vk" : "case.tag_v");
	return words(d, str_contains(law->tag, STR("G")) ? "case.tag_g" : "case.tag_none");
}

static void claim_fill(const struct case_file *c, struct clock_line *out)
{
	const struct happened *claim = case_event(c, out->line->exception_seq);
	if (!claim)
		return;
	out->claimed_words = answers_get(&claim->fields, STR("why"));
	out->claimed_by = claim->account_name;
	out->claimed_day = claim->day;
}

static struct clock_line line_of(struct desk *d, const struct case_view *v, const struct step_line *line, size_t number)
{
	struct arena *a = d->arena;
	const struct ask_line *ask = ask_of(v->c, line->subject);
	struct clock_line out = { .line = line, .name = line->step->name, .claimed_day = DATE_NONE,
		.id = arena_printf(a, "step-%zu", number), .late = late_words(d, line), .tag_words = tag_words(d, &line->step->law),
		.about = ask ? case_ask_words(d, v->c, ask) : STR("") };
	out.due = date_is_none(line->due) ? line->step->rule_words
		: date_is_none(line->to) ? date_words(a, line->due)
		: arena_printf(a, "%.*s \xe2\x80\x93 %.*s", STR_ARG(date_words(a, line->due)), STR_ARG(date_words(a, line->to)));
	out.href = arena_printf(a, "%.*s/why/%.*s%s%.*s", STR_ARG(v->bar.base), STR_ARG(line->step->id),
				line->subject.len ? "?about=" : "", STR_ARG(line->subject));
	if (line->exception)
		claim_fill(v->c, &out);
	return out;
}

void case_clock_fill(struct desk *d, struct case_view *v)
{
	const struct case_state *s = &v->c->state;
	v->clock = ARENA_NEW(d->arena, struct clock_line, s->step_count + 1);
	v->clock_count = s->step_count;
	for (size_t i = 0; i < s->step_count; i++)
		v->clock[i] = line_of(d, v, &s->steps[i], i + 1);
	if (s->next) {
		struct clock_line *next = ARENA_NEW(d->arena, struct clock_line, 1);
		*next = line_of(d, v, s->next, 0);
		v->next = next;
	}
}

void case_asks_fill(struct desk *d, struct case_view *v)
{
	const struct case_file *c = v->c;
	v->asks = ARENA_NEW(d->arena, struct ask_row, c->state.ask_count + 1);
	v->ask_count = c->state.ask_count;
	for (size_t i = 0; i < c->state.ask_count; i++) {
		const struct ask_line *ask = &c->state.asks[i];
		bool is_open = !str_equal(ask->state, STR("answered")) && !str_equal(ask->state, STR("withdrawn"));
		struct ask_row *row = &v->asks[i];
		*row = (struct ask_row){ .ask = ask, .who = case_ask_words(d, c, ask),
			.is_late = is_open && !date_is_none(ask->due) && ask->due.day < d->now.today.day };
		for (size_t j = 0; j < c->party_count; j++)
			if (str_equal(c->parties[j].subject, ask->subject))
				row->account = c->parties[j].account;
		if (is_open && !c->state.stage->is_end && case_may_of(d, c, STR("share"), STR("ask"), 0, ask->subject, 0))
			row->link = arena_printf(d->arena, "%.*s/link/%.*s", STR_ARG(v->bar.base), STR_ARG(ask->subject));
	}
}

struct naming { struct str name; bool is_in; };

static void is_named(void *ctx, struct str name)
{
	struct naming *n = ctx;
	n->is_in = n->is_in || str_equal(n->name, name);
}

static bool is_ending(const struct event_kind *e)
{
	return e->holder.count > 0 && !e->holder.at[0].when && str_equal(e->holder.at[0].word, STR("nobody"));
}

static bool has_happened(const struct case_file *c, const struct event_kind *e)
{
	for (size_t i = 0; i < c->event_count; i++)
		if (!c->events[i].is_struck && str_equal(c->events[i].name, e->id))
			return true;
	return false;
}

/* The step that this stage leads to, else the next legal one. */
static const struct step *coming(const struct case_file *c)
{
	const struct stage *stage = c->state.stage;
	const struct step *step = stage && !str_is_empty(stage->next_step) ? pathway_step(c->pathway, stage->next_step, c->opened) : NULL;

	return step ? step : c->state.next ? c->state.next->step : NULL;
}

/* How likely it comes next: what the coming step waits for, then what brings the case on, then what has been done
 * before, then notes and exceptions, last what ends it. */
static int rank(const struct case_file *c, const struct event_kind *e)
{
	struct naming n = { e->id, false };
	const struct step *step = coming(c);
	if (step && step->done)
		expr_names(step->done, is_named, &n);
	if (n.is_in)
		return 0;
	if (str_equal(e->kind, STR("note")))
		return 3;
	if (!str_equal(e->kind, STR("act")))
		return 4;
	if (is_ending(e) && str_is_empty(e->freezes))
		return 5;
	return has_happened(c, e) ? 2 : 1;
}

void case_offers_fill(struct desk *d, struct case_view *v)
{
	const struct event_kind **offers;
	size_t count;
	case_offers(d, v->c, &offers, &count);
	v->offers = ARENA_NEW(d->arena, struct case_offer, count + 1);
	for (int wanted = 0; wanted <= 5; wanted++) {
		for (size_t i = 0; i < count; i++) {
			if (rank(v->c, offers[i]) != wanted)
				continue;
			v->offers[v->offer_count++] = (struct case_offer){ offers[i]->name, offers[i]->about,
				arena_printf(d->arena, "%.*s/do/%.*s", STR_ARG(v->bar.base), STR_ARG(offers[i]->id)) };
		}
		if (wanted == 1)
			v->likely = v->offer_count;
	}
}
