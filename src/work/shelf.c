/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/shelf - what was read and reckoned of cases, kept while it holds.
 * Touches threads. */
#include "work/shelf.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

enum { ITEM_MOST = 4 << 20, TEXT_MOST = 1 << 20 };      /* bytes; a case with more text is not kept */

/* Never changes once it is on the shelf; held by its slot and by each request that shows it. */
struct item {
	struct arena *arena;            /* all that it points to, and itself */
	atomic_int holders;
	const struct rulebook *book;
	struct date today;
	struct case_file c;             /* id, version, pathway, facts, events and state only */
};
struct slot { pthread_mutex_t lock; struct item *item; };
struct shelf { struct slot *slots; size_t count; };

static void item_leave(void *thing)
{
	struct item *item = thing;
	if (item && atomic_fetch_sub(&item->holders, 1) == 1)
		arena_end(item->arena);
}

static void shelf_end(void *thing)
{
	struct shelf *shelf = thing;
	for (size_t i = 0; i < shelf->count; i++) {
		item_leave(shelf->slots[i].item);
		pthread_mutex_destroy(&shelf->slots[i].lock);
	}
}

struct shelf *shelf_start(struct arena *a, size_t cases)
{
	struct shelf *shelf = ARENA_NEW(a, struct shelf, 1);
	shelf->slots = ARENA_NEW(a, struct slot, cases);
	shelf->count = cases;
	for (size_t i = 0; i < cases; i++)
		check(pthread_mutex_init(&shelf->slots[i].lock, NULL) == 0);
	arena_at_end(a, shelf_end, shelf);
	return shelf;
}

static struct slot *slot_of(struct shelf *shelf, int64_t id)
{
	return &shelf->slots[(uint64_t)id % shelf->count];
}

/* Puts another item, or NULL, in the slot's place. */
static void slot_set(struct slot *slot, struct item *item)
{
	pthread_mutex_lock(&slot->lock);
	struct item *before = slot->item;
	slot->item = item;
	pthread_mutex_unlock(&slot->lock);
	item_leave(before);
}

static struct item *slot_hold(struct slot *slot)
{
	pthread_mutex_lock(&slot->lock);
	struct item *item = slot->item;
	if (item)
		atomic_fetch_add(&item->holders, 1);
	pthread_mutex_unlock(&slot->lock);
	return item;
}

static bool are_same(const struct answers *a, const struct answers *b)
{
	bool same = a->count == b->count;
	for (size_t i = 0; same && i < a->count; i++)
		same = str_equal(a->at[i].name, b->at[i].name) && str_equal(a->at[i].text, b->at[i].text);
	return same;
}

static bool holds(const struct item *item, const struct rulebook *book, struct date today, const struct case_file *c)
{
	return item->c.id == c->id && item->c.version == c->version && item->c.pathway == c->pathway &&
	       item->book == book && item->today.day == today.day && are_same(&item->c.facts, &c->facts);
}

/* `count` elements at `at`, again in the arena; room for one more. */
#define COPY(a, at, count) copied((a), (at), (count), sizeof *(at))
static void *copied(struct arena *a, const void *at, size_t count, size_t size)
{
	void *copy = arena_take_many(a, size, count + 1);
	if (count)
		memcpy(copy, at, count * size);
	return copy;
}

/* Arrays of their own, texts shared. */
static void state_copy(struct arena *a, const struct case_state *from, struct case_state *to)
{
	*to = *from;
	to->steps = COPY(a, from->steps, from->step_count);
	to->asks = COPY(a, from->asks, from->ask_count);
	to->exceptions = COPY(a, from->exceptions, from->exception_count);
	to->offers = COPY(a, from->offers, from->offer_count);
	to->hands = COPY(a, from->hands, from->hand_count);
	to->step_room = to->step_count;
	to->ask_room = to->ask_count;
	to->exception_room = to->exception_count;
	to->offer_room = to->offer_count;
	to->hand_room = to->hand_count;
	if (from->next)
		to->next = to->steps + (from->next - from->steps);
}

bool shelf_get(struct shelf *shelf, struct arena *a, const struct rulebook *book, struct date today, struct case_file *c)
{
	struct item *item = slot_hold(slot_of(shelf, c->id));
	if (!item)
		return false;
	arena_at_end(a, item_leave, item);
	if (!holds(item, book, today, c))
		return false;
	c->events = COPY(a, item->c.events, item->c.event_count);
	c->event_count = item->c.event_count;
	state_copy(a, &item->c.state, &c->state);
	return true;
}

static void answers_keep(struct arena *a, struct answers *list)
{
	list->at = COPY(a, list->at, list->count);
	list->room = list->count;
	for (size_t i = 0; i < list->count; i++)
		list->at[i] = (struct answer){ arena_str(a, list->at[i].name), arena_str(a, list->at[i].text) };
}

static void event_keep(struct arena *a, struct happened *e)
{
	e->name = arena_str(a, e->name);
	e->subject = arena_str(a, e->subject);
	e->reason = arena_str(a, e->reason);
	e->actor = arena_str(a, e->actor);
	e->account_name = arena_str(a, e->account_name);
	answers_keep(a, &e->fields);
}

static void state_keep(struct arena *a, struct case_state *s)
{
	s->holder = arena_str(a, s->holder);
	s->outcome = arena_str(a, s->outcome);
	for (size_t i = 0; i < s->hand_count; i++)
		s->hands[i].holder = arena_str(a, s->hands[i].holder);
	for (size_t i = 0; i < s->step_count; i++)
		s->steps[i].subject = arena_str(a, s->steps[i].subject);
	for (size_t i = 0; i < s->exception_count; i++)
		s->exceptions[i].step = arena_str(a, s->exceptions[i].step);
	for (size_t i = 0; i < s->ask_count; i++) {
		struct ask_line *ask = &s->asks[i];
		ask->subject = arena_str(a, ask->subject);
		ask->kind = arena_str(a, ask->kind);
		ask->role = arena_str(a, ask->role);
		ask->state = arena_str(a, ask->state);
	}
}

static bool is_short(const struct case_file *c)
{
	size_t bytes = 0;
	for (size_t i = 0; i < c->event_count; i++) {
		const struct answers *fields = &c->events[i].fields;
		bytes += sizeof c->events[i] + c->events[i].reason.len + c->events[i].account_name.len;
		for (size_t j = 0; j < fields->count; j++)
			bytes += sizeof fields->at[j] + fields->at[j].name.len + fields->at[j].text.len;
	}
	return bytes < TEXT_MOST;
}

void shelf_put(struct shelf *shelf, const struct rulebook *book, struct date today, const struct case_file *c)
{
	if (!is_short(c))
		return;
	struct arena *a = arena_start(ITEM_MOST);
	struct item *item = ARENA_NEW(a, struct item, 1);
	*item = (struct item){ .arena = a, .holders = 1, .book = book, .today = today,
		.c = { .id = c->id, .version = c->version, .pathway = c->pathway, .facts = c->facts,
		       .event_count = c->event_count } };
	answers_keep(a, &item->c.facts);
	item->c.events = COPY(a, c->events, c->event_count);
	for (size_t i = 0; i < c->event_count; i++)
		event_keep(a, &item->c.events[i]);
	state_copy(a, &c->state, &item->c.state);
	state_keep(a, &item->c.state);
	slot_set(slot_of(shelf, c->id), item);
}
