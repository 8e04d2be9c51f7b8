/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_post - `waymark post`: messages are sent, mails that came back are read.
 * Touches the store, the network, standard input and output. */
#include <stdio.h>

#include "app/house.h"
#include "app/verb.h"
#include "core/http.h"
#include "work/post.h"

enum { MAIL_MOST = 256 * 1024 };

struct posting { struct desk desk; struct house house; const struct settings *settings; };

static const struct fault *send_all(struct posting *p, int *status)
{
	struct post_made made = { .is_more = true }, few;

	while (made.is_more) {
		p->desk.now = setting_now(p->settings);
		TRY(post_pass(&p->desk, NULL, &few));
		made.sent += few.sent;
		made.later += few.later;
		made.failed += few.failed;
		made.looked_up += few.looked_up;
		made.is_more = few.is_more;
		made.trouble = few.trouble;
	}
	printf("%lld sent, %lld wait, %lld failed, %lld looked up\n", (long long)made.sent, (long long)made.later,
	       (long long)made.failed, (long long)made.looked_up);
	*status = str_is_empty(made.trouble) ? 0 : verb_fail("post", made.trouble);
	return NULL;
}

static const struct fault *bounce(struct posting *p, int *status)
{
	struct arena *a = p->desk.arena;
	char *at = arena_take(a, MAIL_MOST);
	size_t len = fread(at, 1, MAIL_MOST, stdin);
	bool is_ours;

	TRY(post_bounce(&p->desk, (struct str){ at, len }, &is_ours));
	printf("%s\n", is_ours ? "A message is marked as bounced." : "This is about no message of ours.");
	*status = 0;
	return NULL;
}

static const struct fault *with_store(struct posting *p, const struct settings *s,
				      const struct fault *(*go)(struct posting *p, int *status), int *status)
{
	TRY(house_desk_open(s, &p->desk, &p->house));
	const struct fault *f = go(p, status);
	house_desk_close(&p->desk);
	return f;
}

static int run(int argc, char **argv, const struct settings *settings)
{
	struct str word = argc == 1 ? str_of(argv[0]) : STR("");
	bool is_send = str_equal(word, STR("send"));
	struct posting p = { .desk = { .arena = setting_arena(settings), .now = setting_now(settings) }, .settings = settings };
	int status = 1;

	if (!is_send && !str_equal(word, STR("bounce"))) {
		verb_fail("post", STR("takes send or bounce"));
		return 2;
	}
	p.desk.book = verb_rulebook("post", settings);
	if (!p.desk.book || !http_start())
		return 1;
	const struct fault *f = with_store(&p, settings, is_send ? send_all : bounce, &status);

	return f ? verb_fail("post", f->words) : status;
}

const struct verb verb_post = {
	.name = "post",
	.line = "send the messages that wait; take in mails that came back",
	.usage = "send | bounce < MAIL",
	.help = "send    one look at what waits, as `waymark serve` takes every two seconds; status 1 when nothing goes now\n"
		"bounce  reads a mail that a mail server sent back and marks the message as bounced: give the mailbox of mail-from\n"
		"        to it, say with the alias  send: \"|waymark post bounce --settings /etc/waymark/waymark.conf\"",
	.run = run,
};
