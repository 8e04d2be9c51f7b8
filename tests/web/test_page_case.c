/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/web/page_case - recording and correcting what happened, answered in process. */
#include "gen/sql/case.h"
#include "gen/sql/demo.h"
#include "web/html.h"
#include "web/router.h"
#include "work/guard.h"
#include "work/made_case.h"

extern const struct page page_case_correct, page_case_correct_post, page_case_do_post, page_case_people,
	page_case_new_post, page_work_bulk;

struct got { struct str body, location; const struct fault *fault; };

/* form: "name=text; name=text" */
static struct got sent(struct desk *d, const struct page *page, struct request r, const char *form)
{
	struct arena *a = d->arena;
	struct reply out = { .status = 200, .body = out_start(a, 0) };
	struct str rest = str_of(form);

	r.form_at = ARENA_NEW(a, struct typed, 20);
	while (rest.at && rest.len) {
		struct str value = str_trim(str_cut(&rest, ';')), name = str_cut(&value, '=');

		r.form_at[r.form_count++] = (struct typed){ .name = name, .value = value };
	}
	html_book(d->book);
	const struct fault *f = page->answer(d, &r, &out);

	return (struct got){ out_str(&out.body), out.location, f };
}

/*   form   NULL asks for the page */
static struct got correct(struct desk *d, int64_t seq, const char *form)
{
	struct request r = { .method = form ? METHOD_POST : METHOD_GET, .path = STR("/cases/K7PMR2QX/correct"),
		.part = { STR("K7PMR2QX"), arena_printf(d->arena, "%lld", (long long)seq) } };

	return sent(d, form ? &page_case_correct_post : &page_case_correct, r, form ? form : "");
}

static struct case_file *seen(struct desk *d)
{
	struct case_file *c;

	CHECK_OK(case_open(d, STR("K7PMR2QX"), STR("view"), &c));
	return c;
}

static const struct fault *colleague(struct store *w, struct arena *a, void *ctx)
{
	struct demo_account_add_rows made;

	TRY(sql_demo_account_add(w, a, &(struct demo_account_add_in){ .authority = 341, .name = STR("Another officer"),
		.email = STR("another@example.org"), .password = STR("-") }, &made));
	*(int64_t *)ctx = made.at[0].id;
	return NULL;
}

/* made_event writes events beside the case's version: it is brought up to them, so that more can be recorded. */
static const struct fault *moved(struct store *w, struct arena *a, void *ctx)
{
	const struct made_case *m = ctx;

	for (int64_t version = 0; version < m->seq; version++)
		TRY(sql_case_move_on(w, a, &(struct case_move_on_in){ m->process, version }, NULL));
	return NULL;
}

/* What a mark keeps from them is not on the page, not asked for, and stays when they save what they do see. */
TEST(a_correction_leaves_what_is_kept_from_the_corrector)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 5, 20));
	struct desk other = m->desk;
	struct membership as = { STR("case_officer"), 341, 0 };
	struct problems slips = { 0 };
	int64_t another = 0;

	CHECK_OK(store_write(m->pool, a, colleague, &another));
	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "asker=parent");
	made_event(m, a, "evidence_asked", date_of(2026, 1, 6), "", "evidence_by=2026-01-20");
	CHECK_OK(store_write(m->pool, a, moved, m));
	m->desk.now.today = other.now.today = date_of(2026, 2, 2);
	other.who = (struct who){ .kind = WHO_ACCOUNT, .account_id = another, .memberships = &as, .membership_count = 1 };
	struct got g = correct(&other, m->seq, NULL);
	CHECK(str_contains(g.body, STR("name=\"evidence_by-day\"")) && str_contains(g.body, STR("value=\"20\"")));
	CHECK(!str_contains(g.body, STR("kept from you by a mark")));

	CHECK_OK(guard_mark(&m->desk, seen(&m->desk), arena_printf(a, "event-%lld", (long long)m->seq), STR("restricted"),
			    STR("Names another child"), &slips));
	g = correct(&other, m->seq, NULL);
	CHECK_OK(g.fault);
	CHECK(!str_contains(g.body, STR("evidence_by")) && !str_contains(g.body, STR("value=\"20\"")));
	CHECK(str_contains(g.body, STR("kept from you by a mark. It is not shown, and stays as it is when you save.")));
	g = correct(&other, m->seq, "version=2; correct_how=changed; reason=A slip; day-day=7; day-month=1; day-year=2026");
	CHECK_OK(g.fault);
	CHECK_STR(g.location, STR("/cases/K7PMR2QX?said=case_corrected"));
	const struct happened *e = case_event(seen(&m->desk), 3);
	CHECK(e && e->day.day == date_of(2026, 1, 7).day);
	CHECK_STR(e ? answers_get(&e->fields, STR("evidence_by")) : STR_NONE, STR("2026-01-20"));
	/* The officer whose case it is sees it and is asked. */
	CHECK(str_contains(correct(&m->desk, 3, NULL).body, STR("name=\"evidence_by-day\"")));
}

/* --- what happens in two processes of a child ------------------------------------------------------------------------- */

static struct str process_begun(struct made_case *m, int64_t person, const char *pathway, const char *event, struct date day, const char *phase)
{
	struct problems problems = { 0 };
	struct str reference = STR(""), token;
	struct case_contact aunt = { .kind = STR("other"), .name = STR("May Hay"), .since = day, .ended = DATE_NONE };
	struct case_new n = { .pathway = str_of(pathway), .authority = 341, .person_id = person, .first = { .event = str_of(event), .day = day } };

	if (!person) {
		n.given = STR("Ben");
		n.family = STR("Hay");
		n.born = date_of(2014, 3, 2);
		n.address = STR("1 Low Road");
		n.contacts = &aunt;
		n.contact_count = 1;
	}
	if (*phase)
		LIST_PUSH(m->desk.arena, &n.first.fields, (struct answer){ STR("phase"), str_of(phase) });
	CHECK_OK(case_start(&m->desk, &n, &problems, &reference, &token));
	CHECK_NOTE(problems.count == 0, "%.*s", STR_ARG(problems.count ? problems.at[0].words : STR("")));
	return reference;
}

static size_t events_of(struct made_case *m, struct str reference)
{
	struct case_file *c;

	CHECK_OK(case_open(&m->desk, reference, STR("view"), &c));
	return c->event_count;
}

static struct got answered(struct made_case *m, const struct page *page, struct str reference, const char *part, struct str form)
{
	struct arena *a = m->desk.arena;
	struct request r = { .method = page->method, .path = STR("/cases"), .part = { reference, str_of(part) } };

	return sent(&m->desk, page, r, form.len ? arena_cstr(a, form) : "");
}

/* What it sends there is looked at before it goes, too; a correction says where else the same was recorded. */
TEST(what_counts_in_another_process_is_looked_at_before_it_goes)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 10, 20));

	m->desk.now.today = date_of(2026, 11, 2);
	struct str review = process_begun(m, m->person, "AR", "plan_made", date_of(2026, 1, 7), "");
	struct str move = process_begun(m, m->person, "PT", "transfer_planned", date_of(2026, 9, 14), "primary_to_secondary");
	struct got g = answered(m, &page_case_do_post, move, "meeting", arena_printf(a,
		"version=1; came=here; present=All; day-day=20; day-month=10; day-year=2026; also=%.*s", STR_ARG(review)));

	CHECK_OK(g.fault);
	CHECK_STR(g.location, arena_printf(a, "/cases/%.*s?said=case_recorded", STR_ARG(move)));
	struct str form = arena_printf(a, "version=2; came=here; recommends=amend; report=It went well; day-day=26; day-month=10; day-year=2026");
	size_t before = events_of(m, review);

	g = answered(m, &page_case_do_post, move, "report_sent", arena_printf(a, "%.*s; also=%.*s", STR_ARG(form), STR_ARG(review)));
	CHECK(!g.location.at && str_contains(g.body, arena_printf(a, "The report of the meeting, to all who were invited (Review of a plan, %.*s)", STR_ARG(review))));
	CHECK_INT((int64_t)events_of(m, review), (int64_t)before);
	g = answered(m, &page_case_do_post, move, "report_sent", form);         /* without the tick no letter goes there */
	CHECK(!g.location.at && !str_contains(g.body, STR("to all who were invited")));
	g = answered(m, &page_case_do_post, move, "report_sent", arena_printf(a, "%.*s; also=%.*s; go=confirmed", STR_ARG(form), STR_ARG(review)));
	CHECK(g.location.at && events_of(m, review) == before + 1);
	g = answered(m, &page_case_correct, move, "2", STR(""));
	CHECK(str_contains(g.body, arena_printf(a, "The same was recorded in %.*s, in the same act.", STR_ARG(review))));
}

/* Each child has processes of its own beside: they are not asked of all in one field. */
TEST(one_thing_on_several_cases_counts_in_each_childs_other_process)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 10, 20));

	m->desk.now.today = date_of(2026, 11, 2);
	struct str review = process_begun(m, m->person, "AR", "plan_made", date_of(2026, 1, 7), "");
	struct str move = process_begun(m, m->person, "PT", "transfer_planned", date_of(2026, 9, 14), "primary_to_secondary");
	struct str other = process_begun(m, 0, "AR", "plan_made", date_of(2026, 1, 8), "");
	struct str form = arena_printf(a, "case=%.*s; case=%.*s; event=meeting", STR_ARG(review), STR_ARG(other));
	struct got g = answered(m, &page_work_bulk, STR(""), "", form);

	CHECK_OK(g.fault);
	CHECK(str_contains(g.body, STR("name=\"present\"")) && !str_contains(g.body, STR("name=\"also\"")));
	CHECK(str_contains(g.body, arena_printf(a, "Also recorded in Move to the next school or college (%.*s)", STR_ARG(move))));
	form = arena_printf(a, "%.*s; sent=yes; came=here; present=All; day-day=20; day-month=10; day-year=2026", STR_ARG(form));
	g = answered(m, &page_work_bulk, STR(""), "", form);
	CHECK(!str_contains(g.body, STR("Left out")));
	size_t before = events_of(m, move);

	g = answered(m, &page_work_bulk, STR(""), "", arena_printf(a, "%.*s; go=confirmed; seen-%.*s=1; seen-%.*s=1", STR_ARG(form), STR_ARG(review), STR_ARG(other)));
	CHECK(str_contains(g.body, STR("Recorded on 2 cases")));
	CHECK_INT((int64_t)events_of(m, move), (int64_t)before + 1);
}

/* Who is neither a parent nor the young person does not see the case; no right of the young person's is the reason. */
TEST(why_somebody_does_not_see_a_case_is_said_of_parents_alone)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 10, 20));

	m->desk.now.today = date_of(2026, 11, 2);
	struct got g = answered(m, &page_case_people, process_begun(m, 0, "AR", "plan_made", date_of(2026, 1, 8), ""), "", STR(""));

	CHECK_OK(g.fault);
	CHECK(str_contains(g.body, STR("May Hay")) && str_contains(g.body, STR("May see the case")));
	CHECK(!str_contains(g.body, STR("the rights are the young person")));
}

/* A number of a child that was not offered is no choice: nothing is told of that child, nothing is opened for it. */
TEST(a_case_is_opened_for_no_child_that_was_not_offered)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 10, 20));

	m->desk.now.today = date_of(2026, 11, 2);
	struct str review = process_begun(m, m->person, "AR", "plan_made", date_of(2026, 1, 7), "");
	struct str form = arena_printf(a, "given=Zed; family=Quite; born-day=1; born-month=2; born-year=2013; address=2 High Road; postcode=L1 1JD; "
		"contact_name=Pat Quite; came=here; day-day=2; day-month=3; day-year=2026; person=%lld", (long long)m->person);
	struct got g = answered(m, &page_case_new_post, STR("AR"), "plan_made", form);

	CHECK_OK(g.fault);
	CHECK(!str_contains(g.body, review));
	CHECK(g.location.at && !str_contains(g.location, review));
}
