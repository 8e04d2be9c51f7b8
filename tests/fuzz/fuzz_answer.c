/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/answer - any bytes as what a server says that we called: a mail server when the first line is "mail", else GOV.UK
 * Notify. A message is taken or not, with a reason in plain short text; never a crash, and none waits for long. */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/http.h"
#include "work/post_room.h"

enum { SECONDS = 2, WHY_MOST = 400, SAYS_MOST = 32768 };

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* A server that says the same to whoever comes, listens until they have gone, and takes the next. */
static struct { int fd, port; pthread_mutex_t lock; char says[SAYS_MOST]; size_t len; } server = { .lock = PTHREAD_MUTEX_INITIALIZER };

static size_t says(char out[SAYS_MOST])
{
	pthread_mutex_lock(&server.lock);
	size_t len = server.len;

	memcpy(out, server.says, len);
	pthread_mutex_unlock(&server.lock);
	return len;
}

static void say(struct str in)
{
	pthread_mutex_lock(&server.lock);
	server.len = in.len < SAYS_MOST ? in.len : SAYS_MOST;
	if (server.len)
		memcpy(server.says, in.at, server.len);
	pthread_mutex_unlock(&server.lock);
}

static void *serve(void *nothing)
{
	static char out[SAYS_MOST], heard[4096];

	for (;;) {
		int fd = accept(server.fd, NULL, NULL);
		size_t len = says(out);

		for (size_t at = 0; fd >= 0 && at < len;) {
			ssize_t n = send(fd, out + at, len - at, MSG_NOSIGNAL);

			if (n <= 0)
				break;
			at += (size_t)n;
		}
		shutdown(fd, SHUT_WR);
		while (fd >= 0 && read(fd, heard, sizeof heard) > 0)
			;
		close(fd);
	}
	return nothing;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof at;
	pthread_t thread;

	(void)argc, (void)argv;
	server.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	check(server.fd >= 0 && bind(server.fd, (struct sockaddr *)&at, sizeof at) == 0 && listen(server.fd, 16) == 0);
	check(getsockname(server.fd, (struct sockaddr *)&at, &len) == 0);
	server.port = ntohs(at.sin_port);
	check(http_start() && pthread_create(&thread, NULL, serve, NULL) == 0);
	return 0;
}

static bool go_on(void *ctx)
{
	(void)ctx;
	return true;
}

static struct mail_result mail(struct arena *a)
{
	struct mail_server to = { .address = arena_printf(a, "smtp://127.0.0.1:%d", server.port), .user = STR(""), .password = STR(""),
				  .ca_file = STR(""), .seconds = SECONDS };
	struct mail m = { STR("send@example.org"), STR("a@example.org"), STR("A letter"), STR("Hello\n.\n"), STR("1@example.org"), 1 };
	struct mail_line line;

	check(mail_open(&line));
	struct mail_result result = mail_send(a, &line, &to, &m, go_on, NULL);

	mail_close(&line);
	return result;
}

static struct mail_result notify(struct arena *a)
{
	struct house house = { .address = STR(""), .post = { .notify = arena_printf(a, "http://127.0.0.1:%d", server.port),
		.notify_service = STR("service"), .notify_secret = STR("secret"), .notify_mail = STR("t"), .notify_text = STR("t") } };
	struct desk d = { .arena = a, .house = &house };
	struct post_claim_row row = { .id = 1, .way = POST_MAIL, .address = STR("a@example.org") };
	struct post_answer answer = post_notify(&d, &row, &(struct post_text){ STR("A letter"), STR("Hello") }, STR_NONE);
	struct post_fate fate = post_notify_fate(&d, 1, STR("abc"));

	check(answer.outside_id.len <= 64 && fate.outside_id.len <= 64 && fate.why.len <= WHY_MOST);
	return answer.result;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_start((size_t)64 << 20);
	struct str in = { (const char *)bytes, len }, kind = str_cut(&in, '\n');

	say(in);
	struct mail_result r = str_equal(kind, STR("mail")) ? mail(a) : notify(a);

	check(r.why.len <= WHY_MOST && (r.end == MAIL_TAKEN) == (r.why.len == 0));
	for (size_t i = 0; i < r.why.len; i++)
		check((unsigned char)r.why.at[i] >= 0x20 && (unsigned char)r.why.at[i] < 0x7f);
	arena_end(a);
	return 0;
}
