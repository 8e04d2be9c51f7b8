/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/keeper - the thread that keeps the log of changes.
 * Touches threads, the clock, store/redo, standard error. */
#include "app/keeper.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

#include "app/house.h"
#include "core/digest.h"

enum { KEEPER_ARENA = 256 << 20, DAY_MS = 24 * 60 * 60 * 1000 };

struct keeper {
	struct redo *redo;
	int seconds;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool is_stopping;               /* under the lock */
	bool was_trouble;
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static const struct fault *count_of(struct arena *a, const struct settings *s, const char *name, int64_t most, int64_t *out)
{
	if (str_to_int(setting_of(s, name), out) && *out >= 1 && *out <= most)
		return NULL;
	return fault_new(a, FAULT_SETTING, "%s is a whole number from 1 to %lld", name, (long long)most);
}

static const struct fault *key_of(struct arena *a, struct str file, const unsigned char **out)
{
	unsigned char *key = arena_take(a, 32);

	*out = NULL;
	if (str_is_empty(file))
		return NULL;
	if (!digest_start())
		return fault_new(a, FAULT_OUTSIDE, "libsodium cannot be used");
	TRY(house_key(a, file, key));
	*out = key;
	return NULL;
}

/* Nobody asks for a log: a database of before is let look after itself again. */
static void give_up(struct arena *a, struct str db, bool is_file, struct str *words)
{
	if (!is_file || !redo_is_kept(a, db))
		return;
	redo_forget(a, db);
	*words = STR("The log of changes is no longer kept (log-folder is not set); what was kept stays.");
}

const struct fault *keeper_order_of(struct arena *a, const struct settings *s, struct keeper_order *out, struct str *words)
{
	struct str db = setting_of(s, "db"), folder = setting_of(s, "log-folder");
	bool is_file = store_kind_at(db) == STORE_SQLITE;
	int64_t seconds, days;

	*out = (struct keeper_order){ .redo = { .address = db, .folder = STR_NONE, .clock = now_ms } };
	*words = STR_NONE;
	if (str_is_empty(folder)) {
		give_up(a, db, is_file, words);
		return NULL;
	}
	if (!is_file)
		return fault_new(a, FAULT_SETTING, "log-folder is for SQLite; PostgreSQL keeps its own log (docs/operator.md)");
	TRY(count_of(a, s, "log-seconds", 3600, &seconds));
	TRY(count_of(a, s, "log-days", 3660, &days));
	if (mkdir(arena_cstr(a, folder), 0700) != 0 && errno != EEXIST)
		return fault_new(a, FAULT_FILE, "%.*s cannot be made: %s", STR_ARG(folder), strerror(errno));
	TRY(key_of(a, setting_of(s, "log-key"), &out->redo.key));
	out->redo.folder = folder;
	out->redo.line_ms = DAY_MS;
	out->redo.keep_ms = days * DAY_MS;
	out->seconds = (int)seconds;
	return NULL;
}

/* Told once when it begins and once when it is over. */
static void tell(struct keeper *k, const struct fault *f, struct str words)
{
	if (f && !k->was_trouble)
		fprintf(stderr, "{\"level\":\"fault\",\"log\":\"nothing is kept now: %.*s\"}\n", STR_ARG(f->words));
	if (!f && k->was_trouble)
		fprintf(stderr, "{\"level\":\"info\",\"log\":\"it is kept again\"}\n");
	if (!f && words.at)
		fprintf(stderr, "{\"level\":\"info\",\"log\":\"%.*s\"}\n", STR_ARG(words));
	k->was_trouble = f != NULL;
}

/* A stop inside (a full arena) ends this look, not the thread. */
static void look(struct keeper *k, struct arena *a)
{
	static const char stopped_words[] = "a look was stopped by a fault in the program";
	static const struct fault stopped = { FAULT_STORE, { stopped_words, sizeof stopped_words - 1 } };
	struct bail bail = { .why = NULL };
	struct str words = STR_NONE;

	arena_bail(a, &bail);
	check_bail(&bail);
	if (setjmp(bail.there) == 0)
		tell(k, redo_keep(k->redo, a, &words), words);
	else
		tell(k, &stopped, STR_NONE);
	check_bail(NULL);
	arena_bail(a, NULL);
	arena_clear(a);
}

static void *keeper_main(void *thing)
{
	struct keeper *k = thing;
	struct arena *a = arena_start(KEEPER_ARENA);
	struct timespec until;

	pthread_mutex_lock(&k->lock);
	while (!k->is_stopping) {
		pthread_mutex_unlock(&k->lock);
		look(k, a);
		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_sec += k->seconds;
		pthread_mutex_lock(&k->lock);
		while (!k->is_stopping && pthread_cond_timedwait(&k->wake, &k->lock, &until) == 0)
			continue;
	}
	pthread_mutex_unlock(&k->lock);
	look(k, a);                     /* what the last requests saved */
	arena_end(a);
	return NULL;
}

const struct fault *keeper_start(struct arena *a, const struct keeper_order *order, struct keeper **out)
{
	struct keeper *k = ARENA_NEW(a, struct keeper, 1);
	pthread_condattr_t attr;

	*out = NULL;
	if (!order->redo.folder.at)
		return NULL;
	k->seconds = order->seconds;
	TRY(redo_open(a, &order->redo, &k->redo));
	pthread_mutex_init(&k->lock, NULL);
	/* A clock that is set must neither hurry a look nor put it off. */
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&k->wake, &attr);
	pthread_condattr_destroy(&attr);
	if (pthread_create(&k->thread, NULL, keeper_main, k) != 0) {
		redo_close(k->redo);
		return fault_new(a, FAULT_OUTSIDE, "there is no thread for the log of changes");
	}
	*out = k;
	return NULL;
}

void keeper_stop(struct keeper *k)
{
	if (!k)
		return;
	pthread_mutex_lock(&k->lock);
	k->is_stopping = true;
	pthread_cond_signal(&k->wake);
	pthread_mutex_unlock(&k->lock);
	pthread_join(k->thread, NULL);
	redo_close(k->redo);
}

const struct fault *keeper_look(struct arena *a, const struct keeper_order *order)
{
	struct redo *redo;
	struct str words;
	const struct fault *f;

	TRY(redo_open(a, &order->redo, &redo));
	f = redo_keep(redo, a, &words);
	redo_close(redo);
	TRY(f);
	printf("%.*s\n", STR_ARG(words.at ? words : STR("What was committed since the last look is kept.")));
	return NULL;
}
