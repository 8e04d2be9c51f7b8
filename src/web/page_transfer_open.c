/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_transfer_open - the cohort of a year is looked at and put on the list; what each setting has answered.
 * Touches work/transfer. Whose question: "who should be on the list and is not?"; "which school has offered how many places?" */
#include "gen/html/page_transfer.h"
#include "web/csv.h"
#include "web/html.h"
#include "web/transfer_room.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static void phases_fill(struct desk *d, const struct transfer_children *all, struct transfer_open_view *v)
{
	const struct code_list *list = book_codes(d->book, STR("phase"));

	v->phases = ARENA_NEW(d->arena, struct transfer_open_phase, list->count);
	for (size_t k = 0; k < list->count; k++) {
		int64_t n = 0;

		for (size_t i = 0; i < all->count; i++)
			n += str_equal(all->at[i].phase, list->at[k].code);
		if (n)
			v->phases[v->phase_count++] = (struct transfer_open_phase){ list->at[k].code, list->at[k].label, n };
	}
}

enum { COHORT_COLUMNS = 4 };
static const char *const cohort_heads[COHORT_COLUMNS] = { "transfer.child", "transfer.born", "transfer.school", "transfer.move" };

static void child_cells(struct desk *d, const struct transfer_child *c, bool is_csv, struct str out[COHORT_COLUMNS])
{
	out[0] = c->child;
	out[1] = is_csv ? date_iso(d->arena, c->born) : date_words(d->arena, c->born);
	out[2] = c->school;
	out[3] = transfer_phase_name(d, c->phase);
}

static struct table_view children_table(struct desk *d, const struct transfer_children *all)
{
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, COHORT_COLUMNS);
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, COHORT_COLUMNS * all->count + 1);

	for (int i = 0; i < COHORT_COLUMNS; i++)
		heads[i].label = words(d, cohort_heads[i]);
	for (size_t i = 0; i < all->count; i++) {
		struct str texts[COHORT_COLUMNS];

		child_cells(d, &all->at[i], false, texts);
		for (int k = 0; k < COHORT_COLUMNS; k++)
			cells[COHORT_COLUMNS * i + (size_t)k].text = texts[k];
	}
	return (struct table_view){ .caption = words(d, "transfer.tab_children"), .heads = heads, .columns = COHORT_COLUMNS, .cells = cells,
				    .rows = all->count };
}

static void cohort_csv(struct desk *d, const struct transfer_children *all, struct reply *out)
{
	csv_begin(d, out, "cohort.csv", cohort_heads, COHORT_COLUMNS);
	for (size_t i = 0; i < all->count; i++) {
		struct str texts[COHORT_COLUMNS];

		child_cells(d, &all->at[i], true, texts);
		csv_row(out, texts, COHORT_COLUMNS);
	}
}

static const struct fault *cohort_show(struct desk *d, const struct request *r, int64_t year, struct problems *problems,
				       struct reply *out)
{
	struct str title = arena_int(d->arena, year);
	struct transfer_open_view v = { .frame = frame_of(d, r, transfer_words_with(d, "transfer.cohort_title", &title, 1)),
					.year = year, .action = STR("/transfer/cohort") };
	struct transfer_children all;

	TRY(transfer_cohort(d, (int)year, r->wants_csv, &all));
	if (r->wants_csv) {
		cohort_csv(d, &all, out);
		return NULL;
	}
	v.csv = arena_printf(d->arena, "/transfer/cohort.csv?year=%lld", (long long)year);
	v.count = (int64_t)all.count;
	phases_fill(d, &all, &v);
	v.table = children_table(d, &all);
	v.frame.section = STR("transfer");
	v.frame.back = arena_printf(d->arena, "/transfer?year=%lld", (long long)year);
	v.frame.problems = problems;
	v.slip = problems ? problems_of(problems, STR("phase")) : NULL;
	out->body = out_start(d->arena, 65536);
	html_transfer_cohort(&out->body, &v);
	return NULL;
}

static const struct fault *cohort_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct transfer_filter f;

	transfer_filter_read(d, r->query, &f);
	return cohort_show(d, r, f.year, NULL, out);
}
const struct page page_transfer_cohort = {
	.path = "/transfer/cohort", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = cohort_get,
};

/* The kinds of move that were ticked, and how many children they had when they were shown. */
static struct str chosen(struct desk *d, const struct request *r, int64_t *expected)
{
	struct out o = out_start(d->arena, 80);

	*expected = 0;
	for (size_t i = 0; i < r->form_count; i++) {
		struct str name = arena_printf(d->arena, "count-%.*s", STR_ARG(r->form_at[i].value));
		int64_t n;

		if (!str_equal(r->form_at[i].name, STR("phase")) || !str_to_int(request_form(r, name), &n))
			continue;
		out_printf(&o, "%s%.*s", o.len ? " " : "", STR_ARG(r->form_at[i].value));
		*expected += n;
	}
	return out_str(&o);
}

static const struct fault *cohort_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct problems problems = { 0 };
	struct transfer_filter f;
	int64_t expected, opened = 0;
	struct str phases = chosen(d, r, &expected);

	transfer_filter_read(d, arena_printf(d->arena, "year=%.*s", STR_ARG(request_form(r, STR("year")))), &f);
	if (phases.len)
		TRY(transfer_open(d, (int)f.year, phases, expected, &opened));
	else
		problems_add(&problems, d->arena, STR("phase"), PROBLEM_MISSING, words(d, "transfer.cohort_choose"));
	if (opened < 0)
		problems_add(&problems, d->arena, STR(""), PROBLEM_RULE, words(d, "transfer.cohort_changed"));
	if (problems.count)
		return cohort_show(d, r, f.year, &problems, out);
	reply_redirect(out, d->arena, arena_printf(d->arena, "/transfer?year=%lld&said=transfer_opened", (long long)f.year));
	return NULL;
}
const struct page page_transfer_cohort_post = {
	.path = "/transfer/cohort", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = cohort_post,
};

/* --- what the settings said --------------------------------------------------------------------------------------- */

enum { SETTING_COLUMNS = 8 };
static const char *const setting_heads[SETTING_COLUMNS] = {
	"transfer.s_name", "transfer.s_asked", "transfer.s_waiting", "transfer.s_late", "transfer.s_yes", "transfer.s_full",
	"transfer.s_no", "transfer.s_named" };

static void setting_cells(const struct desk *d, const struct transfer_setting *s, struct str out[SETTING_COLUMNS])
{
	const int64_t counts[] = { s->asked, s->waiting, s->late, s->yes, s->full, s->no, s->named };

	out[0] = s->name;
	for (int i = 1; i < SETTING_COLUMNS; i++)
		out[i] = arena_int(d->arena, counts[i - 1]);
}

static struct table_view settings_table(struct desk *d, const struct transfer_settings *all)
{
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, SETTING_COLUMNS);
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, SETTING_COLUMNS * all->count + 1);

	for (int i = 0; i < SETTING_COLUMNS; i++)
		heads[i] = (struct table_head){ .label = words(d, setting_heads[i]), .is_number = i > 0 };
	for (size_t i = 0; i < all->count; i++) {
		struct str texts[SETTING_COLUMNS];

		setting_cells(d, &all->at[i], texts);
		for (int k = 0; k < SETTING_COLUMNS; k++)
			cells[SETTING_COLUMNS * i + (size_t)k].text = texts[k];
		if (all->at[i].late)
			cells[SETTING_COLUMNS * i + 3].tag = STR("red");
	}
	return (struct table_view){ .caption = words(d, "transfer.tab_settings"), .is_caption_hidden = true, .heads = heads,
				    .columns = SETTING_COLUMNS, .cells = cells, .rows = all->count };
}

static const struct fault *settings_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct transfer_settings_view v = { .frame = frame_of(d, r, words(d, "transfer.tab_settings")) };
	struct transfer_settings all;
	struct transfer_filter f;

	transfer_filter_read(d, r->query, &f);
	TRY(transfer_settings(d, (int)f.year, &all));
	if (r->wants_csv) {
		csv_begin(d, out, "settings.csv", setting_heads, SETTING_COLUMNS);
		for (size_t i = 0; i < all.count; i++) {
			struct str texts[SETTING_COLUMNS];

			setting_cells(d, &all.at[i], texts);
			csv_row(out, texts, SETTING_COLUMNS);
		}
		return NULL;
	}
	transfer_tabs(d, f.year, v.tabs);
	v.here = v.tabs[1].address;
	v.csv = arena_printf(d->arena, "/transfer/settings.csv?year=%lld", (long long)f.year);
	v.table = settings_table(d, &all);
	v.frame.section = STR("transfer");
	v.frame.is_wide = true;
	out->body = out_start(d->arena, 65536);
	html_transfer_settings(&out->body, &v);
	return NULL;
}
const struct page page_transfer_settings = {
	.path = "/transfer/settings", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = settings_get,
};
