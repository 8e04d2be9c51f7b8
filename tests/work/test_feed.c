/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/feed - a private address opens one person's dates, as long as it and they are good.
 * Touches work, on both databases. */
#include "gen/sql/account.h"
#include "store/fresh.h"
#include "work/feed.h"
#include "work/made_case.h"

static const struct fault *role_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct made_case *m = ctx;
	return sql_membership_put(writer, a, &(struct membership_put_in){ m->officer, STR("case_officer"), 341, 0 }, NULL);
}

static const struct fault *shut_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct made_case *m = ctx;
	return sql_account_set_open(writer, a, &(struct account_set_open_in){ .id = m->officer, .is_open = false }, NULL);
}

static struct str read_by(struct made_case *m, struct arena *a, struct str token)
{
	struct desk d = m->desk;
	struct out o = out_start(a, 1000);
	d.who = (struct who){ .kind = WHO_NOBODY };
	const struct fault *f = feed_open(&d, token);
	if (f) {
		CHECK_INT(f->kind, FAULT_ABSENT);
		return STR_NONE;
	}
	CHECK_OK(feed_write(&d, &o));
	return out_str(&o);
}

static void feed(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct str token, second, text;
	int64_t made;
	m->desk.now.today = date_of(2026, 1, 6);
	CHECK_OK(store_write(m->pool, a, role_job, m));
	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "by=parent");
	made_event(m, a, "officer_assigned", date_of(2026, 1, 5), "", arena_printf(a, "officer=%lld", (long long)m->officer).at);
	CHECK_OK(feed_made(&m->desk, &made));
	CHECK_INT(made, 0);
	CHECK_OK(feed_make(&m->desk, &token));
	CHECK_OK(feed_made(&m->desk, &made));
	CHECK_INT(made, m->desk.now.utc_ms);
	text = read_by(m, a, token);
	CHECK(str_starts(text, STR("BEGIN:VCALENDAR\r\n")) && str_ends(text, STR("END:VCALENDAR\r\n")));
	CHECK(str_contains(text, STR("SUMMARY:K7PMR2QX: ")));
	CHECK(str_contains(text, STR("DTSTART;VALUE=DATE:2026")));
	CHECK(!str_contains(text, STR("Ada")) && !str_contains(text, STR("Roe")));
	/* Another token, one that was replaced, one that was stopped, and one of a closed account open nothing. */
	CHECK(!read_by(m, a, STR("nobodys")).at);
	CHECK_OK(feed_make(&m->desk, &second));
	CHECK(!read_by(m, a, token).at && read_by(m, a, second).at);
	CHECK_OK(feed_end(&m->desk));
	CHECK(!read_by(m, a, second).at);
	CHECK_OK(feed_make(&m->desk, &token));
	CHECK_OK(store_write(m->pool, a, shut_job, m));
	CHECK(!read_by(m, a, token).at);
}
TEST(a_calendar_address_opens_ones_own_dates_sqlite) { feed(a, STORE_SQLITE); }
TEST(a_calendar_address_opens_ones_own_dates_postgres) { feed(a, STORE_POSTGRES); }
