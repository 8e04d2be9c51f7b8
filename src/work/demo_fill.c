/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/demo - writes the demonstration area: people, cases, events, papers, and what they come to.
 * Touches the store and libsodium (hashes of files). */
#include <sodium.h>
#include <stdio.h>

#include "core/fold.h"
#include "core/out.h"
#include "gen/sql/demo.h"
#include "work/address.h"
#include "work/case.h"
#include "work/letter.h"
#include "rules/days.h"
#include "work/plan_room.h"
#include "work/demo_room.h"
#include "work/identity.h"

/* CHUNK: cases in one act. SQLite walks its journal of the act for each statement that returns rows, so long acts get slow. */
enum { WHAT_PERSON = 51, CHUNK = 20, PLANS_KEPT_DAYS = 400, DAY_MS = 86400000, NUMBERS_A_BOROUGH = 1000000, DOUBLES = 4 };

struct filing_doubles { int64_t code; struct date today; };

static const struct fault *lists_read(struct arena *a, const struct demo_order *o, struct demo_lists *l)
{
	struct { const char *name; struct demo_table *into; } all[] = {
		{ "given-names", &l->given }, { "family-names", &l->family }, { "adult-names", &l->adult },
		{ "streets", &l->streets }, { "localities", &l->localities }, { "settings", &l->settings },
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		TRY(demo_table_read(a, o->files, o->file_count, all[i].name, all[i].into));
	for (size_t i = 0; i < l->family.row_count; i++)
		l->family_weight += demo_number(&l->family, i, "weight");
	return NULL;
}

/* A name of the list whose column `sex` is the wanted one. */
static struct str name_of(struct demo_random *r, const struct demo_table *t, struct str sex)
{
	for (;;) {
		size_t row = (size_t)demo_between(r, 0, (int64_t)t->row_count - 1);
		if (str_equal(demo_cell(t, row, "sex"), sex))
			return demo_cell(t, row, "name");
	}
}

static struct str family_of(struct demo_random *r, const struct demo_lists *l)
{
	int64_t at = demo_between(r, 1, l->family_weight);
	size_t row = 0;
	while ((at -= demo_number(&l->family, row, "weight")) > 0)
		row++;
	return demo_cell(&l->family, row, "name");
}

/* Infant and junior schools share the primary years between them. */
static bool fits(const struct demo_school *s, struct str phase, struct date born, struct date today)
{
	if (str_equal(phase, STR("primary")) && str_equal(s->phase, STR("infant")))
		return days_school_year(born, today) <= s->last_year;
	if (str_equal(phase, STR("primary")) && str_equal(s->phase, STR("junior")))
		return days_school_year(born, today) > 2;
	return str_equal(s->phase, phase);
}

/* The school of the right kind and phase; NULL when the child is not at one. */
static const struct demo_school *school_of(struct demo_random *r, struct demo_filling *f, const struct demo_case *c,
					   struct str *setting_type)
{
	struct str at = STR_NONE, phase = c->age < 4 ? STR("early") : c->age < 11 ? STR("primary")
					  : c->age < 16 ? STR("secondary") : STR("post16");
	const struct demo_table *t = &f->lists.settings;
	for (size_t i = 0; i < t->row_count; i++)
		if (str_equal(demo_cell(t, i, "setting"), c->setting)) {
			at = demo_cell(t, i, "at");
			*setting_type = demo_cell(t, i, "setting_type");
		}
	const struct demo_school *any = NULL, *fitting = NULL;
	int64_t any_count = 0, fitting_count = 0;
	for (size_t i = 0; at.len && i < f->place.schools.count; i++) {
		const struct demo_school *s = &f->place.schools.at[i];
		if (!str_equal(s->setting, at))
			continue;
		if (demo_between(r, 0, any_count++) == 0)
			any = s;
		if (fits(s, phase, c->born, f->order->today) && demo_between(r, 0, fitting_count++) == 0)
			fitting = s;
	}
	return fitting ? fitting : any;
}

static struct demo_person person_make(struct arena *a, struct demo_filling *f, const struct demo_case *c, uint64_t number)
{
	struct demo_random random = demo_branch(f->order->seed, WHAT_PERSON, number), *r = &random;
	struct demo_person p = { .sex = c->sex, .given = name_of(r, &f->lists.given, c->sex),
				 .family = family_of(r, &f->lists) };
	bool mother = demo_chance(r, 80);
	struct str parent_family = demo_chance(r, 75) ? p.family : family_of(r, &f->lists);
	p.parent = arena_printf(a, "%.*s %.*s",
				STR_ARG(name_of(r, &f->lists.adult, mother ? STR("female") : STR("male"))),
				STR_ARG(parent_family));
	p.parent_kind = mother ? STR("Mother") : STR("Father");
	const struct demo_table *l = &f->lists.localities;
	size_t row;
	do
		row = (size_t)demo_between(r, 0, (int64_t)l->row_count - 1);
	while (demo_number(l, row, "authority") != f->code);
	p.locality = demo_cell(l, row, "locality");
	/* No real postcode ends in these letters. */
	static const char never[] = "CIKMOV";
	p.postcode = arena_printf(a, "%.*s %d%c%c", STR_ARG(demo_cell(l, row, "outward")),
				  (int)demo_between(r, 1, 9), never[demo_between(r, 0, 5)], never[demo_between(r, 0, 5)]);
	size_t street = (size_t)demo_between(r, 0, (int64_t)f->lists.streets.row_count - 1);
	p.address = arena_printf(a, "%d %.*s, %.*s", (int)demo_between(r, 1, 140),
				 STR_ARG(demo_cell(&f->lists.streets, street, "name")), STR_ARG(p.locality));
	p.email = arena_printf(a, "family.%llu@example.org", (unsigned long long)number);
	p.phone = arena_printf(a, "0151 496 %04d", (int)demo_between(r, 0, 999));
	p.school = school_of(r, f, c, &p.setting_type);
	/* Showpieces of reviews are at the school whose SENCO signs in. */
	if (c->review)
		p.school = &f->place.schools.at[0];
	return p;
}

/* Families that sign in: which showpiece is whose. */
static const struct fault *family_account(struct store *writer, struct arena *a, struct demo_filling *f,
					  const struct demo_case *c, struct demo_person *p, int64_t *account)
{
	const char *wanted = c->show == SHOW_WITH_FAMILY ? "draft" : c->show == SHOW_NEW ? "new"
			     : c->review == REVIEW_NOTICE ? "review" : c->review == REVIEW_TO_PLAN ? "meeting" : NULL;
	*account = 0;
	for (size_t i = 0; wanted && i < f->users.row_count; i++) {
		if (!str_equal(demo_cell(&f->users, i, "role"), STR("family")) ||
		    !str_equal(demo_cell(&f->users, i, "team"), str_of(wanted)) ||
		    demo_number(&f->users, i, "authority") != f->code)
			continue;
		TRY(demo_account_fill(writer, a, f->order, &f->users, i, 0, account));
		p->parent = demo_cell(&f->users, i, "name");
		p->email = demo_cell(&f->users, i, "email");
		struct str rest = p->parent;
		str_cut(&rest, ' ');
		p->family = rest;
	}
	return NULL;
}

/* The young person who signs in: the first of 17 or older with a plan whose review is near, else with a plan. SIZE_MAX: none. */
static size_t young_person_at(const struct demo_filling *f)
{
	size_t found = SIZE_MAX;
	for (size_t i = 0; i < f->cases->count; i++) {
		const struct demo_case *c = &f->cases->at[i];
		if ((c->kind != DEMO_PLAN && c->kind != DEMO_OLD_PLAN) || c->review || c->age < 17)
			continue;
		if (demo_review_is_near(f, c, (uint64_t)f->index * NUMBERS_A_BOROUGH + i))
			return i;
		found = found == SIZE_MAX ? i : found;
	}
	return found;
}

/* Their account; 0 for any other child. The child of the case takes the name of the user. */
static const struct fault *young_account(struct store *writer, struct arena *a, struct demo_filling *f,
					 const struct demo_case *c, struct demo_person *p, int64_t *account)
{
	*account = 0;
	for (size_t i = 0; f->young == (size_t)(c - f->cases->at) && i < f->users.row_count; i++) {
		if (!str_equal(demo_cell(&f->users, i, "role"), STR("young_person")) ||
		    demo_number(&f->users, i, "authority") != f->code)
			continue;
		TRY(demo_account_fill(writer, a, f->order, &f->users, i, 0, account));
		p->family = demo_cell(&f->users, i, "name");
		p->given = str_cut(&p->family, ' ');
	}
	return NULL;
}

static const struct fault *person_fill(struct store *writer, struct arena *a, struct demo_filling *f,
				       const struct demo_case *c, struct demo_person *p, int64_t *id)
{
	int64_t account, own;
	TRY(family_account(writer, a, f, c, p, &account));
	TRY(young_account(writer, a, f, c, p, &own));
	struct demo_person_add_rows made;
	TRY(sql_demo_person_add(writer, a, &(struct demo_person_add_in){
		.authority = f->code, .given = p->given, .family = p->family,
		.folded = fold_person(a, p->family, p->given),
		.born = c->born, .sex = p->sex, .address = p->address, .postcode = p->postcode,
		.locality = p->locality, .need = c->need, .school_id = p->school ? p->school->id : 0 }, &made));
	*id = made.at[0].id;
	TRY(address_note(writer, a, *id, c->born));
	TRY(identity_file(writer, a, *id));
	if (own)
		TRY(sql_demo_relation_add(writer, a, &(struct demo_relation_add_in){ .person_id = *id, .kind = STR("self"),
			.account_id = own, .name = arena_printf(a, "%.*s %.*s", STR_ARG(p->given), STR_ARG(p->family)),
			.address = p->address, .since = f->order->today }, NULL));
	return sql_demo_relation_add(writer, a, &(struct demo_relation_add_in){
		.person_id = *id, .kind = STR("parent"), .account_id = account, .name = p->parent, .email = p->email,
		.phone = p->phone, .address = p->address, .since = c->born }, NULL);
}

static const struct fault *document_fill(struct store *writer, struct arena *a, const struct demo_texts *texts,
					 const struct demo_person *p, int64_t process, int64_t seq,
					 const struct demo_event *e)
{
	struct demo_random r = { (uint64_t)process * 64 + (uint64_t)seq };
	const char *title = str_equal(e->name, STR("advice_received")) ? "Advice" : "Evidence";
	struct str text = arena_printf(a, "%s about %.*s %.*s (an invented child)\n\n%.*s\n", title, STR_ARG(p->given),
				       STR_ARG(p->family), STR_ARG(demo_say(a, texts, p, &r, "document")));
	unsigned char hash[crypto_hash_sha256_BYTES];
	char hex[2 * crypto_hash_sha256_BYTES + 1];
	crypto_hash_sha256(hash, (const unsigned char *)text.at, text.len);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	TRY(sql_demo_content_add(writer, a, &(struct demo_content_add_in){
		.sha256 = str_of(hex), .bytes = (int64_t)text.len }, NULL));
	TRY(sql_demo_content_part_add(writer, a, &(struct demo_content_part_add_in){
		.sha256 = str_of(hex), .seq = 0, .part = text }, NULL));
	return sql_demo_document_add(writer, a, &(struct demo_document_add_in){
		.process_id = process, .event_seq = seq,
		.kind = title[0] == 'A' ? STR("advice") : STR("request-evidence"), .subject = e->subject,
		.name = arena_printf(a, "%s.txt", title), .mime = STR("text/plain"), .sha256 = str_of(hex),
		.account_id = e->account_id, .made = e->recorded_ms }, NULL);
}

static const struct fault *papers(struct store *writer, struct arena *a, struct demo_filling *f,
				  const struct demo_child *child, int64_t process, const struct demo_events *events)
{
	const struct demo_case *c = child->c;
	bool recent = c->kind == DEMO_OPEN || (c->kind == DEMO_PLAN &&
					       date_between(c->end, f->order->today) < PLANS_KEPT_DAYS);
	bool kept = recent || demo_review_is_near(f, c, child->number) || demo_transfer_phase(a, f, child).len > 0;
	const struct demo_event *draft = NULL, *final = NULL, *sent;
	for (size_t i = 0; kept && i < events->count; i++) {
		const struct demo_event *e = &events->at[i];
		if (str_equal(e->name, STR("draft_served")))
			draft = e;
		else if (str_equal(e->name, STR("final_sent")))
			final = e;
		else if (c->kind == DEMO_OPEN && (str_equal(e->name, STR("evidence_received")) ||
						  str_equal(e->name, STR("advice_received"))))
			TRY(document_fill(writer, a, &f->texts, child->who, process, (int64_t)i + 1, e));
	}
	sent = final ? final : draft;
	if (!draft)
		return NULL;
	return demo_plan_fill(writer, a, f, child, process, 1, final != NULL, false, final == NULL, STR(""), sent,
			      sent - events->at + 1);
}

static const struct fault *case_fill(struct store *writer, struct arena *a, struct demo_filling *f,
				     const struct demo_case *c, uint64_t number)
{
	struct demo_person who = person_make(a, f, c, number);
	struct demo_child child = { .c = c, .who = &who, .number = number };
	int64_t process;
	child.officer = f->place.officers.at[c->show || c->review ? 0 : number % f->place.officers.count];
	TRY(person_fill(writer, a, f, c, &who, &child.person));
	struct demo_events events = demo_walk(a, &f->texts, &f->place, c, &who, child.officer, f->order->seed, number,
					      f->order->today);
	TRY(demo_process_fill(writer, a, f, &child, "NA", 0, &events, c->kind == DEMO_OPEN, &process));
	TRY(papers(writer, a, f, &child, process, &events));
	TRY(demo_reviews_fill(writer, a, f, &child));
	TRY(demo_transfer_fill(writer, a, f, &child));
	return demo_others_fill(writer, a, f, &child);
}

static const struct fault *chunk_job(struct store *writer, struct arena *a, void *ctx)
{
	struct demo_filling *f = ctx;
	struct arena_mark mark = arena_mark(a);
	memcpy(f->others_made, f->others_before, sizeof f->others_made);        /* a job may be run again */
	for (size_t i = f->from; i < f->to; i++) {
		TRY(case_fill(writer, a, f, &f->cases->at[i],
			      (uint64_t)f->index * NUMBERS_A_BOROUGH + (uint64_t)i));
		arena_reset(a, mark);
	}
	return NULL;
}

/* The base lives as long as the filling, so its rows are read into an arena of their own. */
struct base_job { struct demo_filling *filling; struct arena *keep; };
static const struct fault *base_job(struct store *writer, struct arena *a, void *ctx)
{
	struct base_job *b = ctx;
	(void)a;
	return demo_base_fill(writer, b->keep, b->filling->order, &b->filling->users, b->filling->code,
			      &b->filling->place);
}

/* A second record of a few children, as another office would have written it: something to decide. */
static const struct fault *doubles_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct filing_doubles *f = ctx;
	struct demo_some_people_rows rows;
	TRY(sql_demo_some_people(writer, a, &(struct demo_some_people_in){ .authority = f->code, .most = DOUBLES }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct demo_some_people_row *r = &rows.at[i];
		struct str family = arena_printf(a, "%.*s%s", STR_ARG(str_slice(r->family, 0, r->family.len - (i & 1))), i & 1 ? "" : "e");
		struct str given = i == 1 ? str_slice(r->given, 0, 1) : r->given;
		struct demo_person_add_rows made;
		size_t pairs;
		TRY(sql_demo_person_add(writer, a, &(struct demo_person_add_in){
			.authority = f->code, .given = given, .family = family, .folded = fold_person(a, family, given),
			.born = r->born, .sex = r->sex, .address = r->address, .locality = r->locality }, &made));
		TRY(address_note(writer, a, made.at[0].id, r->born));
		TRY(identity_file(writer, a, made.at[0].id));
		TRY(identity_ask(writer, a, &match_weights_start, made.at[0].id, (int64_t)f->today.day * DAY_MS, &pairs));
	}
	return NULL;
}

static void tell(const struct demo_order *o, struct str words)
{
	if (o->tell)
		o->tell(o->ctx, words);
}

static const struct fault *borough_fill(struct store_pool *pool, struct arena *a, struct demo_filling *f,
					const struct demo_area *published, struct demo_made *out)
{
	const struct demo_order *o = f->order;
	*out = (struct demo_made){ .published = *published };
	struct calendar calendar = { o->book->holidays, o->book->holiday_count };
	demo_scale(a, published, o->scale, &out->scaled);
	struct demo_cases cases = demo_cases_make(a, &out->scaled, f->index, o->seed, calendar, o->today);
	f->cases = &cases;
	f->code = published->code;
	memset(f->others_made, 0, sizeof f->others_made);
	struct base_job base = { f, a };
	TRY(store_write(pool, a, base_job, &base));
	demo_reviews_give(&cases, f->place.schools.at[0].setting, o->today);
	out->name = f->place.name;
	out->extra_requests = cases.extra_requests;
	out->lapsed = cases.lapsed;
	f->young = young_person_at(f);
	for (f->from = 0; f->from < cases.count; f->from = f->to) {
		f->to = f->from + CHUNK < cases.count ? f->from + CHUNK : cases.count;
		struct arena_mark mark = arena_mark(a);
		memcpy(f->others_before, f->others_made, sizeof f->others_before);
		TRY(store_write(pool, a, chunk_job, f));
		if (f->to % 500 == 0 || f->to == cases.count)
			tell(o, arena_printf(a, "%.*s: %zu of %zu cases", STR_ARG(out->name), f->to, cases.count));
		arena_reset(a, mark);
	}
	TRY(demo_regimes_fill(pool, a, f));
	return store_write(pool, a, doubles_job, &(struct filing_doubles){ f->code, o->today });
}

/* Which statistical year a day belongs to; -1 when outside. */
static int year_of(struct date day, struct date today)
{
	for (int y = 0; y < DEMO_YEARS; y++)
		if (day.day >= demo_year_start(DEMO_FIRST_YEAR + y, today).day &&
		    day.day < demo_year_start(DEMO_FIRST_YEAR + y + 1, today).day)
			return y;
	return -1;
}

/* Counts what stands in the database, not what was meant. */
static const struct fault *count_made(struct store *s, struct arena *a, struct date today, struct demo_made *m)
{
	struct demo_made_rows rows;
	TRY(sql_demo_made(s, a, &(struct demo_made_in){ .authority = m->published.code }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct demo_made_row *row = &rows.at[i];
		int asked = year_of(row->opened, today);
		m->open_cases += row->is_open;
		if (asked >= 0) {
			m->years[asked].requests++;
			m->years[asked].refused += str_equal(row->stage, STR("refused_to_assess"));
		}
		if (date_is_none(row->issued))
			continue;
		m->plans++;
		int sent = year_of(row->issued, today);
		if (sent < 0)
			continue;
		bool in_time = date_between(row->opened, row->issued) <= 140;
		m->years[sent].plans++;
		m->years[sent].in_time += in_time;
		if (row->exception_count == 0) {
			m->years[sent].plans_ex++;
			m->years[sent].in_time_ex += in_time;
		}
	}
	return NULL;
}

const struct fault *demo_is_filled(struct store *s, struct arena *a, bool *out)
{
	struct demo_people_rows rows;
	TRY(sql_demo_people(s, a, &rows));
	*out = rows.count > 0 && rows.at[0].people > 0;
	return NULL;
}

struct note { const struct demo_order *order; };
static const struct fault *note_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct note *n = ctx;
	return sql_demo_setting_put(writer, a, &(struct demo_setting_put_in){
		.name = STR("demonstration_password"), .value = n->order->password }, NULL);
}

const struct fault *demo_fill(struct store_pool *pool, struct arena *a, const struct demo_order *order,
			      struct demo_made out[DEMO_AREAS])
{
	struct demo_area published[DEMO_AREAS];
	struct demo_filling f = { .order = order };
	TRY(demo_figures(a, order->files, order->file_count, published));
	TRY(lists_read(a, order, &f.lists));
	TRY(demo_texts_read(a, order->files, order->file_count, &f.texts));
	TRY(demo_table_read(a, order->files, order->file_count, "users", &f.users));
	TRY(demo_table_read(a, order->files, order->file_count, "processes", &f.others));
	check(f.others.row_count <= DEMO_OTHERS_MOST);
	for (int i = 0; i < DEMO_AREAS; i++) {
		f.index = i;
		TRY(borough_fill(pool, a, &f, &published[i], &out[i]));
	}
	TRY(store_write(pool, a, note_job, &(struct note){ order }));
	struct store *s;
	TRY(store_take(pool, a, &s));
	const struct fault *fault = NULL;
	for (int i = 0; i < DEMO_AREAS && !fault; i++)
		fault = count_made(s, a, order->today, &out[i]);
	store_give(pool, s);
	return fault;
}
