/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/disk - what the kernel tells of the disk beneath a file.
 * Touches /sys and the file system. */
#define _GNU_SOURCE
#include "app/disk.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "core/file.h"
#include "store/store.h"

enum { LAYERS_MOST = 8 /* LVM on RAID on LUKS on a partition */ };
static const long tmpfs = 0x01021994;

static bool is_crypt(struct arena *a, const char *folder)
{
	FILE *f = fopen(arena_printf(a, "%s/dm/uuid", folder).at, "re");
	char line[32] = "";
	bool is = f && fgets(line, sizeof line, f) && str_starts(str_of(line), STR("CRYPT-"));

	if (f)
		fclose(f);
	return is;
}

static enum disk_state look(struct arena *a, const char *folder, int layers)
{
	enum disk_state all = DISK_OPEN;
	const struct dirent *e;
	size_t count = 0;
	DIR *under;

	if (access(folder, R_OK) != 0)
		return DISK_UNKNOWN;
	if (is_crypt(a, folder))
		return DISK_SEALED;
	under = layers < LAYERS_MOST ? opendir(arena_printf(a, "%s/slaves", folder).at) : NULL;
	while (under && (e = readdir(under)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		enum disk_state one = look(a, arena_printf(a, "%s/slaves/%s", folder, e->d_name).at, layers + 1);

		all = count++ == 0 || one == DISK_OPEN || (one == DISK_UNKNOWN && all == DISK_SEALED) ? one : all;
	}
	if (under)
		closedir(under);
	return all;
}

enum disk_state disk_look(struct arena *a, const char *sys, unsigned major, unsigned minor)
{
	return major == 0 ? DISK_UNKNOWN : look(a, arena_printf(a, "%s/dev/block/%u:%u", sys, major, minor).at, 0);
}

/* What lies in memory alone is on no disk. */
static enum disk_state beneath(struct arena *a, const char *folder)
{
	struct statfs system;
	struct stat is;

	if (stat(folder, &is) != 0 || statfs(folder, &system) != 0)
		return DISK_UNKNOWN;
	return (long)system.f_type == tmpfs ? DISK_SEALED : disk_look(a, "/sys", major(is.st_dev), minor(is.st_dev));
}

static struct str state_words(enum disk_state state)
{
	return state == DISK_SEALED ? STR("encrypted") : state == DISK_OPEN ? STR("NOT encrypted") : STR("not known to be encrypted");
}

const struct fault *disk_check(struct arena *a, const struct settings *s, struct str *words)
{
	struct str wanted = setting_of(s, "disk-encrypted"), db = setting_of(s, "db");
	const char *temporary = getenv("TMPDIR");
	bool is_elsewhere = store_kind_at(db) == STORE_POSTGRES;

	if (str_equal(wanted, STR("yes"))) {
		*words = STR("encrypted, says the setting disk-encrypted");
		return NULL;
	}
	if (!str_equal(wanted, STR("look")) && !str_equal(wanted, STR("must")))
		return fault_new(a, FAULT_SETTING, "disk-encrypted: expected look, must or yes");
	enum disk_state kept = is_elsewhere ? DISK_UNKNOWN : beneath(a, file_parent(a, db)), passing = beneath(a, temporary ? temporary : "/tmp");

	*words = arena_printf(a, "database %.*s, temporary files %.*s", STR_ARG(state_words(kept)), STR_ARG(state_words(passing)));
	if (str_equal(wanted, STR("must")) && (kept != DISK_SEALED || passing != DISK_SEALED))
		return fault_new(a, FAULT_SETTING, "disk-encrypted: %.*s. Encrypt the disk (LUKS), or say \"disk-encrypted: yes\" when it is, in a way "
			"that this machine cannot see (docs/operator.md)", STR_ARG(*words));
	return NULL;
}
