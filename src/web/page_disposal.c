/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_disposal - records that were kept long enough: what is due, runs, holds, periods, certificates.
 * Touches work/disposal. Whose question: the data protection officer's "what must go, what must not, and who has looked?" */
#include "gen/html/disposal_disposal.h"
#include "web/admin_room.h"
#include "web/form.h"
#include "web/view_disposal.h"
#include "web/view_post.h"

#define COUNT(list) (sizeof (list) / sizeof *(list))

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static struct str words_of(const struct desk *d, const char *stem, struct str code)
{
	return book_words(d->book, arena_printf(d->arena, "%s%.*s", stem, STR_ARG(code)));
}

static struct disposal_nav nav_of(struct desk *d, const char *here)
{
	static const char *const parts[][2] = { { "/disposal", "disposal.nav_due" }, { "/disposal/runs", "disposal.nav_runs" },
		{ "/disposal/holds", "disposal.nav_holds" }, { "/disposal/periods", "disposal.nav_periods" },
		{ "/disposal/certificates", "disposal.nav_certificates" } };
	struct disposal_nav nav = { .here = str_of(here) };

	for (size_t i = 0; i < COUNT(parts); i++)
		nav.at[i] = (struct crumb){ str_of(parts[i][0]), words(d, parts[i][1]) };
	return nav;
}

static struct frame frame_at(struct desk *d, const struct request *r, const char *title)
{
	struct frame f = frame_of(d, r, words(d, title));

	f.section = STR("disposal");
	f.is_wide = true;
	return f;
}

static struct str process_name(const struct desk *d, struct str id)
{
	const struct pathway *p = book_pathway(d->book, id);

	return p ? p->name : words(d, "disposal.person");
}

static struct str basis_words(struct desk *d, const struct disposal_owns *owns, const struct retention *rule)
{
	for (size_t i = 0; i < owns->count; i++)
		if (str_equal(owns->at[i].rule, rule->id))
			return words(d, "retention.basis_own");
	return words_of(d, "retention.basis_", rule->basis);
}

/* --- what is due ---------------------------------------------------------------------------------------------------- */

static struct table_view sums_table(struct desk *d, const struct disposal_due *due)
{
	static const char *const heads[] = { "disposal.rule", "disposal.years", "disposal.due", "disposal.stays", "disposal.basis" };
	struct admin_table t = admin_table(d, heads, COUNT(heads));

	for (size_t i = 1; i < 4; i++)
		t.heads[i].is_number = true;
	for (size_t i = 0; i < due->sums.count; i++) {
		const struct disposal_sum *s = &due->sums.at[i];

		admin_cell(d, &t, s->rule->name);
		admin_cell(d, &t, arena_int(d->arena, (int64_t)s->years));
		admin_cell(d, &t, arena_int(d->arena, s->due));
		admin_cell(d, &t, arena_int(d->arena, s->kept));
		admin_cell(d, &t, basis_words(d, &due->owns, s->rule));
	}
	return admin_table_view(&t, words(d, "disposal.by_rule"));
}

static void record_row(struct sheet *s, const struct disposal_record *r)
{
	struct desk *d = s->d;
	struct str cells[] = { str_is_empty(r->reference) ? words(d, "disposal.person") : r->reference, r->child,
		s->csv ? date_iso(d->arena, r->born) : date_words(d->arena, r->born), process_name(d, r->pathway),
		r->rule ? r->rule->name : STR(""), arena_int(d->arena, (int64_t)r->years), s->csv ? date_iso(d->arena, r->due) : date_words(d->arena, r->due),
		str_is_empty(r->kept) ? words(d, "disposal.may_go") : words_of(d, "retention.kept_", r->kept) };

	sheet_row(s, cells);
}

static const char *const record_heads[] = { "disposal.reference", "disposal.child", "disposal.born", "disposal.process",
					    "disposal.rule", "disposal.years", "disposal.day", "disposal.state" };

static const struct fault *due_show(struct desk *d, const struct request *r, const struct problems *problems, struct reply *out)
{
	struct disposal_view v = { .nav = nav_of(d, "/disposal"), .lead = words(d, "disposal.about"), .problems = problems,
		.csv = STR("/disposal.csv") };
	struct disposal_due due;

	if (!str_to_int(request_query(r, STR("page")), &v.page) || v.page < 1 || v.page > 1000000)
		v.page = 1;
	TRY(disposal_due(d, r->wants_csv, v.page, &due));
	struct sheet s = sheet_of(d, r, out, "disposal.csv", record_heads, COUNT(record_heads));
	for (size_t i = 0; i < due.records.count; i++)
		record_row(&s, &due.records.at[i]);
	if (r->wants_csv)
		return NULL;
	v.frame = frame_at(d, r, "disposal.title");
	v.frame.problems = problems;
	v.sums = sums_table(d, &due);
	v.table = admin_table_view(&s.table, words(d, "disposal.records"));
	v.empty = words(d, "disposal.none");
	for (size_t i = 0; due.may_dispose && i < due.sums.count; i++)
		if (due.sums.at[i].due)
			v.offer_count = due.sums.count;
	v.offers = due.sums.at;
	v.pages = (due.total + DISPOSAL_SHOWN_MOST - 1) / DISPOSAL_SHOWN_MOST;
	out->body = out_start(d->arena, 65536);
	html_disposal(&out->body, &v);
	return NULL;
}

static const struct fault *due_get(struct desk *d, const struct request *r, struct reply *out)
{
	return due_show(d, r, NULL, out);
}
const struct page page_disposal = { .path = "/disposal", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = due_get };

static const struct fault *propose_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct problems problems = { 0 };
	struct str rules = STR("");
	int64_t id;

	for (size_t i = 0; i < d->book->retention_count; i++) {
		struct str rule = d->book->retentions[i].id;

		if (str_equal(request_form(r, arena_printf(d->arena, "rule-%.*s", STR_ARG(rule))), STR("yes")))
			rules = arena_printf(d->arena, "%.*s %.*s", STR_ARG(rules), STR_ARG(rule));
	}
	TRY(disposal_propose(d, rules, &problems, &id));
	if (problems.count)
		return due_show(d, r, &problems, out);
	reply_redirect(out, d->arena, arena_printf(d->arena, "/disposal/runs/%lld?said=disposal_proposed", (long long)id));
	return NULL;
}
const struct page page_disposal_post = { .path = "/disposal", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = propose_post };

/* --- runs ----------------------------------------------------------------------------------------------------------- */

static struct str by_words(struct desk *d, int64_t ms, struct str who)
{
	struct str args[2] = { date_words(d->arena, date_of_ms(ms)), who };

	return ms ? book_words_with(d->book, d->arena, STR("disposal.by"), args, 2) : STR("");
}

static const struct fault *runs_get(struct desk *d, const struct request *r, struct reply *out)
{
	static const char *const heads[] = { "disposal.run", "disposal.state", "disposal.proposed", "disposal.decided",
		"disposal.waiting", "disposal.gone", "disposal.kept" };
	struct disposal_view v = { .nav = nav_of(d, "/disposal/runs"), .lead = words(d, "disposal.runs_about"),
		.empty = words(d, "disposal.runs_none"), .csv = STR("/disposal/runs.csv") };
	struct disposal_runs runs;

	TRY(disposal_runs(d, &runs));
	struct sheet s = sheet_of(d, r, out, "disposal-runs.csv", heads, COUNT(heads));
	for (size_t i = 0; i < runs.count; i++) {
		const struct disposal_run *run = &runs.at[i];
		struct str cells[] = { arena_int(d->arena, run->id), words_of(d, "disposal.state_", run->state),
			by_words(d, run->proposed_ms, run->proposer), by_words(d, run->decided_ms, run->decider), arena_int(d->arena, run->waiting),
			arena_int(d->arena, run->gone), arena_int(d->arena, run->kept) };

		sheet_row(&s, cells);
		if (!r->wants_csv)
			s.table.cells.at[s.table.cells.count - COUNT(heads)].href =
				arena_printf(d->arena, "/disposal/runs/%lld", (long long)run->id);
	}
	if (r->wants_csv)
		return NULL;
	v.frame = frame_at(d, r, "disposal.runs_title");
	v.table = admin_table_view(&s.table, words(d, "disposal.runs_title"));
	html_disposal(&out->body, &v);
	return NULL;
}
const struct page page_disposal_runs = {
	.path = "/disposal/runs", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = runs_get,
};

static const char *const certificate_heads[] = { "disposal.run", "disposal.rule", "disposal.years", "disposal.c_records",
	"disposal.c_people", "disposal.c_events", "disposal.c_papers", "disposal.c_letters", "disposal.c_plans", "disposal.c_messages",
	"disposal.c_first", "disposal.c_last" };

static void certificate_rows(struct sheet *s, const struct disposal_certificates *all)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct disposal_certificate *c = &all->at[i];
		struct desk *d = s->d;
		struct str cells[] = { arena_int(d->arena, c->run), c->rule, arena_int(d->arena, c->years), arena_int(d->arena, c->records), arena_int(d->arena, c->people),
			arena_int(d->arena, c->events), arena_int(d->arena, c->papers), arena_int(d->arena, c->letters), arena_int(d->arena, c->plans), arena_int(d->arena, c->messages),
			date_instant(d->arena, c->first_ms), date_instant(d->arena, c->last_ms) };

		sheet_row(s, cells);
	}
	for (size_t i = 2; !s->csv && i < 10; i++)
		s->table.heads[i].is_number = true;
}

static const struct fault *certificates_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct disposal_view v = { .nav = nav_of(d, "/disposal/certificates"), .lead = words(d, "disposal.certificates_about"),
		.empty = words(d, "disposal.certificates_none"), .csv = STR("/disposal/certificates.csv") };
	struct disposal_certificates all;

	TRY(disposal_certificates(d, &all));
	struct sheet s = sheet_of(d, r, out, "disposal-certificates.csv", certificate_heads, COUNT(certificate_heads));
	certificate_rows(&s, &all);
	if (r->wants_csv)
		return NULL;
	v.frame = frame_at(d, r, "disposal.certificates_title");
	v.table = admin_table_view(&s.table, words(d, "disposal.certificates_title"));
	html_disposal(&out->body, &v);
	return NULL;
}
const struct page page_disposal_certificates = {
	.path = "/disposal/certificates", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = certificates_get,
};

static bool may_dispose(struct desk *d)
{
	return access_reach(d->book, &d->who, d->now.today, STR("dispose"), STR("list.disposal")).is_allowed;
}

static const struct fault *run_show(struct desk *d, const struct request *r, int64_t id, const struct problems *problems,
				    struct reply *out)
{
	struct disposal_run_view v = { .nav = nav_of(d, "/disposal/runs"), .may_dispose = may_dispose(d),
		.action = arena_printf(d->arena, "/disposal/runs/%lld", (long long)id) };
	struct disposal_certificates certificates;

	TRY(disposal_run(d, id, r->wants_csv, &v.run, &v.records, &certificates));
	struct sheet s = sheet_of(d, r, out, "disposal-run.csv", record_heads, COUNT(record_heads));
	for (size_t i = 0; i < v.records.count; i++)
		record_row(&s, &v.records.at[i]);
	if (r->wants_csv)
		return NULL;
	struct sheet c = sheet_of(d, r, out, "", certificate_heads, COUNT(certificate_heads));
	certificate_rows(&c, &certificates);
	struct str name = arena_int(d->arena, id);

	v.frame = frame_at(d, r, "disposal.run_title");
	v.frame.title = book_words_with(d->book, d->arena, STR("disposal.run_title"), &name, 1);
	v.frame.problems = problems;
	v.state = words_of(d, "disposal.state_", v.run.state);
	v.proposed = by_words(d, v.run.proposed_ms, v.run.proposer);
	v.decided = by_words(d, v.run.decided_ms, v.run.decider);
	v.may_approve = v.may_dispose && v.run.proposed_by != d->who.account_id;
	v.records_table = admin_table_view(&s.table, words(d, "disposal.records"));
	v.certificates = admin_table_view(&c.table, words(d, "disposal.certificate"));
	v.csv = arena_printf(d->arena, "/disposal/runs/%lld.csv", (long long)id);
	out->body = out_start(d->arena, 65536);
	html_disposal_run(&out->body, &v);
	return NULL;
}

static const struct fault *absent(const struct desk *d)
{
	return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
}

static const struct fault *run_get(struct desk *d, const struct request *r, struct reply *out)
{
	int64_t id;

	return str_to_int(r->part[0], &id) ? run_show(d, r, id, NULL, out) : absent(d);
}
const struct page page_disposal_run = {
	.path = "/disposal/runs/{0}", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = run_get,
};

static const struct fault *run_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct problems problems = { 0 };
	struct disposal_done done;
	struct str go = request_form(r, STR("go")), said = STR("disposal_approved"), record = request_form(r, STR("record")), kind;
	int64_t id, target;

	if (!str_to_int(r->part[0], &id) || id <= 0 || !may_dispose(d))
		return absent(d);
	if (str_equal(go, STR("approve"))) {
		TRY(disposal_approve(d, id, &problems));
	} else if (str_equal(go, STR("on"))) {
		TRY(disposal_go_on(d, id, DISPOSAL_AT_ONCE, &done));
	} else if (str_equal(go, STR("drop"))) {
		TRY(disposal_drop(d, id));
		said = STR("disposal_dropped");
	} else if (str_equal(go, STR("leave")) && (kind = str_cut(&record, '-'), str_to_int(record, &target))) {
		TRY(disposal_leave(d, id, kind, target));
		said = STR("disposal_left");
	} else {
		return absent(d);
	}
	if (problems.count)
		return run_show(d, r, id, &problems, out);
	reply_redirect(out, d->arena, arena_printf(d->arena, "/disposal/runs/%lld?said=%.*s", (long long)id, STR_ARG(said)));
	return NULL;
}
const struct page page_disposal_run_post = {
	.path = "/disposal/runs/{0}", .method = METHOD_POST, .needs = NEEDS_STAFF, .needs_proof = true, .answer = run_post,
};

/* --- holds ---------------------------------------------------------------------------------------------------------- */

static const struct fault *fields_of(struct desk *d, const struct form *form, const struct answers *values,
				     const struct problems *problems, struct str *out)
{
	struct out fields = out_start(d->arena, 8192);
	struct form_view view = { .desk = d, .form = form, .values = values, .problems = problems };

	TRY(form_show(&fields, &view));
	*out = out_str(&fields);
	return NULL;
}

static struct form hold_form(struct desk *d)
{
	struct form form = { .id = STR("hold") };

	post_field(d, &form, "reference", "disposal.hold_reference", "", FIELD_TEXT, 8, true);
	post_field(d, &form, "reason", "disposal.hold_why", "disposal.hold_why_hint", FIELD_LONG, DISPOSAL_REASON_MOST, true);
	return form;
}

static const struct fault *holds_csv(struct desk *d, const struct request *r, const struct disposal_holds *holds, struct reply *out)
{
	static const char *const heads[] = { "disposal.reference", "disposal.child", "disposal.hold_reason", "disposal.hold_by",
		"disposal.hold_ended" };
	struct sheet s = sheet_of(d, r, out, "holds.csv", heads, COUNT(heads));

	for (size_t i = 0; i < holds->count; i++) {
		const struct disposal_hold *h = &holds->at[i];
		struct str cells[] = { h->reference, h->child, h->reason, by_words(d, h->made_ms, h->by),
			by_words(d, h->ended_ms, h->ended_by) };

		sheet_row(&s, cells);
	}
	return NULL;
}

static const struct fault *holds_show(struct desk *d, const struct request *r, const struct answers *values,
				      const struct problems *problems, struct reply *out)
{
	struct disposal_holds_view v = { .nav = nav_of(d, "/disposal/holds") };
	struct form form = hold_form(d);
	struct disposal_holds holds;

	TRY(disposal_holds(d, &holds));
	if (r->wants_csv)
		return holds_csv(d, r, &holds, out);
	for (size_t i = 0; i < holds.count; i++)
		LIST_PUSH(d->arena, &v.cards, (struct disposal_card){ &holds.at[i], by_words(d, holds.at[i].made_ms, holds.at[i].by),
			by_words(d, holds.at[i].ended_ms, holds.at[i].ended_by) });
	v.frame = frame_at(d, r, "disposal.holds_title");
	v.frame.problems = problems;
	TRY(fields_of(d, &form, values, problems, &v.fields));
	out->body = out_start(d->arena, 32768);
	html_disposal_holds(&out->body, &v);
	return NULL;
}

static const struct fault *holds_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers none = { 0 };

	return holds_show(d, r, &none, NULL, out);
}
const struct page page_disposal_holds = {
	.path = "/disposal/holds", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = holds_get,
};

static const struct fault *holds_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers values = { 0 };
	struct kept_files files = { 0 };
	struct problems problems = { 0 };
	struct form form = hold_form(d);

	if (!may_dispose(d))
		return absent(d);
	if (form_read(d, r, &form, STR(""), &values, &files, &problems) && problems.count == 0)
		TRY(disposal_hold(d, answers_get(&values, STR("reference")), answers_get(&values, STR("reason")), &problems));
	if (problems.count)
		return holds_show(d, r, &values, &problems, out);
	reply_redirect(out, d->arena, STR("/disposal/holds?said=disposal_held"));
	return NULL;
}
const struct page page_disposal_holds_post = {
	.path = "/disposal/holds", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = holds_post,
};

static const struct fault *hold_end_post(struct desk *d, const struct request *r, struct reply *out)
{
	int64_t id;

	if (!str_to_int(r->part[0], &id))
		return absent(d);
	TRY(disposal_hold_end(d, id));
	reply_redirect(out, d->arena, STR("/disposal/holds?said=disposal_released"));
	return NULL;
}
const struct page page_disposal_hold_end = {
	.path = "/disposal/holds/{0}/end", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = hold_end_post,
};

/* --- periods -------------------------------------------------------------------------------------------------------- */

static struct form period_form(struct desk *d)
{
	struct code_list *rules = ARENA_NEW(d->arena, struct code_list, 1);
	struct form form = { .id = STR("period") };

	for (size_t i = 0; i < d->book->retention_count; i++)
		if (rule_is_on(&d->book->retentions[i].law, d->now.today))
			LIST_PUSH(d->arena, rules, (struct code){ d->book->retentions[i].id, d->book->retentions[i].name, STR_NONE });
	post_field(d, &form, "rule", "disposal.period_rule", "", FIELD_CHOICE, 80, true);
	form.fields[0].codes = rules;
	post_field(d, &form, "years", "disposal.period_years", "disposal.period_years_hint", FIELD_INT, DISPOSAL_YEARS_MOST, true);
	post_field(d, &form, "reason", "disposal.period_reason", "disposal.period_reason_hint", FIELD_LONG, DISPOSAL_REASON_MOST, true);
	return form;
}

static struct str own_words(struct desk *d, const struct disposal_owns *owns, const struct retention *rule)
{
	for (size_t i = 0; i < owns->count; i++)
		if (str_equal(owns->at[i].rule, rule->id)) {
			struct str args[3] = { arena_int(d->arena, owns->at[i].years), date_words(d->arena, owns->at[i].since), owns->at[i].reason };

			return book_words_with(d->book, d->arena, STR("disposal.period_since"), args, 3);
		}
	return STR("");
}

static const struct fault *periods_show(struct desk *d, const struct request *r, const struct answers *values,
					const struct problems *problems, struct reply *out)
{
	static const char *const heads[] = { "disposal.rule", "disposal.period_rulebook", "disposal.period_own", "disposal.period_least",
		"disposal.basis", "disposal.period_reason", "disposal.period_cite" };
	struct disposal_view v = { .nav = nav_of(d, "/disposal/periods"), .lead = words(d, "disposal.periods_about"),
		.csv = STR("/disposal/periods.csv"), .problems = problems };
	struct form form = period_form(d);
	struct disposal_due due;

	TRY(disposal_periods(d, &due));
	struct sheet s = sheet_of(d, r, out, "periods.csv", heads, COUNT(heads));
	for (size_t i = 0; i < due.sums.count; i++) {
		const struct retention *rule = due.sums.at[i].rule;
		struct str cells[] = { rule->name, arena_int(d->arena, (int64_t)rule->years), own_words(d, &due.owns, rule),
			rule->least ? arena_int(d->arena, (int64_t)rule->least) : STR(""), words_of(d, "retention.basis_", rule->basis), rule->reason,
			rule->law.cite };

		sheet_row(&s, cells);
	}
	if (r->wants_csv)
		return NULL;
	v.frame = frame_at(d, r, "disposal.periods_title");
	v.frame.problems = problems;
	v.table = admin_table_view(&s.table, words(d, "disposal.periods_title"));
	if (due.may_dispose) {
		TRY(fields_of(d, &form, values, problems, &v.fields));
		v.action = STR("/disposal/periods");
		v.button = words(d, "disposal.period_do");
		v.form_title = words(d, "disposal.period_add");
	}
	out->body = out_start(d->arena, 32768);
	html_disposal(&out->body, &v);
	return NULL;
}

static const struct fault *periods_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers none = { 0 };

	return periods_show(d, r, &none, NULL, out);
}
const struct page page_disposal_periods = {
	.path = "/disposal/periods", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = periods_get,
};

static const struct fault *periods_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers values = { 0 };
	struct kept_files files = { 0 };
	struct problems problems = { 0 };
	struct form form = period_form(d);

	if (!may_dispose(d))
		return absent(d);
	if (form_read(d, r, &form, STR(""), &values, &files, &problems) && problems.count == 0)
		TRY(disposal_own(d, answers_get(&values, STR("rule")), answers_get(&values, STR("years")),
				 answers_get(&values, STR("reason")), &problems));
	if (problems.count)
		return periods_show(d, r, &values, &problems, out);
	reply_redirect(out, d->arena, STR("/disposal/periods?said=disposal_period"));
	return NULL;
}
const struct page page_disposal_periods_post = {
	.path = "/disposal/periods", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = periods_post,
};
