/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/case_beside - the processes of one child: one review at a time, an act that counts in two of them, what is not begun twice. */
#include "work/case.h"
#include "work/made_case.h"

static struct problems begun(struct made_case *m, const char *pathway, const char *event, struct date day, const char *why, const char *phase,
			     struct str *reference)
{
	struct problems problems = { 0 };
	struct str token;
	struct case_new n = { .pathway = str_of(pathway), .authority = 341, .person_id = m->person, .second_why = str_of(why),
			      .first = { .event = str_of(event), .day = day } };
	if (*phase)
		LIST_PUSH(m->desk.arena, &n.first.fields, (struct answer){ STR("phase"), str_of(phase) });
	if (str_equal(n.pathway, STR("RA"))) {
		LIST_PUSH(m->desk.arena, &n.first.fields, (struct answer){ STR("asker"), STR("parent") });
		LIST_PUSH(m->desk.arena, &n.first.fields, (struct answer){ STR("why"), STR("Much has changed") });
	}
	CHECK_OK(case_start(&m->desk, &n, &problems, reference, &token));
	return problems;
}

static struct case_file *opened(struct made_case *m, struct str reference)
{
	struct case_file *c;
	CHECK_OK(case_open(&m->desk, reference, STR("view"), &c));
	return c;
}

/* fields: "name=text; name=text" */
static struct problems act_recorded(struct made_case *m, struct case_file *c, struct case_act *act, const char *fields)
{
	struct problems problems = { 0 };
	struct str rest = str_of(fields);
	int64_t seq;
	act->seen_version = c->version;
	while (rest.at) {
		struct str value = str_cut(&rest, ';'), key = str_trim(str_cut(&value, '='));
		LIST_PUSH(m->desk.arena, &act->fields, (struct answer){ key, str_trim(value) });
	}
	CHECK_OK(case_record(&m->desk, c, act, &problems, &seq));
	return problems;
}

static struct problems recorded(struct made_case *m, struct str reference, const char *event, struct date day, const char *fields, struct str also)
{
	struct case_act act = { .event = str_of(event), .day = day, .also = also };
	return act_recorded(m, opened(m, reference), &act, fields);
}

/* The first of these events that stands. */
static struct problems corrected(struct made_case *m, struct str reference, const char *event, struct date day, const char *fields)
{
	struct case_file *c = opened(m, reference);
	struct case_act act = { .event = str_of(event), .day = day, .reason = STR("A slip") };
	for (size_t i = c->event_count; i-- > 0;)
		if (str_equal(c->events[i].name, act.event) && !c->events[i].is_struck)
			act.corrects = c->events[i].seq;
	return act_recorded(m, c, &act, fields);
}

static const struct happened *last(struct made_case *m, struct str reference)
{
	struct case_file *c = opened(m, reference);
	return &c->events[c->event_count - 1];
}

static void fine(struct problems p)
{
	CHECK_NOTE(p.count == 0, "%.*s", STR_ARG(p.count ? p.at[0].words : STR("")));
}

static void one_review_at_a_time(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 10, 20));
	struct str review, second;
	m->desk.now.today = date_of(2026, 11, 2);
	fine(begun(m, "AR", "plan_made", date_of(2026, 1, 7), "", "", &review));
	/* Even with a reason: there is one yearly review. */
	struct problems p = begun(m, "AR", "plan_made", date_of(2026, 2, 7), "I want to", "", &second);
	CHECK(p.count == 1 && str_contains(p.at[0].words, review));
	/* Its decision is sent and it goes on with the changes: the next year begins beside it by itself. */
	fine(recorded(m, review, "meeting", date_of(2026, 10, 1), "present=All", STR("")));
	fine(recorded(m, review, "review_decision_notified", date_of(2026, 10, 20), "decision=amend; reasons=More help; served=post", STR("")));
	struct case_file *c = opened(m, review);
	size_t reviews = 0;
	for (size_t i = 0; i < c->other_count; i++)
		reviews += c->others[i].is_open && str_equal(c->others[i].pathway->id, STR("AR"));
	CHECK_INT((int64_t)reviews, 1);
	/* A kind of which there may be two asks why; one without a limit asks nothing. */
	fine(begun(m, "RA", "reassess_request_received", date_of(2026, 10, 1), "", "", &second));
	p = begun(m, "RA", "reassess_request_received", date_of(2026, 10, 9), "", "", &second);
	CHECK(p.count == 1 && problems_of(&p, STR("second_why")));
	fine(begun(m, "RA", "reassess_request_received", date_of(2026, 10, 9), "The NHS board asks too", "", &second));
	CHECK_STR(answers_get(&last(m, second)->fields, STR(CASE_SECOND)), STR("The NHS board asks too"));
	p = corrected(m, second, "reassess_request_received", date_of(2026, 10, 8), "asker=parent; why=More has changed");
	fine(p);
	CHECK_STR(answers_get(&last(m, second)->fields, STR(CASE_SECOND)), STR("The NHS board asks too"));
}
TEST(a_child_has_one_review_at_a_time_sqlite) { one_review_at_a_time(a, STORE_SQLITE); }
TEST(a_child_has_one_review_at_a_time_postgres) { one_review_at_a_time(a, STORE_POSTGRES); }

TEST(what_another_process_would_begin_twice_is_noted_in_the_open_one)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 10, 20));
	struct str review, again;
	m->desk.now.today = date_of(2026, 11, 2);
	fine(begun(m, "AR", "plan_made", date_of(2026, 1, 7), "", "", &review));
	fine(begun(m, "RA", "reassess_request_received", date_of(2026, 10, 1), "", "", &again));
	size_t others = opened(m, review)->other_count;
	fine(recorded(m, review, "reassessment_asked", date_of(2026, 10, 20), "text=Much has changed", STR("")));
	CHECK_INT((int64_t)opened(m, review)->other_count, (int64_t)others);
	CHECK_STR(last(m, again)->name, STR(CASE_NOTE));
	CHECK(str_contains(answers_get(&last(m, again)->fields, STR("text")), review));
}

static void counts_in_both(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 10, 20));
	struct case_besides list;
	struct str review, move;
	m->desk.now.today = date_of(2026, 11, 2);
	fine(begun(m, "AR", "plan_made", date_of(2026, 1, 7), "", "", &review));
	struct case_file *c = opened(m, review);
	const struct event_kind *meeting = pathway_event(c->pathway, STR("meeting"));
	CHECK_OK(case_besides(&m->desk, c, meeting, &list));
	CHECK_INT((int64_t)list.count, 0);
	fine(begun(m, "PT", "transfer_planned", date_of(2026, 9, 14), "", "primary_to_secondary", &move));
	CHECK_OK(case_besides(&m->desk, opened(m, review), meeting, &list));
	CHECK_INT((int64_t)list.count, 1);
	CHECK_STR(list.at[0].c->reference, move);
	CHECK_STR(list.at[0].event->id, STR("meeting"));
	fine(recorded(m, review, "meeting", date_of(2026, 10, 20), "present=All; went_well=Reading", move));
	CHECK_STR(last(m, move)->name, STR("meeting"));
	CHECK_STR(answers_get(&last(m, move)->fields, STR("went_well")), STR("Reading"));
	CHECK_STR(answers_get(&last(m, move)->fields, STR(CASE_ALSO)), review);
	CHECK_STR(answers_get(&last(m, review)->fields, STR(CASE_ALSO)), move);
	CHECK_STR(opened(m, move)->state.stage->id, STR("reviewed"));
	/* The other way, and its letter goes once: from the review. */
	fine(recorded(m, move, "report_sent", date_of(2026, 10, 26), "recommends=amend; report=It went well", review));
	CHECK_STR(opened(m, review)->state.stage->id, STR("deciding"));
	/* Without the tick it is of its own process alone. */
	fine(recorded(m, move, "meeting", date_of(2026, 10, 30), "present=All", STR("")));
	CHECK_STR(last(m, review)->name, STR("report_sent"));
	/* A correction stays in its own process, and still says where else the same was recorded. */
	size_t before = opened(m, move)->event_count;
	fine(corrected(m, review, "meeting", date_of(2026, 10, 21), "present=All"));
	CHECK_STR(answers_get(&last(m, review)->fields, STR(CASE_ALSO)), move);
	CHECK_INT((int64_t)opened(m, move)->event_count, (int64_t)before);
	/* One of the two refuses: nothing is saved in either. */
	struct problems p = recorded(m, move, "report_sent", date_of(2026, 10, 31), "recommends=amend; report=Again", STR("NOSUCH99"));
	CHECK(p.count == 1 && problems_of(&p, STR("also")));
	CHECK_STR(last(m, move)->name, STR("meeting"));
}
TEST(an_act_counts_in_two_processes_of_a_child_sqlite) { counts_in_both(a, STORE_SQLITE); }
TEST(an_act_counts_in_two_processes_of_a_child_postgres) { counts_in_both(a, STORE_POSTGRES); }
