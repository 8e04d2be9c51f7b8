/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/hands - who has had a case, in words and lengths.
 * Touches an opened case, the rulebook. */
#include "web/hands.h"

#include "core/out.h"
#include "rules/hands.h"

/* Told apart beside each other by lightness too, so that print and eyes that see no colour can. */
static const char *const colours[] = { "#1d70b8", "#f47738", "#0f7a52", "#912b88", "#b58840", "#28a197", "#6f72af", "#d4351c" };
enum { COLOURS = sizeof colours / sizeof *colours };

struct str hands_colour(size_t i)
{
	return str_of(colours[i % COLOURS]);
}

struct filling {
	const struct desk *d;
	const struct case_file *c;
	struct hand_pieces pieces;
	struct hand_table table;        /* of the whole time: gives each party its colour */
	struct hands_view *out;
};

static struct str party_words(const struct filling *f, struct str party)
{
	return code_label(book_codes(f->d->book, STR("holder")), party);
}

static struct str colour_of(const struct filling *f, struct str party)
{
	size_t i = 0;

	while (i < f->table.count && !str_equal(f->table.at[i].party, party))
		i++;
	return hands_colour(i);
}

/* "The council 12, the family 8" */
static struct str days_words(const struct filling *f, const struct hand_table *t)
{
	struct out o = out_start(f->d->arena, 80);

	for (size_t i = 0; i < t->count; i++) {
		struct str args[] = { party_words(f, t->at[i].party), arena_int(f->d->arena, t->at[i].days) };

		if (t->at[i].days == 0)
			continue;
		out_add(&o, o.len ? STR("; ") : STR(""));
		out_add(&o, book_words_with(f->d->book, f->d->arena, STR("hands.party_days"), args, 2));
	}
	return out_str(&o);
}

static void rows_fill(struct filling *f)
{
	const struct hand_piece *last = f->pieces.count ? &f->pieces.at[f->pieces.count - 1] : NULL;

	for (size_t i = 0; i < f->table.count; i++) {
		const struct hand_days *t = &f->table.at[i];
		struct hands_row row = { party_words(f, t->party), colour_of(f, t->party), t->days, t->shared, false };

		for (size_t k = 0; last && date_is_none(last->to) && k < last->count; k++)
			row.is_now = row.is_now || str_equal(last->parties[k], t->party);
		f->out->has_shared = f->out->has_shared || t->shared > 0;
		LIST_PUSH(f->d->arena, &f->out->rows, row);
	}
}

/* Where a day stands on the bar. */
static int32_t place(const struct hands_view *v, int32_t day)
{
	return v->days > 0 ? (int32_t)((int64_t)(day - v->from.day) * 1000 / v->days) : 0;
}

static void pieces_fill(struct filling *f)
{
	struct hands_view *v = f->out;

	for (size_t i = 0; i < f->pieces.count; i++) {
		const struct hand_piece *p = &f->pieces.at[i];
		struct date to = date_is_none(p->to) || p->to.day > v->until.day ? v->until : p->to;
		struct str *parts = ARENA_NEW(f->d->arena, struct str, p->count + 1);
		struct out names = out_start(f->d->arena, 60);

		if (p->count == 0 || (to.day <= p->from.day && !date_is_none(p->to)))
			continue;
		for (size_t k = 0; k < p->count; k++) {
			parts[k] = colour_of(f, p->parties[k]);
			out_printf(&names, "%s%.*s", k ? "; " : "", STR_ARG(party_words(f, p->parties[k])));
		}
		LIST_PUSH(f->d->arena, &v->bars, (struct hands_bar){ place(v, p->from.day),
			place(v, to.day) - place(v, p->from.day), parts, p->count });
		LIST_PUSH(f->d->arena, &v->pieces, (struct hands_piece_row){ p->from, p->to, out_str(&names),
			date_between(p->from, to) });
	}
}

static const struct ask_line *ask_of(const struct case_file *c, struct str subject)
{
	for (size_t i = 0; !str_is_empty(subject) && i < c->state.ask_count; i++)
		if (str_equal(c->state.asks[i].subject, subject))
			return &c->state.asks[i];
	return NULL;
}

/* "4 days late: the family 4" */
static struct str late_words(const struct filling *f, const struct hand_lates *lates, const struct step_line *line)
{
	struct hand_table t = { 0 };
	int32_t all = 0;

	for (size_t i = 0; i < lates->count; i++) {
		const struct hand_late *l = &lates->at[i];
		int32_t days = date_between(l->from, date_is_none(l->to) ? f->out->until : l->to);
		struct hand_days *row = NULL;

		if (l->line != line || days <= 0)
			continue;
		if (str_is_empty(l->party)) {
			all = days;
			continue;
		}
		for (size_t k = 0; k < t.count; k++)
			row = str_equal(t.at[k].party, l->party) ? &t.at[k] : row;
		if (row)
			row->days += days;
		else
			LIST_PUSH(f->d->arena, &t, (struct hand_days){ l->party, days, 0 });
	}
	struct str args[] = { arena_int(f->d->arena, all), days_words(f, &t) };

	if (all == 0)
		return STR("");
	return book_words_with(f->d->book, f->d->arena, STR("hands.late_days"), args, 2);
}

static void steps_fill(struct filling *f)
{
	const struct case_state *s = &f->c->state;
	struct hand_lates lates = hands_late(f->d->arena, s, f->d->book);

	for (size_t i = 0; i < s->step_count; i++) {
		const struct step_line *line = &s->steps[i];
		const struct ask_line *ask = ask_of(f->c, line->subject);
		struct date to = date_is_none(line->done) ? f->out->until : line->done;
		struct str party = ask ? hands_party(f->d->book, ask) : STR("");
		struct hand_table t = { 0 };

		if (!pathway_can_be_late(line->step) || line->state == STEP_NOT_APPLIES || line->state == STEP_NOT_YET ||
		    date_is_none(line->from) || line->from.day > to.day)
			continue;
		if (str_is_empty(party))
			t = hands_days(f->d->arena, &f->pieces, line->from, to);
		else
			LIST_PUSH(f->d->arena, &t, (struct hand_days){ party, date_between(line->from, to), 0 });
		LIST_PUSH(f->d->arena, &f->out->steps, (struct hands_step){ .name = line->step->name,
			.about = str_is_empty(party) ? STR("") : party_words(f, party), .parties = days_words(f, &t),
			.late = late_words(f, &lates, line), .from = line->from, .done = line->done,
			.days = date_between(line->from, to) });
	}
}

void hands_fill(const struct desk *d, const struct case_file *c, bool is_family, struct hands_view *out)
{
	struct filling f = { .d = d, .c = c, .out = out };
	bool is_ended = c->state.stage && c->state.stage->is_end && !date_is_none(c->state.closed);

	*out = (struct hands_view){ .title = is_family ? "hands.family_title" : "hands.title",
				    .about = is_family ? "hands.family_about" : "hands.about" };
	f.pieces = hands_pieces(d->arena, d->book, &c->state);
	if (f.pieces.count == 0)
		return;
	out->from = f.pieces.at[0].from;
	out->until = is_ended ? c->state.closed : d->now.today;
	out->days = date_between(out->from, out->until);
	f.table = hands_days(d->arena, &f.pieces, out->from, out->until);
	rows_fill(&f);
	pieces_fill(&f);
	steps_fill(&f);
}
