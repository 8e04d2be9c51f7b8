/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/made_case - one invented case in a fresh database.
 * Touches the store. */
#include "core/out.h"
#include "gen/sql/demo.h"
#include "rulebook/made_book.h"
#include "store/fresh.h"
#include "work/made_case.h"

struct making { struct made_case *m; struct date born; };

static int64_t organisation(struct store *writer, struct arena *a, struct str kind, struct str name, struct str advice)
{
	struct demo_organisation_add_rows made;
	CHECK_OK(sql_demo_organisation_add(writer, a, &(struct demo_organisation_add_in){
		.authority = 341, .kind = kind, .name = name, .folded = name, .is_open = 1, .advice_kind = advice,
		.phone = STR("0151 496 0100"), .email = STR("team@example.org") }, &made));
	return made.at[0].id;
}

static const struct fault *fill(struct store *writer, struct arena *a, void *ctx)
{
	struct making *making = ctx;
	struct made_case *m = making->m;
	struct demo_account_add_rows account;
	struct demo_person_add_rows person;
	struct demo_process_add_rows process;
	TRY(sql_demo_authority_add(writer, a, &(struct demo_authority_add_in){
		.code = 341, .name = STR("Liverpool Council"), .short_name = STR("Liverpool"), .phone = STR("0151 496 0341"),
		.email = STR("send@example.org"), .address = STR("1 Lantern Square\nLiverpool"), .is_demonstration = 1 }, NULL));
	TRY(sql_demo_account_add(writer, a, &(struct demo_account_add_in){
		.authority = 341, .email = STR("officer@example.org"), .name = STR("Asif Merrick"), .password = STR("-") },
		&account));
	m->officer = account.at[0].id;
	organisation(writer, a, STR("iass"), STR("Liverpool SEND Advice"), STR_NONE);
	organisation(writer, a, STR("mediation"), STR("Mersey Mediation"), STR_NONE);
	organisation(writer, a, STR("icb"), STR("Mersey ICB"), STR_NONE);
	m->ep = organisation(writer, a, STR("council-team"), STR("Psychology Service"), STR("ep"));
	m->health = organisation(writer, a, STR("health"), STR("Children's Health Trust"), STR("health"));
	m->school = organisation(writer, a, STR("school"), STR("Elm Primary School"), STR_NONE);
	TRY(sql_demo_person_add(writer, a, &(struct demo_person_add_in){
		.authority = 341, .given = STR("Ada"), .family = STR("Roe <\"&'>"), .folded = STR("roe ada"),
		.born = making->born, .address = STR("1 Elm Road"), .postcode = STR("L1 1CC"), .school_id = m->school },
		&person));
	m->person = person.at[0].id;
	TRY(sql_demo_relation_add(writer, a, &(struct demo_relation_add_in){
		.person_id = m->person, .kind = STR("parent"), .name = STR("Kim Roe") }, NULL));
	TRY(sql_demo_process_add(writer, a, &(struct demo_process_add_in){
		.reference = STR("K7PMR2QX"), .authority = 341, .person_id = m->person, .pathway = STR("NA"),
		.opened = date_of(2026, 1, 5), .officer_id = m->officer, .stage = STR("new"), .holder = STR("council"),
		.child_folded = STR("roe ada") }, &process));
	m->process = process.at[0].id;
	return NULL;
}

static void give_back(void *thing)
{
	struct made_case *m = thing;
	store_give(m->pool, m->desk.store);
}

struct made_case *made_case(struct arena *a, enum store_kind kind, struct date born)
{
	struct made_case *m = ARENA_NEW(a, struct made_case, 1);
	m->pool = fresh_store(a, kind);
	m->book = made_book();
	CHECK_OK(store_write(m->pool, a, fill, &(struct making){ m, born }));
	m->house = (struct house){ .area_name = STR("Liverpool City Region (invented)"), .files_most = 1 << 20 };
	m->desk = (struct desk){ .arena = a, .pool = m->pool, .book = m->book, .house = &m->house,
				 .now = { date_of(2026, 1, 5), 1767600000000 },
				 .who = { .kind = WHO_ACCOUNT, .account_id = m->officer, .name = STR("Asif Merrick") } };
	m->desk.who.memberships = ARENA_NEW(a, struct membership, 1);
	m->desk.who.memberships[0] = (struct membership){ STR("case_officer"), 341, 0 };
	m->desk.who.membership_count = 1;
	CHECK_OK(store_take(m->pool, a, &m->desk.store));
	arena_at_end(a, give_back, m);
	return m;
}

static struct str with_ends(struct arena *a, struct str text)
{
	struct out o = out_start(a, text.len);
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == '\\' && i + 1 < text.len && text.at[i + 1] == 'n')
			out_byte(&o, '\n'), i++;
		else
			out_byte(&o, text.at[i]);
	return out_str(&o);
}

struct adding { struct made_case *m; struct happened e; };

static const struct fault *add(struct store *writer, struct arena *a, void *ctx)
{
	struct adding *adding = ctx;
	struct out json = out_start(a, 200);
	for (size_t i = 0; i < adding->e.fields.count; i++) {
		out_add(&json, i ? STR(",") : STR("{"));
		out_json(&json, adding->e.fields.at[i].name);
		out_byte(&json, ':');
		out_json(&json, adding->e.fields.at[i].text);
	}
	out_add(&json, adding->e.fields.count ? STR("}") : STR("{}"));
	TRY(sql_demo_event_add(writer, a, &(struct demo_event_add_in){
		.process_id = adding->m->process, .seq = adding->e.seq, .name = adding->e.name, .day = adding->e.day,
		.subject = adding->e.subject, .fields = out_str(&json), .actor = STR("case_officer"),
		.account_id = adding->m->officer, .recorded = 1 }, NULL));
	return case_recompute(writer, a, adding->m->book, adding->m->process, adding->e.day);
}

struct happened made_event(struct made_case *m, struct arena *a, const char *name, struct date day, const char *subject,
			   const char *fields)
{
	struct adding adding = { m, { .seq = ++m->seq, .name = str_of(name), .subject = str_of(subject), .day = day } };
	struct str rest = str_of(fields);
	while (rest.at) {
		struct str value = str_cut(&rest, ';'), key = str_trim(str_cut(&value, '='));
		if (key.len)
			LIST_PUSH(a, &adding.e.fields, (struct answer){ key, with_ends(a, str_trim(value)) });
	}
	CHECK_OK(store_write(m->pool, a, add, &adding));
	return adding.e;
}

struct case_file *made_file(struct made_case *m, struct arena *a)
{
	struct case_file *c = ARENA_NEW(a, struct case_file, 1);
	struct case_walk w;
	CHECK_OK(case_walk_load(m->desk.store, a, m->book, m->process, &w));
	*c = (struct case_file){ .id = m->process, .person_id = m->person, .authority = 341, .officer_id = m->officer,
				 .reference = STR("K7PMR2QX"), .pathway = w.pathway, .facts = w.facts, .events = w.events,
				 .event_count = w.count, .relations = ARENA_NEW(a, uint32_t, 1) };
	c->state = pathway_reckon(a, m->book, w.pathway, w.events, w.count, &w.facts, m->desk.now.today);
	c->relations[0] = RELATION_SAME_AUTHORITY | RELATION_CASELOAD;
	return c;
}
