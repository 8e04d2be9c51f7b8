/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/confine - what a running server gives up.
 * Touches the process itself: its user, landlock, seccomp. */
#define _GNU_SOURCE
#include "app/confine.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <seccomp.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/fence.h"

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

enum { PATHS_MOST = 48 };

static const struct fault *restrict_files(struct arena *a, const char *const *writable, const char *const *readable,
					  long *version)
{
	static const char *const system[] = { "/usr", "/lib", "/lib64", "/bin", "/etc", "/proc", "/sys/devices/system/cpu",
					      "/var/cache/fontconfig", NULL };
	static const char *const devices[] = { "/dev/null", "/dev/zero", "/dev/urandom", "/dev/random", NULL };
	static const struct { const char *const *at; enum fence_may may; } fixed[] = { { system, FENCE_READ }, { devices, FENCE_DEVICE } };
	struct fence_path paths[PATHS_MOST];
	const char *temporary = getenv("TMPDIR");
	size_t count = 0;
	bool is_good;
	int rules;

	paths[count++] = (struct fence_path){ temporary ? temporary : "/tmp", FENCE_WRITE };
	for (; *writable && count < PATHS_MOST; writable++)
		paths[count++] = (struct fence_path){ *writable, FENCE_WRITE };
	for (; *readable && count < PATHS_MOST; readable++)
		paths[count++] = (struct fence_path){ *readable, FENCE_READ };
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; fixed[k].at[i]; i++) {
			check(count < PATHS_MOST);
			paths[count++] = (struct fence_path){ fixed[k].at[i], fixed[k].may };
		}
	TRY(fence_make(a, paths, count, &rules, version));
	is_good = fence_put_on(rules);
	if (rules >= 0)
		close(rules);
	return is_good ? NULL : fault_new(a, FAULT_OUTSIDE, "landlock: %s", strerror(errno));
}

/* A list of what nobody here calls, not of what is allowed: pg_dump, curl and whatever libraries they load hold to no short list.
 * Children that read what strangers sent have a list of what is allowed: core/cage. */
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
