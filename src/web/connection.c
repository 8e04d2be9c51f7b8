/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/connection - one connection: head, body, reply, and again.
 * Touches sockets. Nothing here waits for the client. */
#include <errno.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "web/server_room.h"

enum {
	SECOND_US = 1000 * 1000,
	HEAD_US = 15 * SECOND_US,       /* for a whole head, from its first byte */
	IDLE_US = 65 * SECOND_US,       /* between two requests; nginx keeps 60 */
	LINGER_US = 5 * SECOND_US,
	GRACE_US = 30 * SECOND_US,      /* for a body or a reply, besides LEAST_RATE */
	LEAST_RATE = 2 * 1024,          /* bytes a second that a client must keep up on average */
	TURN_BYTES = 1024 * 1024,       /* read from one connection before others have their turn */
};

static void close_now(struct seat *t, struct conn *c)
{
	if (c->arena) {
		server_arena_give(t->server, c->arena);
		c->arena = NULL;
	}
	server_release(t->server, c);
}

/* A connection goes from thread to thread by epoll, armed for one event: what a thread did before it armed, the thread that gets the
 * event sees. ThreadSanitizer knows that only of EPOLL_CTL_ADD, so it is told; and it counts a look at the descriptor to
 * epoll_ctl that it would put behind the hand-over, so that the next thread's close looked like a race: it does not see this call. */
#ifdef __SANITIZE_THREAD__
#include <sys/syscall.h>
void __tsan_release(void *at);
void __tsan_acquire(void *at);
long syscall(long number, ...);
#define HANDS_OVER(c_) __tsan_release(c_)
#define TAKES_OVER(c_) __tsan_acquire(c_)
#define ARM(epoll_, fd_, event_) syscall(SYS_epoll_ctl, epoll_, EPOLL_CTL_MOD, fd_, event_)
#else
#define HANDS_OVER(c_) ((void)0)
#define TAKES_OVER(c_) ((void)0)
#define ARM(epoll_, fd_, event_) epoll_ctl(epoll_, EPOLL_CTL_MOD, fd_, event_)
#endif

/* Waits for the client: to send (EPOLLIN) or to read (EPOLLOUT). Afterwards another thread may have it. */
static void wait_for(struct server *s, struct conn *c, uint32_t events)
{
	struct epoll_event e = { .events = events | EPOLLONESHOT, .data.ptr = c };
	int64_t allowed = c->phase == CONN_HEAD ? (c->in_len ? HEAD_US : IDLE_US) :
			  c->phase == CONN_LINGER ? LINGER_US : GRACE_US + c->moved / LEAST_RATE * SECOND_US;

	c->is_idle = c->phase == CONN_HEAD && c->in_len == 0;
	c->deadline_us = c->phase_us + allowed;
	HANDS_OVER(c);
	ARM(s->epoll, c->fd, &e);
}

static void enter(struct conn *c, enum conn_phase phase)
{
	c->phase = phase;
	c->phase_us = exchange_clock_us();
	c->moved = 0;
}

void conn_begin(struct server *s, struct conn *c)
{
	struct epoll_event e = { .events = EPOLLIN | EPOLLONESHOT, .data.ptr = c };

	enter(c, CONN_HEAD);
	c->in_len = 0;
	c->must_linger = false;
	c->deadline_us = c->phase_us + HEAD_US;
	c->is_idle = false;
	if (epoll_ctl(s->epoll, EPOLL_CTL_ADD, c->fd, &e) != 0)
		server_release(s, c);
}

/* What a phase says about how to go on. */
enum go { GO_ON, GO_WAIT_IN, GO_WAIT_OUT, GO_CLOSE, GO_ELSEWHERE /* another thread has it */ };

static enum go go_linger(struct seat *t, struct conn *c)
{
	for (int i = 0; i < 16; i++) {
		ssize_t got = recv(c->fd, t->in, sizeof t->in, MSG_DONTWAIT);

		if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
			return GO_CLOSE;
		if (got < 0)
			return GO_WAIT_IN;
	}
	return GO_WAIT_IN;
}

static enum go linger(struct conn *c)
{
	shutdown(c->fd, SHUT_WR);
	enter(c, CONN_LINGER);
	return GO_ON;
}

/* Takes away what the request used of `in`. */
static void take_away(struct conn *c)
{
	c->in_len -= c->x.used;
	memmove(c->in, c->in + c->x.used, c->in_len);
}

/* The reply is out: what is behind the request in `in` is the beginning of the next one. */
static enum go finish(struct seat *t, struct conn *c)
{
	bool is_last = c->x.is_last;

	if (c->x.site)
		exchange_end(&c->x);
	server_arena_give(t->server, c->arena);
	c->arena = NULL;
	if (c->must_linger)
		return linger(c);
	if (is_last)
		return GO_CLOSE;
	take_away(c);
	enter(c, CONN_HEAD);
	return GO_ON;
}

static enum go go_write(struct seat *t, struct conn *c)
{
	for (;;) {
		struct iovec parts[2] = { { (void *)(uintptr_t)c->out[0].at, c->out[0].len },
					  { (void *)(uintptr_t)c->out[1].at, c->out[1].len } };
		struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
		ssize_t sent;

		if (c->out[0].len + c->out[1].len == 0) {
			c->out[1] = c->x.site ? exchange_next(&c->x, t->store) : STR("");
			if (!c->out[1].at)
				return GO_CLOSE;
			if (c->out[1].len == 0)
				return finish(t, c);
			continue;
		}
		sent = sendmsg(c->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0)
			return errno == EAGAIN ? GO_WAIT_OUT : GO_CLOSE;
		c->moved += sent;
		c->x.sent += sent;
		for (int i = 0; i < 2; i++) {
			size_t taken = (size_t)sent < c->out[i].len ? (size_t)sent : c->out[i].len;

			c->out[i] = str_slice(c->out[i], taken, c->out[i].len);
			sent -= (ssize_t)taken;
		}
	}
}

static enum go answer(struct seat *t, struct conn *c)
{
	if (!t->is_costly && exchange_is_costly(&c->x)) {
		enter(c, CONN_READY);
		if (!server_costly_take(t->server, c))
			return GO_ELSEWHERE;
		t->is_costly = true;
	}
	exchange_answer(&c->x, t->store, t->server->is_stopping);
	c->must_linger = c->x.is_unread || (c->x.is_last && c->in_len > c->x.used);
	c->out[0] = c->x.head_out;
	c->out[1] = c->x.body_out;
	enter(c, CONN_WRITE);
	return GO_ON;
}

static enum go refuse(struct seat *t, struct conn *c, const struct head_refusal *why)
{
	c->arena = server_arena_take(t->server);
	c->x = (struct exchange){ .site = NULL, .is_last = true };
	c->out[0] = exchange_refuse(t->server->site, c->arena, why);
	c->out[1] = STR("");
	c->must_linger = true;
	enter(c, CONN_WRITE);
	return GO_ON;
}

/* Bytes of the body that came with the head. */
static void take_early_body(struct conn *c, size_t head_bytes)
{
	size_t early = c->in_len - head_bytes;
	size_t used = (int64_t)early < c->x.body_wanted ? early : (size_t)c->x.body_wanted;

	if (used)
		exchange_part(&c->x, (struct str){ c->in + head_bytes, used });
	c->moved = (int64_t)used;
	c->x.used = head_bytes + used;
}

static enum go begin_request(struct seat *t, struct conn *c)
{
	c->arena = server_arena_take(t->server);
	exchange_begin(&c->x, t->server->site, c->arena, &t->head, str_of(c->address));
	take_early_body(c, t->head.bytes);
	if (c->x.body_wanted == 0)
		return answer(t, c);
	if (t->head.wants_continue && c->moved == 0) {
		static const char go_ahead[] = "HTTP/1.1 100 Continue\r\n\r\n";

		/* Fits: nothing else was written before. */
		if (send(c->fd, go_ahead, sizeof go_ahead - 1, MSG_NOSIGNAL | MSG_DONTWAIT) != sizeof go_ahead - 1)
			return GO_CLOSE;
	}
	int64_t moved = c->moved;

	enter(c, CONN_BODY);
	c->moved = moved;
	return GO_ON;
}

static enum go go_head(struct seat *t, struct conn *c)
{
	struct head_refusal why;
	ssize_t got;

	for (;;) {
		if (c->in_len) {
			switch (head_read((struct str){ c->in, c->in_len }, &t->head, &why)) {
			case HEAD_GOOD:
				return begin_request(t, c);
			case HEAD_REFUSED:
				return refuse(t, c, &why);
			case HEAD_MORE:
				break;
			}
		}
		got = recv(c->fd, c->in + c->in_len, sizeof c->in - c->in_len, MSG_DONTWAIT);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 && errno == EAGAIN)
			return GO_WAIT_IN;
		if (got <= 0)
			return GO_CLOSE;
		if (c->in_len == 0)
			c->phase_us = exchange_clock_us();
		c->in_len += (size_t)got;
	}
}

static enum go go_body(struct seat *t, struct conn *c)
{
	size_t turn = 0;

	while (c->x.body_wanted > 0) {
		size_t room = c->x.body_wanted < SEAT_BYTES ? (size_t)c->x.body_wanted : SEAT_BYTES;
		ssize_t got = recv(c->fd, t->in, room, MSG_DONTWAIT);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 && errno == EAGAIN)
			return GO_WAIT_IN;
		if (got <= 0)
			return GO_CLOSE;
		exchange_part(&c->x, (struct str){ t->in, (size_t)got });
		c->moved += got;
		turn += (size_t)got;
		if (turn >= TURN_BYTES && c->x.body_wanted > 0)
			return GO_WAIT_IN;
	}
	return answer(t, c);
}

/* As far as it goes without waiting for the client. */
static void go_far(struct seat *t, struct conn *c)
{
	enum go go = GO_ON;

	TAKES_OVER(c);
	c->deadline_us = INT64_MAX;
	c->is_idle = false;
	while (go == GO_ON) {
		switch (atomic_load(&c->phase)) {
		case CONN_HEAD:
			go = go_head(t, c);
			break;
		case CONN_BODY:
			go = go_body(t, c);
			break;
		case CONN_READY:
			go = answer(t, c);
			break;
		case CONN_WRITE:
			go = go_write(t, c);
			break;
		case CONN_LINGER:
			go = go_linger(t, c);
			break;
		case CONN_FREE:
			return;
		}
	}
	if (go == GO_CLOSE)
		close_now(t, c);
	else if (go != GO_ELSEWHERE)
		wait_for(t->server, c, go == GO_WAIT_IN ? EPOLLIN : EPOLLOUT);
}

void conn_go(struct seat *t, struct conn *c)
{
	go_far(t, c);
	while (t->is_costly) {
		struct conn *next = server_costly_pass(t->server);

		t->is_costly = next;
		if (next)
			go_far(t, next);
	}
}
