/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/demo - reviews of the plans of the demonstration area: a round a year, each where its days have brought it.
 * Touches the store. */
#include "work/demo_room.h"

enum { WHAT_ROUND = 71, WHAT_ROUND_WALK = 72, OLD_ENOUGH_DAYS = 430, SHOWN_AFTER_DAYS = 28, NEAR_DAYS = 35,
       ROUNDS_A_CHILD = 64 };

/* The days of the showpieces, counted from today; due: the day the review must end. */
static const struct { int due, meeting, decision; bool amends; } shows[DEMO_REVIEWS] = {
	[REVIEW_TO_PLAN] = { 60, 45, 59, true }, [REVIEW_NOTICE] = { 12, -27, -6, true },
	[REVIEW_INVITED] = { 44, 12, 30, false }, [REVIEW_MET] = { 32, -4, 14, false },
	[REVIEW_DECIDE] = { 21, -19, 7, true }, [REVIEW_REPORT_LATE] = { 10, -20, 8, false },
	[REVIEW_OVERDUE] = { -24, 30, 50, false }, [REVIEW_DECIDE_LATE] = { -9, -41, 5, false },
	[REVIEW_FINISHING] = { -14, -55, -31, true },
};

void demo_reviews_give(struct demo_cases *cases, struct str setting, struct date today)
{
	int next = REVIEW_TO_PLAN;
	for (int pass = 0; pass < 3; pass++)
		for (size_t i = 0; next < DEMO_REVIEWS && i < cases->count; i++) {
			struct demo_case *c = &cases->at[i];
			bool plan = c->kind == DEMO_PLAN || c->kind == DEMO_OLD_PLAN;
			bool fits = pass == 2 || (c->age >= 6 && c->age <= 10);
			fits = fits && (pass > 0 || str_equal(c->setting, setting));
			if (plan && fits && !c->review && date_between(c->end, today) > OLD_ENOUGH_DAYS)
				c->review = (enum demo_review)next++;
		}
}

static struct date add(struct demo_random *r, struct date d, int64_t least, int64_t most)
{
	return date_add(d, (int32_t)demo_between(r, least, most));
}

/* No school meets in August or over Christmas: the meeting is held before. */
static struct date in_term(struct demo_random *r, struct date d)
{
	struct ymd at = date_ymd(d);
	if (at.month == 8 || (at.month == 7 && at.day > 20))
		return add(r, date_of(at.year, 7, 19), -24, 0);
	if (at.month == 12 && at.day > 18)
		return add(r, date_of(at.year, 12, 17), -14, 0);
	return at.month == 1 && at.day < 5 ? add(r, date_of(at.year - 1, 12, 17), -14, 0) : d;
}

static struct date sooner(struct date a, struct date b)
{
	return a.day < b.day ? a : b;
}

/* What leads to the meeting and what follows from it. */
static void around_meeting(struct demo_random *r, struct demo_round *o, bool late_report)
{
	o->booked = add(r, o->meeting, -60, -30);
	o->invited = demo_chance(r, 88) ? add(r, o->meeting, -24, -15) : add(r, o->meeting, -12, -6);
	o->circulated = demo_chance(r, 75) ? add(r, o->meeting, -17, -14) : add(r, o->meeting, -12, -4);
	o->views = demo_chance(r, 60) ? add(r, o->meeting, -12, -3) : DATE_NONE;
	o->report = late_report ? add(r, o->meeting, 22, 26) : demo_chance(r, 85) ? add(r, o->meeting, 4, 14)
								 : add(r, o->meeting, 15, 20);
	o->report = sooner(o->report, o->decision);
	o->served = add(r, o->decision, 1, 3);
	o->comments = demo_chance(r, 80) ? add(r, o->decision, 8, 18) : DATE_NONE;
	o->final = demo_chance(r, 85) ? add(r, o->decision, 30, 54) : add(r, o->decision, 57, 90);
}

static struct demo_round round_make(struct calendar calendar, uint64_t seed, uint64_t which, struct date anchor,
				    bool is_first)
{
	struct demo_random random = demo_branch(seed, WHAT_ROUND, which), *r = &random;
	struct demo_round o = { .is_first = is_first, .anchor = anchor, .due = days_months_beginning(anchor, 12) };
	bool late = demo_chance(r, 25);
	o.amends = demo_chance(r, 35);
	o.decision = late ? add(r, o.due, 5, 110) : add(r, o.due, -45, 0);
	o.meeting = late ? add(r, o.decision, -60, -20) : add(r, o.decision, -28, -14);
	struct date term = in_term(r, o.meeting);
	if (term.day != o.meeting.day)
		o.decision = sooner(o.decision, add(r, term, 14, 28));
	o.meeting = demo_working(calendar, term, date_add(anchor, 1), term);
	o.decision = demo_working(calendar, o.decision, o.meeting, date_add(o.decision, 7));
	around_meeting(r, &o, false);
	return o;
}

static struct demo_round show_make(struct calendar calendar, const struct demo_case *c, uint64_t seed, uint64_t number,
				   struct date today)
{
	struct demo_random random = demo_branch(seed, WHAT_ROUND, number * ROUNDS_A_CHILD), *r = &random;
	struct demo_round o = { .amends = shows[c->review].amends, .due = date_add(today, shows[c->review].due) };
	o.anchor = demo_working(calendar, date_add(date_add_months(o.due, -12), 1), c->end, today);
	o.due = days_months_beginning(o.anchor, 12);
	o.meeting = demo_working(calendar, date_add(today, shows[c->review].meeting), o.anchor, date_add(today, 365));
	o.decision = date_add(today, shows[c->review].decision);
	around_meeting(r, &o, c->review == REVIEW_REPORT_LATE);
	if (c->review == REVIEW_TO_PLAN || c->review == REVIEW_OVERDUE)
		o.booked = o.invited = o.circulated = o.views = date_add(today, 5);
	if (c->review == REVIEW_INVITED)
		o.booked = date_add(today, -20), o.invited = date_add(o.meeting, -16), o.views = date_add(today, 2);
	if (c->review == REVIEW_MET)
		o.report = date_add(today, 6);
	if (c->review == REVIEW_DECIDE || c->review == REVIEW_DECIDE_LATE)
		o.report = date_add(o.meeting, 9);
	if (c->review == REVIEW_NOTICE)
		o.comments = date_add(today, 4), o.final = date_add(today, 30);
	if (c->review == REVIEW_FINISHING)
		o.comments = date_add(today, -12), o.final = date_add(today, 12);
	return o;
}

size_t demo_rounds(struct calendar calendar, const struct demo_case *c, uint64_t seed, uint64_t number,
		   struct date today, struct demo_round out[2])
{
	struct demo_round before = { .anchor = DATE_NONE }, now;
	if (c->review) {
		now = show_make(calendar, c, seed, number, today);
		if (now.decision.day <= today.day) {
			out[0] = now;
			out[1] = round_make(calendar, seed, number * ROUNDS_A_CHILD, demo_working(calendar, now.decision, now.anchor, today), false);
			return 2;
		}
		out[0] = now;
		return 1;
	}
	now = round_make(calendar, seed, number * ROUNDS_A_CHILD, c->end, true);
	for (uint64_t i = 1; now.decision.day <= today.day; i++) {
		before = now;
		now = round_make(calendar, seed, number * ROUNDS_A_CHILD + i, before.decision, false);
	}
	out[0] = now;
	if (date_is_none(before.anchor))
		return 1;
	struct date ended = before.amends ? before.final : before.decision;
	if (date_between(ended, today) > SHOWN_AFTER_DAYS)
		return 1;
	out[0] = before;
	out[1] = now;
	return 2;
}

bool demo_review_is_near(const struct demo_filling *f, const struct demo_case *c, uint64_t number)
{
	struct demo_round rounds[2];
	if (c->kind != DEMO_PLAN && c->kind != DEMO_OLD_PLAN)
		return false;
	size_t count = demo_rounds(f->place.calendar, c, f->order->seed, number, f->order->today, rounds);
	return c->review || count == 2 || date_between(f->order->today, rounds[0].meeting) < NEAR_DAYS;
}

/* The host: the SENCO who signs in, else the officer writes it down for the school. */
static void by_school(struct demo_walk *w, const char *name, struct date day)
{
	int64_t account = w->who->school ? w->who->school->account_id : 0;
	demo_walk_tell(w, name, STR(""), day, account ? "school" : "case_officer", account ? account : w->officer);
}

static void meeting(struct demo_walk *w, const struct demo_round *o)
{
	struct str host = w->who->school ? w->who->school->name : w->place->name;
	demo_walk_day(w, "meeting", o->meeting);
	demo_walk_field(w, "place", host);
	demo_walk_field(w, "host", host);
	by_school(w, "meeting_booked", o->booked);
	demo_walk_field(w, "text", demo_walk_say(w, "review-invited"));
	by_school(w, "review_invited", o->invited);
	demo_walk_field(w, "what", demo_walk_say(w, "review-papers"));
	by_school(w, "review_advice_circulated", o->circulated);
	demo_walk_field(w, "going_well", demo_walk_say(w, "review-well"));
	demo_walk_field(w, "to_change", demo_walk_say(w, "review-change"));
	demo_walk_tell(w, "family_views", STR(""), o->views, "link_family", 0);
	demo_walk_field(w, "present", demo_walk_say(w, "review-present"));
	if (date_age(w->c->born, o->meeting) >= 13)
		demo_walk_field(w, "adult_life", STR("yes"));
	by_school(w, "meeting", o->meeting);
	demo_walk_field(w, "recommends", o->amends ? STR("amend") : STR("maintain"));
	demo_walk_field(w, "report", demo_walk_say(w, "review-report"));
	by_school(w, "report_sent", o->report);
}

static void changes(struct demo_walk *w, const struct demo_round *o)
{
	demo_walk_field(w, "served", STR("post"));
	demo_walk_officer(w, "amendment_notice_sent", o->decision);
	demo_walk_officer(w, "amendment_notice_served", o->served);
	demo_walk_field(w, "comments", demo_walk_say(w, "comment"));
	demo_walk_field(w, "agrees", STR("yes"));
	demo_walk_field(w, "meeting_wanted", STR("no"));
	demo_walk_tell(w, "amendment_comments", STR(""), o->comments, "link_family", 0);
	if (w->who->school)
		demo_walk_number(w, "setting", w->who->school->id);
	demo_walk_field(w, "setting_type", w->who->setting_type);
	demo_walk_field(w, "signed_by", w->place->manager_name);
	demo_walk_field(w, "health_agreed", STR("yes"));
	demo_walk_field(w, "care_agreed", STR("yes"));
	demo_walk_field(w, "changed", demo_walk_say(w, "review-changed"));
	demo_walk_officer(w, "amended_final_sent", o->final);
}

struct demo_events demo_round_walk(struct arena *a, const struct demo_texts *texts, const struct demo_place *place,
				   const struct demo_case *c, const struct demo_person *who, int64_t officer,
				   const struct demo_round *round, uint64_t seed, uint64_t number, struct date today)
{
	struct demo_walk w = { .a = a, .texts = texts, .place = place, .c = c, .who = who, .officer = officer,
			       .today = today, .start = round->anchor,
			       .random = demo_branch(seed, WHAT_ROUND_WALK, number) };
	demo_walk_officer(&w, round->is_first ? "plan_made" : "last_reviewed", round->anchor);
	meeting(&w, round);
	demo_walk_field(&w, "decision", round->amends ? STR("amend") : STR("maintain"));
	demo_walk_field(&w, "reasons", demo_walk_say(&w, round->amends ? "review-amend" : "review-maintain"));
	demo_walk_field(&w, "served", STR("post"));
	demo_walk_officer(&w, "review_decision_notified", round->decision);
	if (round->amends)
		changes(&w, round);
	return w.events;
}

const struct fault *demo_reviews_fill(struct store *writer, struct arena *a, struct demo_filling *f,
				      const struct demo_child *child)
{
	struct demo_round rounds[2];
	const struct demo_case *c = child->c;
	if (c->kind != DEMO_PLAN && c->kind != DEMO_OLD_PLAN)
		return NULL;
	size_t count = demo_rounds(f->place.calendar, c, f->order->seed, child->number, f->order->today, rounds);
	for (size_t i = 0; i < count; i++) {
		int64_t process;
		struct demo_events events = demo_round_walk(a, &f->texts, &f->place, c, child->who, child->officer, &rounds[i],
							    f->order->seed, child->number * 2 + i, f->order->today);
		TRY(demo_process_fill(writer, a, f, child, "AR", i + 1, &events, c->review != REVIEW_NONE, &process));
		TRY(demo_plan_sent(writer, a, f, child, "AR", process, &events, STR("")));
	}
	return NULL;
}
