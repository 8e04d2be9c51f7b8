/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/guard - what is marked is cut; consents and the end of school age; the advice service; emergencies.
 * Touches work, on both databases. proves law:education-act-1996/8 */
#include "gen/sql/account.h"
#include "gen/sql/case.h"
#include "gen/sql/demo.h"
#include "rules/days.h"
#include "work/guard.h"
#include "work/made_case.h"
#include "work/plan.h"

struct scene { struct made_case *m; struct arena *a; struct desk d; int64_t mother, father, other, service, manager; };

static int64_t account(struct store *w, struct arena *a, const char *name, int64_t authority)
{
	struct demo_account_add_rows made;

	CHECK_OK(sql_demo_account_add(w, a, &(struct demo_account_add_in){ .authority = authority, .name = str_of(name),
		.email = arena_printf(a, "%s@example.org", name), .password = STR("-") }, &made));
	return made.at[0].id;
}

static const struct fault *fill(struct store *w, struct arena *a, void *ctx)
{
	struct scene *s = ctx;

	TRY(sql_demo_authority_add(w, a, &(struct demo_authority_add_in){ .code = 344, .name = STR("Wirral Council"),
		.short_name = STR("Wirral"), .address = STR("-"), .phone = STR("-"), .email = STR("-"), .is_demonstration = 1 }, NULL));
	s->mother = account(w, a, "mother", 341);
	s->father = account(w, a, "father", 341);
	s->other = account(w, a, "other", 344);
	s->service = account(w, a, "service", 341);
	s->manager = account(w, a, "manager", 341);
	TRY(sql_membership_put(w, a, &(struct membership_put_in){ s->manager, STR("manager"), 341, 0 }, NULL));
	TRY(sql_demo_relation_add(w, a, &(struct demo_relation_add_in){ .person_id = s->m->person, .kind = STR("parent"),
		.account_id = s->mother, .name = STR("Mother Roe"), .address = STR("2 Secret Lane"), .phone = STR("1") }, NULL));
	return sql_demo_relation_add(w, a, &(struct demo_relation_add_in){ .person_id = s->m->person, .kind = STR("parent"),
		.account_id = s->father, .name = STR("Father Roe"), .address = STR("9 Far Road"), .phone = STR("2") }, NULL);
}

static struct scene *begin(struct arena *a, enum store_kind kind, struct date born)
{
	struct scene *s = ARENA_NEW(a, struct scene, 1);

	s->m = made_case(a, kind, born);
	s->a = a;
	s->d = s->m->desk;
	CHECK_OK(store_write(s->m->pool, a, fill, s));
	made_event(s->m, a, "request_received", date_of(2026, 1, 5), "", "asker=parent");
	made_event(s->m, a, "evidence_asked", date_of(2026, 1, 6), "", "evidence_by=2026-01-20");
	return s;
}

static struct desk *as(struct scene *s, int64_t account_id, const char *role, int64_t authority)
{
	struct desk *d = ARENA_NEW(s->a, struct desk, 1);

	*d = s->d;
	d->who = (struct who){ .kind = WHO_ACCOUNT, .account_id = account_id, .name = str_of(role), .membership_count = 1 };
	d->who.memberships = ARENA_NEW(s->a, struct membership, 1);
	d->who.memberships[0] = (struct membership){ str_of(role), authority, 0 };
	return d;
}

/* NULL: there is no such case for them. */
static struct case_file *seen(struct desk *d)
{
	struct case_file *c;
	const struct fault *f = case_open(d, STR("K7PMR2QX"), STR("view"), &c);

	CHECK(!f || f->kind == FAULT_ABSENT);
	return f ? NULL : c;
}

static const struct happened *asked(const struct case_file *c)
{
	for (size_t i = 0; c && i < c->event_count; i++)
		if (str_equal(c->events[i].name, STR("evidence_asked")))
			return &c->events[i];
	return NULL;
}

static int64_t contact_of(const struct case_file *c, int64_t account_id)
{
	for (size_t i = 0; i < c->contact_count; i++)
		if (c->contacts[i].account_id == account_id)
			return c->contacts[i].id;
	return 0;
}

static void marks(struct arena *a, enum store_kind kind)
{
	struct scene *s = begin(a, kind, date_of(2015, 5, 20));
	struct desk *officer = &s->d, *father = as(s, s->father, "family", 341), *panel = as(s, s->manager, "manager", 341);
	struct problems problems = { 0 };
	struct guard_marks all;
	struct guard_consents agreed;
	struct case_file *c = seen(officer);

	CHECK(c && c->guard_count == 0 && asked(c)->fields.count == 1);
	CHECK(asked(seen(father)) && asked(seen(father))->fields.count == 1);
	CHECK_OK(guard_mark(officer, c, STR("event-99"), STR("third_party"), STR(""), &problems));
	CHECK_INT((int64_t)problems.count, 2);
	problems.count = 0;
	CHECK_OK(guard_mark(officer, c, arena_printf(a, "event-%lld", (long long)asked(c)->seq), STR("third_party"),
			    STR("Names another child"), &problems));
	CHECK_OK(guard_mark(officer, c, STR(""), STR("address"), STR("The father must not learn it"), &problems));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK_INT((int64_t)asked(seen(officer))->fields.count, 1);
	CHECK_INT((int64_t)asked(seen(father))->fields.count, 0);
	struct case_file *his = seen(father);

	CHECK(str_is_empty(his->address) && str_is_empty(his->postcode));
	for (size_t i = 0; i < his->contact_count; i++)
		CHECK(str_is_empty(his->contacts[i].address) == (his->contacts[i].account_id != s->father));
	CHECK_STR(seen(officer)->address, STR("1 Elm Road"));
	CHECK_STR(seen(panel)->address, STR("1 Elm Road"));
	CHECK(guard_mark(father, his, STR(""), STR("address"), STR("x"), &problems)->kind == FAULT_ABSENT);
	CHECK_OK(guard_list(officer, c, &all, &agreed));
	CHECK_INT((int64_t)all.count, 2);
	for (size_t i = 0; i < all.count; i++)
		CHECK_OK(guard_mark_end(officer, c, all.at[i].id));
	CHECK(guard_mark_end(officer, c, all.at[0].id)->kind == FAULT_ABSENT);
	CHECK_STR(seen(father)->address, STR("1 Elm Road"));
	CHECK_INT((int64_t)asked(seen(father))->fields.count, 1);
}

/* made_event writes events beside the case's version: it is brought up to them, so that more can be recorded. */
static const struct fault *moved(struct store *w, struct arena *a, void *ctx)
{
	const struct made_case *m = ctx;

	for (int64_t version = 0; version < m->seq; version++)
		TRY(sql_case_move_on(w, a, &(struct case_move_on_in){ m->process, version }, NULL));
	return NULL;
}

static struct case_act correction(const struct happened *e, const char *day, const char *evidence_by, struct arena *a)
{
	struct case_act act = { .event = e->name, .subject = STR(""), .day = date_read(str_of(day)), .corrects = e->seq,
		.reason = STR("A slip"), .seen_version = e->seq };

	if (evidence_by)
		LIST_PUSH(a, &act.fields, (struct answer){ STR("evidence_by"), str_of(evidence_by) });
	return act;
}

/* Who does not see what was answered can still put the day right: the answers stay, as marked as they were; what they typed
 * over what they do not see is refused. */
static void kept(struct arena *a, enum store_kind kind)
{
	struct scene *s = begin(a, kind, date_of(2015, 5, 20));

	s->d.now.today = date_of(2026, 2, 2);
	CHECK_OK(store_write(s->m->pool, a, moved, s->m));
	struct desk *officer = &s->d, *other = as(s, s->service, "case_officer", 341);
	const struct happened *e = asked(seen(officer));
	struct problems problems = { 0 };
	struct case_act act;
	struct guard_marks all;
	struct guard_consents agreed;
	int64_t seq;

	CHECK(e != NULL);
	CHECK_OK(guard_mark(officer, seen(officer), arena_printf(a, "event-%lld", (long long)e->seq), STR("restricted"),
			    STR("Names another child"), &problems));
	CHECK_INT((int64_t)asked(seen(other))->fields.count, 0);
	act = correction(e, "2026-01-07", "2026-01-21", a);
	CHECK_OK(case_record(other, seen(other), &act, &problems, &seq));
	CHECK_INT((int64_t)problems.count, 1);
	CHECK_STR(problems.at[0].field, STR("evidence_by"));
	CHECK(str_contains(problems.at[0].words, STR("kept from you by a mark")));
	problems.count = 0;

	act = correction(e, "2026-01-07", NULL, a);
	CHECK_OK(case_record(other, seen(other), &act, &problems, &seq));
	CHECK_NOTE(problems.count == 0, "%.*s", STR_ARG(problems.count ? problems.at[0].words : STR("")));
	e = case_event(seen(officer), seq);
	CHECK_DATE(e->day, date_of(2026, 1, 7));
	CHECK_STR(answers_get(&e->fields, STR("evidence_by")), STR("2026-01-20"));
	CHECK_INT((int64_t)case_event(seen(other), seq)->fields.count, 0);
	CHECK_OK(guard_list(officer, seen(officer), &all, &agreed));
	CHECK_INT((int64_t)all.count, 2);

	/* Who sees it changes it; the mark goes along again, and ends where somebody ends it. */
	act = correction(e, "2026-01-07", "2026-01-22", a);
	CHECK_OK(case_record(officer, seen(officer), &act, &problems, &seq));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK_STR(answers_get(&case_event(seen(officer), seq)->fields, STR("evidence_by")), STR("2026-01-22"));
	CHECK_INT((int64_t)case_event(seen(other), seq)->fields.count, 0);
	CHECK_OK(guard_list(officer, seen(officer), &all, &agreed));
	CHECK_OK(guard_mark_end(officer, seen(officer), all.at[0].id));
	CHECK_INT((int64_t)case_event(seen(other), seq)->fields.count, 1);
	CHECK_INT((int64_t)asked(seen(other))->fields.count, 0);
}
TEST(what_a_corrector_does_not_see_is_kept_sqlite) { kept(a, STORE_SQLITE); }
TEST(what_a_corrector_does_not_see_is_kept_postgres) { kept(a, STORE_POSTGRES); }

static const struct fault *plan_fill(struct store *w, struct arena *a, void *ctx)
{
	struct scene *s = ctx;
	struct demo_plan_add_rows plan;

	TRY(sql_demo_plan_add(w, a, &(struct demo_plan_add_in){ s->m->process, 1, STR("final"), 1, s->m->officer, date_of(2026, 1, 7), 1 },
			      &plan));
	TRY(sql_demo_plan_section_add(w, a, &(struct demo_plan_section_add_in){ plan.at[0].id, STR("A"), STR("She likes animals") }, NULL));
	return sql_demo_plan_section_add(w, a, &(struct demo_plan_section_add_in){ plan.at[0].id, STR("F"), STR("With Tommy Tucker") }, NULL);
}

/* The text of section F in the newest version that they see; what is on paper says the same. */
static struct str section(struct desk *d, struct arena *a, bool *is_withheld)
{
	struct plan_version *v;
	struct str html;
	size_t count;

	CHECK_OK(plan_versions(d, seen(d), &v, &count));
	CHECK(count == 1);
	const struct plan_part *part = plan_part_of(&v[0], STR("F"));

	CHECK_STR(plan_part_of(&v[0], STR("A"))->body, STR("She likes animals"));
	CHECK_OK(plan_page(d, seen(d), &v[0], &html));
	CHECK(str_contains(html, STR("animals")) && str_contains(html, STR("Tommy")) == !part->is_withheld);
	*is_withheld = part->is_withheld;
	(void)a;
	return part->body;
}

/* A section of the plan that is marked is gone for whom the mark keeps it from: on the page and on paper, in a bundle for
 * everybody, in letters and in forms that begin with it; and who does not see it cannot write over it. */
TEST(a_marked_section_of_the_plan_is_kept_apart)
{
	struct scene *s = begin(a, STORE_SQLITE, date_of(2015, 5, 20));
	struct desk *officer = &s->d, *father = as(s, s->father, "family", 341), *other = as(s, s->service, "case_officer", 341);
	const struct pathway *review = book_pathway(s->m->book, STR("AR"));
	struct problems slips = { 0 };
	struct guard_marks all;
	struct guard_consents agreed;
	struct answers begins = { 0 };
	struct plan_version *v;
	bool is_withheld;
	size_t count;

	CHECK_OK(store_write(s->m->pool, a, plan_fill, s));
	CHECK_STR(section(father, a, &is_withheld), STR("With Tommy Tucker"));
	CHECK_OK(guard_mark(officer, seen(officer), STR("section.Z"), STR("third_party"), STR("x"), &slips));
	CHECK_INT((int64_t)slips.count, 1);
	slips.count = 0;
	CHECK_OK(guard_mark(officer, seen(officer), STR("section.F"), STR("restricted"), STR("Names another child"), &slips));
	CHECK_INT((int64_t)slips.count, 0);
	CHECK_OK(guard_list(officer, seen(officer), &all, &agreed));
	CHECK_STR(all.at[0].part, STR("Plan, section F: Special educational provision"));

	CHECK_STR(section(officer, a, &is_withheld), STR("With Tommy Tucker"));
	CHECK(!is_withheld);
	CHECK(str_starts(section(father, a, &is_withheld), STR("This section is kept apart")) && is_withheld);
	CHECK(str_starts(section(other, a, &is_withheld), STR("This section is kept apart")) && is_withheld);

	/* out of the council: nobody's copy in a bundle has it */
	CHECK_OK(plan_versions(officer, seen(officer), &v, &count));
	plan_withhold_marked(officer, seen(officer), &v[0]);
	CHECK(plan_part_of(&v[0], STR("F"))->is_withheld && !plan_part_of(&v[0], STR("A"))->is_withheld);

	/* not written over, and no form begins with the words that stand in its place */
	CHECK_OK(plan_save(other, seen(other), 0, &(struct plan_part){ .section = STR("F"), .body = STR("New") }, 1, &slips));
	CHECK_INT((int64_t)slips.count, 1);
	CHECK_STR(slips.at[0].field, STR("section_F"));
	CHECK_OK(plan_begins(other, seen(other), pathway_event(review, STR("meeting"))->form, &begins));
	for (size_t i = 0; i < begins.count; i++)
		CHECK(!str_starts(begins.at[i].text, STR("This section")));
	CHECK(begins.count > 0);
}

/* What a meeting wrote about a marked section is in the answers of its event: cut there too, for readers and for letters. */
TEST(a_marked_section_is_cut_from_answers)
{
	const struct rulebook *book = begin(a, STORE_SQLITE, date_of(2015, 5, 20))->m->book;
	const struct event_kind *held = pathway_event(book_pathway(book, STR("AR")), STR("meeting"));
	struct answers answers = { 0 }, left;

	for (size_t i = 0; i < held->form->field_count; i++)
		LIST_PUSH(a, &answers, (struct answer){ held->form->fields[i].name, STR("x") });
	left = case_section_cut(a, held, &answers, STR("F"));
	CHECK_INT((int64_t)left.count, (int64_t)answers.count - 1);
	CHECK_INT((int64_t)case_section_cut(a, held, &answers, STR("K")).count, (int64_t)answers.count);
}

static const struct case_contact *last(const struct case_file *c)
{
	CHECK(c && c->contact_count > 0);
	return &c->contacts[c->contact_count - 1];
}

/* Which fields are cut by themselves is text: one more needs no line of C. */
static void details(struct arena *a, enum store_kind kind)
{
	struct scene *s = begin(a, kind, date_of(2015, 5, 20));
	struct desk *father = as(s, s->father, "family", 341), *officer = as(s, s->manager, "manager", 341);
	struct rulebook_file *files = ARENA_NEW(a, struct rulebook_file, rulebook_built_in_count + 1);
	struct problems slips = { 0 };
	struct rulebook *book;

	CHECK(!str_is_empty(seen(father)->address) && !str_is_empty(last(seen(father))->phone));
	memcpy(files, rulebook_built_in, rulebook_built_in_count * sizeof *files);
	files[rulebook_built_in_count] = (struct rulebook_file){ STR("access/own.txt"),
		STR("details: own\nfields: person.address contact.phone\nneeds: note\nwhy: only who reads notes sees it\n") };
	book = (struct rulebook *)rulebook_read(a, files, rulebook_built_in_count + 1, &slips);
	CHECK_NOTE(book != NULL, "%.*s", STR_ARG(slips.count ? slips.at[0].words : STR("")));
	father->book = officer->book = book;
	CHECK(str_is_empty(seen(father)->address) && str_is_empty(last(seen(father))->phone));
	CHECK(!str_is_empty(seen(officer)->address) && !str_is_empty(last(seen(officer))->phone));
	CHECK(!str_is_empty(last(seen(father))->name));
}

/* Of an event with text of a marked section, the field of that section alone is kept from who corrects it. */
TEST(a_marked_section_is_kept_from_a_correction)
{
	struct scene *s = begin(a, STORE_SQLITE, date_of(2015, 5, 20));
	struct desk *other = as(s, s->service, "case_officer", 341);
	struct problems slips = { 0 };

	CHECK_OK(guard_mark(&s->d, seen(&s->d), STR("section.F"), STR("restricted"), STR("Names another child"), &slips));
	struct case_file c = *seen(other), whole = *seen(&s->d);
	const struct happened meeting = { .seq = 3, .name = STR("meeting"), .subject = STR("") };

	c.pathway = whole.pathway = book_pathway(s->m->book, STR("AR"));
	const struct form *form = pathway_event(c.pathway, STR("meeting"))->form;
	for (size_t i = 0; i < form->field_count; i++) {
		CHECK_INT(case_answer_is_kept(other, &c, &meeting, &form->fields[i]),
			  str_equal(case_field_section(&form->fields[i]), STR("F")));
		CHECK(!case_answer_is_kept(&s->d, &whole, &meeting, &form->fields[i]));
	}
}

static void flags(struct arena *a, enum store_kind kind)
{
	struct scene *s = begin(a, kind, date_of(2015, 5, 20));
	struct desk *school = as(s, s->other, "school", 341);
	struct problems problems = { 0 };
	struct case_file *c = seen(&s->d);

	school->who.memberships[0].organisation_id = s->m->school;
	CHECK(case_may(school, seen(school), STR("record"), STR("event.evidence_received"), 0));
	CHECK(case_may(&s->d, c, STR("share"), STR("contact"), 0));
	CHECK_OK(guard_mark(&s->d, c, STR(""), STR("restriction"), STR("The family disputes the record"), &problems));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK(seen(school) && !case_may(school, seen(school), STR("record"), STR("event.evidence_received"), 0));
	CHECK(!case_may(&s->d, seen(&s->d), STR("share"), STR("contact"), 0));
	CHECK(case_may(&s->d, seen(&s->d), STR("record"), STR("event.evidence_asked"), 0));
	CHECK(case_may(as(s, s->father, "family", 341), seen(as(s, s->father, "family", 341)), STR("record"),
		       STR("event.evidence_received"), 0));
}

static void consents(struct arena *a, enum store_kind kind)
{
	struct scene *s = begin(a, kind, date_of(2008, 5, 20));
	struct desk *mother = as(s, s->mother, "family", 341), *service = as(s, s->service, "independent_adviser", 341);
	struct problems problems = { 0 };
	struct guard_showns shown;
	struct guard_marks none;
	struct guard_consents all;
	struct case_file *c = seen(&s->d);

	CHECK(!seen(mother) && !seen(service));
	CHECK_OK(guard_consent(&s->d, c, STR("parent"), 0, STR("in person"), &problems));
	CHECK_INT((int64_t)problems.count, 1);
	problems.count = 0;
	CHECK_OK(guard_consent(&s->d, c, STR("parent"), contact_of(c, s->mother), STR("in person"), &problems));
	CHECK(problems.count == 0 && seen(mother) && !seen(as(s, s->father, "family", 341)));
	CHECK_OK(guard_shown(service, false, &shown));
	CHECK_INT((int64_t)shown.count, 0);
	CHECK_OK(guard_consent(mother, seen(mother), STR("advice_service"), 0, STR("on their page"), &problems));
	CHECK_OK(guard_shown(service, true, &shown));
	struct account_history_rows audit;

	CHECK_OK(sql_account_history(service->store, service->arena, &(struct account_history_in){ service->who.account_id, STR("list.shown") }, &audit));
	CHECK_STR(audit.count ? audit.at[0].verb : STR_NONE, STR("export"));    /* a spreadsheet leaves the program */
	CHECK(shown.count == 1 && seen(service));
	CHECK(!case_may(service, seen(service), STR("record"), STR("event.evidence_received"), 0));
	CHECK(!case_may(service, seen(service), STR("view"), STR("note"), RELATION_RELEASED));
	CHECK(guard_consent(mother, seen(mother), STR("parent"), contact_of(c, s->father), STR("x"), &problems)->kind == FAULT_ABSENT);
	CHECK_OK(guard_list(&s->d, c, &none, &all));
	CHECK_INT((int64_t)all.count, 2);
	for (size_t i = 0; i < all.count; i++)
		CHECK_OK(guard_consent_end(&s->d, c, all.at[i].id));
	CHECK(!seen(mother) && !seen(service));
	CHECK(guard_shown(mother, false, &shown)->kind == FAULT_ABSENT);
}

static void emergencies(struct arena *a, enum store_kind kind)
{
	struct scene *s = begin(a, kind, date_of(2015, 5, 20));
	struct desk *other = as(s, s->other, "case_officer", 344), *manager = as(s, s->manager, "manager", 341);
	struct problems problems = { 0 };
	struct guard_glasses all;
	int64_t waiting;

	CHECK(!seen(other));
	CHECK_OK(guard_break(other, STR("NOSUCH11"), STR("short"), &problems));
	CHECK_INT((int64_t)problems.count, 2);
	problems.count = 0;
	CHECK_OK(guard_break(other, STR("K7PMR2QX"), STR("The child was found alone at the station"), &problems));
	CHECK(problems.count == 0 && seen(other) && !seen(as(s, s->other, "school", 344)));
	CHECK(!case_may(other, seen(other), STR("record"), STR("event.evidence_asked"), 0));
	other->now.utc_ms += (int64_t)(EMERGENCY_MINUTES + 1) * 60000;
	CHECK(!seen(other));
	CHECK_OK(guard_emergencies_waiting(manager, &waiting));
	CHECK_INT(waiting, 1);
	CHECK_OK(guard_emergencies(manager, false, &all));
	CHECK(all.count == 1 && str_equal(all.at[0].name, STR("other")) && all.at[0].seen_ms == 0);
	CHECK(guard_emergency_seen(as(s, s->other, "manager", 344), all.at[0].id)->kind == FAULT_ABSENT);
	CHECK_OK(guard_emergency_seen(manager, all.at[0].id));
	CHECK_OK(guard_emergencies_waiting(manager, &waiting));
	CHECK_INT(waiting, 0);
	CHECK(guard_emergencies(as(s, s->father, "family", 341), false, &all)->kind == FAULT_ABSENT);
	CHECK(guard_break(as(s, s->father, "family", 341), STR("K7PMR2QX"), STR("-"), &problems)->kind == FAULT_ABSENT);
}

TEST(a_mark_cuts_a_part_for_who_may_not_see_it_sqlite) { marks(a, STORE_SQLITE); }
TEST(a_mark_cuts_a_part_for_who_may_not_see_it_postgres) { marks(a, STORE_POSTGRES); }
TEST(details_are_cut_by_text_sqlite) { details(a, STORE_SQLITE); }
TEST(details_are_cut_by_text_postgres) { details(a, STORE_POSTGRES); }
TEST(a_restricted_record_is_read_and_not_passed_on_sqlite) { flags(a, STORE_SQLITE); }
TEST(a_restricted_record_is_read_and_not_passed_on_postgres) { flags(a, STORE_POSTGRES); }
TEST(from_the_end_of_school_age_a_parent_needs_consent_sqlite) { consents(a, STORE_SQLITE); }
TEST(from_the_end_of_school_age_a_parent_needs_consent_postgres) { consents(a, STORE_POSTGRES); }
TEST(an_emergency_opens_for_an_hour_and_is_looked_at_sqlite) { emergencies(a, STORE_SQLITE); }
TEST(an_emergency_opens_for_an_hour_and_is_looked_at_postgres) { emergencies(a, STORE_POSTGRES); }
