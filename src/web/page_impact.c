/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_impact - the data-protection impact page, made from the rulebook: what is kept and shared, how long, who sees it and
 * from what age, what could go wrong.
 * Touches the rulebook; of the store only the periods that councils set. Whose question: anybody's "what do you do with it?" */
#include "core/out.h"
#include "gen/html/impact_impact.h"
#include "web/access_words.h"
#include "web/admin_room.h"
#include "web/view_impact.h"
#include "work/disposal.h"

#define COUNT(list) (sizeof (list) / sizeof *(list))

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static struct str words_of(const struct desk *d, const char *stem, struct str code)
{
	return book_words(d->book, arena_printf(d->arena, "%s%.*s", stem, STR_ARG(code)));
}

/* What is known from memory alone is never told as law without saying so. */
static struct str cite_words(const struct desk *d, const struct rule_note *law)
{
	return law->is_unverified ? book_words_with(d->book, d->arena, STR("impact.unverified"), &law->cite, 1) : law->cite;
}

static struct str state_words(const struct desk *d, const struct sharing *s)
{
	if (!rule_is_on(&s->law, d->now.today))
		return words(d, "impact.out");
	return words(d, !date_is_none(s->review) && s->review.day < d->now.today.day ? "impact.review_due" : "impact.in_force");
}

static const struct fault *sharing_rows(struct sheet *s)
{
	struct desk *d = s->d;

	for (size_t i = 0; i < d->book->sharing_count; i++) {
		const struct sharing *m = &d->book->sharings[i];
		struct str cells[] = { m->name, words_of(d, "impact.kind_", m->kind), m->purpose, m->parties, m->categories, m->basis,
			m->special, m->schedule, cite_words(d, &m->law), m->reference, date_words(d->arena, m->review), state_words(d, m) };

		sheet_row(s, cells);
	}
	return NULL;
}

static struct str own_words(struct desk *d, const struct disposal_councils *all, struct str rule)
{
	struct str text = STR("");

	for (size_t i = 0; i < all->count; i++)
		if (str_equal(all->at[i].rule, rule)) {
			struct str args[2] = { all->at[i].council, arena_int(d->arena, all->at[i].years) };

			text = arena_printf(d->arena, "%.*s%s%.*s", STR_ARG(text), text.len ? "; " : "",
					    STR_ARG(book_words_with(d->book, d->arena, STR("impact.council"), args, 2)));
		}
	return text;
}

static const struct fault *kept_rows(struct sheet *s)
{
	struct desk *d = s->d;
	struct disposal_councils councils;

	TRY(disposal_councils(d, &councils));
	for (size_t i = 0; i < d->book->retention_count; i++) {
		const struct retention *r = &d->book->retentions[i];
		struct str cells[] = { r->name, arena_printf(d->arena, "%zu", r->years), r->from_words,
			words_of(d, "retention.basis_", r->basis), r->reason, cite_words(d, &r->law), own_words(d, &councils, r->id) };

		if (rule_is_on(&r->law, d->now.today))
			sheet_row(s, cells);
	}
	return NULL;
}

static struct str joined(struct desk *d, const struct texts *list, bool is_verb)
{
	struct out o = out_start(d->arena, 200);

	for (size_t i = 0; i < list->count; i++) {
		out_add(&o, i ? STR("; ") : STR(""));
		out_add(&o, is_verb ? code_label(book_codes(d->book, STR("verb")), list->at[i]) : access_what_words(d, list->at[i]));
	}
	return out_str(&o);
}

static const struct fault *access_rows(struct sheet *s)
{
	struct desk *d = s->d;

	for (size_t i = 0; i < d->book->grant_count; i++) {
		const struct grant *g = &d->book->grants[i];
		const struct role *role = book_role(d->book, g->role);
		const struct sharing *m = book_sharing_on(d->book, str_is_empty(g->under) ? STR("council") : g->under, d->now.today);
		struct str cells[] = { role ? role->name : g->role, joined(d, &g->verbs, true), joined(d, &g->whats, false),
			access_when_words(d, g->relations), g->why, m ? m->name : words(d, "impact.out") };

		sheet_row(s, cells);
	}
	return NULL;
}

/* "may open; is told": each by its words under `prefix`. */
static struct str listed(struct desk *d, const char *prefix, const struct texts *list)
{
	struct out o = out_start(d->arena, 200);

	for (size_t i = 0; i < list->count; i++) {
		out_add(&o, i ? STR("; ") : STR(""));
		out_add(&o, words_of(d, prefix, list->at[i]));
	}
	return out_str(&o);
}

static const struct fault *standing_rows(struct sheet *s)
{
	struct desk *d = s->d;

	for (size_t i = 0; i < d->book->standing_count; i++) {
		const struct standing *t = &d->book->standings[i];
		struct str cells[] = { access_when_words(d, t->relation), listed(d, "impact.act_", &t->acts), t->why, cite_words(d, &t->law) };

		if (rule_is_on(&t->law, d->now.today))
			sheet_row(s, cells);
	}
	return NULL;
}

static const struct fault *details_rows(struct sheet *s)
{
	struct desk *d = s->d;

	for (size_t i = 0; i < d->book->details_count; i++) {
		const struct details *t = &d->book->details[i];
		struct str mark = t->mark;

		str_cut(&mark, '.');
		struct str cells[] = { listed(d, "impact.field_", &t->fields), str_is_empty(t->needs) ? words(d, "impact.needs_case") : access_what_words(d, t->needs),
			str_is_empty(t->mark) ? words(d, "impact.no_mark") : code_label(book_codes(d->book, STR("mark")), mark), t->why };

		sheet_row(s, cells);
	}
	return NULL;
}

static const struct fault *risk_rows(struct sheet *s)
{
	struct desk *d = s->d;

	for (size_t i = 0; i < d->book->risk_count; i++) {
		const struct risk *k = &d->book->risks[i];
		struct str cells[] = { k->name, k->harm, words_of(d, "impact.grade_", k->likelihood),
			words_of(d, "impact.grade_", k->severity), k->against, k->left, k->proof };

		sheet_row(s, cells);
	}
	return NULL;
}

static const char *const sharing_heads[] = { "impact.name", "impact.kind", "impact.purpose", "impact.parties", "impact.categories",
	"impact.basis", "impact.special", "impact.schedule", "impact.cite", "impact.agreement", "impact.review", "impact.state" };
static const char *const kept_heads[] = { "impact.record", "impact.years", "impact.from", "impact.kind", "impact.why", "impact.cite",
	"impact.councils" };
static const char *const access_heads[] = { "impact.role", "impact.may", "impact.what", "impact.when", "impact.because", "impact.under" };
static const char *const standing_heads[] = { "impact.standing_who", "impact.standing_act", "impact.standing_when", "impact.cite" };
static const char *const details_heads[] = { "impact.details_fields", "impact.details_needs", "impact.details_mark", "impact.why" };
static const char *const risk_heads[] = { "impact.risk", "impact.harm", "impact.likelihood", "impact.severity", "impact.against",
	"impact.left", "impact.proof" };

static const struct part {
	const char *id, *title, *about, *file;
	const char *const *heads; size_t columns;
	const struct fault *(*rows)(struct sheet *s);
	bool as_cards;                  /* too much for a row of a table */
	const char *group;              /* too long for one table: words of one for each that the first column names; NULL */
} parts[IMPACT_PARTS] = {
	{ "sharing", "impact.sharing", "impact.sharing_about", "sharing.csv", sharing_heads, COUNT(sharing_heads), sharing_rows, true, NULL },
	{ "kept", "impact.kept", "impact.kept_about", "kept.csv", kept_heads, COUNT(kept_heads), kept_rows, false, NULL },
	{ "risks", "impact.risks", "impact.risks_about", "risks.csv", risk_heads, COUNT(risk_heads), risk_rows, true, NULL },
	{ "access", "impact.access", "impact.access_about", "access.csv", access_heads, COUNT(access_heads), access_rows, false, "impact.access_of" },
	{ "family", "impact.standing", "impact.standing_about", "family.csv", standing_heads, COUNT(standing_heads), standing_rows, false, NULL },
	{ "details", "impact.details", "impact.details_about", "details.csv", details_heads, COUNT(details_heads), details_rows, false, NULL },
};

static const struct fault *table_csv(struct desk *d, const struct request *r, struct reply *out)
{
	for (size_t i = 0; i < COUNT(parts); i++)
		if (str_equal(request_query(r, STR("table")), str_of(parts[i].id))) {
			struct sheet s = sheet_of(d, r, out, parts[i].file, parts[i].heads, parts[i].columns);

			return parts[i].rows(&s);
		}
	return fault_new(d->arena, FAULT_ABSENT, "there is no such table");
}

static bool is_in_group(const struct table_view *t, size_t row, struct str name)
{
	return str_equal(t->cells[row * t->columns].text, name);
}

/* The rows of one name without it: what they are about comes first and names the row. */
static struct table_view group_table(struct desk *d, const struct table_view *t, struct str name)
{
	static const size_t order[] = { 2, 1, 3, 4, 5 };
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, COUNT(order));
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, t->rows * COUNT(order));
	struct table_view out = { .caption = name, .is_caption_hidden = true, .heads = heads, .columns = COUNT(order), .cells = cells };

	for (size_t c = 0; c < COUNT(order); c++)
		heads[c] = t->heads[order[c]];
	for (size_t r = 0; r < t->rows; r++) {
		for (size_t c = 0; c < COUNT(order) && is_in_group(t, r, name); c++)
			cells[out.rows * COUNT(order) + c] = t->cells[r * t->columns + order[c]];
		out.rows += is_in_group(t, r, name);
	}
	return out;
}

static void groups_fill(struct desk *d, const char *key, struct impact_part *part)
{
	const struct table_view *t = &part->table;

	part->groups = ARENA_NEW(d->arena, struct impact_group, t->rows + 1);
	for (size_t r = 0; r < t->rows; r++) {
		struct str args[2] = { t->cells[r * t->columns].text };
		bool is_known = false;

		for (size_t before = 0; before < r; before++)
			is_known = is_known || is_in_group(t, before, args[0]);
		if (is_known)
			continue;
		struct impact_group *g = &part->groups[part->group_count++];

		g->table = group_table(d, t, args[0]);
		args[1] = arena_printf(d->arena, "%zu", g->table.rows);
		g->words = book_words_with(d->book, d->arena, str_of(key), args, 2);
	}
}

static const struct fault *impact_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct impact_view v = { .frame = frame_of(d, r, words(d, "impact.title")) };

	if (r->wants_csv)
		return table_csv(d, r, out);
	v.frame.is_wide = true;
	v.frame.back = STR("/privacy");
	for (size_t i = 0; i < COUNT(parts); i++) {
		struct sheet s = sheet_of(d, r, out, parts[i].file, parts[i].heads, parts[i].columns);
		struct str title = words(d, parts[i].title);

		TRY(parts[i].rows(&s));
		v.parts[i] = (struct impact_part){ str_of(parts[i].id), words(d, parts[i].about),
			book_words_with(d->book, d->arena, STR("impact.csv"), &title, 1), admin_table_view(&s.table, title), parts[i].as_cards,
			NULL, 0 };
		v.parts[i].table.is_caption_hidden = true;
		if (parts[i].group)
			groups_fill(d, parts[i].group, &v.parts[i]);
	}
	out->body = out_start(d->arena, 262144);
	html_impact(&out->body, &v);
	return NULL;
}
const struct page page_impact = {
	.path = "/privacy/impact", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = impact_get,
};
