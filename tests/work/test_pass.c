/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_pass - addresses in mails that open an account once, on both databases. */
#include "core/digest.h"
#include "gen/sql/post.h"
#include "made_desk.h"
#include "work/pass.h"
#include "work/post.h"

#define EMAIL STR("officer@example.org")
#define OLD   STR("three random words")
#define FRESH STR("four other random words")

static void settle(struct desk *d, struct house *house)
{
	struct account_new n = { .email = EMAIL, .name = STR("Asif Merrick"), .password = OLD, .role = STR("case_officer"),
				 .authority = 341 };
	struct problems problems = { 0 };
	int64_t id;

	house->address = STR("https://send.example");
	house->post = (struct post_house){ .smtp = STR("smtp://127.0.0.1:1"), .from = STR("send@send.example") };
	made_council(d, 341, "Liverpool");
	CHECK_OK(account_make(d, &n, &problems, &id));
	CHECK_INT((int64_t)problems.count, 0);
}

/* The newest message's way in; absent when there is none. */
struct reading { struct desk *d; struct str kind, path; };

static const struct fault *read_job(struct store *w, struct arena *a, void *ctx)
{
	struct reading *r = ctx;
	struct post_claim_rows rows;
	struct post_claim_in in = { .now = r->d->now.utc_ms, .lease = r->d->now.utc_ms, .mail = 1 };

	TRY(sql_post_claim(w, a, &in, &rows));
	r->kind = rows.count ? arena_str(r->d->arena, rows.at[0].kind) : STR_NONE;
	r->path = rows.count ? digest_open(r->d->arena, r->d->house->key, rows.at[0].secret) : STR_NONE;
	return NULL;
}

static struct reading next(struct desk *d)
{
	struct reading r = { .d = d };

	CHECK_OK(store_write(d->pool, d->arena, read_job, &r));
	return r;
}

static struct str token_of(struct str path)
{
	struct str rest = path, last = path;

	while (rest.at)
		last = str_cut(&rest, '/');
	return last;
}

static size_t ask(struct desk *d, struct str email)
{
	struct problems problems = { 0 };

	CHECK_OK(pass_ask(d, email, STR("192.0.2.1"), &problems));
	return problems.count;
}

static bool signs_in(struct desk *d, struct str password)
{
	struct sign_in in = { EMAIL, password, STR("192.0.2.1"), STR("") };
	struct problems problems = { 0 };
	struct session_given given;

	CHECK_OK(session_begin(d, &in, &problems, &given));
	return given.state != SESSION_NONE;
}

static bool is_absent(const struct fault *f)
{
	return f && f->kind == FAULT_ABSENT;
}

BOTH_DESKS(a_forgotten_password_is_chosen_anew_once)
{
	struct sign_in in = { EMAIL, OLD, STR("192.0.2.9"), STR("") };
	struct problems problems = { 0 };
	struct pass_holder holder;
	struct session_given given;
	enum session_state state;

	settle(d, house);
	CHECK_OK(session_begin(d, &in, &problems, &given));
	CHECK_INT((int64_t)ask(d, STR(" Officer@Example.org ")), 0);
	CHECK_INT((int64_t)ask(d, EMAIL), 0);
	struct reading first = next(d), second = next(d);

	CHECK_STR(first.kind, STR("reset"));
	CHECK(str_starts(first.path, STR("/sign-in/reset/")) && !str_equal(first.path, second.path));
	CHECK(is_absent(pass_open(d, token_of(first.path), PASS_JOIN, &holder)));
	CHECK_OK(pass_open(d, token_of(first.path), PASS_RESET, &holder));
	CHECK_STR(holder.email, EMAIL);
	CHECK_OK(pass_take(d, token_of(first.path), PASS_RESET, STR("short"), &problems));
	CHECK_INT((int64_t)problems.count, 1);
	problems.count = 0;
	CHECK_OK(pass_take(d, token_of(first.path), PASS_RESET, FRESH, &problems));
	CHECK(is_absent(pass_take(d, token_of(first.path), PASS_RESET, FRESH, &problems)));
	CHECK(is_absent(pass_take(d, token_of(second.path), PASS_RESET, FRESH, &problems)));
	CHECK_OK(session_open(d, given.cookie, &state));
	CHECK_INT(state, SESSION_NONE);
	CHECK(!signs_in(d, OLD));
	d->now.utc_ms += 60 * 1000;
	CHECK(signs_in(d, FRESH));
	CHECK_STR(next(d).kind, STR("password-changed"));
}

BOTH_DESKS(an_address_is_too_old_after_two_hours)
{
	struct pass_holder holder;

	settle(d, house);
	ask(d, EMAIL);
	struct str token = token_of(next(d).path);

	d->now.utc_ms += INT64_C(2) * 3600 * 1000 - 1;
	CHECK_OK(pass_open(d, token, PASS_RESET, &holder));
	d->now.utc_ms += 1;
	CHECK(is_absent(pass_open(d, token, PASS_RESET, &holder)));
}

BOTH_DESKS(nobody_is_told_whether_there_is_an_account)
{
	struct problems problems = { 0 };

	settle(d, house);
	CHECK_INT((int64_t)ask(d, STR("nobody@example.org")), 0);
	CHECK(!next(d).kind.at);
	CHECK_INT((int64_t)ask(d, STR("no mailbox")), 1);
	CHECK_OK(account_close(d, EMAIL, &problems));
	CHECK_INT((int64_t)ask(d, EMAIL), 0);
	CHECK(!next(d).kind.at);
}

BOTH_DESKS(who_asks_again_and_again_has_to_wait_with_or_without_an_account)
{
	static const char *const emails[] = { "officer@example.org", "nobody@example.org" };

	settle(d, house);
	for (size_t i = 0; i < 2; i++) {
		for (int n = 0; n < 4; n++)
			CHECK_INT((int64_t)ask(d, str_of(emails[i])), 0);
		CHECK_NOTE(ask(d, str_of(emails[i])) == 1, "%s", emails[i]);
	}
}

static void be(struct desk *d, const char *role)
{
	d->who = (struct who){ .kind = WHO_ACCOUNT, .account_id = 1, .memberships = ARENA_NEW(d->arena, struct membership, 1),
			       .membership_count = 1 };
	d->who.memberships[0] = (struct membership){ .role = str_of(role), .authority = 341 };
}

BOTH_DESKS(an_administrator_invites_and_the_colleague_chooses_the_password)
{
	struct account_new n = { .email = STR("New@Example.org"), .name = STR("Nia New"), .role = STR("manager"), .authority = 341 };
	struct sign_in in = { STR("new@example.org"), FRESH, STR("192.0.2.1"), STR("") };
	struct problems problems = { 0 };
	struct session_given given;
	int64_t id;

	settle(d, house);
	be(d, "case_officer");
	CHECK(is_absent(pass_invite(d, &n, &problems, &id)));
	be(d, "administrator");
	CHECK_OK(pass_invite(d, &n, &problems, &id));
	CHECK(id > 0 && problems.count == 0);
	struct reading mail = next(d);

	CHECK_STR(mail.kind, STR("invite-staff"));
	CHECK_OK(pass_invite_again(d, id, &problems));
	CHECK_OK(pass_take(d, token_of(mail.path), PASS_JOIN, FRESH, &problems));
	CHECK(is_absent(pass_take(d, token_of(next(d).path), PASS_JOIN, FRESH, &problems)));
	CHECK_OK(session_begin(d, &in, &problems, &given));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK_OK(pass_invite(d, &n, &problems, &id));
	CHECK(problems_of(&problems, STR("email")) != NULL);
	n = (struct account_new){ .email = STR("x"), .name = STR(""), .role = STR("king"), .authority = 1 };
	problems.count = 0;
	house->post.smtp = STR("");
	CHECK_OK(pass_invite(d, &n, &problems, &id));
	CHECK_INT((int64_t)problems.count, 5);
}
