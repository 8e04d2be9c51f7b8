/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/demo - which cases a borough has: when each was asked for, how it ended, whom it is about.
 * Touches core. */
#include "work/demo.h"

enum { WHAT_REQUESTS = 1, WHAT_PEOPLE, WHAT_OLD, MOST_LATE_OPEN_DAYS = 420 };

struct date demo_year_start(int year, struct date today)
{
	return date_add_months(today, -12 * (DEMO_LAST_YEAR + 1 - year));
}

static bool works(struct calendar c, struct date d)
{
	return days_is_covered(c, d) ? days_is_working(c, d) : date_weekday(d) != 0 && date_weekday(d) != 6;
}

struct date demo_working(struct calendar c, struct date d, struct date least, struct date most)
{
	struct date back = d, on = d;
	while (back.day >= least.day && !works(c, back))
		back = date_add(back, -1);
	if (back.day >= least.day)
		return back;
	while (on.day <= most.day && !works(c, on))
		on = date_add(on, 1);
	return on.day <= most.day ? on : d;
}

/* One borough in the making. */
struct making {
	struct calendar calendar;
	struct arena *arena;
	const struct demo_area *area;
	int index;
	uint64_t seed;
	struct date today;
	struct demo_random random;
	struct demo_cases cases;
	/* requests that wait for an outcome, by day */
	struct { struct date *at; size_t count, room; } pool;
	bool *taken;
};

static struct demo_case *add(struct making *m, enum demo_kind kind, struct date request, struct date end)
{
	struct demo_case c = { .area = m->index, .kind = kind, .request = request, .end = end };
	LIST_PUSH(m->arena, &m->cases, c);
	return &m->cases.at[m->cases.count - 1];
}

static struct date later(struct date a, struct date b)
{
	return a.day > b.day ? a : b;
}

static struct date sooner(struct date a, struct date b)
{
	return a.day < b.day ? a : b;
}

/* Requests of one year, evenly over it; a part is refused, withdrawn or (the last days) not decided yet. */
static void year_requests(struct making *m, int year)
{
	const struct demo_year *y = &m->area->years[year - DEMO_FIRST_YEAR];
	struct date start = demo_year_start(year, m->today), end = demo_year_start(year + 1, m->today);
	int64_t n = y->requests, days = date_between(start, end), undecided = 0;
	int64_t refused = y->refused, withdrawn = y->withdrawn;
	bool last = year == DEMO_LAST_YEAR;
	if (year == DEMO_FIRST_YEAR) {
		/* Before the five years: only those that an outcome within them needs. */
		n -= refused;
		refused = withdrawn = 0;
	}
	for (int64_t i = 0; i < n; i++) {
		struct date day = date_add(start, (int32_t)((i * days + demo_between(&m->random, 0, days - 1)) / n));
		day = demo_working(m->calendar, day, start, end);
		int64_t left = n - i;
		/* The youngest requests are the ones still undecided; one in twelve of them is overdue. */
		int64_t fresh = y->undecided - y->undecided / 12;
		if (last && left <= fresh) {
			struct demo_case *c = add(m, DEMO_OPEN, day, date_add(m->today, 90));
			c->is_undecided = true;
			continue;
		}
		int64_t waiting = left - (last ? fresh : 0);
		if (last && undecided < y->undecided / 12 && date_between(day, m->today) < 75) {
			struct demo_case *c = add(m, DEMO_OPEN, day, date_add(m->today, 90));
			c->is_undecided = true;
			undecided++;
			continue;
		}
		int64_t draw = demo_between(&m->random, 1, waiting);
		if (draw <= refused) {
			add(m, DEMO_REFUSED, day, DATE_NONE);
			refused--;
		} else if (draw <= refused + withdrawn) {
			add(m, DEMO_WITHDRAWN, day, DATE_NONE);
			withdrawn--;
		} else {
			LIST_PUSH(m->arena, &m->pool, day);
		}
	}
}

/* Gives an outcome in `year` to the oldest waiting request that fits: least to most days before it. */
static struct demo_case *match(struct making *m, enum demo_kind kind, int year, int least, int most)
{
	struct date start = demo_year_start(year, m->today);
	struct date end = date_add(demo_year_start(year + 1, m->today), -1);
	struct date first = date_add(start, -most), final = date_add(end, -least), request = DATE_NONE;
	for (size_t i = 0; i < m->pool.count && m->pool.at[i].day <= final.day; i++)
		if (!m->taken[i] && m->pool.at[i].day >= first.day) {
			m->taken[i] = true;
			request = m->pool.at[i];
			break;
		}
	if (date_is_none(request)) {
		struct date before = date_add(demo_year_start(DEMO_FIRST_YEAR + 1, m->today), -1);
		struct date to = first.day <= before.day ? sooner(before, final) : final;
		request = date_add(first, (int32_t)demo_between(&m->random, 0, date_between(first, to)));
		request = demo_working(m->calendar, request, first, to);
		if (to.day > before.day)
			m->cases.extra_requests++;
	}
	struct date from = later(date_add(request, least), start), to = sooner(date_add(request, most), end);
	int64_t room = date_between(from, to), back = demo_between(&m->random, 0, room);
	back = room ? back * back / room : 0;   /* most work ends near its limit */
	return add(m, kind, request, demo_working(m->calendar, date_add(to, -(int32_t)back), from, to));
}

static void year_outcomes(struct making *m, int year)
{
	static const struct { int least, most; } span[DEMO_BANDS] = { { 105, 140 }, { 141, 365 }, { 366, 560 } };
	const struct demo_year *y = &m->area->years[year - DEMO_FIRST_YEAR];
	for (int band = DEMO_BANDS - 1; band >= 0; band--)
		for (int flag = 1; flag >= 0; flag--)
			for (int64_t i = 0; i < y->plans[band][flag]; i++) {
				struct demo_case *c = match(m, DEMO_PLAN, year, span[band].least, span[band].most);
				c->band = (enum demo_band)band;
				c->has_exception = flag == 1;
			}
	for (int64_t i = 0; i < y->not_issued; i++) {
		bool late = i < y->not_issued_late;
		struct demo_case *c = match(m, DEMO_NOT_ISSUED, year, late ? 113 : 80, late ? 240 : 112);
		c->band = late ? BAND_LATE : BAND_IN_TIME;
	}
}

/* What no published outcome took: the young ones are open, the old ones were withdrawn on the way. */
static void leftovers(struct making *m)
{
	for (size_t i = 0; i < m->pool.count; i++) {
		if (m->taken[i])
			continue;
		if (m->pool.at[i].day < demo_year_start(DEMO_FIRST_YEAR + 1, m->today).day)
			continue;
		int32_t age = date_between(m->pool.at[i], m->today);
		if (age > MOST_LATE_OPEN_DAYS) {
			add(m, DEMO_WITHDRAWN, m->pool.at[i], DATE_NONE);
			m->cases.lapsed++;
		} else {
			struct date end = date_add(m->pool.at[i], (int32_t)demo_between(&m->random, 126, 140));
			if (end.day <= m->today.day)
				end = date_add(m->today, (int32_t)demo_between(&m->random, 3, 120));
			add(m, DEMO_OPEN, m->pool.at[i], end);
		}
	}
}

/* The days before today on which the showpieces were asked for, and how far ahead they are planned to end. */
static const struct { int asked_ago, ends_in; } shows[DEMO_SHOWS] = {
	[SHOW_NEW] = { 2, 136 }, [SHOW_DUE_TODAY] = { 42, 96 }, [SHOW_OVERDUE] = { 50, 90 }, [SHOW_AT_PANEL] = { 38, 100 },
	[SHOW_ADVICE] = { 62, 77 }, [SHOW_ADVICE_LATE] = { 97, 55 }, [SHOW_TO_ISSUE] = { 106, 33 },
	[SHOW_ISSUE_PANEL] = { 104, 35 }, [SHOW_WRITING] = { 112, 27 }, [SHOW_WITH_FAMILY] = { 121, 18 },
	[SHOW_CONSULTING] = { 129, 10 }, [SHOW_FINAL_TODAY] = { 140, 1 }, [SHOW_FINAL_LATE] = { 171, 4 },
};

static int order_cases(const struct demo_case *a, const struct demo_case *b)
{
	if (a->request.day != b->request.day)
		return a->request.day < b->request.day ? -1 : 1;
	return a->kind == b->kind ? 0 : a->kind < b->kind ? -1 : 1;
}

/* Merge sort: stable, so that the order never depends on the C library. */
static void sort_cases(struct demo_case *at, struct demo_case *room, size_t count)
{
	if (count < 2)
		return;
	size_t half = count / 2, i = 0, j = half, k = 0;
	sort_cases(at, room, half);
	sort_cases(at + half, room, count - half);
	while (i < half || j < count) {
		if (j == count || (i < half && order_cases(&at[i], &at[j]) <= 0))
			room[k++] = at[i++];
		else
			room[k++] = at[j++];
	}
	memcpy(at, room, count * sizeof *at);
}

/* Turns one open case of that age into each showpiece, or adds it where the scaled area has none. */
static void showpieces(struct making *m)
{
	for (int s = SHOW_NEW; s < DEMO_SHOWS; s++) {
		struct demo_case *best = NULL;
		bool undecided = s <= SHOW_AT_PANEL;
		for (size_t i = 0; i < m->cases.count; i++) {
			struct demo_case *c = &m->cases.at[i];
			if (c->kind == DEMO_OPEN && !c->show && c->is_undecided == undecided &&
			    date_between(c->request, m->today) < 200) {
				best = c;
				break;
			}
		}
		if (!best) {
			best = add(m, DEMO_OPEN, m->today, DATE_NONE);
			best->is_undecided = undecided;
			m->cases.extra_requests++;
		}
		best->show = (enum demo_show)s;
		best->request = date_add(m->today, -shows[s].asked_ago);
		best->end = date_add(m->today, shows[s].ends_in);
		/* What is due today, in whole weeks from the request, was asked for on that day of the week. */
		if (s != SHOW_DUE_TODAY && s != SHOW_FINAL_TODAY)
			best->request = demo_working(m->calendar, best->request, DATE_NONE, m->today);
	}
}

/* Late decisions of six weeks, shared over the year's decided requests. */
static void decisions(struct making *m)
{
	for (size_t i = 0; i < m->cases.count; i++) {
		struct demo_case *c = &m->cases.at[i];
		int year = DEMO_FIRST_YEAR;
		while (year < DEMO_LAST_YEAR && c->request.day >= demo_year_start(year + 1, m->today).day)
			year++;
		const struct demo_year *y = &m->area->years[year - DEMO_FIRST_YEAR];
		if (!c->show && y->decided)
			c->is_late_decision = demo_between(&m->random, 1, y->decided) <= y->over_six;
		if (c->kind == DEMO_REFUSED || (c->kind == DEMO_WITHDRAWN && date_is_none(c->end))) {
			int32_t took = (int32_t)(c->is_late_decision ? demo_between(&m->random, 44, 70)
								     : demo_between(&m->random, 27, 42));
			struct date least = date_add(c->request, c->is_late_decision ? 43 : 0), most = date_add(m->today, -1);
			c->end = demo_working(m->calendar, sooner(date_add(c->request, took), most), least, most);
		}
	}
}

/* Plans from before the five years: enough to hold as many as were held. */
static void old_plans(struct making *m)
{
	struct demo_random r = demo_branch(m->seed, WHAT_OLD, (uint64_t)m->index);
	int64_t held = 0;
	for (size_t i = 0; i < m->cases.count; i++)
		held += m->cases.at[i].kind == DEMO_PLAN;
	struct date before = demo_year_start(DEMO_FIRST_YEAR + 1, m->today);
	for (; held < m->area->caseload; held++) {
		int64_t far = demo_between(&r, 0, 2000), days = 1 + far * demo_between(&r, 0, 1000) / 1000;
		struct date end = demo_working(m->calendar, date_add(before, -(int32_t)days), DATE_NONE, before);
		struct date request = date_add(end, -(int32_t)demo_between(&r, 110, 200));
		add(m, DEMO_OLD_PLAN, demo_working(m->calendar, request, DATE_NONE, end), end);
	}
}

struct demo_cases demo_cases_make(struct arena *a, const struct demo_area *area, int index, uint64_t seed,
				  struct calendar calendar, struct date today)
{
	struct making m = { .arena = a, .area = area, .index = index, .seed = seed, .today = today, .calendar = calendar,
			    .random = demo_branch(seed, WHAT_REQUESTS, (uint64_t)index) };
	for (int year = DEMO_FIRST_YEAR; year <= DEMO_LAST_YEAR; year++)
		year_requests(&m, year);
	m.taken = ARENA_NEW(a, bool, m.pool.count + 1);
	for (int year = DEMO_FIRST_YEAR + 1; year <= DEMO_LAST_YEAR; year++)
		year_outcomes(&m, year);
	leftovers(&m);
	showpieces(&m);
	decisions(&m);
	old_plans(&m);
	sort_cases(m.cases.at, ARENA_NEW(a, struct demo_case, m.cases.count), m.cases.count);
	demo_people_give(a, area, seed, today, &m.cases);
	return m.cases;
}
