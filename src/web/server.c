/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/server - the listening socket, the threads, the graceful stop.
 * Touches sockets, epoll, threads. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "web/server_room.h"

enum { BACKLOG = 1024, ACCEPT_TURN = 64, REQUEST_ARENA = 64 << 20, COSTLY_PART = 4 /* one thread of so many */ };

struct arena *server_arena_take(struct server *s)
{
	struct arena *a = NULL;

	pthread_mutex_lock(&s->lock);
	if (s->spare_count)
		a = s->spare[--s->spare_count];
	pthread_mutex_unlock(&s->lock);
	return a ? a : arena_start(REQUEST_ARENA);
}

void server_arena_give(struct server *s, struct arena *a)
{
	arena_clear(a);
	pthread_mutex_lock(&s->lock);
	if (s->spare_count < SPARE_ARENAS) {
		s->spare[s->spare_count++] = a;
		a = NULL;
	}
	pthread_mutex_unlock(&s->lock);
	arena_end(a);
}

static void listen_again(struct server *s, int how)
{
	struct epoll_event e = { .events = EPOLLIN | EPOLLONESHOT, .data.ptr = s };

	epoll_ctl(s->epoll, how, s->listener, &e);
	s->is_listening = true;
}

void server_release(struct server *s, struct conn *c)
{
	pthread_mutex_lock(&s->lock);
	close(c->fd);
	c->phase = CONN_FREE;
	c->deadline_us = INT64_MAX;
	c->is_idle = false;
	c->next_free = s->free;
	s->free = c;
	s->conn_count--;
	if (!s->is_listening && s->listener >= 0)
		listen_again(s, EPOLL_CTL_MOD);
	pthread_mutex_unlock(&s->lock);
	s->site->counts->connections--;
}

bool server_costly_take(struct server *s, struct conn *c)
{
	bool is_free;

	pthread_mutex_lock(&s->lock);
	is_free = s->costly_count < (s->order.threads + COSTLY_PART - 1) / COSTLY_PART;
	if (is_free) {
		s->costly_count++;
	} else {
		c->next_waiting = NULL;
		*(s->waiting_first ? &s->waiting_last->next_waiting : &s->waiting_first) = c;
		s->waiting_last = c;
	}
	pthread_mutex_unlock(&s->lock);
	return is_free;
}

struct conn *server_costly_pass(struct server *s)
{
	struct conn *next;

	pthread_mutex_lock(&s->lock);
	next = s->waiting_first;
	if (next)
		s->waiting_first = next->next_waiting;
	else
		s->costly_count--;
	pthread_mutex_unlock(&s->lock);
	return next;
}

/* The connection that has waited longest for its next request makes room. Under the lock. */
static void drop_idle(struct server *s)
{
	struct conn *oldest = NULL;

	for (int i = 0; i < s->order.connections_most; i++) {
		struct conn *c = &s->conns[i];

		if (c->phase != CONN_FREE && c->is_idle && (!oldest || c->deadline_us < oldest->deadline_us))
			oldest = c;
	}
	if (oldest)
		shutdown(oldest->fd, SHUT_RDWR);
}

static int count_of_client(const struct server *s, const char *address)
{
	int count = 0;

	for (int i = 0; i < s->order.connections_most; i++)
		count += s->conns[i].phase != CONN_FREE && strcmp(s->conns[i].address, address) == 0;
	return count;
}

static void address_of(const struct sockaddr_storage *from, char out[64])
{
	if (from->ss_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)from)->sin_addr, out, 64);
	else if (from->ss_family == AF_INET6)
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)from)->sin6_addr, out, 64);
	else
		memcpy(out, "unix", sizeof "unix");
}

/* A place for a fresh socket, or NULL after closing it. */
static struct conn *place(struct server *s, int fd, const struct sockaddr_storage *from)
{
	struct conn *c = NULL;
	char address[64] = "";
	int one = 1;

	address_of(from, address);
	pthread_mutex_lock(&s->lock);
	if (s->order.client_most == 0 || from->ss_family == AF_UNIX ||
	    count_of_client(s, address) < s->order.client_most)
		c = s->free;
	if (c) {
		s->free = c->next_free;
		s->conn_count++;
		c->fd = fd;
		c->phase = CONN_HEAD;
		memcpy(c->address, address, sizeof address);
	}
	pthread_mutex_unlock(&s->lock);
	if (!c) {
		s->site->counts->turned_away++;
		close(fd);
		return NULL;
	}
	s->site->counts->connections++;
	s->site->counts->opened++;
	if (from->ss_family != AF_UNIX)
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	return c;
}

/* A turn's worth; true when there may be more. */
static bool accept_some(struct server *s)
{
	for (int i = 0; i < ACCEPT_TURN; i++) {
		struct sockaddr_storage from = { 0 };
		socklen_t len = sizeof from;
		struct conn *c;
		bool is_full;
		int fd;

		pthread_mutex_lock(&s->lock);
		is_full = !s->free;
		if (is_full)
			drop_idle(s);
		s->is_listening = !is_full && s->is_listening;
		/* Under the lock, because server_stop closes the listener under it. */
		fd = is_full || s->listener < 0 ? -1 :
		     accept4(s->listener, (struct sockaddr *)&from, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);
		pthread_mutex_unlock(&s->lock);
		if (fd < 0)
			return false;
		c = place(s, fd, &from);
		if (c)
			conn_begin(s, c);
	}
	return true;
}

static void go_listener(struct server *s)
{
	accept_some(s);
	pthread_mutex_lock(&s->lock);
	/* When all places are taken, the next that is given free listens again. */
	if (s->is_listening && s->listener >= 0)
		listen_again(s, EPOLL_CTL_MOD);
	pthread_mutex_unlock(&s->lock);
}

static void *seat_main(void *thing)
{
	struct seat *t = thing;
	struct server *s = t->server;

	for (;;) {
		struct epoll_event e;
		int got = epoll_wait(s->epoll, &e, 1, -1);

		if (got <= 0)
			continue;
		if (!e.data.ptr)
			return NULL;
		if (e.data.ptr == s)
			go_listener(s);
		else
			conn_go(t, e.data.ptr);
	}
}

/* A request has come, and no thread has got to it yet. */
static bool has_come(const struct conn *c)
{
	int waiting = 0;

	return c->is_idle && ioctl(c->fd, FIONREAD, &waiting) == 0 && waiting > 0;
}

void server_sweep(struct server *s)
{
	int64_t now = exchange_clock_us();

	pthread_mutex_lock(&s->lock);
	for (int i = 0; i < s->order.connections_most; i++) {
		struct conn *c = &s->conns[i];

		if (c->phase == CONN_FREE || c->deadline_us > now)
			continue;
		if (has_come(c)) {
			c->deadline_us = now + 1000 * 1000;
			continue;
		}
		if (!c->is_idle)
			s->site->counts->too_slow++;
		c->deadline_us = INT64_MAX;
		shutdown(c->fd, SHUT_RDWR);     /* wakes it: its thread closes it */
	}
	pthread_mutex_unlock(&s->lock);
}

static const struct fault *no_listener(struct server *s, struct arena *a, const char *what)
{
	return fault_new(a, FAULT_OUTSIDE, "cannot %s %.*s: %s", what, STR_ARG(s->order.listen), strerror(errno));
}

static const struct fault *listen_unix(struct server *s, struct arena *a)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	struct str path = str_slice(s->order.listen, 5, s->order.listen.len);

	if (path.len == 0 || path.len >= sizeof at.sun_path)
		return fault_new(a, FAULT_SETTING, "listen: the path of the socket is empty or too long");
	memcpy(at.sun_path, path.at, path.len);
	s->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (s->listener < 0)
		return no_listener(s, a, "make");
	unlink(at.sun_path);
	if (bind(s->listener, (struct sockaddr *)&at, sizeof at) != 0 || chmod(at.sun_path, 0660) != 0 ||
	    listen(s->listener, BACKLOG) != 0)
		return no_listener(s, a, "listen on");
	s->unlink_path = arena_str(s->arena, path);
	s->address = arena_str(s->arena, s->order.listen);
	return NULL;
}

/* "[::1]:8080" or "127.0.0.1:8080" in two. */
static bool split_address(struct arena *a, struct str listen, const char **host, const char **port)
{
	size_t colon = listen.len;

	while (colon > 0 && listen.at[colon - 1] != ':')
		colon--;
	if (colon < 2 || colon == listen.len)
		return false;
	struct str name = str_slice(listen, 0, colon - 1);

	if (name.len > 2 && name.at[0] == '[' && name.at[name.len - 1] == ']')
		name = str_slice(name, 1, name.len - 1);
	*host = arena_cstr(a, name);
	*port = arena_cstr(a, str_slice(listen, colon, listen.len));
	return true;
}

static struct str address_words(struct server *s)
{
	struct sockaddr_storage at = { 0 };
	socklen_t len = sizeof at;
	char text[64] = "";

	getsockname(s->listener, (struct sockaddr *)&at, &len);
	address_of(&at, text);
	if (at.ss_family == AF_INET6) {
		struct sockaddr_in6 six;

		memcpy(&six, &at, sizeof six);
		return arena_printf(s->arena, "http://[%s]:%d", text, ntohs(six.sin6_port));
	}
	struct sockaddr_in four;

	memcpy(&four, &at, sizeof four);
	return arena_printf(s->arena, "http://%s:%d", text, ntohs(four.sin_port));
}

static const struct fault *listen_network(struct server *s, struct arena *a)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE };
	struct addrinfo *found = NULL;
	const char *host = NULL, *port = NULL;
	int one = 1;

	if (!split_address(a, s->order.listen, &host, &port) || getaddrinfo(host, port, &hints, &found) != 0)
		return fault_new(a, FAULT_SETTING, "listen: \"%.*s\" is no address like 127.0.0.1:8080, [::1]:8080 or "
				 "unix:/run/waymark/http", STR_ARG(s->order.listen));
	s->listener = socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (s->listener >= 0)
		setsockopt(s->listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	bool is_good = s->listener >= 0 && bind(s->listener, found->ai_addr, found->ai_addrlen) == 0 &&
		       listen(s->listener, BACKLOG) == 0;

	freeaddrinfo(found);
	if (!is_good)
		return no_listener(s, a, "listen on");
	s->address = address_words(s);
	return NULL;
}

const struct fault *server_open(struct arena *a, const struct server_order *order, struct server **out)
{
	struct arena *own = arena_start((size_t)1 << 30);
	struct server *s = ARENA_NEW(own, struct server, 1);
	const struct fault *f;

	s->arena = own;
	s->site = order->site;
	s->order = *order;
	s->epoll = s->stop_event = -1;
	pthread_mutex_init(&s->lock, NULL);
	f = str_starts(order->listen, STR("unix:")) ? listen_unix(s, a) : listen_network(s, a);
	if (f) {
		server_close(s);
		return f;
	}
	*out = s;
	return NULL;
}

struct str server_address(const struct server *s)
{
	return s->address;
}

const struct fault *server_start(struct server *s, struct arena *a)
{
	struct epoll_event stop = { .events = EPOLLIN, .data.ptr = NULL };

	s->epoll = epoll_create1(EPOLL_CLOEXEC);
	s->stop_event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (s->epoll < 0 || s->stop_event < 0 || epoll_ctl(s->epoll, EPOLL_CTL_ADD, s->stop_event, &stop) != 0)
		return fault_new(a, FAULT_OUTSIDE, "epoll cannot be used: %s", strerror(errno));
	s->conns = ARENA_NEW(s->arena, struct conn, (size_t)s->order.connections_most);
	for (int i = s->order.connections_most; i-- > 0;) {
		s->conns[i].next_free = s->free;
		s->free = &s->conns[i];
	}
	s->seats = ARENA_NEW(s->arena, struct seat, (size_t)s->order.threads);
	for (int i = 0; i < s->order.threads; i++) {
		struct seat *t = &s->seats[i];

		t->server = s;
		if (s->site->pool)
			TRY(store_take(s->site->pool, a, &t->store));
		if (pthread_create(&t->thread, NULL, seat_main, t) != 0)
			return fault_new(a, FAULT_OUTSIDE, "a thread cannot be started: %s", strerror(errno));
		s->seat_count++;
	}
	pthread_mutex_lock(&s->lock);
	listen_again(s, EPOLL_CTL_ADD);
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

/* From now on the kernel lets nobody in; whoever it has let in waits still. */
static void shut_door(struct server *s)
{
	struct sock_filter none = BPF_STMT(BPF_RET | BPF_K, 0);
	struct sock_fprog filter = { 1, &none };

	if (s->unlink_path.at)
		unlink(s->unlink_path.at);
	else if (s->listener >= 0)
		setsockopt(s->listener, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter);
	s->unlink_path = STR_NONE;
}

/* Takes in what waits in the backlog first: a listener that is closed cuts off whoever waits there. */
static void close_listener(struct server *s)
{
	shut_door(s);
	while (s->epoll >= 0 && accept_some(s))
		;
	pthread_mutex_lock(&s->lock);
	if (s->listener >= 0)
		close(s->listener);
	s->listener = -1;
	s->is_listening = false;
	pthread_mutex_unlock(&s->lock);
}

/* Connections between two requests may stay as long as a request that is on its way needs. */
static void hurry_idle(struct server *s, int64_t until_us)
{
	pthread_mutex_lock(&s->lock);
	for (int i = 0; i < s->order.connections_most; i++) {
		struct conn *c = &s->conns[i];

		if (c->phase != CONN_FREE && c->is_idle && c->deadline_us > until_us)
			c->deadline_us = until_us;
	}
	pthread_mutex_unlock(&s->lock);
}

static int open_connections(struct server *s)
{
	int count;

	pthread_mutex_lock(&s->lock);
	count = s->conn_count;
	pthread_mutex_unlock(&s->lock);
	return count;
}

void server_stop(struct server *s, int wait_ms)
{
	int64_t from = exchange_clock_us(), idle_us = 500 * 1000;
	uint64_t one = 1;

	s->is_stopping = true;          /* replies from now on close their connection */
	close_listener(s);
	while (open_connections(s) > 0 && exchange_clock_us() - from < (int64_t)wait_ms * 1000) {
		hurry_idle(s, from + idle_us);
		server_sweep(s);
		nanosleep(&(struct timespec){ .tv_nsec = 20 * 1000 * 1000 }, NULL);
	}
	if (s->stop_event >= 0 && write(s->stop_event, &one, sizeof one) < 0)
		return;                 /* cannot be: the counter is 0 */
	for (int i = 0; i < s->seat_count; i++) {
		pthread_join(s->seats[i].thread, NULL);
		store_give(s->site->pool, s->seats[i].store);
	}
	s->seat_count = 0;
}

void server_close(struct server *s)
{
	if (!s)
		return;
	close_listener(s);
	for (int i = 0; s->conns && i < s->order.connections_most; i++) {
		if (s->conns[i].phase == CONN_FREE)
			continue;
		close(s->conns[i].fd);
		arena_end(s->conns[i].arena);
	}
	for (int i = 0; i < s->spare_count; i++)
		arena_end(s->spare[i]);
	if (s->epoll >= 0)
		close(s->epoll);
	if (s->stop_event >= 0)
		close(s->stop_event);
	pthread_mutex_destroy(&s->lock);
	arena_end(s->arena);
}
