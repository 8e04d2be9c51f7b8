/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/child - fork, limits, pipes.
 * Touches processes and pipes. */
#include "core/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/cage.h"
#include "core/out.h"

enum { PIECE = 65536, SAID_MOST = 2000, NOT_FOUND = 127, NOT_HELD = 126, FILES_MOST = 256 };

extern char **environ;

struct pipes { int in[2], out[2], said[2]; };

static void close_all(const struct pipes *p)
{
	const int all[6] = { p->in[0], p->in[1], p->out[0], p->out[1], p->said[0], p->said[1] };

	for (int i = 0; i < 6; i++)
		if (all[i] >= 0)
			close(all[i]);
}

static bool pipes_open(struct pipes *p)
{
	*p = (struct pipes){ { -1, -1 }, { -1, -1 }, { -1, -1 } };
	if (pipe(p->in) == 0 && pipe(p->out) == 0 && pipe(p->said) == 0)
		return true;
	close_all(p);
	return false;
}

static void limit(int what, int64_t most)
{
	struct rlimit l = { (rlim_t)most, (rlim_t)most };

	setrlimit(what, &l);
}

/* After the fork: only calls that are safe there. */
static _Noreturn void be_child(const struct child *c, const struct pipes *p, const struct cage *cage)
{
	dup2(c->input_file ? c->input_file : p->in[0], 0);
	dup2(p->out[1], 1);
	dup2(p->said[1], 2);
	setsid();                       /* so that all that it starts can be ended with it */
	if (cage && !cage_put_on(cage))
		_exit(NOT_HELD);
	for (int fd = 3; fd < 1024; fd++)
		close(fd);
	limit(RLIMIT_CPU, c->seconds + 1);
	limit(RLIMIT_CORE, 0);
	if (c->memory_most > 0)
		limit(RLIMIT_AS, c->memory_most);
	if (c->file_most > 0)
		limit(RLIMIT_FSIZE, c->file_most);
	if (cage) {
		limit(RLIMIT_NOFILE, FILES_MOST);
		environ = cage_environment(cage);
	}
	execvp(c->words[0], (char *const *)c->words);
	_exit(NOT_FOUND);
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* What goes on between the two until the child has closed its ends; false when time or room ran out. */
struct talk { int in, out, said; struct str input; struct out output, words; size_t output_most; int64_t until; };

static bool take(int *fd, struct out *into, size_t most)
{
	char piece[PIECE];
	ssize_t got = read(*fd, piece, sizeof piece);

	if (got < 0)
		return errno == EINTR || errno == EAGAIN;
	if (got == 0) {
		close(*fd);
		*fd = -1;
		return true;
	}
	if (into->len + (size_t)got > most)
		return false;
	out_add(into, (struct str){ piece, (size_t)got });
	return true;
}

static void give(struct talk *t)
{
	ssize_t done = write(t->in, t->input.at, t->input.len < PIECE ? t->input.len : PIECE);

	if (done > 0)
		t->input = str_slice(t->input, (size_t)done, t->input.len);
	if (t->input.len == 0 || (done < 0 && errno != EINTR && errno != EAGAIN)) {
		close(t->in);
		t->in = -1;
	}
}

static bool talk(struct talk *t)
{
	while (t->in >= 0 || t->out >= 0 || t->said >= 0) {
		struct pollfd fds[3] = { { t->in, POLLOUT, 0 }, { t->out, POLLIN, 0 }, { t->said, POLLIN, 0 } };
		int64_t left = t->until - now_ms();

		if (left <= 0)
			return false;
		if (poll(fds, 3, (int)left) < 0 && errno != EINTR)
			return false;
		if (fds[0].revents)
			give(t);
		if (fds[1].revents && !take(&t->out, &t->output, t->output_most))
			return false;
		if (fds[2].revents && !take(&t->said, &t->words, (size_t)64 * 1024))
			return false;
	}
	return true;
}

static const struct fault *outcome(struct arena *a, const struct child *c, bool is_whole, int status, struct str said)
{
	bool is_run = !WIFEXITED(status) || (WEXITSTATUS(status) != NOT_FOUND && WEXITSTATUS(status) != NOT_HELD);
	struct str tail = str_trim(str_slice(said, said.len > SAID_MOST ? said.len - SAID_MOST : 0, said.len));

	if (c->end)
		*c->end = !is_run ? CHILD_NOT_RUN : is_whole && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? CHILD_DONE : CHILD_FAILED;
	if (!is_whole)
		return fault_new(a, FAULT_OUTSIDE, "%s took too long or gave too much, and was stopped", c->words[0]);
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_HELD)
		return fault_new(a, FAULT_OUTSIDE, "%s was not run: it cannot be held", c->words[0]);
	if (WIFSIGNALED(status))
		return fault_new(a, FAULT_OUTSIDE, "%s was ended by signal %d (%s)", c->words[0], WTERMSIG(status), strsignal(WTERMSIG(status)));
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND)
		return fault_new(a, FAULT_OUTSIDE, "%s cannot be run: is it installed?", c->words[0]);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return fault_new(a, FAULT_OUTSIDE, "%s failed: %.*s", c->words[0], STR_ARG(tail));
	return NULL;
}

const struct fault *child_run(struct arena *a, const struct child *c, struct str *output)
{
	struct cage *cage = NULL;
	struct pipes p;
	struct talk t;
	bool is_whole;
	int status = 0;
	pid_t pid;

	if (c->end)
		*c->end = CHILD_NOT_RUN;
	if (c->is_caged)
		TRY(cage_make(a, c->folder, &cage));
	if (!pipes_open(&p))
		return fault_new(a, FAULT_OUTSIDE, "no pipes for %s", c->words[0]);
	pid = fork();
	if (pid == 0)
		be_child(c, &p, cage);
	if (pid < 0) {
		close_all(&p);
		return fault_new(a, FAULT_OUTSIDE, "%s cannot be started", c->words[0]);
	}
	close(p.in[0]);
	close(p.out[1]);
	close(p.said[1]);
	t = (struct talk){ p.in[1], p.out[0], p.said[0], c->input.at ? c->input : STR(""), out_start(a, 0), out_start(a, 0),
			   c->output_most, now_ms() + (int64_t)c->seconds * 1000 };
	fcntl(t.in, F_SETFL, O_NONBLOCK);
	is_whole = talk(&t);
	if (!is_whole)
		kill(-pid, SIGKILL);
	if (t.in >= 0)
		close(t.in);
	if (t.out >= 0)
		close(t.out);
	if (t.said >= 0)
		close(t.said);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	*output = out_str(&t.output);
	return outcome(a, c, is_whole, status, out_str(&t.words));
}
