/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/web/server - what only real sockets and threads show: who waits for whom. */
#include <arpa/inet.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "gen/html/frame.h"
#include "raw.h"
#include "web/server.h"

/* A gate that a costly request stands at until it is opened. */
static struct { pthread_mutex_t lock; pthread_cond_t moved; int inside, most; bool is_open; } gate = {
	.lock = PTHREAD_MUTEX_INITIALIZER, .moved = PTHREAD_COND_INITIALIZER };

static const struct fault *show(struct desk *d, const struct request *r, struct reply *out)
{
	struct frame f = frame_of(d, r, STR("A form"));

	html_csrf(&out->body, &f);
	return NULL;
}

static const struct fault *stand_at_gate(struct desk *d, const struct request *r, struct reply *out)
{
	(void)d;
	(void)r;
	pthread_mutex_lock(&gate.lock);
	gate.inside++;
	gate.most = gate.inside > gate.most ? gate.inside : gate.most;
	pthread_cond_broadcast(&gate.moved);
	while (!gate.is_open)
		pthread_cond_wait(&gate.moved, &gate.lock);
	gate.inside--;
	pthread_mutex_unlock(&gate.lock);
	out_add(&out->body, STR("through"));
	return NULL;
}

static const struct page show_page = { .path = "/form", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = show };
static const struct page costly_page = {
	.path = "/costly", .method = METHOD_POST, .needs = NEEDS_NOTHING, .is_costly = true, .answer = stand_at_gate,
};
static const struct page *const table[] = { &show_page, &costly_page, NULL };

static int call(struct str address)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int64_t port = 0;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct timeval patience = { .tv_sec = 20 };

	CHECK(str_to_int(str_slice(address, strlen("http://127.0.0.1:"), address.len), &port));
	at.sin_port = htons((uint16_t)port);
	CHECK(connect(fd, (struct sockaddr *)&at, sizeof at) == 0);
	CHECK(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0);
	return fd;
}

static void say(int fd, struct str request)
{
	CHECK(send(fd, request.at, request.len, MSG_NOSIGNAL) == (ssize_t)request.len);
}

static int64_t hear(struct arena *a, int fd)
{
	struct out o = out_start(a, 4096);
	char part[4096];
	ssize_t got;

	while ((got = recv(fd, part, sizeof part, 0)) > 0)
		out_add(&o, (struct str){ part, (size_t)got });
	close(fd);
	return raw_status(out_str(&o));
}

static void open_gate(bool is_open, int inside)
{
	pthread_mutex_lock(&gate.lock);
	while (gate.inside < inside)
		pthread_cond_wait(&gate.moved, &gate.lock);
	gate.is_open = is_open;
	pthread_cond_broadcast(&gate.moved);
	pthread_mutex_unlock(&gate.lock);
}

TEST(costly_requests_wait_for_each_other_and_hold_up_nobody_else)
{
	enum { THREADS = 5, COSTLY = 12, PLACES = 2 /* a quarter of the threads, rounded up */ };
	struct site *site = raw_site(a, table);
	struct server_order order = { .site = site, .listen = STR("127.0.0.1:0"), .threads = THREADS, .connections_most = 64 };
	struct raw_visitor v = raw_visit(a, site, "/form");
	struct str body = arena_printf(a, "csrf=%.*s", STR_ARG(v.token));
	struct str post = arena_printf(a, "POST /costly HTTP/1.1\r\nHost: here\r\nConnection: close\r\nCookie: form=%.*s\r\n"
				       "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%.*s",
				       STR_ARG(v.cookie), body.len, STR_ARG(body));
	struct server *server;
	int costly[COSTLY];

	CHECK_OK(server_open(a, &order, &server));
	CHECK_OK(server_start(server, a));
	for (int i = 0; i < COSTLY; i++) {
		costly[i] = call(server_address(server));
		say(costly[i], post);
	}
	open_gate(false, PLACES);
	for (int i = 0; i < THREADS; i++) {
		int other = call(server_address(server));

		say(other, STR("GET /form HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"));
		CHECK_INT(hear(a, other), 200);
	}
	open_gate(true, PLACES);
	for (int i = 0; i < COSTLY; i++)
		CHECK_INT(hear(a, costly[i]), 200);
	CHECK_INT(gate.most, PLACES);
	server_stop(server, 1000);
	server_close(server);
}
