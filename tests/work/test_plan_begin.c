/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/plan_begin - a plan that is changed: it begins as it stands, the meeting proposes, the amendment and the final
 * plan go through the events of a review.
 * proves law:send-regs-2014/22 */
#include "gen/sql/demo.h"
#include "work/made_case.h"
#include "work/plan.h"

static const struct { const char *section, *body; } old[] = {
	{ "A", "Ada likes animals." }, { "B", "B1: reads below her age" }, { "E", "- By July 2027 Ada reads a page." },
	{ "C", "None is known." }, { "D", "None is known." }, { "F", "- For B1: 20 minutes daily, one to one" },
	{ "I", "Elm Primary School" }, { "K", "Advice of 2025" },
};

static const struct fault *final_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct made_case *m = ctx;
	struct demo_plan_add_rows made;
	TRY(sql_demo_plan_add(writer, a, &(struct demo_plan_add_in){ .process_id = m->process, .version = 1,
		.state = STR("final"), .changed = 1, .account_id = m->officer, .frozen = date_of(2026, 1, 7), .event_seq = 1 }, &made));
	for (size_t i = 0; i < sizeof old / sizeof *old; i++)
		TRY(sql_demo_plan_section_add(writer, a, &(struct demo_plan_section_add_in){ .plan_id = made.at[0].id,
			.section = str_of(old[i].section), .body = str_of(old[i].body) }, NULL));
	return NULL;
}

/* A review of a child whose final plan is kept here (or not). */
static struct str review_begun(struct made_case *m, struct arena *a, bool has_plan)
{
	struct problems problems = { 0 };
	struct str reference, token;
	struct case_new n = { .pathway = STR("AR"), .authority = 341, .person_id = m->person,
			      .first = { .event = STR("plan_made"), .day = date_of(2026, 1, 7) } };
	if (has_plan)
		CHECK_OK(store_write(m->pool, a, final_job, m));
	m->desk.now.today = date_of(2026, 11, 2);
	CHECK_OK(case_start(&m->desk, &n, &problems, &reference, &token));
	CHECK_INT((int64_t)problems.count, 0);
	return reference;
}

/* Records an event ("name=text; name=text") as the officer; gives what refused it. */
static struct problems recorded(struct made_case *m, struct arena *a, struct str reference, const char *event,
				struct date day, const char *fields)
{
	struct problems problems = { 0 };
	struct case_file *c;
	struct case_act act = { .event = str_of(event), .day = day };
	struct str rest = str_of(fields);
	int64_t seq;
	CHECK_OK(case_open(&m->desk, reference, STR("record"), &c));
	act.seen_version = c->version;
	while (rest.at) {
		struct str value = str_cut(&rest, ';'), key = str_trim(str_cut(&value, '='));
		LIST_PUSH(a, &act.fields, (struct answer){ key, str_trim(value) });
	}
	CHECK_OK(case_record(&m->desk, c, &act, &problems, &seq));
	return problems;
}

static struct case_file *opened(struct made_case *m, struct str reference)
{
	struct case_file *c;
	CHECK_OK(case_open(&m->desk, reference, STR("view"), &c));
	return c;
}

static struct str body_of(const struct plan_version *v, const char *section)
{
	return plan_part_of(v, str_of(section))->body;
}

static void from_meeting_to_final(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct str reference = review_begun(m, a, true);
	struct answers begins = { 0 };
	struct plan_version *v;
	struct plan_part *proposals;
	size_t count;
	const struct form *form = book_form(m->book, STR("ar-held"));
	CHECK_OK(plan_versions(&m->desk, opened(m, reference), &v, &count));
	CHECK_INT((int64_t)count, 1);
	CHECK(v[0].is_base);
	CHECK_OK(plan_begins(&m->desk, opened(m, reference), form, &begins));
	CHECK_STR(answers_get(&begins, STR("section_b")), STR("B1: reads below her age"));
	CHECK(str_is_empty(answers_get(&begins, STR("present"))));
	CHECK_INT((int64_t)recorded(m, a, reference, "meeting", date_of(2026, 10, 20), "present=All; outcomes_reached=One of one; "
		"section_b=B1: reads below her age\nB2: writes slowly; section_f=- For B1: 20 minutes daily, one to one\n- For B2: a laptop, 3 hours a week;"
		"section_e=- By July 2027 Ada reads a page.").count, 0);
	begins = (struct answers){ 0 };
	CHECK_OK(plan_begins(&m->desk, opened(m, reference), book_form(m->book, STR("ar-report")), &begins));
	CHECK_STR(answers_get(&begins, STR("report")), STR("One of one"));
	CHECK_OK(plan_proposals(&m->desk, opened(m, reference), &proposals, &count));
	CHECK_INT((int64_t)count, 2);
	CHECK_STR(proposals[0].section, STR("B"));
	struct problems p = recorded(m, a, reference, "amendment_notice_sent", date_of(2026, 11, 2), "served=post");
	CHECK(p.count == 1 && str_contains(p.at[0].words, STR("No change to the plan has been written yet")));
	p = (struct problems){ 0 };
	CHECK_OK(plan_save(&m->desk, opened(m, reference), 0, proposals, count, &p));
	CHECK_INT((int64_t)p.count, 0);
	/* A plan that is changed may name its school: it is no first draft. */
	CHECK_INT((int64_t)recorded(m, a, reference, "amendment_notice_sent", date_of(2026, 11, 2), "served=post").count, 0);
	CHECK_INT((int64_t)recorded(m, a, reference, "amendment_comments", date_of(2026, 11, 2), "agrees=yes; meeting_wanted=no").count, 0);
	CHECK_INT((int64_t)recorded(m, a, reference, "amended_final_sent", date_of(2026, 11, 2), "setting_type=mainstream; signed_by=A. Officer;"
		"health_agreed=yes; care_agreed=yes; changed=B and F").count, 0);
	CHECK_OK(plan_versions(&m->desk, opened(m, reference), &v, &count));
	CHECK_INT((int64_t)count, 3);
	CHECK_STR(v[2].state, STR("final"));
	CHECK_INT(v[2].version, 2);
	CHECK_STR(body_of(&v[2], "B"), STR("B1: reads below her age\nB2: writes slowly"));
	CHECK_STR(body_of(&v[2], "I"), STR("Elm Primary School"));
}
TEST(a_plan_is_changed_from_the_meeting_to_the_final_plan_sqlite) { from_meeting_to_final(a, STORE_SQLITE); }
TEST(a_plan_is_changed_from_the_meeting_to_the_final_plan_postgres) { from_meeting_to_final(a, STORE_POSTGRES); }

TEST(a_final_plan_waits_for_the_family_or_its_15_days)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 5, 20));
	struct str reference = review_begun(m, a, false);
	static const char final[] = "setting_type=mainstream; signed_by=A. Officer; health_agreed=yes; care_agreed=yes; changed=B";
	/* No plan is kept here: the notice was written elsewhere and can be noted. */
	CHECK_INT((int64_t)recorded(m, a, reference, "amendment_notice_sent", date_of(2026, 10, 1), "served=post").count, 0);
	CHECK_INT((int64_t)recorded(m, a, reference, "amendment_notice_served", date_of(2026, 10, 3), "").count, 0);
	struct problems p = recorded(m, a, reference, "amended_final_sent", date_of(2026, 10, 17), final);
	CHECK(p.count == 1 && str_contains(p.at[0].words, STR("15 days")));
	CHECK_INT((int64_t)recorded(m, a, reference, "amended_final_sent", date_of(2026, 10, 18), final).count, 0);
}

TEST(from_year_9_the_meeting_must_have_talked_about_adult_life)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2012, 10, 1));
	struct str reference = review_begun(m, a, true);
	struct problems p = recorded(m, a, reference, "meeting", date_of(2026, 10, 20), "present=All");
	CHECK(p.count == 1 && str_contains(p.at[0].words, STR("From Year 9")));
	CHECK_INT((int64_t)recorded(m, a, reference, "meeting", date_of(2026, 10, 20), "present=All; adult_life=yes").count, 0);
}
