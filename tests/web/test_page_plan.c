/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/web/page_plan - the pages of the plan and of letters, answered in process. */
#include "web/html.h"
#include "web/router.h"
#include "work/letter.h"
#include "work/made_case.h"
#include "work/plan.h"

extern const struct page page_plan, page_plan_edit, page_plan_save, page_plan_check, page_plan_compare, page_letters,
	page_letter, page_letter_preview, page_plan_pdf;

struct got { int status; struct str body, location; const struct fault *fault; };

static struct got ask(struct made_case *m, const struct page *page, const char *part, const char *query, const char *body,
		      const char *edition)
{
	struct arena *a = m->desk.arena;
	struct request r = { .method = page->method, .path = STR("/cases/K7PMR2QX/plan"), .query = str_of(query),
			     .part = { STR("K7PMR2QX"), str_of(part) } };
	struct reply out = { .status = 200, .body = out_start(a, 0) };
	struct str rest = str_of(query);
	while (rest.at && rest.len) {
		struct str value = str_cut(&rest, '&'), name = str_cut(&value, '=');
		r.query_at = ARENA_NEW(a, struct typed, 1);
		r.query_at[0] = (struct typed){ .name = name, .value = value };
		r.query_count = 1;
	}
	if (body) {
		r.form_at = ARENA_NEW(a, struct typed, 2);
		r.form_at[0] = (struct typed){ .name = STR("body"), .value = str_of(body) };
		r.form_at[1] = (struct typed){ .name = STR("edition"), .value = str_of(edition) };
		r.form_count = 2;
	}
	html_book(m->book);
	const struct fault *f = page->answer(&m->desk, &r, &out);
	return (struct got){ out.status, out_str(&out.body), out.location, f };
}

static bool says(struct got g, const char *words)
{
	return g.body.at && str_contains(g.body, str_of(words));
}

static struct made_case *ready(struct arena *a)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 5, 20));
	m->desk.now.today = date_of(2026, 4, 1);
	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "asker=parent; views=I like dogs; hopes=a friend");
	made_event(m, a, "decision_to_assess", date_of(2026, 2, 9), "", "decided_by=panel; reasons=yes");
	made_event(m, a, "advice_requested", date_of(2026, 2, 11), "",
		   arena_printf(a, "questions=What?; ask.advice-ep=%lld ep", (long long)m->ep).at);
	made_event(m, a, "advice_received", date_of(2026, 3, 20), "advice-ep",
		   "known=known; needs=Reads <two> years below; provision=20 minutes daily; outcomes=reads");
	made_event(m, a, "decision_to_issue", date_of(2026, 4, 1), "", "decided_by=panel; reasons=daily help");
	return m;
}

TEST(an_officer_writes_the_plan_section_by_section)
{
	struct made_case *m = ready(a);
	struct got g = ask(m, &page_plan, "", "", NULL, NULL);
	CHECK(says(g, "No plan has been written yet."));
	CHECK(says(g, "/cases/K7PMR2QX/plan/edit/A"));
	g = ask(m, &page_plan_edit, "B", "", NULL, NULL);
	CHECK(says(g, "Reads &lt;two&gt; years below"));
	CHECK(says(g, "Educational psychologist"));
	CHECK(says(g, "name=\"edition\" value=\"0\""));
	g = ask(m, &page_plan_save, "B", "", "B1: reads below\r\n", "0");
	CHECK_STR(g.location, STR("/cases/K7PMR2QX/plan?said=plan_saved"));
	g = ask(m, &page_plan, "", "", NULL, NULL);
	CHECK(says(g, "<p>B1: reads below</p>"));
	CHECK(says(g, "In writing, version 1"));
	g = ask(m, &page_plan_check, "", "", NULL, NULL);
	CHECK(says(g, "Section A must hold the views"));
	CHECK(says(g, "/cases/K7PMR2QX/plan/edit/F"));
	CHECK(says(g, "No advice was asked for and no reason is recorded: Social care"));
	CHECK(ask(m, &page_plan_edit, "Z", "", NULL, NULL).fault->kind == FAULT_ABSENT);
	CHECK(ask(m, &page_plan_compare, "", "", NULL, NULL).fault->kind == FAULT_ABSENT);
}

TEST(a_collision_keeps_both_texts)
{
	struct made_case *m = ready(a);
	ask(m, &page_plan_save, "B", "", "theirs came first", "0");
	struct got g = ask(m, &page_plan_save, "B", "", "mine came later", "0");
	CHECK_INT(g.status, 409);
	CHECK(says(g, "Somebody else was faster"));
	CHECK(says(g, "theirs came first"));
	CHECK(says(g, "mine came later</textarea>"));
	CHECK(says(g, "name=\"edition\" value=\"1\""));
	/* Saved again, knowing of it, it stands. */
	g = ask(m, &page_plan_save, "B", "", "both together", "1");
	CHECK(g.location.len > 0);
	CHECK(says(ask(m, &page_plan, "", "", NULL, NULL), "both together"));
}

TEST(who_may_not_write_finds_no_page)
{
	struct made_case *m = ready(a);
	ask(m, &page_plan_save, "B", "", "B1: x", "0");
	m->desk.who.memberships[0].role = STR("school");
	CHECK(ask(m, &page_plan_save, "B", "", "mine", "0").fault->kind == FAULT_ABSENT);
	m->desk.who.memberships[0] = (struct membership){ STR("case_officer"), 344, 0 };
	CHECK(ask(m, &page_plan, "", "", NULL, NULL).fault->kind == FAULT_ABSENT);
	CHECK(ask(m, &page_letters, "", "", NULL, NULL).fault->kind == FAULT_ABSENT);
}

TEST(letters_are_looked_at_before_they_go)
{
	struct made_case *m = ready(a);
	struct got g = ask(m, &page_letters, "", "", NULL, NULL);
	CHECK(says(g, "No letter has been sent yet."));
	CHECK(says(g, "/cases/K7PMR2QX/letters/preview/na-draft"));
	g = ask(m, &page_letter_preview, "na-assess", "", NULL, NULL);
	CHECK(says(g, "has not been sent"));
	CHECK(says(g, "<h1>We will assess Ada"));
	g = ask(m, &page_letter_preview, "na-refuse", "", NULL, NULL);
	CHECK(says(g, "cannot be made yet"));
	CHECK(says(g, "the day of the decision"));
	CHECK(ask(m, &page_letter, "99", "", NULL, NULL).fault->kind == FAULT_ABSENT);
	CHECK(ask(m, &page_letter, "x", "", NULL, NULL).fault->kind == FAULT_ABSENT);
}
