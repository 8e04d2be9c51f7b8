/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_caseload - who has how much work.
 * Touches work/caseload. Whose question: a manager's "who has too much, and who could take some?" */
#include "gen/html/page_caseload.h"
#include "web/csv.h"
#include "web/work_room.h"
#include "work/caseload.h"

enum { COLUMNS = 8 };
static const char *const heads[COLUMNS] = { "caseload.officer", "caseload.cases", "caseload.points", "caseload.per_case", "caseload.late",
					    "caseload.at_risk", "caseload.away", "caseload.covers" };

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static void row_of(struct desk *d, const struct caseload *c, struct str row[COLUMNS])
{
	int64_t tenths = c->cases ? (c->points * 20 + c->cases) / (2 * c->cases) : 0;

	row[0] = c->id ? c->name : words(d, "caseload.nobody");
	row[1] = arena_int(d->arena, c->cases);
	row[2] = arena_int(d->arena, c->points);
	row[3] = arena_printf(d->arena, "%lld.%lld", (long long)(tenths / 10), (long long)(tenths % 10));
	row[4] = arena_int(d->arena, c->late);
	row[5] = arena_int(d->arena, c->at_risk);
	row[6] = arena_int(d->arena, c->away);
	row[7] = arena_int(d->arena, c->covers);
}

/* The work list of exactly these cases. */
static struct str list_of(struct desk *d, int64_t authority, const struct caseload *c, bool late, bool at_risk)
{
	return work_address(d, &(struct list_filter){ .authority = authority, .officer = c->id, .own = c->id != 0, .unassigned = c->id == 0,
							     .late = late, .at_risk = at_risk });
}

static struct table_view table_of(struct desk *d, int64_t authority, const struct caseloads *loads, struct str caption)
{
	struct table_head *head = ARENA_NEW(d->arena, struct table_head, COLUMNS);
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, loads->count * COLUMNS + 1);

	for (size_t c = 0; c < COLUMNS; c++)
		head[c] = (struct table_head){ .label = words(d, heads[c]), .is_number = c > 0 };
	for (size_t i = 0; i < loads->count; i++) {
		const struct caseload *load = &loads->at[i];
		struct table_cell *row = &cells[i * COLUMNS];
		struct str text[COLUMNS];

		row_of(d, load, text);
		for (size_t c = 0; c < COLUMNS; c++)
			row[c].text = text[c];
		row[0].note = load->is_away ? words(d, "caseload.is_away") : STR("");
		row[1].href = load->cases ? list_of(d, authority, load, false, false) : STR("");
		row[4].href = load->late ? list_of(d, authority, load, true, false) : STR("");
		row[5].href = load->at_risk ? list_of(d, authority, load, false, true) : STR("");
	}
	return (struct table_view){ .caption = caption, .is_caption_hidden = true, .heads = head, .columns = COLUMNS, .cells = cells,
				    .rows = loads->count };
}

static struct table_view weights_of(struct desk *d)
{
	size_t count = d->book->weight_count;
	struct table_head *head = ARENA_NEW(d->arena, struct table_head, 3);
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, count * 3 + 1);

	head[0].label = words(d, "caseload.weight");
	head[1] = (struct table_head){ .label = words(d, "caseload.weight_points"), .is_number = true };
	head[2].label = words(d, "caseload.weight_reason");
	for (size_t i = 0; i < count; i++) {
		cells[i * 3].text = d->book->weights[i].name;
		cells[i * 3 + 1].text = arena_int(d->arena, (int64_t)d->book->weights[i].points);
		cells[i * 3 + 2].text = d->book->weights[i].reason;
	}
	return (struct table_view){ .caption = words(d, "caseload.weights"), .is_caption_hidden = true, .heads = head, .columns = 3,
				    .cells = cells, .rows = count };
}

static void bars_fill(struct desk *d, const struct caseloads *loads, struct caseload_view *v)
{
	int64_t most = 1;

	for (size_t i = 0; i < loads->count; i++)
		most = loads->at[i].points > most ? loads->at[i].points : most;
	for (size_t i = 0; i < loads->count; i++) {
		struct str points = arena_int(d->arena, loads->at[i].points);

		LIST_PUSH(d->arena, &v->bars, (struct caseload_bar){
			loads->at[i].id ? loads->at[i].name : words(d, "caseload.nobody"),
			book_words_with(d->book, d->arena, STR("caseload.bar"), &points, 1), loads->at[i].points * 1000 / most });
	}
}

static const struct fault *councils_fill(struct desk *d, int64_t authority, struct caseload_view *v)
{
	struct list_menu menu;

	TRY(list_menu(d, authority, &menu));
	v->councils = ARENA_NEW(d->arena, struct crumb, menu.authorities.count + 1);
	for (size_t i = 0; i < menu.authorities.count; i++)
		v->councils[v->council_count++] = (struct crumb){ arena_printf(d->arena, "/caseload?authority=%lld",
			(long long)menu.authorities.at[i].id), menu.authorities.at[i].name };
	v->here = arena_printf(d->arena, "/caseload?authority=%lld", (long long)authority);
	return NULL;
}

static struct str sentence_of(struct desk *d, const struct caseloads *loads)
{
	struct caseload all = { 0 };

	for (size_t i = 0; i < loads->count; i++) {
		all.cases += loads->at[i].cases;
		all.points += loads->at[i].points;
		all.late += loads->at[i].late;
	}
	struct str args[] = { arena_int(d->arena, all.cases), arena_int(d->arena, all.points), arena_int(d->arena, all.late) };

	return book_words_with(d->book, d->arena, STR("caseload.sentence"), args, 3);
}

static const struct fault *caseload_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct caseload_view v = { .frame = frame_of(d, r, words(d, "caseload.title")) };
	struct caseloads loads;
	int64_t authority;

	if (!str_to_int(request_query(r, STR("authority")), &authority))
		authority = 0;
	TRY(caseload_list(d, &authority, &loads));
	if (r->wants_csv) {
		csv_begin(d, out, "caseload.csv", heads, COLUMNS);
		for (size_t i = 0; i < loads.count; i++) {
			struct str row[COLUMNS];

			row_of(d, &loads.at[i], row);
			csv_row(out, row, COLUMNS);
		}
		return NULL;
	}
	TRY(councils_fill(d, authority, &v));
	v.sentence = sentence_of(d, &loads);
	bars_fill(d, &loads, &v);
	v.table = table_of(d, authority, &loads, v.frame.title);
	v.weights = weights_of(d);
	v.may_hand_over = access_reach(d->book, &d->who, d->now.today, STR("assign"), STR("case")).is_allowed;
	v.csv = arena_printf(d->arena, "/caseload.csv?authority=%lld", (long long)authority);
	v.frame.section = STR("work");
	v.frame.back = STR("/work");
	v.frame.is_wide = true;
	html_caseload(&out->body, &v);
	return NULL;
}
const struct page page_caseload = {
	.path = "/caseload", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = caseload_get,
};
