/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/web/page_case - correcting what happened, answered in process. */
#include "gen/sql/case.h"
#include "gen/sql/demo.h"
#include "web/html.h"
#include "web/router.h"
#include "work/guard.h"
#include "work/made_case.h"

extern const struct page page_case_correct, page_case_correct_post;

struct got { struct str body, location; const struct fault *fault; };

/* form: "name=text; name=text"; NULL asks for the page */
static struct got correct(struct made_case *m, struct desk *d, int64_t seq, const char *form)
{
	struct arena *a = d->arena;
	struct request r = { .method = form ? METHOD_POST : METHOD_GET, .path = STR("/cases/K7PMR2QX/correct"),
		.part = { STR("K7PMR2QX"), arena_printf(a, "%lld", (long long)seq) }, .form_at = ARENA_NEW(a, struct typed, 20) };
	struct reply out = { .status = 200, .body = out_start(a, 0) };
	struct str rest = str_of(form ? form : "");

	while (rest.at && rest.len) {
		struct str value = str_trim(str_cut(&rest, ';')), name = str_cut(&value, '=');

		r.form_at[r.form_count++] = (struct typed){ .name = name, .value = value };
	}
	html_book(m->book);
	const struct fault *f = (form ? page_case_correct_post : page_case_correct).answer(d, &r, &out);

	return (struct got){ out_str(&out.body), out.location, f };
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
	struct got g = correct(m, &other, m->seq, NULL);
	CHECK(str_contains(g.body, STR("name=\"evidence_by-day\"")) && str_contains(g.body, STR("value=\"20\"")));
	CHECK(!str_contains(g.body, STR("kept from you by a mark")));

	CHECK_OK(guard_mark(&m->desk, seen(&m->desk), arena_printf(a, "event-%lld", (long long)m->seq), STR("restricted"),
			    STR("Names another child"), &slips));
	g = correct(m, &other, m->seq, NULL);
	CHECK_OK(g.fault);
	CHECK(!str_contains(g.body, STR("evidence_by")) && !str_contains(g.body, STR("value=\"20\"")));
	CHECK(str_contains(g.body, STR("kept from you by a mark. It is not shown, and stays as it is when you save.")));
	g = correct(m, &other, m->seq, "version=2; correct_how=changed; reason=A slip; day-day=7; day-month=1; day-year=2026");
	CHECK_OK(g.fault);
	CHECK_STR(g.location, STR("/cases/K7PMR2QX?said=case_corrected"));
	const struct happened *e = case_event(seen(&m->desk), 3);
	CHECK(e && e->day.day == date_of(2026, 1, 7).day);
	CHECK_STR(e ? answers_get(&e->fields, STR("evidence_by")) : STR_NONE, STR("2026-01-20"));
	/* The officer whose case it is sees it and is asked. */
	CHECK(str_contains(correct(m, &m->desk, 3, NULL).body, STR("name=\"evidence_by-day\"")));
}
