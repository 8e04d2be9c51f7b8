/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/poster - the thread that sends what waits.
 * Touches threads, the clock, the store, the network. */
#include "app/poster.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>

#include "work/post.h"

enum { EVERY_SECONDS = 2, TROUBLE_SECONDS = 20, POSTER_ARENA = 64 * 1024 * 1024 };

struct poster {
	const struct site *site;
	struct store *store;            /* of this look */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	atomic_bool stop;               /* set under the lock; read without it between two messages */
	bool was_trouble;
};

static struct now now_of(const struct site *site)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	int64_t ms = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;

	return (struct now){ date_is_none(site->today) ? date_of_ms(ms) : site->today, ms };
}

/* Told once when it begins and once when it is over; no words of a message are in it. */
static void tell(struct poster *p, const char *why)
{
	bool is_trouble = why != NULL;

	if (is_trouble != p->was_trouble)
		fprintf(stderr, "{\"level\":\"%s\",\"post\":\"%s\"}\n", is_trouble ? "fault" : "info",
			is_trouble ? why : "messages go again");
	p->was_trouble = is_trouble;
}

/* Also when a fault in the program ends the look. */
static void store_give_back(void *thing)
{
	struct poster *p = thing;
	store_give(p->site->pool, p->store);
}

static const struct fault *pass(struct poster *p, struct arena *a, struct post_made *made)
{
	struct desk d = { .arena = a, .pool = p->site->pool, .book = p->site->book, .house = p->site->house,
			  .now = now_of(p->site) };

	TRY(store_take(d.pool, a, &p->store));
	arena_at_end(a, store_give_back, p);
	d.store = p->store;
	return post_pass(&d, &p->stop, made);
}

/* One look; for how many seconds to wait before the next. What stops inside ends this look, not the thread. */
static int look(struct poster *p, struct arena *a)
{
	struct bail bail = { .why = NULL };
	struct post_made made = { .trouble = STR("") };
	volatile bool is_trouble = true;

	arena_bail(a, &bail);
	check_bail(&bail);
	if (setjmp(bail.there) == 0) {
		is_trouble = pass(p, a, &made) != NULL || !str_is_empty(made.trouble);
		tell(p, is_trouble ? "messages cannot be sent now; see /admin/post" : NULL);
	} else {
		tell(p, "a look at the messages was stopped by a fault in the program");
	}
	check_bail(NULL);
	arena_bail(a, NULL);
	return is_trouble ? TROUBLE_SECONDS : made.is_more ? 0 : EVERY_SECONDS;
}

static void wait_a_while(struct poster *p, int seconds)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += seconds;
	pthread_mutex_lock(&p->lock);
	while (!p->stop && pthread_cond_timedwait(&p->wake, &p->lock, &until) == 0)
		continue;
	pthread_mutex_unlock(&p->lock);
}

static void *poster_main(void *thing)
{
	struct poster *p = thing;
	struct arena *a = arena_start(POSTER_ARENA);

	while (!p->stop) {
		int seconds = look(p, a);

		arena_clear(a);
		if (seconds > 0)
			wait_a_while(p, seconds);
	}
	arena_end(a);
	return NULL;
}

struct poster *poster_start(struct arena *a, const struct site *site)
{
	struct poster *p = ARENA_NEW(a, struct poster, 1);

	if (!post_can(site->house, POST_MAIL) && !post_can(site->house, POST_TEXT) && !site->house->post.notify_letters)
		return NULL;
	p->site = site;
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->wake, NULL);
	if (pthread_create(&p->thread, NULL, poster_main, p) == 0)
		return p;
	fprintf(stderr, "waymark serve: there is no thread for sending messages; run: waymark post send\n");
	return NULL;
}

void poster_stop(struct poster *p)
{
	if (!p)
		return;
	pthread_mutex_lock(&p->lock);
	p->stop = true;
	pthread_cond_signal(&p->wake);
	pthread_mutex_unlock(&p->lock);
	pthread_join(p->thread, NULL);
}
