/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/hands - in whose hands a process was.
 * Touches nothing. */
#include "rules/hands.h"

enum { FOR_EVER = INT32_MAX };

/* One party from a day to (not with) another; to FOR_EVER while it lasts. */
struct span { struct str party, instead_of; int32_t from, to; };
struct spans { struct span *at; size_t count, room; };

static const struct code *entry_of(const struct rulebook *book, const struct ask_line *ask)
{
	const struct code_list *list = book_codes(book, STR("ask-party"));
	const struct code *general = NULL;

	for (size_t i = 0; list && i < list->count; i++) {
		struct str role = list->at[i].code, kind = str_cut(&role, '.');

		if (!str_equal(kind, ask->kind))
			continue;
		if (!role.at)
			general = &list->at[i];
		else if (str_equal(role, ask->role))
			return &list->at[i];
	}
	return general;
}

struct str hands_party(const struct rulebook *book, const struct ask_line *ask)
{
	const struct code *c = entry_of(book, ask);

	return c ? c->label : STR("");
}

static int32_t end_of(struct date d)
{
	return date_is_none(d) ? FOR_EVER : d.day;
}

static int32_t least(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

static void span_add(struct arena *a, struct spans *list, struct str party, struct str instead_of, int32_t from, int32_t to)
{
	if (from < to && !str_is_empty(party) && !str_equal(party, STR("nobody")))
		LIST_PUSH(a, list, (struct span){ party, instead_of, from, to });
}

/* Holders first, in the order in which they had it; then who was asked. */
static struct spans spans_of(struct arena *a, const struct rulebook *book, const struct case_state *s, size_t *holders)
{
	int32_t end = s->stage && s->stage->is_end ? end_of(s->closed) : FOR_EVER;
	struct spans list = { 0 };

	for (size_t i = 0; i < s->hand_count; i++)
		span_add(a, &list, s->hands[i].holder, STR(""), s->hands[i].from.day,
			 least(end, i + 1 < s->hand_count ? s->hands[i + 1].from.day : FOR_EVER));
	*holders = list.count;
	for (size_t i = 0; i < s->ask_count; i++) {
		const struct code *c = entry_of(book, &s->asks[i]);

		if (c)
			span_add(a, &list, c->label, c->note, s->asks[i].asked.day, least(end, end_of(s->asks[i].ended)));
	}
	return list;
}

static void day_add(int32_t *days, size_t *count, int32_t day)
{
	size_t at = *count;

	for (size_t i = 0; i < *count; i++)
		if (days[i] == day)
			return;
	while (at > 0 && days[at - 1] > day) {
		days[at] = days[at - 1];
		at--;
	}
	days[at] = day;
	++*count;
}

static bool has(const struct hand_piece *p, struct str party)
{
	for (size_t i = 0; i < p->count; i++)
		if (str_equal(p->parties[i], party))
			return true;
	return false;
}

/* Who has it on this day. */
static void parties_on(const struct spans *spans, size_t holders, int32_t day, struct hand_piece *out)
{
	struct str stands_for = STR("");

	for (size_t i = holders; i < spans->count; i++) {
		const struct span *ask = &spans->at[i];

		if (ask->from > day || day >= ask->to)
			continue;
		for (size_t k = 0; k < holders; k++)
			if (spans->at[k].from <= day && day < spans->at[k].to && str_equal(spans->at[k].party, ask->instead_of))
				stands_for = ask->instead_of;
	}
	for (size_t i = 0; i < spans->count; i++) {
		const struct span *span = &spans->at[i];
		bool is_stood_for = i < holders && str_equal(span->party, stands_for);

		if (span->from <= day && day < span->to && !is_stood_for && !has(out, span->party))
			out->parties[out->count++] = span->party;
	}
}

static bool are_same(const struct hand_piece *a, const struct hand_piece *b)
{
	bool same = a->count == b->count;

	for (size_t i = 0; same && i < a->count; i++)
		same = has(b, a->parties[i]);
	return same;
}

struct hand_pieces hands_pieces(struct arena *a, const struct rulebook *book, const struct case_state *s)
{
	size_t holders, count = 0;
	struct spans spans = spans_of(a, book, s, &holders);
	int32_t *days = ARENA_NEW(a, int32_t, 2 * spans.count + 1);
	struct hand_pieces pieces = { 0 };

	for (size_t i = 0; i < spans.count; i++) {
		day_add(days, &count, spans.at[i].from);
		day_add(days, &count, spans.at[i].to);
	}
	for (size_t i = 0; i + 1 < count; i++) {
		struct hand_piece p = { .from = { days[i] }, .to = days[i + 1] == FOR_EVER ? DATE_NONE : (struct date){ days[i + 1] },
					.parties = ARENA_NEW(a, struct str, spans.count) };
		struct hand_piece *before = pieces.count ? &pieces.at[pieces.count - 1] : NULL;

		parties_on(&spans, holders, days[i], &p);
		if (before && are_same(before, &p))
			before->to = p.to;
		else
			LIST_PUSH(a, &pieces, p);
	}
	return pieces;
}

static struct hand_days *row_of(struct arena *a, struct hand_table *t, struct str party)
{
	for (size_t i = 0; i < t->count; i++)
		if (str_equal(t->at[i].party, party))
			return &t->at[i];
	LIST_PUSH(a, t, (struct hand_days){ .party = party });
	return &t->at[t->count - 1];
}

struct hand_table hands_days(struct arena *a, const struct hand_pieces *pieces, struct date from, struct date to)
{
	struct hand_table table = { 0 };

	for (size_t i = 0; i < pieces->count; i++) {
		const struct hand_piece *p = &pieces->at[i];
		int32_t first = most(p->from.day, from.day), last = least(end_of(p->to), to.day);

		/* Who has it since today has a row, of no day yet. */
		if (first > last || (first == last && !date_is_none(p->to)))
			continue;
		for (size_t k = 0; k < p->count; k++) {
			struct hand_days *row = row_of(a, &table, p->parties[k]);

			row->days += last - first;
			row->shared += p->count > 1 ? last - first : 0;
		}
	}
	return table;
}

static void late_add(struct arena *a, struct hand_lates *out, const struct step_line *line, struct str party,
		     int64_t organisation_id, int32_t from, int32_t to)
{
	if (from < to)
		LIST_PUSH(a, out, (struct hand_late){ line, party, organisation_id, { from },
						      to == FOR_EVER ? DATE_NONE : (struct date){ to } });
}

static const struct ask_line *ask_of(const struct case_state *s, struct str subject)
{
	for (size_t i = 0; !str_is_empty(subject) && i < s->ask_count; i++)
		if (str_equal(s->asks[i].subject, subject))
			return &s->asks[i];
	return NULL;
}

/* One party after the other, each with as long a time as it had it without a break. */
static void late_by_party(struct arena *a, const struct hand_pieces *pieces, const struct step_line *line, int32_t from,
			  int32_t to, struct hand_lates *out)
{
	size_t first = out->count;

	for (size_t i = 0; i < pieces->count; i++) {
		const struct hand_piece *p = &pieces->at[i];
		int32_t begin = most(from, p->from.day), end = least(to, end_of(p->to));

		for (size_t k = 0; begin < end && k < p->count; k++) {
			struct hand_late *goes_on = NULL;

			for (size_t j = first; j < out->count; j++)
				if (str_equal(out->at[j].party, p->parties[k]) && out->at[j].to.day == begin)
					goes_on = &out->at[j];
			if (goes_on)
				goes_on->to = end == FOR_EVER ? DATE_NONE : (struct date){ end };
			else
				late_add(a, out, line, p->parties[k], 0, begin, end);
		}
	}
}

struct hand_lates hands_late(struct arena *a, const struct case_state *s, const struct rulebook *book)
{
	struct hand_pieces pieces = hands_pieces(a, book, s);
	struct hand_lates out = { 0 };

	for (size_t i = 0; i < s->step_count; i++) {
		const struct step_line *line = &s->steps[i];
		const struct ask_line *ask = ask_of(s, line->subject);
		int32_t from = line->due.day, to = end_of(line->done);

		if (!pathway_can_be_late(line->step) || line->exception || date_is_none(line->due) ||
		    line->state == STEP_NOT_APPLIES)
			continue;
		late_add(a, &out, line, STR(""), ask ? ask->organisation_id : 0, from, to);
		if (ask)
			late_add(a, &out, line, hands_party(book, ask), ask->organisation_id, from, to);
		else if (!str_is_empty(line->step->party))
			late_add(a, &out, line, line->step->party, 0, from, to);
		else
			late_by_party(a, &pieces, line, from, to, &out);
	}
	return out;
}
