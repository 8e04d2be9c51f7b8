/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/cage - landlock and a list of what is allowed, for children.
 * Touches the kernel, libseccomp. */
#define _GNU_SOURCE
#include "core/cage.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "core/fence.h"

enum { PATHS_MOST = 24 };

struct cage {
	int rules;
	struct sock_fprog filter;
	char *environment[8];
};

/* What qpdf, file and WeasyPrint (Python) call, seen with strace, and their like for other versions. Sockets, other processes
 * and their memory, mounts, devices, modules, clocks and rights are not among them. */
static const char *const allowed[] = {
	"access", "arch_prctl", "brk", "chdir", "chmod", "clock_getres", "clock_gettime", "clock_nanosleep", "close", "close_range",
	"copy_file_range", "dup", "dup2", "dup3", "epoll_create1", "epoll_ctl", "epoll_pwait", "epoll_wait", "eventfd2", "execve", "exit",
	"exit_group", "faccessat", "faccessat2", "fadvise64", "fallocate", "fchdir", "fchmod", "fchmodat", "fdatasync", "flock", "fstat",
	"fstatfs", "fsync", "ftruncate", "futex", "getcpu", "getcwd", "getdents", "getdents64", "getegid", "geteuid", "getgid",
	"getgroups", "getpgid", "getpgrp", "getpid", "getppid", "getrandom", "getresgid", "getresuid", "getrlimit", "getrusage", "getsid",
	"gettid", "gettimeofday", "getuid", "ioctl", "lseek", "lstat", "madvise", "membarrier", "memfd_create", "mincore", "mkdir",
	"mkdirat", "mmap", "mprotect", "mremap", "msync", "munmap", "nanosleep", "newfstatat", "open", "openat", "pipe", "pipe2", "poll",
	"ppoll", "prctl", "pread64", "preadv", "pselect6", "pwrite64", "pwritev", "read", "readlink", "readlinkat", "readv",
	"rename", "renameat", "renameat2", "restart_syscall", "rmdir", "rseq", "rt_sigaction", "rt_sigpending", "rt_sigprocmask",
	"rt_sigreturn", "rt_sigsuspend", "rt_sigtimedwait", "sched_get_priority_max", "sched_get_priority_min", "sched_getaffinity",
	"sched_getparam", "sched_getscheduler", "sched_yield", "select", "sendfile", "set_robust_list", "set_tid_address", "setrlimit",
	"sigaltstack", "stat", "statfs", "statx", "sysinfo", "time", "times", "truncate", "umask", "uname", "unlink", "unlinkat",
	"utimensat", "wait4", "write", "writev",
};

/* Allowed with this argument alone: limits of its own process; nothing of fcntl by which the kernel would send a signal to a
 * process that it names (F_SETOWN). */
static const struct { const char *name; unsigned int argument; uint64_t value; } narrow[] = {
	{ "prlimit64", 0, 0 },
	{ "fcntl", 1, F_DUPFD }, { "fcntl", 1, F_DUPFD_CLOEXEC }, { "fcntl", 1, F_GETFD }, { "fcntl", 1, F_SETFD }, { "fcntl", 1, F_GETFL },
	{ "fcntl", 1, F_SETFL }, { "fcntl", 1, F_GETLK }, { "fcntl", 1, F_SETLK }, { "fcntl", 1, F_SETLKW }, { "fcntl", 1, F_OFD_GETLK },
	{ "fcntl", 1, F_OFD_SETLK }, { "fcntl", 1, F_OFD_SETLKW }, { "fcntl", 1, F_ADD_SEALS }, { "fcntl", 1, F_GET_SEALS },
};

/* Threads of its own, no other process; clone3 hides what it is asked for, so that it is said not to be there. */
static int threads_alone(scmp_filter_ctx filter)
{
	int slip = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));

	return slip ? slip : seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
}

static int calls_add(scmp_filter_ctx filter)
{
	int slip = 0;

	for (size_t i = 0; !slip && i < sizeof allowed / sizeof *allowed; i++) {
		int call = seccomp_syscall_resolve_name(allowed[i]);

		if (call >= 0)                  /* others are of other processors */
			slip = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
	}
	for (size_t i = 0; !slip && i < sizeof narrow / sizeof *narrow; i++)
		slip = seccomp_rule_add(filter, SCMP_ACT_ALLOW, seccomp_syscall_resolve_name(narrow[i].name), 1,
					SCMP_CMP64(narrow[i].argument, SCMP_CMP_EQ, narrow[i].value));
	return slip ? slip : threads_alone(filter);
}

/* As the kernel takes it, so that nothing has to be made after the fork. */
static int filter_write(struct arena *a, scmp_filter_ctx filter, struct sock_fprog *out)
{
	int fd = memfd_create("filter", MFD_CLOEXEC), slip = fd < 0 ? -errno : seccomp_export_bpf(filter, fd);
	off_t size = slip ? 0 : lseek(fd, 0, SEEK_END);
	struct sock_filter *steps = arena_take(a, (size_t)size);

	if (!slip && (size <= 0 || pread(fd, steps, (size_t)size, 0) != (ssize_t)size))
		slip = -EIO;
	if (fd >= 0)
		close(fd);
	*out = (struct sock_fprog){ (unsigned short)((size_t)size / sizeof *steps), steps };
	return slip;
}

static const struct fault *filter_make(struct arena *a, struct sock_fprog *out)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int slip = filter ? calls_add(filter) : -ENOMEM;

	if (!slip)
		slip = filter_write(a, filter, out);
	if (filter)
		seccomp_release(filter);
	return slip ? fault_new(a, FAULT_OUTSIDE, "seccomp: %s", strerror(-slip)) : NULL;
}

static const struct fault *files_make(struct arena *a, const char *folder, struct cage *cage)
{
	/* /etc as a whole would give more than fonts and libraries: users, keys, settings. */
	static const char *const system[] = { "/usr", "/lib", "/lib64", "/bin", "/etc/fonts", "/etc/ld.so.cache", "/etc/magic", "/etc/magic.mime",
		"/etc/alternatives", "/etc/python3", "/etc/python3.11", "/etc/localtime", "/var/cache/fontconfig" };
	static const char *const devices[] = { "/dev/null", "/dev/zero", "/dev/urandom", "/dev/random" };
	struct fence_path paths[PATHS_MOST];
	size_t count = 0;
	long version;

	for (size_t i = 0; i < sizeof system / sizeof *system; i++)
		paths[count++] = (struct fence_path){ system[i], FENCE_READ };
	for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
		paths[count++] = (struct fence_path){ devices[i], FENCE_DEVICE };
	if (folder)
		paths[count++] = (struct fence_path){ folder, FENCE_WRITE };
	return fence_make(a, paths, count, &cage->rules, &version);
}

static void cage_end(void *thing)
{
	const struct cage *cage = thing;

	if (cage->rules >= 0)
		close(cage->rules);
}

/* The keys of tests and databases stand in environments; what a program needs of it is this. */
static void environment_make(struct arena *a, const char *folder, struct cage *cage)
{
	static const char *const plain[] = { "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "HOME=/nonexistent", "PYTHONDONTWRITEBYTECODE=1",
					     "PYTHONNOUSERSITE=1" };
	size_t count = 0;

	for (; count < sizeof plain / sizeof *plain; count++)
		cage->environment[count] = (char *)(uintptr_t)plain[count];
	if (folder)
		cage->environment[count++] = (char *)(uintptr_t)arena_printf(a, "TMPDIR=%s", folder).at;
	cage->environment[count] = NULL;
}

const struct fault *cage_make(struct arena *a, const char *folder, struct cage **out)
{
	struct cage *cage = ARENA_NEW(a, struct cage, 1);

	cage->rules = -1;
	TRY(filter_make(a, &cage->filter));
	TRY(files_make(a, folder, cage));
	arena_at_end(a, cage_end, cage);
	environment_make(a, folder, cage);
	*out = cage;
	return NULL;
}

bool cage_put_on(const struct cage *cage)
{
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && fence_put_on(cage->rules) &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &cage->filter, 0, 0) == 0;
}

char **cage_environment(const struct cage *cage)
{
	return (char **)(uintptr_t)cage->environment;
}
