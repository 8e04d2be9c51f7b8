/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_review_plan - the year of reviews: how many are due in each month at each school, and days that level the load.
 * Touches work/review, work/case. Whose question: "in which weeks will we drown, and what can I move?" */
#include "gen/html/review_review.h"
#include "web/csv.h"
#include "web/review_room.h"

enum { PROPOSE_MOST = 60, CHART_HEIGHT = 180, DAYS_BACK = 400, DAYS_AHEAD = 366 };

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

/* --- the chart --- */

static void months_begin(struct desk *d, struct planner_view *v)
{
	struct ymd at = date_ymd(d->now.today);
	struct date first = date_of(at.year, at.month, 1);
	for (int i = 0; i < REVIEW_MONTHS; i++) {
		struct date from = date_add_months(first, i);
		struct str whole = date_words(d->arena, from), day = whole, month, year;
		str_cut(&day, ' ');             /* "1 November 2026" */
		year = day;
		month = str_cut(&year, ' ');
		v->months[i] = (struct review_month){ .from = from, .name = day, .short_name = str_slice(month, 0, 3) };
	}
}

/* The month of the chart that a day lies in; -1 outside. */
static int month_of(const struct planner_view *v, struct date d)
{
	for (int i = REVIEW_MONTHS - 1; !date_is_none(d) && i >= 0; i--)
		if (d.day >= v->months[i].from.day)
			return d.day < date_add_months(v->months[i].from, 1).day ? i : -1;
	return -1;
}

static struct review_school *school_of(struct desk *d, struct planner_view *v, const struct review_load *l)
{
	for (size_t i = 0; i < v->schools.count; i++)
		if (str_equal(v->schools.at[i].name, l->school_id ? l->school : words(d, "review.no_school")))
			return &v->schools.at[i];
	LIST_PUSH(d->arena, &v->schools, (struct review_school){
		.name = l->school_id ? l->school : words(d, "review.no_school"),
		.href = l->school_id ? arena_printf(d->arena, "/reviews?school=%lld", (long long)l->school_id) : STR("") });
	return &v->schools.at[v->schools.count - 1];
}

static void load_add(struct desk *d, struct planner_view *v, const struct review_load *l)
{
	struct review_school *s = school_of(d, v, l);
	int due = month_of(v, l->due), planned = month_of(v, l->planned);
	bool is_late = l->due.day < d->now.today.day;
	s->total += l->cases;
	v->total += l->cases;
	s->late += is_late ? l->cases : 0;
	v->late += is_late ? l->cases : 0;
	s->unplanned += date_is_none(l->planned) ? l->cases : 0;
	v->unplanned += date_is_none(l->planned) ? l->cases : 0;
	if (due >= 0 && !is_late) {
		s->month[due] += l->cases;
		v->months[due].due += l->cases;
	}
	if (planned >= 0)
		v->months[planned].planned += l->cases;
}

static void heights_fill(struct planner_view *v)
{
	v->highest = 1;
	for (int i = 0; i < REVIEW_MONTHS; i++) {
		v->highest = v->months[i].due > v->highest ? v->months[i].due : v->highest;
		v->highest = v->months[i].planned > v->highest ? v->months[i].planned : v->highest;
	}
	for (int i = 0; i < REVIEW_MONTHS; i++) {
		v->months[i].due_height = v->months[i].due * CHART_HEIGHT / v->highest;
		v->months[i].planned_height = v->months[i].planned * CHART_HEIGHT / v->highest;
	}
}

static void planner_csv(struct desk *d, const struct planner_view *v, struct reply *out)
{
	static const char *const heads[] = { "work.csv_school", "review.month", "review.due_count" };
	csv_begin(d, out, "reviews-by-month.csv", heads, 3);
	for (size_t i = 0; i < v->schools.count; i++)
		for (int m = 0; m < REVIEW_MONTHS; m++) {
			struct str line[3] = { v->schools.at[i].name, v->months[m].name,
				arena_int(d->arena, v->schools.at[i].month[m]) };
			csv_row(out, line, 3);
		}
}

static struct review_filter year_of(const struct desk *d)
{
	return (struct review_filter){ .since = date_add(d->now.today, -DAYS_BACK), .until = date_add(d->now.today, DAYS_AHEAD) };
}

static const struct fault *planner_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct planner_view v = { .frame = frame_of(d, r, words(d, "review.planner_title")), .csv = STR("/reviews/planner.csv") };
	struct review_filter f = year_of(d);
	struct review_loads loads;
	struct list_menu menu;
	TRY(review_load(d, &f, &loads));
	months_begin(d, &v);
	for (size_t i = 0; i < loads.count; i++)
		load_add(d, &v, &loads.at[i]);
	heights_fill(&v);
	if (r->wants_csv) {
		planner_csv(d, &v, out);
		return NULL;
	}
	TRY(list_menu(d, review_authority(d, &f), &menu));
	v.select = (struct work_select){ .name = "school", .label = words(d, "review.propose_for") };
	LIST_PUSH(d->arena, &v.select.options, (struct work_option){ STR(""), words(d, "review.all_schools"), false });
	for (size_t i = 0; i < menu.schools.count; i++)
		LIST_PUSH(d->arena, &v.select.options, (struct work_option){
			arena_int(d->arena, menu.schools.at[i].id), menu.schools.at[i].name, false });
	v.frame.section = STR("reviews");
	v.frame.is_wide = true;
	review_pages(d, v.pages);
	v.may_plan = access_reach(d->book, &d->who, d->now.today, STR("record"), STR("list.reviews")).is_allowed;
	html_planner(&out->body, &v);
	return NULL;
}
const struct page page_review_planner = {
	.path = "/reviews/planner", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = planner_get,
};

/* --- days proposed, looked at, saved --- */

static const struct fault *propose_show(struct desk *d, const struct request *r, struct propose_view *v, struct reply *out)
{
	v->frame = frame_of(d, r, words(d, "review.propose_title"));
	v->frame.section = STR("reviews");
	v->frame.is_wide = true;
	v->frame.back = STR("/reviews/planner");
	v->frame.problems = &v->problems;
	v->most = review_count_words(d, "review.propose_cut", PROPOSE_MOST);
	html_propose(&out->body, v);
	return NULL;
}

/* The first that have no day yet, of one school or all; or those that were ticked on the list. */
static bool is_ticked(const struct request *r, struct str reference, bool any)
{
	bool has_ticks = false;
	for (size_t i = 0; i < r->form_count; i++)
		if (str_equal(r->form_at[i].name, STR("case"))) {
			has_ticks = true;
			if (str_equal(r->form_at[i].value, reference))
				return true;
		}
	return !has_ticks && any;
}

static const struct fault *propose_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct propose_view v = { 0 };
	struct review_filter f = year_of(d);
	struct review_rows all, rows = { 0 };
	bool from_list = str_equal(request_form(r, STR("from")), STR("list"));
	struct str school = request_form(r, STR("school"));
	if (!access_reach(d->book, &d->who, d->now.today, STR("record"), STR("list.reviews")).is_allowed)
		return fault_new(d->arena, FAULT_ABSENT, "may not plan reviews");
	if (!str_to_int(school, &f.school) || f.school < 0)
		f.school = 0;
	f.state = from_list ? STR_NONE : STR("unplanned");
	TRY(review_list(d, &f, LIST_MOST, &all));
	for (size_t i = 0; i < all.count; i++) {
		if (!is_ticked(r, all.at[i].at.reference, !from_list))
			continue;
		v.is_cut = v.is_cut || rows.count == PROPOSE_MOST;
		if (rows.count == PROPOSE_MOST)
			continue;
		all.at[i].planned = DATE_NONE;  /* what was ticked gets a new day */
		LIST_PUSH(d->arena, &rows, all.at[i]);
	}
	if (rows.count == 0) {
		reply_redirect(out, d->arena, from_list ? STR("/reviews?said=review_none") : STR("/reviews/planner?said=review_all_planned"));
		return NULL;
	}
	struct date *days = ARENA_NEW(d->arena, struct date, rows.count);
	TRY(review_propose(d, &f, &rows, days));
	v.lines = ARENA_NEW(d->arena, struct propose_line, rows.count);
	for (size_t i = 0; i < rows.count; i++)
		v.lines[v.line_count++] = (struct propose_line){ .at = review_line_of(d, &rows.at[i]), .day = date_iso(d->arena, days[i]),
			.id = arena_printf(d->arena, "day-%.*s", STR_ARG(rows.at[i].at.reference)) };
	return propose_show(d, r, &v, out);
}
const struct page page_review_propose = {
	.path = "/reviews/propose", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = propose_post,
};

/* One case with its day as typed; what is wrong goes to the line. */
static const struct fault *plan_one(struct desk *d, struct propose_view *v, struct propose_line *line, bool only_check)
{
	struct problems found = { 0 };
	struct case_file *c;
	int64_t seq;
	TRY(case_open(d, line->at.reference, STR("record"), &c));
	line->at.child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(c->child_given), STR_ARG(c->child_family));
	line->at.school = c->school_name;
	line->at.due = c->state.whole;
	line->at.is_late = c->state.whole.day < d->now.today.day;
	line->at.due_words = date_from_now(d->arena, c->state.whole, d->now.today);
	struct case_act act = { .event = STR("review_planned"), .day = d->now.today, .seen_version = c->version,
				.only_check = only_check };
	LIST_PUSH(d->arena, &act.fields, (struct answer){ STR("planned"), line->day });
	const struct fault *f = case_record(d, c, &act, &found, &seq);
	if (f && f->kind != FAULT_CONFLICT)
		return f;
	if (!f && found.count == 0)
		return NULL;
	line->wrong = f ? words(d, "review.moved_on") : found.at[0].words;
	problems_add(&v->problems, d->arena, line->id, PROBLEM_RULE,
		     arena_printf(d->arena, "%.*s: %.*s", STR_ARG(line->at.child), STR_ARG(line->wrong)));
	return NULL;
}

/* All are judged before the first is saved: a slip in one leaves all as they were. */
static const struct fault *save_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct propose_view v = { 0 };
	if (!access_reach(d->book, &d->who, d->now.today, STR("record"), STR("list.reviews")).is_allowed)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	v.lines = ARENA_NEW(d->arena, struct propose_line, PROPOSE_MOST);
	for (size_t i = 0; i < r->form_count && v.line_count < PROPOSE_MOST; i++) {
		struct str id = r->form_at[i].name;
		if (!str_starts(id, STR("day-")) || str_is_empty(str_trim(r->form_at[i].value)))
			continue;
		v.lines[v.line_count++] = (struct propose_line){ .id = id, .day = str_trim(r->form_at[i].value),
			.at = { .reference = str_slice(id, 4, id.len) } };
	}
	for (int pass = 0; pass < 2 && v.problems.count == 0; pass++)
		for (size_t i = 0; i < v.line_count; i++)
			TRY(plan_one(d, &v, &v.lines[i], pass == 0));
	if (v.problems.count)
		return propose_show(d, r, &v, out);
	reply_redirect(out, d->arena, v.line_count ? STR("/reviews?state=planned&said=review_planned") : STR("/reviews/planner?said=review_none"));
	return NULL;
}
const struct page page_review_save = {
	.path = "/reviews/plan", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = save_post,
};
