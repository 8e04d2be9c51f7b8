/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_access - `waymark access matrix` and `waymark access why`: the access rule told.
 * Touches standard output; `why` reads the database. */
#include <stdio.h>

#include "app/verb.h"
#include "core/out.h"
#include "rules/access_matrix.h"
#include "rules/standing.h"
#include "web/router.h"
#include "work/case_why.h"

enum shape { SHAPE_TABLE, SHAPE_CSV, SHAPE_JSON };

static void add_cell(struct out *o, struct str cell, bool is_last)
{
	out_csv(o, cell);
	out_add(o, is_last ? STR("\r\n") : STR(","));
}

static void add_csv(struct out *o, const struct access_line *l, bool is_by_field)
{
	add_cell(o, l->role, false);
	add_cell(o, l->relations, false);
	add_cell(o, l->verb, false);
	add_cell(o, l->what, false);
	add_cell(o, l->grant->id, false);
	add_cell(o, l->grant->why, false);
	add_cell(o, l->grant->under, false);
	add_cell(o, l->holds, !is_by_field);
	if (is_by_field) {
		add_cell(o, l->field, false);
		add_cell(o, l->cut_by, true);
	}
}

static void add_member(struct out *o, const char *name, struct str value, bool is_last)
{
	out_printf(o, "\"%s\": ", name);
	out_json(o, value);
	out_add(o, is_last ? STR("}") : STR(", "));
}

static void add_json(struct out *o, const struct access_line *l, bool is_by_field)
{
	out_byte(o, '{');
	add_member(o, "role", l->role, false);
	add_member(o, "relations", l->relations, false);
	add_member(o, "verb", l->verb, false);
	add_member(o, "what", l->what, false);
	add_member(o, "grant", l->grant->id, false);
	add_member(o, "why", l->grant->why, false);
	add_member(o, "under", l->grant->under, false);
	add_member(o, "holds", l->holds, !is_by_field);
	if (is_by_field) {
		add_member(o, "field", l->field, false);
		add_member(o, "cut_by", l->cut_by, true);
	}
}

static void add_table(struct out *o, const struct access_line *l, bool is_by_field)
{
	out_printf(o, "%-20.*s %-26.*s %-10.*s %-32.*s %-20.*s ", STR_ARG(l->role), STR_ARG(l->relations),
		   STR_ARG(l->verb), STR_ARG(l->what), STR_ARG(l->grant->id));
	if (is_by_field)
		out_printf(o, "%-26.*s %-24.*s ", STR_ARG(l->field), STR_ARG(l->cut_by));
	out_printf(o, "%.*s\n", STR_ARG(l->grant->why));
}

/* When relations of the family hold: below the table, for it is one sentence for hundreds of lines. */
static void add_standings(struct out *o, const struct rulebook *book, struct date on)
{
	out_add(o, STR("\nWhen relations of the family hold (rulebook/access/standing.txt):\n"));
	for (size_t i = 0; i < book->standing_count; i++) {
		const struct standing *t = &book->standings[i];

		if (!rule_is_on(&t->law, on))
			continue;
		out_printf(o, "  %s", relation_words[__builtin_ctz(t->relation)]);
		for (size_t j = 0; j < t->acts.count; j++)
			out_printf(o, "%s%.*s", j ? ", " : " ", STR_ARG(t->acts.at[j]));
		out_printf(o, ": %.*s [%.*s]\n", STR_ARG(t->why), STR_ARG(t->law.cite));
	}
}

static int matrix(struct arena *a, const struct rulebook *book, struct date on, enum shape shape, bool is_by_field)
{
	struct access_lines lines = is_by_field ? access_matrix_fields(a, book, on) : access_matrix(a, book, on);
	struct out o = out_start(a, 65536);

	if (shape == SHAPE_CSV)
		out_printf(&o, "role,relations,verb,what,grant,why,under,holds%s\r\n", is_by_field ? ",field,cut_by" : "");
	if (shape == SHAPE_JSON)
		out_add(&o, STR("[\n"));
	if (shape == SHAPE_TABLE)
		out_printf(&o, "%-20s %-26s %-10s %-32s %-20s %s%s\n", "ROLE", "RELATIONS", "VERB", "WHAT", "GRANT",
			   is_by_field ? "FIELD                      CUT BY                   " : "", "WHY");
	for (size_t i = 0; i < lines.count; i++) {
		if (shape == SHAPE_CSV)
			add_csv(&o, &lines.at[i], is_by_field);
		else if (shape == SHAPE_TABLE)
			add_table(&o, &lines.at[i], is_by_field);
		else
			add_json(&o, &lines.at[i], is_by_field);
		if (shape == SHAPE_JSON)
			out_add(&o, i + 1 < lines.count ? STR(",\n") : STR("\n"));
	}
	if (shape == SHAPE_JSON)
		out_add(&o, STR("]\n"));
	if (shape == SHAPE_TABLE)
		add_standings(&o, book, on);
	fwrite(o.at, 1, o.len, stdout);
	return 0;
}

/* Every page of the program: what a test of the whole rule must have an expectation for. */
static int routes(struct arena *a)
{
	static const char *const needs[] = { [NEEDS_NOTHING] = "nothing", [NEEDS_SIGN_IN] = "sign_in",
					     [NEEDS_STAFF] = "staff", [NEEDS_HALF_SIGN_IN] = "half_sign_in" };
	struct out o = out_start(a, 8192);

	out_add(&o, STR("method,path,needs\r\n"));
	for (size_t i = 0; pages[i]; i++) {
		add_cell(&o, pages[i]->method == METHOD_GET ? STR("GET") : STR("POST"), false);
		add_cell(&o, str_of(pages[i]->path), false);
		add_cell(&o, str_of(needs[pages[i]->needs]), true);
	}
	fwrite(o.at, 1, o.len, stdout);
	return 0;
}

/* The operator's own desk: who is filled by case_why. */
static const struct fault *explain(struct arena *a, const struct rulebook *book, const struct settings *settings,
				   const struct why_ask *ask, struct why *out)
{
	struct desk d = { .arena = a, .book = book, .now = { .today = setting_today(settings) } };
	const struct fault *f = store_open_current(a, setting_of(settings, "db"), &d.pool);

	TRY(f);
	f = store_take(d.pool, a, &d.store);
	if (!f) {
		f = case_why(&d, ask, out);
		store_give(d.pool, d.store);
	}
	store_close(d.pool);
	return f;
}

/* "  is recorded as parent, which does not hold today: until the child's ..." */
static void print_lapsed(const struct rulebook *book, uint32_t lapsed, struct date on)
{
	for (size_t i = 0; i < RELATION_COUNT; i++) {
		const struct standing *t = lapsed & (1u << i) ? standing_on(book, 1u << i, STR("opens"), on) : NULL;

		if (lapsed & (1u << i))
			printf("  is recorded as %s, which does not hold today; it holds %.*s\n", relation_words[i],
			       STR_ARG(t ? t->why : STR("never: no standing is in force")));
	}
}

static void print_memberships(struct arena *a, const struct why *w)
{
	printf("%.*s\n", STR_ARG(w->name));
	for (size_t i = 0; i < w->who.membership_count; i++) {
		const struct membership *m = &w->who.memberships[i];
		struct str bits = access_relations(a, w->relations ? w->relations[i] : 0);

		printf("  %.*s of %lld%s%.*s\n", STR_ARG(m->role), (long long)m->authority,
		       w->relations ? "; to this case: " : "", STR_ARG(w->relations && !bits.len ? STR("nothing") : bits));
	}
}

/* What a line rests on, and whether that is in force: "under advice (Advice for an assessment): r6(1) ..." */
static void print_under(struct arena *a, const struct rulebook *book, const struct grant *g, struct date on)
{
	const struct sharing *s = str_is_empty(g->under) ? NULL : book_sharing_on(book, g->under, on);

	if (str_is_empty(g->under))
		return;
	if (!s) {
		printf("    rests on %.*s, which is not in force\n", STR_ARG(g->under));
		return;
	}
	printf("    rests on %.*s (%.*s): %.*s; %.*s", STR_ARG(g->under), STR_ARG(s->name), STR_ARG(s->basis), STR_ARG(s->law.cite));
	if (!str_is_empty(s->reference))
		printf("; agreement %.*s", STR_ARG(s->reference));
	if (!date_is_none(s->review))
		printf("; review by %.*s", STR_ARG(date_iso(a, s->review)));
	printf("\n");
}

static void print_lines(struct arena *a, const struct rulebook *book, const struct why *w, bool has_case, struct date on)
{
	for (size_t i = 0; i < w->lines.count; i++) {
		const struct why_line *l = &w->lines.at[i];
		struct str missing = access_relations(a, l->missing);

		printf("  %.*s: %s%.*s\n", STR_ARG(l->grant->id), l->is_out ? "gives nothing now" : missing.len == 0 ? "holds" :
		       has_case ? "lacks " : "needs ", STR_ARG(l->is_out ? STR("") : missing));
		print_under(a, book, l->grant, on);
	}
	if (w->lines.count == 0)
		printf("  No line of the access rule gives any of these roles that act on that thing.\n");
}

/* "access why WHO view K7Q2M9XP": a reference of eight capitals and digits is the case itself. */
static bool is_reference(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!(s.at[i] >= '0' && s.at[i] <= '9') && !(s.at[i] >= 'A' && s.at[i] <= 'Z'))
			return false;
	return s.len == 8;
}

static int why(struct arena *a, const struct rulebook *book, char **argv, const struct settings *settings)
{
	struct str reference = setting_flag(settings, "case"), subject = setting_flag(settings, "subject");
	struct why_ask ask = { str_of(argv[0]), str_of(argv[1]), str_of(argv[2]), reference, subject,
			       (setting_is_on(settings, "own") ? RELATION_OWN : 0u) |
			       (setting_is_on(settings, "released") ? RELATION_RELEASED : 0u) };
	struct why w;

	if (is_reference(ask.what)) {
		ask.reference = reference = ask.what;
		ask.what = STR("case");
	}
	const struct fault *f = explain(a, book, settings, &ask, &w);

	if (f)
		return verb_fail("access", f->words);
	print_memberships(a, &w);
	print_lapsed(book, w.lapsed, setting_today(settings));
	if (!w.is_open)
		printf("No: the account is closed.\n");
	else if (!w.answer.is_allowed)
		printf("No.\n");
	else
		printf("%s, by %.*s: %.*s.\n", reference.at ? "Yes" : "Yes, under the relations of the line",
		       STR_ARG(w.answer.grant->id), STR_ARG(w.answer.grant->why));
	print_lines(a, book, &w, reference.at != NULL, setting_today(settings));
	return w.is_open && w.answer.is_allowed ? 0 : 1;
}

static int run(int argc, char **argv, const struct settings *settings)
{
	struct arena *a = setting_arena(settings);
	const struct rulebook *book;

	if (argc == 1 && str_equal(str_of(argv[0]), STR("matrix"))) {
		book = verb_rulebook("access", settings);
		return book ? matrix(a, book, setting_today(settings), setting_is_on(settings, "csv") ? SHAPE_CSV :
					      setting_is_on(settings, "json") ? SHAPE_JSON : SHAPE_TABLE,
				     setting_is_on(settings, "fields")) : 1;
	}
	if (argc == 1 && str_equal(str_of(argv[0]), STR("routes")))
		return routes(a);
	if (argc == 4 && str_equal(str_of(argv[0]), STR("why"))) {
		book = verb_rulebook("access", settings);
		return book ? why(a, book, argv + 1, settings) : 1;
	}
	verb_fail("access", STR("knows three acts: matrix, routes, and why USER VERB WHAT"));
	return 2;
}

static const struct verb_flag flags[] = {
	{ "csv", NULL, "the matrix as a table of comma-separated values" },
	{ "json", NULL, "the matrix as JSON" },
	{ "fields", NULL, "the matrix field by field: kinds of event, paper and letter written out, and what cuts a field" },
	{ "case", "REFERENCE", "why: for this case" },
	{ "subject", "SUBJECT", "why: for what is of this ask (advice-ep)" },
	{ "own", NULL, "why: of something that the user made" },
	{ "released", NULL, "why: of something that was sent to the family" },
	{ NULL, NULL, NULL },
};

const struct verb verb_access = {
	.name = "access",
	.line = "who may do what, and why: matrix, routes, why",
	.usage = "matrix [--fields] [--csv | --json], routes, why E-MAIL VERB WHAT [--case REFERENCE]",
	.help = "matrix prints every line of the access rule: role, the relations that must all stand, verb, thing, the grant\n"
		"that says so and its words. What no line allows is not allowed. The grants are text: rulebook/access/.\n"
		"holds: by age and by who can decide, when parent, self and link hold. --fields writes each thing out field by field,\n"
		"with what keeps a field back all the same (a mark on it).\n"
		"why explains one answer: waymark access why officer@example.org view document.advice --case K7Q2M9XP\n"
		"prints how the user stands to the case, yes or no, for each line that could allow it what it lacks, and what it rests\n"
		"on (rulebook/sharing).\n"
		"A reference in place of the thing asks for the case itself: waymark access why officer@example.org view K7Q2M9XP\n"
		"routes prints every page as comma-separated values: method, path, who may come in before the rule is asked.\n"
		"Status 0 is yes, 1 is no.",
	.flags = flags,
	.run = run,
};
