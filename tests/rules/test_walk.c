/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/walk - each process of the book walked in rows: every event is offered when it comes. */
#include "rows.h"
#include "rulebook/made_book.h"
#include "rules/pathway.h"

enum { EVENTS_MOST = 40 };
struct walk { struct happened at[EVENTS_MOST]; size_t count; };

static bool is_offered(const struct case_state *s, struct str event)
{
	for (size_t i = 0; i < s->offer_count; i++)
		if (str_equal(s->offers[i]->id, event))
			return true;
	return false;
}

static void walk_row(struct arena *a, const struct rulebook *book, const struct row *row)
{
	const struct pathway *p = book_pathway(book, row->cell[0]);
	struct answer born = { STR("born"), row->cell[7] };
	struct answers facts = { &born, !str_is_empty(row->cell[7]), 0 };
	struct walk w = { .count = 0 };
	struct case_state s;

	CHECK_NOTE(p != NULL, "walk.csv:%d", row->line);
	for (struct str rest = row->cell[1]; p && rest.at && w.count < EVENTS_MOST;) {
		struct happened e = rows_happened(a, str_cut(&rest, ';'), (int64_t)w.count + 1);

		s = pathway_reckon(a, book, p, w.at, w.count, &facts, e.day);
		CHECK_NOTE(is_offered(&s, e.name), "walk.csv:%d %.*s is not offered", row->line, STR_ARG(e.name));
		w.at[w.count++] = e;
	}
	if (!p)
		return;
	s = pathway_reckon(a, book, p, w.at, w.count, &facts, date_read(row->cell[2]));
	CHECK_NOTE(s.stage && str_equal(s.stage->id, row->cell[3]), "walk.csv:%d stage %.*s", row->line,
		   STR_ARG(s.stage ? s.stage->id : STR("none")));
	CHECK_NOTE(str_equal(s.holder, row->cell[4]), "walk.csv:%d holder %.*s", row->line, STR_ARG(s.holder));
	CHECK_NOTE(str_equal(s.next ? s.next->step->id : STR(""), row->cell[5]), "walk.csv:%d next %.*s", row->line,
		   STR_ARG(s.next ? s.next->step->id : STR("none")));
}

TEST(each_process_can_be_walked)
{
	const struct rulebook *book = made_book();
	struct str rest = test_file(a, "tests/cases/pathway/walk.csv");
	struct row row;
	int line = 0;

	while (book && row_next(a, &rest, &line, &row))
		walk_row(a, book, &row);
}

/* What the family reads is said for each stage of each process that is in force. */
TEST(each_stage_has_words_for_the_family)
{
	const struct rulebook *book = made_book();

	for (size_t i = 0; book && i < book->pathway_count; i++)
		for (size_t j = 0; j < book->pathways[i].stage_count; j++) {
			const struct stage *s = &book->pathways[i].stages[j];

			CHECK_NOTE(!str_is_empty(s->family_name) && !str_is_empty(s->family_next) &&
				   !str_is_empty(s->family_can) && !str_is_empty(s->family_rights), "%.*s %.*s",
				   STR_ARG(book->pathways[i].id), STR_ARG(s->id));
		}
}

/* What the law refuses at one step, and what lets it through. refused: the field beside which it is told, "-" none, "" not
 * refused. */
static void refused_row(struct arena *a, const struct rulebook *book, const struct row *row)
{
	const struct pathway *p = book_pathway(book, row->cell[0]);
	struct answer born = { STR("born"), row->cell[1] };
	struct answers facts = { &born, 1, 0 };
	struct walk w = { .count = 0 };
	struct problems out = { 0 };

	CHECK_NOTE(p != NULL, "refused.csv:%d", row->line);
	for (struct str rest = row->cell[2]; p && rest.at && w.count < EVENTS_MOST - 1; w.count++)
		w.at[w.count] = rows_happened(a, str_cut(&rest, ';'), (int64_t)w.count + 1);
	if (!p)
		return;
	struct happened now = rows_happened(a, row->cell[3], (int64_t)w.count + 1);

	pathway_check(a, book, p, pathway_event(p, now.name), w.at, w.count, &facts, &now, now.day, &out);
	bool is_refused = !str_is_empty(row->cell[4]);
	struct str field = str_equal(row->cell[4], STR("-")) ? STR("") : row->cell[4];

	CHECK_NOTE((out.count > 0) == is_refused, "refused.csv:%d: %zu problems, the first %.*s", row->line, out.count,
		   out.count ? (int)out.at[0].words.len : 0, out.count ? out.at[0].words.at : "");
	if (is_refused && out.count)
		CHECK_NOTE(problems_of(&out, field) != NULL, "refused.csv:%d: told beside \"%.*s\"", row->line, STR_ARG(out.at[0].field));
}

TEST(what_the_law_refuses_is_refused_from_its_day)
{
	const struct rulebook *book = made_book();
	struct str rest = test_file(a, "tests/cases/pathway/refused.csv");
	struct row row;
	int line = 0;

	while (book && row_next(a, &rest, &line, &row))
		refused_row(a, book, &row);
}
