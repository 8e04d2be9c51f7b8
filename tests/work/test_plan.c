/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/plan - a plan written, checked, frozen as draft and as final.
 * proves law:send-act/38(5) law:send-regs-2014/12 law:code/9.125 */
#include "work/letter.h"
#include "work/made_case.h"
#include "work/plan.h"

struct freezing { struct made_case *m; const char *state; struct happened e; struct problems *out; };

static const struct fault *freeze(struct store *writer, struct arena *a, void *ctx)
{
	struct freezing *job = ctx;
	struct problems found = { 0 };
	TRY(plan_freeze(writer, a, &job->m->desk, job->m->process, str_of(job->state), &job->e, &found));
	for (size_t i = 0; i < found.count; i++)
		problems_add(job->out, job->m->desk.arena, found.at[i].field, found.at[i].kind, found.at[i].words);
	return found.count ? fault_new(a, FAULT_CONFLICT, "problems") : NULL;
}

static struct problems frozen(struct made_case *m, struct arena *a, const char *state, const char *event, struct date day,
			      const char *fields)
{
	struct problems out = { 0 };
	struct freezing job = { m, state, made_event(m, a, event, day, "", fields), &out };
	const struct fault *f = store_write(m->pool, a, freeze, &job);
	CHECK(out.count > 0 || !f);
	return out;
}

static bool tells(const struct problems *p, const char *field, const char *part)
{
	for (size_t i = 0; i < p->count; i++)
		if (str_equal(p->at[i].field, str_of(field)) && str_contains(p->at[i].words, str_of(part)))
			return true;
	return false;
}

static struct problems saved(struct made_case *m, struct arena *a, int64_t edition, const char *section, const char *body)
{
	struct problems out = { 0 };
	CHECK_OK(plan_save(&m->desk, made_file(m, a), edition, &(struct plan_part){ .section = str_of(section),
		.body = str_of(body) }, 1, &out));
	return out;
}

static struct plan_version newest(struct made_case *m, struct arena *a, size_t *count)
{
	struct plan_version *v;
	CHECK_OK(plan_versions(&m->desk, made_file(m, a), &v, count));
	CHECK(*count > 0);
	return v[*count - 1];
}

static struct made_case *to_advice(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	m->desk.now.today = date_of(2026, 4, 1);
	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "asker=parent");
	made_event(m, a, "decision_to_assess", date_of(2026, 2, 9), "", "decided_by=panel");
	made_event(m, a, "advice_requested", date_of(2026, 2, 11), "", arena_printf(a,
		"questions=What?; ask.advice-ep=%lld ep; ask.advice-health=%lld health; ask.advice-family=0 family;"
		"ask.advice-education=%lld education; ask.advice-care=%lld care", (long long)m->ep, (long long)m->health,
		(long long)m->school, (long long)m->ep).at);
	made_event(m, a, "advice_received", date_of(2026, 3, 20), "advice-ep", "known=known");
	made_event(m, a, "advice_received", date_of(2026, 3, 21), "advice-family", "known=known");
	made_event(m, a, "advice_received", date_of(2026, 3, 22), "advice-education", "known=known");
	made_event(m, a, "advice_received", date_of(2026, 3, 23), "advice-care", "known=not_known");
	made_event(m, a, "advice_not_sought", date_of(2026, 3, 24), "advice-health", "why=earlier");
	made_event(m, a, "decision_to_issue", date_of(2026, 4, 1), "", "decided_by=panel");
	return m;
}

static const struct { const char *section, *body; } good[] = {
	{ "A", "Ada likes animals." }, { "B", "B1: reads below her age\nB2: cannot yet share" },
	{ "E", "- By July 2027 Ada reads a page." }, { "C", "None is known." }, { "D", "None is known." },
	{ "F", "- For B1: 20 minutes daily, one to one\n- For B2: a group of 6, twice a week" },
};

static void write_good(struct made_case *m, struct arena *a)
{
	size_t count;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		CHECK_INT((int64_t)saved(m, a, i ? newest(m, a, &count).edition : 0, good[i].section, good[i].body).count, 0);
}

static void from_draft_to_final(struct arena *a, enum store_kind kind)
{
	struct made_case *m = to_advice(a, kind);
	size_t count;
	struct problems p = frozen(m, a, "draft", "draft_served", date_of(2026, 4, 2), "comments_by=2026-04-20");
	CHECK(tells(&p, "", "no version of the plan in writing"));
	write_good(m, a);
	struct plan_version v = newest(m, a, &count);
	/* Section K came from the record. */
	struct str k = plan_part_of(&v, STR("K"))->body;
	CHECK(str_contains(k, STR("- Educational psychologist: Asif Merrick, Psychology Service. Asked 11 February 2026, "
				  "received 20 March 2026.")));
	CHECK(str_contains(k, STR("- Health: not asked for. Earlier advice is enough for the adviser, the council and the family.")));
	/* A draft that names a setting is refused, and so is one without a line for an adviser. */
	saved(m, a, v.edition, "I", "Elm Primary School");
	saved(m, a, v.edition + 1, "K", "- Educational psychologist: received 20 March 2026");
	p = frozen(m, a, "draft", "draft_served", date_of(2026, 4, 2), "comments_by=2026-04-20");
	CHECK(tells(&p, "", "Section I must be empty in a draft"));
	CHECK(tells(&p, "", "does not list this adviser: Health"));
	v = newest(m, a, &count);
	CHECK_STR(v.state, STR("writing"));
	saved(m, a, v.edition, "I", "");
	saved(m, a, v.edition + 1, "K", k.at);
	p = frozen(m, a, "draft", "draft_served", date_of(2026, 4, 2), "comments_by=2026-04-20");
	for (size_t i = 0; i < p.count; i++)
		CHECK_NOTE(false, "%.*s: %.*s", STR_ARG(p.at[i].field), STR_ARG(p.at[i].words));
	v = newest(m, a, &count);
	CHECK_STR(v.state, STR("draft"));
	CHECK_DATE(v.frozen, date_of(2026, 4, 2));
	CHECK_INT((int64_t)count, 1);
	/* Writing on makes a version of its own; the draft stays as it was sent. */
	CHECK_INT((int64_t)saved(m, a, v.edition, "F", "- For B1: 30 minutes daily\n- For B2: a group of 6").count, 0);
	CHECK_INT(newest(m, a, &count).version, 2);
	struct plan_version *all;
	CHECK_OK(plan_versions(&m->desk, made_file(m, a), &all, &count));
	CHECK_STR(plan_part_of(&all[0], STR("F"))->body, str_of(good[5].body));
	/* Final: only what follows from the family's answer may have changed, and G and H are agreed. */
	const char *fields = arena_printf(a, "setting=%lld; setting_type=mainstream; signed_by=A Merrick; care_agreed=yes; "
					  "health_agreed=yes", (long long)m->school).at;
	p = frozen(m, a, "final", "final_sent", date_of(2026, 5, 20), fields);
	CHECK(tells(&p, "changes_follow", "have changed since the draft: F."));
	CHECK_INT((int64_t)p.count, 1);
	p = frozen(m, a, "final", "final_sent", date_of(2026, 5, 20),
		   arena_printf(a, "%s; changes_follow=yes", fields).at);
	CHECK_INT((int64_t)p.count, 0);
	v = newest(m, a, &count);
	CHECK_STR(v.state, STR("final"));
	CHECK_STR(plan_part_of(&v, STR("I"))->body, STR("Elm Primary School. Type: Mainstream school or nursery"));
}

TEST(a_plan_goes_from_writing_to_draft_to_final)
{
	from_draft_to_final(a, STORE_SQLITE);
}

TEST(a_plan_goes_from_writing_to_draft_to_final_postgres)
{
	from_draft_to_final(a, STORE_POSTGRES);
}

TEST(a_final_plan_needs_the_agreements_or_a_reason)
{
	struct made_case *m = to_advice(a, STORE_SQLITE);
	size_t count;
	write_good(m, a);
	saved(m, a, newest(m, a, &count).edition, "G", "- Therapist 6 times a term");
	CHECK_INT((int64_t)frozen(m, a, "draft", "draft_served", date_of(2026, 4, 2), "").count, 0);
	saved(m, a, newest(m, a, &count).edition, "J", "None was asked for.");
	const char *fields = "setting_type=mainstream; signed_by=A; care_agreed=yes; health_agreed=no; changes_follow=yes";
	struct problems p = frozen(m, a, "final", "final_sent", date_of(2026, 5, 20), fields);
	CHECK(tells(&p, "", "agreement of the NHS board"));
	p = frozen(m, a, "final", "final_sent", date_of(2026, 5, 20),
		   arena_printf(a, "%s; override=Asked three times", fields).at);
	CHECK_INT((int64_t)p.count, 0);
	struct plan_version v = newest(m, a, &count);
	CHECK_STR(plan_part_of(&v, STR("I"))->body, STR("Type: Mainstream school or nursery"));
}

static void collide(struct arena *a, enum store_kind kind)
{
	struct made_case *m = to_advice(a, kind);
	struct problems out = { 0 };
	size_t count;
	saved(m, a, 0, "A", "first");
	int64_t shown = newest(m, a, &count).edition;
	saved(m, a, shown, "B", "mine");
	/* Another section is no collision; the same one is. */
	saved(m, a, shown, "A", "first, longer");
	struct plan_part part = { .section = STR("B"), .body = STR("theirs") };
	const struct fault *f = plan_save(&m->desk, made_file(m, a), shown, &part, 1, &out);
	CHECK(f && f->kind == FAULT_CONFLICT);
	struct plan_version v = newest(m, a, &count);
	CHECK_STR(plan_part_of(&v, STR("B"))->body, STR("mine"));
	CHECK_STR(plan_part_of(&v, STR("A"))->body, STR("first, longer"));
	/* The same text again is nothing to collide about. */
	CHECK_INT((int64_t)saved(m, a, shown, "B", "mine\r\n").count, 0);
}

TEST(two_writers_of_one_section_collide)
{
	collide(a, STORE_SQLITE);
}

TEST(two_writers_of_one_section_collide_postgres)
{
	collide(a, STORE_POSTGRES);
}

TEST(who_writes_on_while_the_plan_is_sent_is_told)
{
	struct made_case *m = to_advice(a, STORE_SQLITE);
	struct problems out = { 0 };
	size_t count;
	write_good(m, a);
	int64_t shown = newest(m, a, &count).edition;
	CHECK_INT((int64_t)frozen(m, a, "draft", "draft_served", date_of(2026, 4, 2), "").count, 0);
	struct plan_part part = { .section = STR("B"), .body = STR("written meanwhile") };
	const struct fault *f = plan_save(&m->desk, made_file(m, a), shown, &part, 1, &out);
	CHECK(f && f->kind == FAULT_CONFLICT);
}

TEST(what_cannot_be_a_section_is_refused)
{
	struct made_case *m = to_advice(a, STORE_SQLITE);
	struct problems p = saved(m, a, 0, "Z", "x");
	CHECK(tells(&p, "section_Z", "no such section"));
	p = saved(m, a, 0, "A", "bell \a");
	CHECK(tells(&p, "section_A", "cannot be kept"));
	char *big = arena_take(a, 100002);
	memset(big, 'x', 100001);
	p = saved(m, a, 0, "A", big);
	CHECK(tells(&p, "section_A", "100,000"));
}

TEST(no_adviser_is_forgotten)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2012, 5, 20));
	struct problems p = { 0 };
	m->desk.now.today = date_of(2026, 4, 1);        /* Year 9; proves law:send-regs-2014/6(1)(g) */
	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "asker=parent");
	made_event(m, a, "decision_to_assess", date_of(2026, 2, 9), "", "decided_by=panel");
	made_event(m, a, "advice_requested", date_of(2026, 2, 11), "",
		   arena_printf(a, "questions=What?; ask.advice-ep=%lld ep", (long long)m->ep).at);
	saved(m, a, 0, "A", "x");
	CHECK_OK(plan_proof(&m->desk, made_file(m, a), STR("draft"), NULL, &p));
	CHECK(tells(&p, "section_K", "no reason is recorded: Social care"));
	CHECK(tells(&p, "section_K", "no reason is recorded: Preparing for adulthood"));
	CHECK(!tells(&p, "section_K", "Somebody else"));
	CHECK(!tells(&p, "section_K", "no reason is recorded: Educational"));
}

TEST(a_plan_on_paper)
{
	struct made_case *m = to_advice(a, STORE_SQLITE);
	size_t count;
	struct str html;
	write_good(m, a);
	struct plan_version v = newest(m, a, &count);
	CHECK_OK(plan_page(&m->desk, made_file(m, a), &v, &html));
	CHECK(str_contains(html, STR("<h2>B: Special educational needs</h2>")));
	CHECK(str_contains(html, STR("<p>B1: reads below her age</p>")));
	CHECK(str_contains(html, STR("Ada Roe &lt;&quot;&amp;")) || str_contains(html, STR("Ada Roe &lt;")));
}
