/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_lateness - where the lateness of an area sits, by step and by who had the case, and the cases behind each number.
 * Touches work/lateness. Whose question: a manager's "which step makes us late, and in whose hands does the time go?" */
#include "gen/html/page_lateness.h"
#include "core/out.h"
#include "rules/access.h"
#include "web/csv.h"
#include "web/hands.h"
#include "web/view_lateness.h"
#include "work/lateness.h"
#include "work/measure.h"

enum { CASES_A_PAGE = 50, BARS_MOST = 12, YEARS_BACK = 20 };

/* The filter: what the statements ask, and which kinds of step are shown. */
struct lateness_filter {
	struct lateness_query q;
	bool all_kinds;                 /* targets and guidance too */
	bool is_sheet;                  /* a spreadsheet is wanted, and nothing is wrong */
	struct problems problems;
};

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

/* The numbers are for whoever may see figures, of their own councils; the cases behind them for who may open those. */
static bool may_look(const struct desk *d)
{
	return access_reach(d->book, &d->who, d->now.today, STR("view"), STR("figures")).is_allowed;
}

static bool is_own(const struct desk *d, int64_t authority)
{
	for (size_t i = 0; i < d->who.membership_count; i++)
		if (d->who.memberships[i].authority == authority)
			return true;
	return false;
}

/* Of the user's own councils; a council in the address that is none of them gives 0. */
static int64_t authority_of(const struct desk *d, struct str typed)
{
	int64_t wanted = 0, first = 0;

	if (!str_to_int(typed, &wanted))
		wanted = 0;
	for (size_t i = 0; i < d->who.membership_count; i++) {
		int64_t here = d->who.memberships[i].authority;

		if (here == wanted)
			return here;
		first = first ? first : here;
	}
	return wanted ? 0 : first;
}

static struct lateness_filter filter_of(struct desk *d, const struct request *r, struct reply *out)
{
	struct lateness_filter f = { .all_kinds = str_equal(request_query(r, STR("kind")), STR("all")) };
	struct date today = d->now.today;
	int64_t n;

	f.q.authority = authority_of(d, request_query(r, STR("authority")));
	f.q.pathway = book_pathway(d->book, request_query(r, STR("process"))) ? request_query(r, STR("process")) : STR("");
	f.q.step = request_query(r, STR("step")).at ? request_query(r, STR("step")) : STR("");
	f.q.party = request_query(r, STR("party")).at ? request_query(r, STR("party")) : STR("");
	f.q.organisation_id = str_to_int(request_query(r, STR("team")), &n) && n > 0 ? n : 0;
	f.q.only_lasting = str_equal(request_query(r, STR("lasting")), STR("yes"));
	f.q.until = request_day(d, r, STR("until"), today, "lateness.bad_day", &f.problems);
	f.q.since = request_day(d, r, STR("since"), date_add(date_add_months(f.q.until, -12), 1), "lateness.bad_day", &f.problems);
	if (f.q.since.day > f.q.until.day) {
		problems_add(&f.problems, d->arena, STR("until"), PROBLEM_RULE, words(d, "lateness.bad_order"));
		f.q.until = f.q.since;
	}
	f.q.page = str_to_int(request_query(r, STR("page")), &n) && n > 0 && n < 100000 ? n : 1;
	f.is_sheet = csv_is_wanted(r, &f.problems, out);
	f.q.page_rows = f.is_sheet ? 0 : CASES_A_PAGE;
	return f;
}

/* The address of this filter; step and party too when they are there. */
static struct str address(struct desk *d, const char *path, const struct lateness_filter *f)
{
	struct out o = out_start(d->arena, 160);

	out_printf(&o, "%s?authority=%lld&since=%.*s&until=%.*s", path, (long long)f->q.authority,
		   STR_ARG(date_iso(d->arena, f->q.since)), STR_ARG(date_iso(d->arena, f->q.until)));
	if (f->q.pathway.len)
		out_printf(&o, "&process=%.*s", STR_ARG(f->q.pathway));
	if (f->q.organisation_id)
		out_printf(&o, "&team=%lld", (long long)f->q.organisation_id);
	if (f->all_kinds)
		out_add(&o, STR("&kind=all"));
	if (f->q.step.len)
		out_printf(&o, "&step=%.*s", STR_ARG(f->q.step));
	if (f->q.party.len)
		out_printf(&o, "&party=%.*s", STR_ARG(f->q.party));
	if (f->q.only_lasting)
		out_add(&o, STR("&lasting=yes"));
	return out_str(&o);
}

static struct str party_words(const struct desk *d, struct str party)
{
	return str_is_empty(party) ? words(d, "lateness.whoever") : code_label(book_codes(d->book, STR("holder")), party);
}

/* A step with all its parties; the first is whoever had it. */
struct step_sums {
	const struct step *step; struct str pathway;
	struct { const struct lateness_sum **at; size_t count, room; } parties;
};
struct steps { struct step_sums *at; size_t count, room; };

/* Most late days first. */
static struct steps steps_of(struct desk *d, const struct lateness_filter *f, const struct lateness_sums *sums)
{
	struct steps list = { 0 };

	for (size_t i = 0; i < sums->count; i++) {
		const struct lateness_sum *s = &sums->at[i];
		const struct step *step = book_step(d->book, s->pathway, s->step);
		struct step_sums *last = list.count ? &list.at[list.count - 1] : NULL;

		if (!step || (step->kind != STEP_LEGAL && !f->all_kinds))
			continue;
		/* They come in order of process, step and party, the whole ('') first. */
		if (!last || last->step != step) {
			LIST_PUSH(d->arena, &list, (struct step_sums){ .step = step, .pathway = s->pathway });
			last = &list.at[list.count - 1];
		}
		LIST_PUSH(d->arena, &last->parties, s);
	}
	for (size_t i = 1; i < list.count; i++)
		for (size_t k = i; k > 0 && list.at[k].parties.at[0]->days > list.at[k - 1].parties.at[0]->days; k--) {
			struct step_sums swap = list.at[k];

			list.at[k] = list.at[k - 1];
			list.at[k - 1] = swap;
		}
	return list;
}

static struct str process_words(const struct desk *d, struct str pathway)
{
	const struct pathway *p = book_pathway(d->book, pathway);

	return p ? p->name : pathway;
}

static struct str mean_words(struct desk *d, const struct lateness_sum *s)
{
	int64_t tenths = s->cases ? (s->days * 20 + s->cases) / (2 * s->cases) : 0;

	return arena_printf(d->arena, "%lld.%lld", (long long)(tenths / 10), (long long)(tenths % 10));
}

enum { COLUMNS = 6 };

static void table_fill(struct desk *d, const struct lateness_filter *f, const struct steps *steps, struct lateness_view *v)
{
	static const char *const keys[COLUMNS] = { "lateness.step", "lateness.party", "lateness.cases", "lateness.days", "lateness.mean",
						   "lateness.lasting" };
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, COLUMNS);
	bool may_open = measure_may_open(d, f->q.authority);
	size_t rows = 0, at = 0;

	for (size_t c = 0; c < COLUMNS; c++)
		heads[c] = (struct table_head){ .label = words(d, keys[c]), .is_number = c > 1 };
	for (size_t i = 0; i < steps->count; i++)
		rows += steps->at[i].parties.count;
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, rows * COLUMNS + 1);
	for (size_t i = 0; i < steps->count; i++)
		for (size_t k = 0; k < steps->at[i].parties.count; k++) {
			const struct lateness_sum *s = steps->at[i].parties.at[k];
			struct table_cell *row = &cells[at++ * COLUMNS];
			struct lateness_filter cases = *f;

			cases.q.pathway = s->pathway;
			cases.q.step = s->step;
			cases.q.party = s->party;
			row[0] = (struct table_cell){ .text = steps->at[i].step->name, .note = arena_printf(d->arena, "%.*s, %.*s",
				STR_ARG(process_words(d, s->pathway)), STR_ARG(s->step)) };
			row[1].text = party_words(d, s->party);
			row[2] = (struct table_cell){ .text = arena_int(d->arena, s->cases),
				.href = may_open ? address(d, "/lateness/cases", &cases) : STR_NONE };
			row[3].text = arena_int(d->arena, s->days);
			row[4].text = mean_words(d, s);
			row[5].text = arena_int(d->arena, s->lasting);
			if (s->lasting && may_open) {
				cases.q.only_lasting = true;
				row[5].href = address(d, "/lateness/cases", &cases);
			}
		}
	v->table = (struct table_view){ .caption = v->sentence, .is_caption_hidden = true, .heads = heads, .columns = COLUMNS,
					.cells = cells, .rows = rows };
}

static struct str colour_of(struct desk *d, struct lateness_view *v, struct str party)
{
	struct str label = party_words(d, party);
	size_t i = 0;

	while (i < v->key.count && !str_equal(v->key.at[i].label, label))
		i++;
	if (i == v->key.count)
		LIST_PUSH(d->arena, &v->key, (struct work_option){ hands_colour(i), label, false });
	return v->key.at[i].value;
}

/* Bars are as long as the days of their parties together, of which some may have had the case on the same day. */
static void bars_fill(struct desk *d, const struct steps *steps, struct lateness_view *v)
{
	int64_t longest = 1;

	for (size_t i = 0; i < steps->count; i++) {
		int64_t all = 0;

		for (size_t k = 1; k < steps->at[i].parties.count; k++)
			all += steps->at[i].parties.at[k]->days;
		longest = all > longest ? all : longest;
	}
	for (size_t i = 0; i < steps->count && i < BARS_MOST; i++) {
		const struct step_sums *s = &steps->at[i];
		struct str args[] = { arena_int(d->arena, s->parties.at[0]->days), arena_int(d->arena, s->parties.at[0]->cases) };
		struct lateness_bar bar = { .name = s->step->name,
			.text = book_words_with(d->book, d->arena, STR("lateness.bar_text"), args, 2),
			.pieces = ARENA_NEW(d->arena, struct lateness_piece, s->parties.count) };
		int64_t from = 0;

		for (size_t k = 1; k < s->parties.count; k++) {
			int64_t to = from + s->parties.at[k]->days;

			bar.pieces[bar.count++] = (struct lateness_piece){ colour_of(d, v, s->parties.at[k]->party),
				from * 1000 / longest, to * 1000 / longest - from * 1000 / longest };
			from = to;
		}
		LIST_PUSH(d->arena, &v->bars, bar);
	}
}

static void option_add(struct desk *d, struct work_select *s, struct str value, struct str label, bool is_chosen)
{
	LIST_PUSH(d->arena, &s->options, (struct work_option){ value, label, is_chosen });
}

static const struct fault *selects_fill(struct desk *d, const struct lateness_filter *f, struct lateness_view *v)
{
	struct work_select *process = &v->selects[0], *team = &v->selects[1], *kind = &v->selects[2], *council = &v->selects[3];
	struct measure_areas areas = { 0 };
	struct lateness_teams teams = { 0 };

	*process = (struct work_select){ .name = "process", .label = words(d, "lateness.process") };
	*team = (struct work_select){ .name = "team", .label = words(d, "lateness.team") };
	*kind = (struct work_select){ .name = "kind", .label = words(d, "lateness.kind") };
	*council = (struct work_select){ .name = "authority", .label = words(d, "lateness.council") };
	option_add(d, process, STR(""), words(d, "lateness.any_process"), str_is_empty(f->q.pathway));
	for (size_t i = 0; i < d->book->pathway_count; i++)
		if (d->book->pathways[i].step_count > 0 && book_pathway(d->book, d->book->pathways[i].id) == &d->book->pathways[i])
			option_add(d, process, d->book->pathways[i].id, d->book->pathways[i].name,
				   str_equal(d->book->pathways[i].id, f->q.pathway));
	TRY(lateness_teams(d, &f->q, &teams));
	option_add(d, team, STR(""), words(d, "lateness.any_team"), f->q.organisation_id == 0);
	for (size_t i = 0; i < teams.count; i++)
		option_add(d, team, arena_int(d->arena, teams.at[i].id), teams.at[i].name, teams.at[i].id == f->q.organisation_id);
	option_add(d, kind, STR(""), words(d, "lateness.kind_law"), !f->all_kinds);
	option_add(d, kind, STR("all"), words(d, "lateness.kind_all"), f->all_kinds);
	TRY(measure_areas(d, &areas));
	for (size_t i = 0; i < areas.count; i++)
		if (is_own(d, areas.at[i].authority))
			option_add(d, council, arena_int(d->arena, areas.at[i].authority), areas.at[i].name,
				   areas.at[i].authority == f->q.authority);
	v->select_count = 4;
	return NULL;
}

static void periods_fill(struct desk *d, const struct lateness_filter *f, struct lateness_view *v)
{
	struct date today = d->now.today;
	struct { struct date since; const char *key; } rows[3] = {
		{ date_add(date_add_months(today, -12), 1), "lateness.last_year" },
		{ date_add(date_add_months(today, -3), 1), "lateness.last_quarter" },
		{ date_of(date_ymd(today).year, 1, 1), "lateness.this_year" } };

	for (size_t i = 0; i < 3; i++) {
		struct lateness_filter other = *f;

		other.q.since = rows[i].since;
		other.q.until = today;
		v->periods[v->period_count++] = (struct crumb){ address(d, "/lateness", &other), words(d, rows[i].key) };
	}
	v->here = address(d, "/lateness", f);
}

static struct str sentence_of(struct desk *d, const struct lateness_filter *f, const struct steps *steps)
{
	int64_t days = 0;

	for (size_t i = 0; i < steps->count; i++)
		days += steps->at[i].parties.at[0]->days;
	struct str args[] = { date_words(d->arena, f->q.since), date_words(d->arena, f->q.until),
			      arena_int(d->arena, (int64_t)steps->count), arena_int(d->arena, days) };

	return book_words_with(d->book, d->arena, STR("lateness.sentence"), args, 4);
}

static void csv_sums(struct desk *d, const struct steps *steps, struct reply *out)
{
	static const char *const heads[] = { "lateness.process_head", "lateness.step_id", "lateness.step", "lateness.party",
					     "lateness.cases", "lateness.days", "lateness.lasting" };

	csv_begin(d, out, "lateness.csv", heads, 7);
	for (size_t i = 0; i < steps->count; i++)
		for (size_t k = 0; k < steps->at[i].parties.count; k++) {
			const struct lateness_sum *s = steps->at[i].parties.at[k];

			csv_row(out, (struct str[]){ process_words(d, s->pathway), s->step, steps->at[i].step->name,
				party_words(d, s->party), arena_int(d->arena, s->cases), arena_int(d->arena, s->days), arena_int(d->arena, s->lasting) }, 7);
		}
}

static const struct fault *lateness_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct lateness_filter f = filter_of(d, r, out);
	struct lateness_view v = { .frame = frame_of(d, r, words(d, "lateness.title")), .since = f.q.since, .until = f.q.until };
	struct lateness_sums sums = { 0 };

	if (!f.q.authority || !may_look(d))
		return fault_new(d->arena, FAULT_ABSENT, "no council whose figures the user may see");
	f.q.step = f.q.party = STR("");
	f.q.only_lasting = false;
	if (!str_is_empty(request_query(r, STR("apply"))) && f.problems.count == 0) {
		reply_redirect(out, d->arena, address(d, "/lateness", &f));
		return NULL;
	}
	TRY(lateness_sums(d, &f.q, &sums));
	struct steps steps = steps_of(d, &f, &sums);
	if (f.is_sheet) {
		csv_sums(d, &steps, out);
		return NULL;
	}
	v.frame.problems = &f.problems;
	v.frame.section = STR("figures");
	v.frame.is_wide = true;
	v.frame.back = STR("/figures");
	TRY(selects_fill(d, &f, &v));
	periods_fill(d, &f, &v);
	v.sentence = sentence_of(d, &f, &steps);
	bars_fill(d, &steps, &v);
	table_fill(d, &f, &steps, &v);
	v.csv = address(d, "/lateness.csv", &f);
	v.clear = STR("/lateness");
	v.is_filtered = f.q.pathway.len || f.q.organisation_id || f.all_kinds;
	html_lateness(&out->body, &v);
	return NULL;
}
const struct page page_lateness = {
	.path = "/lateness", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = lateness_get,
};

/* How many cases there are behind the number, from the sums. */
static const struct fault *total_of(struct desk *d, const struct lateness_query *q, int64_t *out)
{
	struct lateness_sums sums = { 0 };

	*out = 0;
	TRY(lateness_sums(d, q, &sums));
	for (size_t i = 0; i < sums.count; i++)
		if (str_equal(sums.at[i].step, q->step) && str_equal(sums.at[i].party, q->party))
			*out = q->only_lasting ? sums.at[i].lasting : sums.at[i].cases;
	return NULL;
}

enum { CASE_COLUMNS = 7 };
static const char *const case_heads[CASE_COLUMNS] = { "lateness.child", "lateness.reference", "lateness.begun", "lateness.days",
						      "lateness.state", "lateness.holder", "lateness.officer" };

static void case_row(struct desk *d, const struct lateness_case *c, struct str row[CASE_COLUMNS])
{
	row[0] = arena_printf(d->arena, "%.*s %.*s", STR_ARG(c->given), STR_ARG(c->family));
	row[1] = c->reference;
	row[2] = date_words(d->arena, c->begun);
	row[3] = arena_int(d->arena, c->days);
	row[4] = words(d, c->lasts ? "lateness.is_lasting" : "lateness.is_over");
	row[5] = party_words(d, c->holder);
	row[6] = c->officer;
}

static struct table_view cases_table(struct desk *d, const struct lateness_cases *cases, struct str caption)
{
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, CASE_COLUMNS);
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, cases->count * CASE_COLUMNS + 1);
	size_t columns = 0, at = 0;

	for (size_t c = 0; c < CASE_COLUMNS; c++)
		if (c != 1)     /* the reference stands under the name */
			heads[columns++] = (struct table_head){ .label = words(d, case_heads[c]), .is_number = c == 3 };
	for (size_t i = 0; i < cases->count; i++) {
		struct str row[CASE_COLUMNS];

		case_row(d, &cases->at[i], row);
		cells[at++] = (struct table_cell){ .text = row[0], .note = row[1],
						   .href = arena_printf(d->arena, "/cases/%.*s", STR_ARG(row[1])) };
		for (size_t c = 2; c < CASE_COLUMNS; c++)
			cells[at++].text = row[c];
	}
	return (struct table_view){ .caption = caption, .is_caption_hidden = true, .heads = heads, .columns = columns,
				    .cells = cells, .rows = cases->count };
}

static const struct fault *cases_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct lateness_filter f = filter_of(d, r, out);
	const struct step *step = book_step(d->book, f.q.pathway, f.q.step);
	struct lateness_cases_view v;
	struct lateness_cases cases = { 0 };
	int64_t total;

	if (!step || !f.q.authority)
		return fault_new(d->arena, FAULT_ABSENT, "no such step");
	TRY(lateness_cases(d, &f.q, f.is_sheet ? STR("export") : STR("view"), &cases));
	if (f.is_sheet) {
		csv_begin(d, out, "late-cases.csv", case_heads, CASE_COLUMNS);
		for (size_t i = 0; i < cases.count; i++) {
			struct str row[CASE_COLUMNS];

			case_row(d, &cases.at[i], row);
			csv_row(out, row, CASE_COLUMNS);
		}
		return NULL;
	}
	TRY(total_of(d, &f.q, &total));
	v = (struct lateness_cases_view){
		.frame = frame_of(d, r, book_words_with(d->book, d->arena, STR("lateness.cases_title"), &step->name, 1)),
		.csv = address(d, "/lateness/cases.csv", &f), .page = f.q.page, .pages = (total + CASES_A_PAGE - 1) / CASES_A_PAGE,
		.base = arena_printf(d->arena, "%.*s&page=", STR_ARG(address(d, "/lateness/cases", &f))) };
	struct str args[] = { party_words(d, f.q.party), date_words(d->arena, f.q.since), date_words(d->arena, f.q.until) };
	v.lead = book_words_with(d->book, d->arena, STR("lateness.cases_lead"), args, 3);
	v.table = cases_table(d, &cases, v.frame.title);
	f.q.step = f.q.party = STR("");
	f.q.only_lasting = false;
	v.frame.problems = &f.problems;
	v.frame.back = address(d, "/lateness", &f);
	v.frame.section = STR("figures");
	v.frame.is_wide = true;
	html_lateness_cases(&out->body, &v);
	return NULL;
}
const struct page page_lateness_cases = {
	.path = "/lateness/cases", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = cases_get,
};
