/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/review - processes that come round, of a whole area.
 * Touches the store. */
#include "work/review.h"

#include "gen/sql/review.h"
#include "work/case_room.h"
#include "work/list_room.h"

enum { DAYS_A_WEEK = 7, UNDER_YEARS = 5 };

/* The pathway that comes round; NULL when the rulebook has none of this name. */
static const struct pathway *review_pathway(const struct rulebook *book, struct str wanted)
{
	for (size_t i = 0; i < book->pathway_count; i++) {
		const struct pathway *p = &book->pathways[i];
		if (p->whole && p->planned && (str_is_empty(wanted) || str_equal(p->id, wanted)))
			return p;
	}
	return NULL;
}

static bool scope_of(const struct desk *d, const struct review_filter *f, const char *verb, struct list_scope *out)
{
	for (size_t i = 0; i < d->who.membership_count; i++)
		if ((!f->authority || f->authority == d->who.memberships[i].authority) &&
		    list_scope_of(d, i, verb, "list.reviews", out))
			return true;
	return false;
}

int64_t review_authority(const struct desk *d, const struct review_filter *f)
{
	struct list_scope scope;
	return scope_of(d, f, "view", &scope) ? scope.authority : 0;
}

static const struct fault *begin(struct desk *d, const struct review_filter *f, const char *verb, struct list_scope *scope,
				 const struct pathway **p)
{
	*p = review_pathway(d->book, f->process);
	if (!*p || !scope_of(d, f, verb, scope))
		return fault_new(d->arena, FAULT_ABSENT, "no such list for this user");
	return NULL;
}

/* The conditions that both statements share. */
#define REVIEW_IN(f_, scope_, p_, today_) \
	.authority = (scope_)->authority, .pathway = (p_)->id, .school = (f_)->school, .officer = (f_)->officer, \
	.since = (f_)->since, .until = str_equal((f_)->state, STR("late")) && (f_)->until.day > (today_).day ? (today_) : (f_)->until, \
	.unplanned = str_equal((f_)->state, STR("unplanned")), .planned = str_equal((f_)->state, STR("planned"))

static const struct fault *load_of(struct desk *d, const struct review_filter *f, const struct list_scope *scope,
				   const struct pathway *p, struct review_loads *out)
{
	struct review_load_rows rows;
	*out = (struct review_loads){ 0 };
	TRY(sql_review_load(d->store, d->arena, &(struct review_load_in){ REVIEW_IN(f, scope, p, d->now.today) }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		LIST_PUSH(d->arena, out, (struct review_load){ rows.at[i].school_id, rows.at[i].cases, rows.at[i].school,
							       rows.at[i].whole_due, rows.at[i].planned });
	return NULL;
}

const struct fault *review_load(struct desk *d, const struct review_filter *f, struct review_loads *out)
{
	struct list_scope scope;
	const struct pathway *p;
	TRY(begin(d, f, "view", &scope, &p));
	return load_of(d, f, &scope, p, out);
}

static void take_row(struct desk *d, const struct list_scope *scope, const struct review_rows_row *r,
		     struct review_rows *out)
{
	struct list_standing at = { scope->authority, r->officer_id, r->school_id, r->panel_id, false, r->pathway, 0 };
	struct list_columns columns = {
		.id = r->id, .is_open = r->is_open, .officer_id = r->officer_id, .reference = r->reference,
		.pathway = r->pathway, .stage = r->stage, .next_step = r->next_step, .holder = r->holder,
		.locality = r->locality, .given = r->given, .family = r->family, .officer = r->officer, .school = r->school,
		.opened = r->opened, .next_due = r->next_due, .holder_since = r->holder_since, .born = r->born };
	if (list_may(d, scope, &at, "list", "case"))
		LIST_PUSH(d->arena, out, (struct review_row){ list_row_of(d, &columns), r->school_id, r->whole_due, r->planned,
							      DATE_NONE, DATE_NONE });
}

/* Few are so young, so their clocks are reckoned here and not kept. */
static const struct fault *extra_fill(struct desk *d, struct review_row *row)
{
	struct case_file c;

	if (date_is_none(row->at.born) || date_age(row->at.born, d->now.today) >= UNDER_YEARS)
		return NULL;
	TRY(case_read_shelf(d, row->at.process_id, STR_NONE, &c));
	for (size_t i = 0; i < c.state.step_count; i++) {
		const struct step_line *line = &c.state.steps[i];

		if (line->step->kind != STEP_GUIDANCE || !line->step->to || line->state == STEP_NOT_APPLIES)
			continue;
		row->extra_from = line->due;
		row->extra_to = line->to;
	}
	return NULL;
}

const struct fault *review_list(struct desk *d, const struct review_filter *f, int64_t page_rows, struct review_rows *out)
{
	bool is_export = page_rows == 0;
	struct list_scope scope;
	const struct pathway *p;
	struct review_loads loads;
	struct review_rows_rows rows;
	int64_t most = is_export ? LIST_MOST : page_rows;
	*out = (struct review_rows){ .page = 1 };
	TRY(begin(d, f, is_export ? "export" : "view", &scope, &p));
	TRY(load_of(d, f, &scope, p, &loads));
	for (size_t i = 0; i < loads.count; i++)
		out->total += loads.at[i].cases;
	out->pages = (out->total + most - 1) / most;
	out->page = f->page > out->pages ? (out->pages ? out->pages : 1) : f->page > 0 ? f->page : 1;
	TRY(sql_review_rows(d->store, d->arena, &(struct review_rows_in){ REVIEW_IN(f, &scope, p, d->now.today), .rows = most,
									 .skip = (out->page - 1) * most }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		take_row(d, &scope, &rows.at[i], out);
	for (size_t i = 0; i < out->count; i++)
		TRY(extra_fill(d, &out->at[i]));
	struct audit_shown shown = { .arena = d->arena };
	for (size_t i = 0; i < out->count; i++)
		audit_shows_case(&shown, out->at[i].at.process_id);
	return audit_view(d, &(struct audit_row){ .shown = &shown, .verb = is_export ? STR("export") : STR("view"), .what = STR("list.reviews"),
		.detail = arena_printf(d->arena, "%.*s due from %.*s", STR_ARG(p->id), STR_ARG(date_iso(d->arena, f->since))),
		.by = scope.by });
}

/* --- lists that go out --- */

static struct review_party *party_of(struct review_parties *list, struct str party, int64_t organisation)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->at[i].party, party) && list->at[i].organisation_id == organisation)
			return &list->at[i];
	return NULL;
}

/* Schools from the numbers (one line for children who are at none), then each other party with all. */
static void parties_fill(struct desk *d, const struct review_loads *loads, struct review_parties *out)
{
	const struct code_list *codes = book_codes(d->book, STR("list-party"));
	struct str school = STR("school");
	for (size_t i = 0; i < loads->count; i++) {
		const struct review_load *l = &loads->at[i];
		struct review_party *p = party_of(out, school, l->school_id);
		out->cases += l->cases;
		if (p)
			p->cases += l->cases;
		else
			LIST_PUSH(d->arena, out, (struct review_party){ .party = school, .party_name = code_label(codes, school),
				.name = l->school_id ? l->school : book_words(d->book, STR("review.no_school")),
				.organisation_id = l->school_id, .cases = l->cases });
	}
	for (size_t i = 0; codes && i < codes->count; i++)
		if (!str_equal(codes->at[i].code, school))
			LIST_PUSH(d->arena, out, (struct review_party){ .party = codes->at[i].code,
				.party_name = codes->at[i].label, .name = codes->at[i].label, .cases = out->cases });
}

static const struct fault *parties_read(struct store *s, struct desk *d, const struct review_filter *f,
					const struct list_scope *scope, const struct pathway *p, struct review_parties *out)
{
	struct review_loads loads;
	struct review_sent_rows sent;
	*out = (struct review_parties){ 0 };
	TRY(load_of(d, f, scope, p, &loads));
	parties_fill(d, &loads, out);
	TRY(sql_review_sent(s, d->arena, &(struct review_sent_in){ scope->authority, p->id, f->since }, &sent));
	for (size_t i = 0; i < sent.count; i++) {
		struct review_party *party = party_of(out, sent.at[i].party, sent.at[i].organisation_id);
		if (!party || party->sent_ms)
			continue;
		party->sent_ms = sent.at[i].sent;
		party->sent_cases = sent.at[i].cases;
		party->sender = sent.at[i].sender;
	}
	/* For children who are at no school nobody gets a list but the other parties. */
	for (size_t i = 0; i < out->count; i++)
		out->unsent += (out->at[i].organisation_id || !str_equal(out->at[i].party, STR("school"))) &&
			       (!out->at[i].sent_ms || out->at[i].sent_cases != out->at[i].cases);
	return NULL;
}

const struct fault *review_parties(struct desk *d, const struct review_filter *f, struct review_parties *out)
{
	struct list_scope scope;
	const struct pathway *p;
	TRY(begin(d, f, "view", &scope, &p));
	return parties_read(d->store, d, f, &scope, p, out);
}

struct sending { struct desk *d; const struct review_filter *f; struct list_scope scope; const struct pathway *p; int64_t lists; };

static const struct fault *send_job(struct store *writer, struct arena *a, void *ctx)
{
	struct sending *s = ctx;
	struct desk d = *s->d;
	struct review_parties parties;
	d.arena = a;
	d.store = writer;
	TRY(parties_read(writer, &d, s->f, &s->scope, s->p, &parties));
	s->lists = 0;
	for (size_t i = 0; i < parties.count; i++) {
		const struct review_party *p = &parties.at[i];
		if ((p->sent_ms && p->sent_cases == p->cases) || (str_equal(p->party, STR("school")) && !p->organisation_id))
			continue;
		TRY(sql_review_sent_add(writer, a, &(struct review_sent_add_in){ .authority = s->scope.authority,
			.pathway = s->p->id, .since = s->f->since, .until = s->f->until, .party = p->party,
			.organisation_id = p->organisation_id, .cases = p->cases, .account_id = d.who.account_id,
			.sent = d.now.utc_ms }, NULL));
		s->lists++;
	}
	return audit_add(writer, a, &d, &(struct audit_row){ .verb = STR("record"), .what = STR("list.reviews"),
		.detail = arena_printf(a, "%lld lists of what is due from %.*s sent", (long long)s->lists,
				       STR_ARG(date_iso(a, s->f->since))), .by = s->scope.by });
}

const struct fault *review_send(struct desk *d, const struct review_filter *f, int64_t *lists)
{
	struct sending s = { .d = d, .f = f };
	TRY(begin(d, f, "record", &s.scope, &s.p));
	TRY(store_write(d->pool, d->arena, send_job, &s));
	*lists = s.lists;
	return NULL;
}

/* --- days for meetings --- */

static int32_t weeks_of(const struct desk *d, const char *code, int32_t standard)
{
	const struct code_list *codes = book_codes(d->book, STR("review-plan"));
	int64_t weeks;
	return codes && str_to_int(code_label(codes, str_of(code)), &weeks) && weeks >= 0 && weeks <= 52 ? (int32_t)weeks : standard;
}

void review_span(const struct desk *d, struct date due, struct date *least, struct date *most)
{
	struct date soonest = date_add(d->now.today, DAYS_A_WEEK * weeks_of(d, "notice_weeks", 3));
	*least = date_add(due, -DAYS_A_WEEK * weeks_of(d, "weeks_most", 12));
	*most = date_add(due, -DAYS_A_WEEK * weeks_of(d, "weeks_least", 4));
	if (least->day < soonest.day)
		*least = soonest;
	if (most->day < least->day)
		*most = *least;
}

static struct meeting meeting_of(const struct desk *d, int64_t school, struct date due, struct date planned)
{
	struct meeting m = { .group = school, .day = planned };
	review_span(d, due, &m.least, &m.most);
	return m;
}

const struct fault *review_propose(struct desk *d, const struct review_filter *f, const struct review_rows *rows,
				   struct date *days)
{
	struct review_loads loads;
	struct review_filter all = { .authority = f->authority, .process = f->process, .state = STR("planned"),
				     .since = date_add(d->now.today, -400), .until = date_add(d->now.today, 800) };
	struct term terms[TERMS_MOST];
	struct calendar calendar = { d->book->holidays, d->book->holiday_count };
	size_t term_count = spread_terms(d->arena, book_codes(d->book, STR("term")), d->now.today, 8, terms), count = 0;
	TRY(review_load(d, &all, &loads));
	int64_t planned = 0;
	for (size_t i = 0; i < loads.count; i++)
		planned += loads.at[i].cases;
	struct meeting *at = ARENA_NEW(d->arena, struct meeting, rows->count + (size_t)planned + 1);
	for (size_t i = 0; i < rows->count; i++)
		at[count++] = meeting_of(d, rows->at[i].school_id, rows->at[i].due, rows->at[i].planned);
	for (size_t i = 0; i < loads.count; i++)        /* what is planned already is load */
		for (int64_t k = 0; k < loads.at[i].cases; k++)
			at[count++] = meeting_of(d, loads.at[i].school_id, loads.at[i].due, loads.at[i].planned);
	spread_meetings(d->arena, calendar, terms, term_count, at, count);
	for (size_t i = 0; i < rows->count; i++)
		days[i] = at[i].day;
	return NULL;
}
