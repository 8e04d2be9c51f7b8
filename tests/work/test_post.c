/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_post - messages are written once, filled with what is no name, found again when they come back. The
 * sending itself is tested against real servers: tests/parts/post.sh. */
#include "made_desk.h"
#include "gen/sql/post.h"
#include "work/post_room.h"

TEST(addresses_are_kept_in_one_form)
{
	static const struct { const char *way, *typed, *kept; } rows[] = {
		{ "mail", " Parent@Example.ORG ", "parent@example.org" }, { "mail", "parent@example", NULL },
		{ "mail", "two@example.org, three@example.org", NULL }, { "mail", "x@example.org\nbcc: y@example.org", NULL },
		{ "text", "07700 900123", "+447700900123" }, { "text", "+44 (0)7700 900-123", "+447700900123" },
		{ "text", "0044 7700 900123", "+447700900123" }, { "text", "0151 496 0340", NULL }, { "text", "07700 9001", NULL },
		{ "text", "07700 900123 ext 4", NULL }, { "text", "7700900123", NULL },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str kept = post_address(a, str_of(rows[i].way), str_of(rows[i].typed));

		CHECK_NOTE(rows[i].kept ? str_equal(kept, str_of(rows[i].kept)) : !kept.at, "%s gives %.*s", rows[i].typed,
			   STR_ARG(kept));
	}
}

TEST(a_text_is_filled_from_holes_and_its_link_is_ours)
{
	struct house house = { .address = STR("https://send.example"), .area_name = STR("Testshire") };
	struct answers holes = { 0 };

	LIST_PUSH(a, &holes, (struct answer){ STR("hours"), STR("2 hours") });
	struct post_text t = post_write(a, made_book(), &house, STR("reset"), POST_MAIL, &holes, STR("/sign-in/reset/TOKEN"));

	CHECK(str_contains(t.text, STR("account at Testshire")) && str_contains(t.text, STR("within 2 hours")));
	CHECK(str_contains(t.text, STR("\n\nhttps://send.example/sign-in/reset/TOKEN\n\n")));
	CHECK(!str_contains(t.text, STR("{")) && !str_contains(t.subject, STR("{")));
	CHECK(!post_write(a, made_book(), &house, STR("reset"), POST_TEXT, &holes, STR("/x")).text.at);
	CHECK(!post_write(a, made_book(), &house, STR("gone"), POST_MAIL, &holes, STR("/x")).text.at);
}

struct adding { struct desk *d; struct post_new n; int64_t id; };

static const struct fault *add_job(struct store *writer, struct arena *a, void *ctx)
{
	struct adding *job = ctx;

	return post_add(writer, a, job->d, &job->n, &job->id);
}

static int64_t add(struct desk *d, struct str once)
{
	struct adding job = { .d = d, .n = { .kind = STR("password-changed"), .way = POST_MAIL,
		.address = STR("parent@example.org"), .once = once, .secret = STR("/sign-in/reset/TOKEN") } };

	CHECK_OK(store_write(d->pool, d->arena, add_job, &job));
	return job.id;
}

BOTH_DESKS(one_cause_makes_one_message)
{
	int64_t first = add(d, STR("letter 1")), second = add(d, STR("letter 2"));

	CHECK(first > 0 && second > first);
	CHECK_INT(add(d, STR("letter 1")), 0);
	CHECK(add(d, STR("")) > 0 && add(d, STR("")) > 0);
}

struct claiming { struct desk *d; size_t count; bool is_plain; };

static const struct fault *claim_job(struct store *writer, struct arena *a, void *ctx)
{
	struct claiming *c = ctx;
	struct post_claim_rows rows;
	struct post_claim_in in = { .now = c->d->now.utc_ms, .lease = c->d->now.utc_ms + 1, .mail = 1 };

	TRY(sql_post_claim(writer, a, &in, &rows));
	c->count = rows.count;
	c->is_plain = rows.count && str_contains(rows.at[0].secret, STR("TOKEN"));
	return NULL;
}

BOTH_DESKS(a_message_is_claimed_once_and_its_token_is_sealed)
{
	struct claiming c = { .d = d };

	add(d, STR(""));
	CHECK_OK(store_write(d->pool, d->arena, claim_job, &c));
	CHECK_INT((int64_t)c.count, 1);
	CHECK(!c.is_plain);
	CHECK_OK(store_write(d->pool, d->arena, claim_job, &c));
	CHECK_INT((int64_t)c.count, 0);
}

BOTH_DESKS(without_a_carrier_nothing_is_claimed)
{
	struct post_made made;

	add(d, STR(""));
	CHECK_OK(post_pass(d, NULL, &made));
	CHECK_INT(made.sent + made.later + made.failed, 0);
}

TEST(a_name_of_a_message_cannot_be_made_up)
{
	struct house house = { .address = STR("") }, other = { .key = { 1 } };
	struct str name = post_name(a, &house, 12);

	CHECK_INT(post_of_name(a, &house, name), 12);
	CHECK_INT(post_of_name(a, &other, name), 0);
	CHECK_INT(post_of_name(a, &house, str_slice(name, 0, name.len - 1)), 0);
	CHECK_INT(post_of_name(a, &house, STR("wm.12")), 0);
	CHECK_INT(post_of_name(a, &house, STR("")), 0);
}

TEST(what_notify_says_is_read_carefully)
{
	static const struct { const char *json, *state, *id; } rows[] = {
		{ "{\"id\":\"ab-12\",\"status\":\"delivered\"}", "delivered", "ab-12" },
		{ "{\"id\":\"ab-12\",\"status\":\"sending\"}", "", "ab-12" },
		{ "{\"id\":\"ab-12\",\"status\":\"permanent-failure\"}", "bounced", "ab-12" },
		{ "{\"notifications\":[{\"id\":\"ab\",\"status\":\"received\"}]}", "delivered", "ab" },
		{ "{\"notifications\":[]}", "", "" }, { "{\"id\":\"../x\",\"status\":\"delivered\"}", "delivered", "" },
		{ "[]", "", "" }, { "no JSON", "", "" }, { "", "", "" }, { "{\"id\":7,\"status\":null}", "", "" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct post_fate fate = post_fate_read(a, str_of(rows[i].json));

		CHECK_NOTE(str_equal(fate.state, str_of(rows[i].state)) && str_equal(fate.outside_id, str_of(rows[i].id)), "%s",
			   rows[i].json);
	}
}
