/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_identity - finding people in spite of slips; merges that can be put back whole.
 * Touches work/identity, the store and the built-in rulebook. */
#include "gen/sql/demo.h"
#include "gen/sql/disposal.h"
#include "gen/sql/guard.h"
#include "gen/sql/identity.h"
#include "gen/sql/told.h"
#include "store/fail.h"
#include "store/fresh.h"
#include "work/identity.h"
#include "work/made_desk.h"

struct made { int64_t ids[4], account; };

static const struct fault *people_job(struct store *writer, struct arena *a, void *ctx)
{
	static const struct { const char *given, *family, *folded, *upn; int day; } rows[] = {
		{ "Zo\xc3\xab", "O'Neill", "o'neill zoe", "E340999199001", 7 }, { "Zoey", "ONeil", "oneil zoey", "", 7 },
		{ "Mia", "Shaw", "shaw mia", "", 9 }, { "Zo\xc3\xab", "O'Neill", "o'neill zoe", "", 7 },
	};
	struct made *made = ctx;

	TRY(sql_demo_authority_add(writer, a, &(struct demo_authority_add_in){ .code = 341, .name = STR("Liverpool"),
		.short_name = STR("Liverpool") }, NULL));
	for (size_t i = 0; i < 4; i++) {
		struct demo_person_add_rows row;

		TRY(sql_demo_person_add(writer, a, &(struct demo_person_add_in){
			.authority = 341, .given = str_of(rows[i].given), .family = str_of(rows[i].family),
			.folded = str_of(rows[i].folded), .born = date_of(2015, 3, rows[i].day), .sex = STR("female"),
			.postcode = i == 3 ? STR("L8 1AB") : STR("L1 1AA") }, &row));
		made->ids[i] = row.at[0].id;
		TRY(sql_identity_kept(writer, a, &(struct identity_kept_in){ .id = made->ids[i],
			.upn = str_of(rows[i].upn) }, NULL));
		TRY(identity_file(writer, a, made->ids[i]));
	}
	struct demo_account_add_rows account;

	TRY(sql_demo_account_add(writer, a, &(struct demo_account_add_in){ .authority = 341, .name = STR("Officer"),
		.email = STR("o@example.org"), .password = STR("-") }, &account));
	made->account = account.at[0].id;
	for (size_t i = 0; i < 4; i++) {
		TRY(sql_mark_add(writer, a, &(struct mark_add_in){ .person_id = made->ids[i], .target = STR("address"),
			.word = STR("address"), .reason = STR("x"), .account_id = made->account }, NULL));
		TRY(sql_consent_add(writer, a, &(struct consent_add_in){ .person_id = made->ids[i], .kind = STR("advice_service"),
			.note = STR("x"), .account_id = made->account, .since = date_of(2026, 1, 5) }, NULL));
		TRY(sql_hold_add(writer, a, &(struct hold_add_in){ .authority = 341, .person_id = made->ids[i], .reason = STR("x"),
			.account_id = made->account }, NULL));
		/* How somebody is told: of the record that is kept below nothing was said yet. */
		TRY(sql_told_paper(writer, a, &(struct told_paper_in){ .person_id = made->ids[i], .account_id = 0, .changed = 1 }, NULL));
		if (i != 1)
			TRY(sql_told_paper(writer, a, &(struct told_paper_in){ .person_id = made->ids[i], .account_id = made->account,
				.changed = 1 }, NULL));
	}
	return NULL;
}

static struct desk desk_of(struct arena *a, struct store_pool *pool)
{
	struct membership *m = ARENA_NEW(a, struct membership, 1);
	struct desk d = { .arena = a, .pool = pool, .now = { date_of(2026, 11, 25), 1800000000000 } };

	*m = (struct membership){ STR("manager"), 341, 0 };
	d.book = made_book();
	d.who = (struct who){ .kind = WHO_ACCOUNT, .memberships = m, .membership_count = 1 };
	CHECK_OK(store_take(pool, a, &d.store));
	return d;
}

struct asking { int64_t id; size_t pairs; };
static const struct fault *ask_job(struct store *writer, struct arena *a, void *ctx)
{
	struct asking *job = ctx;

	return identity_ask(writer, a, &match_weights_start, job->id, 1, &job->pairs);
}

static void slips_are_found(struct arena *a, struct store_pool *pool)
{
	struct made made;
	struct store *s;
	struct identity_founds found = { 0 };
	struct match_person typed = { .given = STR("zoe"), .family = STR("oneill"), .born = date_of(2015, 3, 7) };

	CHECK_OK(store_write(pool, a, people_job, &made));
	CHECK_OK(store_take(pool, a, &s));
	CHECK_OK(identity_seek(s, a, &match_weights_start, 341, &typed, 0, 10, &found));
	CHECK_INT((int64_t)found.count, 3);
	CHECK(found.at[0].person.id != made.ids[2]);
	CHECK(found.at[0].answer != MATCH_NO);
	found.count = 0;
	CHECK_OK(identity_seek(s, a, &match_weights_start, 340, &typed, 0, 10, &found));
	CHECK_INT((int64_t)found.count, 0);
	store_give(pool, s);
}

/* What the rulebook calls short forms of one name is compared as such, in look-ups, entry and imports. */
TEST(short_forms_of_names_are_text)
{
	static const struct { const char *x, *y; int8_t level; } rows[] = {
		{ "william", "bill", 2 }, { "kate", "katherine", 2 }, { "will", "billy", 2 }, { "sam", "samantha", 2 }, { "sam", "samuel", 2 },
		{ "samuel", "samantha", 0 }, { "kate", "bill", 0 },
	};
	struct match_nicknames known = identity_nicknames(a, made_book());

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct match_person x = { .given = str_of(rows[i].x), .family = STR("roe"), .born = date_of(2015, 3, 7) }, y = x;

		y.given = str_of(rows[i].y);
		CHECK_NOTE(match_compare(a, &x, &y, known).level[MATCH_GIVEN] == rows[i].level, "%s %s", rows[i].x, rows[i].y);
	}
}

/* Marks, consents and holds on a record, and how the account is told of it, added up. */
static size_t standing(struct arena *a, struct store *s, int64_t id, int64_t account)
{
	struct told_get_rows told;
	struct mark_list_rows marks;
	struct consent_list_rows consents;
	struct dispose_person_bare_rows holds;

	CHECK_OK(sql_mark_list(s, a, &(struct mark_list_in){ id }, &marks));
	CHECK_OK(sql_consent_list(s, a, &(struct consent_list_in){ id }, &consents));
	CHECK_OK(sql_dispose_person_bare(s, a, &(struct dispose_person_bare_in){ id }, &holds));
	CHECK_OK(sql_told_get(s, a, &(struct told_get_in){ .person_id = id, .account_id = account }, &told));
	return marks.count + 10 * consents.count + 100 * (size_t)holds.at[0].holds + 1000 * told.count;
}

/* Every row that hangs on a person, before and after. */
static struct str picture(struct arena *a, struct store *s, const struct made *made)
{
	struct str all = STR("");

	for (int i = 0; i < 4; i++) {
		struct identity_person_rows rows;
		const struct identity_person_row *r;

		CHECK_OK(sql_identity_person(s, a, &(struct identity_person_in){ .id = made->ids[i] }, &rows));
		r = &rows.at[0];
		all = arena_printf(a, "%.*s|%.*s %.*s %.*s %.*s %lld %zu", STR_ARG(all), STR_ARG(r->folded), STR_ARG(r->upn),
				   STR_ARG(r->former_upn), STR_ARG(r->former_names), (long long)r->merged_into,
				   standing(a, s, made->ids[i], made->account));
	}
	return all;
}

static void a_merge_is_put_back_whole(struct arena *a, struct store_pool *pool)
{
	struct made made;
	struct asking asking = { 0 };
	struct identity_pairs queue = { 0 };
	struct identity_merges merges = { 0 };
	struct problems problems = { 0 };
	struct str before;

	CHECK_OK(store_write(pool, a, people_job, &made));
	asking.id = made.ids[1];
	CHECK_OK(store_write(pool, a, ask_job, &asking));
	struct desk d = desk_of(a, pool);

	CHECK_OK(identity_queue(&d, STR("open"), 10, &queue));
	CHECK_INT((int64_t)queue.count, (int64_t)asking.pairs);
	CHECK(queue.count >= 1);
	before = picture(a, d.store, &made);
	CHECK_OK(identity_answer(&d, queue.at[0].id, STR("same"), made.ids[2], &problems));
	CHECK_INT((int64_t)problems.count, 1);
	CHECK_OK(identity_answer(&d, queue.at[0].id, STR("perhaps"), 0, &problems));
	CHECK_INT((int64_t)problems.count, 2);
	CHECK_STR(picture(a, d.store, &made), before);
	problems.count = 0;
	CHECK_OK(identity_answer(&d, queue.at[0].id, STR("same"), made.ids[1], &problems));
	CHECK_INT((int64_t)problems.count, 0);
	CHECK(!str_equal(picture(a, d.store, &made), before));
	CHECK_INT((int64_t)standing(a, d.store, made.ids[1], made.account), 1222);  /* its own, and the other's */
	CHECK_OK(identity_merged(&d, 10, &merges));
	CHECK_INT((int64_t)merges.count, 1);
	CHECK_OK(identity_undo(&d, merges.at[0].id));
	CHECK_STR(picture(a, d.store, &made), before);
	const struct fault *again = identity_undo(&d, merges.at[0].id);

	CHECK(again && again->kind == FAULT_CONFLICT);
	store_give(pool, d.store);
}

#ifdef WAYMARK_TESTS
/* Whichever write fails, nothing of the merge is kept. */
static void a_merge_is_whole_or_not_at_all(struct arena *a, struct store_pool *pool)
{
	struct made made;
	struct asking asking = { 0 };
	struct identity_pairs queue = { 0 };
	struct problems problems = { 0 };
	const struct fault *fault;
	struct str before;
	int n = 0;

	CHECK_OK(store_write(pool, a, people_job, &made));
	asking.id = made.ids[1];
	CHECK_OK(store_write(pool, a, ask_job, &asking));
	struct desk d = desk_of(a, pool);

	CHECK_OK(identity_queue(&d, STR("open"), 10, &queue));
	before = picture(a, d.store, &made);
	do {
		store_fail_after(++n);
		fault = identity_answer(&d, queue.at[0].id, STR("same"), made.ids[1], &problems);
		store_fail_after(0);
		if (fault)
			CHECK_STR(picture(a, d.store, &made), before);
	} while (fault && n < 100);
	CHECK_NOTE(n > 8 && n < 100, "%d calls", n);
	store_give(pool, d.store);
}
TEST(a_merge_is_whole_or_not_at_all_sqlite) { a_merge_is_whole_or_not_at_all(a, fresh_store(a, STORE_SQLITE)); }
TEST(a_merge_is_whole_or_not_at_all_postgres) { a_merge_is_whole_or_not_at_all(a, fresh_store(a, STORE_POSTGRES)); }
#endif

TEST(slips_are_found_sqlite) { slips_are_found(a, fresh_store(a, STORE_SQLITE)); }
TEST(slips_are_found_postgres) { slips_are_found(a, fresh_store(a, STORE_POSTGRES)); }
TEST(a_merge_is_put_back_whole_sqlite) { a_merge_is_put_back_whole(a, fresh_store(a, STORE_SQLITE)); }
TEST(a_merge_is_put_back_whole_postgres) { a_merge_is_put_back_whole(a, fresh_store(a, STORE_POSTGRES)); }
