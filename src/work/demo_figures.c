/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/demo - the published figures: read, completed where a cell was not published, scaled.
 * Touches core and the rulebook's text. */
#include "core/csv.h"
#include "work/demo.h"

#include <math.h>

static uint64_t demo_next(struct demo_random *r)
{
	uint64_t z = (r->state += 0x9E3779B97F4A7C15u);
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

int64_t demo_between(struct demo_random *r, int64_t least, int64_t most)
{
	if (most <= least)
		return least;
	return least + (int64_t)(demo_next(r) % (uint64_t)(most - least + 1));
}

bool demo_chance(struct demo_random *r, int percent)
{
	return demo_between(r, 0, 99) < percent;
}

struct demo_random demo_branch(uint64_t seed, uint64_t what, uint64_t which)
{
	struct demo_random r = { seed * 0x2545F4914F6CDD1Du + what * 0x9E3779B97F4A7C15u };
	r.state = demo_next(&r) + which;
	r.state = demo_next(&r);
	return r;
}

const struct fault *demo_table_read(struct arena *a, const struct rulebook_file *files, size_t count,
				    const char *name, struct demo_table *out)
{
	struct str path = arena_printf(a, "demo/%s.csv", name), text = STR_NONE;
	for (size_t i = 0; i < count; i++)
		if (str_equal(files[i].name, path))
			text = files[i].text;
	if (!text.at)
		return fault_new(a, FAULT_TEXT, "%.*s: the rulebook has no such file", STR_ARG(path));
	struct problems slips = { 0 };
	struct csv t;
	csv_read(a, path, text, &t, &slips);
	if (slips.count > 0)
		return fault_new(a, FAULT_TEXT, "%.*s: %.*s", STR_ARG(slips.at[0].field), STR_ARG(slips.at[0].words));
	*out = (struct demo_table){ t.columns, t.column_count, t.cells, t.row_count };
	return NULL;
}

struct str demo_cell(const struct demo_table *t, size_t row, const char *column)
{
	size_t c = 0;
	while (c < t->column_count && !str_equal(t->columns[c], str_of(column)))
		c++;
	check(c < t->column_count && row < t->row_count);
	return t->cells[row * t->column_count + c];
}

int64_t demo_number(const struct demo_table *t, size_t row, const char *column)
{
	int64_t n;
	return str_to_int(demo_cell(t, row, column), &n) ? n : -1;
}

struct part { int64_t whole, rest; size_t at; };

void demo_share(struct arena *a, const int64_t *weights, size_t count, int64_t total, int64_t *out)
{
	int64_t sum = 0, given = 0;
	for (size_t i = 0; i < count; i++)
		sum += weights[i];
	if (sum == 0) {
		for (size_t i = 0; i < count; i++)
			out[i] = 0;
		return;
	}
	struct part *parts = ARENA_NEW(a, struct part, count);
	for (size_t i = 0; i < count; i++) {
		parts[i] = (struct part){ weights[i] * total / sum, weights[i] * total % sum, i };
		given += parts[i].whole;
	}
	for (size_t i = 0; i < count; i++)
		out[i] = parts[i].whole;
	for (; given < total; given++) {
		size_t best = 0;
		for (size_t i = 1; i < count; i++)
			if (parts[i].rest > parts[best].rest)
				best = i;
		out[best]++;
		parts[best].rest = -1;
	}
}

/* Late and over a year, where only their sum is known: as they stood in 2023. */
static void split_late(struct arena *a, struct demo_year *y, const struct demo_year *like, int flag)
{
	int64_t like_late[2] = { like->plans[BAND_LATE][0] + like->plans[BAND_LATE][1],
				 like->plans[BAND_OVER_YEAR][0] + like->plans[BAND_OVER_YEAR][1] }, parts[2];
	int64_t both = y->plans[BAND_LATE][flag];
	demo_share(a, like_late, 2, both, parts);
	y->plans[BAND_LATE][flag] = both - parts[1];
	y->plans[BAND_OVER_YEAR][flag] = parts[1];
}

static int64_t known(int64_t n)
{
	return n < 0 ? 0 : n;
}

static void year_read(const struct demo_table *t, size_t row, struct demo_year *y)
{
	y->requests = known(demo_number(t, row, "requests"));
	y->refused = known(demo_number(t, row, "not_to_assess"));
	y->undecided = known(demo_number(t, row, "undecided"));
	y->withdrawn = known(demo_number(t, row, "withdrawn"));
	y->not_issued = known(demo_number(t, row, "not_issued"));
	y->not_issued_late = demo_number(t, row, "not_issued_late");
	y->over_six = demo_number(t, row, "over_six_weeks");
	y->decided = known(demo_number(t, row, "six_weeks")) + known(y->over_six);
	int64_t all = demo_number(t, row, "plans"), plain = demo_number(t, row, "plans_ex");
	int64_t in = demo_number(t, row, "in_time"), in_plain = demo_number(t, row, "in_time_ex");
	int64_t over = known(demo_number(t, row, "over_year"));
	int64_t over_plain = known(demo_number(t, row, "over_year_ex"));
	y->plans[BAND_IN_TIME][0] = in_plain;
	y->plans[BAND_IN_TIME][1] = in - in_plain;
	y->plans[BAND_OVER_YEAR][0] = over_plain;
	y->plans[BAND_OVER_YEAR][1] = over - over_plain;
	y->plans[BAND_LATE][0] = plain - in_plain - over_plain;
	y->plans[BAND_LATE][1] = all - plain - (in - in_plain) - (over - over_plain);
}

static void years_complete(struct arena *a, struct demo_area *area)
{
	struct demo_year *like = &area->years[2023 - DEMO_FIRST_YEAR];
	for (int i = 0; i < DEMO_YEARS; i++) {
		struct demo_year *y = &area->years[i];
		if (DEMO_FIRST_YEAR + i < 2023) {
			split_late(a, y, like, 0);
			split_late(a, y, like, 1);
			y->over_six = like->over_six;
			y->decided = like->decided;
		}
		if (y->not_issued_late < 0)
			y->not_issued_late = y->not_issued * like->not_issued_late / (like->not_issued ? like->not_issued : 1);
	}
}

static struct demo_area *area_of(struct demo_area areas[DEMO_AREAS], int64_t code)
{
	for (int i = 0; i < DEMO_AREAS; i++)
		if (areas[i].code == code)
			return &areas[i];
	check(!"an authority that is not in demo/authorities.csv");
	return NULL;
}

static const struct fault *caseload_read(struct arena *a, const struct rulebook_file *files, size_t count,
					 struct demo_area out[DEMO_AREAS])
{
	struct demo_table t;
	TRY(demo_table_read(a, files, count, "caseload", &t));
	for (size_t i = 0; i < t.row_count; i++) {
		struct demo_area *area = area_of(out, demo_number(&t, i, "authority"));
		struct demo_cell_count c = { (int)demo_number(&t, i, "age"), demo_cell(&t, i, "setting"),
					     demo_number(&t, i, "plans") };
		LIST_PUSH(a, &area->cells, c);
		area->caseload += c.plans;
	}
	TRY(demo_table_read(a, files, count, "caseload-need", &t));
	for (size_t i = 0; i < t.row_count; i++) {
		struct demo_area *area = area_of(out, demo_number(&t, i, "authority"));
		struct demo_need_count c = { demo_cell(&t, i, "setting"), demo_cell(&t, i, "need"),
					     demo_number(&t, i, "plans") };
		LIST_PUSH(a, &area->needs, c);
	}
	TRY(demo_table_read(a, files, count, "caseload-sex", &t));
	for (size_t i = 0; i < t.row_count; i++)
		if (str_equal(demo_cell(&t, i, "sex"), STR("female")))
			area_of(out, demo_number(&t, i, "authority"))->girls = demo_number(&t, i, "plans");
	return NULL;
}

static const struct fault *requests_read(struct arena *a, const struct rulebook_file *files, size_t count,
					 struct demo_area out[DEMO_AREAS])
{
	struct demo_table t;
	TRY(demo_table_read(a, files, count, "request-age", &t));
	for (size_t i = 0; i < t.row_count; i++) {
		int64_t age = demo_number(&t, i, "age");
		check(age >= 0 && age <= DEMO_OLDEST);
		area_of(out, demo_number(&t, i, "authority"))->request_ages[age] = demo_number(&t, i, "requests");
	}
	TRY(demo_table_read(a, files, count, "request-need", &t));
	for (size_t i = 0; i < t.row_count; i++) {
		struct demo_area *area = area_of(out, demo_number(&t, i, "authority"));
		struct demo_need_count c = { STR_NONE, demo_cell(&t, i, "need"), demo_number(&t, i, "plans") };
		LIST_PUSH(a, &area->request_needs, c);
	}
	return NULL;
}

const struct fault *demo_figures(struct arena *a, const struct rulebook_file *files, size_t count,
				 struct demo_area out[DEMO_AREAS])
{
	struct demo_table t;
	TRY(demo_table_read(a, files, count, "authorities", &t));
	check(t.row_count == DEMO_AREAS);
	for (size_t i = 0; i < DEMO_AREAS; i++)
		out[i] = (struct demo_area){ .code = demo_number(&t, i, "code") };
	TRY(demo_table_read(a, files, count, "years", &t));
	for (size_t i = 0; i < t.row_count; i++) {
		int64_t year = demo_number(&t, i, "year") - DEMO_FIRST_YEAR;
		check(year >= 0 && year < DEMO_YEARS);
		year_read(&t, i, &area_of(out, demo_number(&t, i, "authority"))->years[year]);
	}
	for (int i = 0; i < DEMO_AREAS; i++)
		years_complete(a, &out[i]);
	TRY(caseload_read(a, files, count, out));
	return requests_read(a, files, count, out);
}

static int64_t scaled(int64_t n, double scale)
{
	return (int64_t)floor((double)n * scale + 0.5);
}

static void year_scale(struct arena *a, const struct demo_year *full, double scale, struct demo_year *out)
{
	int64_t plans[DEMO_BANDS * 2], all = 0;
	for (int i = 0; i < DEMO_BANDS * 2; i++)
		all += plans[i] = full->plans[i / 2][i % 2];
	demo_share(a, plans, DEMO_BANDS * 2, scaled(all, scale), plans);
	for (int i = 0; i < DEMO_BANDS * 2; i++)
		out->plans[i / 2][i % 2] = plans[i];
	int64_t requests[] = { full->refused, full->undecided, full->withdrawn,
			       full->requests - full->refused - full->undecided - full->withdrawn };
	out->requests = scaled(full->requests, scale);
	demo_share(a, requests, 4, out->requests, requests);
	out->refused = requests[0];
	out->undecided = requests[1];
	out->withdrawn = requests[2];
	int64_t refusals[] = { full->not_issued - full->not_issued_late, full->not_issued_late };
	out->not_issued = scaled(full->not_issued, scale);
	demo_share(a, refusals, 2, out->not_issued, refusals);
	out->not_issued_late = refusals[1];
	out->over_six = full->over_six;         /* a rate: two counts, used as a share only */
	out->decided = full->decided;
}

/* Needs within each setting, shared out to what the setting has after scaling. */
static void needs_scale(struct arena *a, const struct demo_area *full, struct demo_area *out)
{
	out->needs.at = ARENA_NEW(a, struct demo_need_count, full->needs.count);
	out->needs.count = full->needs.count;
	for (size_t from = 0, to; from < full->needs.count; from = to) {
		struct str setting = full->needs.at[from].setting;
		for (to = from; to < full->needs.count && str_equal(full->needs.at[to].setting, setting);)
			to++;
		int64_t in_setting = 0, *weights = ARENA_NEW(a, int64_t, to - from);
		for (size_t i = 0; i < out->cells.count; i++)
			if (str_equal(out->cells.at[i].setting, setting))
				in_setting += out->cells.at[i].plans;
		for (size_t i = from; i < to; i++)
			weights[i - from] = full->needs.at[i].plans;
		demo_share(a, weights, to - from, in_setting, weights);
		for (size_t i = from; i < to; i++) {
			out->needs.at[i] = full->needs.at[i];
			out->needs.at[i].plans = weights[i - from];
		}
	}
}

void demo_scale(struct arena *a, const struct demo_area *full, double scale, struct demo_area *out)
{
	*out = *full;
	for (int i = 0; i < DEMO_YEARS; i++)
		year_scale(a, &full->years[i], scale, &out->years[i]);
	out->caseload = scaled(full->caseload, scale);
	out->girls = scaled(full->girls, scale);
	int64_t *weights = ARENA_NEW(a, int64_t, full->cells.count);
	out->cells.at = ARENA_NEW(a, struct demo_cell_count, full->cells.count);
	for (size_t i = 0; i < full->cells.count; i++)
		weights[i] = full->cells.at[i].plans;
	demo_share(a, weights, full->cells.count, out->caseload, weights);
	for (size_t i = 0; i < full->cells.count; i++) {
		out->cells.at[i] = full->cells.at[i];
		out->cells.at[i].plans = weights[i];
	}
	needs_scale(a, full, out);
}
