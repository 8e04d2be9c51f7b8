/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store/redo_room - what redo, redo_wal and redo_restore share; nobody else but the fuzzer of redo_wal includes it.
 * Touches files. */
#ifndef STORE_REDO_ROOM_H
#define STORE_REDO_ROOM_H

#include "store/redo.h"
#include "store/room.h"

/* How far into a write-ahead log: its two salts (at each turn the first is one more, the second is random), frames taken,
 * the running checksum behind them. */
struct wal_place { uint32_t salt[2], sum[2]; int64_t frames; };
/* The latest image of a page that was committed: `frame` counts from 0. */
struct wal_page { uint32_t number; int64_t frame; };
struct wal_look {
	struct wal_place after;         /* behind the last commit */
	uint32_t page_size, pages_all;  /* pages of the whole database after the last commit */
	struct { struct wal_page *at; size_t count, room; } pages;     /* sorted, each number once */
	bool is_new;                    /* something was committed since `from` */
	bool is_broken;                 /* the log is not the continuation of `from`: something may have slipped by */
};
/* What SQLite holds for committed: frames of the turn with these salts. A commit may stand whole in the file and not count
 * yet; when its program is killed then, it may be overwritten. */
struct wal_end { uint32_t salt[2]; int64_t frames; };
/* What was committed to the write-ahead log `fd` (-1: there is none) behind `from`, up to `end`. FAULT_FILE: it is damaged there. */
MUST const struct fault *wal_look(struct arena *a, int fd, const struct wal_place *from, const struct wal_end *end,
				  struct wal_look *out);
/* Does the log still hold all frames up to `place`? Reads the whole of it. */
bool wal_holds(struct arena *a, int fd, const struct wal_place *place);
/* The image of a page. */
MUST const struct fault *wal_page_read(struct arena *a, int fd, int64_t frame, uint32_t page_size, char *into);

/* A kept look: this, then for each page its number (4 bytes) and its image, in the machine's own order of bytes. */
struct redo_head {
	char mark[16];                  /* REDO_MARK */
	uint32_t page_size, pages_all, count, line;
	int64_t seq, now_ms;
};
#define REDO_MARK "WAYMARK-REDO-1\n"

/* "000001", "base-1764450000123", "00000001-1764450000123" */
struct redo_file { struct str path; int64_t line, seq, ms; };   /* seq 0: the base */
struct redo_files { struct redo_file *at; size_t count, room; };
/* All of a folder in order of line and number; names that are not ours are passed over. */
MUST const struct fault *redo_files(struct arena *a, struct str folder, struct redo_files *out);

#endif
