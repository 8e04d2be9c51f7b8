/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_admin - the administrator's first page, and the rules that are not simply law.
 * Touches work/admin. */
#include "gen/html/admin_admin.h"
#include "web/admin_room.h"
#include "web/csv.h"

struct frame admin_frame(struct desk *d, const struct request *r, const char *title)
{
	struct frame f = frame_of(d, r, book_words(d->book, str_of(title)));

	f.section = STR("admin");
	f.is_wide = true;
	return f;
}

struct admin_nav admin_nav(struct desk *d, const char *here)
{
	struct admin_nav nav = { .count = 5, .here = str_of(here) };

	nav.at[0] = (struct crumb){ STR("/admin"), book_words(d->book, STR("admin.nav_overview")) };
	nav.at[1] = (struct crumb){ STR("/admin/accounts"), book_words(d->book, STR("admin.nav_accounts")) };
	nav.at[2] = (struct crumb){ STR("/admin/rulebook"), book_words(d->book, STR("admin.nav_rulebook")) };
	nav.at[4] = (struct crumb){ STR("/admin/post"), book_words(d->book, STR("admin.nav_post")) };
	nav.at[3] = (struct crumb){ STR("/admin/access"), book_words(d->book, STR("admin.nav_access")) };
	return nav;
}

struct admin_table admin_table(struct desk *d, const char *const *heads, size_t columns)
{
	struct admin_table t = { .heads = ARENA_NEW(d->arena, struct table_head, columns), .columns = columns };

	for (size_t i = 0; i < columns; i++)
		t.heads[i].label = book_words(d->book, str_of(heads[i]));
	return t;
}

void admin_cell(struct desk *d, struct admin_table *t, struct str text)
{
	LIST_PUSH(d->arena, &t->cells, (struct table_cell){ .text = text });
}

struct sheet sheet_of(struct desk *d, const struct request *r, struct reply *out, const char *name, const char *const *heads,
		      size_t columns)
{
	struct sheet s = { .d = d, .csv = r->wants_csv ? out : NULL, .heads = heads, .columns = columns };

	if (r->wants_csv)
		csv_begin(d, out, name, heads, columns);
	else
		s.table = admin_table(d, heads, columns);
	return s;
}

void sheet_row(struct sheet *s, const struct str *cells)
{
	if (s->csv)
		csv_row(s->csv, cells, s->columns);
	for (size_t i = 0; !s->csv && i < s->columns; i++)
		admin_cell(s->d, &s->table, cells[i]);
}

struct table_view admin_table_view(const struct admin_table *t, struct str caption)
{
	return (struct table_view){ .caption = caption, .heads = t->heads, .columns = t->columns, .cells = t->cells.at,
				    .rows = t->cells.count / t->columns };
}

static struct table_view settings_table(struct desk *d)
{
	static const char *const heads[] = { "admin.setting", "admin.value", "admin.source", "admin.meaning" };
	struct admin_table t = admin_table(d, heads, 4);

	for (size_t i = 0; i < d->house->setting_count; i++) {
		const struct shown_setting *s = &d->house->settings[i];

		admin_cell(d, &t, s->name);
		admin_cell(d, &t, str_is_empty(s->value) ? book_words(d->book, STR("admin.not_set")) : s->value);
		admin_cell(d, &t, s->source);
		admin_cell(d, &t, s->help);
	}
	return admin_table_view(&t, book_words(d->book, STR("admin.settings")));
}

static void amount(struct desk *d, struct admin_table *t, const char *key, int64_t n)
{
	admin_cell(d, t, book_words(d->book, str_of(key)));
	admin_cell(d, t, arena_int(d->arena, n));
	t->heads[1].is_number = true;
}

static struct table_view amounts_table(struct desk *d, const struct admin_counts *c)
{
	static const char *const heads[] = { "admin.what", "admin.how_many" };
	struct admin_table t = admin_table(d, heads, 2);

	amount(d, &t, "admin.people", c->people);
	amount(d, &t, "admin.cases", c->cases);
	amount(d, &t, "admin.open_cases", c->open_cases);
	amount(d, &t, "admin.events", c->events);
	amount(d, &t, "admin.documents", c->documents);
	amount(d, &t, "admin.plans", c->plans);
	amount(d, &t, "admin.accounts", c->accounts);
	amount(d, &t, "admin.audits", c->audits);
	amount(d, &t, "admin.version", c->version);
	return admin_table_view(&t, book_words(d->book, STR("admin.amounts")));
}

static struct table_view rulebook_table(struct desk *d, const struct admin_view *v)
{
	static const char *const heads[] = { "admin.what", "admin.how_many" };
	const struct rulebook *b = d->book;
	struct admin_table t = admin_table(d, heads, 2);

	amount(d, &t, "admin.pathways", (int64_t)b->pathway_count);
	amount(d, &t, "admin.rules", (int64_t)v->rules.all);
	amount(d, &t, "admin.unverified", (int64_t)v->unverified_count);
	amount(d, &t, "admin.not_law", (int64_t)v->other_count);
	amount(d, &t, "admin.forms", (int64_t)b->form_count);
	amount(d, &t, "admin.letters", (int64_t)b->letter_count);
	amount(d, &t, "admin.measures", (int64_t)b->measure_count);
	amount(d, &t, "admin.grants", (int64_t)b->grant_count);
	return admin_table_view(&t, book_words(d->book, STR("admin.rulebook")));
}

static void rules_count(struct admin_view *v)
{
	for (size_t i = 0; i < v->rules.count; i++) {
		v->unverified_count += v->rules.at[i].is_unverified;
		v->other_count += v->rules.at[i].status != STATUS_IN_FORCE;
	}
}

static const struct fault *admin_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct admin_view v = { .nav = admin_nav(d, "/admin") };

	TRY(admin_counts(d, &v.counts));
	TRY(admin_rules(d, &v.rules));
	v.frame = admin_frame(d, r, "admin.title");
	rules_count(&v);
	v.settings = settings_table(d);
	v.amounts = amounts_table(d, &v.counts);
	v.rulebook = rulebook_table(d, &v);
	html_admin(&out->body, &v);
	return NULL;
}
const struct page page_admin = {
	.path = "/admin", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = admin_answer,
};

static struct str status_words(struct desk *d, const struct admin_rule *rule)
{
	static const char *const keys[] = { "rules.evidence.k", "rules.status.not_commenced", "rules.status.proposed",
					    "rules.status.expired" };

	return book_words(d->book, str_of(keys[rule->status]));
}

static struct table_view rules_table(struct desk *d, const struct admin_rules *rules, bool unverified, const char *caption)
{
	static const char *const heads[] = { "admin.rule", "admin.words", "admin.cite", "admin.state", "admin.where" };
	struct admin_table t = admin_table(d, heads, 5);

	for (size_t i = 0; i < rules->count; i++) {
		const struct admin_rule *rule = &rules->at[i];

		if (unverified ? !rule->is_unverified : rule->status == STATUS_IN_FORCE)
			continue;
		admin_cell(d, &t, str_is_empty(rule->pathway) ? rule->id :
			   arena_printf(d->arena, "%.*s %.*s", STR_ARG(rule->pathway), STR_ARG(rule->id)));
		admin_cell(d, &t, rule->name);
		admin_cell(d, &t, rule->cite);
		admin_cell(d, &t, unverified ? book_words(d->book, STR("rules.evidence.k")) : status_words(d, rule));
		admin_cell(d, &t, rule->where);
	}
	return admin_table_view(&t, book_words(d->book, str_of(caption)));
}

static const struct fault *rulebook_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct admin_view v = { .nav = admin_nav(d, "/admin/rulebook") };
	struct str args[3];

	TRY(admin_rules(d, &v.rules));
	v.frame = admin_frame(d, r, "admin.rulebook_title");
	rules_count(&v);
	args[0] = arena_int(d->arena, (int64_t)v.rules.all);
	args[1] = arena_int(d->arena, (int64_t)v.unverified_count);
	args[2] = arena_int(d->arena, (int64_t)v.other_count);
	v.lead = book_words_with(d->book, d->arena, STR("admin.rulebook_lead"), args, 3);
	v.unverified = rules_table(d, &v.rules, true, "admin.unverified");
	v.other = rules_table(d, &v.rules, false, "admin.not_law");
	html_admin_rulebook(&out->body, &v);
	return NULL;
}
const struct page page_admin_rulebook = {
	.path = "/admin/rulebook", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = rulebook_answer,
};
