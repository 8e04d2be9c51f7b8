/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_serve - `waymark serve`: answers requests until it is told to stop.
 * Touches all. */
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "app/confine.h"
#include "app/disk.h"
#include "app/house.h"
#include "app/keeper.h"
#include "app/poster.h"
#include "app/verb.h"
#include "core/file.h"
#include "core/http.h"
#include "web/server.h"
#include "work/shelf.h"

enum { STOP_WAIT_MS = 30 * 1000, SHELF_CASES = 1024, MAPPED_LEAST = 256 << 10, TRIM_LEAST = 1 << 20 };

/* A whole number of a setting; false after telling that it is none from `least` to `most`. */
static bool number_of(const struct settings *s, const char *name, int64_t least, int64_t most, int *out)
{
	int64_t n;

	if (!str_to_int(setting_of(s, name), &n) || n < least || n > most) {
		fprintf(stderr, "waymark serve: %s is a whole number from %lld to %lld\n", name, (long long)least,
			(long long)most);
		return false;
	}
	*out = (int)n;
	return true;
}

static int core_count(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return cores < 2 ? 2 : cores > 8 ? 8 : (int)cores;
}

/* Each thread may wait for the disk, so there are more of them than cores: docs/decisions/0010-http.md. */
static int thread_count(int set)
{
	return set ? set : core_count() * 8;
}

static bool is_on(const struct settings *s, const char *name)
{
	return str_equal(setting_of(s, name), STR("yes"));
}

static int pages_check(struct arena *a)
{
	struct problems problems = { 0 };

	router_prove(pages, a, &problems);
	return problems.count ? verb_problems("serve", &problems) : 0;
}

/* Told to stop by SIGTERM or SIGINT; meanwhile closes what is too slow, once a second. */
static void wait_for_stop(struct server *server, const sigset_t *stops)
{
	const struct timespec second = { .tv_sec = 1 };

	while (sigtimedwait(stops, NULL, &second) < 0)
		server_sweep(server);
}

/* Before any thread starts, because each thread is confined by itself. */
static const struct fault *confine(struct arena *a, const struct settings *s, struct keeper_order *log)
{
	struct str db = setting_of(s, "db"), key = setting_of(s, "key-file"), words = STR("not confined"), given_up, disk;
	bool is_file = store_kind_at(db) == STORE_SQLITE;
	const char *home = getenv("HOME");
	const char *writable[] = { file_parent(a, is_file ? db : key), file_parent(a, key),
				   str_is_empty(setting_of(s, "log-folder")) ? NULL : arena_cstr(a, setting_of(s, "log-folder")), NULL };
	const char *readable[] = {
		arena_cstr(a, setting_of(s, "rulebook")), arena_cstr(a, setting_of(s, "oidc-ca-file")),
		arena_cstr(a, setting_of(s, "oidc-secret-file")), arena_cstr(a, setting_of(s, "mail-password-file")),
		arena_cstr(a, setting_of(s, "mail-ca-file")), arena_cstr(a, setting_of(s, "notify-key-file")),
		arena_printf(a, "%s/.pgpass", home ? home : "").at, arena_printf(a, "%s/.postgresql", home ? home : "").at, NULL,
	};

	TRY(disk_check(a, s, &disk));
	printf("Disk: %.*s\n", STR_ARG(disk));
	TRY(confine_user(a, setting_of(s, "user")));
	if (geteuid() == 0)
		fprintf(stderr, "waymark serve: runs as root; set user to an account of its own (docs/operator.md)\n");
	TRY(keeper_order_of(a, s, log, &given_up));
	if (given_up.at)
		printf("%.*s\n", STR_ARG(given_up));
	if (is_on(s, "confine"))
		TRY(confine_process(a, writable, readable, &words));
	printf("Waymark is held by: %.*s\n", STR_ARG(words));
	return NULL;
}

static const struct fault *serve(struct arena *a, struct server *server, const struct site *site, const struct keeper_order *log,
				 const sigset_t *stops)
{
	struct str address = server_address(server);
	struct keeper *keeper;
	struct poster *poster;
	const struct fault *f;

	TRY(keeper_start(a, log, &keeper));
	poster = poster_start(a, site);
	f = server_start(server, a);

	if (!f) {
		printf("Waymark answers at %.*s\n", STR_ARG(address));
		fflush(stdout);
		wait_for_stop(server, stops);
	}
	server_stop(server, STOP_WAIT_MS);
	poster_stop(poster);
	keeper_stop(keeper);
	return f;
}

/* The port first, as root perhaps; then what is not needed any more is given up; then the database. */
static const struct fault *open_and_serve(struct arena *a, const struct settings *settings, struct site *site,
					  const struct server_order *order, const sigset_t *stops)
{
	struct house *house = ARENA_NEW(a, struct house, 1);
	struct keeper_order log;
	struct server *server;
	const struct fault *f;

	site->house = house;
	TRY(server_open(a, order, &server));
	f = confine(a, settings, &log);
	if (!f && !http_start())
		f = fault_new(a, FAULT_OUTSIDE, "libcurl cannot be used");
	if (!f)
		f = store_open_current(a, setting_of(settings, "db"), &site->pool);
	if (!f)
		f = house_open(a, settings, site->pool, house);
	if (!f)
		f = serve(a, server, site, &log, stops);
	server_close(server);
	store_close(site->pool);
	return f;
}

/* Memory of a large page goes back to the system with its request. Left to itself the C library raises its threshold with the
 * largest block it ever gave back, and each thread then keeps what its largest page took: the soak saw 5 to 8 MB a step. */
static void give_memory_back(void)
{
	mallopt(M_MMAP_THRESHOLD, MAPPED_LEAST);
	mallopt(M_TRIM_THRESHOLD, TRIM_LEAST);
	mallopt(M_ARENA_MAX, core_count() * 2);
}

static int run(int argc, char **argv, const struct settings *settings)
{
	struct arena *a = setting_arena(settings);
	static struct counts counts;
	struct site site = { .pages = pages, .counts = &counts, .today = DATE_NONE };
	struct server_order order = { .site = &site, .listen = setting_of(settings, "listen") };
	const struct fault *f;
	sigset_t stops;
	int rate;

	(void)argv;
	if (argc > 0) {
		verb_fail("serve", STR("takes no words"));
		return 2;
	}
	if (!number_of(settings, "threads", 0, 256, &order.threads) ||
	    !number_of(settings, "connections", 8, 20000, &order.connections_most) ||
	    !number_of(settings, "client-connections", 0, 20000, &order.client_most) ||
	    !number_of(settings, "client-rate", 0, 100000, &rate))
		return 2;
	order.threads = thread_count(order.threads);
	if (!str_is_empty(setting_of(settings, "today")))
		site.today = setting_today(settings);
	site.shelf = shelf_start(a, SHELF_CASES);
	site.rates = rates_start(a, rate);
	site.has_front = is_on(settings, "behind-proxy");
	site.metrics_for_all = is_on(settings, "metrics-for-all");
	site.is_quiet = is_on(settings, "quiet");
	give_memory_back();
	counts.started_ms = (int64_t)time(NULL) * 1000;
	site.book = verb_rulebook("serve", settings);
	if (!site.book || pages_check(a))
		return 1;
	sigemptyset(&stops);
	sigaddset(&stops, SIGTERM);
	sigaddset(&stops, SIGINT);
	pthread_sigmask(SIG_BLOCK, &stops, NULL);
	signal(SIGPIPE, SIG_IGN);
	f = open_and_serve(a, settings, &site, &order, &stops);
	return f ? verb_fail("serve", f->words) : 0;
}

const struct verb verb_serve = {
	.name = "serve",
	.line = "answer requests of browsers",
	.help = "Serves the pages until SIGTERM or Ctrl-C; then finishes what was begun and ends. The database must be at\n"
		"this program's version (waymark migrate). TLS is nginx's: docs/operator.md.",
	.run = run,
};
