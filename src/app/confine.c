/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/confine - what a running server gives up.
 * Touches the process itself: its user, landlock, seccomp. */
#define _GNU_SOURCE
#include "app/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/landlock.h>
#include <pwd.h>
#include <seccomp.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

const struct fault *confine_user(struct arena *a, struct str name)
{
	const struct passwd *p;

	if (str_is_empty(name))
		return NULL;
	p = getpwnam(arena_cstr(a, name));
	if (!p)
		return fault_new(a, FAULT_SETTING, "user: there is no user called \"%.*s\"", STR_ARG(name));
	if (geteuid() == p->pw_uid)
		return NULL;
	if (initgroups(p->pw_name, p->pw_gid) != 0 || setgid(p->pw_gid) != 0 || setuid(p->pw_uid) != 0)
		return fault_new(a, FAULT_OUTSIDE, "cannot become user %.*s: %s", STR_ARG(name), strerror(errno));
	/* It must not be possible to come back. */
	if (p->pw_uid != 0 && setuid(0) == 0)
		return fault_new(a, FAULT_OUTSIDE, "the rights of root could be had again");
	return NULL;
}

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

/* What is not there is passed over: nothing can be opened there either. */
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

static bool allow_all(int rules, uint64_t all, const char *const *writable, const char *const *readable)
{
	static const char *const system[] = { "/usr", "/lib", "/lib64", "/bin", "/etc", "/proc", "/sys/devices/system/cpu",
					      "/var/cache/fontconfig", NULL };
	static const char *const devices[] = { "/dev/null", "/dev/zero", "/dev/urandom", "/dev/random", NULL };
	const char *temporary = getenv("TMPDIR");
	bool is_good = allow(rules, temporary ? temporary : "/tmp", all);

	for (; *writable; writable++)
		is_good = allow(rules, *writable, all) && is_good;
	for (; *readable; readable++)
		is_good = allow(rules, *readable, READS) && is_good;
	for (size_t i = 0; system[i]; i++)
		is_good = allow(rules, system[i], READS) && is_good;
	for (size_t i = 0; devices[i]; i++)
		is_good = allow(rules, devices[i], LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE) && is_good;
	return is_good;
}

/*   version   0: this kernel has none */
static const struct fault *restrict_files(struct arena *a, const char *const *writable, const char *const *readable,
					  long *version)
{
	struct landlock_ruleset_attr attr = { 0 };
	uint64_t all;
	bool is_good;
	int rules;

	*version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	if (*version < 1) {
		*version = 0;
		return NULL;
	}
	all = handled(*version);
	attr.handled_access_fs = all;
	rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
	/* Making devices, sockets and links is allowed nowhere. */
	is_good = rules >= 0 &&
		  allow_all(rules, all & (READS | WRITES | CUT_SHORT | LANDLOCK_ACCESS_FS_REFER),
			    writable, readable) &&
		  syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	if (rules >= 0)
		close(rules);
	return is_good ? NULL : fault_new(a, FAULT_OUTSIDE, "landlock: %s", strerror(errno));
}

/* A list of what nobody here calls, not of what is allowed: WeasyPrint is a Python program and holds to no short list. */
static const char *const never[] = {
	"acct", "add_key", "bpf", "chroot", "delete_module", "fanotify_init", "finit_module", "fsconfig", "fsmount", "fsopen",
	"fspick", "init_module", "io_uring_enter", "io_uring_register", "io_uring_setup", "ioperm", "iopl", "kcmp",
	"kexec_file_load", "kexec_load", "keyctl", "lookup_dcookie", "mknod", "mknodat", "modify_ldt", "mount", "mount_setattr",
	"move_mount", "move_pages", "name_to_handle_at", "nfsservctl", "open_by_handle_at", "open_tree", "perf_event_open",
	"personality", "pidfd_getfd", "pivot_root", "process_madvise", "process_vm_readv", "process_vm_writev", "ptrace",
	"quotactl", "quotactl_fd", "reboot", "request_key", "setdomainname", "sethostname", "setns", "settimeofday",
	"clock_settime", "clock_adjtime", "adjtimex", "swapoff", "swapon", "syslog", "umount2", "unshare", "uselib",
	"userfaultfd", "ustat", "vhangup", "vmsplice",
};

static const struct fault *restrict_calls(struct arena *a)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int slip = filter ? 0 : -ENOMEM;

	for (size_t i = 0; !slip && i < sizeof never / sizeof *never; i++) {
		int call = seccomp_syscall_resolve_name(never[i]);

		if (call >= 0)                  /* others are of other processors */
			slip = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);
	}
	if (!slip)
		slip = seccomp_load(filter);
	if (filter)
		seccomp_release(filter);
	return slip ? fault_new(a, FAULT_OUTSIDE, "seccomp: %s", strerror(-slip)) : NULL;
}

const struct fault *confine_process(struct arena *a, const char *const *writable, const char *const *readable,
				    struct str *words)
{
	long version;

	/* A picture of the memory would be a file with children in it. */
	if (setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 }) != 0)
		return fault_new(a, FAULT_OUTSIDE, "core files cannot be forbidden: %s", strerror(errno));
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return fault_new(a, FAULT_OUTSIDE, "no_new_privs: %s", strerror(errno));
	TRY(restrict_files(a, writable, readable, &version));
	TRY(restrict_calls(a));
	*words = version ? arena_printf(a, "landlock %ld, seccomp", version) : STR("seccomp; this kernel has no landlock");
	return NULL;
}
