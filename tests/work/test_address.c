/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_address - where a child lived is kept with its days: imports, moves and their undo, merges and theirs; who
 * may see it; the matcher finds a child by where they lived before.
 * Touches work/address, work/move, work/identity, on both databases. */
#include "gen/sql/demo.h"
#include "gen/sql/identity.h"
#include "gen/sql/move.h"
#include "work/address.h"
#include "work/guard.h"
#include "work/identity.h"
#include "work/made_case.h"
#include "work/made_desk.h"

struct change { int64_t person; const char *address, *postcode; struct date since; bool is_back; };

static const struct fault *change_job(struct store *w, struct arena *a, void *ctx)
{
	const struct change *c = ctx;

	TRY(sql_move_person_put(w, a, &(struct move_person_put_in){ .id = c->person, .was = 341, .authority = 341,
		.address = str_of(c->address), .postcode = str_of(c->postcode) }, NULL));
	if (c->is_back)
		TRY(address_back(w, a, c->person, c->since, date_of(2026, 11, 25)));
	else
		TRY(address_note(w, a, c->person, c->since));
	return identity_file(w, a, c->person);
}

static void changed(struct made_case *m, struct arena *a, const char *address, const char *postcode, struct date since, bool is_back)
{
	CHECK_OK(store_write(m->pool, a, change_job, &(struct change){ m->person, address, postcode, since, is_back }));
}

static struct addresses former(struct made_case *m, struct arena *a, int64_t person)
{
	struct addresses all;

	CHECK_OK(address_former_list(m->desk.store, a, person, &all));
	return all;
}

static struct case_file *opened(struct desk *d)
{
	struct case_file *c;

	CHECK_OK(case_open(d, STR("K7PMR2QX"), STR("view"), &c));
	return c;
}

static void kept(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct problems slips = { 0 };
	struct addresses all;

	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "asker=parent");
	changed(m, a, "1 Elm Road", "L1 1CC", date_of(2026, 1, 5), false);      /* the first that is kept */
	CHECK_INT((int64_t)former(m, a, m->person).count, 0);
	changed(m, a, "1 Elm Road", "L1 1CC", date_of(2026, 2, 1), false);      /* the same: nothing happens */
	CHECK_INT((int64_t)former(m, a, m->person).count, 0);
	changed(m, a, "2 Oak Street", "L2 2AA", date_of(2026, 3, 1), false);
	changed(m, a, "3 Ash Lane", "L3 3BB", date_of(2026, 4, 1), false);
	all = former(m, a, m->person);
	CHECK_INT((int64_t)all.count, 2);
	CHECK_STR(all.at[0].address, STR("2 Oak Street"));
	CHECK_DATE(all.at[0].since, date_of(2026, 3, 1));
	CHECK_DATE(all.at[0].ended, date_of(2026, 4, 1));
	CHECK_STR(all.at[1].address, STR("1 Elm Road"));
	CHECK_DATE(all.at[1].ended, date_of(2026, 3, 1));

	/* Put back: the change never was; a later change in between is not lost. */
	changed(m, a, "2 Oak Street", "L2 2AA", date_of(2026, 4, 1), true);
	all = former(m, a, m->person);
	CHECK_INT((int64_t)all.count, 1);
	CHECK_STR(all.at[0].address, STR("1 Elm Road"));
	changed(m, a, "9 New Way", "L9 9ZZ", date_of(2026, 5, 1), true);
	CHECK_INT((int64_t)former(m, a, m->person).count, 2);

	/* Staff who see the address see those before; with the address marked, a family sees none. */
	CHECK_OK(address_seen(&m->desk, opened(&m->desk), &all));
	CHECK_INT((int64_t)all.count, 2);
	struct desk adviser = m->desk;
	struct case_file *c = opened(&m->desk);
	adviser.who.memberships = ARENA_NEW(a, struct membership, 1);
	adviser.who.memberships[0] = (struct membership){ STR("panel_member"), 341, 0 };
	CHECK_OK(address_seen(&adviser, c, &all));      /* whoever may not view the person */
	CHECK_INT((int64_t)all.count, 0);
	CHECK_OK(guard_mark(&m->desk, c, STR(""), STR("address"), STR("Not to be told"), &slips));
	c = opened(&m->desk);
	c->address = c->postcode = STR_NONE;            /* as it is cut for them */
	CHECK_OK(address_seen(&m->desk, c, &all));
	CHECK_INT((int64_t)all.count, 0);
}
TEST(where_a_child_lived_is_kept_sqlite) { kept(a, STORE_SQLITE); }
TEST(where_a_child_lived_is_kept_postgres) { kept(a, STORE_POSTGRES); }

struct twin { struct made_case *m; int64_t id, pair; };

static const struct fault *twin_job(struct store *w, struct arena *a, void *ctx)
{
	struct twin *t = ctx;
	struct demo_person_add_rows made;

	TRY(sql_demo_person_add(w, a, &(struct demo_person_add_in){ .authority = 341, .given = STR("Ada"), .family = STR("Roe"),
		.folded = STR("roe ada"), .born = date_of(2015, 5, 20), .address = STR("7 Far Close"), .postcode = STR("L7 7FC") }, &made));
	t->id = made.at[0].id;
	TRY(address_note(w, a, t->id, date_of(2026, 1, 1)));
	TRY(identity_file(w, a, t->id));
	TRY(sql_identity_pair_put(w, a, &(struct identity_pair_put_in){ 341, t->m->person < t->id ? t->m->person : t->id,
		t->m->person < t->id ? t->id : t->m->person, STR("333-2-"), 20000, 900000, 1 }, NULL));
	return NULL;
}

/* Joined: the other record's address is one where the child lived; put back: it is gone from here, and whole there. */
static void joined(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct twin t = { .m = m };
	struct problems slips = { 0 };
	struct identity_pairs queue = { 0 };
	struct identity_merges merges = { 0 };
	struct identity_founds found = { 0 };
	struct match_weights weights;
	struct match_person wanted = { .given = STR("bea"), .family = STR("unknown"), .born = DATE_NONE, .postcode = STR("L7 7FC") };

	changed(m, a, "1 Elm Road", "L1 1CC", date_of(2026, 1, 5), false);
	CHECK_OK(store_write(m->pool, a, twin_job, &t));
	CHECK_OK(identity_queue(&m->desk, STR("open"), 10, &queue));
	CHECK_INT((int64_t)queue.count, 1);
	CHECK_OK(identity_answer(&m->desk, queue.at[0].id, STR("same"), m->person, &slips));
	CHECK_INT((int64_t)slips.count, 0);
	CHECK_INT((int64_t)former(m, a, m->person).count, 1);
	CHECK_STR(former(m, a, m->person).at[0].address, STR("7 Far Close"));

	/* Found by where they lived before. */
	wanted.given = STR("ada");
	CHECK_OK(identity_weights(m->desk.store, a, m->book, &weights));
	CHECK_OK(identity_seek(m->desk.store, a, &weights, 341, &wanted, 0, 5, &found));
	CHECK_INT((int64_t)found.count, 1);
	CHECK_INT(found.at[0].person.id, m->person);
	CHECK_INT(found.at[0].levels.level[MATCH_POSTCODE], 1);

	CHECK_OK(identity_merged(&m->desk, 10, &merges));
	CHECK_OK(identity_undo(&m->desk, merges.at[0].id));
	CHECK_INT((int64_t)former(m, a, m->person).count, 0);
	CHECK_INT((int64_t)former(m, a, t.id).count, 0);
	found.count = 0;
	CHECK_OK(identity_seek(m->desk.store, a, &weights, 341, &wanted, 0, 5, &found));
	CHECK_INT((int64_t)found.count, 1);
	CHECK_INT(found.at[0].person.id, t.id);
}
TEST(joined_records_share_where_a_child_lived_sqlite) { joined(a, STORE_SQLITE); }
TEST(joined_records_share_where_a_child_lived_postgres) { joined(a, STORE_POSTGRES); }
