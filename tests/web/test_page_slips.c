/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/web/page_slips - what is wrong in an address or a search is said, answered in process. */
#include "core/out.h"
#include "web/html.h"
#include "web/router.h"
#include "work/made_case.h"

extern const struct page page_law, page_lateness, page_admin_accounts_filter;

struct got { struct str body, type, location; int status; };

static struct got asked(struct made_case *m, const struct page *page, struct request r)
{
	struct arena *a = m->desk.arena;
	struct reply out = { .status = 200, .type = STR("text/html; charset=utf-8"), .body = out_start(a, 0) };

	html_book(m->book);
	CHECK_OK(page->answer(&m->desk, &r, &out));
	return (struct got){ out_str(&out.body), out.type, out.location, out.status };
}

/* A spreadsheet of another day than was asked for would be taken for it. */
TEST(a_spreadsheet_is_not_given_for_a_day_that_is_none)
{
	static const struct { const struct page *page; const char *path, *name, *day; bool is_good; } rows[] = {
		{ &page_law, "/cases/K7PMR2QX/law.csv", "on", "2026-01-20", true }, { &page_law, "/cases/K7PMR2QX/law.csv", "on", "", true },
		{ &page_law, "/cases/K7PMR2QX/law.csv", "on", "2026-02-30", false }, { &page_law, "/cases/K7PMR2QX/law.csv", "on", "nonsense", false },
		{ &page_lateness, "/lateness.csv", "until", "2026-01-31", true }, { &page_lateness, "/lateness.csv", "since", "nonsense", false },
		{ &page_lateness, "/lateness.csv", "since", "2190-01-01", false },
	};
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 5, 20));
	struct membership as = { STR("manager"), 341, 0 };

	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "");
	m->desk.who.memberships = &as;
	m->desk.who.membership_count = 1;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct typed typed = { .name = str_of(rows[i].name), .value = str_of(rows[i].day) };
		struct got g = asked(m, rows[i].page, (struct request){ .method = METHOD_GET, .path = str_of(rows[i].path), .query_at = &typed, .query_count = 1,
			.part = { STR("K7PMR2QX") }, .wants_csv = true });

		CHECK_NOTE(str_starts(g.type, STR("text/csv")) == rows[i].is_good, "%s?%s: %.*s", rows[i].path, rows[i].day, STR_ARG(g.type));
		CHECK_NOTE((g.status == 422) == !rows[i].is_good, "%s: %d", rows[i].day, g.status);
		CHECK_NOTE(rows[i].is_good || str_contains(g.body, STR("govuk-error-summary")), "%s", rows[i].day);
	}
}

/* Sealed it would be an address that no server takes. */
TEST(a_search_for_an_account_has_a_length)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 5, 20));
	struct membership as = { STR("administrator"), 341, 0 };
	struct out name = out_start(a, 5000);
	struct typed typed = { .name = STR("q") };
	struct request r = { .method = METHOD_POST, .path = STR("/admin/accounts"), .form_at = &typed, .form_count = 1 };

	m->desk.who.memberships = &as;
	m->desk.who.membership_count = 1;
	typed.value = STR("Smith");
	CHECK(str_starts(asked(m, &page_admin_accounts_filter, r).location, STR("/admin/accounts?q=~")));
	for (int i = 0; i < 5000; i++)
		out_byte(&name, 'x');
	typed.value = out_str(&name);
	struct got g = asked(m, &page_admin_accounts_filter, r);

	CHECK(g.location.len == 0 && g.status == 422);
	CHECK(str_contains(g.body, STR("govuk-error-summary")) && str_contains(g.body, STR("href=\"#q\"")) && str_contains(g.body, STR("100 letters or fewer")));
}
