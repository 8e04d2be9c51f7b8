/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/bench/bare - what a page is measured against: the same server with pages that do less.
 *   /bare            as many bytes as a case page, from memory; no session
 *   /bare-case/REF   the queries of a case page, nothing else; the same bytes
 *   /bare-list       the query of a work list, nothing else; the same bytes
 *   /bare-open/REF   session, access rule, rules of law and audit row of a case page, without its HTML
 * Run: build/bench_bare DATABASE PORT THREADS (the database of a demonstration area; prints a line when it answers) */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "app/house.h"
#include "gen/sql/case.h"
#include "gen/sql/list.h"
#include "web/server.h"
#include "work/shelf.h"

enum { BYTES = 14 * 1024 };

static void fill(struct reply *out)
{
	static const char line[] = "<p class=\"govuk-body\">Sixty-four bytes of a page, again and again.</p>\n";

	while (out->body.len < BYTES)
		out_add(&out->body, str_of(line));
}

static const struct fault *bare(struct desk *d, const struct request *r, struct reply *out)
{
	(void)d;
	(void)r;
	fill(out);
	return NULL;
}

static const struct fault *bare_case(struct desk *d, const struct request *r, struct reply *out)
{
	struct store *s = d->store;
	struct arena *a = d->arena;
	struct case_head_rows head;
	struct case_events_rows events;
	struct case_contacts_rows contacts;
	struct case_documents_rows documents;
	struct case_parties_rows parties;

	TRY(sql_case_head(s, a, &(struct case_head_in){ .reference = r->part[0] }, &head));
	if (head.count == 0)
		return fault_new(a, FAULT_ABSENT, "no such case");
	TRY(sql_case_events(s, a, &(struct case_events_in){ .id = head.at[0].id }, &events));
	TRY(sql_case_contacts(s, a, &(struct case_contacts_in){ head.at[0].person_id }, &contacts));
	TRY(sql_case_documents(s, a, &(struct case_documents_in){ head.at[0].id }, &documents));
	TRY(sql_case_parties(s, a, &(struct case_parties_in){ head.at[0].id }, &parties));
	fill(out);
	return NULL;
}

static const struct fault *bare_list(struct desk *d, const struct request *r, struct reply *out)
{
	struct list_due_rows rows;
	int64_t authority = 0;

	if (!str_to_int(request_query(r, STR("authority")), &authority))
		return fault_new(d->arena, FAULT_TEXT, "authority is a number");
	TRY(sql_list_due(d->store, d->arena, &(struct list_due_in){ .authority = authority, .stage = STR(""),
		.step = STR(""), .holder = STR(""), .locality = STR(""), .rows = 50 }, &rows));
	fill(out);
	return NULL;
}

static const struct fault *bare_open(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_file *c;

	TRY(case_open(d, r->part[0], STR("view"), &c));
	fill(out);
	return NULL;
}

static const struct page bare_page = { .path = "/bare", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = bare };
static const struct page case_page = { .path = "/bare-case/{0}", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = bare_case };
static const struct page list_page = { .path = "/bare-list", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = bare_list };
static const struct page open_page = { .path = "/bare-open/{0}", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = bare_open };
static const struct page *const table[] = { &bare_page, &case_page, &list_page, &open_page, NULL };

static int failed(const struct fault *f)
{
	fprintf(stderr, "bench_bare: %.*s\n", STR_ARG(f->words));
	return 1;
}

int main(int argc, char **argv)
{
	struct arena *a = arena_start((size_t)1 << 30);
	struct counts counts = { 0 };
	struct house house;
	struct problems problems = { 0 };
	struct site site = { .house = &house, .pages = table, .today = DATE_NONE, .counts = &counts, .is_quiet = true };
	struct server_order order = { .site = &site, .connections_most = 1024 };
	struct server *server;
	const struct fault *f;
	sigset_t stops;

	if (argc != 4)
		return 2;
	order.listen = arena_printf(a, "127.0.0.1:%s", argv[2]);
	order.threads = (int)strtol(argv[3], NULL, 10);
	sigemptyset(&stops);
	sigaddset(&stops, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &stops, NULL);
	site.shelf = shelf_start(a, 1024);
	site.book = rulebook_read(a, rulebook_built_in, rulebook_built_in_count, &problems);
	int words = 0;
	/* The sessions of the server that is measured are good here too. */
	setenv("WAYMARK_KEY_FILE", arena_printf(a, "%s.key", argv[1]).at, 1);
	char *none[] = { NULL };
	struct settings *settings = settings_read(a, &words, none, NULL, &problems);

	f = store_open(a, str_of(argv[1]), &site.pool);
	if (!f)
		f = house_open(a, settings, site.pool, &house);
	if (!f)
		f = server_open(a, &order, &server);
	if (!f)
		f = server_start(server, a);
	if (f)
		return failed(f);
	printf("ready\n");
	fflush(stdout);
	while (sigtimedwait(&stops, NULL, &(struct timespec){ .tv_sec = 1 }) < 0)
		server_sweep(server);
	server_stop(server, 1000);
	server_close(server);
	store_close(site.pool);
	arena_end(a);
	return 0;
}
