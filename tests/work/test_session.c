/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_session - sign-in, second factor, sessions, accounts, on both databases.
 * Touches work, liboath (to make codes). */
#include <liboath/oath.h>
#include <stdlib.h>

#include "core/digest.h"
#include "gen/sql/account.h"
#include "gen/sql/demo.h"
#include "made_desk.h"
#include "work/session.h"

#define PASSWORD STR("three random words")

static const struct fault *authority_job(struct store *w, struct arena *a, void *ctx)
{
	(void)ctx;
	return sql_demo_authority_add(w, a, &(struct demo_authority_add_in){
		.code = 341, .name = STR("Liverpool"), .short_name = STR("Liverpool") }, NULL);
}

static int64_t account(struct desk *d, struct str email, struct str role)
{
	struct account_new n = { .email = email, .name = STR("Asif Merrick"), .password = PASSWORD, .role = role,
				 .authority = 341 };
	struct problems problems = { 0 };
	int64_t id;

	CHECK_OK(account_make(d, &n, &problems, &id));
	CHECK_INT((int64_t)problems.count, 0);
	return id;
}

static void officer(struct desk *d)
{
	CHECK_OK(store_write(d->pool, d->arena, authority_job, NULL));
	account(d, STR("officer@example.org"), STR("case_officer"));
}

struct try { struct problems problems; struct session_given given; };

static struct try try_from(struct desk *d, struct str email, struct str password, struct str client, struct str device)
{
	struct try t = { 0 };
	struct sign_in in = { email, password, client, device };

	CHECK_OK(session_begin(d, &in, &t.problems, &t.given));
	CHECK((t.problems.count > 0) == (t.given.state == SESSION_NONE));
	return t;
}

static struct try sign_in(struct desk *d, struct str password)
{
	return try_from(d, STR("officer@example.org"), password, STR("192.0.2.1"), STR(""));
}

static enum session_state state_of(struct desk *d, struct str cookie)
{
	enum session_state state;

	CHECK_OK(session_open(d, cookie, &state));
	return state;
}

/* The code that a phone shows at this moment. */
static struct str code_at(struct arena *a, struct str secret, int64_t utc_ms)
{
	char *key, code[7];
	size_t len;

	CHECK(oath_base32_decode(secret.at, secret.len, &key, &len) == OATH_OK);
	CHECK(oath_totp_generate(key, len, (time_t)(utc_ms / 1000), 30, 0, 6, code) == OATH_OK);
	free(key);
	return arena_str(a, str_of(code));
}

static struct str enrol(struct desk *d, struct str *cookie)
{
	struct problems problems = { 0 };
	struct session_given given;
	struct str secret, address;

	CHECK(state_of(d, *cookie) != SESSION_NONE);
	secret = session_enrol_secret(d);
	address = session_enrol_address(d, secret);
	CHECK(str_contains(address, secret));
	CHECK_OK(session_enrol(d, *cookie, STR(""), secret, code_at(d->arena, secret, d->now.utc_ms), &problems, &given));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK(given.state == SESSION_FULL);
	*cookie = given.cookie;
	return secret;
}

static struct try second(struct desk *d, struct str cookie, struct str code)
{
	struct try t = { 0 };

	CHECK_OK(session_second(d, cookie, STR(""), code, &t.problems, &t.given));
	return t;
}

BOTH_DESKS(the_right_password_opens_a_session)
{
	officer(d);
	struct try t = sign_in(d, PASSWORD);

	CHECK(t.given.state == SESSION_FULL);
	CHECK(t.given.device.len == 43);
	CHECK(state_of(d, t.given.cookie) == SESSION_FULL);
	CHECK(d->who.kind == WHO_ACCOUNT);
	CHECK_STR(d->who.email, STR("officer@example.org"));
	CHECK_INT((int64_t)d->who.membership_count, 1);
	CHECK_STR(d->who.memberships[0].role, STR("case_officer"));
	CHECK_INT(d->who.memberships[0].authority, 341);
	CHECK(d->who.csrf.len == 43 && !str_equal(d->who.csrf, t.given.cookie));
	t = try_from(d, STR("  Officer@Example.ORG "), PASSWORD, STR("192.0.2.1"), STR(""));
	CHECK(t.given.state == SESSION_FULL);
}

BOTH_DESKS(wrong_closed_and_unknown_are_told_alike)
{
	officer(d);
	account(d, STR("gone@example.org"), STR("manager"));
	struct problems problems = { 0 };

	CHECK_OK(account_close(d, STR("gone@example.org"), &problems));
	CHECK_INT((int64_t)problems.count, 0);
	struct try wrong = sign_in(d, STR("three random word"));
	struct try unknown = try_from(d, STR("nobody@example.org"), PASSWORD, STR("192.0.2.1"), STR(""));
	struct try closed = try_from(d, STR("gone@example.org"), PASSWORD, STR("192.0.2.1"), STR(""));

	CHECK_INT((int64_t)wrong.problems.count, 1);
	CHECK_STR(wrong.problems.at[0].words, book_words(d->book, STR("sign_in.wrong")));
	CHECK_STR(unknown.problems.at[0].words, wrong.problems.at[0].words);
	CHECK_STR(closed.problems.at[0].words, wrong.problems.at[0].words);
	CHECK(try_from(d, STR("officer@example.org"), STR(""), STR("192.0.2.1"), STR("")).given.state == SESSION_NONE);
}

/* Time is not compared in the quick tests (it is noise); both ways must hash a password of today's cost. */
TEST(an_unknown_address_costs_a_password_of_todays_parameters)
{
	CHECK(!digest_password_is_old(digest_password(a, STR("x"))));
	struct str text = test_file(a, "src/work/session.c");

	CHECK(str_contains(text, STR("\"$argon2id$v=19$m=19456,t=2,p=1$")));
}

BOTH_DESKS(a_foreign_or_changed_cookie_is_nobody)
{
	officer(d);
	struct str cookie = sign_in(d, PASSWORD).given.cookie;

	CHECK(state_of(d, STR("")) == SESSION_NONE);
	CHECK(state_of(d, str_slice(cookie, 0, 42)) == SESSION_NONE);
	CHECK(state_of(d, digest_token(a)) == SESSION_NONE);
	CHECK(d->who.kind == WHO_NOBODY && d->who.account_id == 0);
	house->key[0] ^= 1;
	CHECK(state_of(d, cookie) == SESSION_NONE);
	house->key[0] ^= 1;
	CHECK(state_of(d, cookie) == SESSION_FULL);
}

BOTH_DESKS(a_session_ends_after_an_idle_hour_and_after_twelve_hours)
{
	const int64_t minute = 60000, begun = d->now.utc_ms;

	officer(d);
	struct str cookie = sign_in(d, PASSWORD).given.cookie;

	d->now.utc_ms = begun + 60 * minute - 1;
	CHECK(state_of(d, cookie) == SESSION_FULL);
	d->now.utc_ms += 60 * minute;
	CHECK(state_of(d, cookie) == SESSION_NONE);
	d->now.utc_ms = begun;
	cookie = sign_in(d, PASSWORD).given.cookie;
	for (int64_t i = 1; i < 24; i++) {
		d->now.utc_ms = begun + 30 * i * minute;
		CHECK_NOTE(state_of(d, cookie) == SESSION_FULL, "%lld", (long long)i);
	}
	d->now.utc_ms = begun + 12 * 60 * minute;
	CHECK(state_of(d, cookie) == SESSION_NONE);
}

BOTH_DESKS(signing_out_ends_this_session_and_everywhere_ends_all)
{
	officer(d);
	struct str one = sign_in(d, PASSWORD).given.cookie, two = sign_in(d, PASSWORD).given.cookie,
		   three = sign_in(d, PASSWORD).given.cookie;
	struct session_rows rows = { 0 };

	CHECK(state_of(d, one) == SESSION_FULL);
	CHECK_OK(session_list(d, one, &rows));
	CHECK_INT((int64_t)rows.count, 3);
	size_t mine = 0;
	for (size_t i = 0; i < rows.count; i++)
		mine += rows.at[i].is_this;
	CHECK_INT((int64_t)mine, 1);
	CHECK_STR(rows.at[0].client, STR("192.0.2.1"));
	CHECK_OK(session_end(d, one));
	CHECK(state_of(d, one) == SESSION_NONE);
	CHECK(state_of(d, two) == SESSION_FULL);
	CHECK_OK(session_end_all(d));
	CHECK(state_of(d, two) == SESSION_NONE);
	CHECK(state_of(d, three) == SESSION_NONE);
}

BOTH_DESKS(enrolling_turns_the_cookie_and_asks_for_codes_afterwards)
{
	officer(d);
	house->second_factor_must = true;
	struct try t = sign_in(d, PASSWORD);
	struct str half = t.given.cookie, cookie = half;

	CHECK(t.given.state == SESSION_HALF);
	CHECK(t.given.device.at == NULL);
	CHECK(state_of(d, half) == SESSION_HALF);
	CHECK(d->who.kind == WHO_NOBODY && d->who.membership_count == 0 && d->who.account_id != 0);
	struct str secret = enrol(d, &cookie);

	CHECK(state_of(d, half) == SESSION_NONE);
	CHECK(state_of(d, cookie) == SESSION_FULL);
	struct account_self self;

	CHECK_OK(account_self(d, &self));
	CHECK(self.has_factor && self.must_have_factor && self.recovery_left == 0);
	house->second_factor_must = false;
	t = sign_in(d, PASSWORD);
	CHECK(t.given.state == SESSION_HALF);
	d->now.utc_ms += 30000;
	struct try full = second(d, t.given.cookie, code_at(a, secret, d->now.utc_ms));

	CHECK(full.given.state == SESSION_FULL && full.given.device.len == 43);
	CHECK(state_of(d, t.given.cookie) == SESSION_NONE);
	CHECK(state_of(d, full.given.cookie) == SESSION_FULL);
}

BOTH_DESKS(a_code_works_once_and_one_step_around)
{
	officer(d);
	struct str cookie = sign_in(d, PASSWORD).given.cookie, secret = enrol(d, &cookie);
	static const struct { int steps; bool is_good; } rows[] = {
		{ -3, false }, { -2, false }, { 2, false }, { 0, true }, { 0, false }, { -1, false }, { 1, true }, { 1, false },
	};

	d->now.utc_ms += 10 * 30000;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str half = sign_in(d, PASSWORD).given.cookie;
		struct str code = code_at(a, secret, d->now.utc_ms + rows[i].steps * 30000);
		struct try t = second(d, half, code);

		CHECK_NOTE((t.given.state == SESSION_FULL) == rows[i].is_good, "row %zu", i);
		CHECK_NOTE((t.problems.count == 0) == rows[i].is_good, "row %zu", i);
		CHECK_NOTE(state_of(d, half) == (rows[i].is_good ? SESSION_NONE : SESSION_HALF), "row %zu", i);
	}
}

BOTH_DESKS(half_a_session_cannot_enrol_another_device)
{
	officer(d);
	struct str cookie = sign_in(d, PASSWORD).given.cookie;

	enrol(d, &cookie);
	struct str half = sign_in(d, PASSWORD).given.cookie, secret = STR("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
	struct problems problems = { 0 };
	struct session_given given;
	const struct fault *f = session_enrol(d, half, STR(""), secret, code_at(a, secret, d->now.utc_ms), &problems, &given);

	CHECK(f && f->kind == FAULT_ABSENT);
	CHECK(given.state == SESSION_NONE);
	CHECK(state_of(d, half) == SESSION_HALF);
	d->now.utc_ms += 15 * 60000;
	CHECK(state_of(d, half) == SESSION_NONE);
}

BOTH_DESKS(the_secret_stands_sealed_in_the_database)
{
	officer(d);
	struct str cookie = sign_in(d, PASSWORD).given.cookie, secret = enrol(d, &cookie);
	struct account_by_email_rows rows;

	CHECK_OK(sql_account_by_email(d->store, a, &(struct account_by_email_in){ STR("officer@example.org") }, &rows));
	CHECK(!str_contains(rows.at[0].totp_secret, secret));
	CHECK_STR(digest_open(a, house->key, rows.at[0].totp_secret), secret);
	struct str half = sign_in(d, PASSWORD).given.cookie;

	house->key[31] ^= 1;
	half = sign_in(d, PASSWORD).given.cookie;
	struct problems problems = { 0 };
	struct session_given given;
	const struct fault *f = session_second(d, half, STR(""), STR("123456"), &problems, &given);

	CHECK(f && f->kind == FAULT_SETTING && str_contains(f->words, STR("key file")));
}

BOTH_DESKS(each_recovery_code_works_once)
{
	struct str codes[RECOVERY_CODES], again[RECOVERY_CODES];
	struct account_self self;

	officer(d);
	struct str cookie = sign_in(d, PASSWORD).given.cookie;

	enrol(d, &cookie);
	CHECK(state_of(d, cookie) == SESSION_FULL);
	CHECK_OK(session_recovery_make(d, codes));
	CHECK_OK(account_self(d, &self));
	CHECK_INT(self.recovery_left, 10);
	CHECK(codes[0].len == 11 && codes[0].at[5] == '-' && !str_equal(codes[0], codes[1]));
	struct str half = sign_in(d, PASSWORD).given.cookie;

	CHECK(second(d, half, codes[3]).given.state == SESSION_FULL);
	half = sign_in(d, PASSWORD).given.cookie;
	CHECK(second(d, half, codes[3]).given.state == SESSION_NONE);
	CHECK(second(d, half, arena_printf(a, " %.*s ", STR_ARG(codes[4]))).given.state == SESSION_FULL);
	CHECK_OK(account_self(d, &self));
	CHECK_INT(self.recovery_left, 8);
	CHECK_OK(session_recovery_make(d, again));
	half = sign_in(d, PASSWORD).given.cookie;
	CHECK(second(d, half, codes[5]).given.state == SESSION_NONE);
	CHECK(second(d, half, again[5]).given.state == SESSION_FULL);
}

BOTH_DESKS(a_lost_phone_can_be_forgotten_by_the_operator)
{
	struct problems problems = { 0 };

	officer(d);
	house->second_factor_must = true;
	struct str cookie = sign_in(d, PASSWORD).given.cookie;

	enrol(d, &cookie);
	CHECK_OK(account_forget_phone(d, STR("officer@example.org"), &problems));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK(state_of(d, cookie) == SESSION_NONE);
	cookie = sign_in(d, PASSWORD).given.cookie;
	CHECK(state_of(d, cookie) == SESSION_HALF);
	enrol(d, &cookie);
	CHECK(state_of(d, cookie) == SESSION_FULL);
}

BOTH_DESKS(who_guesses_waits_and_the_owner_does_not)
{
	test_slow();
	officer(d);
	struct str device = sign_in(d, PASSWORD).given.device;

	for (int i = 0; i < 11; i++)
		CHECK(str_equal(try_from(d, STR("officer@example.org"), STR("guess"), STR("198.51.100.7"), STR(""))
				.problems.at[0].words, book_words(d->book, STR("sign_in.wrong"))));
	/* even the right password is not looked at now, from no unknown browser */
	struct try t = try_from(d, STR("officer@example.org"), PASSWORD, STR("198.51.100.7"), STR(""));
	CHECK(t.given.state == SESSION_NONE && str_contains(t.problems.at[0].words, STR("Wait a second")));
	t = try_from(d, STR("officer@example.org"), PASSWORD, STR("192.0.2.1"), STR("not-known"));
	CHECK(t.given.state == SESSION_NONE);
	/* the owner's browser is let in at once; another account from the same client too */
	t = try_from(d, STR("officer@example.org"), PASSWORD, STR("198.51.100.7"), device);
	CHECK(t.given.state == SESSION_FULL && t.given.device.at == NULL);
	account(d, STR("other@example.org"), STR("manager"));
	CHECK(try_from(d, STR("other@example.org"), PASSWORD, STR("198.51.100.7"), STR("")).given.state == SESSION_FULL);
	/* a device cookie of one account is nothing for another */
	for (int i = 0; i < 12; i++) {
		try_from(d, STR("other@example.org"), STR("guess"), STR("198.51.100.7"), device);
		d->now.utc_ms += i < 11 ? 2000 : 0;
	}
	CHECK(try_from(d, STR("other@example.org"), PASSWORD, STR("198.51.100.7"), device).given.state == SESSION_NONE);
}

BOTH_DESKS(waits_double_up_to_a_quarter_of_an_hour_and_are_forgotten)
{
	test_slow();
	struct str wrong = book_words(d->book, STR("sign_in.wrong"));

	officer(d);
	for (int failures = 1; failures <= 22; failures++) {
		int64_t wait_ms = failures <= 10 ? 0 : (int64_t)1000 << (failures - 11);

		wait_ms = wait_ms > 900000 ? 900000 : wait_ms;
		CHECK_STR(sign_in(d, STR("guess")).problems.at[0].words, wrong);
		if (wait_ms == 0)
			continue;
		d->now.utc_ms += wait_ms - 1;
		CHECK_NOTE(str_contains(sign_in(d, PASSWORD).problems.at[0].words, STR("Wait")), "%d", failures);
		d->now.utc_ms += 1;
	}
	CHECK(sign_in(d, PASSWORD).given.state == SESSION_FULL);
	CHECK_STR(sign_in(d, STR("guess")).problems.at[0].words, wrong);
	CHECK(sign_in(d, PASSWORD).given.state == SESSION_FULL);
}

BOTH_DESKS(one_client_cannot_try_many_addresses)
{
	test_slow();
	officer(d);
	for (int i = 0; i < 51; i++)
		try_from(d, arena_printf(a, "a%d@example.org", i), STR("guess"), STR("198.51.100.7"), STR(""));
	CHECK(try_from(d, STR("officer@example.org"), PASSWORD, STR("198.51.100.7"), STR("")).given.state == SESSION_NONE);
	CHECK(try_from(d, STR("officer@example.org"), PASSWORD, STR("192.0.2.1"), STR("")).given.state == SESSION_FULL);
}

BOTH_DESKS(codes_cannot_be_guessed_either)
{
	officer(d);
	struct str cookie = sign_in(d, PASSWORD).given.cookie, secret = enrol(d, &cookie);
	struct str half = sign_in(d, PASSWORD).given.cookie;

	d->now.utc_ms += 60000;
	for (int i = 0; i < 6; i++)
		second(d, half, STR("000000"));
	struct try t = second(d, half, code_at(a, secret, d->now.utc_ms));

	CHECK(t.given.state == SESSION_NONE && str_contains(t.problems.at[0].words, STR("Wait")));
	d->now.utc_ms += 30000;
	CHECK(second(d, half, code_at(a, secret, d->now.utc_ms)).given.state == SESSION_FULL);
}

BOTH_DESKS(a_new_password_needs_the_old_and_ends_other_sessions)
{
	officer(d);
	struct str here = sign_in(d, PASSWORD).given.cookie, there = sign_in(d, PASSWORD).given.cookie;
	struct problems problems = { 0 };
	struct session_given given;
	static const char *const bad[] = { "short", "officer@example.org", "password12345" };

	CHECK(state_of(d, here) == SESSION_FULL);
	for (size_t i = 0; i < 3; i++) {
		problems.count = 0;
		CHECK_OK(account_password(d, here, STR(""), PASSWORD, str_of(bad[i]), &problems, &given));
		CHECK_NOTE(problems.count == 1 && str_equal(problems.at[0].field, STR("fresh")), "%s", bad[i]);
	}
	problems.count = 0;
	CHECK_OK(account_password(d, here, STR(""), STR("wrong"), STR("four other random words"), &problems, &given));
	CHECK(problems.count == 1 && str_equal(problems.at[0].field, STR("old")));
	problems.count = 0;
	CHECK_OK(account_password(d, here, STR(""), PASSWORD, STR("four other random words"), &problems, &given));
	CHECK(problems.count == 0 && given.state == SESSION_FULL);
	CHECK(state_of(d, here) == SESSION_NONE);
	CHECK(state_of(d, there) == SESSION_NONE);
	CHECK(state_of(d, given.cookie) == SESSION_FULL);
	CHECK(sign_in(d, PASSWORD).given.state == SESSION_NONE);
	CHECK(sign_in(d, STR("four other random words")).given.state == SESSION_FULL);
}

BOTH_DESKS(the_password_once_more_holds_for_a_quarter_of_an_hour)
{
	officer(d);
	struct str cookie = sign_in(d, PASSWORD).given.cookie;
	struct problems problems = { 0 };
	struct session_given given;
	int64_t from = d->now.utc_ms;
	static const struct { int64_t after_ms; bool is_proved; } rows[] = {
		{ 0, true }, { 15 * 60000 - 1, true }, { 15 * 60000, false }, { -1, false }, /* the clock was set back */
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		d->now.utc_ms = from + rows[i].after_ms;
		CHECK(state_of(d, cookie) == SESSION_FULL);
		CHECK_NOTE(session_is_proved(d) == rows[i].is_proved, "after %lld ms", (long long)rows[i].after_ms);
	}
	d->now.utc_ms = from + 20 * 60000;
	CHECK(state_of(d, cookie) == SESSION_FULL);
	struct str csrf = d->who.csrf;

	CHECK_OK(session_prove(d, cookie, STR(""), STR("wrong"), &problems, &given));
	CHECK(problems.count == 1 && str_equal(problems.at[0].field, STR("proof")) && given.state == SESSION_NONE);
	CHECK(!session_is_proved(d));
	problems.count = 0;
	CHECK_OK(session_prove(d, cookie, STR(""), PASSWORD, &problems, &given));
	CHECK(problems.count == 0 && given.state == SESSION_FULL && session_is_proved(d));
	CHECK(state_of(d, cookie) == SESSION_NONE);
	CHECK(state_of(d, given.cookie) == SESSION_FULL && session_is_proved(d));
	CHECK_STR(d->who.csrf, csrf);
	for (int i = 0; i < 7; i++) {
		problems.count = 0;
		CHECK_OK(session_prove(d, given.cookie, STR(""), STR("wrong"), &problems, &given));
	}
	CHECK(str_contains(problems.at[0].words, STR("Wait")));
}

BOTH_DESKS(a_family_makes_its_own_account)
{
	struct problems problems = { 0 };
	struct session_given given;
	struct sign_in in = { STR("Kim@example.org"), PASSWORD, STR("192.0.2.9"), STR("") };

	CHECK_OK(account_make_family(d, &in, STR("Kim Ferrier"), &problems, &given));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK(state_of(d, given.cookie) == SESSION_FULL);
	CHECK_INT((int64_t)d->who.membership_count, 1);
	CHECK_STR(d->who.memberships[0].role, STR("family"));
	CHECK_OK(account_make_family(d, &in, STR("Kim Ferrier"), &problems, &given));
	CHECK(problems.count == 1 && given.state == SESSION_NONE);
	struct sign_in bad = { STR("kim at example"), STR("short"), STR("192.0.2.9"), STR("") };

	problems.count = 0;
	CHECK_OK(account_make_family(d, &bad, STR(" "), &problems, &given));
	CHECK_INT((int64_t)problems.count, 3);
	CHECK(problems_of(&problems, STR("email")) && problems_of(&problems, STR("name")) &&
	      problems_of(&problems, STR("password")));
}

BOTH_DESKS(the_operator_makes_roles_and_ends_sessions_with_each_change)
{
	officer(d);
	struct problems problems = { 0 };
	struct account_new bad = { .email = STR("x"), .name = STR(""), .password = STR("short"), .role = STR("king"),
				   .authority = 999 };
	int64_t id;

	CHECK_OK(account_make(d, &bad, &problems, &id));
	CHECK_INT((int64_t)problems.count, 5);
	CHECK(str_contains(problems_of(&problems, STR("role"))->words, STR("king")));
	problems.count = 0;
	struct str cookie = sign_in(d, PASSWORD).given.cookie;
	struct membership manager = { STR("manager"), 341, 0 }, officer_role = { STR("case_officer"), 341, 0 };

	CHECK_OK(account_role(d, STR("officer@example.org"), &manager, true, &problems));
	CHECK_OK(account_role(d, STR("officer@example.org"), &officer_role, false, &problems));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK(state_of(d, cookie) == SESSION_NONE);
	CHECK(state_of(d, sign_in(d, PASSWORD).given.cookie) == SESSION_FULL);
	CHECK(d->who.membership_count == 1 && str_equal(d->who.memberships[0].role, STR("manager")));
	CHECK_OK(account_reset_password(d, STR("officer@example.org"), STR("four other random words"), &problems));
	CHECK(sign_in(d, PASSWORD).given.state == SESSION_NONE);
	struct account_rows rows = { 0 };

	CHECK_OK(account_list(d, 341, &rows));
	CHECK_INT((int64_t)rows.count, 1);
	CHECK_STR(rows.at[0].roles[0].role, STR("manager"));
	CHECK_OK(account_close(d, STR("nobody@example.org"), &problems));
	CHECK_INT((int64_t)problems.count, 1);
}

BOTH_DESKS(every_sign_in_leaves_its_row)
{
	struct account_acts acts = { 0 };

	officer(d);
	d->now.utc_ms += 1000;
	sign_in(d, STR("guess"));
	d->now.utc_ms += 1000;
	CHECK(state_of(d, sign_in(d, PASSWORD).given.cookie) == SESSION_FULL);
	CHECK_OK(account_history(d, &acts));
	CHECK_INT((int64_t)acts.count, 3);
	CHECK_STR(acts.at[0].verb, STR("sign_in"));
	CHECK_STR(acts.at[1].verb, STR("sign_in_refused"));
	CHECK_STR(acts.at[2].verb, STR("account_made"));
}
