/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/fence - landlock.
 * Touches the kernel. */
#define _GNU_SOURCE
#include "core/fence.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	CUT_SHORT = 1 << 14,            /* LANDLOCK_ACCESS_FS_TRUNCATE, newer than Debian 12's headers */
	READS = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_EXECUTE,
	WRITES = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
		 LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR,
	ALL_V1 = READS | WRITES | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_SOCK |
		 LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM,
	OF_FILES = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
		   CUT_SHORT,
};

/* All that this kernel can refuse: of version 2 moving between folders, of version 3 cutting files short. */
static uint64_t handled(long version)
{
	return ALL_V1 | (version >= 2 ? (uint64_t)LANDLOCK_ACCESS_FS_REFER : 0) |
	       (version >= 3 ? (uint64_t)CUT_SHORT : 0);
}

static uint64_t rights(enum fence_may may, uint64_t all)
{
	switch (may) {
	case FENCE_READ: return READS;
	case FENCE_WRITE: return all & (READS | WRITES | CUT_SHORT | LANDLOCK_ACCESS_FS_REFER);
	default: return LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
	}
}

static bool allow(int rules, const char *path, uint64_t what)
{
	struct landlock_path_beneath_attr beneath = { .allowed_access = what };
	struct stat st;
	bool is_good;

	beneath.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (beneath.parent_fd < 0)
		return true;
	if (fstat(beneath.parent_fd, &st) == 0 && !S_ISDIR(st.st_mode))
		beneath.allowed_access &= OF_FILES;
	is_good = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0;
	close(beneath.parent_fd);
	return is_good;
}

const struct fault *fence_make(struct arena *a, const struct fence_path *paths, size_t count, int *rules, long *version)
{
	struct landlock_ruleset_attr attr = { 0 };
	bool is_good = true;

	*rules = -1;
	*version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	if (*version < 1) {
		*version = 0;
		return NULL;
	}
	attr.handled_access_fs = handled(*version);
	*rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
	for (size_t i = 0; *rules >= 0 && i < count; i++)
		is_good = allow(*rules, paths[i].path, rights(paths[i].may, attr.handled_access_fs)) && is_good;
	if (*rules >= 0 && is_good)
		return NULL;
	const struct fault *f = fault_new(a, FAULT_OUTSIDE, "landlock: %s", strerror(errno));

	if (*rules >= 0)
		close(*rules);
	*rules = -1;
	return f;
}

bool fence_put_on(int rules)
{
	return rules < 0 || (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && syscall(SYS_landlock_restrict_self, rules, 0) == 0);
}
