/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/arena - memory that lives as long as one request, one call or the process.
 * Touches nothing but the C heap; the only place that calls malloc and free. */
#ifndef CORE_ARENA_H
#define CORE_ARENA_H

#include <setjmp.h>
#include <stdarg.h>

#include "core/str.h"

struct arena;

/* Where control goes when an arena is full or a check fails: set `there` by setjmp, hang it on
 * the arena; afterwards `why` says what happened. Without one the process aborts. */
struct bail { jmp_buf there; const char *why; };

/* A fresh arena that gives at most `cap` bytes. Owned by the caller until arena_end. */
struct arena *arena_start(size_t cap);
/* Runs what hangs on arena_at_end (last first) and gives all memory back. NULL is fine. */
void arena_end(struct arena *a);
/* As arena_end, but keeps the arena (and its largest block) for the next request. */
void arena_clear(struct arena *a);
void arena_bail(struct arena *a, struct bail *bail);
/* Ends the request at the arena's bail with `why`. */
_Noreturn void arena_stop(struct arena *a, const char *why);

/* `size` zeroed bytes aligned for any type; never NULL; over the cap the request ends. */
void *arena_take(struct arena *a, size_t size);
/* `count` zeroed elements of type T. */
#define ARENA_NEW(a, T, count) ((T *)arena_take_many((a), sizeof(T), (count)))
void *arena_take_many(struct arena *a, size_t size, size_t count);
/* A copy with a NUL behind it (not counted); absent stays absent. */
struct str arena_str(struct arena *a, struct str s);
/* The same as a C string; absent gives "". */
const char *arena_cstr(struct arena *a, struct str s);
/* As printf. */
struct str arena_printf(struct arena *a, const char *form, ...) __attribute__((format(printf, 2, 3)));
struct str arena_vprintf(struct arena *a, const char *form, va_list args);

/* What stands now; arena_reset gives back all that was taken since (at_end calls stay). */
struct arena_mark { void *block; size_t used; size_t total; };
struct arena_mark arena_mark(const struct arena *a);
void arena_reset(struct arena *a, struct arena_mark mark);
/* Calls `end(thing)` when the arena ends or is cleared. */
void arena_at_end(struct arena *a, void (*end)(void *thing), void *thing);
/* Bytes given out so far. */
size_t arena_used(const struct arena *a);

/* A list in an arena: LIST(struct event) events; LIST_PUSH(arena, &events, e); */
#define LIST(T) struct { T *at; size_t count, room; }
#define LIST_PUSH(a, list, ...) \
	do { \
		if ((list)->count == (list)->room) \
			arena_grow((a), (void **)&(list)->at, &(list)->room, sizeof *(list)->at); \
		(list)->at[(list)->count++] = (__VA_ARGS__); \
	} while (0)
void arena_grow(struct arena *a, void **at, size_t *room, size_t size);

/* A bug of ours: ends the request in the server, the run in tests. */
#define check(condition) \
	((condition) ? (void)0 : check_failed(#condition, __FILE__, __LINE__))
_Noreturn void check_failed(const char *condition, const char *file, int line);
/* The bail that check() uses on this thread; NULL aborts. Gives the one before, to put back. */
struct bail *check_bail(struct bail *bail);

/* "-12": a number as it is printed, in the arena. */
struct str arena_int(struct arena *a, int64_t n);

#endif
