/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/disk - is what the database lies on encrypted? Records are not sealed one by one: whoever carries the disk away is stopped by
 * the disk.
 * Touches what the kernel tells of its disks. */
#ifndef APP_DISK_H
#define APP_DISK_H

#include "app/settings.h"

/* DISK_UNKNOWN: the kernel does not say (a network's disk, a container, a file system of many disks). */
enum disk_state { DISK_UNKNOWN, DISK_OPEN, DISK_SEALED };
/* What the kernel says of one disk: sealed when it is dm-crypt's (LUKS), or when all that it is made of are.
 *   sys            "/sys"; exposed for tests
 *   major, minor   of the disk; major 0: none of its own */
enum disk_state disk_look(struct arena *a, const char *sys, unsigned major, unsigned minor);
/* As the setting disk-encrypted wants it: looks at the disks beneath the database and the folder for temporary files.
 *   words   for the operator: what is known
 * FAULT_SETTING: it must be encrypted and is not known to be; a value that is none. */
MUST const struct fault *disk_check(struct arena *a, const struct settings *s, struct str *words);

#endif
