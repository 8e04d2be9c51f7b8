/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/plan_begin - a plan that is changed: it begins as it stands, the meeting proposes, the amendment and the final
 * plan go through the events of a review.
 * proves law:send-regs-2014/22 */
#include <stdio.h>

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

/* A process of the child that begins on a day, beside those that run. */
static struct str also_begun(struct made_case *m, const char *pathway, const char *event, struct date day, const char *field,
			     const char *value)
{
	struct problems problems = { 0 };
	struct str reference, token;
	struct case_new n = { .pathway = str_of(pathway), .authority = 341, .person_id = m->person,
			      .first = { .event = str_of(event), .day = day } };
	LIST_PUSH(m->desk.arena, &n.first.fields, (struct answer){ str_of(field), str_of(value) });
	LIST_PUSH(m->desk.arena, &n.first.fields, (struct answer){ STR("decided_by"), STR("manager") });
	CHECK_OK(case_start(&m->desk, &n, &problems, &reference, &token));
	CHECK_NOTE(problems.count == 0, "%.*s", STR_ARG(problems.count ? problems.at[0].words : STR("")));
	return reference;
}

static void write_section(struct made_case *m, struct str reference, const char *section, const char *text)
{
	struct problems p = { 0 };
	struct plan_part part = { .section = str_of(section), .body = str_of(text) };
	CHECK_OK(plan_save(&m->desk, opened(m, reference), 100, &part, 1, &p));
	CHECK_INT((int64_t)p.count, 0);
}

static void told(struct problems p, const char *part)
{
	CHECK_NOTE(p.count == 1 && str_contains(p.at[0].words, str_of(part)), "%zu problems, first: %.*s", p.count,
		   STR_ARG(p.count ? p.at[0].words : STR("")));
}

/* A move to the next school changes the plan like a review; and the review that ran beside it all the time begins from what came
 * of it, not from the plan of the day it was opened. proves law:send-regs-2014/18 */
static void move_changes_the_plan(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 10, 20));
	struct str review = review_begun(m, a, true), move;
	struct answers begins = { 0 };
	struct plan_version *v;
	size_t count;
	char final[300];
	move = also_begun(m, "PT", "transfer_planned", date_of(2026, 9, 14), "phase", "primary_to_secondary");
	CHECK_OK(plan_begins(&m->desk, opened(m, move), book_form(m->book, STR("ar-held")), &begins));
	CHECK_STR(answers_get(&begins, STR("section_b")), STR("B1: reads below her age"));
	told(recorded(m, a, move, "amendment_notice_sent", date_of(2026, 11, 2), "served=post"), "No change to the plan has been written yet");
	write_section(m, move, "I", "From 1 September 2027 a mainstream secondary school");
	CHECK_INT((int64_t)recorded(m, a, move, "amendment_notice_sent", date_of(2026, 11, 2), "served=post").count, 0);
	CHECK_INT((int64_t)recorded(m, a, move, "amendment_comments", date_of(2026, 11, 2), "agrees=yes; meeting_wanted=no").count, 0);
	snprintf(final, sizeof final, "setting=%lld; setting_type=mainstream; signed_by=A. Officer; health_agreed=yes; care_agreed=yes; changed=I",
		 (long long)m->school);
	/* The letter would name a school that the plan does not. */
	told(recorded(m, a, move, "final_sent", date_of(2026, 11, 2), final), "Section I of the plan does not name");
	write_section(m, move, "I", "Until 31 August 2027 Elm Primary School, then Harbour High School");
	CHECK_INT((int64_t)recorded(m, a, move, "final_sent", date_of(2026, 11, 2), "setting_type=mainstream; signed_by=A. Officer;"
		"health_agreed=yes; care_agreed=yes; changed=I").count, 0);
	CHECK_OK(plan_versions(&m->desk, opened(m, move), &v, &count));
	CHECK_INT((int64_t)count, 3);
	CHECK_STR(body_of(&v[0], "I"), STR("Elm Primary School"));      /* what it began from stays in view */
	CHECK_STR(v[2].state, STR("final"));
	CHECK_OK(plan_versions(&m->desk, opened(m, review), &v, &count));
	CHECK_INT((int64_t)count, 1);
	CHECK(v[0].is_base);
	CHECK_STR(body_of(&v[0], "I"), STR("Until 31 August 2027 Elm Primary School, then Harbour High School"));
}
TEST(a_move_to_the_next_school_changes_the_plan_sqlite) { move_changes_the_plan(a, STORE_SQLITE); }
TEST(a_move_to_the_next_school_changes_the_plan_postgres) { move_changes_the_plan(a, STORE_POSTGRES); }

/* One review serves both: what it changed need not be written again for the move. */
TEST(a_move_is_done_by_the_plan_that_a_review_changed)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 10, 20));
	struct str review = review_begun(m, a, true);
	struct str move = also_begun(m, "PT", "transfer_planned", date_of(2026, 9, 14), "phase", "primary_to_secondary");
	static const char final[] = "setting_type=mainstream; signed_by=A. Officer; health_agreed=yes; care_agreed=yes; changed=I";
	told(recorded(m, a, move, "final_sent", date_of(2026, 11, 2), final), "No change to the plan has been written yet");
	write_section(m, review, "I", "From 1 September 2027 Harbour High School");
	CHECK_INT((int64_t)recorded(m, a, review, "amendment_notice_sent", date_of(2026, 11, 2), "served=post").count, 0);
	CHECK_INT((int64_t)recorded(m, a, review, "amendment_comments", date_of(2026, 11, 2), "agrees=yes; meeting_wanted=no").count, 0);
	CHECK_INT((int64_t)recorded(m, a, review, "amended_final_sent", date_of(2026, 11, 2), final).count, 0);
	CHECK_INT((int64_t)recorded(m, a, move, "final_sent", date_of(2026, 11, 2), final).count, 0);
}

/* A new assessment writes a draft on the plan as it stands, with the advice that was sought anew and no school. proves law:send-regs-2014/27 */
TEST(a_new_assessment_writes_the_plan_anew)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 10, 20));
	struct plan_version *v;
	size_t count;
	review_begun(m, a, true);
	struct str again = also_begun(m, "RA", "decision_to_reassess", date_of(2026, 9, 1), "reasons",
		"She moved and cannot follow");
	CHECK_OK(plan_versions(&m->desk, opened(m, again), &v, &count));
	CHECK_INT((int64_t)count, 1);
	CHECK_STR(body_of(&v[0], "A"), STR("Ada likes animals."));
	write_section(m, again, "B", "B1: reads below her age\nB2: writes slowly");
	write_section(m, again, "F", "- For B1: 20 minutes daily, one to one\n- For B2: a laptop, 3 hours a week");
	CHECK_OK(plan_versions(&m->desk, opened(m, again), &v, &count));
	CHECK_STR(body_of(&v[1], "I"), STR(""));
	CHECK(!str_contains(body_of(&v[1], "K"), STR("Advice of 2025")));
	struct problems p = recorded(m, a, again, "draft_served", date_of(2026, 11, 2), "served=post; comments_by=2026-11-20");
	CHECK_NOTE(p.count > 1 && str_contains(p.at[p.count - 1].words, STR("No advice was asked for")), "%zu: %.*s", p.count,
		   STR_ARG(p.count ? p.at[p.count - 1].words : STR("")));
}

static const char ordered_final[] = "setting_type=mainstream; signed_by=A. Officer; health_agreed=yes; care_agreed=yes; changed=F";

/* An order to change sections writes the plan in its own process: the rest stays, section I and the advice too; no notice comes
 * before it. proves law:send-regs-2014/44(2)(e) */
static void order_changes_the_plan(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 10, 20));
	struct plan_version *v;
	size_t count;
	struct str review = review_begun(m, a, true);
	struct str order = also_begun(m, "TO", "order_sent", date_of(2026, 10, 12), "order", "amend");
	told(recorded(m, a, order, "amended_final_sent", date_of(2026, 11, 2), ordered_final), "No change to the plan has been written yet");
	write_section(m, order, "F", "- For B1: 30 minutes daily, one to one");
	CHECK_INT((int64_t)recorded(m, a, order, "amended_final_sent", date_of(2026, 11, 2), ordered_final).count, 0);
	CHECK_OK(plan_versions(&m->desk, opened(m, order), &v, &count));
	CHECK_INT((int64_t)count, 2);
	CHECK(v[0].is_base);
	CHECK_STR(v[1].state, STR("final"));
	CHECK_STR(body_of(&v[1], "F"), STR("- For B1: 30 minutes daily, one to one"));
	CHECK_STR(body_of(&v[1], "I"), STR("Elm Primary School"));
	CHECK_STR(body_of(&v[1], "K"), STR("Advice of 2025"));
	CHECK_OK(plan_versions(&m->desk, opened(m, review), &v, &count));
	CHECK_STR(body_of(&v[0], "F"), STR("- For B1: 30 minutes daily, one to one"));
}
TEST(an_order_changes_the_plan_sqlite) { order_changes_the_plan(a, STORE_SQLITE); }
TEST(an_order_changes_the_plan_postgres) { order_changes_the_plan(a, STORE_POSTGRES); }

/* An order that names another school: section I is the only change. proves law:send-regs-2014/44(2)(f) */
TEST(an_order_names_the_school)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 10, 20));
	struct plan_version *v;
	size_t count;
	char final[300];
	review_begun(m, a, true);
	struct str order = also_begun(m, "TO", "order_sent", date_of(2026, 10, 26), "order", "name_setting");
	snprintf(final, sizeof final, "setting=%lld; %s", (long long)m->school, ordered_final);
	write_section(m, order, "I", "Harbour High School");
	told(recorded(m, a, order, "amended_final_sent", date_of(2026, 11, 2), final), "Section I of the plan does not name");
	write_section(m, order, "I", "");
	CHECK_INT((int64_t)recorded(m, a, order, "amended_final_sent", date_of(2026, 11, 2), final).count, 0);
	CHECK_OK(plan_versions(&m->desk, opened(m, order), &v, &count));
	CHECK(str_contains(body_of(&v[1], "I"), opened(m, order)->school_name));
}

/* An order to make a plan goes by draft and final plan, and begins anew where an older plan is kept. proves law:send-regs-2014/44(2)(c) */
TEST(an_order_to_make_a_plan_gives_a_draft_first)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 10, 20));
	struct plan_version *v;
	size_t count;
	review_begun(m, a, true);
	struct str order = also_begun(m, "TO", "order_sent", date_of(2026, 10, 5), "order", "make_plan");
	write_section(m, order, "B", "B1: reads below her age");
	CHECK_OK(plan_versions(&m->desk, opened(m, order), &v, &count));
	CHECK_STR(body_of(&v[1], "I"), STR(""));
	CHECK(!str_contains(body_of(&v[1], "K"), STR("Advice of 2025")));
	CHECK_INT((int64_t)recorded(m, a, order, "amended_final_sent", date_of(2026, 11, 2), ordered_final).count > 0, 1);
	struct problems p = recorded(m, a, order, "draft_served", date_of(2026, 11, 2), "served=post; comments_by=2026-11-20");
	CHECK_NOTE(p.count > 1 && str_contains(p.at[p.count - 1].words, STR("No advice was asked for")), "%zu: %.*s", p.count,
		   STR_ARG(p.count ? p.at[p.count - 1].words : STR("")));
}
