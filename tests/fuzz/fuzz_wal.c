/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/wal - any bytes as SQLite's write-ahead log, looked at twice: each page once, in order, none beyond the end of
 * the database, each where it can be read again. The first byte: 1 makes the checksums right, so that what is behind them
 * is reached. The second and the third: how many frames count at each look. */
#include <stdio.h>
#include <unistd.h>

#include "store/redo_room.h"

enum { HEAD = 32, FRAME_HEAD = 24 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static uint32_t big(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void put(unsigned char *at, uint32_t n)
{
	for (int i = 0; i < 4; i++)
		at[i] = (unsigned char)(n >> (24 - 8 * i));
}

/* Of big-endian words, as the head that is written says. */
static void sum_add(const unsigned char *at, size_t len, uint32_t sum[2])
{
	for (size_t i = 0; i + 8 <= len; i += 8) {
		sum[0] += big(at + i) + sum[1];
		sum[1] += big(at + i + 4) + sum[0];
	}
}

static void mend(unsigned char *at, size_t len)
{
	uint32_t sum[2] = { 0, 0 };

	put(at, 0x377f0683);
	put(at + 4, 3007000);
	size_t page = (size_t)512 << (at[11] % 4), frame = FRAME_HEAD + page;

	put(at + 8, (uint32_t)page);
	sum_add(at, 24, sum);
	put(at + 24, sum[0]);
	put(at + 28, sum[1]);
	for (size_t i = HEAD; i + frame <= len; i += frame) {
		memcpy(at + i + 8, at + 16, 8);
		sum_add(at + i, 8, sum);
		sum_add(at + i + FRAME_HEAD, page, sum);
		put(at + i + 16, sum[0]);
		put(at + i + 20, sum[1]);
	}
}

static void look_is_good(struct arena *a, int fd, const struct wal_place *from, const struct wal_look *look)
{
	char *page = arena_take(a, look->page_size + 1);

	for (size_t i = 0; i < look->pages.count; i++) {
		const struct wal_page *p = &look->pages.at[i];

		check(p->number > 0 && p->number <= look->pages_all && (i == 0 || p[-1].number < p->number));
		check(p->frame >= 0 && p->frame < look->after.frames);
		check(wal_page_read(a, fd, p->frame, look->page_size, page) == NULL);
	}
	check(look->is_new || look->pages.count == 0);
	check(look->is_broken || wal_holds(a, fd, &look->after));
	check(look->is_broken || look->after.salt[0] != from->salt[0] || look->after.frames >= from->frames);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct wal_place fresh = { { 0, 0 }, { 0, 0 }, 0 };
	struct wal_look first, second;
	struct arena *a = arena_start((size_t)64 << 20);
	FILE *f = tmpfile();

	check(f);
	if (len > 3 + HEAD) {
		unsigned char *at = arena_take(a, len);

		memcpy(at, bytes, len);
		if (at[0] == 1)
			mend(at + 3, len - 3);
		check(fwrite(at + 3, len - 3, 1, f) == 1 && fflush(f) == 0);
		struct wal_end end = { { big(at + 19), big(at + 23) }, at[1] };

		/* Frames that SQLite counts on and that are not whole are a fault. */
		bool is_whole = wal_look(a, fileno(f), &fresh, &end, &first) == NULL;

		if (is_whole)
			look_is_good(a, fileno(f), &fresh, &first);
		end.frames = at[2];
		if (is_whole && !wal_look(a, fileno(f), &first.after, &end, &second))
			look_is_good(a, fileno(f), &first.after, &second);
	}
	fclose(f);
	arena_end(a);
	return 0;
}
