/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/figures - from counts to tables and bars.
 * Touches work/measure. */
#include "web/figures_room.h"
#include "work/choose.h"

void figure_family_of(const struct desk *d, const struct measure *lead, struct figure_family *out)
{
	*out = (struct figure_family){ .at = { lead }, .count = 1 };
	for (size_t i = 0; i < d->book->measure_count && out->count < FIGURES_MOST; i++)
		if (str_equal(d->book->measures[i].beside, lead->id))
			out->at[out->count++] = &d->book->measures[i];
}

const struct fault *figure_family_count(struct desk *d, struct figure_family *f, struct measure_time time)
{
	for (size_t i = 0; i < f->count; i++) {
		f->counts[i] = (struct measure_counts){ 0 };
		TRY(measure_count(d, f->at[i], time, &f->counts[i]));
	}
	return NULL;
}

struct measure_time figure_time(const struct measure *m, int year)
{
	return m->is_now ? measure_ever() : measure_year(year);
}

static int64_t mille(struct measure_count c)
{
	return c.bottom ? (c.top * 2000 + c.bottom) / (2 * c.bottom) : 0;
}

struct str figure_text(struct arena *a, const struct measure *m, struct measure_count c)
{
	if (m->is_count)
		return arena_printf(a, "%lld (%lld)", (long long)c.bottom, (long long)c.top);
	if (c.bottom == 0)
		return STR("\xE2\x80\x93");
	return arena_printf(a, "%lld.%lld%%", (long long)(mille(c) / 10), (long long)(mille(c) % 10));
}

struct str figure_note(struct desk *d, const struct measure *m, struct measure_count c)
{
	struct str args[] = { arena_int(d->arena, c.top),
			      arena_int(d->arena, c.bottom) };

	return m->is_count ? STR("") : book_words_with(d->book, d->arena, STR("figures.of"), args, 2);
}

struct str figure_address(struct desk *d, const struct measure *m, int64_t authority, int year, struct str part)
{
	struct out o;

	if (!measure_may_open(d, authority))
		return STR("");
	o = out_start(d->arena, 96);
	out_printf(&o, "/figures/%.*s/cases?authority=%lld", STR_ARG(m->id), (long long)authority);
	if (!m->is_now)
		out_printf(&o, "&year=%d", year);
	if (!str_is_empty(part)) {
		out_add(&o, STR("&part="));
		out_url(&o, part);
	}
	return out_str(&o);
}

static struct table_cell cell_of(struct desk *d, const struct measure *m, struct measure_count c, int year, struct str part)
{
	return (struct table_cell){ .text = figure_text(d->arena, m, c), .note = figure_note(d, m, c),
				    .href = c.bottom ? figure_address(d, m, c.authority, year, part) : STR("") };
}

static struct table_head head(struct str label, bool is_number)
{
	return (struct table_head){ .label = label, .is_number = is_number };
}

static void bar_add(struct desk *d, struct figure_bars *bars, struct str label, const struct measure *m,
		    struct measure_count c, bool is_second)
{
	struct str text = figure_text(d->arena, m, c), note = figure_note(d, m, c);

	text = arena_printf(d->arena, "%.*s, %.*s", STR_ARG(text), STR_ARG(note));
	LIST_PUSH(d->arena, bars, (struct figure_bar){ label, m->name, text, mille(c), is_second });
}

/* Rows are councils, columns the measures of the family; the first two rates become bars. */
static void by_council(struct desk *d, struct figure_family *f, const struct measure_areas *areas, int year,
		       struct figure_block *b)
{
	size_t rows = areas->count + (areas->count > 1), columns = f->count + 1;
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, columns);
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, rows * columns);

	heads[0] = head(book_words(d->book, STR("figures.council")), false);
	for (size_t m = 0; m < f->count; m++)
		heads[m + 1] = head(f->at[m]->name, true);
	for (size_t r = 0; r < rows; r++) {
		struct measure_area area = r < areas->count ? areas->at[r] :
					   (struct measure_area){ 0, book_words(d->book, STR("figures.all")) };

		cells[r * columns].text = area.name;
		for (size_t m = 0; m < f->count; m++) {
			struct measure_count c = measure_sum(&f->counts[m], area.authority, STR(""));

			cells[r * columns + m + 1] = cell_of(d, f->at[m], c, year, STR(""));
			if (!f->at[m]->is_count)
				bar_add(d, &b->bars, m == 0 ? area.name : STR(""), f->at[m], c, m > 0);
			b->has_two = b->has_two || (m > 0 && !f->at[m]->is_count);
		}
	}
	b->table = (struct table_view){ .heads = heads, .columns = columns, .cells = cells, .rows = rows };
}

static bool has_part(const struct texts *parts, struct str part)
{
	for (size_t i = 0; i < parts->count; i++)
		if (str_equal(parts->at[i], part))
			return true;
	return false;
}

/* The parts that have anything, in the order of their code list or of the stages. */
static struct texts parts_of(struct desk *d, const struct measure *m, const struct measure_counts *counts)
{
	const struct code_list *codes = book_codes(d->book, m->parts);
	const struct pathway *p = measure_pathway(d->book, m);
	struct texts parts = { 0 };

	for (size_t i = 0; codes && i < codes->count; i++)
		if (measure_sum(counts, 0, codes->at[i].code).bottom)
			LIST_PUSH(d->arena, &parts, codes->at[i].code);
	for (size_t i = 0; p && i < p->stage_count; i++)
		if (measure_sum(counts, 0, p->stages[i].id).bottom)
			LIST_PUSH(d->arena, &parts, p->stages[i].id);
	for (size_t i = 0; i < counts->count; i++)
		if (!has_part(&parts, counts->at[i].part))
			LIST_PUSH(d->arena, &parts, counts->at[i].part);
	return parts;
}

/* Rows are parts, columns the councils and all of them together. */
static void by_part(struct desk *d, struct figure_family *f, const struct measure_areas *areas, int year,
		    struct figure_block *b)
{
	const struct measure *m = f->at[0];
	struct texts parts = parts_of(d, m, &f->counts[0]);
	bool has_all = areas->count > 1;
	size_t columns = 1 + areas->count + has_all, rows = parts.count + 1;
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, columns);
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, rows * columns);

	heads[0] = head(book_words(d->book, measure_pathway(d->book, m) ? STR("figures.stage") : STR("figures.part")), false);
	for (size_t c = 1; c < columns; c++)
		heads[c] = head(c <= areas->count ? areas->at[c - 1].name : book_words(d->book, STR("figures.all")), true);
	for (size_t r = 0; r < rows; r++) {
		struct str part = r < parts.count ? parts.at[r] : STR("");
		struct str label = r < parts.count ? measure_part_label(d->book, m, part) :
				   book_words(d->book, STR("figures.together"));

		cells[r * columns].text = label;
		for (size_t c = 1; c < columns; c++)
			cells[r * columns + c] = cell_of(d, m, measure_sum(&f->counts[0],
				c <= areas->count ? areas->at[c - 1].authority : 0, part), year, part);
		if (!m->is_count)
			bar_add(d, &b->bars, label, m, measure_sum(&f->counts[0], 0, part), false);
	}
	b->table = (struct table_view){ .heads = heads, .columns = columns, .cells = cells, .rows = rows };
}

const struct fault *figure_part_label(struct desk *d, const struct measure *m, struct str part, struct str *out)
{
	bool is_school = str_equal(m->parts, STR("school"));

	*out = measure_part_label(d->book, m, part);
	if (!measure_is_named(m))
		return NULL;
	if (str_equal(part, STR("0"))) {
		*out = book_words(d->book, is_school ? STR("figures.no_school") : STR("figures.no_officer"));
		return NULL;
	}
	TRY(choose_label(d, is_school ? STR("organisation") : STR("account"), part, out));
	if (!out->at)
		*out = part;
	return NULL;
}

/* Most counted first, then the larger, then as they came. */
static bool comes_before(const struct measure_count *a, const struct measure_count *b)
{
	return a->top != b->top ? a->top > b->top : a->bottom > b->bottom;
}

static struct measure_counts sorted(struct desk *d, const struct measure_counts *counts)
{
	struct measure_counts out = { 0 };

	for (size_t i = 0; i < counts->count; i++) {
		if (!measure_may_open(d, counts->at[i].authority))
			continue;
		LIST_PUSH(d->arena, &out, counts->at[i]);
		for (size_t k = out.count - 1; k > 0 && comes_before(&out.at[k], &out.at[k - 1]); k--) {
			struct measure_count swap = out.at[k];

			out.at[k] = out.at[k - 1];
			out.at[k - 1] = swap;
		}
	}
	return out;
}

static struct str council_of(const struct measure_areas *areas, int64_t authority)
{
	for (size_t i = 0; i < areas->count; i++)
		if (areas->at[i].authority == authority)
			return areas->at[i].name;
	return STR("");
}

const struct fault *figure_named_block(struct desk *d, struct figure_family *f, const struct measure_areas *areas,
				       struct figure_block *out)
{
	enum { COLUMNS = 4 };
	const struct measure *m = f->at[0];
	struct measure_counts counts = sorted(d, &f->counts[0]);
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, COLUMNS);
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, counts.count * COLUMNS + 1);

	heads[0] = head(book_words(d->book, str_equal(m->parts, STR("school")) ? STR("figures.school") : STR("figures.officer")), false);
	heads[1] = head(book_words(d->book, STR("figures.council")), false);
	heads[2] = head(book_words(d->book, STR("figures.overdue")), true);
	heads[3] = head(book_words(d->book, STR("figures.running")), true);
	for (size_t i = 0; i < counts.count; i++) {
		const struct measure_count *c = &counts.at[i];
		struct table_cell *row = &cells[i * COLUMNS];
		struct str address = figure_address(d, m, c->authority, 0, c->part);

		TRY(figure_part_label(d, m, c->part, &row[0].text));
		row[1].text = council_of(areas, c->authority);
		row[2] = (struct table_cell){ .text = arena_int(d->arena, c->top),
			.href = c->top ? arena_printf(d->arena, "%.*s&in=1", STR_ARG(address)) : STR("") };
		row[3] = (struct table_cell){ .text = arena_int(d->arena, c->bottom), .href = address };
	}
	*out = (struct figure_block){ .lead = m, .table = { .heads = heads, .columns = COLUMNS, .cells = cells,
		.rows = counts.count, .caption = m->name, .is_caption_hidden = true } };
	LIST_PUSH(d->arena, &out->measures, m);
	return NULL;
}

struct figure_block figure_block_of(struct desk *d, struct figure_family *f, const struct measure_areas *areas, int year)
{
	struct figure_block b = { .lead = f->at[0] };

	for (size_t i = 0; i < f->count; i++)
		LIST_PUSH(d->arena, &b.measures, f->at[i]);
	if (str_is_empty(b.lead->parts))
		by_council(d, f, areas, year, &b);
	else
		by_part(d, f, areas, year, &b);
	b.table.caption = b.lead->name;
	b.table.is_caption_hidden = true;
	return b;
}
