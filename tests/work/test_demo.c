/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_demo - the demonstration area: same seed, same bytes; published counts; lawful walks.
 * Touches work/demo, the store and the built-in rulebook. */
#include <stdlib.h>

#include "rulebook/made_book.h"
#include "store/fresh.h"
#include "work/case.h"
#include "work/demo_room.h"

static struct demo_order order_of(double scale)
{
	const struct rulebook *book = made_book();
	return (struct demo_order){ .seed = 1, .scale = scale, .today = date_of(2026, 11, 24), .book = book,
				    .files = rulebook_built_in, .file_count = rulebook_built_in_count,
				    .password = STR("waymark-demo") };
}

TEST(shares_add_up_to_the_total)
{
	int64_t weights[] = { 1, 1, 1 }, out[3];
	demo_share(a, weights, 3, 10, out);
	CHECK_INT(out[0], 4);
	CHECK_INT(out[1], 3);
	CHECK_INT(out[2], 3);
	int64_t none[] = { 0, 0 };
	demo_share(a, none, 2, 5, none);
	CHECK_INT(none[0] + none[1], 0);
}

/* January 2025 as published: data/ehcp-statistics-2025/caseload.csv. */
TEST(the_caseload_is_the_published_one)
{
	static const struct { int64_t code, plans; } want[DEMO_AREAS] = {
		{ 340, 2789 }, { 341, 6814 }, { 342, 2179 }, { 344, 4858 },
	};
	struct demo_area areas[DEMO_AREAS];
	CHECK_OK(demo_figures(a, rulebook_built_in, rulebook_built_in_count, areas));
	for (int i = 0; i < DEMO_AREAS; i++) {
		struct demo_cases cases = demo_cases_make(a, &areas[i], i, 1, (struct calendar){ 0 }, date_of(2026, 11, 24));
		int64_t plans = 0, girls = 0;
		for (size_t c = 0; c < cases.count; c++) {
			bool holds = cases.at[c].kind == DEMO_PLAN || cases.at[c].kind == DEMO_OLD_PLAN;
			plans += holds;
			girls += holds && str_equal(cases.at[c].sex, STR("female"));
		}
		CHECK_INT(areas[i].code, want[i].code);
		CHECK_INT(plans, want[i].plans);
		CHECK_INT(girls, areas[i].girls);
		CHECK_INT(cases.extra_requests, 0);
	}
}

static void years_equal(const struct demo_made *m)
{
	int64_t added = m->extra_requests;
	for (int y = 1; y < DEMO_YEARS; y++) {
		const struct demo_year *want = &m->scaled.years[y];
		int64_t plain = 0, flagged = 0;
		for (int band = 0; band < DEMO_BANDS; band++) {
			plain += want->plans[band][0];
			flagged += want->plans[band][1];
		}
		CHECK_NOTE(m->years[y].plans == plain + flagged, "plans of %d", DEMO_FIRST_YEAR + y);
		CHECK_NOTE(m->years[y].plans_ex == plain, "plans without exception of %d", DEMO_FIRST_YEAR + y);
		CHECK_NOTE(m->years[y].in_time == want->plans[BAND_IN_TIME][0] + want->plans[BAND_IN_TIME][1],
			   "in time of %d", DEMO_FIRST_YEAR + y);
		CHECK_NOTE(m->years[y].in_time_ex == want->plans[BAND_IN_TIME][0], "in time without exception of %d",
			   DEMO_FIRST_YEAR + y);
		int64_t more = m->years[y].requests - want->requests;
		CHECK_NOTE(more >= 0 && more <= added, "requests of %d: %lld more", DEMO_FIRST_YEAR + y, (long long)more);
		added -= more;
	}
	CHECK_INT(m->plans, m->scaled.caseload);
}

/* Each event of a walk must be one that may be recorded then, on a day on which people work. */
static void walk_is_lawful(struct arena *a, const struct demo_order *order, const char *pathway,
			   const struct demo_case *of, size_t c, const struct demo_events *walk)
{
	const struct pathway *p = book_pathway(order->book, str_of(pathway));
	struct calendar calendar = { order->book->holidays, order->book->holiday_count };
	struct demo_events events = *walk;
	struct happened *told = ARENA_NEW(a, struct happened, events.count);
	for (size_t i = 0; i < events.count; i++) {
		const struct demo_event *e = &events.at[i];
		told[i] = (struct happened){ .seq = (int64_t)i + 1, .name = e->name, .subject = e->subject,
					     .day = e->day, .actor = e->actor };
		CHECK_OK(case_answers_read(a, e->fields, &told[i].fields));
		struct problems problems = { 0 };
		CHECK_NOTE(days_is_working(calendar, e->day) || i == 0, "case %zu, event %zu %.*s: nobody works that day", c,
			   i + 1, STR_ARG(e->name));
		struct answers facts = { 0 };
		LIST_PUSH(a, &facts, (struct answer){ STR("born"), date_iso(a, of->born) });
		pathway_check(a, order->book, p, pathway_event(p, e->name), told, i, &facts, &told[i],
			      e->day, &problems);
		for (size_t k = 0; k < problems.count; k++)
			CHECK_NOTE(false, "%s case %zu, event %zu %.*s: %.*s: %.*s", pathway, c, i + 1, STR_ARG(e->name),
				   STR_ARG(problems.at[k].field), STR_ARG(problems.at[k].words));
	}
}

/* Replays each walk. law:send-regs-2014/13, law:send-regs-2014/20-22 and others. */
static void walks_are_lawful(struct arena *a, const struct demo_order *order)
{
	size_t shown[2] = { 0 }, told[DEMO_OTHERS_MOST] = { 0 };
	struct demo_table others;
	struct demo_texts texts = { 0 };
	struct demo_area full[DEMO_AREAS], area;
	struct calendar calendar = { order->book->holidays, order->book->holiday_count };
	struct demo_place place = { .name = STR("Liverpool"), .manager = 1, .panel_member = 2,
				    .manager_name = STR("M"), .calendar = calendar };
	CHECK_OK(demo_texts_read(a, order->files, order->file_count, &texts));
	CHECK_OK(demo_table_read(a, order->files, order->file_count, "processes", &others));
	CHECK_OK(demo_figures(a, order->files, order->file_count, full));
	demo_scale(a, &full[1], order->scale, &area);
	for (int64_t week = 0; week < 700; week++)
		LIST_PUSH(a, &place.panels, (struct demo_panel){ week + 1, date_add(date_of(2015, 1, 6), 7 * (int32_t)week) });
	LIST_PUSH(a, &place.officers, 3);
	LIST_PUSH(a, &place.schools, (struct demo_school){ .id = 9, .name = STR("School"), .phase = STR("primary") });
	struct demo_cases cases = demo_cases_make(a, &area, 1, order->seed, calendar, order->today);
	demo_reviews_give(&cases, STR("mainstream_la_maintained"), order->today);
	struct arena_mark mark = arena_mark(a);
	for (size_t c = 0; c < cases.count; c++) {
		struct demo_person who = { .given = STR("Ada"), .family = STR("Roe"), .sex = STR("female"),
			.parent = STR("Kim Roe"), .parent_kind = STR("Mother"), .address = STR("1 Elm Road"),
			.postcode = STR("L1 1CC"), .email = STR("k@example.org"), .phone = STR("0151 496 0001"),
			.school = &place.schools.at[0], .setting_type = STR("mainstream") };
		struct demo_events events = demo_walk(a, &texts, &place, &cases.at[c], &who, 3, order->seed, c,
						      order->today);
		walk_is_lawful(a, order, "NA", &cases.at[c], c, &events);
		struct demo_round rounds[2];
		bool plan = cases.at[c].kind == DEMO_PLAN || cases.at[c].kind == DEMO_OLD_PLAN;
		size_t count = !plan ? 0 : demo_rounds(calendar, &cases.at[c], order->seed, c, order->today, rounds);
		for (size_t i = 0; i < count; i++) {
			events = demo_round_walk(a, &texts, &place, &cases.at[c], &who, 3, &rounds[i], order->seed, c * 2 + i,
						 order->today);
			walk_is_lawful(a, order, "AR", &cases.at[c], c, &events);
			shown[rounds[i].decision.day > order->today.day]++;
		}
		for (size_t row = 0; row < others.row_count; row++) {
			struct demo_child child = { .c = &cases.at[c], .who = &who, .officer = 3, .number = c };
			struct str pathway = demo_cell(&others, row, "process");
			if (!demo_other_fits(&others, row, &cases.at[c], demo_number(&others, row, "council")))
				continue;
			events = demo_other_walk(a, &others, row, &texts, &place, &child, order->seed, order->today);
			CHECK_NOTE(events.count > 0, "row %zu of demo/processes.csv (%.*s) has no event", row + 1, STR_ARG(pathway));
			walk_is_lawful(a, order, arena_cstr(a, pathway), &cases.at[c], c, &events);
			told[row]++;
		}
		arena_reset(a, mark);
	}
	for (size_t row = 0; row < others.row_count; row++)
		CHECK_NOTE(told[row] > 0, "nobody fits row %zu of demo/processes.csv", row + 1);
	/* Each plan has one running round; some have one that ended lately. */
	CHECK(shown[0] > 0 && shown[1] > shown[0]);
}

TEST(each_walk_of_the_demonstration_area_is_lawful)
{
	test_slow();
	struct demo_order order = order_of(getenv("WAYMARK_TEST_SLOW") ? 0.1 : 0.01);
	walks_are_lawful(a, &order);
}

TEST(a_filled_area_has_the_scaled_counts_and_both_rates)
{
	test_slow();
	struct demo_order order = order_of(getenv("WAYMARK_TEST_SLOW") ? 0.1 : 0.01);
	struct demo_made made[DEMO_AREAS];
	CHECK_OK(demo_fill(fresh_store(a, STORE_SQLITE), a, &order, made));
	for (int i = 0; i < DEMO_AREAS; i++)
		years_equal(&made[i]);
}
