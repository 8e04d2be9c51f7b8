/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/mail - SMTP by libcurl; the text of a mail.
 * Touches the network.
 *   source  RFC 5321 (SMTP), RFC 5322 (form of a mail), RFC 2045 6.7 (quoted-printable), RFC 2047 (words in a head) */
#include "core/mail.h"

#include <curl/curl.h>

#include "core/date.h"
#include "core/digest.h"
#include "core/out.h"

enum { WHY_MOST = 200, LINE_MOST = 72 };

/* Where the talk with the server stands: which command it answered last. */
enum stage { STAGE_BEFORE, STAGE_FROM, STAGE_TO, STAGE_TEXT };
struct talk {
	struct str text;
	size_t given;
	bool (*hand)(void *ctx);
	void *ctx;
	bool is_handed, is_stopped;
	enum stage stage;
	char said[WHY_MOST + 1];        /* the last answer that was a no */
};

bool mail_address_is_good(struct str address)
{
	size_t ats = 0;

	for (size_t i = 0; i < address.len; i++) {
		unsigned char c = (unsigned char)address.at[i];

		if (c <= 0x20 || c >= 0x7f || strchr("<>()[],;:\\\"", c))
			return false;
		ats += c == '@';
	}
	return ats == 1 && address.at[0] != '@' && address.at[0] != '-' && address.at[address.len - 1] != '@' &&
	       address.len <= 254;
}

static bool is_plain(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] < 0x20 || (unsigned char)s.at[i] >= 0x7f)
			return false;
	return true;
}

/* Up to 30 bytes of the text, cut between characters: one word of a head is at most 75 letters long. */
static struct str word_of(struct str *rest)
{
	size_t n = rest->len < 30 ? rest->len : 30;
	struct str word;

	while (n > 1 && n < rest->len && ((unsigned char)rest->at[n] & 0xC0) == 0x80)
		n--;
	word = str_slice(*rest, 0, n);
	*rest = str_slice(*rest, n, rest->len);
	return word;
}

static void subject_add(struct arena *a, struct out *o, struct str subject)
{
	out_add(o, STR("Subject: "));
	if (is_plain(subject) && subject.len < 200) {
		out_add(o, subject);
	} else {
		for (bool is_first = true; subject.len; is_first = false) {
			struct str word = digest_base64(a, word_of(&subject));

			out_printf(o, "%s=?UTF-8?B?%.*s?=", is_first ? "" : "\r\n ", STR_ARG(word));
		}
	}
	out_add(o, STR("\r\n"));
}

/* "Wed, 25 Nov 2026 12:00:00 +0000" */
static void date_line(struct out *o, int64_t utc_ms)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	int64_t seconds = utc_ms / 1000;
	struct date day = { (int32_t)(seconds / 86400) };
	struct ymd d = date_ymd(day);
	int left = (int)(seconds % 86400);

	out_printf(o, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n", days[date_weekday(day)], d.day, months[d.month - 1], d.year,
		   left / 3600, left / 60 % 60, left % 60);
}

/* One line of the text in quoted-printable. A dot that begins a line is doubled by libcurl. */
static void line_add(struct out *o, struct str line)
{
	size_t width = 0;

	for (size_t i = 0; i < line.len; i++) {
		unsigned char c = (unsigned char)line.at[i];
		bool is_kept = (c > 0x20 && c < 0x7f && c != '=') || (c == ' ' && i + 1 < line.len);

		if (width + (is_kept ? 1 : 3) > LINE_MOST) {
			out_add(o, STR("=\r\n"));
			width = 0;
		}
		if (is_kept)
			out_byte(o, (char)c);
		else
			out_printf(o, "=%02X", c);
		width += is_kept ? 1 : 3;
	}
	out_add(o, STR("\r\n"));
}

struct str mail_text(struct arena *a, const struct mail *m)
{
	struct out o = out_start(a, m->text.len * 2 + 600);
	struct str rest = m->text;

	out_printf(&o, "From: %.*s\r\nTo: %.*s\r\n", STR_ARG(m->from), STR_ARG(m->to));
	subject_add(a, &o, m->subject);
	date_line(&o, m->utc_ms);
	out_printf(&o, "Message-ID: <%.*s>\r\n", STR_ARG(m->id));
	out_add(&o, STR("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
			"Content-Transfer-Encoding: quoted-printable\r\n\r\n"));
	while (rest.at)
		line_add(&o, str_cut(&rest, '\n'));
	return out_str(&o);
}

bool mail_open(struct mail_line *line)
{
	line->handle = curl_easy_init();
	return line->handle != NULL;
}

void mail_close(struct mail_line *line)
{
	curl_easy_cleanup(line->handle);
	line->handle = NULL;
}

static size_t give(char *at, size_t size, size_t count, void *ctx)
{
	struct talk *t = ctx;
	size_t n = t->text.len - t->given < size * count ? t->text.len - t->given : size * count;

	if (!t->is_handed && !t->hand(t->ctx)) {
		t->is_stopped = true;
		return CURL_READFUNC_ABORT;
	}
	t->is_handed = true;
	memcpy(at, t->text.at + t->given, n);
	t->given += n;
	return n;
}

/* A refusal is kept without line ends and odd bytes: it is shown to people. */
static void said(struct talk *t, struct str answer)
{
	size_t n = answer.len < WHY_MOST ? answer.len : WHY_MOST;

	if (n == 0 || (answer.at[0] != '4' && answer.at[0] != '5'))
		return;
	for (size_t i = 0; i < n; i++)
		t->said[i] = (unsigned char)answer.at[i] < 0x20 || (unsigned char)answer.at[i] >= 0x7f ? ' ' : answer.at[i];
	t->said[n] = '\0';
}

static int listen_in(CURL *curl, curl_infotype kind, char *bytes, size_t size, void *ctx)
{
	struct talk *t = ctx;
	struct str s = { bytes, size };

	(void)curl;
	if (kind == CURLINFO_HEADER_IN)
		said(t, str_trim(s));
	else if (kind == CURLINFO_HEADER_OUT)
		t->stage = str_starts(s, STR("MAIL FROM")) ? STAGE_FROM : str_starts(s, STR("RCPT TO")) ? STAGE_TO :
			str_starts(s, STR("DATA")) ? STAGE_TEXT : str_starts(s, STR("QUIT")) ? t->stage : STAGE_BEFORE;
	return 0;
}

static bool is_here(struct str address)
{
	static const char *const hosts[] = { "smtp://127.0.0.1:", "smtp://localhost:", "smtp://[::1]:" };

	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
		if (str_starts(address, str_of(hosts[i])))
			return true;
	return false;
}

static void settle(struct arena *a, CURL *curl, const struct mail_server *server, const struct mail *m,
		   struct curl_slist *to, struct talk *t)
{
	bool is_plain_fine = server->may_be_plain || is_here(server->address);

	curl_easy_reset(curl);          /* keeps the connection */
	curl_easy_setopt(curl, CURLOPT_URL, arena_cstr(a, server->address));
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)server->seconds);
	curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(is_plain_fine ? CURLUSESSL_TRY : CURLUSESSL_ALL));
	if (!str_is_empty(server->ca_file))
		curl_easy_setopt(curl, CURLOPT_CAINFO, arena_cstr(a, server->ca_file));
	if (!str_is_empty(server->user)) {
		curl_easy_setopt(curl, CURLOPT_USERNAME, arena_cstr(a, server->user));
		curl_easy_setopt(curl, CURLOPT_PASSWORD, arena_cstr(a, server->password));
	}
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, arena_printf(a, "<%.*s>", STR_ARG(m->from)).at);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(curl, CURLOPT_READDATA, t);
	curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);    /* to the function, not to the log */
	curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, listen_in);
	curl_easy_setopt(curl, CURLOPT_DEBUGDATA, t);
}

/* Only a no to this mail's address or text is this mail's fault; a no to our sender or our password is the settings'. */
static struct mail_result judge(struct arena *a, CURLcode code, const struct talk *t)
{
	bool is_never = t->said[0] == '5';
	struct str why = arena_str(a, *t->said ? str_of(t->said) : str_of(curl_easy_strerror(code)));

	if (code == CURLE_OK)
		return (struct mail_result){ .end = MAIL_TAKEN, .why = STR("") };
	if (t->is_stopped)
		return (struct mail_result){ .end = MAIL_LATER, .why = STR("stopped before it was sent") };
	if (t->stage == STAGE_TO || t->stage == STAGE_TEXT)
		return (struct mail_result){ is_never ? MAIL_REFUSED : MAIL_LATER, t->stage == STAGE_TO, why };
	return (struct mail_result){ .end = MAIL_NO_SERVER, .why = why };
}

struct mail_result mail_send(struct arena *a, struct mail_line *line, const struct mail_server *server,
			     const struct mail *m, bool (*hand)(void *ctx), void *ctx)
{
	struct talk t = { .hand = hand, .ctx = ctx };
	CURL *curl = line->handle;
	struct curl_slist *to;
	CURLcode code;

	if (!mail_address_is_good(m->to))
		return (struct mail_result){ MAIL_REFUSED, true, STR("this is no address that mail can go to") };
	t.text = mail_text(a, m);
	to = curl_slist_append(NULL, arena_printf(a, "<%.*s>", STR_ARG(m->to)).at);
	settle(a, curl, server, m, to, &t);
	code = curl_easy_perform(curl);
	curl_slist_free_all(to);
	return judge(a, code, &t);
}
