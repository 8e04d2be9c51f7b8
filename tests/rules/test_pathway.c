/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/pathway - where a process stands; shown with NA and with a made-up process of text alone. */
#include "rows.h"
#include "rulebook/made_book.h"
#include "rules/pathway.h"

struct told { struct happened at[40]; size_t count; };

static void tell(struct told *t, struct str name, struct str subject, struct str day)
{
	t->at[t->count] = (struct happened){ .seq = (int64_t)t->count + 1, .name = name, .subject = subject,
					     .day = date_read(day) };
	t->count++;
}

static void with(struct arena *a, struct told *t, struct str name, struct str text)
{
	LIST_PUSH(a, &t->at[t->count - 1].fields, (struct answer){ name, text });
}

static const struct rulebook *book_with(struct arena *a, const char *file)
{
	struct rulebook_file *files = ARENA_NEW(a, struct rulebook_file, rulebook_built_in_count + 1);
	struct problems problems = { 0 };
	const struct rulebook *book;
	size_t count = rulebook_built_in_count;

	for (size_t i = 0; i < count; i++)
		files[i] = rulebook_built_in[i];
	if (file)
		files[count++] = (struct rulebook_file){ STR("pathway/made-up.txt"), test_file(a, file) };
	book = rulebook_read(a, files, count, &problems);
	CHECK_NOTE(book != NULL, "%.*s", STR_ARG(problems.count ? problems.at[0].words : STR("")));
	return book;
}

static const struct step_line *line_of(const struct case_state *s, struct str step, struct str subject)
{
	static const struct step_line none;

	for (size_t i = 0; i < s->step_count; i++)
		if (str_equal(s->steps[i].step->id, step) && str_equal(s->steps[i].subject, subject))
			return &s->steps[i];
	CHECK_NOTE(false, "no step %.*s", STR_ARG(step));
	return &none;
}

static bool is_offered(const struct case_state *s, struct str event)
{
	for (size_t i = 0; i < s->offer_count; i++)
		if (str_equal(s->offers[i]->id, event))
			return true;
	return false;
}

static struct case_state state_on(struct arena *a, const struct rulebook *book, struct str process, struct told *t,
				  struct str today)
{
	return pathway_reckon(a, book, book_pathway(book, process), t->at, t->count, NULL, date_read(today));
}

TEST(a_made_up_process_walks_without_new_c)
{
	const struct rulebook *book = book_with(a, "tests/cases/pathway/library-card.txt");
	struct told t = { 0 };
	struct case_state s = state_on(a, book, STR("LIB"), &t, STR("2026-03-30"));

	CHECK(is_offered(&s, STR("card_asked")));
	CHECK_INT((int64_t)s.offer_count, 1);
	tell(&t, STR("card_asked"), STR(""), STR("2026-03-30"));
	tell(&t, STR("opinion_asked"), STR(""), STR("2026-03-31"));
	with(a, &t, STR("ask.opinion-north"), STR("4 north"));
	with(a, &t, STR("ask.opinion-south"), STR("5 south"));
	tell(&t, STR("question_received"), STR("opinion-north"), STR("2026-04-01"));
	s = state_on(a, book, STR("LIB"), &t, STR("2026-04-02"));
	CHECK_DATE(line_of(&s, STR("LIB-01"), STR(""))->due, date_of(2026, 4, 15));
	CHECK_STR(s.stage->id, STR("asking_neighbours"));
	CHECK_STR(s.holder, STR("neighbours"));
	CHECK_DATE(line_of(&s, STR("LIB-02"), STR("opinion-north"))->due, date_of(2026, 4, 8));
	CHECK(!line_of(&s, STR("LIB-02"), STR("opinion-north"))->is_planned);
	CHECK_DATE(line_of(&s, STR("LIB-02"), STR("opinion-south"))->due, date_of(2026, 4, 7));
	CHECK(line_of(&s, STR("LIB-02"), STR("opinion-south"))->is_planned);
	CHECK(!is_offered(&s, STR("card_granted")));
	tell(&t, STR("opinion_given"), STR("opinion-north"), STR("2026-04-02"));
	s = state_on(a, book, STR("LIB"), &t, STR("2026-04-03"));
	CHECK_STR(s.holder, STR("neighbours"));
	tell(&t, STR("opinion_given"), STR("opinion-south"), STR("2026-04-09"));
	tell(&t, STR("card_granted"), STR(""), STR("2026-04-16"));
	s = state_on(a, book, STR("LIB"), &t, STR("2026-04-16"));
	CHECK_INT(line_of(&s, STR("LIB-02"), STR("opinion-south"))->late_days, 2);
	CHECK(line_of(&s, STR("LIB-01"), STR(""))->state == STEP_DONE_LATE);
	CHECK_STR(s.next->step->id, STR("LIB-03"));
	tell(&t, STR("card_issued"), STR(""), STR("2026-04-17"));
	s = state_on(a, book, STR("LIB"), &t, STR("2026-05-01"));
	CHECK_STR(s.outcome, STR("issued"));
	CHECK_DATE(s.closed, date_of(2026, 4, 17));
	CHECK_DATE(s.decided, date_of(2026, 4, 16));
	CHECK(s.next == NULL);
	CHECK_INT((int64_t)s.offer_count, 0);
}

TEST(the_version_in_force_on_the_start_day_is_used_and_proposals_never)
{
	const struct rulebook *book = book_with(a, "tests/cases/pathway/library-card.txt");
	struct told old = { 0 }, new = { 0 };
	struct case_state s;

	tell(&old, STR("card_asked"), STR(""), STR("2026-06-30"));
	s = state_on(a, book, STR("LIB"), &old, STR("2026-07-02"));
	CHECK_DATE(line_of(&s, STR("LIB-01"), STR(""))->due, date_of(2026, 7, 14));
	CHECK_INT((int64_t)s.step_count, 3);
	tell(&new, STR("card_asked"), STR(""), STR("2026-07-01"));
	s = state_on(a, book, STR("LIB"), &new, STR("2026-07-02"));
	CHECK_DATE(line_of(&s, STR("LIB-01"), STR(""))->due, date_of(2026, 7, 8));
}

TEST(a_correction_strikes_what_it_corrects_and_keeps_its_place)
{
	const struct rulebook *book = book_with(a, NULL);
	struct told t = { 0 };
	struct case_state s;

	tell(&t, STR("request_received"), STR(""), STR("2026-01-05"));
	tell(&t, STR("evidence_asked"), STR(""), STR("2026-01-12"));
	tell(&t, STR("request_received"), STR(""), STR("2026-01-12"));
	t.at[2].corrects = 1;
	s = state_on(a, book, STR("NA"), &t, STR("2026-01-20"));
	CHECK(t.at[0].is_struck && !t.at[1].is_struck && !t.at[2].is_struck);
	CHECK_DATE(s.start, date_of(2026, 1, 12));
	CHECK_DATE(line_of(&s, STR("NA-02"), STR(""))->due, date_of(2026, 2, 23));
	CHECK_STR(s.holder, STR("family"));
	t.at[2].corrects = 2;
	t.at[2].name = STR("evidence_received");
	s = state_on(a, book, STR("NA"), &t, STR("2026-01-20"));
	CHECK(!t.at[0].is_struck && t.at[1].is_struck);
}

/* A case that was asked for advice and is in its third month. */
static void tell_case(struct arena *a, struct told *t)
{
	tell(t, STR("request_received"), STR(""), STR("2026-01-05"));
	tell(t, STR("decision_to_assess"), STR(""), STR("2026-02-10"));
	tell(t, STR("assess_decision_notified"), STR(""), STR("2026-02-11"));
	tell(t, STR("advice_requested"), STR(""), STR("2026-02-11"));
	with(a, t, STR("ask.advice-ep"), STR("12 ep"));
	with(a, t, STR("ask.advice-health"), STR("13 health"));
	tell(t, STR("advice_request_received"), STR("advice-ep"), STR("2026-02-13"));
}

TEST(each_adviser_has_a_clock)
{
	const struct rulebook *book = book_with(a, NULL);
	struct told t = { 0 };
	struct case_state s;

	tell_case(a, &t);
	s = state_on(a, book, STR("NA"), &t, STR("2026-03-26"));
	CHECK_DATE(line_of(&s, STR("NA-05"), STR("advice-ep"))->due, date_of(2026, 3, 27));
	CHECK(line_of(&s, STR("NA-05"), STR("advice-ep"))->state == STEP_OPEN);
	CHECK(line_of(&s, STR("NA-05"), STR("advice-health"))->state == STEP_LATE);
	CHECK(line_of(&s, STR("NA-05"), STR("advice-health"))->is_planned);
	CHECK_INT((int64_t)s.ask_count, 2);
	CHECK_INT(s.asks[0].organisation_id, 12);
	CHECK_STR(s.asks[0].state, STR("received"));
	CHECK_STR(s.asks[1].role, STR("health"));
	CHECK_STR(s.holder, STR("advisers"));
	CHECK_DATE(s.holder_since, date_of(2026, 2, 11));
	CHECK_STR(s.stage->id, STR("gathering_advice"));
	CHECK(s.is_late);
	CHECK(is_offered(&s, STR("advice_received")));
	CHECK(!is_offered(&s, STR("draft_served")));
	CHECK(!is_offered(&s, STR("closure_start")));
	tell(&t, STR("advice_received"), STR("advice-ep"), STR("2026-03-28"));
	tell(&t, STR("advice_received"), STR("advice-health"), STR("2026-03-25"));
	s = state_on(a, book, STR("NA"), &t, STR("2026-04-01"));
	CHECK(line_of(&s, STR("NA-05"), STR("advice-ep"))->state == STEP_DONE_LATE);
	CHECK(line_of(&s, STR("NA-05"), STR("advice-health"))->state == STEP_DONE);
	CHECK_STR(s.stage->id, STR("deciding_to_issue"));
	CHECK_STR(s.holder, STR("council"));
}

TEST(an_exception_lifts_the_limit_only_where_its_test_holds)
{
	const struct rulebook *book = book_with(a, NULL);
	struct told t = { 0 };
	struct case_state s;

	tell(&t, STR("request_received"), STR(""), STR("2026-01-05"));
	tell(&t, STR("exception_claimed"), STR(""), STR("2026-02-10"));
	with(a, &t, STR("code"), STR("EXC-ABS4"));
	with(a, &t, STR("step"), STR("NA-02"));
	with(a, &t, STR("absent_from"), STR("2026-01-10"));
	with(a, &t, STR("absent_to"), STR("2026-02-06"));
	s = state_on(a, book, STR("NA"), &t, STR("2026-02-20"));
	CHECK(line_of(&s, STR("NA-02"), STR(""))->exception != NULL);
	CHECK(line_of(&s, STR("NA-02"), STR(""))->state == STEP_OPEN);
	CHECK_INT(line_of(&s, STR("NA-02"), STR(""))->late_days, 4);
	CHECK_DATE(line_of(&s, STR("NA-02"), STR(""))->due, date_of(2026, 2, 16));
	CHECK(line_of(&s, STR("NA-11"), STR(""))->exception == NULL);
	CHECK(!s.is_late);
	t.at[1].fields.at[3].text = STR("2026-02-05");
	s = state_on(a, book, STR("NA"), &t, STR("2026-02-20"));
	CHECK(line_of(&s, STR("NA-02"), STR(""))->exception == NULL);
	CHECK(line_of(&s, STR("NA-02"), STR(""))->state == STEP_LATE);
	CHECK(s.is_late);
}

TEST(receipt_as_day_one_warns_a_day_earlier_and_breaches_on_the_same_day)
{
	const struct rulebook *book = book_with(a, NULL);
	struct answer fact = { STR("receipt_is_day_one"), STR("yes") };
	struct answers facts = { &fact, 1, 1 };
	struct told t = { 0 };
	struct case_state s;

	tell(&t, STR("request_received"), STR(""), STR("2026-01-06"));
	s = pathway_reckon(a, book, book_pathway(book, STR("NA")), t.at, t.count, &facts, date_of(2026, 2, 17));
	CHECK_DATE(line_of(&s, STR("NA-02"), STR(""))->due, date_of(2026, 2, 17));
	CHECK_DATE(line_of(&s, STR("NA-02"), STR(""))->plan_to_send, date_of(2026, 2, 16));
	CHECK(line_of(&s, STR("NA-02"), STR(""))->state == STEP_OPEN);
}

static struct problems check_now(struct arena *a, const struct rulebook *book, struct told *t,
				 const struct happened *now)
{
	const struct pathway *p = book_pathway(book, STR("NA"));
	struct problems out = { 0 };

	pathway_check(a, book, p, pathway_event(p, now->name), t->at, t->count, NULL, now, date_of(2026, 5, 1), &out);
	return out;
}

TEST(papers_that_come_in_leave_the_case_with_its_panel)
{
	const struct rulebook *book = book_with(a, NULL);
	struct told t = { 0 };
	struct case_state s;

	tell(&t, STR("request_received"), STR(""), STR("2026-01-05"));
	tell(&t, STR("evidence_received"), STR(""), STR("2026-01-06"));
	s = state_on(a, book, STR("NA"), &t, STR("2026-01-07"));
	CHECK_STR(s.holder, STR("council"));
	tell(&t, STR("panel_booked"), STR(""), STR("2026-01-08"));
	with(a, &t, STR("purpose"), STR("assess"));
	tell(&t, STR("evidence_received"), STR(""), STR("2026-01-09"));
	s = state_on(a, book, STR("NA"), &t, STR("2026-01-10"));
	CHECK_STR(s.holder, STR("panel"));
	tell(&t, STR("decision_to_assess"), STR(""), STR("2026-01-12"));
	tell(&t, STR("evidence_received"), STR(""), STR("2026-01-13"));
	s = state_on(a, book, STR("NA"), &t, STR("2026-01-14"));
	CHECK_STR(s.holder, STR("council"));
	tell(&t, STR("panel_booked"), STR(""), STR("2026-04-08"));
	with(a, &t, STR("purpose"), STR("issue"));
	tell(&t, STR("evidence_received"), STR(""), STR("2026-04-09"));
	s = state_on(a, book, STR("NA"), &t, STR("2026-04-10"));
	CHECK_STR(s.holder, STR("panel"));
}

TEST(a_panel_before_the_evidence_day_is_refused)
{
	const struct rulebook *book = book_with(a, NULL);
	struct told t = { 0 };
	struct answer fields[] = { { STR("panel"), STR("1") }, { STR("panel_day"), STR("2026-01-25") },
				   { STR("purpose"), STR("assess") } };
	struct happened now = { .name = STR("panel_booked"), .subject = STR(""), .day = date_of(2026, 1, 20),
				.fields = { fields, 3, 3 } };
	struct problems out;

	tell(&t, STR("request_received"), STR(""), STR("2026-01-05"));
	tell(&t, STR("evidence_asked"), STR(""), STR("2026-01-12"));
	with(a, &t, STR("evidence_by"), STR("2026-01-26"));
	out = check_now(a, book, &t, &now);
	CHECK_INT((int64_t)out.count, 1);
	CHECK_STR(out.at[0].field, STR("panel"));
	fields[1].text = STR("2026-01-26");
	out = check_now(a, book, &t, &now);
	CHECK_INT((int64_t)out.count, 0);
	fields[1].text = STR("2026-01-27");
	out = check_now(a, book, &t, &now);
	CHECK_INT((int64_t)out.count, 0);
}

TEST(what_may_not_happen_now_is_refused_with_all_slips_at_once)
{
	const struct rulebook *book = book_with(a, NULL);
	struct told t = { 0 };
	struct happened now = { .name = STR("draft_served"), .subject = STR(""), .day = date_of(2026, 5, 2) };
	struct problems out;

	tell(&t, STR("request_received"), STR(""), STR("2026-01-05"));
	out = check_now(a, book, &t, &now);
	CHECK(problems_of(&out, STR("day")) != NULL);
	CHECK(problems_of(&out, STR("")) != NULL);
	CHECK(problems_of(&out, STR("served")) != NULL);
	CHECK(problems_of(&out, STR("comments_by")) != NULL);
	now = (struct happened){ .name = STR("decision_not_to_assess"), .subject = STR(""), .day = date_of(2026, 1, 4) };
	out = check_now(a, book, &t, &now);
	CHECK(problems_of(&out, STR("day")) != NULL);
	CHECK(problems_of(&out, STR("reasons")) != NULL);
}

TEST(who_may_ask_is_a_matter_of_age)
{
	const struct rulebook *book = book_with(a, NULL);
	struct answer typed[] = { { STR("asker"), STR("young_person") }, { STR("born"), STR("2010-05-02") } };
	struct answers answers = { typed, 2, 2 };
	struct problems out = { 0 };

	form_check(a, book, book_form(book, STR("na-request")), &answers, date_of(2026, 5, 1), &out);
	CHECK(problems_of(&out, STR("born")) != NULL);
	CHECK(problems_of(&out, STR("given")) != NULL);
	out = (struct problems){ 0 };
	form_check(a, book, book_form(book, STR("na-request")), &answers, date_of(2026, 5, 2), &out);
	CHECK(problems_of(&out, STR("born")) == NULL);
	typed[1].text = STR("2001-05-02");
	out = (struct problems){ 0 };
	form_check(a, book, book_form(book, STR("na-request")), &answers, date_of(2026, 5, 2), &out);
	CHECK(problems_of(&out, STR("born")) != NULL);
}

TEST(the_day_to_send_is_the_last_working_day)
{
	size_t count;
	const struct date *holidays = rows_holidays(a, &count);

	CHECK_DATE(day_to_send(date_of(2026, 5, 25), holidays, count), date_of(2026, 5, 22));
	CHECK_DATE(day_to_send(date_of(2026, 5, 22), holidays, count), date_of(2026, 5, 22));
	CHECK_DATE(day_to_send(date_of(2035, 5, 22), holidays, count), DATE_NONE);
}

/* What an area only tries breaks no law when it is late: it is at risk, and counts in no list of what is late by law. */
TEST(proposed_law_is_never_late_by_law)
{
	const struct rulebook *book = made_book();
	const struct pathway *p = book_pathway_on(book, STR("XR"), date_of(2031, 1, 1), true);
	struct happened made = { .seq = 1, .name = STR("plan_made"), .day = date_of(2029, 9, 3), .subject = STR("") };
	struct answer born[] = { { STR("born"), STR("2019-03-01") } };
	struct answers facts = { born, 1, 0 };
	struct case_state s = pathway_reckon(a, book, p, &made, 1, &facts, date_of(2045, 1, 1));
	bool has_late_step = false;

	for (size_t i = 0; i < s.step_count; i++)
		has_late_step = has_late_step || s.steps[i].state == STEP_LATE;
	CHECK(has_late_step && s.is_at_risk && !s.is_late);
}
