/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/app/disk - what is made of what the kernel says of disks, in a made /sys. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/disk.h"
#include "core/file.h"
#include "harness.h"

/* The folder of a disk, named as in /sys/dev/block or beneath one. uuid NULL: no device mapper's. */
static void disk(struct arena *a, struct str sys, const char *name, const char *uuid)
{
	mkdir(arena_printf(a, "%.*s/%s", STR_ARG(sys), name).at, 0700);
	mkdir(arena_printf(a, "%.*s/%s/slaves", STR_ARG(sys), name).at, 0700);
	if (!uuid)
		return;
	mkdir(arena_printf(a, "%.*s/%s/dm", STR_ARG(sys), name).at, 0700);
	FILE *f = fopen(arena_printf(a, "%.*s/%s/dm/uuid", STR_ARG(sys), name).at, "w");

	CHECK(f && fputs(uuid, f) >= 0 && fclose(f) == 0);
}

TEST(a_disk_is_sealed_when_all_beneath_it_is)
{
	static const struct { unsigned major, minor; enum disk_state state; const char *what; } rows[] = {
		{ 8, 1, DISK_OPEN, "a plain disk" }, { 253, 0, DISK_SEALED, "LUKS" }, { 253, 1, DISK_SEALED, "a volume on LUKS" },
		{ 253, 2, DISK_OPEN, "a volume on a plain disk" }, { 253, 3, DISK_OPEN, "a volume on LUKS and a plain disk" },
		{ 253, 4, DISK_UNKNOWN, "a volume on LUKS and what cannot be seen" }, { 0, 33, DISK_UNKNOWN, "no disk of its own" },
		{ 9, 9, DISK_UNKNOWN, "a disk that is not told of" },
	};
	struct str sys;

	CHECK_OK(file_folder(a, &sys));
	for (const char *const *at = (const char *const[]){ "dev", "dev/block", NULL }; *at; at++)
		mkdir(arena_printf(a, "%.*s/%s", STR_ARG(sys), *at).at, 0700);
	disk(a, sys, "dev/block/8:1", NULL);
	disk(a, sys, "dev/block/253:0", "CRYPT-LUKS2-7f3a-root\n");
	disk(a, sys, "dev/block/253:1", "LVM-abc\n");
	disk(a, sys, "dev/block/253:1/slaves/dm-0", "CRYPT-LUKS1-1\n");
	disk(a, sys, "dev/block/253:2", "LVM-abc\n");
	disk(a, sys, "dev/block/253:2/slaves/sda", NULL);
	disk(a, sys, "dev/block/253:3", "LVM-abc\n");
	disk(a, sys, "dev/block/253:3/slaves/dm-0", "CRYPT-LUKS2-1\n");
	disk(a, sys, "dev/block/253:3/slaves/sda", NULL);
	disk(a, sys, "dev/block/253:4", "LVM-abc\n");
	disk(a, sys, "dev/block/253:4/slaves/dm-0", "CRYPT-LUKS2-1\n");
	CHECK(symlink("nowhere", arena_printf(a, "%.*s/dev/block/253:4/slaves/dm-1", STR_ARG(sys)).at) == 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_NOTE(disk_look(a, sys.at, rows[i].major, rows[i].minor) == rows[i].state, "%s", rows[i].what);
}
