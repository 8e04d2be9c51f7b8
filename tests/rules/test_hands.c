/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/hands - in whose hands a process was, in rows. */
#include "core/out.h"
#include "rows.h"
#include "rulebook/made_book.h"
#include "rules/hands.h"

enum { EVENTS_MOST = 40 };

static struct str pieces_words(struct arena *a, const struct hand_pieces *p)
{
	struct out o = out_start(a, 200);

	for (size_t i = 0; i < p->count; i++) {
		out_add(&o, i ? STR("; ") : STR(""));
		for (size_t k = 0; k < p->at[i].count; k++)
			out_printf(&o, "%s%.*s", k ? "+" : "", STR_ARG(p->at[i].parties[k]));
		out_printf(&o, " %.*s..%.*s", STR_ARG(date_iso(a, p->at[i].from)),
			   STR_ARG(date_is_none(p->at[i].to) ? STR("") : date_iso(a, p->at[i].to)));
	}
	return out_str(&o);
}

static struct str days_words(struct arena *a, const struct hand_table *t)
{
	struct out o = out_start(a, 200);

	for (size_t i = 0; i < t->count; i++)
		out_printf(&o, "%s%.*s %d/%d", i ? "; " : "", STR_ARG(t->at[i].party), (int)t->at[i].days, (int)t->at[i].shared);
	return out_str(&o);
}

static struct str lates_words(struct arena *a, const struct hand_lates *l, struct date today)
{
	struct out o = out_start(a, 200);

	for (size_t i = 0; i < l->count; i++) {
		const struct hand_late *x = &l->at[i];
		struct date to = date_is_none(x->to) ? today : x->to;
		int days = (int)date_between(x->from, to);

		if (days <= 0)
			continue;
		if (str_is_empty(x->party))
			out_printf(&o, "%s%.*s%s%.*s %d", o.len ? "; " : "", STR_ARG(x->line->step->id),
				   str_is_empty(x->line->subject) ? "" : "/", STR_ARG(x->line->subject), days);
		else
			out_printf(&o, "%s%.*s %d", str_is_empty(l->at[i - 1].party) ? ": " : "; ", STR_ARG(x->party), days);
	}
	return out_str(&o);
}

static void hands_row(struct arena *a, const struct rulebook *book, const struct row *row)
{
	const struct pathway *p = book_pathway(book, row->cell[0]);
	struct happened at[EVENTS_MOST];
	struct date today = date_read(row->cell[2]), first = date_of(2199, 1, 1);
	size_t count = 0;

	CHECK_NOTE(p != NULL, "rows.csv:%d", row->line);
	for (struct str rest = row->cell[1]; p && rest.at && count < EVENTS_MOST; count++) {
		at[count] = rows_happened(a, str_cut(&rest, ';'), (int64_t)count + 1);
		first = at[count].day.day < first.day ? at[count].day : first;
	}
	if (!p)
		return;
	struct case_state s = pathway_reckon(a, book, p, at, count, NULL, today);
	struct hand_pieces pieces = hands_pieces(a, book, &s);
	struct hand_table days = hands_days(a, &pieces, first, today);
	struct hand_lates lates = hands_late(a, &s, book);
	int64_t whole = 0;

	CHECK_NOTE(str_equal(pieces_words(a, &pieces), row->cell[3]), "rows.csv:%d pieces %.*s", row->line,
		   STR_ARG(pieces_words(a, &pieces)));
	CHECK_NOTE(str_equal(days_words(a, &days), row->cell[4]), "rows.csv:%d days %.*s", row->line, STR_ARG(days_words(a, &days)));
	CHECK_NOTE(str_equal(lates_words(a, &lates, today), row->cell[5]), "rows.csv:%d late %.*s", row->line,
		   STR_ARG(lates_words(a, &lates, today)));
	/* Without a gap, and as the case page says who has it now. */
	for (size_t i = 0; i < pieces.count; i++) {
		struct date to = date_is_none(pieces.at[i].to) ? today : pieces.at[i].to;

		CHECK(i == 0 || pieces.at[i].from.day == pieces.at[i - 1].to.day);
		whole += date_between(pieces.at[i].from, to);
	}
	if (!s.stage->is_end)
		CHECK_INT(whole, date_between(first, today));
}

TEST(the_days_of_a_process_are_in_somebodys_hands)
{
	const struct rulebook *book = made_book();
	struct str rest = test_file(a, "tests/cases/hands/rows.csv");
	int line = 0;
	struct row row;

	while (book && row_next(a, &rest, &line, &row))
		hands_row(a, book, &row);
}
