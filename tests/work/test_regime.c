/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/regime - which law a case goes by, and that trying proposed law changes nothing that has started.
 * Touches work, on both databases. */
#include "gen/sql/case.h"
#include "store/fresh.h"
#include "work/made_case.h"
#include "work/regime.h"

static struct regime_view look(struct made_case *m, struct arena *a, struct date on)
{
	struct regime_view view = { 0 };
	struct store *s;

	CHECK_OK(store_take(m->pool, a, &s));
	CHECK_OK(regime_look(s, a, m->book, STR_NONE, m->person, on, &view));
	store_give(m->pool, s);
	return view;
}

static struct str kept(const struct regime_view *v, struct str id)
{
	for (size_t i = 0; i < v->kept.count; i++)
		if (str_equal(v->kept.at[i].id, id))
			return v->kept.at[i].value;
	return STR("");
}

static void a_trial(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2019, 5, 20));
	struct regime_trials trials;
	struct regime_view v;
	struct store *s;
	int64_t changed;

	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "");
	made_event(m, a, "final_sent", date_of(2026, 5, 22), "", "");
	v = look(m, a, date_of(2026, 6, 1));
	CHECK_INT((int64_t)v.lines.count, 1);
	CHECK(v.lines.count == 1 && v.lines.at[0].regime == NULL && str_contains(v.lines.at[0].why, STR("keeps the law that was in force that day")));
	CHECK_INT((int64_t)look(m, a, date_of(2026, 1, 4)).lines.count, 0);     /* nothing had begun */
	/* Year 1 in 2025/26: of the first that are looked at anew, at the end of Year 6. */
	CHECK_STR(kept(&v, STR("first_cohort")), STR("yes"));
	CHECK_STR(kept(&v, STR("XR-03")), STR("2030-08-31"));
	CHECK_OK(regime_switch_on(m->pool, a, 341, STR("reform-2026"), date_of(2027, 9, 1)));
	CHECK_OK(store_take(m->pool, a, &s));
	CHECK_OK(regime_trials(s, a, &trials));
	store_give(m->pool, s);
	CHECK(!regime_is_on(&trials, 341, STR("reform-2026"), date_of(2027, 8, 31)));
	CHECK(regime_is_on(&trials, 341, STR("reform-2026"), date_of(2027, 9, 1)));
	CHECK(!regime_is_on(&trials, 340, STR("reform-2026"), date_of(2027, 9, 1)));
	v = look(m, a, date_of(2027, 9, 2));
	CHECK(v.lines.count == 1 && v.lines.at[0].regime == NULL);
	CHECK_OK(regime_switch_off(m->pool, a, 341, STR("reform-2026"), date_of(2028, 7, 31), &changed));
	CHECK_INT(changed, 1);
	CHECK_OK(regime_switch_off(m->pool, a, 341, STR("reform-2026"), date_of(2028, 7, 31), &changed));
	CHECK_INT(changed, 0);
}

static const struct fault *taken_back(struct store *w, struct arena *a, void *ctx)
{
	const struct made_case *m = ctx;

	return sql_case_event_add(w, a, &(struct case_event_add_in){ .process_id = m->process, .seq = m->seq + 1, .name = STR(CASE_TAKEN_BACK),
		.day = date_of(2026, 5, 30), .subject = STR(""), .fields = STR("{}"), .corrects = m->seq, .reason = STR("Wrong child"),
		.account_id = m->officer, .actor = STR("case_officer"), .recorded = 1 }, NULL);
}

/* A plan that was not yet made on that day, or of which it was said by mistake, protects nobody. */
TEST(a_plan_counts_from_its_day_and_not_when_it_was_taken_back)
{
	static const struct { bool is_taken_back; int day; const char *cohort; } rows[] = { { false, 21, "" }, { false, 22, "yes" }, { true, 31, "" } };
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2019, 5, 20));
	struct regime_view v;

	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "");
	made_event(m, a, "final_sent", date_of(2026, 5, 22), "", "");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (rows[i].is_taken_back)
			CHECK_OK(store_write(m->pool, a, taken_back, m));
		v = look(m, a, date_of(2026, 5, rows[i].day));
		CHECK_NOTE(str_equal(kept(&v, STR("first_cohort")), str_of(rows[i].cohort)), "row %zu: %.*s", i, STR_ARG(kept(&v, STR("first_cohort"))));
	}
}

/* Opens a process of the proposed law on this day; gives the fault, or NULL when it was opened. */
static const struct fault *begin(struct made_case *m, const char *pathway, const char *event, struct date day)
{
	struct problems problems = { 0 };
	struct str reference, token;
	struct case_new n = { .authority = 341, .pathway = str_of(pathway), .person_id = m->person, .first = { .event = str_of(event), .day = day } };
	m->desk.now.today = day;
	const struct fault *f = case_start(&m->desk, &n, &problems, &reference, &token);
	for (size_t i = 0; !f && i < problems.count; i++)
		CHECK_NOTE(false, "%.*s: %.*s", STR_ARG(problems.at[i].field), STR_ARG(problems.at[i].words));
	return f;
}

/* Law that is only proposed opens no case, but in an area that tries it, while it tries it. */
TEST(a_case_of_proposed_law_is_opened_only_where_it_is_tried)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2019, 5, 20));
	int64_t changed;
	const struct fault *f = begin(m, "XR", "plan_made", date_of(2027, 9, 2));
	CHECK(f && f->kind == FAULT_ABSENT);
	CHECK_OK(regime_switch_on(m->pool, a, 341, STR("reform-2026"), date_of(2027, 9, 1)));
	f = begin(m, "XR", "plan_made", date_of(2027, 8, 31));
	CHECK(f && f->kind == FAULT_ABSENT);
	CHECK_OK(begin(m, "XR", "plan_made", date_of(2027, 9, 2)));
	CHECK_OK(regime_switch_off(m->pool, a, 341, STR("reform-2026"), date_of(2028, 7, 31), &changed));
	f = begin(m, "XR", "plan_made", date_of(2028, 8, 1));
	CHECK(f && f->kind == FAULT_ABSENT);
	CHECK_OK(begin(m, "TA", "growing_up", date_of(2028, 8, 1)));
}

/* What an event opens goes by the law that the area tries; what it cannot begin stays as it is. */
TEST(what_an_event_opens_is_opened_as_the_tried_law_has_it)
{
	static const struct { const char *pathway, *event; int year; const char *instead; } rows[] = {
		{ "AR", "plan_made", 2027, "XR" }, { "AR", "last_reviewed", 2027, "XR" }, { "AR", "plan_made", 2026, "AR" },
		{ "AR", "plan_made", 2028, "AR" }, { "AR", "meeting_held", 2027, "AR" }, { "NA", "request_received", 2027, "NA" },
	};
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2019, 5, 20));
	int64_t changed;

	CHECK_OK(regime_switch_on(m->pool, a, 341, STR("reform-2026"), date_of(2027, 9, 1)));
	CHECK_OK(regime_switch_off(m->pool, a, 341, STR("reform-2026"), date_of(2028, 7, 31), &changed));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str instead;

		CHECK_OK(regime_instead(m->desk.store, a, m->book, str_of(rows[i].pathway), str_of(rows[i].event), 341,
					date_of(rows[i].year, 9, 2), &instead));
		CHECK_STR(instead, str_of(rows[i].instead));
		CHECK_OK(regime_instead(m->desk.store, a, m->book, str_of(rows[i].pathway), str_of(rows[i].event), 344,
					date_of(rows[i].year, 9, 2), &instead));
		CHECK_STR(instead, str_of(rows[i].pathway));
	}
}

TEST(proposed_law_is_tried_in_one_area_and_touches_nothing_started_on_sqlite)
{
	a_trial(a, STORE_SQLITE);
}

TEST(proposed_law_is_tried_in_one_area_and_touches_nothing_started_on_postgres)
{
	a_trial(a, STORE_POSTGRES);
}
