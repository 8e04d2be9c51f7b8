/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_link - private addresses: opened, run out, used once, claimed by one; on both databases.
 * Touches work/link, work/case. */
#include "core/digest.h"
#include "gen/sql/post.h"
#include "store/fresh.h"
#include "work/link.h"
#include "work/made_case.h"

static bool is_absent(const struct fault *f)
{
	return f && f->kind == FAULT_ABSENT;
}

struct making { struct made_case *m; struct str kind, subject; int64_t expires; char token[64]; };

static const struct fault *make_job(struct store *writer, struct arena *a, void *ctx)
{
	struct making *k = ctx;
	struct str token;
	TRY(link_make(writer, a, &k->m->house, k->kind, k->m->process, k->subject, k->m->desk.now.utc_ms, k->expires, &token));
	memcpy(k->token, token.at, token.len);
	return NULL;
}

static struct str made(struct made_case *m, struct arena *a, struct str kind, struct str subject, int64_t expires)
{
	struct making k = { m, kind, subject, expires, { 0 } };
	CHECK(digest_start());
	CHECK_OK(store_write(m->pool, a, make_job, &k));
	return arena_str(a, str_of(k.token));
}

static void opens(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct desk d = m->desk;
	struct str family = made(m, a, STR("family"), STR(""), 0), soon = made(m, a, STR("adviser"), STR("advice-ep"),
									      d.now.utc_ms + 1000);
	d.who.csrf = STR("kept");
	CHECK_OK(link_open(&d, family, STR("family")));
	CHECK(d.who.kind == WHO_LINK && d.who.link_process_id == m->process && str_equal(d.who.csrf, STR("kept")));
	CHECK(is_absent(link_open(&d, family, STR("adviser"))));
	CHECK(is_absent(link_open(&d, STR("no-such-token"), STR("family"))));
	CHECK(is_absent(link_open(&d, STR(""), STR("family"))));
	CHECK_OK(link_open(&d, soon, STR("adviser")));
	CHECK_STR(d.who.link_subject, STR("advice-ep"));
	d.now.utc_ms += 1000;
	CHECK(is_absent(link_open(&d, soon, STR("adviser"))));
}
TEST(a_link_opens_its_own_case_until_it_runs_out_sqlite) { opens(a, STORE_SQLITE); }
TEST(a_link_opens_its_own_case_until_it_runs_out_postgres) { opens(a, STORE_POSTGRES); }

/* An outside adviser answers once; a new link makes the old one void. */
static void once(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct desk officer, d;
	struct case_file *c;
	struct str first, second;
	CHECK(digest_start());
	m->desk.now.today = date_of(2026, 2, 12);
	m->desk.now.utc_ms = (int64_t)m->desk.now.today.day * 86400000;
	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "asker=parent");
	made_event(m, a, "decision_to_assess", date_of(2026, 2, 9), "", "decided_by=panel");
	made_event(m, a, "advice_requested", date_of(2026, 2, 11), "", "questions=What?; ask.advice-other=0 other; ask.advice-ep=0 ep");
	officer = d = m->desk;
	CHECK_OK(case_open(&officer, STR("K7PMR2QX"), STR("view"), &c));
	CHECK(is_absent(link_adviser(&officer, c, STR("advice-health"), 0, STR_NONE, &first)));
	CHECK_OK(link_adviser(&officer, c, STR("advice-other"), 0, STR_NONE, &first));
	CHECK_OK(link_adviser(&officer, c, STR("advice-other"), 0, STR_NONE, &second));
	CHECK(is_absent(link_open(&d, first, STR("adviser"))));
	CHECK_OK(link_open(&d, second, STR("adviser")));
	CHECK_OK(case_open_id(&d, m->process, STR("view"), &c));
	CHECK_INT((int64_t)c->state.ask_count, 1);
	CHECK_INT((int64_t)c->contact_count, 1);
	CHECK_STR(c->contacts[0].name, STR(""));
	CHECK(str_is_empty(c->address));
}
TEST(a_new_link_makes_the_old_one_void_sqlite) { once(a, STORE_SQLITE); }
TEST(a_new_link_makes_the_old_one_void_postgres) { once(a, STORE_POSTGRES); }

static void claimed(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct str token = made(m, a, STR("family"), STR(""), 0), reference;
	struct desk d = m->desk, other = m->desk;
	struct case_file *c;
	struct membership family = { STR("family"), 341, 0 };
	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "asker=parent");
	d.who = (struct who){ .kind = WHO_NOBODY };
	CHECK(is_absent(link_claim(&d, token, &reference)));
	d.who = (struct who){ .kind = WHO_ACCOUNT, .account_id = m->officer, .name = STR("Kim Roe"), .email = STR("kim@example.org"),
			      .memberships = &family, .membership_count = 1 };
	CHECK(is_absent(case_open(&d, STR("K7PMR2QX"), STR("view"), &c)));
	CHECK_OK(link_claim(&d, token, &reference));
	CHECK_STR(reference, STR("K7PMR2QX"));
	CHECK_OK(link_claim(&d, token, &reference));
	CHECK_OK(case_open(&d, reference, STR("view"), &c));
	CHECK_INT((int64_t)c->contact_count, 1);        /* the parent who was there already, not one more */
	other.who = d.who;
	other.who.account_id = m->officer + 1000;
	CHECK(is_absent(link_claim(&other, token, &reference)));
	CHECK(is_absent(case_open(&other, STR("K7PMR2QX"), STR("view"), &c)));
}
TEST(a_case_is_claimed_by_one_account_sqlite) { claimed(a, STORE_SQLITE); }
TEST(a_case_is_claimed_by_one_account_postgres) { claimed(a, STORE_POSTGRES); }

/* The path in the mail that waits; absent when none does. */
struct waiting { struct made_case *m; struct arena *a; struct str path, address; };

static const struct fault *waiting_job(struct store *writer, struct arena *a, void *ctx)
{
	struct waiting *w = ctx;
	struct post_claim_rows rows;
	struct post_claim_in in = { .now = w->m->desk.now.utc_ms, .lease = w->m->desk.now.utc_ms, .mail = 1 };
	TRY(sql_post_claim(writer, a, &in, &rows));
	w->path = rows.count ? digest_open(w->a, w->m->house.key, rows.at[0].secret) : STR_NONE;
	w->address = rows.count ? arena_str(w->a, rows.at[0].address) : STR_NONE;
	return NULL;
}

/* Whoever takes an invitation is the contact that was invited, whichever mailbox the account has; the one before is void. */
static void invited(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2009, 5, 20));
	struct desk d = m->desk, young = m->desk;
	struct waiting first = { m, a, STR_NONE, STR_NONE }, second = first;
	struct link_invite i = { .kind = STR("self"), .name = STR("Ada Roe"), .email = STR("Ada@Example.org") };
	struct problems problems = { 0 };
	struct str reference;
	struct case_file *c;
	CHECK(digest_start());
	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "asker=parent");
	CHECK_OK(case_open(&d, STR("K7PMR2QX"), STR("share"), &c));
	CHECK_OK(link_invite(&d, c, &i, &problems));
	CHECK_INT((int64_t)problems.count, 1);          /* no mail server */
	m->house.post = (struct post_house){ .smtp = STR("smtp://127.0.0.1:1"), .from = STR("a@b.c") };
	problems.count = 0;
	CHECK_OK(link_invite(&d, c, &i, &problems));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK_OK(store_write(m->pool, a, waiting_job, &first));
	CHECK_STR(first.address, STR("ada@example.org"));
	CHECK_OK(case_open(&d, STR("K7PMR2QX"), STR("share"), &c));
	i.contact_id = c->contacts[c->contact_count - 1].id;
	CHECK_OK(link_invite(&d, c, &i, &problems));
	CHECK_OK(store_write(m->pool, a, waiting_job, &second));
	CHECK(str_starts(second.path, STR("/claim/")));
	struct str old = str_slice(first.path, 7, first.path.len), token = str_slice(second.path, 7, second.path.len);
	young.who = (struct who){ .kind = WHO_ACCOUNT, .account_id = m->officer, .name = STR("Ada"), .email = STR("other@example.org") };
	CHECK(is_absent(link_claim(&young, old, &reference)));
	struct desk reader = m->desk;
	CHECK(is_absent(link_open(&reader, token, STR("family"))));     /* who reads the mail sees no case */
	CHECK_OK(link_claim(&young, token, &reference));
	CHECK(is_absent(link_claim(&young, token, &reference)));        /* it has done its work */
	CHECK_OK(case_open(&d, STR("K7PMR2QX"), STR("share"), &c));
	CHECK_INT((int64_t)c->contact_count, 2);
	CHECK_INT(c->contacts[1].account_id, m->officer);
	CHECK_STR(c->contacts[1].kind, STR("self"));
	CHECK_OK(link_invite(&d, c, &i, &problems));
	CHECK_INT((int64_t)problems.count, 1);          /* has an account */
}
TEST(an_invitation_makes_its_taker_the_contact_sqlite) { invited(a, STORE_SQLITE); }
TEST(an_invitation_makes_its_taker_the_contact_postgres) { invited(a, STORE_POSTGRES); }

TEST(a_child_under_16_is_not_invited)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2010, 11, 26));
	struct link_invite i = { .kind = STR("self"), .name = STR("Ada Roe"), .email = STR("ada@example.org") };
	struct problems problems = { 0 };
	struct case_file *c;
	CHECK(digest_start());
	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "asker=parent");
	m->house.post = (struct post_house){ .smtp = STR("smtp://127.0.0.1:1"), .from = STR("a@b.c") };
	CHECK_OK(case_open(&m->desk, STR("K7PMR2QX"), STR("share"), &c));
	m->desk.now.today = date_of(2026, 11, 25);
	CHECK_OK(link_invite(&m->desk, c, &i, &problems));
	CHECK(problems_of(&problems, STR("kind")) != NULL);
	problems.count = 0;
	m->desk.now.today = date_of(2026, 11, 26);
	CHECK_OK(link_invite(&m->desk, c, &i, &problems));
	CHECK_INT((int64_t)problems.count, 0);
}
