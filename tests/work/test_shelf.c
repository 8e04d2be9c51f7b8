/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/shelf - what is kept of a case is given back only while it holds, and outlives its place.
 * Touches work, the store. */
#include "work/case_room.h"
#include "work/made_case.h"
#include "work/shelf.h"

struct kept { struct made_case *m; struct shelf *shelf; struct case_file c; struct date today; };

/* A case of two events on a shelf with one place. */
static struct kept *kept(struct arena *a)
{
	struct kept *k = ARENA_NEW(a, struct kept, 1);
	k->m = made_case(a, STORE_SQLITE, date_of(2015, 5, 20));
	k->today = date_of(2026, 3, 2);
	k->shelf = shelf_start(a, 1);
	LIST(struct happened) events = { 0 };
	LIST_PUSH(a, &events, made_event(k->m, a, "request_received", date_of(2026, 1, 5), "", "by=parent"));
	LIST_PUSH(a, &events, made_event(k->m, a, "evidence_asked", date_of(2026, 1, 8), "", "evidence_by=2026-01-20"));
	k->c = (struct case_file){ .id = 7, .version = 3, .pathway = book_pathway(k->m->book, STR("NA")),
				   .events = events.at, .event_count = events.count };
	LIST_PUSH(a, &k->c.facts, (struct answer){ STR("born"), STR("2015-05-20") });
	k->c.state = pathway_reckon(a, k->m->book, k->c.pathway, k->c.events, k->c.event_count, &k->c.facts, k->today);
	shelf_put(k->shelf, k->m->book, k->today, &k->c);
	return k;
}

static struct case_file head_of(const struct kept *k)
{
	struct case_file c = { .id = k->c.id, .version = k->c.version, .pathway = k->c.pathway, .facts = k->c.facts };
	return c;
}

TEST(a_case_on_the_shelf_is_what_was_reckoned)
{
	struct kept *k = kept(a);
	struct case_file c = head_of(k);
	CHECK(shelf_get(k->shelf, a, k->m->book, k->today, &c));
	CHECK_INT((int64_t)c.event_count, 2);
	CHECK_STR(answers_get(&c.events[1].fields, STR("evidence_by")), STR("2026-01-20"));
	CHECK(c.state.stage == k->c.state.stage && c.state.step_count == k->c.state.step_count);
	CHECK_STR(c.state.holder, k->c.state.holder);
	CHECK(k->c.state.next && c.state.next == c.state.steps + (k->c.state.next - k->c.state.steps));
	CHECK_INT(c.state.next->due.day, k->c.state.next->due.day);
	/* The arrays are the caller's own: what is cut away here is there for the next. */
	c.events[0].fields.count = 0;
	c.state.steps[0].state = STEP_NOT_APPLIES;
	struct case_file next = head_of(k);
	CHECK(shelf_get(k->shelf, a, k->m->book, k->today, &next));
	CHECK_INT((int64_t)next.events[0].fields.count, 1);
	CHECK_INT(next.state.steps[0].state, k->c.state.steps[0].state);
}

TEST(what_is_no_longer_so_is_not_given)
{
	struct kept *k = kept(a);
	struct case_file version = head_of(k), other = head_of(k), fact = head_of(k), day = head_of(k), pathway = head_of(k);
	version.version++;
	other.id++;
	fact.facts = (struct answers){ 0 };
	LIST_PUSH(a, &fact.facts, (struct answer){ STR("born"), STR("2015-05-21") });
	pathway.pathway = book_pathway(k->m->book, STR("AR"));
	CHECK(!shelf_get(k->shelf, a, k->m->book, k->today, &version));
	CHECK(!shelf_get(k->shelf, a, k->m->book, k->today, &other));
	CHECK(!shelf_get(k->shelf, a, k->m->book, k->today, &fact));
	CHECK(!shelf_get(k->shelf, a, k->m->book, k->today, &pathway));
	CHECK(!shelf_get(k->shelf, a, k->m->book, date_add(k->today, 1), &day));
	CHECK(day.events == NULL && day.state.stage == NULL);
}

/* The address sanitizer sees it when what a request shows goes away too early. */
TEST(what_a_request_shows_outlives_its_place)
{
	struct kept *k = kept(a);
	struct arena *request = arena_start(1 << 20);
	struct case_file c = head_of(k), after = head_of(k);
	CHECK(shelf_get(k->shelf, request, k->m->book, k->today, &c));
	k->c.version = after.version = 4;
	k->c.events[1].day = date_of(2026, 1, 9);
	shelf_put(k->shelf, k->m->book, k->today, &k->c);
	CHECK_STR(c.events[1].name, STR("evidence_asked"));
	CHECK_INT(c.events[1].day.day, date_of(2026, 1, 8).day);
	CHECK(shelf_get(k->shelf, a, k->m->book, k->today, &after));
	CHECK_INT(after.events[1].day.day, date_of(2026, 1, 9).day);
	arena_end(request);
}

TEST(a_case_too_long_for_the_shelf_is_read_each_time)
{
	struct kept *k = kept(a);
	char *much = arena_take(a, 1 << 20);
	memset(much, 'x', (1 << 20) - 1);
	k->c.events[0].fields.at[0].text = str_of(much);
	k->c.version = 5;
	struct case_file c = head_of(k);
	shelf_put(k->shelf, k->m->book, k->today, &k->c);
	CHECK(!shelf_get(k->shelf, a, k->m->book, k->today, &c));
}
