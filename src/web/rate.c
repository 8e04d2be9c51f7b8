/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/rate - how many requests one network address may make.
 * Touches nothing. */
#include "web/rate.h"

enum { PLACES = 4096, SECONDS_HELD = 10, SECOND_US = 1000 * 1000 };

struct place { uint64_t address; int64_t left_us, at_us; };     /* left: requests times the time that one costs */
struct rates {
	pthread_mutex_t lock;
	int64_t cost_us;
	struct place places[PLACES];
};

struct rates *rates_start(struct arena *a, int a_second)
{
	struct rates *r = ARENA_NEW(a, struct rates, 1);

	pthread_mutex_init(&r->lock, NULL);
	r->cost_us = a_second > 0 ? SECOND_US / a_second : 0;
	return r;
}

bool rates_take(struct rates *r, struct str address, int64_t now_us)
{
	uint64_t hash = str_hash(address);
	struct place *p = &r->places[hash % PLACES];
	bool may;

	if (r->cost_us == 0)
		return true;
	pthread_mutex_lock(&r->lock);
	if (p->address != hash)
		*p = (struct place){ hash, (int64_t)SECONDS_HELD * SECOND_US, now_us };
	p->left_us += now_us - p->at_us;
	p->at_us = now_us;
	if (p->left_us > (int64_t)SECONDS_HELD * SECOND_US)
		p->left_us = (int64_t)SECONDS_HELD * SECOND_US;
	may = p->left_us >= r->cost_us;
	if (may)
		p->left_us -= r->cost_us;
	pthread_mutex_unlock(&r->lock);
	return may;
}
