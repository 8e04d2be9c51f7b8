/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/faults/disk - a disk that fails on purpose, for tests/parts/faults.sh: put before the C library (LD_PRELOAD), it lets
 * writes to files whose path holds WAYMARK_FAULT_PATH fail with the error that the file WAYMARK_FAULT_FILE names (ENOSPC,
 * EIO, EROFS, SYNC: only fsync fails); an empty or absent file: nothing fails. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int error_now(int is_sync)
{
	const char *file = getenv("WAYMARK_FAULT_FILE");
	char word[16] = "";
	int fd = file ? (int)syscall(SYS_openat, AT_FDCWD, file, O_RDONLY | O_CLOEXEC, 0) : -1;

	if (fd < 0)
		return 0;
	if (syscall(SYS_read, fd, word, sizeof word - 1) <= 0)
		word[0] = 0;
	syscall(SYS_close, fd);
	if (strncmp(word, "SYNC", 4) == 0)
		return is_sync ? EIO : 0;
	return strncmp(word, "ENOSPC", 6) == 0 ? (is_sync ? 0 : ENOSPC) : strncmp(word, "EROFS", 5) == 0 ? EROFS :
	       strncmp(word, "EIO", 3) == 0 ? EIO : 0;
}

static int is_ours(int fd)
{
	const char *part = getenv("WAYMARK_FAULT_PATH");
	char link[64], path[4096];
	ssize_t len;

	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	len = part ? readlink(link, path, sizeof path - 1) : -1;
	if (len < 0)
		return 0;
	path[len] = 0;
	return strstr(path, part) != NULL;
}

static int fails(int fd, int is_sync)
{
	int error = is_ours(fd) ? error_now(is_sync) : 0;

	if (error)
		errno = error;
	return error != 0;
}

#define REAL(name_) __typeof__(name_) *real = (__typeof__(name_) *)dlsym(RTLD_NEXT, #name_)

ssize_t write(int fd, const void *at, size_t len) { REAL(write); return fails(fd, 0) ? -1 : real(fd, at, len); }
ssize_t pwrite(int fd, const void *at, size_t len, off_t off) { REAL(pwrite); return fails(fd, 0) ? -1 : real(fd, at, len, off); }
ssize_t pwrite64(int fd, const void *at, size_t len, off64_t off) { REAL(pwrite64); return fails(fd, 0) ? -1 : real(fd, at, len, off); }
int ftruncate(int fd, off_t len) { REAL(ftruncate); return fails(fd, 0) ? -1 : real(fd, len); }
int ftruncate64(int fd, off64_t len) { REAL(ftruncate64); return fails(fd, 0) ? -1 : real(fd, len); }
int fsync(int fd) { REAL(fsync); return fails(fd, 1) ? -1 : real(fd); }
int fdatasync(int fd) { REAL(fdatasync); return fails(fd, 1) ? -1 : real(fd); }
