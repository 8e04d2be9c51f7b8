/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_panel - panels are made, listed and opened under the rule; a queue says what is missing.
 * Touches work/panel, work/case. */
#include "gen/sql/account.h"
#include "store/fresh.h"
#include "work/made_case.h"
#include "work/panel.h"

static struct answers panel_fields(struct arena *a, const char *name, const char *day, const char *places)
{
	struct answers fields = { 0 };

	LIST_PUSH(a, &fields, (struct answer){ STR("name"), str_of(name) });
	LIST_PUSH(a, &fields, (struct answer){ STR("day"), str_of(day) });
	LIST_PUSH(a, &fields, (struct answer){ STR("places"), str_of(places) });
	return fields;
}

static int64_t made_panel(struct made_case *m, struct arena *a, const char *day)
{
	struct answers fields = panel_fields(a, "Weekly panel", day, "20");
	struct problems slips = { 0 };
	int64_t id;

	CHECK_OK(panel_make(&m->desk, &fields, &slips, &id));
	CHECK_INT((int64_t)slips.count, 0);
	return id;
}

static void as_role(struct made_case *m, const char *role, int64_t authority)
{
	m->desk.who.memberships[0] = (struct membership){ str_of(role), authority, 0 };
}

static void panels_are_made_and_listed(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct panels rows;
	int64_t second = made_panel(m, a, "2026-01-19"), first = made_panel(m, a, "2026-01-12");

	CHECK_OK(panel_list(&m->desk, false, &rows));
	CHECK_INT((int64_t)rows.count, 2);
	CHECK_INT(rows.at[0].id, first);
	CHECK_INT(rows.at[1].id, second);
	CHECK_INT(rows.at[0].places, 20);
	m->desk.now.today = date_of(2026, 1, 20);
	CHECK_OK(panel_list(&m->desk, true, &rows));
	CHECK_INT((int64_t)rows.count, 2);
	CHECK_INT(rows.at[0].id, second);               /* past ones: last first */
}
TEST(panels_are_made_and_listed_sqlite) { panels_are_made_and_listed(a, STORE_SQLITE); }
TEST(panels_are_made_and_listed_postgres) { panels_are_made_and_listed(a, STORE_POSTGRES); }

TEST(panel_slips_are_told_all_at_once)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 5, 20));
	struct answers fields = panel_fields(a, "", "2026-01-04", "many");
	struct problems slips = { 0 };
	int64_t id;

	CHECK_OK(panel_make(&m->desk, &fields, &slips, &id));
	CHECK_INT(id, 0);
	CHECK(problems_of(&slips, STR("name")) && problems_of(&slips, STR("day")) && problems_of(&slips, STR("places")));
	CHECK_STR(problems_of(&slips, STR("day"))->words, STR("The panel must be today or later"));
}

TEST(panel_is_nobodys_who_the_rule_does_not_name)
{
	static const struct { const char *role; int64_t authority; bool sees, makes; } rows[] = {
		{ "case_officer", 341, true, true }, { "manager", 341, true, true }, { "panel_member", 341, true, false },
		{ "panel_member", 340, false, false }, { "case_officer", 340, false, false }, { "adviser", 341, false, false },
		{ "school", 341, false, false }, { "analyst", 341, false, false }, { "administrator", 341, false, false },
	};
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 5, 20));
	int64_t id = made_panel(m, a, "2026-01-12");

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct panel_queue queue;

		as_role(m, rows[i].role, rows[i].authority);
		const struct fault *f = panel_open(&m->desk, id, false, &queue);
		CHECK_NOTE(rows[i].sees ? !f : f && f->kind == FAULT_ABSENT, "%s %d", rows[i].role, (int)rows[i].authority);
		CHECK_NOTE((panel_may_make(&m->desk) == 341) == rows[i].makes, "%s makes", rows[i].role);
	}
	/* A spreadsheet leaves the program: the record of who looked says so. */
	struct panel_queue queue;
	struct account_history_rows audit;

	as_role(m, "panel_member", 341);
	CHECK_OK(panel_open(&m->desk, id, true, &queue));
	CHECK_OK(sql_account_history(m->desk.store, a, &(struct account_history_in){ m->desk.who.account_id, STR("list.panels") }, &audit));
	CHECK_STR(audit.count ? audit.at[0].verb : STR_NONE, STR("export"));
}

static void the_queue_says_what_is_missing(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	int64_t id = made_panel(m, a, "2026-01-12");
	struct panel_case look;

	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "difficulties=Reading; tried=Small group");
	made_event(m, a, "evidence_asked", date_of(2026, 1, 6), "", "evidence_by=2026-01-20");
	made_event(m, a, "panel_booked", date_of(2026, 1, 7), "",
		   arena_printf(a, "panel=%lld; panel_day=2026-01-12; purpose=assess", (long long)id).at);
	m->desk.now.today = date_of(2026, 1, 8);
	CHECK_OK(panel_look(&m->desk, m->process, date_of(2026, 1, 12), &look));
	CHECK_STR(look.purpose, STR("assess"));
	CHECK_DATE(look.evidence_by, date_of(2026, 1, 20));
	CHECK(look.is_too_early && !look.is_complete);
	CHECK_INT((int64_t)look.missing, 2);            /* the family was not asked, the child says nothing yet */
	made_event(m, a, "family_consulted", date_of(2026, 1, 8), "", "how=telephone");
	made_event(m, a, "evidence_received", date_of(2026, 1, 8), "", "views=I like drawing");
	CHECK_OK(panel_look(&m->desk, m->process, date_of(2026, 1, 21), &look));
	CHECK_INT((int64_t)look.missing, 0);
	CHECK(look.is_complete && !look.is_too_early);
}
TEST(the_queue_says_what_is_missing_sqlite) { the_queue_says_what_is_missing(a, STORE_SQLITE); }
TEST(the_queue_says_what_is_missing_postgres) { the_queue_says_what_is_missing(a, STORE_POSTGRES); }
