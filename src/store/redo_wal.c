/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store/redo_wal - reads SQLite's write-ahead log as its file format says (sqlite.org/fileformat2.html, section 4): a head, then
 * frames of a page each; a frame counts when its salts are the head's and the checksum runs on from the frame before it.
 * Touches a file, reading only. */
#include <stdlib.h>
#include <unistd.h>

#include "store/redo_room.h"

enum { HEAD = 32, FRAME_HEAD = 24, VERSION = 3007000, PAGE_MOST = 65536 };
static const uint32_t magic = 0x377f0682;       /* with the lowest bit set: checksums of big-endian words */

static uint32_t big(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static uint32_t little(const unsigned char *at)
{
	return (uint32_t)at[3] << 24 | (uint32_t)at[2] << 16 | (uint32_t)at[1] << 8 | at[0];
}

static void sum_add(bool is_big, const unsigned char *at, size_t len, uint32_t sum[2])
{
	for (size_t i = 0; i + 8 <= len; i += 8) {
		sum[0] += (is_big ? big(at + i) : little(at + i)) + sum[1];
		sum[1] += (is_big ? big(at + i + 4) : little(at + i + 4)) + sum[0];
	}
}

struct wal { int fd; bool is_big; uint32_t page_size; struct wal_place start; unsigned char *frame; };

/* False: there is none, it is empty, or its head is not whole. */
static bool wal_open(struct arena *a, int fd, struct wal *w)
{
	unsigned char head[HEAD];
	uint32_t sum[2] = { 0, 0 };

	*w = (struct wal){ .fd = fd };
	if (fd < 0 || pread(fd, head, HEAD, 0) != HEAD || (big(head) & ~1u) != magic || big(head + 4) != VERSION)
		return false;
	w->is_big = big(head) & 1;
	w->page_size = big(head + 8);
	if (w->page_size < 512 || w->page_size > PAGE_MOST || (w->page_size & (w->page_size - 1)))
		return false;
	sum_add(w->is_big, head, 24, sum);
	if (sum[0] != big(head + 24) || sum[1] != big(head + 28))
		return false;
	w->start = (struct wal_place){ .salt = { big(head + 16), big(head + 20) }, .sum = { sum[0], sum[1] } };
	w->frame = arena_take(a, FRAME_HEAD + w->page_size);
	return true;
}

/* The frame behind `at`, and `at` behind it; false when there is none that counts.
 *   number, commit   its page; pages of the whole database when it ends a commit, else 0 */
static bool frame_next(const struct wal *w, struct wal_place *at, uint32_t *number, uint32_t *commit)
{
	ssize_t len = FRAME_HEAD + (ssize_t)w->page_size;
	uint32_t sum[2] = { at->sum[0], at->sum[1] };

	if (pread(w->fd, w->frame, (size_t)len, (off_t)(HEAD + at->frames * len)) != len)
		return false;
	if (big(w->frame + 8) != at->salt[0] || big(w->frame + 12) != at->salt[1])
		return false;
	sum_add(w->is_big, w->frame, 8, sum);
	sum_add(w->is_big, w->frame + FRAME_HEAD, w->page_size, sum);
	if (sum[0] != big(w->frame + 16) || sum[1] != big(w->frame + 20))
		return false;
	*number = big(w->frame);
	*commit = big(w->frame + 4);
	at->sum[0] = sum[0];
	at->sum[1] = sum[1];
	at->frames++;
	return *number > 0;
}

static bool is_turn(const struct wal_place *a, const struct wal_place *b)
{
	return a->salt[0] == b->salt[0] && a->salt[1] == b->salt[1];
}

static int by_number(const void *left, const void *right)
{
	const struct wal_page *a = left, *b = right;

	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return a->frame < b->frame ? 1 : a->frame > b->frame ? -1 : 0;
}

/* Sorted, of each page the latest, none beyond the end of the database. */
static void pages_settle(struct wal_look *l)
{
	size_t kept = 0;

	if (l->pages.count)
		qsort(l->pages.at, l->pages.count, sizeof *l->pages.at, by_number);
	for (size_t i = 0; i < l->pages.count; i++)
		if (l->pages.at[i].number <= l->pages_all && (kept == 0 || l->pages.at[kept - 1].number != l->pages.at[i].number))
			l->pages.at[kept++] = l->pages.at[i];
	l->pages.count = kept;
}

/* Where to go on: behind `from`, or at the start of the next turn, which SQLite begins only when all of the last was
 * moved into the database; else the log is not the one that was left. (The count of turns in the head is no help: each
 * connection has its own.) */
static bool goes_on(const struct wal *w, const struct wal_place *from, struct wal_place *at)
{
	bool is_fresh = from->salt[0] == 0 && from->salt[1] == 0 && from->frames == 0;

	*at = !is_fresh && is_turn(&w->start, from) ? *from : w->start;
	return is_fresh || is_turn(&w->start, from) || w->start.salt[0] == from->salt[0] + 1;
}

/* Frames that count could not be read. When the next turn has begun meanwhile they were all moved into the database: nothing is
 * told of them, and the next look goes by the new turn. Else the file is damaged. */
static const struct fault *is_left(struct arena *a, int fd, const struct wal_place *from, const struct wal_end *end, int64_t frame,
				   struct wal_look *out)
{
	struct wal w;

	if (wal_open(a, fd, &w) && w.start.salt[0] == end->salt[0] && w.start.salt[1] == end->salt[1])
		return fault_new(a, FAULT_FILE, "the write-ahead log is not whole at frame %lld of %lld: the disk may be failing (docs/operator.md)",
				 (long long)frame, (long long)end->frames);
	*out = (struct wal_look){ .after = *from };
	return NULL;
}

const struct fault *wal_look(struct arena *a, int fd, const struct wal_place *from, const struct wal_end *end,
			     struct wal_look *out)
{
	struct wal w;
	struct wal_place at;
	uint32_t number, commit;
	size_t committed = 0;

	*out = (struct wal_look){ .after = *from };
	if (!wal_open(a, fd, &w)) {
		out->is_broken = from->frames > 0;
		return NULL;
	}
	if (!goes_on(&w, from, &at)) {
		out->is_broken = true;
		return NULL;
	}
	out->page_size = w.page_size;
	if (at.salt[0] != end->salt[0] || at.salt[1] != end->salt[1])
		return NULL;                    /* the next turn has begun, and nothing of it is in the file yet */
	out->after = at;
	while (at.frames < end->frames && frame_next(&w, &at, &number, &commit)) {
		LIST_PUSH(a, &out->pages, (struct wal_page){ number, at.frames - 1 });
		if (!commit)
			continue;
		out->is_new = true;
		out->after = at;
		out->pages_all = commit;
		committed = out->pages.count;
	}
	if (at.frames < end->frames)
		return is_left(a, fd, from, end, at.frames, out);
	out->pages.count = committed;           /* what is not committed yet is of the next look */
	pages_settle(out);
	return NULL;
}

bool wal_holds(struct arena *a, int fd, const struct wal_place *place)
{
	struct wal w;
	struct wal_place at;
	uint32_t number, commit;

	if (!wal_open(a, fd, &w))
		return place->frames == 0;
	at = w.start;
	if (!is_turn(&at, place) || place->frames == 0)
		return true;                    /* wal_look says whether it may be another turn */
	while (at.frames < place->frames && frame_next(&w, &at, &number, &commit))
		;
	return at.frames == place->frames && at.sum[0] == place->sum[0] && at.sum[1] == place->sum[1];
}

const struct fault *wal_page_read(struct arena *a, int fd, int64_t frame, uint32_t page_size, char *into)
{
	off_t at = (off_t)(HEAD + frame * (int64_t)(FRAME_HEAD + page_size) + FRAME_HEAD);

	if (pread(fd, into, page_size, at) != (ssize_t)page_size)
		return fault_new(a, FAULT_FILE, "the write-ahead log cannot be read again");
	return NULL;
}
