/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_draft - drafts: begun, kept, come back to, sent once, thrown away; on both databases.
 * Touches work/draft and the store. */
#include "core/digest.h"
#include "store/fresh.h"
#include "work/document.h"
#include "work/draft.h"

static struct desk draft_desk(struct arena *a, enum store_kind kind)
{
	struct house *house = ARENA_NEW(a, struct house, 1);
	memset(house->key, 7, sizeof house->key);
	struct desk d = { .arena = a, .pool = fresh_store(a, kind), .house = house,
			  .now = { date_of(2026, 3, 2), 1772443800000 } };
	CHECK(digest_start());
	CHECK_OK(store_take(d.pool, a, &d.store));
	return d;
}

static void draft_desk_end(struct desk *d)
{
	store_give(d->pool, d->store);
}

static void answers_come_back(struct arena *a, enum store_kind kind)
{
	struct desk d = draft_desk(a, kind);
	struct str token;
	CHECK_OK(draft_begin(&d, STR("na-request"), 0, &token));
	struct draft draft, again;
	CHECK_OK(draft_open(&d, token, &draft));
	CHECK_STR(draft.form, STR("na-request"));
	CHECK_INT((int64_t)draft.fields.count, 0);
	LIST_PUSH(a, &draft.fields, (struct answer){ STR("given"), STR("Zo\xc3\xab \"Z\" \\ <b>\n2") });
	LIST_PUSH(a, &draft.fields, (struct answer){ STR("family"), STR("") });
	draft.authority = 341;
	CHECK_OK(draft_save(&d, token, &draft));
	CHECK_OK(draft_open(&d, token, &again));
	CHECK_STR(answers_get(&again.fields, STR("given")), STR("Zo\xc3\xab \"Z\" \\ <b>\n2"));
	CHECK_INT(again.authority, 341);
	CHECK_INT((int64_t)again.fields.count, 2);
	const struct fault *f = draft_open(&d, STR("not-a-token"), &again);
	CHECK(f && f->kind == FAULT_ABSENT);
	draft_desk_end(&d);
}
TEST(a_draft_comes_back_as_it_was_sqlite) { answers_come_back(a, STORE_SQLITE); }
TEST(a_draft_comes_back_as_it_was_postgres) { answers_come_back(a, STORE_POSTGRES); }

static void old_drafts_go(struct arena *a, enum store_kind kind)
{
	struct desk d = draft_desk(a, kind);
	struct str token, other;
	struct draft draft;
	const int64_t day_ms = 24 * 60 * 60 * 1000, start = d.now.utc_ms;
	CHECK_OK(draft_begin(&d, STR("na-request"), 0, &token));
	d.now.utc_ms = start + DRAFT_DAYS * day_ms;
	CHECK_OK(draft_open(&d, token, &draft));
	d.now.utc_ms++;
	const struct fault *f = draft_open(&d, token, &draft);
	CHECK(f && f->kind == FAULT_ABSENT);
	f = draft_save(&d, token, &draft);
	CHECK(f && f->kind == FAULT_ABSENT);
	CHECK_OK(draft_begin(&d, STR("na-request"), 0, &other));
	d.now.utc_ms = start;                   /* even with the clock set back: it is gone */
	f = draft_open(&d, token, &draft);
	CHECK(f && f->kind == FAULT_ABSENT);
	CHECK_OK(draft_open(&d, other, &draft));
	CHECK_OK(draft_drop(&d, other));
	f = draft_open(&d, other, &draft);
	CHECK(f && f->kind == FAULT_ABSENT);
	draft_desk_end(&d);
}
TEST(a_draft_lives_thirty_days_sqlite) { old_drafts_go(a, STORE_SQLITE); }
TEST(a_draft_lives_thirty_days_postgres) { old_drafts_go(a, STORE_POSTGRES); }

struct sent { struct desk *d; struct str token, reference; };

static const struct fault *sent_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct sent *s = ctx;
	return draft_sent(writer, a, s->d, s->token, 12, s->reference, STR("family-token"));
}

static void sent_once(struct arena *a, enum store_kind kind)
{
	struct desk d = draft_desk(a, kind);
	struct str token;
	struct draft draft;
	CHECK_OK(draft_begin(&d, STR("na-request"), 0, &token));
	CHECK_OK(draft_open(&d, token, &draft));
	LIST_PUSH(a, &draft.fields, (struct answer){ STR("given"), STR("Sam") });
	CHECK_OK(draft_save(&d, token, &draft));
	struct sent s = { &d, token, STR("ABCD2345") };
	CHECK_OK(store_write(d.pool, a, sent_job, &s));
	s.reference = STR("WXYZ6789");
	const struct fault *f = store_write(d.pool, a, sent_job, &s);
	CHECK(f && f->kind == FAULT_CONFLICT);
	CHECK_OK(draft_open(&d, token, &draft));
	CHECK_STR(draft.sent_reference, STR("ABCD2345"));
	CHECK_STR(draft.sent_token, STR("family-token"));
	CHECK_INT(draft.sent_process_id, 12);
	CHECK_INT((int64_t)draft.fields.count, 0);
	f = draft_save(&d, token, &draft);
	CHECK(f && f->kind == FAULT_ABSENT);
	draft_desk_end(&d);
}
TEST(a_draft_is_sent_once_sqlite) { sent_once(a, STORE_SQLITE); }
TEST(a_draft_is_sent_once_postgres) { sent_once(a, STORE_POSTGRES); }
