/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/arena - memory that lives as long as one request, one call or the process.
 * Touches nothing but the C heap. */
#include "core/arena.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCK_LEAST = 16 * 1024, BLOCK_MOST = 1024 * 1024 };

struct block {
	struct block *before;
	size_t used, room;
	alignas(max_align_t) unsigned char at[];
};

struct ending {
	struct ending *before;
	void (*end)(void *thing);
	void *thing;
};

struct arena {
	struct block *last;
	struct ending *endings;
	struct bail *bail;
	size_t cap, total;
};

static _Thread_local struct bail *check_bail_here;

struct bail *check_bail(struct bail *bail)
{
	struct bail *before = check_bail_here;
	check_bail_here = bail;
	return before;
}

void check_failed(const char *condition, const char *file, int line)
{
	fprintf(stderr, "{\"level\":\"bug\",\"at\":\"%s:%d\",\"check\":\"%s\"}\n", file, line, condition);
	if (!check_bail_here)
		abort();
	check_bail_here->why = condition;
	longjmp(check_bail_here->there, 1);
}

static struct block *block_start(struct arena *a, size_t least)
{
	size_t room = a->last ? a->last->room * 2 : BLOCK_LEAST;
	struct block *b;

	if (room > BLOCK_MOST)
		room = BLOCK_MOST;
	if (room < least)
		room = least;
	b = calloc(1, sizeof *b + room);
	if (!b)
		arena_stop(a, "out of memory");
	b->room = room;
	b->before = a->last;
	a->last = b;
	return b;
}

struct arena *arena_start(size_t cap)
{
	struct arena *a = calloc(1, sizeof *a);

	if (!a) {
		fputs("waymark: out of memory\n", stderr);
		abort();
	}
	a->cap = cap;
	return a;
}

static void run_endings(struct arena *a)
{
	while (a->endings) {
		struct ending *e = a->endings;

		a->endings = e->before;
		e->end(e->thing);
	}
}

static void drop_blocks(struct arena *a, struct block *until)
{
	while (a->last != until) {
		struct block *b = a->last;

		a->last = b->before;
		free(b);
	}
}

void arena_end(struct arena *a)
{
	if (!a)
		return;
	run_endings(a);
	drop_blocks(a, NULL);
	free(a);
}

/* Keeps the largest block that is not out of the ordinary, so that the next request needs no other. */
void arena_clear(struct arena *a)
{
	struct block *kept = NULL;

	run_endings(a);
	while (a->last) {
		struct block *b = a->last;

		a->last = b->before;
		if (b->room <= BLOCK_MOST && (!kept || b->room > kept->room)) {
			free(kept);
			kept = b;
		} else {
			free(b);
		}
	}
	if (kept) {
		memset(kept->at, 0, kept->used);
		kept->used = 0;
		kept->before = NULL;
	}
	a->last = kept;
	a->total = 0;
	a->bail = NULL;
}

void arena_bail(struct arena *a, struct bail *bail)
{
	a->bail = bail;
}

void arena_stop(struct arena *a, const char *why)
{
	if (!a->bail) {
		fprintf(stderr, "waymark: %s\n", why);
		abort();
	}
	a->bail->why = why;
	longjmp(a->bail->there, 1);
}

void *arena_take(struct arena *a, size_t size)
{
	size_t need = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	struct block *b = a->last;
	void *at;

	if (need < size || need > a->cap - a->total)
		arena_stop(a, "this asks for more memory than one request may use");
	if (!b || b->room - b->used < need)
		b = block_start(a, need);
	at = b->at + b->used;
	b->used += need;
	a->total += need;
	return at;
}

void *arena_take_many(struct arena *a, size_t size, size_t count)
{
	size_t bytes;

	if (__builtin_mul_overflow(size, count, &bytes))
		arena_stop(a, "this asks for more memory than there is");
	return arena_take(a, bytes);
}

struct str arena_str(struct arena *a, struct str s)
{
	char *copy;

	if (!s.at)
		return STR_NONE;
	copy = arena_take(a, s.len + 1);
	memcpy(copy, s.at, s.len);
	return (struct str){ copy, s.len };
}

const char *arena_cstr(struct arena *a, struct str s)
{
	return s.at ? arena_str(a, s).at : "";
}

struct str arena_vprintf(struct arena *a, const char *form, va_list args)
{
	char small[256];        /* nearly all are short: printed once */
	va_list again;
	int len;
	char *at;

	va_copy(again, args);
	len = vsnprintf(small, sizeof small, form, again);
	va_end(again);
	check(len >= 0);
	at = arena_take(a, (size_t)len + 1);
	if ((size_t)len < sizeof small)
		memcpy(at, small, (size_t)len);
	else
		vsnprintf(at, (size_t)len + 1, form, args);
	return (struct str){ at, (size_t)len };
}

struct str arena_printf(struct arena *a, const char *form, ...)
{
	va_list args;
	struct str s;

	va_start(args, form);
	s = arena_vprintf(a, form, args);
	va_end(args);
	return s;
}

struct arena_mark arena_mark(const struct arena *a)
{
	return (struct arena_mark){ a->last, a->last ? a->last->used : 0, a->total };
}

void arena_reset(struct arena *a, struct arena_mark mark)
{
	drop_blocks(a, mark.block);
	if (a->last) {
		memset(a->last->at + mark.used, 0, a->last->used - mark.used);
		a->last->used = mark.used;
	}
	a->total = mark.total;
}

void arena_at_end(struct arena *a, void (*end)(void *thing), void *thing)
{
	struct ending *e = arena_take(a, sizeof *e);

	*e = (struct ending){ a->endings, end, thing };
	a->endings = e;
}

size_t arena_used(const struct arena *a)
{
	return a->total;
}

void arena_grow(struct arena *a, void **at, size_t *room, size_t size)
{
	size_t next = *room ? *room * 2 : 8;
	void *wider = arena_take_many(a, size, next);

	if (*room)
		memcpy(wider, *at, *room * size);
	*at = wider;
	*room = next;
}

struct str arena_int(struct arena *a, int64_t n)
{
	return arena_printf(a, "%lld", (long long)n);
}
