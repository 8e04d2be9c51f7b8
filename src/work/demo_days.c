/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/demo - when each thing happens in one case, so that it ends on the day the figures gave it.
 * Touches core. */
#include "work/demo.h"

enum { WHAT_DAYS = 21 };

static struct date sooner(struct date a, struct date b)
{
	return a.day < b.day ? a : b;
}

static struct date later(struct date a, struct date b)
{
	return a.day > b.day ? a : b;
}

static struct date add(struct demo_random *r, struct date d, int64_t least, int64_t most)
{
	return date_add(d, (int32_t)demo_between(r, least, most));
}

const struct demo_panel *demo_panel_before(const struct demo_place *place, struct date d)
{
	size_t low = 0, high = place->panels.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (place->panels.at[middle].day.day <= d.day)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? &place->panels.at[low - 1] : NULL;
}

/* The day of the panel on or before `d`; the first panel's when there is none. */
static struct date panel_before(const struct demo_place *place, struct date d)
{
	const struct demo_panel *panel = demo_panel_before(place, d);
	return panel ? panel->day : place->panels.at[0].day;
}

/* The first six weeks. */
static void first_decision(struct demo_random *r, const struct demo_place *place, const struct demo_case *c,
			   struct date today, struct demo_days *d)
{
	struct date six = date_add(c->request, 42), yesterday = date_add(today, -1);
	d->officer = add(r, c->request, 0, 2);
	d->consulted = add(r, c->request, 1, 5);
	d->asked_evidence = add(r, c->request, 2, 5);
	d->evidence_by = date_add(d->asked_evidence, 14);
	d->evidence = add(r, d->asked_evidence, 5, 13);
	if (c->is_undecided)
		d->decided = later(add(r, c->request, 28, 40), add(r, today, 1, 6));
	else if (c->kind == DEMO_REFUSED)
		d->decided = add(r, c->end, -2, 0);
	else
		d->decided = c->is_late_decision ? add(r, c->request, 48, 62) : add(r, c->request, 27, 41);
	if (!c->is_undecided && c->kind == DEMO_OPEN)
		d->decided = sooner(d->decided, add(r, yesterday, -3, 0));
	struct date panel = panel_before(place, d->decided);
	bool stays_late = !c->is_late_decision || date_between(c->request, panel) > 42;
	if (panel.day >= d->evidence_by.day + 1 && stays_late && !c->is_undecided && demo_chance(r, 80))
		d->decided = panel;
	if (c->is_undecided)
		d->decided = later(date_add(panel_before(place, date_add(d->decided, 6)), 0), date_add(today, 1));
	d->booked = add(r, d->decided, -9, -4);
	d->notified = c->kind == DEMO_REFUSED ? c->end : add(r, d->decided, 0, 2);
	if (!c->is_late_decision && d->decided.day <= six.day)
		d->notified = sooner(d->notified, six);
	if (c->kind == DEMO_OPEN && !c->is_undecided)
		d->notified = sooner(d->notified, yesterday);
	d->notified = later(d->notified, d->decided);
	if (c->kind == DEMO_REFUSED)
		d->decided = sooner(d->decided, d->notified);
	/* A quick decision: the family was asked sooner and for a sooner day. */
	d->consulted = sooner(d->consulted, d->decided);
	d->asked_evidence = sooner(d->asked_evidence, d->decided);
	d->evidence_by = sooner(d->evidence_by, d->decided);
	d->evidence = sooner(d->evidence, d->decided);
}

/* Advisers: health and the psychologist take longest; where there is time, it is they who use it up. */
static void advice(struct demo_random *r, struct demo_days *d, int64_t room)
{
	static const struct { int least, most; } usual[DEMO_ADVISERS] = {
		{ 6, 20 }, { 10, 30 }, { 12, 40 }, { 24, 46 }, { 30, 52 }, { 20, 42 }, { 15, 38 },
	};
	for (int i = 0; i < DEMO_ADVISERS; i++) {
		int64_t took = demo_between(r, usual[i].least, usual[i].most);
		if (i == ADVISER_EP && room > 60)
			took = room - demo_between(r, 0, room / 6);
		if (i == ADVISER_HEALTH && room > 90)
			took = demo_between(r, 40, room - 20);
		if (took > room)
			took = demo_between(r, room * 2 / 3, room);
		d->answered[i] = date_add(d->advice, (int32_t)(took < 3 ? 3 : took));
	}
}

static struct date last_answer(const struct demo_days *d)
{
	struct date last = d->advice;
	for (int i = 0; i < DEMO_ADVISERS; i++)
		last = later(last, d->answered[i]);
	return last;
}

static void issue(struct demo_random *r, const struct demo_place *place, struct date least, struct date most,
		  struct demo_days *d)
{
	d->issue = add(r, least, 0, date_between(least, most));
	d->issue_booked = d->issue_panel = DATE_NONE;
	struct date panel = panel_before(place, d->issue);
	if (panel.day >= least.day && demo_chance(r, 80)) {
		d->issue = d->issue_panel = panel;
		d->issue_booked = later(add(r, panel, -8, -3), later(d->notified, d->advice));
	}
}

/* From the draft to the final plan. */
static void draft(struct demo_random *r, struct demo_days *d)
{
	int64_t room = date_between(d->draft, d->end);
	d->comments = add(r, d->draft, 5, room - 2 < 14 ? room - 2 : 14);
	d->meeting = demo_chance(r, 35) ? add(r, d->draft, 4, 13) : DATE_NONE;
	d->consult = add(r, d->draft, 1, 4);
	d->replied = add(r, d->consult, 5, room - 6 < 14 ? room - 6 : 14);
}

/* The showpieces: what has to be so today. */
static void show(struct demo_random *r, const struct demo_place *place, const struct demo_case *c, struct date today,
		 struct demo_days *d)
{
	struct date next = date_add(panel_before(place, date_add(today, 7)), 0);
	switch (c->show) {
	case SHOW_NEW:
		d->consulted = d->asked_evidence = date_add(today, 1);
		d->evidence = d->booked = date_add(today, 9);
		break;
	case SHOW_DUE_TODAY:
	case SHOW_OVERDUE:
		d->booked = date_add(today, 1);
		d->decided = next;
		break;
	case SHOW_AT_PANEL:
		d->booked = date_add(today, -2);
		d->decided = next;
		break;
	case SHOW_ADVICE_LATE:
		d->answered[ADVISER_EP] = date_add(today, 12);
		d->answered[ADVISER_HEALTH] = date_add(today, 6);
		d->issue = date_add(today, 20);
		d->issue_booked = d->issue_panel = DATE_NONE;
		d->draft = date_add(today, 25);
		break;
	case SHOW_TO_ISSUE:
	case SHOW_ISSUE_PANEL:
		for (int i = 0; i < DEMO_ADVISERS; i++)
			d->answered[i] = sooner(d->answered[i], date_add(today, -4));
		d->issue = d->issue_panel = next;
		d->issue_booked = date_add(today, c->show == SHOW_TO_ISSUE ? 1 : -2);
		d->draft = date_add(next, 4);
		break;
	case SHOW_WRITING:
		d->draft = date_add(today, 4);
		break;
	case SHOW_WITH_FAMILY:
		d->draft = date_add(today, -5);
		d->comments = d->consult = d->meeting = date_add(today, 6);
		d->replied = date_add(today, 14);
		return;
	case SHOW_CONSULTING:
		d->draft = date_add(today, -17);
		d->comments = date_add(today, -6);
		d->consult = date_add(today, -5);
		d->replied = date_add(today, 4);
		d->meeting = DATE_NONE;
		return;
	case SHOW_FINAL_TODAY:
	case SHOW_FINAL_LATE:
		d->draft = date_add(today, -30);
		d->comments = date_add(today, -19);
		d->consult = date_add(today, -26);
		d->replied = date_add(today, -13);
		d->meeting = date_add(today, -18);
		return;
	case SHOW_ADVICE:
	case SHOW_NONE:
	case DEMO_SHOWS:
		break;
	}
	draft(r, d);
}

struct demo_days demo_days_plan(const struct demo_place *place, const struct demo_case *c, uint64_t seed,
				uint64_t number, struct date today)
{
	struct demo_random random = demo_branch(seed, WHAT_DAYS, number), *r = &random;
	struct demo_days d = { .end = c->end };
	bool no_plan = c->kind == DEMO_NOT_ISSUED;
	first_decision(r, place, c, today, &d);
	d.advice = add(r, d.notified, 0, 1);
	if (c->kind == DEMO_OPEN && !c->is_undecided)
		d.advice = sooner(d.advice, today);
	int64_t took = date_between(c->request, c->end);
	d.draft = no_plan ? add(r, c->end, -3, 0) : add(r, c->end, took > 150 ? -60 : -30, took > 150 ? -26 : -22);
	if (c->show == SHOW_WITH_FAMILY)
		d.draft = date_add(today, -5);
	else if (c->show == SHOW_CONSULTING)
		d.draft = date_add(today, -17);
	else if (c->show == SHOW_FINAL_TODAY || c->show == SHOW_FINAL_LATE)
		d.draft = date_add(today, -30);
	else if (c->show == SHOW_WRITING)
		d.draft = date_add(today, 4);
	advice(r, &d, date_between(d.advice, d.draft) - (c->show == SHOW_WRITING ? 9 : 4));
	struct date after = date_add(last_answer(&d), 1);
	struct date before = date_add(d.draft, c->show == SHOW_WRITING ? -5 : no_plan ? 0 : -1);
	issue(r, place, sooner(after, before), before, &d);
	draft(r, &d);
	if (c->show)
		show(r, place, c, today, &d);
	return d;
}
