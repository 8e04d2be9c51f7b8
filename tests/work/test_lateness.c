/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/lateness - rows are kept as things happen; a period cuts them; who may see what. */
#include "gen/sql/lateness.h"
#include "store/fresh.h"
#include "work/lateness.h"
#include "work/made_case.h"

static const struct fault *again(struct store *writer, struct arena *a, void *ctx)
{
	struct made_case *m = ctx;

	return case_recompute(writer, a, m->book, m->process, m->desk.now.today);
}

static const struct fault *forget(struct store *writer, struct arena *a, void *ctx)
{
	struct made_case *m = ctx;

	TRY(sql_lateness_drop(writer, a, &(struct lateness_drop_in){ m->process }, NULL));
	return sql_lateness_key_put(writer, a, &(struct lateness_key_put_in){ m->process, STR("") }, NULL);
}

static struct lateness_sum sum_of(struct made_case *m, const struct lateness_query *q, const char *step,
				  const char *party)
{
	struct lateness_sums sums = { 0 };

	CHECK_OK(lateness_sums(&m->desk, q, &sums));
	for (size_t i = 0; i < sums.count; i++)
		if (str_equal(sums.at[i].step, str_of(step)) && str_equal(sums.at[i].party, str_of(party)))
			return sums.at[i];
	return (struct lateness_sum){ .cases = 0 };
}

/* Due on 16 February, told to the family on 2 March: four days of it with the family, the rest with the council. */
static void the_rows_of_a_period(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct lateness_query q = { .authority = 341, .since = date_of(2026, 1, 1), .until = date_of(2026, 12, 31) };
	struct lateness_cases cases = { 0 };
	int64_t looked, changed;
	const struct fault *f;

	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "");
	made_event(m, a, "evidence_asked", date_of(2026, 2, 10), "", "");
	m->desk.now.today = date_of(2026, 2, 16);
	CHECK_OK(store_write(m->pool, a, again, m));
	CHECK_INT(sum_of(m, &q, "NA-02", "").cases, 0);
	/* Days go by and nothing is saved: the row was there before it was late. */
	m->desk.now.today = date_of(2026, 2, 18);
	CHECK_INT(sum_of(m, &q, "NA-02", "family").days, 2);
	CHECK_INT(sum_of(m, &q, "NA-02", "family").lasting, 1);
	made_event(m, a, "evidence_received", date_of(2026, 2, 20), "", "");
	made_event(m, a, "decision_to_assess", date_of(2026, 3, 1), "", "reasons=Yes");
	made_event(m, a, "assess_decision_notified", date_of(2026, 3, 2), "", "");
	m->desk.now.today = date_of(2026, 3, 10);
	CHECK_OK(store_write(m->pool, a, again, m));
	CHECK_INT(sum_of(m, &q, "NA-02", "").days, 14);
	CHECK_INT(sum_of(m, &q, "NA-02", "family").days, 4);
	CHECK_INT(sum_of(m, &q, "NA-02", "council").days, 10);
	CHECK_INT(sum_of(m, &q, "NA-02", "").lasting, 0);
	q.since = date_of(2026, 2, 19);
	q.until = date_of(2026, 2, 21);
	CHECK_INT(sum_of(m, &q, "NA-02", "").days, 3);
	CHECK_INT(sum_of(m, &q, "NA-02", "family").days, 1);
	CHECK_INT(sum_of(m, &q, "NA-02", "council").days, 2);
	CHECK_INT(sum_of(m, &q, "NA-02", "").lasting, 1);
	q.pathway = STR("AR");
	CHECK_INT(sum_of(m, &q, "NA-02", "").days, 0);
	/* What is missing is filled by a recompute. */
	q.pathway = STR("NA");
	CHECK_OK(store_write(m->pool, a, forget, m));
	CHECK_INT(sum_of(m, &q, "NA-02", "").days, 0);
	CHECK_OK(case_recompute_all(m->pool, a, m->book, m->desk.now.today, &looked, &changed));
	CHECK_INT(changed, 1);
	CHECK_INT(sum_of(m, &q, "NA-02", "").days, 3);
	q.step = STR("NA-02");
	q.party = STR("council");
	CHECK_OK(lateness_cases(&m->desk, &q, STR("view"), &cases));
	CHECK_INT((int64_t)cases.count, 1);
	CHECK_INT(cases.count ? cases.at[0].days : 0, 2);
	q.authority = 344;
	f = lateness_cases(&m->desk, &q, STR("view"), &cases);
	CHECK(f && f->kind == FAULT_ABSENT);
}

TEST(late_days_are_cut_by_a_period_on_sqlite)
{
	the_rows_of_a_period(a, STORE_SQLITE);
}

TEST(late_days_are_cut_by_a_period_on_postgres)
{
	the_rows_of_a_period(a, STORE_POSTGRES);
}
